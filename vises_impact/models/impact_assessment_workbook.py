"""The figures of an assessment as a workbook, for those who go on calculating."""

from odoo import models
from odoo.tools import html2plaintext

from ..report.workbook import workbook
from .impact_place import period_label


class ImpactAssessment(models.Model):
    # One file for each side of the assessment keeps them short.
    _inherit = "impact.assessment"

    def _results_workbook(self) -> bytes:
        """Figures, definitions and limits as an xlsx file, for their recipient.

        Figures are numbers with the decimals of their indicator. Where there is none, the
        cell is empty and the status says why.
        """
        self.ensure_one()
        self = self.with_context(lang=self._document_lang())
        return self._workbook_of(self._document(), self._finance_sheets())

    def _workbook_of(self, document, further=()) -> bytes:
        """The figures of a document as an xlsx file.

        :param further: names and rows of more sheets.
        """
        sheets = (
            (self.env._("Results"), self._result_rows(document)),
            *self._crossed_sheets(document),
            *further,
            (self.env._("Definitions"), self._definition_rows(document)),
            (self.env._("Limits"), self._limit_rows(document)),
        )
        return workbook(self.name, self.company_id.name, sheets)

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
            for category, now, before in (
                (total, line.now, line.before),
                *line.details,
                *line.crossed,
            ):
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
        value, aim = ((one, indicator.decimals) for one in (figure.value, target))
        if indicator.unit == "yes_no":
            value, aim = (indicator._format(one, self.company_id) for one in (figure.value, target))
        return [
            indicator.code,
            indicator.name,
            category,
            self.compare_label if previous else self.period_label,
            (self.compare_date_from if previous else self.date_from, "date"),
            (self.compare_date_to if previous else self.date_to, "date"),
            value,
            unit,
            aim,
            figure.status_text,
            (figure.coverage, "share"),
            self.env._("yes") if figure.value is not None and figure.result.provisional else "",
            version.basis_text,
        ]

    def _finance_halves(self) -> dict[str, list]:
        """Impact beside finance in the same periods, for those who may read all results."""
        tables = self.env["impact.finance.table"]
        if not tables.has_access("create"):
            return {}
        values = {name: self[name].id for name in ("company_id", "scope_id")}
        table = tables.new({**values, "period_type": self.period_type})
        return table._halves(self._recipient().kind, (self._period(), self._finance_before()))

    def _finance_rows(self) -> list:
        """The rows of both halves."""
        return [row for rows in self._finance_halves().values() for row in rows]

    def _finance_before(self):
        """The period that finance is compared with: the year before, where none is chosen."""
        return self._comparison_period() or self._period().previous_year()

    def _finance_sheets(self):
        halves, before = self._finance_halves(), self._finance_before()
        if not halves:
            return []
        head = [
            self.env._("Part"),
            self.env._("Code"),
            self.env._("Indicator"),
            self.period_label,
            period_label(self.env, self.period_type, before.start, before.last),
            self.env._("Change"),
            self.env._("Target, budget"),
            self.env._("Note"),
            self.env._("Comment"),
        ]
        names = dict(
            self.env["impact.finance.line"]._fields["half"]._description_selection(self.env)
        )
        rows = [
            self._finance_row(names[half], row) for half, lines in halves.items() for row in lines
        ]
        return [(self.env._("Impact and finance"), [head, *rows])]

    def _finance_row(self, half, row):
        now, before = row.now.value, row.before.value
        target = row.target.value if row.target else None
        change = None if row.sign is None else row.indicator._shown_change(now, before)
        cells = [(one, row.indicator.decimals) for one in (now, before, change, target)]
        if row.indicator.unit == "yes_no":
            shown = (row.now.text, row.before.text, None, row.target.shown)
            cells = [(one, "text") for one in shown]
        note = " · ".join(filter(None, (row.now.text if now is None else "", row.now.note)))
        return [
            half,
            row.indicator.code,
            row.indicator.name,
            *cells,
            note,
            row.now.result.comment,
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
        rows += [[line] for line in html2plaintext(self.limits or "").splitlines() if line.strip()]
        for sentence, names in self._document_limits(document):
            rows += [[sentence, name] for name in names]
        return rows
