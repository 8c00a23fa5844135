"""A figure whose records did not change is not counted again; whatever may change it is."""

from unittest.mock import patch

from freezegun import freeze_time
from odoo.fields import Command
from odoo.tests import tagged

from .test_refresh import RefreshCase

TOMORROW = "2026-03-11 09:00:00"


@tagged("post_install", "-at_install")
class TestRefreshUnchanged(RefreshCase):
    def setUp(self):
        super().setUp()
        self._run_job()

    def _computed_next_day(self, when=TOMORROW):
        """Periods that the job computes again on the next day."""
        self.env.flush_all()
        results = type(self.env["impact.result"])
        original = results._refresh
        seen = []

        def refresh(self, indicators, companies, scopes, periods):
            seen.extend(period.key for period in periods)
            return original(self, indicators, companies, scopes, periods)

        with freeze_time(when), patch.object(results, "_refresh", refresh):
            self._run_job()
        return seen

    def test_nothing_is_counted_again_while_nothing_changed(self):
        self.assertTrue(self.refreshes.search([]))
        self.assertEqual(self._computed_next_day(), [])
        self.assertFalse(self.refreshes.search([("waiting", "=", True)]))

    def test_a_changed_record_is_counted_again(self):
        self.people[0].sex = "other"
        self._touch(self.people[0].version_id)
        self.assertIn("2025", self._computed_next_day())
        self.assertEqual(self._computed_next_day("2026-03-12 09:00:00"), [])

    def test_a_change_that_comes_in_late_with_an_older_date_is_counted(self):
        self.people[0].sex = "other"
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE hr_version SET write_date = write_date - interval '2 hours' WHERE id = %s",
            [self.people[0].version_id.id],
        )
        self.assertIn("2025", self._computed_next_day())

    def test_a_removed_record_is_missed(self):
        self.env.cr.execute("DELETE FROM hr_version WHERE employee_id = %s", [self.people[0].id])
        self.assertIn("2025", self._computed_next_day())

    def test_departments_of_a_scope_are_looked_at(self):
        department = self.env["hr.department"].create(
            {"name": "Garden", "company_id": self.company.id}
        )
        site = self.env["impact.scope"].create(
            {"name": "Garden", "kind": "site", "company_id": self.company.id}
        )
        self._computed_next_day()
        site.department_ids = [Command.link(department.id)]
        self.assertIn("2025", self._computed_next_day("2026-03-12 09:00:00"))

    def test_another_definition_is_worked_out(self):
        own = self._own("TWICE", "2 * EMP01")
        self._use(own)
        self._computed_next_day()
        self.assertEqual(self._computed_next_day("2026-03-12 09:00:00"), [])
        self.env.cr.execute(
            "UPDATE impact_indicator_version SET formula = '3 * EMP01' WHERE id = %s",
            [own.current_version_id.id],
        )
        self._touch(own.current_version_id)
        self.assertIn("2025", self._computed_next_day("2026-03-13 09:00:00"))
        self.assertEqual(self._total(own).value, 18)

    def test_a_figure_that_people_wrote_on_is_compared_again(self):
        self._total(self.headcount).action_validate()
        self.env.flush_all()
        self.env.cr.execute("UPDATE impact_result SET write_date = %s", ["2026-03-10 15:00:00"])
        self.env.invalidate_all()
        self.assertIn("2025", self._computed_next_day())
        self.assertNotIn("2025", self._computed_next_day("2026-03-12 09:00:00"))

    def test_a_figure_whose_period_ended_is_no_longer_provisional(self):
        year = self.refreshes.search(
            [("period_type", "=", "year"), ("date_from", "=", "2026-01-01")]
        )
        figure = self._total(self.headcount, year._period())
        self.assertTrue(figure.provisional)
        self.assertIn("2026", self._computed_next_day("2027-01-01 09:00:00"))
        figure.invalidate_recordset()
        self.assertFalse(figure.provisional)
