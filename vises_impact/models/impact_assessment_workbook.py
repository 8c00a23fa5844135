"""The figures of an assessment as a workbook, for those who go on calculating."""

import io

import xlsxwriter
from odoo import models

WIDTHS = (16, 44, 24, 14, 14, 20, 12, 12, 44)


class ImpactAssessment(models.Model):
    # One file for each side of the assessment keeps them short.
    _inherit = "impact.assessment"

    def _results_workbook(self) -> bytes:
        """Results of both periods, and the definitions behind them, as an xlsx file."""
        self.ensure_one()
        output = io.BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        with xlsxwriter.Workbook(output, options) as workbook:
            self._add_sheet(workbook, self.env._("Results"), self._result_rows())
            self._add_sheet(workbook, self.env._("Definitions"), self._definition_rows())
        return output.getvalue()

    def _add_sheet(self, workbook, name, rows):
        """A sheet with its first row as head; empty cells stay empty, they are no zeros."""
        head = workbook.add_format({"bold": True, "bg_color": "#17594F", "font_color": "#FFFFFF"})
        text = workbook.add_format({"text_wrap": True, "valign": "top"})
        share = workbook.add_format({"num_format": "0 %", "valign": "top"})
        sheet = workbook.add_worksheet(name[:31])
        sheet.freeze_panes(1, 0)
        for column, title in enumerate(rows[0]):
            sheet.set_column(column, column, WIDTHS[column])
            sheet.write_string(0, column, title, head)
        coverage = self.env._("Coverage")
        for number, row in enumerate(rows[1:], 1):
            for title, (column, value) in zip(rows[0], enumerate(row)):
                if value is None or value is False or value == "":
                    continue
                sheet.write(number, column, value, share if title == coverage else text)

    def _result_rows(self):
        rows = [
            [
                self.env._("Code"),
                self.env._("Indicator"),
                self.env._("Period"),
                self.env._("Figure"),
                self.env._("Unit"),
                self.env._("Status"),
                self.env._("Coverage"),
                self.env._("Provisional"),
                self.env._("Basis"),
            ]
        ]
        for line in self.indicator_line_ids:
            rows.append(self._result_row(line, line.result_id, self.period_label))
            if self.compare_label:
                rows.append(self._result_row(line, line.previous_id, self.compare_label))
        return rows

    def _result_row(self, line, result, period):
        indicator = line.indicator_id
        version = result.version_id or indicator.current_version_id
        units = dict(indicator._fields["unit"]._description_selection(self.env))
        statuses = dict(line._fields["status"]._description_selection(self.env))
        unit = units.get(indicator.unit)
        if indicator.unit == "currency":
            unit = self.company_id.currency_id.name
        return [
            indicator.code,
            indicator.name,
            period,
            result.value if result else None,
            unit,
            statuses[result.status or "missing"],
            result.coverage if result else None,
            self.env._("yes") if result.provisional else "",
            version.basis_text,
        ]

    def _definition_rows(self):
        rows = [
            [
                self.env._("Code"),
                self.env._("Indicator"),
                self.env._("Version"),
                self.env._("Basis"),
                self.env._("Definition"),
            ]
        ]
        for line in self.indicator_line_ids:
            indicator = line.indicator_id
            version = line.result_id.version_id or indicator.current_version_id
            rows.append(
                [
                    indicator.code,
                    indicator.name,
                    version.number,
                    version.basis_text,
                    version.definition,
                ]
            )
        return rows
