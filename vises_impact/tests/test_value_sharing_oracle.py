"""Figures that need staff and accounts together, against both oracles."""

from datetime import date

from odoo.tests import tagged

from ..engine.period import Period, split
from .chance import Chance, tell
from .oracle_case import fixed
from .staff_histories import Histories, Record, StaffWorld, Version
from .staff_oracle import StaffOracle
from .test_ledger_oracle import FRENCH, LedgerCase, Oracle, RandomLedger

PERIODS = (
    *split("year", date(2023, 1, 1), date(2025, 12, 31)),
    *split("quarter", date(2024, 1, 1), date(2024, 12, 31)),
)
YEAR = Period.inclusive("year", date(2025, 1, 1), date(2025, 12, 31))


@tagged("post_install", "-at_install")
class TestValueSharingOracle(StaffWorld, LedgerCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.companies.impact_chart = "french_association"
        cls._open_accounts(cls.company, FRENCH)
        cls._make_world()

    def _check_per_full_time_equivalent(self, draw: Chance):
        records = Histories(draw).records(draw.randint(0, 10))
        self._hire(records)
        entries = RandomLedger(draw, FRENCH).entries(draw.randint(0, 20))
        tell("Employees", records)
        tell("Items", [item for items in entries for item in items])
        self._post(self.company, entries)
        staff = StaffOracle(records, 0)
        ledger = Oracle("french_association", [item for items in entries for item in items])
        scope = self.company._impact_default_scope()
        figures = self._figures(self.company, ["ECO07"], scope, PERIODS)
        for period in PERIODS:
            days = (period.start, period.last)
            _status, value_added = ledger.figure("ECO06", None, *days)
            people = staff.expected("EMP02", *days)
            result = figures["ECO07", scope, period.period_type, period.start]
            with self.subTest(period=period.key):
                if people.value == 0:
                    self._check_figure(result, ("not_applicable", None))
                    continue
                if value_added is None or people.value is None:
                    self._check_figure(result, ("missing", None))
                    continue
                self._check_figure(result, (people.status, float(value_added) / people.value))
                if people.is_hidden(5):
                    self.assertEqual((result.status, result.value), ("suppressed", None))
                else:
                    self.assertAlmostEqual(result.coverage, people.coverage, 6)

    def test_value_added_per_full_time_equivalent(self):
        self._for_histories(self._check_per_full_time_equivalent, 6)

    def _of_year(self, code):
        scope = self.company._impact_default_scope()
        return self._figures(self.company, [code], scope, [YEAR])[code, scope, "year", YEAR.start]

    def _enterprise_of(self, people: int):
        start = date(2022, 1, 1)
        self._hire([Record(n, [Version(start, start)]) for n in range(people)])
        self._post(self.company, RandomLedger(fixed(3), FRENCH).entries(60))

    def test_what_few_people_earn_is_hidden(self):
        """Value added and subsidies are public: with a shown share, so would be the pay of four."""
        self._enterprise_of(4)
        for code in ("ECO07", "ECO08"):
            result = self._of_year(code)
            self.assertEqual((result.status, result.value), ("suppressed", None), code)
            self.assertTrue(result.exact_value)
        self.assertNotEqual(self._of_year("ECO10").status, "suppressed")

    def test_what_five_people_earn_together_is_shown(self):
        self._enterprise_of(5)
        for code in ("ECO07", "ECO08"):
            result = self._of_year(code)
            self.assertEqual(result.value, result.exact_value, code)

    def test_without_staff_there_is_no_value_per_head(self):
        self._post(self.company, RandomLedger(fixed(3), FRENCH).entries(20))
        result = self._of_year("ECO07")
        self.assertEqual(result.exact_status, "missing")
        self.assertIn(result.exact_value, (None, False))
