from odoo import fields, models


class ImpactReadiness(models.TransientModel):
    _inherit = "impact.readiness"

    step = fields.Selection(
        selection_add=[("leave_type", "Time-off types"), ("figures",)],
        ondelete={"leave_type": "cascade"},
    )
    leave_line_ids = fields.One2many(
        "impact.readiness.line",
        "readiness_id",
        "Time-off types",
        domain=[("kind", "=", "leave_type")],
    )
