from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    impact_chart = fields.Selection(related="company_id.impact_chart", readonly=False)
    impact_territory = fields.Char(related="company_id.impact_territory", readonly=False)
    impact_renewal_gap_days = fields.Integer(
        related="company_id.impact_renewal_gap_days", readonly=False
    )
    impact_digest_first_id = fields.Many2one(
        related="company_id.impact_digest_first_id", readonly=False
    )
    impact_digest_second_id = fields.Many2one(
        related="company_id.impact_digest_second_id", readonly=False
    )
    impact_threshold = fields.Integer(related="company_id.impact_threshold", readonly=False)
