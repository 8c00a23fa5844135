"""Figures put together: a year from its months, an enterprise from its scopes, several."""

from dataclasses import replace
from decimal import Decimal

from odoo import api, models

from ..engine import aggregation
from ..engine import formula as engine_formula
from ..engine.aggregation import Figure
from ..engine.period import Period, split
from ..sources.request import decimal_of


class ImpactAggregation(models.AbstractModel):
    """Results put together over time, scopes and companies, as their definition says.

    It reads the figures that the reader may see, as he or she may see them: what is
    hidden stays hidden, and what is put together with it as well. A part that there is
    no result for is missing, never zero: the whole is then estimated, with the share of
    its parts that is known as coverage. See ``engine.aggregation``.
    """

    _name = "impact.aggregation"
    _description = "Results put together"

    @api.model
    def _over_time(self, indicator, scope, whole: Period, part_type: str, cell=None):
        """The figure of a period from those of its parts, such as a year from its months.

        :param part_type: kind of the parts; they have to fill the period.
        :param cell: of a breakdown; None: the total.
        :return: an engine Figure; None where periods of that kind do not fill the whole.
        """
        parts = split(part_type, whole.start, whole.last)
        if parts[0].start != whole.start or parts[-1].stop != whole.stop:
            return None
        found = self._results(indicator, scope, parts, cell)
        by_start = {result.date_from: result for result in found}
        figures = [self._figure(by_start.get(period.start), period) for period in parts]
        if len(found.version_id) > 1:
            return self._not_applicable(figures, "several_definitions")
        version = found.version_id or indicator.current_version_id
        return aggregation.over_time(version.aggregation_time, figures, self._factor(version))

    @api.model
    def _over_scopes(self, indicator, scopes, period: Period, cell=None):
        """The figure of several scopes of one company, or of companies, in a period.

        Amounts in several currencies are told in that of the current company, if it is
        one of them, else in that of the first: see ``impact.exchange`` for the rate.

        :param scopes: apart from each other: what two of them share counts twice. Those
            of kind "enterprise" stand for their companies.
        :return: an engine Figure.
        """
        found = self._results(indicator, scopes, [period], cell)
        by_scope = {result.scope_id: result for result in found}
        figures = [self._figure(by_scope.get(scope), period) for scope in scopes]
        if len(found.version_id) > 1:
            return self._not_applicable(figures, "several_definitions")
        version = found.version_id or indicator.current_version_id
        if indicator.unit == "currency":
            rates = self._rates(scopes.company_id, period, version.aggregation_time)
            if None in rates.values():
                return self._not_applicable(figures, "no_exchange_rate")
            figures = [
                _exchanged(figure, rates[scope.company_id.currency_id])
                for scope, figure in zip(scopes, figures, strict=True)
            ]
        method = version.aggregation_organisation
        if method == "last":  # of several organisations, none is the last
            return self._not_applicable(figures, "not_aggregated")
        return aggregation.over_organisations(method, figures, self._factor(version))

    @api.model
    def _over_companies(self, indicator, companies, period: Period, cell=None):
        """The figure of several companies, each with the whole of its enterprise."""
        scopes = self.env["impact.scope"].union(
            *(company._impact_default_scope() for company in companies)
        )
        return self._over_scopes(indicator, scopes, period, cell)

    def _rates(self, companies, period: Period, method: str) -> dict:
        """What each currency of some companies is worth in that of one of them."""
        teller = self.env.company if self.env.company in companies else companies[:1]
        return {
            currency: self.env["impact.exchange"]._rate(currency, teller, period, method)
            for currency in companies.currency_id
        }

    def _results(self, indicator, scopes, periods, cell):
        """The results on these scopes and periods, of their own companies."""
        found = self.env["impact.result"].search(
            [
                ("indicator_id", "=", indicator.id),
                ("scope_id", "in", scopes.ids),
                ("period_type", "=", periods[0].period_type),
                ("date_from", "in", [period.start for period in periods]),
                ("date_to", "in", [period.last for period in periods]),
                ("cell_id", "=", cell.id) if cell else ("cell_id.key", "=", ""),
            ]
        )
        return found.filtered(lambda r: r.organisation_id == r.company_id.partner_id)

    def _not_applicable(self, figures, reason: str) -> Figure:
        return Figure(
            value=None,
            status="not_applicable",
            reason=reason,
            start=min(figure.start for figure in figures),
            stop=max(figure.stop for figure in figures),
        )

    def _factor(self, version) -> Decimal:
        """What a ratio of this definition is multiplied with: 100 for a percentage."""
        if version.formula or version.term_ids:
            ratio = engine_formula.ratio(version._parsed_formula())
            return ratio.factor if ratio else Decimal(1)
        return Decimal(100 if version.indicator_id.unit == "percent" else 1)

    def _figure(self, result, period: Period) -> Figure:
        """A result as the engine takes it; a missing one where there is none."""
        if not result:
            return Figure(value=None, status="missing", start=period.start, stop=period.stop)
        known = result.value is not None
        return Figure(
            value=decimal_of(result.value),
            status=result.status,
            reason=result.reason or None,
            start=period.start,
            stop=period.stop,
            numerator=decimal_of(result.numerator) if known else None,
            denominator=decimal_of(result.denominator) if known else None,
            coverage=decimal_of(result.coverage),
            count=None if result.count is None else int(result.count),
            provisional=result.provisional,
        )


def _exchanged(figure: Figure, rate: Decimal) -> Figure:
    """An amount in another currency; of a ratio, the upper part is one."""
    if rate == 1 or not figure.is_known:
        return figure
    part = figure.numerator
    return replace(
        figure, value=figure.value * rate, numerator=None if part is None else part * rate
    )
