from odoo import fields, models
from odoo.tools import SQL

from ..models.impact_mapping import PARTNER_CLASSES
from .territory import TERRITORIES, is_local

# Class of a partner by its mapped tags, and whether its postcode lies in the
# company's territory. Both are unknown (NULL) when nothing tells; so is the class of a
# partner whose tags contradict each other.
PARTNER_COLUMNS = SQL(
    """
    class.partner_class,
    %s AS is_local
    """,
    is_local(SQL("partner.zip"), SQL("country.code")),
)
PARTNER_JOINS = SQL(
    """
    JOIN res_company company ON company.id = line.company_id
    JOIN account_account account ON account.id = line.account_id
    LEFT JOIN res_partner contact ON contact.id = line.partner_id
    LEFT JOIN res_partner partner ON partner.id = contact.commercial_partner_id
    LEFT JOIN (
        SELECT tag.partner_id, m.company_id,
               CASE WHEN min(m.partner_class) = max(m.partner_class)
                    THEN min(m.partner_class) END AS partner_class
          FROM res_partner_res_partner_category_rel tag
          JOIN impact_mapping m ON m.partner_tag_id = tag.category_id
         GROUP BY 1, 2
    ) class ON class.partner_id = partner.id AND class.company_id = line.company_id
    LEFT JOIN res_country country ON country.id = partner.country_id
    JOIN %s territory ON territory.company_id = company.id
    """,
    TERRITORIES,
)
PARTNER_DEPENDS = {
    "account.move.line": [
        "account_id",
        "analytic_distribution",
        "balance",
        "company_id",
        "date",
        "display_type",
        "move_id",
        "parent_state",
        "partner_id",
    ],
    "account.move": ["move_type"],
    "account.account": ["account_type"],
    "res.partner": ["category_id", "commercial_partner_id", "country_id", "zip"],
    "res.company": ["account_fiscal_country_id", "impact_territory"],
    "impact.mapping": ["company_id", "partner_class", "partner_tag_id"],
}


class ImpactPurchaseLine(models.Model):
    """One row per line of a posted vendor bill or refund that is an operating cost.

    ``amount`` is what the line adds to the expenses, without tax, in the company's
    currency: a refund counts against it. The partner is the vendor's enterprise
    (commercial entity), whichever contact the bill names.
    """

    _name = "impact.purchase.line"
    _description = "Purchase line"
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
                   line.balance AS amount, line.analytic_distribution, %s
              FROM account_move_line line
              JOIN account_move move ON move.id = line.move_id
              %s
             WHERE line.parent_state = 'posted'
               AND line.display_type = 'product'
               AND move.move_type IN ('in_invoice', 'in_refund', 'in_receipt')
               AND account.account_type IN ('expense', 'expense_direct_cost')
            """,
            PARTNER_COLUMNS,
            PARTNER_JOINS,
        )

    def _impact_expressions(self, alias: str, day: SQL) -> dict[str, SQL]:
        return {}
