from odoo import api, fields, models

from ..models.impact_mapping import MOVEMENTS


class ImpactReadinessLine(models.TransientModel):
    _inherit = "impact.readiness.line"

    kind = fields.Selection(
        selection_add=[("operation_type", "Operation type")],
        ondelete={"operation_type": "cascade"},
    )
    operation_type_id = fields.Many2one("stock.picking.type", readonly=True, ondelete="cascade")
    movement = fields.Selection(MOVEMENTS, "Counts as (operation)")

    @api.model
    def _usage(self, kind: str, company) -> dict[int, int]:
        if kind != "operation_type":
            return super()._usage(kind, company)
        # sudo: how many moves an operation type has is no secret of who keeps the stock.
        groups = (
            self.env["stock.move"]
            .sudo()
            ._read_group(
                [
                    ("company_id", "=", company.id),
                    ("state", "=", "done"),
                    ("picking_type_id.code", "!=", "internal"),
                ],
                ["picking_type_id"],
                ["__count"],
            )
        )
        return {operation.id: count for operation, count in groups if operation}
