"""How figures are kept up to date: which ones, batch by batch, and nothing twice."""

from contextlib import suppress
from datetime import date, timedelta
from unittest.mock import patch

from freezegun import freeze_time
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import SQL

from ..engine.period import Period, containing
from ..models import impact_refresh
from .common import ImpactCommon

TODAY = "2026-03-10 09:00:00"
YEAR_2025 = Period.inclusive("year", date(2025, 1, 1), date(2025, 12, 31))


class Killed(Exception):
    """The server was stopped."""


class RefreshCase(ImpactCommon):
    """Six people under contract since 2020; headcount is used."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        frozen = freeze_time(TODAY)
        frozen.start()
        cls.addClassCleanup(frozen.stop)
        cls.people = cls.env["hr.employee"].create(
            [
                {
                    "name": f"Person {number}",
                    "company_id": cls.company.id,
                    "date_version": "2020-01-01",
                    "contract_date_start": "2020-01-01",
                    "employee_type": "employee",
                    "sex": "female" if number % 2 else "male",
                }
                for number in range(6)
            ]
        )
        # What other companies of the database follow is not looked at here.
        cls.env["impact.indicator.setting"].search([]).used = False
        cls.env["impact.assessment"].search([]).state = "closed"
        cls.headcount = cls._library("EMP01")
        cls._use(cls.headcount)
        cls.refreshes = cls.env["impact.refresh"].sudo()

    @classmethod
    def _library(cls, *codes):
        return cls.env["impact.indicator"].search([("code", "in", codes)])

    @classmethod
    def _use(cls, indicators, company=None):
        cls.env["impact.indicator.setting"].create(
            [
                {"indicator_id": indicator.id, "company_id": (company or cls.company).id}
                for indicator in indicators
            ]
        )

    @classmethod
    def _own(cls, code, formula, **values):
        version = Command.create({"kind": "formula", "formula": formula})
        return cls._indicator(code, version_ids=[version], **values)

    def _run_job(self, *left):
        """Run the scheduled job; ``left``: seconds that are left after each commit."""
        times = iter(left)
        with patch.object(
            type(self.env["ir.cron"]),
            "_commit_progress",
            lambda cron, *args, **kwargs: next(times, float("inf")),
        ):
            self.refreshes._cron_refresh()

    def _places(self, **values):
        """(code, period, scope) of what is, or waits to be, computed."""
        domain = [(name, "=", value) for name, value in values.items()]
        return {
            (refresh.indicator_id.code, refresh._period().key, refresh.scope_id.name)
            for refresh in self.refreshes.search(domain)
        }

    def _versions_of_rows(self):
        """Which transaction and command wrote each row of results, and where it lies."""
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT id, xmin::text, xmax::text, ctid::text FROM impact_result ORDER BY id"
        )
        return self.env.cr.fetchall()

    def _total(self, indicator, period=YEAR_2025, scope=None):
        return (
            self.env["impact.result"]
            .sudo()
            .search(
                [
                    ("indicator_id", "=", indicator.id),
                    ("scope_id", "=", (scope or self.scope).id),
                    ("period_type", "=", period.period_type),
                    ("date_from", "=", period.start),
                    ("cell_id.key", "=", ""),
                ]
            )
        )

    def _touch(self, record):
        """Let a record have been changed just now; tests stand still in time."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET write_date = clock_timestamp() WHERE id = %s",
                SQL.identifier(record._table),
                record.id,
            )
        )
        self.env.invalidate_all()

    def _break(self, indicator):
        """Spoil a definition as no screen would let anybody do."""
        self.env.cr.execute(
            "UPDATE impact_indicator_version SET formula = '1 +' WHERE id = %s",
            [indicator.current_version_id.id],
        )
        self.env.invalidate_all()


