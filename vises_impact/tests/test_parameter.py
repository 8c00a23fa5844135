"""Numbers that change by decree: which one counts, for whom, and who may add some."""

from datetime import date

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from psycopg2 import IntegrityError

from ..engine.period import split
from .common import ImpactCommon

YEARS = split("year", date(2024, 1, 1), date(2025, 12, 31))


@tagged("post_install", "-at_install")
class TestParameter(ImpactCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.parameter = cls.env["impact.parameter"].create(
            {"code": "rest_days", "name": "Rest days", "unit": "days per year"}
        )
        cls.workshop = cls.env["impact.scope"].create(
            {"name": "Workshop", "company_id": cls.company.id, "structure_type": "aci"}
        )
        cls.indicator = cls._indicator(
            "OWN_REST",
            version_ids=[Command.create({"kind": "formula", "formula": "2 * rest_days"})],
        )

    def _value(self, value, day="2000-01-01", **values):
        return self.env["impact.parameter.value"].create(
            {
                "parameter_id": self.parameter.id,
                "company_id": self.company.id,
                "value": value,
                "valid_from": day,
                **values,
            }
        )

    def _figures(self, scope=None):
        """Figures of the indicator by year."""
        scope = scope or self.scope
        self.env["impact.computation"]._run(self.indicator, self.company, scope, YEARS)
        results = self.env["impact.result"].search(
            [("indicator_id", "=", self.indicator.id), ("scope_id", "=", scope.id)]
        )
        return {result.date_from.year: result for result in results}

    def test_value_of_the_last_day_counts_for_the_whole_period(self):
        self._value(10)
        self._value(12, "2025-12-31")
        figures = self._figures()
        self.assertEqual((figures[2024].value, figures[2025].value), (20, 24))
        self.assertEqual(figures[2025].sudo().provenance["parameters"], {"rest_days": "12"})

    def test_without_a_value_the_figure_is_missing_and_says_why(self):
        self._value(12, "2025-03-01")
        figures = self._figures()
        self.assertEqual((figures[2024].status, figures[2024].value), ("missing", None))
        self.assertIn("structure type", figures[2024].reason_text)
        self.assertEqual(figures[2025].value, 24)

    def test_a_value_may_lapse(self):
        self._value(10, valid_to="2024-12-31")
        figures = self._figures()
        self.assertEqual((figures[2024].value, figures[2025].status), (20, "missing"))

    def test_the_most_particular_value_counts(self):
        """A later one of the country does not replace an older one of the scope."""
        self.company.account_fiscal_country_id = self.env.ref("base.fr")
        everybody = self.env["impact.parameter.value"].sudo()
        everybody.create({"parameter_id": self.parameter.id, "company_id": False, "value": 1})
        self.assertEqual(self._figures()[2025].value, 2)
        everybody.create(
            {
                "parameter_id": self.parameter.id,
                "company_id": False,
                "country_id": self.env.ref("base.fr").id,
                "value": 2,
            }
        )
        self.assertEqual(self._figures()[2025].value, 4)
        everybody.create(
            {
                "parameter_id": self.parameter.id,
                "company_id": False,
                "structure_type": "aci",
                "value": 3,
            }
        )
        self.assertEqual(self._figures()[2025].value, 4)
        self.assertEqual(self._figures(self.workshop)[2025].value, 6)
        self._value(4, "2024-02-01")
        self.assertEqual(self._figures(self.workshop)[2025].value, 8)
        self._value(5, scope_id=self.workshop.id)
        self.assertEqual(self._figures(self.workshop)[2025].value, 10)
        self.assertEqual(self._figures()[2025].value, 8)

    def test_another_companys_value_does_not_count(self):
        self._value(7)
        self.env["impact.parameter.value"].sudo().create(
            {
                "parameter_id": self.parameter.id,
                "company_id": self.other_company.id,
                "value": 9,
                "valid_from": "2025-01-01",
            }
        )
        self.assertEqual(self._figures()[2025].value, 14)

    def test_a_formula_with_an_unknown_name_is_refused(self):
        with self._refused(ValidationError, "rest_nights"):
            self._indicator(
                "OWN_BAD",
                version_ids=[Command.create({"kind": "formula", "formula": "2 * rest_nights"})],
            )

    def test_a_code_is_a_name_that_formulas_can_read(self):
        for code in ("Rest", "1st", "if", "min", "rest_base", "period_days", "a b", "a + b"):
            with self.subTest(code=code), self._refused(ValidationError, "small letters"):
                self.env["impact.parameter"].create({"code": code, "name": "Bad"})

    def test_two_values_of_one_day_and_place_are_refused(self):
        self._value(1)
        with self._refused(IntegrityError, "change that one", "impact.parameter.value"):
            self._value(2)

    def test_the_lead_adds_values_and_leaves_the_librarys_alone(self):
        library = self.env.ref("vises_impact.parameter_minimum_wage")
        shipped = library.value_ids[:1].with_user(self.lead)
        with self.assertRaises(AccessError):
            shipped.value = 1
        with self.assertRaises(AccessError):
            library.with_user(self.lead).name = "Mine"
        values = self.env["impact.parameter.value"].with_user(self.lead)
        own = values.create({"parameter_id": library.id, "value": 13, "valid_from": "2025-01-01"})
        self.assertEqual((own.company_id, own.certainty), (self.company, "own"))
        with self.assertRaises(AccessError):
            values.create({"parameter_id": library.id, "value": 13, "company_id": False})
        with self.assertRaises(AccessError):
            own.with_user(self.board_reader).value = 14

    def test_library_values_say_where_they_come_from(self):
        values = self.env["impact.parameter.value"].search([("company_id", "=", False)])
        shipped = values - self.parameter.value_ids
        self.assertTrue(shipped)
        for value in shipped:
            with self.subTest(value=value.display_name):
                self.assertIn(value.certainty, ("source", "memory"))
                self.assertEqual("check" in value.source_note, value.certainty == "memory")

    def test_annual_hours_of_a_post_depend_on_the_structure_type(self):
        found = {}
        for kind in ("aci", "ai", "ei", "etti", False):
            self.workshop.structure_type = kind
            day = date(2025, 12, 31)
            values = self.env["impact.parameter.value"]._in_force(
                ["integration_hours"], self.workshop, [day]
            )
            value = values.get(("integration_hours", self.workshop.id, day))
            found[kind] = value and value.value
        self.assertEqual(found, {"aci": 1820, "ai": 1607, "ei": 1505, "etti": 1600, False: None})

    def _exits(self, scope):
        """Exits examined of one who left a year's integration contract in 2024."""
        employee = self.env["hr.employee"].create(
            {
                "name": "Leaver",
                "company_id": self.company.id,
                "date_version": "2023-12-01",
                "contract_date_start": "2023-12-01",
                "contract_date_end": "2024-11-30",
            }
        )
        kind = self.env["hr.contract.type"].create({"name": "CDDI (test)"})
        employee.version_id.contract_type_id = kind
        self.env["impact.mapping"].create(
            {
                "company_id": self.company.id,
                "kind": "contract_type",
                "contract_type_id": kind.id,
                "contract_class": "integration",
            }
        )
        exits = self.env.ref("vises_impact.indicator_INS20")
        self.env["impact.computation"]._run(exits, self.company, scope, YEARS[:1])
        return self.env["impact.result"].search(
            [("indicator_id", "=", exits.id), ("cell_id.key", "=", "")]
        )

    def test_exits_of_a_scope_without_structure_type_are_missing(self):
        result = self._exits(self.scope)
        self.assertEqual((result.status, result.exact_value), ("missing", None))
        self.assertIn("structure type", result.reason_text)

    def test_exits_examined_say_which_limits_they_used(self):
        self.scope.structure_type = "aci"
        result = self._exits(self.scope)
        self.assertEqual(result.exact_value, 1)
        self.assertEqual(
            result.sudo().provenance["parameters"], {"exit_min_hours": "0", "exit_min_months": "3"}
        )
        records = self.env["impact.computation"]._record_ids(result, result.version_id.term_ids)
        self.assertEqual(len(records), 1)

    def test_a_limit_raised_by_the_company_counts(self):
        self.scope.structure_type = "aci"
        months = self.env.ref("vises_impact.parameter_exit_min_months")
        self.env["impact.parameter.value"].create({"parameter_id": months.id, "value": 13})
        self.assertEqual(self._exits(self.scope).exact_value, 0)

    def test_a_filter_with_an_unknown_parameter_is_refused(self):
        term = {
            "name": "long",
            "source_id": self.env.ref("vises_impact.impact_source_exit").id,
            "filter": "[('total_months', '>', 'no_such_limit')]",
        }
        version = {"kind": "records", "formula": "long", "term_ids": [Command.create(term)]}
        with self._refused(ValidationError, "no_such_limit"):
            self._indicator("OWN_LONG", version_ids=[Command.create(version)])

    def test_departure_reasons_tell_what_comes_after_integration(self):
        found = {}
        for name in ("Sortie en CDI", "Autre SIAE", "Chômage", "Entrée en formation", "Autre"):
            reason = self.env["hr.departure.reason"].create({"name": name})
            mapping = self.env["impact.mapping"].create(
                {
                    "company_id": self.company.id,
                    "kind": "departure_reason",
                    "departure_reason_id": reason.id,
                    "exit_class": "other",
                }
            )
            found[name] = mapping.integration_class
        self.assertEqual(
            found,
            {
                "Sortie en CDI": "lasting",
                "Autre SIAE": "positive",
                "Chômage": "other",
                "Entrée en formation": "positive",
                "Autre": False,
            },
        )
