from odoo import fields, models


class ImpactReadiness(models.TransientModel):
    _inherit = "impact.readiness"

    step = fields.Selection(
        selection_add=[("operation_type", "Operation types"), ("figures",)],
        ondelete={"operation_type": "cascade"},
    )
    operation_line_ids = fields.One2many(
        "impact.readiness.line",
        "readiness_id",
        "Operation types",
        domain=[("kind", "=", "operation_type")],
    )
