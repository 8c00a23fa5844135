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
