from odoo import api, fields, models

from odoo.addons.vises_impact.models.impact_mapping import Kind

from .operation_rules import OPERATION_RULES

MOVEMENTS = [
    ("collected", "Goods collected"),
    ("reused", "Sold or given for reuse"),
    ("recycled", "Sent to recycling"),
    ("disposed", "Disposed of"),
    ("none", "None of these"),
]


class ImpactMapping(models.Model):
    _inherit = "impact.mapping"

    kind = fields.Selection(
        selection_add=[("operation_type", "Operation type")],
        ondelete={"operation_type": "cascade"},
    )
    operation_type_id = fields.Many2one(
        "stock.picking.type",
        "Operation type",
        index="btree_not_null",
        ondelete="cascade",
        check_company=True,
    )
    movement = fields.Selection(MOVEMENTS, "Counts as (operation)")

    _operation_type_unique = models.UniqueIndex(
        "(company_id, operation_type_id) WHERE operation_type_id IS NOT NULL",
        "This operation type is mapped already.",
    )
    _operation_type_subject = models.Constraint(
        """CHECK(
            (kind = 'operation_type') = (operation_type_id IS NOT NULL)
            AND (kind = 'operation_type' OR movement IS NULL)
        )""",
        "A mapping of an operation type says what one operation type counts as.",
    )

    @api.model
    def _kinds(self) -> dict[str, Kind]:
        return {
            **super()._kinds(),
            "operation_type": Kind(
                "stock.picking.type", "operation_type_id", "movement", OPERATION_RULES, need="each"
            ),
        }
