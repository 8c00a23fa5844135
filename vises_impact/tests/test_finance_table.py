"""Impact beside finance: the table of one period, on the screen, on paper, and what it opens."""

import io

import openpyxl
from lxml import html
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools.pdf import PdfFileReader

from .common import ImpactCommon

REPORT = "vises_impact.action_report_impact_finance"


@tagged("post_install", "-at_install")
class TestFinanceTable(ImpactCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.income = cls.env.ref("vises_impact.indicator_ECO01")
        cls.headcount = cls.env.ref("vises_impact.indicator_EMP01")
        cls.women = cls.env.ref("vises_impact.indicator_EMP06")

    def _table(self, user=None, **values):
        tables = self.env["impact.finance.table"].with_user(user or self.board_reader)
        return tables.create({"date": "2025-06-30", **values})

    def _line(self, table, indicator):
        lines = table.finance_line_ids | table.impact_line_ids
        return lines.filtered(lambda line: line.indicator_id == indicator)

    def _text(self, table):
        content, _kind = self.env["ir.actions.report"]._render_qweb_html(REPORT, table.ids)
        return " ".join(html.fromstring(content.decode()).text_content().split())

    def _monthly(self, indicator, months, **values):
        """A figure for each of ``months`` of 2025: by month, what to give it."""
        for month, figures in months.items():
            last = {2: 28, 4: 30, 6: 30, 9: 30, 11: 30}.get(month, 31)
            place = {
                "period_type": "month",
                "date_from": f"2025-{month:02}-01",
                "date_to": f"2025-{month:02}-{last}",
            }
            self._result(indicator, 2025, **{**figures, **place, **values})

    def test_finance_stands_beside_impact_with_last_period_change_and_target(self):
        self._result(self.income, 2025, 1200)
        self._result(self.income, 2024, 1000)
        self._result(self.headcount, 2025, 40, comment="Two teams more.")
        self._target(self.income, 2025, 1100)
        table = self._table()
        income = self._line(table, self.income)
        self.assertEqual(income.half, "finance")
        shown = [income[name].replace("\xa0", " ") for name in ("shown", "change", "target_shown")]
        self.assertEqual(shown[1][:3], "▲ +")
        self.assertIn("1,200", shown[0])
        self.assertIn("200", shown[1])
        self.assertIn("1,100", shown[2])
        people = self._line(table, self.headcount)
        self.assertEqual((people.half, people.comment), ("impact", "Two teams more."))
        self.assertEqual(people.shown_before, "not measured")
        self.assertFalse(people.change)

    def test_indicators_that_an_assessment_follows_stand_in_the_impact_half(self):
        own = self._indicator("OWN")
        self.assertFalse(self._line(self._table(), own))
        self._assessment()._add_indicators(own)
        self.assertEqual(self._line(self._table(), own).half, "impact")

    def test_a_gap_is_no_zero_and_says_what_to_do(self):
        line = self._line(self._table(), self.income)
        self.assertEqual(line.shown, "not measured")
        self.assertEqual(line.note, "Compute the figures of this period.")
        own = self._indicator("OWN")
        self._assessment()._add_indicators(own)
        note = self._line(self._table(), own).note
        self.assertEqual(note, "Ask for it in a campaign, or type it as a result.")

    def test_provisional_and_estimated_are_said(self):
        self._result(self.income, 2025, 0, provisional=True, status="estimated")
        line = self._line(self._table(), self.income)
        self.assertEqual(line.note, "estimated · provisional")
        self.assertTrue(line.shown.startswith(("0", "$", "€")))

    def test_a_year_of_months_has_its_share_recomputed_and_not_averaged(self):
        months = {
            month: {"value": 50 if month < 12 else 90, "numerator": part, "denominator": whole}
            for month, (part, whole) in {
                **dict.fromkeys(range(1, 12), (5, 10)),
                12: (90, 100),
            }.items()
        }
        self._monthly(self.women, months)
        line = self._line(self._table(), self.women)
        version = self.women.current_version_id
        expected = 90.0 if version.aggregation_time == "last" else 100 * 145 / 210
        self.assertEqual(line.shown, self.women._format(expected, self.company))
        self.assertEqual(line.note, "from its months")
        self.assertEqual(line.action_show_records()["res_model"], "impact.result")

    def test_a_year_with_a_month_missing_is_not_measured(self):
        self._monthly(self.income, {month: {"value": 100} for month in range(1, 13)})
        table = self._table()
        self.assertIn("1,200", self._line(table, self.income).shown)
        results = self.env["impact.result"].search([("indicator_id", "=", self.income.id)])
        results[0].unlink()
        table.comparison = "year"
        self.assertEqual(self._line(table, self.income).shown, "not measured")

    def test_a_small_group_stays_hidden_on_screen_and_paper(self):
        self._result(self.headcount, 2025, None, status="suppressed")
        table = self._table()
        self.assertEqual(self._line(table, self.headcount).shown, "small group")
        self.assertIn("small group", self._text(table))

    def test_lines_follow_the_period_that_is_chosen(self):
        self._result(self.income, 2025, 1200)
        self._result(self.income, 2024, 1000)
        table = self._table()
        table.action_before()
        self.assertEqual(table.period_label, "2024")
        self.assertIn("1,000", self._line(table, self.income).shown)
        table.action_after()
        self.assertIn("1,200", self._line(table, self.income).shown)
        table.period_type = "quarter"
        self.assertEqual(self._line(table, self.income).shown, "not measured")
        self.assertIn("12/31/2024", table.before_label)
        table.comparison = "year"
        self.assertIn("2024", table.before_label)

    def test_fiscal_years_are_those_of_the_company(self):
        self.company.write({"fiscalyear_last_month": "6", "fiscalyear_last_day": 30})
        table = self._table(period_type="fiscal_year", date="2025-07-01")
        period = table._period()
        self.assertEqual((str(period.start), str(period.last)), ("2025-07-01", "2026-06-30"))

    def test_an_agreement_without_dates_is_refused_in_words(self):
        with self._refused(UserError, "has no dates"):
            self._table(period_type="agreement")

    def test_a_reader_opens_no_records_that_he_or_she_may_not_read(self):
        result = self._result(self.income, 2025, 1200)
        result.sudo().origin = "computed"
        line = self._line(self._table(), self.income)
        with self._refused(AccessError, "ask those who keep the books"):
            line.action_show_records()
        people = self._result(self.headcount, 2025, 40)
        people.sudo().origin = "computed"
        line = self._line(self._table(), self.headcount)
        with self._refused(AccessError, "such as human resources"):
            line.action_show_records()

    def test_a_bookkeeper_opens_the_journal_items(self):
        self._result(self.income, 2025, 1200).sudo().origin = "computed"
        groups = "vises_impact.group_board_reader,account.group_account_readonly"
        bookkeeper = self._user("bookkeeper", groups)
        action = self._line(self._table(bookkeeper), self.income).action_show_records()
        self.assertEqual(action["res_model"], "account.move.line")

    def test_a_typed_figure_opens_itself(self):
        result = self._result(self.income, 2025, 1200)
        action = self._line(self._table(), self.income).action_show_records()
        self.assertEqual((action["res_model"], action["res_id"]), ("impact.result", result.id))

    def test_the_lead_comments_and_a_board_reader_does_not(self):
        result = self._result(self.income, 2025, 1200)
        line = self._line(self._table(self.lead), self.income)
        self.assertTrue(line.can_comment)
        line.comment = "A grant came late."
        self.assertEqual(result.comment, "A grant came late.")
        line = self._line(self._table(), self.income)
        self.assertFalse(line.can_comment)
        with self._refused(AccessError, "."):
            line.comment = "Mine."

    def test_a_table_belongs_to_its_reader(self):
        table = self._table(self.lead)
        with self._refused(AccessError, "."):
            table.with_user(self.board_reader).read(["period_label"])
        with self._refused(AccessError, "."):
            self._table(self.contributor)

    def test_statements_do_not_grow_with_indicators(self):
        table = self._table()
        table._halves()

        def statements():
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            table._halves()
            return self.env.cr.sql_log_count - before

        few = statements()
        assessment = self._assessment()
        own = self.env["impact.indicator"]
        for number in range(20):
            own |= self._indicator(f"OWN{number}")
        assessment._add_indicators(own)
        table._halves()
        self.assertLessEqual(statements(), few + 3)

    def test_the_page_is_in_the_language_chosen(self):
        self._result(self.income, 2025, 1200)
        self.env["res.lang"]._activate_lang("fr_FR")
        table = self._table(lang="fr_FR")
        self.assertIn("1 200", self._text(table).replace("\u202f", " ").replace("\xa0", " "))
        table.lang = "en_US"
        self.assertIn("Budget", self._text(table))

    def test_each_page_of_a_long_table_has_its_head_and_whole_rows(self):
        reports = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        if reports.get_wkhtmltopdf_state() == "install":
            self.skipTest("wkhtmltopdf is not installed")
        assessment = self._assessment()
        names = [f"Onthaal en doorstroming van doelgroepwerknemers {n:02}" for n in range(40)]
        for number, name in enumerate(names):
            own = self._indicator(f"OWN{number:02}", name=name)
            assessment._add_indicators(own)
        content = reports._render_qweb_pdf(REPORT, self._table(scope_id=assessment.scope_id.id).ids)
        reader = PdfFileReader(io.BytesIO(content[0]))
        pages = [" ".join(page.extract_text().split()) for page in reader.pages]
        self.assertGreaterEqual(len(pages), 3)
        for page in pages:
            self.assertEqual(page.count("Target"), 1, page)
        for name in names:
            self.assertEqual(sum(name in page for page in pages), 1, name)

    def test_the_workbook_has_a_sheet_of_it_that_hides_from_the_public(self):
        self._result(self.income, 2025, 1200)
        self._result(self.headcount, 2025, 8)
        self.company.partner_id.lang = "en_US"
        assessment = self._assessment()

        def rows():
            book = openpyxl.load_workbook(io.BytesIO(assessment._results_workbook()))
            head, *rows = book["Impact and finance"].iter_rows(values_only=True)
            return {row[1]: dict(zip(head, row)) for row in rows}

        self.assertEqual((rows()["ECO01"]["2025"], rows()["EMP01"]["2025"]), (1200, 8))
        assessment.audience = "public"
        hidden = rows()["EMP01"]
        self.assertEqual((hidden["2025"], hidden["Note"]), (None, "small group"))
        self.assertEqual(rows()["ECO01"]["2025"], 1200)

    def test_the_workbook_tells_the_change_of_the_figures_as_they_are_shown(self):
        local = self.env.ref("vises_impact.indicator_ECO20")
        self._result(local, 2025, 19.14)
        self._result(local, 2024, 21.37)
        self.company.partner_id.lang = "en_US"
        content = self._assessment()._results_workbook()
        sheet = openpyxl.load_workbook(io.BytesIO(content))["Impact and finance"]
        head, *rows = sheet.iter_rows(values_only=True)
        (row,) = (dict(zip(head, row)) for row in rows if row[1] == "ECO20")
        self.assertAlmostEqual(row["Change"], 19.1 - 21.4, 6)

    def test_another_company_is_apart(self):
        self._result(self.income, 2025, 1200, **self._elsewhere())
        self.assertEqual(self._line(self._table(), self.income).shown, "not measured")
        with self._refused(AccessError, "."):
            self._table(company_id=self.other_company.id)

    def _elsewhere(self):
        return {
            "company_id": self.other_company.id,
            "organisation_id": self.other_company.partner_id.id,
            "scope_id": self.other_scope.id,
        }

    def test_the_menu_opens_on_the_last_year_that_has_figures(self):
        self._result(self.income, 2023, 1200)
        tables = self.env["impact.finance.table"].with_user(self.board_reader)
        table = tables.browse(tables.action_open()["res_id"])
        self.assertEqual(table.period_label, "2023")

    def test_what_a_set_is_given_stands_in_its_half(self):
        own = self._indicator("OWN", unit="currency")
        self.env.ref("vises_impact.set_finance").indicator_ids = [Command.link(own.id)]
        self.assertEqual(self._line(self._table(), own).half, "finance")
