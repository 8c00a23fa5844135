from datetime import date

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged
from psycopg2 import IntegrityError

from ..engine.period import PERIOD_TYPES as ENGINE_PERIOD_TYPES
from ..engine.period import Period
from ..models.impact_place import PERIOD_TYPES
from .common import ImpactCommon

MILLION = 1_000_000


@tagged("post_install", "-at_install")
class TestBadInput(ImpactCommon):
    """What cannot be used is refused with a reason, or leaves one result without a value."""

    def _version(self, formula, **values):
        return {"kind": "formula", "formula": formula, **values}

    def _formula(self, code, formula, **values):
        version = self._version(formula, **values)
        return self._indicator(code, version_ids=[Command.create(version)])

    def _staff(self, name, first, last=None):
        """An employee of the enterprise under contract between two days."""
        return self.env["hr.employee"].create(
            {
                "name": name,
                "company_id": self.company.id,
                "date_version": first or "2020-01-01",
                "contract_date_start": first,
                "contract_date_end": last,
                "employee_type": "employee",
            }
        )

    def _compute(self, *indicators, scope=None):
        """Totals of 2025 by code."""
        found = self.env["impact.indicator"].browse(i.id for i in indicators)
        results = self.env["impact.result"].sudo()
        scope = scope or self.scope
        results._refresh(found, self.company, scope, [Period.inclusive("year", *self._year(2025))])
        domain = [("scope_id", "=", scope.id), ("cell_id.key", "=", "")]
        return {result.indicator_id.code: result for result in results.search(domain)}

    def _year(self, year):
        return date(year, 1, 1), date(year, 12, 31)

    # Figures and their places

    def test_one_list_of_period_types(self):
        self.assertEqual(tuple(name for name, _label in PERIOD_TYPES), ENGINE_PERIOD_TYPES)

    def test_two_results_for_one_key_are_refused(self):
        indicator = self._indicator("DESKS")
        self._result(indicator, 2025, 1)
        with self._refused(IntegrityError, "There is a figure for this indicator", "impact.result"):
            self._result(indicator, 2025, 2)

    def test_period_that_ends_before_it_starts_is_refused(self):
        indicator = self._indicator("DESKS")
        reversed_dates = {"date_from": "2025-12-31", "date_to": "2025-01-01"}
        target = {**self._figure_key(indicator, 2025), "value": 1, **reversed_dates}
        with self._refused(IntegrityError, "change one of its dates", "impact.result"):
            self._result(indicator, 2025, 1, **reversed_dates)
        with self._refused(IntegrityError, "change one of its dates", "impact.target"):
            self.env["impact.target"].create(target)
        with self._refused(IntegrityError, "change one of its dates", "impact.assessment"):
            self._assessment(**reversed_dates)

    def test_text_where_a_number_belongs_is_refused(self):
        result = self._result(self._indicator("DESKS"), 2025, 1)
        for text in ("about twelve", "12 %", "nan", "inf"):
            with self._refused(UserError, "is not a number"):
                result.value = text
        result.value = "12.5"
        self.assertEqual(result.value, 12.5)

    def test_value_without_status_is_refused(self):
        result = self._result(self._indicator("DESKS"), 2025, 1)
        with self._refused(IntegrityError, "only then", "impact.result"):
            result.status = "missing"

    # Formulas

    def test_formulas_that_cannot_be_used_are_refused(self):
        self._indicator("DESKS")
        for formula, reason in (
            ("DESKS +", "cannot be read near position"),
            ("NOWHERE / DESKS", "NOWHERE, but there is no such indicator"),
            ("desks * 2", "none of its terms is called"),
            ("open('x')", "does not belong in a formula"),
            ("eval(1)", "no function “eval”"),
            ("DESKS.__class__", "does not belong in a formula|not allowed|cannot be read"),
            ("DESKS[0]", "does not belong in a formula|not allowed|cannot be read"),
            ("lambda: 1", "does not belong in a formula|not allowed|cannot be read"),
            ("9**9**9", "An exponent is a number"),
            ("(" * MILLION + "1" + ")" * MILLION, "is the most allowed"),
            ("+".join(["DESKS"] * 400), "is the most allowed"),
        ):
            with self._refused(ValidationError, reason):
                self._formula("CROWD", formula)

    def test_cycle_is_refused_when_it_is_closed(self):
        first = self._formula("FIRST", "1 + 1")
        self._formula("SECOND", "FIRST * 2")
        with self._refused(ValidationError, "need each other"):
            first.current_version_id.formula = "SECOND / 2"
        with self._refused(ValidationError, "need each other|no such indicator"):
            self._formula("SELF", "SELF + 1")

    def test_errors_come_one_by_one_and_nothing_else_is_lost(self):
        self._staff("Ada", "2020-01-01")
        self._indicator("DESKS")
        figures = self._compute(
            self._formula("NOTHING", "EMP01 / (EMP01 - EMP01)"),
            self._formula("UNKNOWN", "DESKS + EMP01"),
            self._formula("HUGE", "(EMP01 + 99999) ** 9 * 99999999"),
            self._formula("GOOD", "EMP01 * 2"),
        )
        self.assertEqual(figures["NOTHING"].status, "not_applicable")
        self.assertIn("The whole is zero", figures["NOTHING"].reason_text)
        self.assertEqual(figures["UNKNOWN"].status, "missing")
        self.assertTrue(figures["UNKNOWN"].reason_text)
        self.assertNotEqual(figures["HUGE"].status, "measured")
        self.assertTrue(figures["HUGE"].reason_text)
        self.assertEqual(figures["GOOD"].sudo().exact_value, 2)

    # Filters

    def test_filters_that_cannot_be_used_are_refused(self):
        own = self.env.ref("vises_impact.indicator_EMP01").copy()
        term = own.current_version_id.term_ids
        for text, reason in (
            ("[('wage', '>', 0)]", "does not offer"),
            ("[('person_id.user_ids.password', '!=', False)]", "does not offer"),
            ("[('sex', '=', 'robot')]", "is not a value"),
            ("[('sex', 'ilike', 'f')]", "not allowed there"),
            ("[('sex', 'any', [('id', '>', 0)])]", "not allowed there"),
            ("[('working_time_rate', '<', 'half')]", "no parameter “half”"),
            ("[('is_staff', '=', 1)]", "is not a value"),
            ("[('sex', '=')]", "cannot be read"),
            ("['|', ('sex', '=', 'male')]", "cannot be read"),
            ("[(user.id, '=', 1)]", "cannot be read"),
            ("__import__('os')", "cannot be read"),
            ("[" * 900, "cannot be read"),
            (f"[('sex', 'in', {['male'] * 500})]", "too long|is not a value"),
        ):
            for name in ("filter", "population"):
                with self._refused(ValidationError, reason):
                    term[name] = text

    def test_terms_that_do_not_fit_their_source_are_refused(self):
        own = self.env.ref("vises_impact.indicator_EMP01").copy()
        term = own.current_version_id.term_ids
        ledger = self.env.ref("vises_impact.impact_source_ledger")
        amount = self.env.ref("vises_impact.impact_source_field_purchase_amount")
        booked = {"source_id": ledger.id, "measure": "records", "population": "[]"}
        for vals, reason in (
            ({"basis": "flow"}, "cannot be counted"),
            ({"measure": "sum"}, "needs a measured field"),
            ({"measure": "sum", "measure_field_id": amount.id}, "cannot be measured"),
            ({"name": "Staff!"}, "cannot be the name of a term"),
            (booked, "which accounts"),
            ({**booked, "accounts_other": "70 71"}, "account formula"),
        ):
            with self._refused(ValidationError, reason):
                term.write(vals)

    def test_codes_that_formulas_cannot_name_are_refused(self):
        for code in ("desks", "1DESK", "DES KS", "DESK-S", "É1"):
            with self._refused(ValidationError, "cannot be a code"):
                self._indicator(code)
        with self._refused(ValidationError, "cannot be a code"):
            self._indicator("")

    # Records

    def test_overlapping_and_missing_dates_count_a_person_once(self):
        twice = self._staff("Ada", "2024-01-01")
        again = self._staff("Ada, second file", "2025-01-01")
        again.work_contact_id = twice.work_contact_id
        self._staff("Bea", False)
        late = self._staff("Cyd", "2025-03-01", "2025-11-30")
        # Odoo refuses such dates on its screens; an import may still have left them.
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE hr_version SET contract_date_end = '2025-01-31' WHERE employee_id = %s",
            [late.id],
        )
        self.env.invalidate_all()
        figures = self._compute(
            *(self.env.ref(f"vises_impact.indicator_{code}") for code in ("EMP01", "EMP19"))
        )
        self.assertEqual(figures["EMP01"].exact_value, 2)
        self.assertEqual(figures["EMP19"].exact_status, "measured")

    def test_company_without_chart_of_accounts_says_so(self):
        income = self.env.ref("vises_impact.indicator_ECO01")
        share = self.env.ref("vises_impact.indicator_ECO02")
        headcount = self.env.ref("vises_impact.indicator_EMP01")
        for _number in range(5):
            self._staff("Somebody", "2020-01-01")
        figures = self._compute(income, share, headcount)
        for code in ("ECO01", "ECO02"):
            self.assertEqual(figures[code].status, "missing")
            self.assertIn("No account of the chart", figures[code].reason_text)
        self.assertEqual(figures["EMP01"].value, 5)

    def test_nothing_chosen_is_said_before_computing(self):
        with self._refused(UserError, "has no indicators yet"):
            self._assessment().action_compute()

    def test_settings_that_protect_nobody_are_refused(self):
        for vals, reason in (
            ({"impact_threshold": 4}, "five"),
            ({"impact_renewal_gap_days": -1}, "0 and 60"),
        ):
            with self._refused(IntegrityError, reason, "res.company"):
                self.company.write(vals)
        with self._refused(ValidationError, "is not the beginning of a postcode"):
            self.company.impact_territory = "59, 6?"

    def test_a_typed_figure_on_the_form_asks_for_a_period(self):
        form = Form(self.env["impact.target"].with_user(self.lead))
        form.indicator_id = self._indicator("DESKS")
        with self._refused(AssertionError, "date_from is a required field"):
            form.save()


