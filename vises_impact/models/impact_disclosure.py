"""What readers inside the enterprise see of figures of people, whoever made these."""

from decimal import Decimal
from math import ceil

from odoo import api, models
from odoo.tools import SQL

from ..engine.period import Period
from ..engine.quantity import STATUSES_WITH_VALUE as KNOWN
from ..engine.quantity import Quantity
from ..sources import guard
from ..sources.computed import ComputedFigure
from ..sources.definition import CountedTerm, of_the_group
from ..sources.hiding import codes_of, hide, needs, places_of
from ..sources.request import Slot
from .impact_result import FROZEN_STATES

# Results of people, or of pay, or worked out from others, around some periods.
KEPT = """
WITH around AS MATERIALIZED (
    SELECT min(date_from) AS first, max(date_to) AS last
      FROM impact_result
     WHERE company_id = %(company)s AND organisation_id = %(organisation)s
       AND date_from <= %(last)s AND date_to >= %(first)s),
concerned AS MATERIALIZED (
    SELECT version.id
      FROM impact_indicator_version version
      JOIN impact_indicator indicator ON indicator.id = version.indicator_id
     WHERE indicator.privacy IN ('person', 'disclosive')
        OR COALESCE(version.formula, '') ~ '[A-Z]')
SELECT result.id, result.version_id, result.indicator_id, result.scope_id,
       result.period_type, result.date_from, result.date_to,
       result.status, result.state, result.origin, cell.key AS cell
  FROM impact_result result
  JOIN impact_cell cell ON cell.id = result.cell_id
 WHERE result.company_id = %(company)s
   AND result.organisation_id = %(organisation)s
   AND result.exact_value IS NOT NULL
   AND result.version_id = ANY(ARRAY(SELECT id FROM concerned))
   AND result.date_from <= (SELECT last FROM around)
   AND result.date_to >= (SELECT first FROM around)
 ORDER BY result.id
"""


