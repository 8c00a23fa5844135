from odoo import fields, models


class ImpactReadiness(models.TransientModel):
    _inherit = "impact.readiness"

    step = fields.Selection(
        selection_add=[
            ("order_tag", "Order tags"),
            ("pricelist", "Price lists"),
            ("figures",),
        ],
        ondelete={"order_tag": "cascade", "pricelist": "cascade"},
    )
    order_line_ids = fields.One2many(
        "impact.readiness.line", "readiness_id", "Order tags", domain=[("kind", "=", "order_tag")]
    )
    price_line_ids = fields.One2many(
        "impact.readiness.line", "readiness_id", "Price lists", domain=[("kind", "=", "pricelist")]
    )
