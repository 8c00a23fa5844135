"""Amounts of several currencies in one, at a stated rate."""

from decimal import Decimal

from odoo import api, models
from odoo.tools import SQL

# The rate in force on a day is the latest one until then; a company's own comes before
# a shared one, and its currency is what the others are told in.
MEAN_RATE = """
SELECT avg(target.rate / own.rate), count(target.rate / own.rate) = count(*)
  FROM generate_series(%(start)s::date, %(last)s::date, interval '1 day') day
  LEFT JOIN LATERAL (%(own)s) own ON TRUE
  LEFT JOIN LATERAL (%(target)s) target ON TRUE
"""
RATE = """
SELECT rate FROM res_currency_rate
 WHERE currency_id = %s AND name <= day AND (company_id = %s OR company_id IS NULL)
 ORDER BY company_id, name DESC
 LIMIT 1
"""


class ImpactExchange(models.AbstractModel):
    """The rate at which figures of one currency are told in another.

    What is added up over time is converted at the mean rate of the days of its period,
    what is taken as it stands at the end (``last``) at the rate of the last day: as
    IAS 21, paragraphs 39 and 40, has it for income and for balances.
    """

    _name = "impact.exchange"
    _description = "Exchange of amounts"

    @api.model
    def _rate(self, currency, company, period, method: str) -> Decimal | None:
        """What one unit of a currency is worth in that of a company.

        :param method: how the definition puts figures together over time.
        :return: None where the rate of a day that it takes is not known.
        """
        if currency == company.currency_id:
            return Decimal(1)
        self.env["res.currency.rate"].flush_model()
        rate, complete = self.env.execute_query(
            SQL(
                MEAN_RATE,
                start=period.last if method == "last" else period.start,
                last=period.last,
                own=self._rate_sql(currency, company),
                target=self._rate_sql(company.currency_id, company),
            )
        )[0]
        return Decimal(str(rate)) if complete else None

    def _rate_sql(self, currency, company) -> SQL:
        rate = SQL(RATE, currency.id, company.root_id.id)
        if currency != company.currency_id:
            return rate
        return SQL("SELECT COALESCE((%s), 1) AS rate", rate)
