"""Breakdowns by several dimensions at once: what is asked, counted, tried and printed."""

from datetime import date

from lxml import html
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from ..engine.period import split
from .test_trial import HIDDEN, TrialCommon

YEARS = split("year", date(2023, 1, 1), date(2025, 12, 31))


@tagged("post_install", "-at_install")
class TestCrossing(TrialCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.headcount = cls.env.ref("vises_impact.indicator_EMP01")
        cls.own = cls._indicator(
            "OWN_STAFF",
            privacy="person",
            unit="persons",
            version_ids=[
                Command.create({"kind": "records", "term_ids": [Command.create(cls._term(cls))]})
            ],
        )
        cls.version = cls.own.current_version_id.with_user(cls.lead)

    # What may be asked for

    def test_two_or_three_different_breakdowns_are_crossed(self):
        for text, reason in (
            ("sex", "write sex \\* contract_class"),
            ("sex *", "two or three"),
            ("sex * age_band * contract_class * sex", "two or three"),
            ("sex * sex", "crosses a breakdown with itself"),
            ("sex * wage", "cannot be broken down by “wage”.*age_band \\(Age\\)"),
        ):
            with self.subTest(text), self._refused(ValidationError, reason):
                self.version.crossings = text

    def test_what_is_crossed_is_said_in_words(self):
        self.version.crossings = "sex*age_band, contract_class × sex"
        self.assertEqual(self.version.crossing_text, "Sex × Age, Contract × Sex")

    def test_the_library_keeps_its_crossings(self):
        with self._refused(UserError, "belong to the library"):
            self.headcount.current_version_id.with_user(self.lead).crossings = "sex * age_band"

    def test_a_copy_is_crossed_like_its_original(self):
        copy = self.headcount.with_user(self.lead).copy({"active": True})
        self.assertEqual(copy.current_version_id.crossings, "sex * contract_class")

    # What is counted

    def _computed(self, periods):
        computation = self.env["impact.computation"]
        return computation._exact_figures(self.version.sudo(), self.scope, periods)

    def test_a_crossed_table_comes_with_its_margins_and_adds_up(self):
        self.version.crossings = "sex * age_band * contract_class"
        figures = {f.cell: f.quantity.value for f in self._computed(YEARS[-1:])}
        by_dimensions = {}
        for cell, value in figures.items():
            names = "*".join(part.split("=")[0] for part in cell.split(";"))
            by_dimensions[names] = by_dimensions.get(names, 0) + value
        self.assertEqual(
            by_dimensions,
            dict.fromkeys(
                (
                    "",
                    "sex",
                    "age_band",
                    "contract_class",
                    "sex*age_band",
                    "sex*contract_class",
                    "contract_class*age_band",
                    "sex*contract_class*age_band",
                ),
                40,
            ),
        )

    def test_crossings_take_no_further_statement(self):
        def statements():
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self._computed(YEARS)
            return self.env.cr.sql_log_count - before

        statements()
        plain = statements()
        self.version.crossings = "sex * age_band * contract_class, sex * contract_class"
        self.env.flush_all()
        statements()
        self.assertEqual(statements(), plain)

    def test_a_new_crossing_changes_no_figure(self):
        """It may be asked for where there are results already: it adds cells."""
        self._result(self.own, 2025, 40)
        self.version.crossings = "sex * age_band"
        self.assertEqual(self.own.current_version_id, self.version)

    # What is shown

    def test_cells_are_named_by_all_of_their_categories(self):
        key = "sex=female;contract_class=permanent;age_band=55+"
        cells = self.env["impact.cell"]
        cell = cells.browse(cells._by_key([key])[key])
        self.assertEqual(cell.name, "Sex: Women · Contract: Permanent contract · Age: 55 and over")

    def test_a_crossing_is_tried_before_it_is_saved(self):
        versions = self.env["impact.indicator.version"].with_user(self.lead)
        definition = {
            "kind": "records",
            "term_ids": [Command.create(self._term())],
            "crossings": "sex * contract_class",
        }
        place = self.place | {"period": self._period(2025)}
        told = versions.try_definition(False, definition, {"unit": "number"}, place)
        crossed = [one for one in told["cells"] if one["of"] == "Sex × Contract"]
        self.assertTrue(crossed)
        shown = [one for one in told["cells"] if one["figure"] != HIDDEN]
        self.assertFalse([one for one in shown if 0 < int(one["figure"]) < 5])
        definition["crossings"] = "sex * wage"
        told = versions.try_definition(False, definition, {"unit": "number"}, place)
        self.assertIn("cannot be broken down by", told["error"])

    def _crossed_results(self):
        numbers = {
            "": 40,
            "sex=female": 24,
            "sex=male": 16,
            "contract_class=permanent": 25,
            "contract_class=temporary": 15,
            "sex=female;contract_class=permanent": 17,
            "sex=female;contract_class=temporary": 7,
            "sex=male;contract_class=permanent": 8,
            "sex=male;contract_class=temporary": 8,
        }
        cells = self.env["impact.cell"]._by_key(numbers)
        for key, number in numbers.items():
            self._result(self.headcount, 2025, number, cell_id=cells[key])
        return self._assessment(indicator_ids=self.headcount.ids, report_lang="en_US")

    def test_the_report_prints_rows_by_columns_with_their_totals(self):
        assessment = self._crossed_results()
        reports = self.env["ir.actions.report"]
        content, _kind = reports._render_qweb_html(
            "vises_impact.action_report_impact_assessment", assessment.ids
        )
        (table,) = html.fromstring(content.decode()).find_class("vi_crossed")
        rows = [[" ".join(cell.text_content().split()) for cell in row] for row in table.iter("tr")]
        self.assertEqual(
            rows,
            [
                ["Contract × Sex (persons)", "Men", "Women", "Total"],
                ["Permanent contract", "8", "17", "25"],
                ["Fixed-term contract", "8", "7", "15"],
                ["Total", "16", "24", "40"],
            ],
        )

    def test_the_public_reads_no_small_cell_of_it_and_no_second_one_that_gives_it_away(self):
        assessment = self._crossed_results()
        assessment.audience = "public"
        (line,) = assessment._document().lines
        (table,) = line.tables
        shown = [[figure.value for figure in figures] for _label, _depth, figures in table.rows]
        self.assertEqual(shown[:2], [[None, None, 25], [None, None, 15]])

    def test_three_breakdowns_are_printed_one_within_the_other(self):
        version = self.headcount.current_version_id
        version.crossings = "sex * contract_class * age_band"
        assessment = self._crossed_results()
        numbers = {
            "age_band=26-54": 40,
            "sex=female;age_band=26-54": 24,
            "contract_class=permanent;age_band=26-54": 25,
            "sex=female;contract_class=permanent;age_band=26-54": 17,
        }
        cells = self.env["impact.cell"]._by_key(numbers)
        for key, number in numbers.items():
            self._result(self.headcount, 2025, number, cell_id=cells[key])
        (line,) = assessment._document().lines
        (table,) = line.tables
        self.assertEqual(table.head, ("26 to 54", "Total"))
        self.assertEqual(
            [(label, depth) for label, depth, _figures in table.rows],
            [("Men", 0), ("Permanent contract", 1), ("Fixed-term contract", 1)]
            + [("Women", 0), ("Permanent contract", 1), ("Fixed-term contract", 1), ("Total", 0)],
        )
        figures = [[one and one.value for one in row] for _label, _depth, row in table.rows]
        self.assertEqual(figures[4], [17, 17])
        self.assertEqual(figures[1], [None, 8], "nobody is there")

    def test_the_workbook_has_a_sheet_of_crossed_tables(self):
        document = self._crossed_results()._document()
        (name, rows), *others = self.env["impact.assessment"]._crossed_sheets(document)
        self.assertEqual((name, others), ("Crossed breakdowns", []))
        self.assertEqual(rows[1][2:], ["Contract × Sex (persons)", "Men", "Women", "Total"])
        self.assertEqual(rows[-1], ["", "", "Total", (16, 0), (24, 0), (40, 0)])
        self.assertEqual({len(row) for row in rows}, {6})
