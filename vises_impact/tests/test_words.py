"""What people read in French and in Dutch: figures, reasons, refusals, screens, report."""

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger
from odoo.tools.translate import code_translations
from psycopg2 import IntegrityError

from ..engine.errors import MESSAGES
from .common import ImpactCommon

SPACE = "\N{NO-BREAK SPACE}"


@tagged("post_install", "-at_install")
class TestWords(ImpactCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        languages = ["fr_FR", "nl_BE"]
        for code in [*languages, "en_US", "fr_BE", "nl_NL"]:
            cls.env["res.lang"]._activate_lang(code)
        cls.env["ir.module.module"]._load_module_terms(["vises_impact"], languages)

    def _shown(self, unit, value, language, **values):
        indicator = self._indicator(f"X_{unit.upper()}", unit=unit, **values)
        return self._result(indicator, 2025, value).with_context(lang=language).shown

    def test_figures_follow_the_language(self):
        for language, shown in (
            ("en_US", "53 persons"),
            ("fr_FR", "53 personnes"),
            ("fr_BE", "53 personnes"),
            ("nl_BE", "53 personen"),
            ("nl_NL", "53 personen"),
        ):
            with self.subTest(language=language), self.cr.savepoint() as undo:
                result = self._shown("persons", 53, language)
                self.assertEqual(result.replace(SPACE, " "), shown)
                undo.rollback()

    def test_one_of_a_unit_is_said_in_the_singular(self):
        for language, unit, value, decimals, shown in (
            ("en_US", "persons", 1, 0, "1 person"),
            ("en_US", "years", 1, 1, "1.0 years"),
            ("fr_FR", "persons", 1, 0, "1 personne"),
            ("fr_FR", "years", 1.5, 1, "1,5 an"),
            ("fr_FR", "years", 2, 0, "2 ans"),
            ("nl_BE", "persons", 1, 0, "1 persoon"),
            ("nl_BE", "days", 0, 0, "0 dagen"),
        ):
            with self.subTest(shown=shown), self.cr.savepoint() as undo:
                result = self._shown(unit, value, language, decimals=decimals)
                self.assertEqual(result.replace(SPACE, " "), shown)
                undo.rollback()

    def test_a_missing_figure_is_said_in_words(self):
        self.assertEqual(self._shown("persons", None, "fr_FR"), "non mesuré")
        self.assertEqual(self._shown("days", None, "nl_BE"), "niet gemeten")

    def test_a_month_has_its_name(self):
        result = self._result(
            self._indicator("X_MONTH"),
            2025,
            3,
            period_type="month",
            date_from="2025-02-01",
            date_to="2025-02-28",
        )
        self.assertEqual(result.with_context(lang="fr_FR").period_label, "février 2025")
        self.assertEqual(result.with_context(lang="nl_BE").period_label, "februari 2025")

    def test_reasons_are_explained(self):
        result = self._result(self._indicator("X_WHY"), 2025, None, reason="no_entries")
        self.assertEqual(
            result.with_context(lang="fr_FR").reason_text,
            "Rien n'est comptabilisé sur cette période.",
        )

    def test_cells_are_named_again_in_each_language(self):
        cells = self.env["impact.cell"]
        women = cells.browse(cells._by_key(["sex=female"])["sex=female"])
        for language, name in (
            ("en_US", "Sex: Women"),
            ("fr_FR", f"Sexe{SPACE}: Femmes"),
            ("nl_BE", "Geslacht: Vrouwen"),
        ):
            self.assertEqual(women.with_context(lang=language).name, name)
            self.assertEqual(women.with_context(lang=language).display_name, name)

    def test_selections_and_menus(self):
        fields = self.env["impact.result"].with_context(lang="fr_FR").fields_get(["status"])
        self.assertEqual(fields["status"]["string"], "Statut")
        self.assertEqual(dict(fields["status"]["selection"])["suppressed"], "Masqué")
        proposals = self.env["impact.proposal"].with_context(lang="nl_BE").fields_get(["status"])
        self.assertEqual(dict(proposals["status"]["selection"])["missing"], "Ontbrekend")
        menu = self.env.ref("vises_impact.impact_menu_assessments")
        self.assertEqual(menu.with_context(lang="fr_FR").name, "Démarches d'impact social")
        self.assertEqual(menu.with_context(lang="nl_BE").name, "Trajecten maatschappelijke impact")

    def test_the_library_says_what_it_counts(self):
        headcount = self.env.ref("vises_impact.indicator_EMP01").with_context(lang="fr_FR")
        self.assertEqual(headcount.name, "Effectif (personnes)")
        self.assertIn("le dernier jour de la période", headcount.definition)
        self.assertEqual(headcount.with_context(lang="nl_BE").name, "Aantal werknemers")

    def test_every_message_of_the_engine_has_both_languages(self):
        for language in ("fr_FR", "fr_BE", "nl_BE", "nl_NL"):
            known = code_translations.get_python_translations("vises_impact", language)
            missing = [code for code, text in MESSAGES.items() if not known.get(text)]
            self.assertEqual(missing, [], language)

    def test_a_formula_is_refused_in_the_language_of_the_reader(self):
        indicators = self.env["impact.indicator"].with_context(lang="fr_FR")
        values = {
            "code": "X_BAD",
            "name": "Somme",
            "namespace": "company",
            "company_id": self.company.id,
            "version_ids": [Command.create({"kind": "formula", "formula": "1 + ?"})],
        }
        with self.assertRaisesRegex(ValidationError, "n'a pas sa place dans une formule"):
            indicators.create(values)

    def test_a_filter_is_refused_in_the_language_of_the_reader(self):
        term = {
            "name": "people",
            "source_id": self.env.ref("vises_impact.impact_source_employment").id,
            "measure": "records",
            "basis": "end",
            "population": "[('employee_id.name', '=', 'X')]",
        }
        version = {"kind": "records", "term_ids": [Command.create(term)]}
        with self.assertRaisesRegex(ValidationError, "De filter gebruikt “employee_id.name”"):
            self._indicator("X_SPY").with_context(lang="nl_BE").write(
                {"version_ids": [Command.create({"number": 2, **version})]}
            )

    @mute_logger("odoo.sql_db")
    def test_a_constraint_speaks_the_language_of_the_reader(self):
        indicator = self._indicator("X_TWICE")
        self._result(indicator, 2025, 1)
        with self.assertRaises(IntegrityError) as caught, self.cr.savepoint():
            self._result(indicator, 2025, 2)
        constraint = caught.exception.diag.constraint_name
        message = self.env["ir.model.constraint"].search([("name", "=", constraint)]).message
        self.assertTrue(message)
        french = self.env["ir.model.constraint"].with_context(lang="fr_FR")
        self.assertEqual(
            french.search([("name", "=", constraint)]).message,
            "Il y a déjà un chiffre pour cet indicateur, ce périmètre et cette période.",
        )

    def test_the_report_is_printed_in_the_language_of_the_enterprise(self):
        assessment = self._assessment(report_lang=False)
        for language, words in (("fr_FR", "Rapport d'impact social"), ("nl_BE", "Rapport maat")):
            self.company.partner_id.lang = language
            html, _kind = self.env["ir.actions.report"]._render_qweb_html(
                "vises_impact.report_impact_assessment", assessment.ids
            )
            text = html.decode().replace("&#39;", "'")
            self.assertIn(words, text)
            self.assertNotIn("Impact report", text)
