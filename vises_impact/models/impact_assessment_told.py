"""Whether the texts of an assessment tell figures that its document hides."""

from decimal import Decimal

from odoo import api, fields, models
from odoo.tools import html2plaintext

from ..engine.told import Hidden, stems, told, unit_stems
from .impact_indicator_unit import SYMBOLS


class ImpactAssessment(models.Model):
    # One file for each side of the assessment keeps them short.
    _inherit = "impact.assessment"

    told_text = fields.Text(
        "Hidden figures that the texts tell",
        compute="_compute_told_text",
        groups="vises_impact.group_lead,vises_impact.group_accompanist",
    )

    @api.depends_context("lang", "uid")
    @api.depends(
        "audience", "summary", "conclusion", "decisions", "limits", "criterion_ids.finding"
    )
    def _compute_told_text(self):
        for assessment in self:
            public = assessment.audience == "public" and assessment._origin
            assessment.told_text = assessment._origin._told_anywhere() if public else False

    def _told_anywhere(self) -> str:
        """What report and workbook tell; the workbook has the comments of the finance sheet too."""
        written = self.with_context(lang=self._document_lang())
        rows = written._finance_rows()
        hidden = written._document_hidden(written._document()) + [
            (row, side) for row in rows for side in (row.now, row.before) if side.is_hidden
        ]
        return self._told(hidden, [(row.now.result, "comment") for row in rows])

    def _document_hidden(self, document) -> list[tuple]:
        """The lines of a document with each of their figures that its readers do not see."""
        return [
            (line, figure)
            for line in document.lines
            for figure in line.printed()
            if figure.status == "suppressed"
        ]

    def _told(self, hidden, further=()) -> str:
        """The numbers in printed texts that give hidden figures away: a line for each text.

        Empty where there are none. What is hidden inside the enterprise is looked for without
        its number, which the user may not know (see ``engine.told``).

        :param hidden: pairs of what has an ``indicator`` and of what has a ``result``.
        :param further: records with a field each that are printed beside the assessment's own.
        """
        self.ensure_one()
        figures = [self._told_figure(*pair) for pair in hidden]
        found = []
        for place, text in self._printed_texts(further) if figures else ():
            for number, figure in told(text, figures):
                found.append(f"{place} · {number} · {figure.name}")
        return "\n".join(dict.fromkeys(found))

    def _told_figure(self, line, figure) -> Hidden:
        """A hidden figure as it is looked for; one with a category goes by that."""
        indicator, result = line.indicator, figure.result
        category = result.cell_id.name if result.cell_id.key else ""
        units = [SYMBOLS.get(indicator.unit, ""), *map(indicator._unit_after, (1, 2))]
        # As readers inside the enterprise see them: empty where they see none.
        numbers = [result.value, result.numerator if indicator.unit == "percent" else None]
        return Hidden(
            name=", ".join(filter(None, (indicator.name, category, result.period_label))),
            words=stems(category or indicator.name),
            units=unit_stems(*units),
            numbers=frozenset(Decimal(str(one)) for one in numbers if one is not None),
            decimals=indicator.decimals,
        )

    def _printed_texts(self, further=()):
        """Place and plain text of all that is written by hand and printed."""
        self.ensure_one()
        parts = [(self, name) for name in ("summary", "conclusion", "decisions", "limits")]
        parts += [(portrait, "content") for portrait in self.portrait_ids.filtered("filled")]
        parts += [(one, "name") for one in (self, *self.question_ids, *self.engagement_ids)]
        for criterion in self.criterion_ids:
            parts += [(criterion, name) for name in ("name", "description", "judgement", "finding")]
        for record, name in (*parts, *further):
            field, text = record._fields[name], record[name] or ""
            label = field._description_string(self.env)
            place = label if record == self else f"{record.display_name} · {label}"
            yield place, html2plaintext(text) if field.type == "html" else text
