from odoo import fields, models
from odoo.tools import SQL

from ..models.impact_mapping import PARTNER_CLASSES
from .impact_purchase_line import PARTNER_COLUMNS, PARTNER_DEPENDS, PARTNER_JOINS

# Operating income by the company's chart, as ECO01 counts it: the part of a payer is a
# part of that. Financial and exceptional income has no funder.
OPERATING_INCOME = SQL(
    """
    CASE COALESCE(company.impact_chart, 'other')
         WHEN 'french_company' THEN code.text ~ '^(7[0-5]|781|791)'
         WHEN 'french_association' THEN code.text ~ '^(7[0-5]|781|789|791)'
         WHEN 'belgian_company' THEN code.text ~ '^7[0-4]'
         WHEN 'belgian_association' THEN code.text ~ '^7[0-4]'
         ELSE account.account_type IN ('income', 'income_other')
    END
    """
)


class ImpactPayerLine(models.Model):
    """One row per posted journal item of operating income: who pays the enterprise.

    ``amount`` is what the item adds to the income, in the company's currency. Items
    without a partner are rows of an unknown payer.
    """

    _name = "impact.payer.line"
    _description = "Payer line"
    _auto = False
    _order = "date"
    _depends = {
        **PARTNER_DEPENDS,
        "account.account": ["account_type", "code_store"],
        "res.company": [*PARTNER_DEPENDS["res.company"], "impact_chart", "parent_path"],
    }

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
              JOIN LATERAL (
                    SELECT account.code_store
                           ->> split_part(company.parent_path, '/', 1) AS text
                   ) code ON TRUE
             WHERE line.parent_state = 'posted' AND %s
            """,
            PARTNER_COLUMNS,
            PARTNER_JOINS,
            OPERATING_INCOME,
        )

    def _impact_expressions(self, alias: str, day: SQL) -> dict[str, SQL]:
        return {}
