"""The figures of an assessment as a workbook, for those who go on calculating."""

import io

import xlsxwriter
from odoo import models

# Columns wider than this are wrapped.
WIDEST = 60
NARROWEST = 9


class ImpactAssessment(models.Model):
    # One file for each side of the assessment keeps them short.
    _inherit = "impact.assessment"

    def _results_workbook(self) -> bytes:
        """Figures, definitions and limits as an xlsx file, for the assessment's audience.

        Figures are numbers with the decimals of their indicator. Where there is none, the
        cell is empty and the status says why.
        """
        self.ensure_one()
        self = self.with_context(lang=self._document_lang())
        document = self._document()
        output = io.BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        with xlsxwriter.Workbook(output, options) as workbook:
            workbook.set_properties({"title": self.name, "company": self.company_id.name})
            formats = self._workbook_formats(workbook)
            sheets = (
                (self.env._("Results"), self._result_rows(document)),
                (self.env._("Definitions"), self._definition_rows(document)),
                (self.env._("Limits"), self._limit_rows(document)),
            )
            for name, rows in sheets:
                self._add_sheet(workbook, formats, name, rows)
        return output.getvalue()

    def _workbook_formats(self, workbook):
        """Formats by what they are for; those of figures by their number of decimals."""
        top = {"valign": "top"}
        formats = {
            "head": workbook.add_format(
                {"bold": True, "bg_color": "#17594F", "font_color": "#FFFFFF", "text_wrap": True}
            ),
            "text": workbook.add_format({**top, "text_wrap": True}),
            "share": workbook.add_format({**top, "num_format": "0%"}),
            "date": workbook.add_format({**top, "num_format": "yyyy-mm-dd"}),
        }
        for decimals in range(7):
            digits = f"#,##0.{'0' * decimals}".rstrip(".")
            formats[decimals] = workbook.add_format({**top, "num_format": digits})
        return formats

    def _add_sheet(self, workbook, formats, name, rows):
        """A sheet with its first row as head, ready to be filtered and printed.

        A cell is a text, or a pair of a value and the name of its format. What has no
        value stays empty: it is no zero.
        """
        sheet = workbook.add_worksheet(name[:31])
        widths = [NARROWEST] * len(rows[0])
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                value, style = cell if isinstance(cell, tuple) else (cell, "text")
                if value is None or value is False or value == "":
                    continue
                style = formats[style if number else "head"]
                if isinstance(value, str):
                    sheet.write_string(number, column, value, style)
                elif style is formats["date"]:
                    sheet.write_datetime(number, column, value, style)
                else:
                    sheet.write_number(number, column, value, style)
                length = max(map(len, str(value).splitlines())) + 2
                widths[column] = min(WIDEST, max(widths[column], length))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(1, len(rows) - 1), len(rows[0]) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_footer("&L&F&C&A&R&P / &N")

    def _result_rows(self, document):
        rows = [
            [
                self.env._("Code"),
                self.env._("Indicator"),
                self.env._("Category"),
                self.env._("Period"),
                self.env._("From"),
                self.env._("To"),
                self.env._("Figure"),
                self.env._("Unit"),
                self.env._("Target"),
                self.env._("Status"),
                self.env._("Coverage"),
                self.env._("Provisional"),
                self.env._("Basis"),
            ]
        ]
        total = self.env._("Total")
        for line in document.lines:
            for category, now, before in ((total, line.now, line.before), *line.details):
                target = line.target.value if line.target and category is total else None
                rows.append(self._result_row(line, category, now, target))
                if before:
                    rows.append(self._result_row(line, category, before, None, previous=True))
        return rows

    def _result_row(self, line, category, figure, target, previous=False):
        indicator = line.indicator
        version = figure.result.version_id or line.version
        unit = dict(indicator._fields["unit"]._description_selection(self.env))[indicator.unit]
        if indicator.unit == "currency":
            unit = self.company_id.currency_id.name
        coverage = figure.result.coverage if figure.value is not None else None
        # As in print, the public must not count back from a coverage to single persons.
        rounded = self._rounds_coverage(figure.result) and coverage not in (None, False, 1)
        return [
            indicator.code,
            indicator.name,
            category,
            self.compare_label if previous else self.period_label,
            (self.compare_date_from if previous else self.date_from, "date"),
            (self.compare_date_to if previous else self.date_to, "date"),
            (figure.value, indicator.decimals),
            unit,
            (target, indicator.decimals),
            figure.quality.split(" · ")[0],
            (coverage // 0.1 / 10 if rounded else coverage, "share"),
            self.env._("yes") if figure.value is not None and figure.result.provisional else "",
            version.basis_text,
        ]

    def _definition_rows(self, document):
        rows = [
            [
                self.env._("Code"),
                self.env._("Indicator"),
                self.env._("Version"),
                self.env._("Definition"),
                self.env._("Basis"),
                self.env._("Origin of the definition"),
                self.env._("Status"),
                self.env._("Computed or typed on"),
            ]
        ]
        for line in document.lines:
            rows.append(
                [
                    line.indicator.code,
                    line.indicator.name,
                    (line.version.number, 0),
                    line.version.definition,
                    line.version.basis_text,
                    line.indicator.source_note,
                    line.now.quality,
                    self._document_moment(line.now.result),
                ]
            )
        return rows

    def _limit_rows(self, document):
        rows = [[self.env._("Limit"), self.env._("Indicators")]]
        for sentence, names in self._document_limits(document):
            rows += [[sentence, name] for name in names]
        return rows