@tagged("post_install", "-at_install")
class TestRefreshPlan(RefreshCase):
    def test_used_indicator_is_refreshed_for_the_current_and_the_last_period(self):
        self._run_job()
        whole = self.scope.name
        frequency = self.headcount.frequency
        current = containing(frequency, date(2026, 3, 10))
        last = containing(frequency, current.start - timedelta(1))
        expected = {("EMP01", period.key, whole) for period in (current, last)}
        self.assertEqual(self._places(), expected | {("EMP01", y, whole) for y in ("2026", "2025")})

    def test_indicator_that_nobody_uses_is_not_refreshed(self):
        self.env["impact.indicator.setting"].search([]).used = False
        self._run_job()
        self.assertFalse(self._places())

    def test_typed_and_archived_indicators_are_not_refreshed(self):
        typed = self._indicator("TYPED")
        gone = self._own("GONE", "2 * EMP01", active=False)
        self._use(typed | gone)
        self._run_job()
        self.assertEqual({code for code, _period, _scope in self._places()}, {"EMP01"})

    def test_what_an_open_assessment_evaluates_and_compares_with_is_refreshed(self):
        site = self.env["impact.scope"].create(
            {"name": "The mill", "kind": "site", "company_id": self.company.id}
        )
        self._assessment(
            indicator_ids=self._library("EMP02").ids,
            scope_id=site.id,
            period_type="agreement",
            date_from="2025-05-01",
            date_to="2026-02-28",
        )
        self._run_job()
        found = {period for code, period, scope in self._places() if scope == "The mill"}
        evaluated = {"AG 2025-05-01/2026-02-28", "AG 2024-05-01/2025-02-28"}
        self.assertLessEqual({"2025", "2026"} | evaluated, found)

    def test_comparison_period_is_refreshed_for_thirteen_months(self):
        self._assessment(
            indicator_ids=self.headcount.ids,
            period_type="agreement",
            date_from="2025-06-01",
            date_to="2025-12-31",
            compare_date_from="2025-01-01",
            compare_date_to="2025-02-28",
        )
        key = "AG 2025-01-01/2025-02-28"
        with freeze_time("2026-03-31"):
            self.assertIn(key, {p.key for _i, _s, p in self.refreshes._open_places()})
        with freeze_time("2026-04-01"):
            self.assertNotIn(key, {p.key for _i, _s, p in self.refreshes._open_places()})

    def test_validated_figures_of_an_assessment_leave_the_refresh(self):
        assessment = self._assessment(
            indicator_ids=self.headcount.ids,
            period_type="agreement",
            date_from="2025-06-01",
            date_to="2025-12-31",
        )
        key = assessment._period().key
        self.assertIn(key, {p.key for _i, _s, p in self.refreshes._open_places()})
        assessment.action_compute()
        self._total(self.headcount, assessment._period()).action_validate()
        self.assertNotIn(key, {p.key for _i, _s, p in self.refreshes._open_places()})

    def test_closed_assessment_and_one_to_come_are_not_refreshed(self):
        for values in (
            {"date_from": "2025-06-01", "date_to": "2025-12-31", "state": "closed"},
            {"date_from": "2026-06-01", "date_to": "2026-12-31"},
        ):
            assessment = self._assessment(
                indicator_ids=self.headcount.ids, period_type="agreement", **values
            )
            key = assessment._period().key
            self.assertNotIn(key, {p.key for _i, _s, p in self.refreshes._open_places()})

    def test_each_company_refreshes_its_own(self):
        own = self._own("TWICE", "2 * EMP01")
        self._use(own)
        self._use(self.headcount, self.other_company)
        self._run_job()
        by_company = {
            (refresh.indicator_id.code, refresh.company_id) for refresh in self.refreshes.search([])
        }
        self.assertEqual(
            by_company,
            {
                ("EMP01", self.company),
                ("TWICE", self.company),
                ("EMP01", self.other_company),
            },
        )
        self.assertEqual(self._total(own).value, 12)


