from odoo import fields, models


class ImpactReadiness(models.TransientModel):
    _inherit = "impact.readiness"

    step = fields.Selection(
        selection_add=[("product_tag", "Product tags"), ("figures",)],
        ondelete={"product_tag": "cascade"},
    )
    product_line_ids = fields.One2many(
        "impact.readiness.line",
        "readiness_id",
        "Product tags",
        domain=[("kind", "=", "product_tag")],
    )
