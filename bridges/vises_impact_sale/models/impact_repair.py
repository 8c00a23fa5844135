from odoo import api, models


class ImpactRepair(models.AbstractModel):
    _inherit = "impact.repair"

    @api.model
    def _advice_texts(self, company) -> dict[str, str]:
        texts = super()._advice_texts(company)
        return {
            **texts,
            "customer_type": texts["partner_class"],
            "has_social_clause": self.env._(
                "Invoice from orders, and say which order tag is that of social clauses."
            ),
            "is_solidarity": self.env._(
                "Invoice from orders, and say which price list is a solidarity price."
            ),
        }
