"""The workbook of an assessment, read back."""

import datetime
import io

import openpyxl
from odoo.tests import tagged

from .common import ImpactCommon


@tagged("post_install", "-at_install")
class TestWorkbook(ImpactCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_US")
        cls.company.partner_id.lang = "en_US"
        cls.people = cls._indicator("PEOPLE", privacy="person", unit="persons")
        cls.assessment = cls._assessment()
        cls.assessment._add_indicators(cls.people)

    def _workbook(self):
        return openpyxl.load_workbook(io.BytesIO(self.assessment._results_workbook()))

    def _rows(self, sheet="Results"):
        head, *rows = self._workbook()[sheet].iter_rows(values_only=True)
        return [dict(zip(head, row)) for row in rows]

    def test_sheets_are_ready_to_read_filter_and_print(self):
        book = self._workbook()
        self.assertEqual(
            book.sheetnames, ["Results", "Impact and finance", "Definitions", "Limits"]
        )
        for sheet in book:
            self.assertEqual(sheet.freeze_panes, "A2")
            self.assertTrue(sheet.auto_filter.ref)
            self.assertTrue(sheet.sheet_properties.pageSetUpPr.fitToPage)
            self.assertEqual((sheet.page_setup.fitToHeight, sheet.page_setup.paperSize), (0, 9))

    def test_figures_are_numbers_and_dates_are_dates(self):
        self.people.decimals = 1
        self._result(self.people, 2025, 45.5, coverage=0.9, status="estimated")
        self._target(self.people, 2025, 50)
        row = self._rows()[0]
        self.assertEqual((row["Figure"], row["Target"], row["Coverage"]), (45.5, 50, 0.9))
        self.assertEqual(row["From"], datetime.datetime(2025, 1, 1))
        column = [cell.value for cell in self._workbook()["Results"][1]].index("Figure") + 1
        self.assertEqual(self._workbook()["Results"].cell(2, column).number_format, "#,##0.0")

    def test_missing_is_an_empty_cell_with_a_status_and_zero_is_a_number(self):
        self._result(self.people, 2025, None)
        self._result(self.people, 2024, 0)
        now, before = self._rows()
        self.assertEqual((now["Figure"], now["Status"]), (None, "Missing"))
        self.assertEqual((before["Figure"], before["Status"]), (0, "Measured"))

    def test_a_rule_reads_yes_or_no(self):
        rule = self._indicator("RULE", unit="yes_no")
        self.assessment._add_indicators(rule)
        self._result(rule, 2025, 0)
        self._result(rule, 2024, None)
        self._target(rule, 2025, 1)
        now, before = (row for row in self._rows() if row["Code"] == "RULE")
        self.assertEqual((now["Figure"], now["Target"]), ("No", "Yes"))
        self.assertEqual((before["Figure"], before["Status"]), (None, "Missing"))
        line = next(one for one in self.assessment._document().lines if one.indicator == rule)
        self.assertFalse(line.chart)

    def test_a_text_that_looks_like_a_formula_stays_a_text(self):
        self.people.name = '=HYPERLINK("http://example.com")'
        cell = self._workbook()["Results"]["B2"]
        self.assertEqual((cell.value, cell.data_type), (self.people.name, "s"))

    def test_breakdowns_have_rows_of_their_own(self):
        women = self._cell("sex=female")
        self._result(self.people, 2025, 45)
        self._result(self.people, 2025, 25, cell_id=women)
        figures = {row["Category"]: row["Figure"] for row in self._rows() if row["Figure"]}
        self.assertEqual(figures, {"Total": 45, "Sex: Women": 25})

    def test_the_public_gets_no_small_group(self):
        self._result(self.people, 2025, 10)
        self.assertEqual(self._rows()[0]["Figure"], 10)
        self.assessment.audience = "public"
        row = self._rows()[0]
        self.assertEqual((row["Figure"], row["Status"]), (None, "Hidden"))
        self.assertIn("fewer than 11 people", self._rows("Limits")[0]["Limit"])

    def test_definitions_say_what_each_figure_means(self):
        self.people.current_version_id.definition = "People at work."
        (row,) = self._rows("Definitions")
        self.assertEqual(
            (row["Code"], row["Version"], row["Definition"]), ("PEOPLE", 1, "People at work.")
        )

    def test_an_assessment_without_indicators_has_its_heads(self):
        self.assessment.indicator_line_ids.unlink()
        self.assertEqual(self._rows(), [])
