import io

from odoo import api, models
from odoo.tools import pdf

from odoo.addons.base.models.ir_actions_report import _wkhtml

IMPACT_REPORTS = (
    "vises_impact.report_impact_assessment",
    "vises_impact.report_impact_finance",
)


class IrActionsReport(models.Model):
    """Prints the reports of this addon with any build of wkhtmltopdf.

    Two builds are about. The one with a patched Qt, which Odoo recommends, knows footers
    and several documents a call; Debian's own knows neither and complains when it is asked.
    So page numbers are printed where they can be, and each report is made by a call of its
    own.
    """

    _inherit = "ir.actions.report"

    def _get_layout(self):
        """Odoo's layout brings its web fonts, which Debian's build draws as outlines: a
        file of megabytes whose text nobody can search or have read out.
        """
        if self.report_name in IMPACT_REPORTS:
            return self.env.ref("vises_impact.report_impact_layout")
        return super()._get_layout()

    def _prepare_html(self, html, report_model=False):
        prepared = super()._prepare_html(html, report_model=report_model)
        if self.report_name not in IMPACT_REPORTS:
            return prepared
        bodies, ids, _header, footer, paper = prepared
        return bodies, ids, None, footer if self._prints_footers() else None, paper

    @api.model
    def _prints_footers(self) -> bool:
        """Whether the build of wkhtmltopdf has a patched Qt."""
        return _wkhtml().is_patched_qt

    def _render_qweb_pdf_prepare_streams(self, report_ref, data, res_ids=None):
        prepare = super()._render_qweb_pdf_prepare_streams
        if self._get_report(report_ref).report_name not in IMPACT_REPORTS or not res_ids:
            return prepare(report_ref, data, res_ids=res_ids)
        streams = {}
        for res_id in dict.fromkeys(res_ids):
            streams.update(prepare(report_ref, data, res_ids=[res_id]))
            record = self.env[self._get_report(report_ref).model].browse(res_id)
            self._entitle(streams[res_id], record.with_context(lang=record._document_lang()))
        return streams

    @api.model
    def _entitle(self, printed: dict, record):
        """Say in the file what it is, for readers of screens and tabs of browsers.

        wkhtmltopdf with a Qt that is not patched cannot.
        """
        if not printed["stream"]:  # tests print pages of HTML
            return
        titled = pdf.PdfFileWriter()
        titled.cloneReaderDocumentRoot(pdf.PdfFileReader(printed["stream"]))
        titled.addMetadata({"/Title": record.display_name})
        printed["stream"] = io.BytesIO()
        titled.write(printed["stream"])