@tagged("post_install", "-at_install")
class TestRefreshJob(RefreshCase):
    def setUp(self):
        super().setUp()
        self.twice = self._own("TWICE", "2 * EMP01")
        self._use(self.twice)
        # One indicator a batch.
        self.patch(impact_refresh, "BATCH_INDICATORS", 1)

    def test_job_that_runs_out_of_time_goes_on_in_the_next_run(self):
        self._run_job(60, 0)
        waiting = self._places(waiting=True)
        self.assertTrue(waiting)
        self.assertLess(waiting, self._places())
        self._run_job()
        self.assertFalse(self._places(waiting=True))
        self.assertEqual(self._total(self.twice).value, 12)

    def test_killed_job_keeps_what_was_done_and_does_not_do_it_twice(self):
        batches = []
        compute = type(self.refreshes)._compute_batch

        def killed_in_the_second(refreshes):
            if len(batches) == 1:
                raise Killed
            batches.append(refreshes)
            return compute(refreshes)

        model = type(self.refreshes)
        # Not assertRaises, which undoes what was done: a killed job keeps it, committed.
        with patch.object(model, "_compute_batch", killed_in_the_second), suppress(Killed):
            self._run_job()
        kept = self.refreshes.search([("waiting", "=", False)])
        self.assertEqual(kept, batches[0])
        done = []

        def counted(refreshes):
            done.append(refreshes)
            return compute(refreshes)

        with patch.object(model, "_compute_batch", counted):
            self._run_job()
        again = [refresh for batch in done for refresh in batch]
        self.assertEqual(len(again), len(set(again)))
        self.assertFalse(set(again) & set(kept))
        self.assertFalse(self._places(waiting=True))

    def test_figures_computed_today_are_computed_again_tomorrow(self):
        self._run_job()
        self._touch(self.people[0].version_id)
        with patch.object(type(self.refreshes), "_compute_batch") as compute:
            self._run_job()
            compute.assert_not_called()
        with freeze_time("2026-03-11 01:30:00"):
            self._run_job()
        self.assertEqual(
            {str(refresh.refreshed_at) for refresh in self.refreshes.search([])},
            {"2026-03-11 01:30:00"},
        )

    def test_refresh_with_nothing_changed_touches_no_result(self):
        self._run_job()
        before = self._versions_of_rows()
        self.assertGreater(len(before), 8, "totals and breakdowns")
        with freeze_time("2026-03-11 01:30:00"):
            self._run_job()
        self.assertEqual(self._versions_of_rows(), before)

    def test_refresh_writes_the_changed_figures_only(self):
        self._run_job()
        before = {row[0]: row for row in self._versions_of_rows()}
        self.people[0].contract_date_end = "2025-12-31"
        self._touch(self.people[0].version_id)
        with freeze_time("2026-03-11 01:30:00"):
            self._run_job()
        written = [row[0] for row in self._versions_of_rows() if before.get(row[0]) != row]
        results = self.env["impact.result"].sudo().browse(written)
        months = {date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)}
        self.assertTrue(results)
        self.assertLessEqual(set(results.mapped("date_from")), months, "2025 stays")
        self.assertEqual({str(r.computed_at) for r in results}, {"2026-03-11 01:30:00"})

    def test_broken_definition_stops_no_other_and_says_why(self):
        self._break(self.twice)
        self.patch(impact_refresh, "BATCH_INDICATORS", 20)
        with self.assertLogs(impact_refresh.__name__, "WARNING") as log:
            self._run_job()
        self.assertIn("TWICE", log.output[0])
        self.assertEqual(self._total(self.headcount).value, 6)
        result = self._total(self.twice)
        self.assertEqual((result.status, result.reason), ("missing", "failed"))
        self.assertIn("indicator", result.reason_text)
        self.assertTrue(self.twice.refresh_failure)
        self.assertFalse(self.headcount.refresh_failure)
        self.assertFalse(self._places(waiting=True), "it is not tried again before tomorrow")

    def test_repaired_definition_loses_its_failure(self):
        self._break(self.twice)
        with self.assertLogs(impact_refresh.__name__, "WARNING"):
            self._run_job()
        self.env.cr.execute(
            "UPDATE impact_indicator_version SET formula = '3 * EMP01' WHERE formula = '1 +'"
        )
        self.env.invalidate_all()
        with freeze_time("2026-03-11 01:30:00"):
            self._run_job()
        self.assertFalse(self.twice.refresh_failure)
        self.assertEqual(self._total(self.twice).value, 18)

    def test_failure_leaves_a_validated_figure(self):
        self._run_job()
        self._total(self.twice).action_validate()
        self._break(self.twice)
        with (
            freeze_time("2026-03-11 01:30:00"),
            self.assertLogs(impact_refresh.__name__, "WARNING"),
        ):
            self._run_job()
        self.assertEqual(self._total(self.twice).value, 12)
        self.assertFalse(self.env["impact.proposal"].search([]))

    def test_definition_tells_when_it_was_computed_last(self):
        self.assertFalse(self.headcount.refreshed_at)
        self._run_job()
        self.env.invalidate_all()
        self.assertEqual(str(self.headcount.refreshed_at), TODAY)
        self.assertEqual(
            self.headcount.current_version_id.refreshed_at, self.headcount.refreshed_at
        )
        other = self.headcount.with_context(allowed_company_ids=self.other_company.ids)
        self.assertFalse(other.refreshed_at)

    def test_scheduled_job_runs_as_odoo_calls_it(self):
        with self.enter_registry_test_mode():
            self.env.ref("vises_impact.ir_cron_refresh").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(self._total(self.headcount).value, 6)
        self.assertFalse(self._places(waiting=True))


