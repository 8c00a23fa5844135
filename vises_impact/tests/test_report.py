"""The printed report: its words, its language, and that any wkhtmltopdf prints it."""

import io

from lxml import html
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools.pdf import PdfFileReader

from .common import ImpactCommon

REPORT = "vises_impact.action_report_impact_assessment"


@tagged("post_install", "-at_install")
class TestReport(ImpactCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_US")
        cls.env = cls.env(context={**cls.env.context, "lang": "en_US"})
        cls.company.partner_id.lang = "en_US"
        cls.people = cls._indicator(
            "PEOPLE", name="Headcount", privacy="person", unit="persons", direction="up"
        )
        cls.income = cls._indicator("INCOME", name="Income", unit="currency", confidence="J")
        cls.assessment = cls._assessment(name="L'œuvre de l'été")
        cls.assessment._add_indicators(cls.people | cls.income)

    def _tree(self, assessments=None):
        reports = self.env["ir.actions.report"]
        content, _kind = reports._render_qweb_html(REPORT, (assessments or self.assessment).ids)
        return html.fromstring(content.decode())

    def _text(self, assessment=None):
        (main,) = self._tree(assessment).xpath("//main")
        return " ".join(main.text_content().split())

    def _pdf(self, assessments):
        reports = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        if reports.get_wkhtmltopdf_state() == "install":
            self.skipTest("wkhtmltopdf is not installed")
        return reports._render_qweb_pdf(REPORT, assessments.ids)[0]

    def test_an_empty_assessment_prints_and_says_what_is_not_there(self):
        text = self._text(self._assessment())
        self.assertIn("No question was written down.", text)
        self.assertIn("No indicator is followed.", text)
        self.assertNotIn("Limits", text)

    def test_figures_stand_with_period_basis_coverage_and_status(self):
        self._result(self.people, 2025, 45, coverage=0.9, status="estimated")
        self._result(self.people, 2024, 40)
        self._target(self.people, 2025, 50)
        text = self._text()
        self.assertIn("45 persons As wished (2024 · 40 persons)", text)
        self.assertIn("Should rise · Target: 50 persons", text)
        self.assertIn("2025 · declared for the period · Estimated · coverage: 90 %", text)

    def test_a_chart_has_the_years_before_and_none_after(self):
        for year in range(2019, 2027):
            self._result(self.people, year, year - 2000)
        (chart,) = self._tree().xpath("//svg[@role='img']")
        self.assertEqual(
            chart.get("aria-label").replace("\xa0", " "),
            "Headcount: 2022: 22 persons; 2023: 23 persons; 2024: 24 persons; 2025: 25 persons",
        )

    def test_missing_is_said_and_is_no_zero(self):
        self._result(self.people, 2025, None)
        text = self._text()
        self.assertIn("Headcount not measured", text)
        self.assertNotIn("0 persons", text)

    def test_limits_tell_what_to_bear_in_mind_and_of_which_figures(self):
        self._result(self.people, 2025, 45, coverage=0.9, status="estimated")
        self._result(self.income, 2025, 1000, provisional=True)
        (box,) = self._tree().xpath("//div[contains(@class, 'vi_box')]")
        text = " ".join(box.text_content().split())
        self.assertRegex(text, r"Estimated: .* Headcount \(coverage: 90 %\)")
        self.assertRegex(text, r"Provisional: .* Income")
        self.assertRegex(text, r"Wording by this library: .* Income")
        self.assertNotIn("Not measured", text)

    def test_breakdowns_are_printed_with_the_year_before(self):
        women = self._cell("sex=female")
        self._result(self.people, 2025, 45)
        self._result(self.people, 2025, 25, cell_id=women)
        self.assertIn("Women 25 persons –", self._text())

    def test_money_has_no_cents_and_its_symbol_where_the_currency_puts_it(self):
        currency = self.env.ref("base.EUR")
        self.company.currency_id = currency
        self.assertEqual(self.income._format(1777788.5, self.company), "1,777,789\xa0€")
        currency.position = "before"
        self.assertEqual(self.income._format(-12.4, self.company), "€\xa0-12")

    def test_the_language_is_the_one_chosen_then_that_of_the_company(self):
        for code in ("fr_FR", "nl_BE"):
            self.env["res.lang"]._activate_lang(code)
        self.assessment.report_lang = False
        self.company.partner_id.lang = False
        self.assertEqual(self.assessment._document_lang(), "en_US")
        self.company.partner_id.lang = "nl_BE"
        self.assertEqual(self.assessment._document_lang(), "nl_BE")
        self.assessment.report_lang = "fr_FR"
        self.assertEqual(self.assessment._document_lang(), "fr_FR")

    def test_a_report_is_in_the_language_of_who_starts_the_assessment(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.assertEqual(self.assessment._document_lang(), "en_US")
        started = self._assessment(name="Notre impact").with_context(lang="fr_FR")
        begun = started.create({"name": "Notre impact", "company_id": self.company.id})
        self.assertEqual(begun._document_lang(), "fr_FR")

    def test_numbers_are_written_as_the_language_of_the_report_writes_them(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.people.decimals = 1
        self._result(self.people, 2025, 45.5)
        self.assertIn("45.5 persons", self._text())
        self.assessment.report_lang = "fr_FR"
        tree = self._tree()
        self.assertEqual(tree.get("lang"), "fr-FR")
        self.assertIn("45,5", tree.text_content())

    def test_the_public_reads_no_small_group_and_is_told_so(self):
        self.assessment.audience = "public"
        self._result(self.people, 2025, 10)
        text = self._text()
        self.assertIn("Headcount small group", text)
        self.assertIn("fewer than 11 people", text)
        self.assertNotIn("10 persons", text)

    def test_who_may_not_read_results_gets_no_report_full_of_gaps(self):
        with self.assertRaises(AccessError):
            self.assessment.with_user(self.contributor)._document()

    def test_words_of_users_cannot_break_out_of_the_page(self):
        self.people.name = "<script>alert(1)</script>"
        self._result(self.people, 2025, 4)
        self._result(self.people, 2024, 3)
        self.assertFalse(self._tree().xpath("//script"))

    def test_any_wkhtmltopdf_prints_a_small_file_whose_text_can_be_read_back(self):
        self.company.currency_id = self.env.ref("base.EUR")
        self._result(self.income, 2025, 1777788)
        other = self._assessment(
            name="Een tweede traject",
            question_ids=[Command.create({"name": "Wat verandert er?"})],
        )
        content = self._pdf(self.assessment | other)
        self.assertLess(len(content), 500_000)
        pages = [page.extract_text() for page in PdfFileReader(io.BytesIO(content)).pages]
        text = " ".join(" ".join(pages).split())
        for words in ("L'œuvre de l'été", "1,777,788 €", "Een tweede traject", "Wat verandert er?"):
            self.assertIn(words, text)
        self.assertTrue(all(page.strip() for page in pages), "a page is blank")
