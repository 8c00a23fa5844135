from odoo import api, fields, models

from ..models.impact_mapping import LABELS


class ImpactReadinessLine(models.TransientModel):
    _inherit = "impact.readiness.line"

    kind = fields.Selection(
        selection_add=[("product_tag", "Product tag")], ondelete={"product_tag": "cascade"}
    )
    product_tag_id = fields.Many2one("product.tag", readonly=True, ondelete="cascade")
    label_class = fields.Selection(LABELS, "Counts as (product)")

    @api.model
    def _usage(self, kind: str, company) -> dict[int, int]:
        if kind != "product_tag":
            return super()._usage(kind, company)
        # sudo: how many products have a tag is no secret of who buys them.
        groups = (
            self.env["product.template"]
            .sudo()
            ._read_group(
                [("product_tag_ids", "!=", False), ("company_id", "in", (False, company.id))],
                ["product_tag_ids"],
                ["__count"],
            )
        )
        return {tag.id: count for tag, count in groups}
