from odoo import fields, models
from odoo.tools import SQL

# A town as people write it on two days: no accents, signs, capitals or French sorting office.
TOWN = SQL(
    r"""NULLIF(btrim(regexp_replace(regexp_replace(upper(regexp_replace(
        normalize(partner.city, NFKD), '[\u0300-\u036f]', '', 'g')),
        '[^[:alnum:]]+', ' ', 'g'), ' CEDEX( .*)?$', '')), '')"""
)


class ImpactCustomerLine(models.Model):
    """One row per line of a posted customer invoice: who is served, and where.

    ``municipality``: country and town of the customer's enterprise (commercial entity); where
    the country is not named, the company's own is meant. Unknown without a town.
    """

    _name = "impact.customer.line"
    _description = "Customer line"
    _auto = False
    _order = "date"
    _depends = {
        "account.move.line": [
            "analytic_distribution",
            "company_id",
            "date",
            "display_type",
            "move_id",
            "parent_state",
            "partner_id",
        ],
        "account.move": ["move_type"],
        "res.partner": ["city", "commercial_partner_id", "country_id"],
        "res.company": ["account_fiscal_country_id"],
    }

    company_id = fields.Many2one("res.company", readonly=True)
    date = fields.Date(readonly=True)
    partner_id = fields.Many2one("res.partner", readonly=True)
    municipality = fields.Char(readonly=True)
    analytic_distribution = fields.Json(readonly=True)

    @property
    def _table_query(self) -> SQL:
        return SQL(
            """
            SELECT line.id, line.company_id, line.date, partner.id AS partner_id,
                   COALESCE(country.code, own_country.code, '') || '-' || %s AS municipality,
                   line.analytic_distribution
              FROM account_move_line line
              JOIN account_move move ON move.id = line.move_id
              JOIN res_company company ON company.id = line.company_id
              LEFT JOIN res_partner contact ON contact.id = line.partner_id
              LEFT JOIN res_partner partner ON partner.id = contact.commercial_partner_id
              LEFT JOIN res_country country ON country.id = partner.country_id
              LEFT JOIN res_country own_country
                     ON own_country.id = company.account_fiscal_country_id
             WHERE line.parent_state = 'posted'
               AND line.display_type = 'product'
               AND move.move_type IN ('out_invoice', 'out_receipt')
            """,
            TOWN,
        )
