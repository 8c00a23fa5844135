from odoo import fields, models


class ImpactReadiness(models.TransientModel):
    _inherit = "impact.readiness"

    step = fields.Selection(
        selection_add=[("event_tag", "Event tags"), ("figures",)],
        ondelete={"event_tag": "cascade"},
    )
    event_line_ids = fields.One2many(
        "impact.readiness.line", "readiness_id", "Event tags", domain=[("kind", "=", "event_tag")]
    )
