"""What a figure says of the records that could not be judged; what proof it keeps."""

from datetime import date, timedelta
from decimal import Decimal

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from ..engine.period import split
from .common import ImpactCommon
from .staff_histories import Record, StaffWorld, Version

START = date(2022, 1, 1)
ENDED = date(2025, 6, 30)


@tagged("post_install", "-at_install")
class TestCoverage(StaffWorld, ImpactCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_world()

    def _results(self, code, scope=None, periods=None):
        """Results of one indicator for 2025, by cell, as the service account stored them."""
        scope = scope or self.company._impact_default_scope()
        indicator = self.env["impact.indicator"].sudo().search([("code", "=", code)])
        results = self.env["impact.result"].sudo()
        periods = periods or split("year", date(2025, 1, 1), date(2025, 12, 31))
        results._refresh(indicator, scope.company_id, scope, periods)
        found = results.search([("indicator_id", "=", indicator.id), ("scope_id", "=", scope.id)])
        return {result.cell_id.key: result for result in found}

    def _stays(self, number: int, **values) -> list[Record]:
        return [Record(n, [Version(START, START, **values)]) for n in range(number)]

    def _leaves(self, person: int, reason, **values) -> Record:
        version = Version(START, START, departure=ENDED, reason=reason, **values)
        return Record(person, [version])

    # Counts

    def test_exits_without_a_known_leaver_are_an_estimate_of_none(self):
        """Nine exits for other reasons and one without: 0 leavers, on nine of ten."""
        records = [self._leaves(100 + n, "other") for n in range(9)]
        self._hire([*self._stays(10), *records, self._leaves(200, None)])
        result = self._results("EMP17")[""]
        self.assertEqual((result.status, result.value), ("estimated", 0))
        self.assertAlmostEqual(result.coverage, 0.9, 6)

    def test_only_exit_without_a_reason_is_no_zero(self):
        self._hire([*self._stays(10), self._leaves(200, None)])
        result = self._results("EMP17")[""]
        self.assertEqual((result.status, result.reason), ("missing", "coverage"))

    def test_year_without_exits_has_no_turnover(self):
        self._hire(self._stays(10))
        result = self._results("EMP17")[""]
        self.assertEqual((result.status, result.value), ("measured", 0))

    def test_move_to_another_company_is_an_exit_for_a_known_reason(self):
        move = date(2025, 7, 1)
        versions = [Version(START, START), Version(move, START, company=1)]
        self._hire([*self._stays(10), Record(200, versions)])
        result = self._results("EMP17")[""]
        self.assertEqual((result.status, result.value), ("measured", 0))

    def test_departure_before_a_renewal_is_not_why_the_stay_ended(self):
        """Resigned on a Friday, hired again on Monday; that contract ran to its term."""
        friday, monday = date(2024, 6, 28), date(2024, 7, 1)
        common = {"kind": "temporary"}
        first = Version(START, START, friday, departure=friday, reason="resignation", **common)
        versions = [first, Version(monday, monday, ENDED, **common)]
        leavers = [Record(200 + n, versions) for n in range(6)]
        self._hire([*self._stays(10), *leavers])
        self.assertEqual(self._results("EMP17")[""].value, 0)

    # Shares

    def test_share_is_of_those_whose_kind_of_contract_is_known(self):
        mixed = [*self._stays(10), *self._stays(5, kind="temporary"), *self._stays(5, kind=None)]
        self._hire([Record(n, record.versions) for n, record in enumerate(mixed)])
        result = self._results("EMP03")[""]
        self.assertEqual(result.status, "estimated")
        self.assertAlmostEqual(result.value, 200 / 3, 5)
        self.assertAlmostEqual(result.coverage, 0.75, 6)

    def test_share_with_no_known_record_is_missing_and_never_none(self):
        self._hire(self._stays(8, sex=None))
        self.assertEqual(self._results("EMP06")[""].status, "missing")

    def test_share_of_nobody_has_no_meaning(self):
        self._hire([self._leaves(n, "other") for n in range(8)])
        result = self._results("EMP06")[""]
        self.assertEqual((result.status, result.reason), ("not_applicable", "division_by_zero"))

    # Averages and assumed values

    def test_average_of_nobody_has_no_meaning(self):
        self._hire([self._leaves(n, "other") for n in range(8)])
        result = self._results("EMP19")[""]
        self.assertEqual((result.status, result.reason), ("not_applicable", "nobody"))
        self.assertIn("Nobody", result.reason_text)

    def test_nobody_with_a_calendar_counts_as_full_time_and_is_estimated(self):
        self._hire(self._stays(8, calendar=None))
        result = self._results("EMP02")[""]
        self.assertEqual((result.status, result.value, result.coverage), ("estimated", 8, 0))
        self.assertEqual(self._results("EMP04")[""].status, "missing")

    def test_hours_of_a_second_job_that_nobody_knows_make_the_hourly_pay_unknown(self):
        men = [Record(n, [Version(START, START, sex="male")]) for n in range(6)]
        women = [Record(10 + n, [Version(START, START)]) for n in range(6)]
        second = Record(10, [Version(START, START, calendar=None, wage=9000)])
        self._hire([*men, *women, second])
        result = self._results("EMP08")[""]
        self.assertEqual(result.exact_status, "estimated")
        self.assertEqual(result.exact_value, 0)

    # Scopes

    def test_scope_without_departments_has_no_staff_figures(self):
        self._hire(self._stays(8))
        scope = self.env["impact.scope"].create(
            {"name": "Agreement", "kind": "agreement", "company_id": self.company.id}
        )
        result = self._results("EMP01", scope)[""]
        self.assertEqual((result.status, result.reason), ("missing", "scope_without_departments"))
        self.assertIn("departments", result.reason_text)

    # Cells

    def test_cell_without_people_goes_when_its_records_are_repaired(self):
        self._hire(self._stays(8, sex=None))
        self.assertEqual(self._results("EMP01")["sex=undeclared"].exact_value, 8)
        employees = self.env["hr.employee"].search([("company_id", "=", self.company.id)])
        employees.version_id.sex = "female"
        results = self._results("EMP01")
        self.assertEqual(results["sex=female"].exact_value, 8)
        self.assertNotIn("sex=undeclared", results)

    def test_the_few_of_unknown_sex_are_hidden_and_hide_nobody_else(self):
        """Nobody can tell who they are, and the coverage says how many."""
        mixed = [
            *self._stays(20),
            *self._stays(9, sex="male"),
            *self._stays(2, sex=None),
        ]
        self._hire([Record(n, record.versions) for n, record in enumerate(mixed)])
        results = self._results("EMP01")
        hidden = {key for key, result in results.items() if result.status == "suppressed"}
        self.assertEqual(hidden, {"sex=undeclared", "sex=undeclared;contract_class=permanent"})
        self.assertEqual(results["sex=male"].value, 9)
        for key in hidden:
            shown = results[key].read(["value", "numerator", "denominator", "count", "coverage"])
            self.assertFalse(any(v for name, v in shown[0].items() if name != "id"))

    # Provisional, proof

    def test_period_that_is_not_over_is_provisional(self):
        self._hire(self._stays(8))
        today = fields.Date.today()
        periods = [
            *split("month", today, today),
            *split("month", today - timedelta(days=62), today - timedelta(days=62)),
        ]
        self._results("EMP01", periods=periods)
        found = self.env["impact.result"].search(
            [("indicator_id.code", "=", "EMP01"), ("cell_id.key", "=", "")]
        )
        found = found.filtered(lambda r: r.company_id == self.company).sorted("date_from")
        self.assertEqual(found.mapped("provisional"), [False, True])

    def test_staff_figure_does_not_wait_for_the_books_and_the_ledger_does(self):
        self._hire(self._stays(8))
        codes = ("EMP01", "EMP30")
        results = [self._results(code)[""] for code in codes]
        self.assertEqual([result.provisional for result in results], [False, True])
        self.company.sudo().fiscalyear_lock_date = date(2025, 12, 31)
        results = [self._results(code)[""] for code in codes]
        self.assertEqual([result.provisional for result in results], [False, False])

    def test_proof_tells_how_to_count_again(self):
        mixed = [*self._stays(12), *self._stays(6, kind="temporary"), *self._stays(5, kind=None)]
        self._hire([Record(n, record.versions) for n, record in enumerate(mixed)])
        result = self._results("EMP03")[""]
        proof = result.provenance
        self.assertEqual(proof["formula"], "100 * permanent / permanent_base")
        term = proof["terms"]["permanent"]
        self.assertEqual((term["source"], term["basis"], term["count"]), ("employment", "end", 12))
        self.assertIn("permanent", term["filter"])
        self.assertIn("is_staff", term["population"])
        self.assertEqual((Decimal(term["known"]), Decimal(term["considered"])), (18, 23))
        self.assertEqual(result.version_id.number, 1)
        self.assertTrue(result.computed_at)
        self.assertEqual((result.numerator, result.denominator), (12, 18))

    def test_statuses_are_kept_apart(self):
        """One company, five indicators, four statuses; none of them is a zero."""
        mixed = [*self._stays(9, sex="male", wage=0), *self._stays(3, sex="male", calendar=None)]
        self._hire([Record(n, record.versions) for n, record in enumerate(mixed)])
        found = {
            code: self._results(code)[""].exact_status
            for code in ("EMP01", "EMP02", "EMP23", "EMP08", "INS12")
        }
        self.assertEqual(
            found,
            {
                "EMP01": "measured",
                "EMP02": "estimated",
                "EMP23": "missing",
                "EMP08": "not_applicable",
                "INS12": "not_applicable",
            },
        )

    def test_company_without_any_history_is_not_measured(self):
        company = self.env["res.company"].create({"name": "Nobody yet (test)"})
        self.env.user.company_ids = [Command.link(company.id)]
        result = self._results("EMP01", company._impact_default_scope())[""]
        self.assertEqual((result.status, result.reason), ("missing", "no_records"))
