from odoo import api, fields, models

from ..models.impact_mapping import ABSENCE_CLASSES


class ImpactReadinessLine(models.TransientModel):
    _inherit = "impact.readiness.line"

    kind = fields.Selection(
        selection_add=[("leave_type", "Time-off type")], ondelete={"leave_type": "cascade"}
    )
    leave_type_id = fields.Many2one("hr.leave.type", readonly=True, ondelete="cascade")
    absence_class = fields.Selection(ABSENCE_CLASSES, "Counts as (time off)")

    @api.model
    def _usage(self, kind: str, company) -> dict[int, int]:
        if kind != "leave_type":
            return super()._usage(kind, company)
        # sudo: how often a type is used is told as "fewer than 5" where few people do.
        groups = (
            self.env["hr.leave"]
            .sudo()
            ._read_group(
                [("state", "=", "validate"), ("employee_company_id", "=", company.id)],
                ["holiday_status_id"],
                ["employee_id:count_distinct"],
            )
        )
        return {leave_type.id: count for leave_type, count in groups}
