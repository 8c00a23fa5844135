"""What stands behind a declared figure: the answers that it was made from."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ImpactResult(models.Model):
    _inherit = "impact.result"

    form_line_ids = fields.One2many(
        "impact.form.line",
        "result_id",
        "Answers",
        groups="vises_impact.group_lead,vises_impact.group_accompanist",
    )
    attachment_ids = fields.Many2many(
        "ir.attachment",
        string="Supporting documents",
        compute="_compute_attachment_ids",
        groups="vises_impact.group_lead,vises_impact.group_accompanist",
    )

    @api.depends("form_line_ids.attachment_ids")
    def _compute_attachment_ids(self):
        for result in self:
            result.attachment_ids = result.form_line_ids.attachment_ids

    @api.constrains("value", "indicator_id")
    def _check_yes_or_no(self):
        for result in self.filtered(lambda one: one.unit == "yes_no" and one.value is not None):
            if result.value not in (0, 1):
                raise ValidationError(
                    self.env._(
                        "“%(name)s” is answered by yes or no.",
                        name=result.indicator_id.display_name,
                    )
                )

    def _computed_proposal(self):
        """The figure that was counted beside this one, where they differ."""
        self.ensure_one()
        return self.env["impact.proposal"].search(
            [("result_id", "=", self.id), ("campaign_id", "=", False)], limit=1
        )
