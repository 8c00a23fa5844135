from odoo import api, fields, models

from ..sources import evaluation
from ..sources.request import Slot
from .impact_indicator import AUTOMATIC_KINDS
from .tally import Tally


class ImpactComputation(models.AbstractModel):
    """Computes figures as the service account and stores them."""

    _name = "impact.computation"
    _description = "Computation of results"

    @api.model
    def _service_env(self, companies):
        """The environment in which sources are read: that of the service account."""
        service = self.env.ref("vises_impact.user_service")
        return (
            self.with_user(service)
            .with_context(allowed_company_ids=companies.ids, active_test=False)
            .env
        )

    @api.model
    def _run(self, indicators, companies, scopes, periods):
        """Compute, hide, store; say what became of the figures."""
        # sudo: whoever may compute sees the same definitions and scopes as the
        # service account; figures come back hidden where they must be.
        indicators = indicators.sudo()
        if indicators.company_id and len(companies) > 1:
            # A code may be another indicator of its own in each company.
            runs = (self._run(indicators, one, scopes, periods) for one in companies)
            return sum(runs, Tally())
        indicators = indicators.filtered(lambda i: i.company_id <= companies)
        versions = self._versions(indicators)
        scopes = scopes.sudo().filtered(lambda scope: scope.company_id in companies)
        if not (versions and scopes and periods):
            return Tally()
        figures = self._exact_figures(versions, scopes, periods)
        figures = self.env["impact.disclosure"]._hide(figures, scopes, periods)
        wanted = set(indicators.ids)
        figures = [f for f in figures if f.version.indicator_id.id in wanted]
        figures = self._survey_figures(figures, scopes, periods)
        tally = self._store(self._rows(figures, scopes, periods))
        self.env["impact.refresh"]._stamp(indicators & versions.indicator_id, scopes, periods)
        return tally

    @api.model
    def _exact_figures(self, versions, scopes, periods):
        """The figures of definitions as they are counted, before anything is hidden."""
        env = self._service_env(scopes.company_id)
        slots = [Slot.of(scope) for scope in scopes]
        return evaluation.compute(env, versions.with_env(env), slots, periods)

    def _versions(self, indicators):
        """Current versions of the automatic ones, with those they are worked out from."""
        versions = self.env["impact.indicator.version"].sudo()
        todo = indicators
        while todo:
            fresh = todo.current_version_id.filtered(
                lambda version: version.kind in AUTOMATIC_KINDS and not version._is_typed_only()
            )
            versions |= fresh
            codes = set().union(*(version._parsed_formula().codes for version in fresh))
            todo = fresh.indicator_id._by_codes(codes) - versions.indicator_id
        return versions

    def _threshold_of(self, scopes):
        companies = {scope.id: scope.company_id for scope in scopes}
        # sudo: the thresholds of the companies are no secret.
        settings = {
            (setting.indicator_id.id, setting.company_id.id): setting.threshold
            for setting in self.env["impact.indicator.setting"]
            .sudo()
            .search([("threshold", ">", 0)])
        }

        def threshold(version, scope_id: int) -> int:
            company = companies[scope_id]
            own = settings.get((version.indicator_id.id, company.id), 0)
            return max(own, company._impact_smallest_group())

        return threshold

    def _rows(self, figures, scopes, periods) -> list[dict]:
        cells = self.env["impact.cell"]._by_key({figure.cell for figure in figures})
        by_id = {scope.id: scope for scope in scopes}
        now = fields.Datetime.now()
        closed = {scope.id: self._closed_until(scope.company_id) for scope in scopes}
        today = fields.Date.context_today(self)
        rows = []
        for figure in figures:
            scope, period = by_id[figure.scope_id], periods[figure.position]
            lock = closed[scope.id]
            rows.append(
                {
                    **self._figure_values(figure),
                    "indicator_id": figure.version.indicator_id.id,
                    "version_id": figure.version.id,
                    "company_id": scope.company_id.id,
                    "organisation_id": scope.company_id.partner_id.id,
                    "scope_id": scope.id,
                    "period_type": period.period_type,
                    "date_from": period.start,
                    "date_to": period.last,
                    "cell_id": cells[figure.cell],
                    "theme": figure.version.indicator_id.theme,
                    "origin": "computed",
                    "state": "draft",
                    "provisional": figure.provisional
                    or period.last >= today
                    or (figure.uses_ledger and (not lock or period.last > lock)),
                    "computed_at": now,
                    "create_uid": self.env.uid,
                    "create_date": now,
                    "write_uid": self.env.uid,
                    "write_date": now,
                }
            )
        return rows

    def _closed_until(self, company):
        """Last day on which nobody may post any more; None when nothing is locked.

        A branch is bound by the lock dates of the companies above it as well.
        """
        # sudo: lock dates of parent companies, which the reader may not belong to.
        above = company.sudo().parent_ids
        days = above.mapped("fiscalyear_lock_date") + above.mapped("hard_lock_date")
        return max(filter(None, days), default=None)

    def _figure_values(self, figure) -> dict:
        quantity = figure.quantity
        hidden = figure.hidden
        shown = not hidden
        return {
            "value": quantity.value if shown else None,
            "numerator": figure.numerator if shown and quantity.is_known else None,
            "denominator": figure.denominator if shown and quantity.is_known else None,
            "count": figure.count if shown and quantity.is_known else None,
            "exact_value": quantity.value,
            "exact_numerator": figure.numerator,
            "exact_denominator": figure.denominator,
            "exact_count": figure.count,
            "exact_status": quantity.status,
            "provenance": figure.proof,
            "status": "suppressed" if hidden else quantity.status,
            "reason": quantity.reason,
            "coverage": figure.coverage if shown and quantity.is_known else None,
        }
