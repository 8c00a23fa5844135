from odoo import api, models


class ImpactRepair(models.AbstractModel):
    _inherit = "impact.repair"

    @api.model
    def _advice_texts(self, company) -> dict[str, str]:
        return {
            **super()._advice_texts(company),
            "movement": self.env._("Say what each operation type counts as."),
            "weight": self.env._(
                "Type the weight of the product, or count it in a unit of weight."
            ),
        }

    @api.model
    def _keepers(self) -> dict[str, tuple[str, str]]:
        keeper = ("stock.group_stock_user", self.env._("who keeps the stock"))
        return {**super()._keepers(), "stock.move.line": keeper, "product.product": keeper}