@tagged("post_install", "-at_install")
class TestProposalsOfRefresh(RefreshCase):
    def setUp(self):
        super().setUp()
        self._run_job()
        self.result = self._total(self.headcount)
        self.result.action_validate()
        self.person = self.people[0]

    def _proposals(self, **context):
        return self.env["impact.proposal"].with_context(**context).search([])

    def _leave(self, person, day="2025-12-30"):
        person.contract_date_end = day

    def _next_day(self, day=11):
        with freeze_time(f"2026-03-{day} 01:30:00"):
            self._run_job()

    def test_validated_figure_stays_and_the_other_is_proposed_once(self):
        self._leave(self.person)
        self._next_day()
        self.assertEqual(self.result.value, 6)
        total = self._proposals().filtered(lambda p: p.result_id == self.result)
        self.assertEqual(total.exact_value, 5)
        self._next_day(12)
        self.assertEqual(self._proposals().filtered(lambda p: p.result_id == self.result), total)

    def test_proposal_goes_when_the_records_agree_again(self):
        self._leave(self.person)
        self._next_day()
        self._leave(self.person, False)
        self._next_day(12)
        self.assertFalse(self._proposals())

    def test_dismissed_figure_is_proposed_again_only_if_it_changes(self):
        self._leave(self.person)
        self._next_day()
        self._proposals().with_user(self.lead).with_context(
            allowed_company_ids=self.company.ids
        ).action_dismiss()
        self._next_day(12)
        self.assertFalse(self._proposals())
        self._leave(self.people[1])
        self._next_day(13)
        self.assertEqual(self._proposals().mapped("exact_value"), [4])

    def test_computing_one_period_keeps_the_proposals_of_others(self):
        self._leave(self.person)
        self._next_day()
        self.env["impact.result"]._refresh(
            self.headcount,
            self.company,
            self.scope,
            [Period.inclusive("year", date(2024, 1, 1), date(2024, 12, 31))],
        )
        self.assertTrue(self._proposals())

    def test_accepted_figure_takes_the_definition_it_was_computed_with(self):
        own = self._own("TWICE", "2 * EMP01")
        self._use(own)
        self._run_job()
        result = self._total(own)
        result.action_validate()
        version = self._define_anew(own, formula="3 * EMP01")
        self._next_day()
        self._proposals().action_accept()
        self.assertEqual((result.value, result.version_id), (18, version))

    def test_typed_figure_is_not_answered_with_nothing(self):
        period = Period.inclusive("year", date(2024, 1, 1), date(2024, 12, 31))
        exits = self._library("ECO01")
        typed = self._result(exits, 2024, 100)
        self.env["impact.result"]._refresh(exits, self.company, self.scope, [period])
        self.assertEqual(typed.value, 100)
        self.assertFalse(self._proposals())
