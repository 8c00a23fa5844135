"""An indicator set as a file: what is written is read again, and nothing by halves."""

import base64
import io

import openpyxl
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, HttpCase, tagged

from .common import ImpactCommon

WOMEN = {
    "name": "women",
    "measure": "persons",
    "population": "[('is_staff', '=', True)]",
    "filter": "[('sex', '=', 'female')]",
    "basis": "end",
}


class SetFileCase(ImpactCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fr_FR")
        cls.own = cls._indicator("FED_WOMEN", name="Women on the staff", unit="percent")
        cls.own.with_context(lang="fr_FR").name = "Femmes dans l'équipe"
        cls.own.version_ids = [
            Command.clear(),
            Command.create(
                {
                    "kind": "records",
                    "formula": "100 * women / women_base",
                    "definition": "=Women ÷ all staff",
                    "aggregation_time": "last",
                    "term_ids": [
                        Command.create(
                            {
                                **WOMEN,
                                "source_id": cls.env.ref(
                                    "vises_impact.impact_source_employment"
                                ).id,
                            }
                        )
                    ],
                    "breakdown_ids": [
                        Command.link(
                            cls.env.ref(
                                "vises_impact.impact_source_field_employment_contract_class"
                            ).id
                        )
                    ],
                    "crossings": "sex * contract_class",
                }
            ),
        ]
        cls.typed = cls._indicator("FED_GARDENS", name="Gardens shared")
        cls.headcount = cls.env.ref("vises_impact.indicator_EMP01")
        cls.set = cls.env["impact.indicator.set"].create(
            {
                "code": "FED",
                "name": "Federation core",
                "indicator_ids": [Command.set((cls.own | cls.typed | cls.headcount).ids)],
            }
        )
        cls.file = cls.set._set_workbook()

    def _changed(self, **cells):
        """The file with some cells changed: ``indicators_C3="…"``; None empties one."""
        book = openpyxl.load_workbook(io.BytesIO(self.file))
        for place, value in cells.items():
            sheet, cell = place.split("_")
            book[sheet][cell] = value
        output = io.BytesIO()
        book.save(output)
        return output.getvalue()

    def _column(self, sheet, head):
        book = openpyxl.load_workbook(io.BytesIO(self.file))
        heads = [cell.value for cell in book[sheet][1]]
        return openpyxl.utils.get_column_letter(heads.index(head) + 1)

    def _import(self, content, company=None, user=None):
        wizards = self.env["impact.indicator.set.import"].with_user(user or self.manager)
        company = company or self.company
        wizard = wizards.with_context(allowed_company_ids=company.ids).create(
            {"file": base64.b64encode(content), "company_id": company.id}
        )
        return wizard, wizard.action_import()

    def _problems(self, **cells):
        before = self._counted()
        wizard, _action = self._import(self._changed(**cells))
        self.assertEqual(self._counted(), before, "nothing is imported by halves")
        return [(one.sheet, one.line, one.name) for one in wizard.problem_ids]

    def _counted(self):
        return [
            self.env[model].with_context(active_test=False).search_count([])
            for model in (
                "impact.indicator",
                "impact.indicator.version",
                "impact.indicator.term",
                "impact.indicator.set",
            )
        ]

    def _elsewhere(self):
        """Another enterprise that does not have the set yet, and its module manager."""
        self.set.unlink()
        return self.other_company, self._user(
            "other_manager", "vises_impact.group_manager", self.other_company
        )


@tagged("post_install", "-at_install")
class TestIndicatorSetFile(SetFileCase):
    def test_an_exported_set_is_the_same_in_another_enterprise(self):
        company, manager = self._elsewhere()
        _wizard, action = self._import(self.file, company, manager)
        taken = self.env["impact.indicator.set"].browse(action["res_id"])
        self.assertEqual(taken.name, "Federation core")
        indicators = taken.sudo().indicator_ids
        self.assertIn(self.headcount, indicators)
        own = indicators.filtered(lambda one: one.code == "FED_WOMEN")
        self.assertEqual(own.company_id, company)
        self.assertNotEqual(own, self.own)
        self.assertEqual(own.with_context(lang="fr_FR").name, "Femmes dans l'équipe")
        self.assertEqual(own.unit, "percent")
        version = own.current_version_id
        self.assertEqual(version.definition, "=Women ÷ all staff", "a text is no formula")
        self.assertEqual(version.formula, "100 * women / women_base")
        self.assertEqual(version.aggregation_time, "last")
        self.assertEqual(version.breakdown_ids, self.own.current_version_id.breakdown_ids)
        self.assertEqual(version.crossings, "sex * contract_class")
        self.assertRecordValues(version.term_ids, [WOMEN])
        self.assertEqual(version.term_ids.source_id.code, "employment")

    def test_a_set_that_stands_already_is_not_doubled(self):
        before = self._counted()
        self._import(self.file)
        self.assertEqual(self._counted(), before)

    def test_a_later_definition_becomes_a_new_version(self):
        formula = self._column("indicators", "formula")
        valid_from = self._column("indicators", "valid_from")
        line = self._line_of("FED_WOMEN")
        content = self._changed(
            **{
                f"indicators_{formula}{line}": "women / women_base",
                f"indicators_{valid_from}{line}": "2026-01-01",
            }
        )
        self._import(content)
        self.assertEqual(len(self.own.version_ids), 2)
        self.assertEqual(self.own.current_version_id.formula, "women / women_base")
        self.assertEqual(len(self.typed.version_ids), 1)

    def test_another_definition_under_the_same_date_is_refused(self):
        formula = self._column("indicators", "formula")
        line = self._line_of("FED_WOMEN")
        problems = self._problems(**{f"indicators_{formula}{line}": "women / women_base"})
        self.assertEqual([problem[:2] for problem in problems], [("indicators", line)])
        self.assertIn("another definition", problems[0][2])

    def _line_of(self, code):
        book = openpyxl.load_workbook(io.BytesIO(self.file))
        return next(row[0].row for row in book["indicators"] if row[0].value == code)

    def test_each_wrong_cell_is_told_with_its_line(self):
        unit = self._column("indicators", "unit")
        decimals = self._column("indicators", "decimals")
        source = self._column("terms", "source_id")
        women, gardens = self._line_of("FED_WOMEN"), self._line_of("FED_GARDENS")
        problems = self._problems(
            **{
                f"indicators_{unit}{women}": "percents",
                f"indicators_{decimals}{gardens}": "two",
                f"terms_{source}2": "payroll",
            }
        )
        places = [problem[:2] for problem in problems]
        self.assertEqual(
            places, sorted([("indicators", women), ("indicators", gardens), ("terms", 2)])
        )
        texts = " ".join(problem[2] for problem in problems)
        for part in ("unit: “percents” is not known", "“two” is not a whole number", "“payroll”"):
            self.assertIn(part, texts)

    def test_what_was_wrong_in_one_file_is_not_said_of_the_next(self):
        wizard, _action = self._import(self._changed(set_A2=None))
        with Form(wizard) as form:
            self.assertTrue(len(form.problem_ids))
            form.file = base64.b64encode(self.file)
            self.assertFalse(len(form.problem_ids))
        self.assertEqual(wizard.action_import()["res_model"], "impact.indicator.set")

    def test_an_unknown_source_is_told_once(self):
        source = self._column("terms", "source_id")
        measured = self._column("terms", "measure_field_id")
        problems = self._problems(**{f"terms_{source}2": "payroll", f"terms_{measured}2": "hours"})
        self.assertEqual([problem[:2] for problem in problems], [("terms", 2)])
        self.assertIn("source_id", problems[0][2])

    def test_a_filter_beyond_the_allow_list_is_refused(self):
        column = self._column("terms", "filter")
        valid_from = self._column("indicators", "valid_from")
        problems = self._problems(
            **{
                f"terms_{column}2": "[('wage', '>', 1000)]",
                f"indicators_{valid_from}{self._line_of('FED_WOMEN')}": "2026-01-01",
            }
        )
        self.assertTrue(problems)
        self.assertIn("wage", " ".join(problem[2] for problem in problems))

    def test_a_formula_of_unknown_codes_is_refused(self):
        column = self._column("indicators", "formula")
        line = self._line_of("FED_WOMEN")
        valid_from = self._column("indicators", "valid_from")
        problems = self._problems(
            **{
                f"indicators_{column}{line}": "100 * women / NOWHERE",
                f"indicators_{valid_from}{line}": "2026-01-01",
            }
        )
        self.assertIn("NOWHERE", problems[0][2])

    def test_a_code_that_stands_twice_is_refused(self):
        women, gardens = self._line_of("FED_WOMEN"), self._line_of("FED_GARDENS")
        problems = self._problems(**{f"indicators_A{gardens}": "FED_WOMEN"})
        self.assertIn(
            ("indicators", max(women, gardens), "The code “FED_WOMEN” stands twice."), problems
        )

    def test_an_unknown_column_is_told(self):
        problems = self._problems(set_H1="colour")
        self.assertEqual(problems, [("set", 1, "There is no column “colour” in this sheet.")])

    def test_a_code_that_the_library_does_not_have_is_refused(self):
        line = self._line_of("EMP01")
        problems = self._problems(**{f"indicators_A{line}": "EMP99"})
        self.assertEqual(
            problems, [("indicators", line, "The library of this database has no EMP99.")]
        )

    def test_a_set_of_the_module_is_not_overwritten(self):
        shipped = self.env["impact.indicator.set"].search([], limit=1)
        problems = self._problems(set_A2=shipped.code)
        self.assertEqual(problems[0][:2], ("set", 2))
        self.assertIn("comes with the module", problems[0][2])

    def test_what_is_no_workbook_is_refused_with_what_to_do(self):
        for content in (b"code;name", self.file[:200]):
            with self._refused(UserError, "no workbook"):
                self._import(content)

    def test_only_the_module_manager_imports(self):
        with self._refused(AccessError, "not allowed"):
            self._import(self.file, user=self.lead)


@tagged("post_install", "-at_install")
class TestIndicatorSetDownload(SetFileCase, HttpCase):
    def test_a_lead_downloads_the_set(self):
        self.lead.password = "impact_lead"
        self.authenticate("impact_lead", "impact_lead")
        answer = self.url_open(self.set.action_export()["url"])
        self.assertEqual(answer.status_code, 200)
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        self.assertEqual(book.sheetnames, ["set", "indicators", "terms", "Guide"])