class ImpactDisclosure(models.AbstractModel):
    """Decides which results show their figures inside the enterprise.

    One place for computed, typed and imported figures. The exact figures stand in the
    ``exact_*`` columns; the shown ones are these, or nothing. What goes is decided on all
    that a reader of results meets: breakdowns, related indicators, other scopes, and the
    periods that lie inside one another. Figures that are validated or locked stay as they
    are, shown or hidden: others give way.
    """

    _name = "impact.disclosure"
    _description = "What results show"

    @api.model
    def _hide(self, figures, scopes, periods):
        """Mark the computed figures that are to be hidden, beside those kept already.

        Kept figures that have to change for their sake are changed.

        :param scopes: of one or more companies; each is judged by itself.
        """
        marked = []
        for company in scopes.company_id:
            own = scopes.filtered(lambda scope, company=company: scope.company_id == company)
            ids = set(own.ids)
            fresh = [figure for figure in figures if figure.scope_id in ids]
            marked += self._judge(fresh, own, list(periods), company.partner_id)
        return marked

    @api.model
    def _review(self, results):
        """Show or hide typed or accepted figures, and what stands beside them."""
        # sudo: exact figures decide what is shown; nothing else of them leaves.
        for (scope, organisation), some in (
            results.sudo().grouped(lambda result: (result.scope_id, result.organisation_id)).items()
        ):
            periods = list(dict.fromkeys(result._period() for result in some))
            self._judge([], scope, periods, organisation, some)

    def _judge(self, figures, scopes, periods, organisation, fresh=()):
        """Decide on ``figures`` and on what is kept around them; change the latter.

        :param fresh: results that were typed just now, whatever their state.
        """
        keys = {self._place(figure, periods[figure.position]) for figure in figures}
        kept, standing, seen = self._kept(scopes.company_id, organisation, periods, keys)
        periods = list(dict.fromkeys([*periods, *(period for _row, period in kept)]))
        position = {period: place for place, period in enumerate(periods)}
        fresh_ids = set(fresh.ids) if fresh else set()
        results = self.env["impact.result"].sudo().browse([row["id"] for row, _period in kept])
        around = [
            self._figure(result, row, position[period], result.id in fresh_ids)
            for result, (row, period) in zip(results, kept, strict=True)
        ]
        beside = [self._place(figure, periods[figure.position]) in standing for figure in figures]
        figures = self._guard_own(figures, around, scopes, periods, seen)
        judged = [figure for figure, other in zip(figures, beside, strict=True) if not other]
        threshold_of, slots = self._rules(scopes.company_id)
        answers = hide([*judged, *around], threshold_of, periods, slots)
        for result, (row, _period), answer in zip(
            results, kept, answers[len(judged) :], strict=True
        ):
            if answer.hidden != (row["status"] == "suppressed") or result.id in fresh_ids:
                result._show(not answer.hidden)
        decided = iter(answers[: len(judged)])
        # What stands beside a figure that stays is a proposal: it is judged by itself, and
        # by what it is worked out from.
        unseen = places_of(answer for answer in answers if answer.hidden)
        codes = codes_of(figures)
        return [
            self._beside(figure, needs(figure, codes, unseen), threshold_of)
            if other
            else next(decided)
            for figure, other in zip(figures, beside, strict=True)
        ]

    def _beside(self, figure, hidden: bool, threshold_of) -> ComputedFigure:
        """A proposal as it is shown; ``hidden``: it is worked out from what is."""
        return hide([figure._replace(hidden=figure.hidden or hidden)], threshold_of)[0]

    def _rules(self, company):
        # sudo: thresholds and scopes are the same for all readers of the company.
        scopes = self.env["impact.scope"].sudo().with_context(active_test=False)
        scopes = scopes.search([("company_id", "=", company.id)])
        threshold_of = self.env["impact.computation"]._threshold_of(scopes)
        return threshold_of, [Slot.of(scope) for scope in scopes]

    def _place(self, figure, period) -> tuple:
        return (figure.version.indicator_id.id, figure.scope_id, period, figure.cell)

    def _kept(self, company, organisation, periods, keys):
        """Results of people, or of pay, around these periods; those of ``keys`` that stay.

        :param keys: places of the figures that are computed anew.
        :return: rows with their periods, without those that give way to new ones; the
            places at which a figure stays; those at which one that gives way is shown.
        """
        self.env["impact.result"].flush_model()
        rows = self.env.execute_query_dict(
            SQL(
                KEPT,
                company=company.id,
                organisation=organisation.id,
                first=min(period.start for period in periods),
                last=max(period.last for period in periods),
            )
        )
        kept, standing, seen, computed = [], set(), set(), {key[:3] for key in keys}
        for row in rows:
            period = Period.inclusive(row["period_type"], row["date_from"], row["date_to"])
            place = (row["indicator_id"], row["scope_id"], period, row["cell"] or "")
            if row["state"] in FROZEN_STATES or row["origin"] != "computed":
                standing.add(place)
            elif place[:3] in computed:
                if row["status"] != "suppressed":
                    seen.add(place)
                continue
            kept.append((row, period))
        return kept, standing, seen

    def _figure(self, result, row, position: int, fresh: bool) -> ComputedFigure:
        """A kept result as it is judged."""
        stays = row["state"] in FROZEN_STATES and not fresh
        suppressed = row["status"] == "suppressed"
        return ComputedFigure(
            version=result.version_id,
            scope_id=row["scope_id"],
            position=position,
            cell=row["cell"] or "",
            quantity=Quantity(Decimal(str(result.exact_value))),
            counts=self._counts(result),
            # What the guard hid stays so until it is computed, and guarded, anew.
            hidden=suppressed and (stays or guard.is_own(result.version_id)),
            settled=stays and not suppressed,
        )

    @api.model
    def _counts(self, result) -> tuple[tuple[str, int, int], ...]:
        """People behind each term of a figure: those counted, and those among whom.

        Empty where that is not known.

        :param result: a result, or a proposal, with its exact figures.
        """
        indicator, version = result.indicator_id, result.version_id
        proof = result.provenance or {}
        terms = proof.get("terms") or {}
        if not terms and proof.get("operands"):
            return ()  # it is shown and hidden with the figures that it is worked out from
        if terms:
            group = of_the_group(
                CountedTerm.of(term, True, False) for term in version.term_ids if term.name in terms
            )
            names = {term.name for term in group} or terms.keys()
            return tuple(
                (name, terms[name]["count"], terms[name].get("base_count", terms[name]["count"]))
                for name in sorted(names)
            )
        if result.exact_denominator is not None:
            whole = int(result.exact_denominator)
            # The part of a share counts people; that of a mean is hours, days or points.
            share = indicator.unit == "percent" and not version.may_exceed_whole
            part = int(result.exact_numerator or 0) if share else whole
            return (("", part, whole),)
        number = result.exact_count
        # So many full-time posts are held by at least as many people.
        if indicator.unit == "persons" or (indicator.unit == "fte" and number is None):
            number = result.exact_value
        return () if number is None else (("", ceil(abs(number)), ceil(abs(number))),)

    @api.model
    def _shows(self, proposal) -> bool:
        """Whether a declared figure that waits for a decision may be shown by itself."""
        known = proposal.exact_status in KNOWN
        if not known:
            return True
        result = proposal.result_id
        figure = ComputedFigure(
            version=proposal.version_id or result.version_id,
            scope_id=result.scope_id.id,
            position=0,
            cell=result.cell_id.key or "",
            quantity=Quantity(Decimal(str(proposal.exact_value))),
            counts=self._counts(proposal),
        )
        threshold_of, _slots = self._rules(result.company_id)
        return not hide([figure], threshold_of)[0].hidden

    @api.model
    def _hidden_baselines(self, targets):
        """The targets whose typed starting figure would tell of a small group.

        A stored figure of that very day decides, where there is one: what it hides is not
        shown here, and what it shows is known. Others are judged like a figure that is
        typed.
        """
        # sudo: exact figures decide what is shown; nothing else of them leaves.
        targets = targets.sudo()
        typed = targets.filtered(lambda target: target.exact_baseline_value is not None)
        stored = typed._results_at_start()
        hidden = targets.browse()
        for target in typed:
            results = stored[target]
            same = results.filtered(lambda r, t=target: r.value == t.exact_baseline_value)
            if "suppressed" in results.mapped("status") or not (same or self._is_open(target)):
                hidden |= target
        return hidden

    def _is_open(self, target) -> bool:
        """Whether a typed starting figure may be shown by itself."""
        indicator, value = target.indicator_id, target.exact_baseline_value
        number = ceil(abs(value)) if indicator.unit in ("persons", "fte") else None
        figure = ComputedFigure(
            version=indicator.current_version_id,
            scope_id=target.scope_id.id,
            position=0,
            cell="",
            quantity=Quantity(Decimal(str(value))),
            counts=() if number is None else (("", number, number),),
        )
        threshold_of, _slots = self._rules(target.company_id)
        return not hide([figure], threshold_of)[0].hidden
