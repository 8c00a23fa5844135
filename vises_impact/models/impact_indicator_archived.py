"""Indicators that somebody archived, apart from those that wait for a set to be chosen."""

from odoo import fields, models


class ImpactIndicator(models.Model):
    _inherit = "impact.indicator"

    archived_by_hand = fields.Boolean(
        "Archived by hand",
        readonly=True,
        copy=False,
        help="The module manager archived it: choosing one of its sets leaves it so.",
    )

    def write(self, vals):
        result = super().write(vals)
        if "active" in vals:
            shared = self.filtered(lambda one: not one.company_id)
            # sudo: who may archive it was asked above; this notes that it was done.
            shared.sudo().archived_by_hand = not vals["active"]
        return result
