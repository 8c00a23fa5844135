from odoo import fields, models
from odoo.tools import SQL

LABELLED_DEPENDS = {
    "account.move.line": ["move_id", "product_id"],
    "product.product": ["additional_product_tag_ids", "product_tmpl_id"],
    "product.template": ["product_tag_ids"],
    "impact.mapping": ["company_id", "label_class", "product_tag_id"],
}


class ImpactLabelledLine(models.Model):
    """The lines of ``impact.purchase.line`` with the labels of what was bought.

    A product carries a label where one of its tags is mapped to one. A line that names
    no product is unknown, and so is every line of a company that has mapped no label.
    """

    _name = "impact.labelled.line"
    _inherit = "impact.purchase.line"
    _description = "Purchase line with its labels"
    _auto = False
    _depends = LABELLED_DEPENDS

    move_id = fields.Many2one("account.move", readonly=True)
    is_labelled = fields.Boolean("Labelled", readonly=True)
    has_environmental_label = fields.Boolean("Environmental label", readonly=True)
    has_social_label = fields.Boolean("Social label", readonly=True)

    @property
    def _table_query(self) -> SQL:
        return SQL(
            """
            SELECT purchase.*, item.move_id,
                   CASE WHEN told.is_sure THEN told.labels IS NOT NULL END AS is_labelled,
                   CASE WHEN told.is_sure
                        THEN COALESCE('environmental' = ANY(told.labels), FALSE)
                   END AS has_environmental_label,
                   CASE WHEN told.is_sure
                        THEN COALESCE('social' = ANY(told.labels), FALSE)
                   END AS has_social_label
              FROM (%s) purchase
              JOIN account_move_line item ON item.id = purchase.id
              LEFT JOIN product_product product ON product.id = item.product_id
             CROSS JOIN LATERAL (
                    SELECT array_agg(m.label_class) FILTER (
                               WHERE EXISTS (SELECT 1 FROM product_tag_product_template_rel t
                                              WHERE t.product_tag_id = m.product_tag_id
                                                AND t.product_template_id
                                                    = product.product_tmpl_id)
                                  OR EXISTS (SELECT 1 FROM product_tag_product_product_rel v
                                              WHERE v.product_tag_id = m.product_tag_id
                                                AND v.product_product_id = product.id)
                           ) AS labels,
                           count(m.id) > 0 AND product.id IS NOT NULL AS is_sure
                      FROM impact_mapping m
                     WHERE m.kind = 'product_tag' AND m.company_id = purchase.company_id
                   ) told
            """,
            super()._table_query,
        )
