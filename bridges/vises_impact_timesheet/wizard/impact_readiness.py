from odoo import fields, models


class ImpactReadiness(models.TransientModel):
    _inherit = "impact.readiness"

    step = fields.Selection(
        selection_add=[("project", "Projects"), ("figures",)], ondelete={"project": "cascade"}
    )
    project_line_ids = fields.One2many(
        "impact.readiness.line", "readiness_id", "Projects", domain=[("kind", "=", "project")]
    )
