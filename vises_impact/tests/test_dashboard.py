"""The dashboard "Social impact" opens where there is something to see."""

import json

from freezegun import freeze_time
from odoo.tests import tagged

from .common import ImpactCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-11-23")
class TestDashboard(ImpactCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.income = cls.env.ref("vises_impact.indicator_ECO01")

    def _dates(self):
        """What the dates of the dashboard begin with, for the board reader."""
        dashboard = self.env.ref("vises_impact.dashboard_impact").with_user(self.board_reader)
        read = json.loads(dashboard._get_serialized_readonly_dashboard())
        (dates,) = (one for one in read["snapshot"]["globalFilters"] if one["type"] == "date")
        return dates["defaultValue"]

    def test_it_opens_on_the_last_year_that_has_figures(self):
        self._result(self.income, 2023, 4)
        self._result(self.income, 2024, 5)
        self._result(self.income, 2025, None)
        self.assertEqual(self._dates(), {"type": "year", "year": 2024})

    def test_a_year_that_is_not_over_waits(self):
        self._result(self.income, 2025, 5)
        self._result(self.income, 2026, 6)
        self.assertEqual(self._dates(), {"type": "year", "year": 2025})
        with freeze_time("2027-01-01"):
            self.assertEqual(self._dates(), {"type": "year", "year": 2026})

    def test_figures_of_another_company_do_not_count(self):
        self._result(self.income, 2023, 5)
        theirs = self._figure_key(self.income, 2025, company_id=self.other_company)
        self._result(self.income, 2025, 5, **theirs)
        self.assertEqual(self._dates(), {"type": "year", "year": 2023})

    def test_without_a_year_of_figures_it_looks_at_the_last_twelve_months(self):
        self.assertEqual(self._dates(), "last_12_months")
