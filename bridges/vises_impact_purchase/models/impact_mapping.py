from odoo import api, fields, models

from odoo.addons.vises_impact.models.impact_mapping import Kind

from .label_rules import LABEL_RULES

LABELS = [
    ("environmental", "Environmental label"),
    ("social", "Social label"),
]


class ImpactMapping(models.Model):
    _inherit = "impact.mapping"

    kind = fields.Selection(
        selection_add=[("product_tag", "Product tag")], ondelete={"product_tag": "cascade"}
    )
    product_tag_id = fields.Many2one(
        "product.tag", "Product tag", index="btree_not_null", ondelete="cascade"
    )
    label_class = fields.Selection(LABELS, "Counts as (product)")

    _product_tag_unique = models.UniqueIndex(
        "(company_id, product_tag_id) WHERE product_tag_id IS NOT NULL",
        "This product tag is mapped already.",
    )
    _product_tag_subject = models.Constraint(
        """CHECK(
            (kind = 'product_tag') = (product_tag_id IS NOT NULL)
            AND (kind = 'product_tag' OR label_class IS NULL)
        )""",
        "A mapping of a product tag says what one product tag counts as.",
    )

    @api.model
    def _kinds(self) -> dict[str, Kind]:
        return {
            **super()._kinds(),
            "product_tag": Kind(
                "product.tag", "product_tag_id", "label_class", LABEL_RULES, need="none"
            ),
        }
