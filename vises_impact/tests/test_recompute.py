"""Computing figures again, for the periods and indicators that the lead asks for."""

from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..engine.period import Period
from ..models import impact_refresh
from ..wizard import impact_recompute
from .test_refresh import RefreshCase


@tagged("post_install", "-at_install")
class TestRecompute(RefreshCase):
    def _wizard(self, user=None, **values):
        model = self.env["impact.recompute"].with_user(user or self.lead)
        return model.with_context(allowed_company_ids=self.company.ids).create(
            {
                "indicator_ids": self.headcount.ids,
                "date_from": "2025-01-01",
                "date_to": "2025-12-31",
                **values,
            }
        )

    def _message(self, action):
        self.assertEqual(action["tag"], "display_notification")
        return action["params"]["message"]

    def test_dates_are_split_into_the_periods_they_touch(self):
        wizard = self._wizard(period_type="quarter", date_from="2025-02-10", date_to="2025-08-01")
        self.assertEqual([p.key for p in wizard._periods()], ["2025-Q1", "2025-Q2", "2025-Q3"])
        self.assertEqual(wizard.figure_count, 3)

    def test_fiscal_years_are_those_of_the_company(self):
        self.company.write({"fiscalyear_last_month": "6", "fiscalyear_last_day": 30})
        wizard = self._wizard(period_type="fiscal_year")
        self.assertEqual(
            [(p.start, p.last) for p in wizard._periods()],
            [
                (date(2024, 7, 1), date(2025, 6, 30)),
                (date(2025, 7, 1), date(2026, 6, 30)),
            ],
        )

    def test_periods_to_come_are_left_out(self):
        wizard = self._wizard(period_type="month", date_from="2026-01-01", date_to="2026-12-31")
        self.assertEqual(len(wizard._periods()), 3)

    def test_few_figures_are_computed_at_once_and_told_in_numbers(self):
        wizard = self._wizard()
        message = self._message(wizard.action_compute())
        total = self._total(self.headcount)
        self.assertEqual(total.value, 6)
        cells = self.env["impact.result"].search_count([("indicator_id", "=", self.headcount.id)])
        self.assertIn(f"Computed: {cells}. Changed: {cells}. As before: 0.", message)
        again = self._message(wizard.action_compute())
        self.assertIn(f"Computed: {cells}. Changed: 0. As before: {cells}.", again)
        total.action_validate()
        self.people[0].contract_date_end = "2025-12-30"
        self.assertIn("Proposals: 1.", self._message(wizard.action_compute()))
        self.assertEqual(total.value, 6)

    def test_indicators_of_a_set_are_computed(self):
        chosen = self.env["impact.indicator.set"].create({"name": "Ours", "code": "OURS"})
        typed = self._indicator("TYPED")
        own = self._own("TWICE", "2 * EMP01")
        (typed | own).set_ids = chosen
        self._wizard(indicator_ids=False, set_ids=chosen.ids).action_compute()
        self.assertEqual(self._total(own).value, 12)
        self.assertFalse(self._total(typed))

    def test_many_figures_are_computed_in_the_background(self):
        self.patch(impact_recompute, "FEW", 3)
        wizard = self._wizard(period_type="month")
        self.assertTrue(wizard.in_background)
        job = self.env.ref("vises_impact.ir_cron_refresh")
        triggers = self.env["ir.cron.trigger"].search([("cron_id", "=", job.id)])
        action = wizard.action_compute()
        found = self.env["ir.cron.trigger"].search([("cron_id", "=", job.id)])
        self.assertEqual(len(found - triggers), 1)
        self.assertIn("12 figures", self._message(action))
        self.assertEqual(action["params"]["next"]["res_model"], "impact.refresh")
        self.assertEqual(len(self._places(waiting=True)), 12)
        self._run_job()
        march = Period.inclusive("month", date(2025, 3, 1), date(2025, 3, 31))
        self.assertEqual(self._total(self.headcount, march).value, 6)
        self.assertFalse(self._places(waiting=True))

    def test_definition_that_fails_is_told(self):
        own = self._own("TWICE", "2 * EMP01")
        self._break(own)
        wizard = self._wizard(indicator_ids=(own | self.headcount).ids)
        with self.assertLogs(impact_refresh.__name__, "WARNING"):
            message = self._message(wizard.action_compute())
        self.assertIn("Failed: 1.", message)
        self.assertEqual(self._total(self.headcount).value, 6)

    def test_nothing_to_compute_is_refused_with_what_to_do(self):
        for values in (
            {"indicator_ids": self._indicator("TYPED").ids},
            {"date_from": "2027-01-01", "date_to": "2027-12-31"},
        ):
            with self._refused(UserError, "choose indicators"):
                self._wizard(**values).action_compute()
        with self._refused(AccessError, "Scope"):
            self._wizard(scope_ids=self.other_scope.ids)
        with self._refused(UserError, "before"):
            self._wizard(date_from="2026-01-01").action_compute()

    def test_lead_fills_in_the_form(self):
        model = self.env["impact.recompute"].with_user(self.lead)
        form = Form(model.with_context(allowed_company_ids=self.company.ids))
        form.indicator_ids = self.headcount
        self.assertEqual(form.figure_count, 1)
        self.assertEqual(form.scope_ids[:], self.scope)

    def test_only_the_lead_recomputes(self):
        for user in (self.contributor, self.board_reader, self.accompanist):
            with self.assertRaises(AccessError):
                self._wizard(user).action_compute()

    def test_only_the_lead_reads_what_waits_and_nobody_writes_it(self):
        self._run_job()
        place = self.refreshes.search([], limit=1).sudo(False)
        for user in (self.contributor, self.board_reader, self.accompanist):
            self.assertFalse(place.with_user(user).has_access("read"), user.login)
        for user in (self.lead, self.manager):
            seen = place.with_user(user).with_context(allowed_company_ids=self.company.ids)
            self.assertTrue(seen.has_access("read"))
            for operation in ("write", "create", "unlink"):
                self.assertFalse(seen.has_access(operation), operation)
        neighbour = self._user("neighbour", "vises_impact.group_lead", self.other_company)
        place = place.with_user(neighbour)
        place = place.with_context(allowed_company_ids=self.other_company.ids)
        self.assertFalse(place.has_access("read"))

    def test_everybody_reads_when_a_definition_was_computed(self):
        self._run_job()
        for user in (self.contributor, self.board_reader, self.lead):
            seen = self.headcount.with_user(user).with_context(allowed_company_ids=self.company.ids)
            self.assertTrue(seen.refreshed_at, user.login)
