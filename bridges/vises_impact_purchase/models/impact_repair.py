from odoo import api, models


class ImpactRepair(models.AbstractModel):
    _inherit = "impact.repair"

    @api.model
    def _advice_texts(self, company) -> dict[str, str]:
        return {
            **super()._advice_texts(company),
            "is_labelled": self.env._(
                "Name the product on each line of the bill, and say which product tags are labels."
            ),
        }
