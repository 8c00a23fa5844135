from odoo import api, fields, models

from ..models.impact_mapping import ORDER_CLASSES, PRICE_CLASSES

ORDER_FIELDS = {"order_tag": "tag_ids", "pricelist": "pricelist_id"}


class ImpactReadinessLine(models.TransientModel):
    _inherit = "impact.readiness.line"

    kind = fields.Selection(
        selection_add=[("order_tag", "Order tag"), ("pricelist", "Price list")],
        ondelete={"order_tag": "cascade", "pricelist": "cascade"},
    )
    order_tag_id = fields.Many2one("crm.tag", readonly=True, ondelete="cascade")
    order_class = fields.Selection(ORDER_CLASSES, "Counts as (order)")
    pricelist_id = fields.Many2one("product.pricelist", readonly=True, ondelete="cascade")
    price_class = fields.Selection(PRICE_CLASSES, "Counts as (price)")

    @api.model
    def _usage(self, kind: str, company) -> dict[int, int]:
        if kind not in ORDER_FIELDS:
            return super()._usage(kind, company)
        name = ORDER_FIELDS[kind]
        # sudo: how many orders have a tag or a price list is no secret of the sales.
        groups = (
            self.env["sale.order"]
            .sudo()
            ._read_group(
                [("company_id", "=", company.id), (name, "!=", False)], [name], ["__count"]
            )
        )
        return {subject.id: count for subject, count in groups}
