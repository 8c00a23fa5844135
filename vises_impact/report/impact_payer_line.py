from odoo import fields, models
from odoo.tools import SQL

from ..models.impact_mapping import PARTNER_CLASSES
from .impact_purchase_line import PARTNER_COLUMNS, PARTNER_DEPENDS, PARTNER_JOINS


class ImpactPayerLine(models.Model):
    """One row per posted journal item on an income account: who pays the enterprise.

    ``amount`` is what the item adds to the income, in the company's currency. Items
    without a partner are rows of an unknown payer.
    """

    _name = "impact.payer.line"
    _description = "Payer line"
    _auto = False
    _order = "date"
    _depends = PARTNER_DEPENDS

    company_id = fields.Many2one("res.company", readonly=True)
    date = fields.Date(readonly=True)
    partner_id = fields.Many2one("res.partner", readonly=True)
    partner_class = fields.Selection(PARTNER_CLASSES, readonly=True)
    is_local = fields.Boolean("In the territory", readonly=True)
    amount = fields.Float(readonly=True)
    analytic_distribution = fields.Json(readonly=True)

    @property
    def _table_query(self) -> SQL:
        return SQL(
            """
            SELECT line.id, line.company_id, line.date, partner.id AS partner_id,
                   -line.balance AS amount, line.analytic_distribution, %s
              FROM account_move_line line
              %s
             WHERE line.parent_state = 'posted'
               AND account.account_type IN ('income', 'income_other')
            """,
            PARTNER_COLUMNS,
            PARTNER_JOINS,
        )

    def _impact_expressions(self, alias: str, day: SQL) -> dict[str, SQL]:
        return {}
