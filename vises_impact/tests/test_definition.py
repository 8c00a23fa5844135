"""Writing one's own definitions: drafts, copies with their origin, filters and formulas in words."""

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from ..sources.filter_words import describe
from .common import ImpactCommon

UNDER_30 = "['&', ('sex', '=', 'female'), ('birth_date', '>', 'period_end -30y')]"


@tagged("post_install", "-at_install")
class TestDefinition(ImpactCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.source = cls.env.ref("vises_impact.impact_source_employment")
        cls.headcount = cls.env.ref("vises_impact.indicator_EMP01")
        cls.indicators = cls.env["impact.indicator"].with_user(cls.lead)

    def _own(self, **values):
        term = {
            "name": "women",
            "source_id": self.source.id,
            "measure": "persons",
            "population": "[('is_staff', '=', True)]",
            "filter": UNDER_30,
            "basis": "end",
        }
        version = {"kind": "records", "term_ids": [Command.create(term)], **values}
        return self.indicators.create(
            {"code": "OWN_1", "name": "Young women", "version_ids": [Command.create(version)]}
        )

    # Versions

    def test_change_of_a_definition_is_a_draft_until_it_is_saved(self):
        own = self._own()
        action = own.action_define()
        self.assertEqual(len(own.version_ids), 1)
        drafts = self.env["impact.indicator.version"].with_user(self.lead)
        form = Form(drafts.with_context(**action["context"]), action["views"][0][0] or None)
        self.assertEqual(form.number, 2)
        with form.term_ids.edit(0) as term:
            self.assertEqual(term.filter, UNDER_30)
            term.filter = "[('sex', '=', 'female')]"
        form.valid_from = "2026-01-01"
        version = form.save()
        self.assertEqual(own.current_version_id, version)
        self.assertEqual(own.version_ids.mapped("number"), [2, 1])
        self.assertEqual(own.version_ids[1].term_ids.filter, UNDER_30)

    def test_results_keep_the_definition_they_were_counted_with(self):
        own = self._own()
        result = self._result(own, 2024, 7, origin="computed")
        first = own.current_version_id
        first.invalidate_recordset(["has_results"])
        with self._refused(UserError, "Make a new version"):
            first.term_ids.with_user(self.lead).filter = "[]"
        first.with_user(self.lead).definition = "A better wording"
        second = self._define_anew(own)
        self.assertEqual((result.version_id, own.current_version_id), (first, second))

    def test_library_is_copied_not_changed(self):
        library = self.headcount.with_user(self.lead)
        with self._refused(UserError, "belong to the library"):
            library.action_define()
        own = self.indicators.browse(library.action_copy_to_edit()["res_id"])
        self.assertEqual((own.namespace, own.company_id), ("company", self.company))
        self.assertEqual(own.copied_from_id, self.headcount.current_version_id)
        self.assertEqual(own.version_ids.mapped("number"), [1])
        self.assertEqual(
            own.current_version_id.term_ids.mapped("population"),
            self.headcount.current_version_id.term_ids.mapped("population"),
        )

    def test_copied_filter_keeps_its_parameters_as_the_editor_writes_it(self):
        """The editor of filters gives the codes of parameters back as they were."""
        exits = self.env.ref("vises_impact.indicator_INS20").with_user(self.lead)
        own = self.indicators.browse(exits.action_copy_to_edit()["res_id"])
        term = own.current_version_id.term_ids
        told = term.filter_text
        self.assertIn("Months after which", told)
        term.population = (
            '["&", "&", "&", "&", ("is_staff", "=", True), ("contract_class", "=", "integration"),'
            ' ("total_months", ">", "exit_min_months"), ("total_hours", ">", "exit_min_hours"),'
            ' "|", ("integration_class", "=", False), ("integration_class", "!=", "withdrawn")]'
        )
        self.assertEqual(term.filter_text, told)

    def test_own_indicators_are_archived_and_brought_back(self):
        own = self._own()
        own.action_archive()
        self.assertFalse(own.active)
        own.action_unarchive()
        self.assertTrue(own.active)

    def test_indicator_without_definition_begins_one(self):
        own = self.indicators.create({"code": "OWN_2", "name": "New"})
        action = own.action_define()
        self.assertEqual(action["context"]["default_indicator_id"], own.id)
        self.assertEqual(action["context"]["default_kind"], "records")

    # The form

    def test_choosing_a_source_brings_what_is_usual_for_it(self):
        own = self.indicators.create({"code": "OWN_3", "name": "New"})
        drafts = self.env["impact.indicator.version"].with_user(self.lead)
        form = Form(drafts.with_context(**own.action_define()["context"]))
        with form.term_ids.new() as term:
            term.name = "people"
            term.source_id = self.source
            self.assertEqual((term.measure, term.basis), ("persons", "end"))
            self.assertEqual(term.population, "[('is_staff', '=', True)]")
            self.assertLessEqual({"sex", "birth_date"}, set(term.filter_fields))
            self.assertNotIn("wage", term.filter_fields)
            term.source_id = self.env.ref("vises_impact.impact_source_purchase")
            self.assertEqual((term.measure, term.basis), ("records", "flow"))
            self.assertEqual(term.population, "[]")
            self.assertNotIn("sex", term.filter_fields)
        form.save()
        self.assertEqual(own.kind, "records")

    # In words

    def test_filter_is_read_in_words(self):
        self.assertEqual(
            describe(self.source, UNDER_30),
            "Sex is Women and Birth date is after the end of the period minus 30 years",
        )
        for text, words in (
            ("[]", ""),
            ("[('sex', 'in', ['female', False])]", "Sex is Women or not known"),
            ("[('sex', '=', False)]", "Sex is not known"),
            ("['!', ('is_staff', '=', True)]", "not (Staff is yes)"),
            ("[('age', '>=', 50)]", "Age is at least 50"),
            ("[('birth_date', '<', '1990-02-01')]", "Birth date is before 02/01/1990"),
            (
                "[('is_staff', '=', True), '|', ('age', '<', 26), ('age', '>', 50)]",
                "Staff is yes and (Age is less than 26 or Age is more than 50)",
            ),
        ):
            self.assertEqual(describe(self.source, text), words)

    def test_formula_shows_its_indicators_and_terms(self):
        own = self._own(formula="100 * women / women_base + EMP01")
        self._result(self.headcount, 2024, 42)
        parts = {part["code"]: part for part in own.current_version_id.formula_parts["parts"]}
        self.assertEqual(parts["EMP01"]["id"], self.headcount.id)
        self.assertEqual(parts["EMP01"]["figure"], "42\N{NO-BREAK SPACE}persons (2024)")
        self.assertIn("Sex is Women", parts["women"]["name"])
        self.assertIn("women_base", parts)

    def test_formula_says_what_is_wrong_with_it(self):
        own = self._own()
        form = Form(own.current_version_id)
        for formula, reason in (
            ("100 * men", "men"),
            ("EMP99", "EMP99"),
            ("women +", "cannot be read near position"),
        ):
            form.formula = formula
            self.assertIn(reason, form.formula_parts["error"])
        with self._refused(ValidationError, "cannot be read"):
            form.save()
