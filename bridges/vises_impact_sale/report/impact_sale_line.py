from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.vises_impact.models.impact_mapping import PARTNER_CLASSES
from odoo.addons.vises_impact.report.impact_purchase_line import (
    PARTNER_COLUMNS,
    PARTNER_DEPENDS,
    PARTNER_JOINS,
)

CUSTOMER_TYPES = [("household", "Household"), *PARTNER_CLASSES]
# Sales of goods and services; subsidies are income too, and no sale.
SALES = SQL(
    """
    CASE WHEN COALESCE(company.impact_chart, 'other') = 'other'
         THEN account.account_type = 'income'
         ELSE account.code_store ->> split_part(company.parent_path, '/', 1) LIKE '70%%' END
    """
)


class ImpactSaleLine(models.Model):
    """One row per line of a posted invoice or credit note to a client that is a sale.

    ``amount`` is without tax, in the company's currency; a credit note counts against
    it. The partner is the client's enterprise (commercial entity), or the person; a
    person without a class is a household. What the order of the line tells is unknown
    where there is none, or where the company has not said which tag or price list
    stands for it.
    """

    _name = "impact.sale.line"
    _description = "Sale line"
    _auto = False
    _order = "date"
    _depends = {
        **PARTNER_DEPENDS,
        "account.move.line": [*PARTNER_DEPENDS["account.move.line"], "sale_line_ids"],
        "account.account": ["account_type", "code_store"],
        "res.partner": [*PARTNER_DEPENDS["res.partner"], "is_company"],
        "res.company": [*PARTNER_DEPENDS["res.company"], "impact_chart", "parent_path"],
        "sale.order": ["pricelist_id", "tag_ids"],
        "sale.order.line": ["order_id"],
        "impact.mapping": [
            *PARTNER_DEPENDS["impact.mapping"],
            "order_class",
            "order_tag_id",
            "price_class",
            "pricelist_id",
        ],
    }

    company_id = fields.Many2one("res.company", readonly=True)
    date = fields.Date(readonly=True)
    partner_id = fields.Many2one("res.partner", readonly=True)
    partner_class = fields.Selection(PARTNER_CLASSES, readonly=True)
    customer_type = fields.Selection(CUSTOMER_TYPES, readonly=True)
    is_person = fields.Boolean(readonly=True)
    is_local = fields.Boolean("In the territory", readonly=True)
    is_refund = fields.Boolean("Credit note", readonly=True)
    has_social_clause = fields.Boolean("Social clause", readonly=True)
    is_solidarity = fields.Boolean("Solidarity price", readonly=True)
    amount = fields.Float(readonly=True)
    analytic_distribution = fields.Json(readonly=True)

    @property
    def _table_query(self) -> SQL:
        return SQL(
            """
            SELECT sale.*,
                   COALESCE(sale.partner_class, CASE WHEN sale.is_person THEN 'household' END)
                       AS customer_type
              FROM (
                SELECT line.id, line.company_id, line.date, partner.id AS partner_id,
                       CASE WHEN partner.id IS NOT NULL
                            THEN NOT COALESCE(partner.is_company, FALSE) END AS is_person,
                       move.move_type = 'out_refund' AS is_refund,
                       -line.balance AS amount, line.analytic_distribution,
                       ordered.has_social_clause, ordered.is_solidarity, %(partner)s
                  FROM account_move_line line
                  JOIN account_move move ON move.id = line.move_id
                  %(joins)s
                 CROSS JOIN LATERAL (%(ordered)s) ordered
                 WHERE line.parent_state = 'posted'
                   AND line.display_type = 'product'
                   AND move.move_type IN ('out_invoice', 'out_refund', 'out_receipt')
                   AND %(sales)s
              ) sale
            """,
            partner=PARTNER_COLUMNS,
            joins=PARTNER_JOINS,
            ordered=self._ordered(),
            sales=SALES,
        )

    def _ordered(self) -> SQL:
        """What the orders of an invoice line tell; no order: nothing."""
        return SQL(
            """
            SELECT bool_or(EXISTS (
                       SELECT 1
                         FROM sale_order_tag_rel tag
                         JOIN impact_mapping m ON m.order_tag_id = tag.tag_id
                        WHERE tag.order_id = sale_order.id AND m.company_id = line.company_id
                   )) FILTER (WHERE EXISTS (
                       SELECT 1 FROM impact_mapping m
                        WHERE m.order_class IS NOT NULL AND m.company_id = line.company_id
                   )) AS has_social_clause,
                   bool_or(EXISTS (
                       SELECT 1 FROM impact_mapping m
                        WHERE m.pricelist_id = sale_order.pricelist_id
                          AND m.company_id = line.company_id
                   )) FILTER (WHERE EXISTS (
                       SELECT 1 FROM impact_mapping m
                        WHERE m.price_class IS NOT NULL AND m.company_id = line.company_id
                   )) AS is_solidarity
              FROM sale_order_line_invoice_rel link
              JOIN sale_order_line ON sale_order_line.id = link.order_line_id
              JOIN sale_order ON sale_order.id = sale_order_line.order_id
             WHERE link.invoice_line_id = line.id
            """
        )
