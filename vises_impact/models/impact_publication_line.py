from odoo import api, fields, models

from .figure import Figure
from .impact_result import EXACT_READERS, STATUSES


class ImpactPublicationLine(models.Model):
    """One figure of a publication, as it stood when it went out.

    ``value``, ``status`` and ``shown`` are those of its readers; in a return, those of
    readers inside the enterprise. What a return sent stands in the ``exact_*`` columns. Only the
    steps of a publication make lines: nobody has a right to write one.
    """

    _name = "impact.publication.line"
    _description = "Figure of a publication"
    _inherit = "impact.place"
    _order = "publication_id, id"
    _rec_name = "indicator_id"

    publication_id = fields.Many2one(
        "impact.publication", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(ondelete="restrict")
    scope_id = fields.Many2one(ondelete="restrict")
    version_id = fields.Many2one("impact.indicator.version", index=True, ondelete="restrict")
    cell_id = fields.Many2one("impact.cell", required=True, index=True, ondelete="restrict")
    cell_name = fields.Char("Category", compute="_compute_cell_name")
    value = Figure()
    status = fields.Selection(STATUSES, required=True)
    shown = fields.Char("Figure")
    target = Figure()
    exact_value = Figure(groups=EXACT_READERS)
    exact_status = fields.Selection(STATUSES, groups=EXACT_READERS)
    exact_shown = fields.Char("Sent", groups=EXACT_READERS)

    @api.depends_context("lang")
    @api.depends("cell_id")
    def _compute_cell_name(self):
        for line in self:
            line.cell_name = line.cell_id.key and line.cell_id.name
