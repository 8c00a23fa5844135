"""What a publication holds: its figures, its files, and what is put on record of it."""

import base64

from markupsafe import Markup
from odoo import api, fields, models
from odoo.tools import format_date, format_datetime

from ..report.document import Document, Line
from ..sources.cells import dimensions_of
from .impact_result import EXACT_READERS

REPORT = "vises_impact.action_report_impact_assessment"
COMPARED = (
    *("indicator_id", "version_id", "cell_id", "date_from", "date_to"),
    *("value", "status", "target"),
)
EXACT_COMPARED = ("exact_value", "exact_status")
WRITTEN = ("name", "purpose", "told_reason")  # by hand, and printed
FILES = ("workbook", "workbook_exact", "report")


class ImpactPublication(models.Model):
    # Apart from the steps: what is frozen by them.
    _inherit = "impact.publication"

    line_ids = fields.One2many(
        "impact.publication.line", "publication_id", "Figures", readonly=True
    )
    hidden_text = fields.Char("What is hidden", compute="_compute_hidden_text")
    file_name = fields.Char("File", compute="_compute_file_name")
    report_name = fields.Char("Report file", compute="_compute_file_name")
    workbook = fields.Binary(readonly=True, copy=False)
    workbook_exact = fields.Binary(
        "Workbook with exact figures", readonly=True, copy=False, groups=EXACT_READERS
    )
    report = fields.Binary("Report (PDF)", readonly=True, copy=False)

    told_text = fields.Text("Hidden figures that the texts tell", compute="_compute_told_text")

    @api.depends_context("lang", "uid")
    @api.depends("kind", "state", "line_ids.status", *WRITTEN)
    def _compute_told_text(self):
        """Numbers in the texts of a draft that give hidden figures away, for those who may see."""
        for publication in self:
            asked = publication.state == "draft" and publication.kind != "return"
            publication.told_text = asked and publication._told(publication._document())

    @api.depends_context("lang")
    @api.depends("kind", "line_ids.status")
    def _compute_hidden_text(self):
        for publication in self:
            statuses = publication.line_ids.mapped("status")
            hidden, total = statuses.count("suppressed"), len(statuses)
            text = (
                self.env._(
                    "%(hidden)d of %(total)d figures are hidden inside the enterprise, and sent "
                    "exactly.",
                    hidden=hidden,
                    total=total,
                )
                if publication.kind == "return"
                else self.env._(
                    "%(hidden)d of %(total)d figures are hidden from these readers.",
                    hidden=hidden,
                    total=total,
                )
            )
            publication.hidden_text = hidden and text

    @api.depends("name")
    def _compute_file_name(self):
        for publication in self:
            publication.file_name = f"{publication.name}.xlsx"
            publication.report_name = f"{publication.name}.pdf"

    def _prepare(self) -> bool:
        """Gather the figures as they stand now; whether they differ from those held so far."""
        return self._hold(self._document())

    def _hold(self, document) -> bool:
        """Keep the figures of a document; whether they differ from those held so far.

        Whoever sends exact figures has seen them: what the lead prepared without them differs.
        """
        self.ensure_one()
        before = self._compared()
        # sudo: nobody may write lines by hand. What they hold was read with the user's own
        # rights, and the user may write this publication.
        lines = self.line_ids.sudo()
        lines.unlink()
        lines.create(self._line_values(document))
        self.invalidate_recordset(["line_ids"])
        return self._compared() != before

    def _compared(self) -> list[tuple]:
        """What the user may read of the lines: exact figures of a return for their readers only."""
        exact = self.kind == "return" and self.env["impact.result"]._exact()
        names = (*COMPARED, *EXACT_COMPARED) if exact else COMPARED
        return [tuple(line[name] for name in names) for line in self.line_ids]

    def _told(self, document) -> str:
        """Numbers in texts that tell figures hidden by ``document``; see ``impact.assessment``."""
        assessment = self._for_recipient()
        return assessment._told(
            assessment._document_hidden(document), [(self, name) for name in WRITTEN]
        )

    def _for_recipient(self):
        """The assessment as documents for this recipient print it."""
        assessment = self.assessment_id
        return assessment.with_context(impact_recipient=self.kind, lang=assessment._document_lang())

    def _document(self) -> Document:
        """The figures that the recipient reads, as far as the user may read them."""
        assessment = self._for_recipient()
        return (
            self._return_document(assessment) if self.kind == "return" else assessment._document()
        )

    def _return_document(self, assessment) -> Document:
        """The figures of the chosen sets on the assessment's scope and period, and no others."""
        indicators = self.set_ids._indicators()
        place = [
            ("indicator_id", "in", indicators.ids),
            ("company_id", "=", self.company_id.id),
            ("organisation_id", "=", self.company_id.partner_id.id),
            ("scope_id", "=", self.scope_id.id),
            ("period_type", "=", assessment.period_type),
            ("date_from", "=", assessment.date_from),
            ("date_to", "=", assessment.date_to),
        ]
        cells = [] if self.with_breakdowns else [("cell_id.key", "=", "")]
        results = assessment.env["impact.result"].search([*place, *cells], order="cell_id, id")
        targets = assessment.env["impact.target"].search(place).grouped("indicator_id")
        found = results.grouped("indicator_id")
        lines = tuple(
            self._return_line(
                assessment,
                indicator.with_env(assessment.env),
                found.get(indicator, results.browse()),
                targets.get(indicator, assessment.env["impact.target"]),
            )
            for indicator in indicators
        )
        return Document(groups=(), lines=lines, threshold=self._recipient().threshold)

    def _return_line(self, assessment, indicator, results, target) -> Line:
        total = results.filtered(lambda result: not result.cell_id.key)
        cells = [
            (
                len(dimensions_of(one.cell_id.key)),
                one.cell_id.name,
                assessment._document_figure(one),
            )
            for one in results - total
        ]
        return Line(
            indicator=indicator,
            version=total.version_id or indicator.current_version_id,
            now=assessment._document_figure(total),
            target=target,
            details=tuple((name, shown, None) for size, name, shown in cells if size == 1),
            crossed=tuple((name, shown, None) for size, name, shown in cells if size > 1),
        )

    def _line_values(self, document) -> list[dict]:
        return [
            self._values_of(line, figure) for line in document.lines for figure in line.printed()
        ]

    def _values_of(self, line, figure) -> dict:
        assessment, result = self.assessment_id, figure.result
        place = result or assessment
        values = {
            "publication_id": self.id,
            "indicator_id": line.indicator.id,
            "version_id": (result.version_id or line.version).id,
            "cell_id": result.cell_id.id or self.env["impact.cell"]._by_key([""])[""],
            "company_id": self.company_id.id,
            "organisation_id": self.company_id.partner_id.id,
            "scope_id": (result.scope_id or self.scope_id).id,
            "period_type": place.period_type,
            "date_from": place.date_from,
            "date_to": place.date_to,
            "value": figure.value,
            "status": figure.status,
            "shown": figure.text,
            "target": line.target.value if figure is line.now and line.target else None,
        }
        if self.kind != "return":
            return values
        return {
            **values,
            "value": result.value if result else None,
            "status": result.status or "missing",
            "shown": result.shown or figure.text,
            "exact_value": figure.value,
            "exact_status": figure.status,
            "exact_shown": figure.text,
        }

    def _files(self, document) -> dict:
        """The files of what goes out; those with exact figures are kept apart."""
        assessment = self._for_recipient()
        written = self.with_context(lang=assessment.env.lang)
        sheet = (written.env._("Recipient"), written._record_rows())
        content = assessment._workbook_of(document, [sheet])
        files = {
            "workbook_exact" if self.needs_exact else "workbook": base64.b64encode(content),
        }
        reports = assessment.env["ir.actions.report"]
        if self.kind != "return" and reports.get_wkhtmltopdf_state() != "install":
            pdf, _kind = reports._render_qweb_pdf(REPORT, assessment.ids)
            files["report"] = base64.b64encode(pdf)
        return files

    def _record_pairs(self) -> list[tuple[str, str]]:
        """What is put on record: a label and a text each; no figures."""
        names = (
            "kind",
            "scope_id",
            "partner_id",
            "purpose",
            "legal_basis",
            "legal_reference",
            "set_ids",
        )
        pairs = []
        for name in (*names, "rule_text", "keep_until", "told_reason"):
            field, value = self._fields[name], self[name]
            if field.type == "selection":
                value = dict(field._description_selection(self.env)).get(value)
            elif field.relational:
                value = ", ".join(value.mapped("display_name"))
            elif field.type == "date":
                value = value and format_date(self.env, value)
            if value:
                pairs.append((field._description_string(self.env), str(value)))
        return pairs

    def _record_rows(self):
        head = [self.name, format_datetime(self.env, fields.Datetime.now())]
        return [head, *([label, text] for label, text in self._record_pairs())]

    def _record_text(self) -> Markup:
        head = self.env._("Made final. What went out stays as it is.")
        texts = [head]
        for label, text in self._record_pairs():
            texts.append(self.env._("%(label)s: %(text)s", label=label, text=text))
        return Markup("<br/>").join(texts)  # which escapes them

    @api.autovacuum
    def _gc_figures(self):
        """Delete figures and files of returns that are kept no longer, and say so."""
        due = self.search(
            [
                ("kind", "=", "return"),
                ("state", "!=", "draft"),
                ("keep_until", "<", fields.Date.today()),
                ("line_ids", "!=", False),
            ]
        )
        due.line_ids.unlink()
        due._fix(dict.fromkeys(FILES, False))
        for publication in due:
            publication._message_log(
                body=self.env._("The figures and files were deleted: they are kept no longer.")
            )
