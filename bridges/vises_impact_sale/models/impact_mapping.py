from odoo import api, fields, models

from odoo.addons.vises_impact.models.impact_mapping import Kind

from .sale_rules import ORDER_TAG_RULES, PRICELIST_RULES

ORDER_CLASSES = [("social_clause", "Public contract with a social clause")]
PRICE_CLASSES = [("solidarity", "Solidarity or social price")]


class ImpactMapping(models.Model):
    _inherit = "impact.mapping"

    kind = fields.Selection(
        selection_add=[("order_tag", "Order tag"), ("pricelist", "Price list")],
        ondelete={"order_tag": "cascade", "pricelist": "cascade"},
    )
    order_tag_id = fields.Many2one(
        "crm.tag", "Order tag", index="btree_not_null", ondelete="cascade"
    )
    order_class = fields.Selection(ORDER_CLASSES, "Counts as (order)")
    pricelist_id = fields.Many2one(
        "product.pricelist",
        "Price list",
        index="btree_not_null",
        ondelete="cascade",
        check_company=True,
    )
    price_class = fields.Selection(PRICE_CLASSES, "Counts as (price)")

    _order_tag_unique = models.UniqueIndex(
        "(company_id, order_tag_id) WHERE order_tag_id IS NOT NULL",
        "This order tag is mapped already.",
    )
    _pricelist_unique = models.UniqueIndex(
        "(company_id, pricelist_id) WHERE pricelist_id IS NOT NULL",
        "This price list is mapped already.",
    )
    _sale_subject = models.Constraint(
        """CHECK(
            (kind = 'order_tag') = (order_tag_id IS NOT NULL)
            AND (kind = 'order_tag' OR order_class IS NULL)
            AND (kind = 'pricelist') = (pricelist_id IS NOT NULL)
            AND (kind = 'pricelist' OR price_class IS NULL)
        )""",
        "A mapping of sales says what one order tag or price list counts as.",
    )

    @api.model
    def _kinds(self) -> dict[str, Kind]:
        return {
            **super()._kinds(),
            "order_tag": Kind(
                "crm.tag", "order_tag_id", "order_class", ORDER_TAG_RULES, need="none"
            ),
            "pricelist": Kind(
                "product.pricelist", "pricelist_id", "price_class", PRICELIST_RULES, need="none"
            ),
        }
