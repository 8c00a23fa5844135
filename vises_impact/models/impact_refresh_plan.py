"""Which figures the scheduled job keeps up to date."""

from datetime import timedelta

from dateutil.relativedelta import relativedelta
from odoo import api, fields, models

from ..engine.period import containing
from .impact_indicator import AUTOMATIC_KINDS
from .impact_result import FROZEN_STATES

LONG_CLOSED = relativedelta(months=13)


class ImpactRefresh(models.Model):
    # One file for each side of the refresh keeps them short.
    _inherit = "impact.refresh"

    @api.model
    def _want_open_periods(self, states):
        """Let the figures of open periods wait.

        Those are left alone that were computed today, or that would come out the same.
        """
        now = fields.Datetime.now()
        same = self._unchanged_places(states)
        places = [
            (indicator, scope, period)
            for indicator, scope, period in self._open_places()
            if (indicator.id, scope.id, period) not in same
        ]
        self._want(places, before=now.replace(hour=0, minute=0, second=0))

    @api.model
    def _open_places(self) -> list[tuple]:
        """(indicator, scope, period) of all figures that are kept up to date.

        Automatic indicators that a company uses, or follows in an open assessment: the
        current and the last period of their frequency, and of the year, in the whole
        enterprise and in the scopes of the assessments; besides these, what open
        assessments evaluate and compare with.
        """
        today = fields.Date.context_today(self)
        assessments = self.env["impact.assessment"].search([("state", "=", "open")])
        used = self.env["impact.indicator.setting"].search([("used", "=", True)])
        places = {}
        for company in used.company_id | assessments.company_id:
            own = assessments.filtered(lambda a, company=company: a.company_id == company)
            followed = own.indicator_line_ids.indicator_id
            chosen = used.filtered(lambda s, company=company: s.company_id == company)
            whole = company._impact_default_scope()
            pairs = {(indicator, whole): None for indicator in chosen.indicator_id | followed}
            for assessment in own:
                for indicator in assessment.indicator_line_ids.indicator_id:
                    pairs[indicator, assessment.scope_id] = None
            for indicator, scope in pairs:
                for period in self._lasting_periods(indicator, today):
                    places[indicator, scope, period] = None
            for place in own._unfinished_places(today):
                places[place] = None
        places = [place for place in places if place[0].active and place[0].kind in AUTOMATIC_KINDS]
        return self._not_typed(places)

    def _not_typed(self, places: list[tuple]) -> list[tuple]:
        """Without the indicators of questionnaires that a company types, having linked none."""
        asked = {
            company: self.env["impact.indicator"]
            .union(*(place[0] for place in places if place[0].kind == "survey"))
            ._asked_in(company)
            for company in {place[1].company_id for place in places}
        }
        return [
            place
            for place in places
            if place[0].kind != "survey" or place[0] in asked[place[1].company_id]
        ]

    def _lasting_periods(self, indicator, today):
        """The current and the last period of an indicator's frequency, and of the year."""
        for period_type in {indicator.frequency: None, "year": None}:
            current = containing(period_type, today)
            yield current
            yield containing(period_type, current.start - timedelta(days=1))


class ImpactAssessment(models.Model):
    _inherit = "impact.assessment"

    def _unfinished_places(self, today):
        """What assessments show and nobody has validated yet, unless it is long past."""
        for assessment in self:
            for period in (assessment._period(), assessment._comparison_period()):
                if period and period.start <= today < period.stop + LONG_CLOSED:
                    for indicator in assessment._unvalidated_indicators(period):
                        yield indicator, assessment.scope_id, period

    def _unvalidated_indicators(self, period):
        """Its indicators whose figure for a period is neither validated nor locked."""
        self.ensure_one()
        found = self._totals("impact.result", period.start, period.last)
        frozen = found.filtered(lambda result: result.state in FROZEN_STATES)
        return self.indicator_line_ids.indicator_id - frozen.indicator_id
