"""The portrait: the diagnosis of the enterprise, one box of the framework at a time."""

from odoo import api, fields, models
from odoo.tools import is_html_empty


class ImpactPortraitBox(models.Model):
    _name = "impact.portrait.box"
    _description = "Portrait box"
    _order = "confirmed desc, sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, copy=False)
    prompt = fields.Text(
        translate=True,
        help="The questions that help to fill in the box.",
    )
    sequence = fields.Integer(default=10)
    confirmed = fields.Boolean(
        string="Core box",
        help="The method itself names this box. The others are suggestions.",
    )
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE(code)", "Another portrait box has this code.")


class ImpactPortrait(models.Model):
    _name = "impact.portrait"
    _description = "Portrait of the enterprise"
    _order = "assessment_id, confirmed desc, sequence, id"
    _rec_name = "box_id"

    assessment_id = fields.Many2one(
        "impact.assessment", required=True, ondelete="cascade", index=True
    )
    box_id = fields.Many2one("impact.portrait.box", required=True, ondelete="restrict", index=True)
    prompt = fields.Text(related="box_id.prompt")
    confirmed = fields.Boolean(related="box_id.confirmed", store=True)
    sequence = fields.Integer(related="box_id.sequence", store=True)
    content = fields.Html()
    attachment_ids = fields.Many2many("ir.attachment", string="Supporting documents", copy=False)
    filled = fields.Boolean(compute="_compute_filled", store=True)

    _box_uniq = models.Constraint(
        "UNIQUE(assessment_id, box_id)",
        "The portrait has this box already.",
    )

    @api.depends("content")
    def _compute_filled(self):
        for portrait in self:
            portrait.filled = not is_html_empty(portrait.content)