@tagged("post_install", "-at_install")
class TestSmallGroups(ImpactCommon):
    """Figures beside which few people stand, and cells that say yes or no."""

    def test_staff_costs_of_few_people_are_hidden(self):
        costs = self.env.ref("vises_impact.indicator_EMP30")
        accounts = self.env["account.account"].create(
            [
                {"code": code, "name": name, "account_type": kind}
                for code, name, kind in (
                    ("641000", "Wages", "expense"),
                    ("421000", "Wages to pay", "liability_current"),
                )
            ]
        )
        journal = self.env["account.journal"].create(
            {"name": "Payroll", "code": "PAY", "type": "general"}
        )
        self.company.impact_chart = "french_company"
        for month in range(1, 13):
            self.env["account.move"].create(
                {
                    "journal_id": journal.id,
                    "date": date(2025, month, 28),
                    "line_ids": [
                        Command.create({"account_id": account.id, "debit": debit, "credit": credit})
                        for account, debit, credit in zip(accounts, (2000, 0), (0, 2000))
                    ],
                }
            ).action_post()
        ours = [("company_id", "=", self.company.id)]
        for count, status in ((1, "suppressed"), (4, "suppressed"), (5, "measured")):
            while self.env["hr.employee"].search_count(ours) < count:
                self._employee()
            result = self._total(costs)
            self.assertEqual((result.exact_value, result.status), (24000, status), count)
        self.assertEqual(costs.basis_text, "movements of the period")

    def test_a_yes_and_no_breakdown_reads_well(self):
        keys = ["is_local=True", "is_local=False", "is_local=undeclared", "sex=female"]
        cells = self.env["impact.cell"].browse(self.env["impact.cell"]._by_key(keys).values())
        names = {cell.key: cell.name for cell in cells if cell.key in keys}
        self.assertEqual(
            [names[key] for key in keys],
            [
                "In the territory: yes",
                "In the territory: no",
                "In the territory: not declared",
                "Sex: Women",
            ],
        )

    def test_people_are_broken_down_by_yes_and_no(self):
        staff = self.env.ref("vises_impact.impact_source_field_employment_is_staff")
        staff.breakdown = True
        own = self.env.ref("vises_impact.indicator_EMP01").copy({"privacy": "none"})
        own.current_version_id.term_ids.population = "[]"
        own.current_version_id.write(
            {"breakdown_ids": [Command.set(staff.ids)], "crossings": False}
        )
        self._employee()
        self._employee(employee_type="trainee")
        self._employee(employee_type="trainee")
        self._total(own)
        results = self.env["impact.result"].search([("indicator_id", "=", own.id)])
        by_name = {result.cell_id.name: result.exact_value for result in results}
        label = staff.label
        self.assertEqual(by_name, {"Total": 3, f"{label}: yes": 1, f"{label}: no": 2})

    def _employee(self, **values):
        return self.env["hr.employee"].create(
            {
                "name": "Somebody",
                "company_id": self.company.id,
                "date_version": "2020-01-01",
                "contract_date_start": "2020-01-01",
                "employee_type": "employee",
                **values,
            }
        )

    def _total(self, indicator):
        results = self.env["impact.result"].sudo()
        period = Period.inclusive("year", date(2025, 1, 1), date(2025, 12, 31))
        results._refresh(indicator, self.company, self.scope, [period])
        return results.search([("indicator_id", "=", indicator.id), ("cell_id.key", "=", "")])
