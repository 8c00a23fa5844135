"""What the table "Impact and finance" says of each indicator, in one period and the one before."""

from dataclasses import dataclass

from markupsafe import Markup
from odoo import models
from odoo.fields import Domain
from odoo.tools import float_compare

from ..engine.period import Period, split
from ..engine.quantity import STATUSES_WITH_VALUE as KNOWN
from ..models.impact_indicator import AUTOMATIC_KINDS
from ..models.impact_result_parts import PARTS, WHOLES
from ..report import chart

SETS = {"finance": "vises_impact.set_finance", "impact": "vises_impact.set_impact"}


@dataclass(frozen=True)
class Side:
    """A figure of one period, as its reader may see it.

    :param result: the record behind it; empty where there is none, or where the figure is
        put together from those of its months or quarters.
    :param value: None where there is none to show; ``text`` says why.
    :param note: what to bear in mind, and what to do where the figure is not there.
    :param part_type: kind of the periods it is put together from; else "".
    :param is_hidden: whether there is one that the reader may not see.
    """

    result: object
    value: float | None
    text: str
    note: str = ""
    part_type: str = ""
    is_hidden: bool = False


@dataclass(frozen=True)
class Row:
    """One indicator of the table.

    :param change: the figure less the one before, with its sign; "" where one is missing.
    :param sign: 1, 0 or -1; None where there is no change to tell.
    :param evolution: ``wished``, ``unwished`` or ``stable``; False: not to be judged.
    """

    indicator: object
    now: Side
    before: Side
    target: object
    change: str
    sign: int | None
    evolution: str | bool

    @property
    def arrow(self) -> Markup:
        if self.sign is None:
            return Markup()
        good = {"wished": True, "unwished": False}.get(self.evolution)
        # Markup: the chart module makes it of numbers only.
        return Markup(chart.arrow(self.sign, good))


class ImpactFinanceTable(models.TransientModel):
    _inherit = "impact.finance.table"

    def _halves(self, audience="internal", periods=()) -> dict[str, list[Row]]:
        """The rows of both halves.

        Everything is read from results and targets with the reader's own rights, and the
        number of statements does not grow with the indicators. A period without figures
        of its own is put together from its months, else its quarters, as each definition
        says: a ratio from its sums.

        :param audience: ``internal`` or ``public``: to the public, larger groups are hidden,
            and nothing is put together from parts.
        :param periods: the period and the one before; those chosen, unless they are given.
        """
        self.ensure_one()
        halves = self._indicators_by_half()
        everything = halves["finance"] | halves["impact"]
        periods = periods or (self._period(), self._period_before())
        stored = self._stored(everything, periods)
        view = self.env["impact.publication.view"]
        hidden = view._hidden(stored, view._recipient(audience, self.company_id))
        sides = {
            (result.indicator_id, result.date_from): self._side(result, result in hidden)
            for result in stored
        }
        if audience == "internal":
            for period in periods:
                there = {indicator.id for indicator, start in sides if start == period.start}
                lacking = everything.browse(set(everything.ids) - there)
                sides |= self._from_parts(lacking, period)
        targets = {
            target.indicator_id: target
            for target in self.env["impact.target"].search(
                self._place_domain(everything, periods[:1])
            )
        }
        return {
            half: [self._row(indicator, periods, sides, targets) for indicator in indicators]
            for half, indicators in halves.items()
        }

    def _indicators_by_half(self) -> dict:
        """Indicators of the two sets; beside them, those that assessments of the scope follow."""
        finance, impact = (self.env.ref(SETS[half]).indicator_ids for half in SETS)
        lines = self.env["impact.assessment.indicator"].search(
            [
                ("assessment_id.company_id", "=", self.company_id.id),
                ("assessment_id.scope_id", "=", self.scope_id.id),
                ("assessment_id.active", "=", True),
            ]
        )
        halves = {"finance": finance, "impact": (impact | lines.indicator_id) - finance}
        of_sets = finance | impact
        return {
            half: indicators.filtered(
                lambda one: one.active and one.company_id <= self.company_id
            ).sorted(lambda one: (one not in of_sets, one.unit == "percent"))
            for half, indicators in halves.items()
        }

    def _place_domain(self, indicators, periods) -> Domain:
        company = self.company_id
        dates = Domain.OR(
            Domain("date_from", "=", period.start) & Domain("date_to", "=", period.last)
            for period in periods
        )
        return dates & Domain(
            [
                ("indicator_id", "in", indicators.ids),
                ("company_id", "=", company.id),
                ("organisation_id", "=", company.partner_id.id),
                ("scope_id", "=", self.scope_id.id),
                ("period_type", "=", self.period_type),
            ]
        )

    def _stored(self, indicators, periods):
        total = Domain("cell_id.key", "=", "")
        return self.env["impact.result"].search(self._place_domain(indicators, periods) & total)

    def _side(self, result, hidden=False) -> Side:
        status = "suppressed" if hidden else result.status
        known = status in KNOWN
        notes = []
        if status == "estimated":
            notes.append(self.env._("estimated"))
        if known and result.provisional:
            notes.append(self.env._("provisional"))
        if status in ("missing", "not_applicable") and result.reason_text:
            notes.append(result.reason_text)
        if status == "missing" and result.origin != "computed":
            notes.append(self._to_do(result.indicator_id))
        value = result.value if known else None
        text = result._shown(value, status)
        return Side(result, value, text, " · ".join(notes), is_hidden=status == "suppressed")

    def _to_do(self, indicator) -> str:
        """What fills a gap."""
        if indicator.kind in AUTOMATIC_KINDS:
            return self.env._("Compute the figures of this period.")
        return self.env._("Ask for it in a campaign, or type it as a result.")

    def _from_parts(self, indicators, period: Period) -> dict:
        """Figures of ``indicators`` from their months, or else from their quarters."""
        sides = {}
        for part_type in PARTS if self.period_type in WHOLES else ():
            parts = split(part_type, period.start, period.last)
            fills = (parts[0].start, parts[-1].stop) == (period.start, period.stop)
            if part_type == self.period_type or not fills:
                continue
            for indicator, *totals in self._part_totals(indicators, parts):
                if (indicator, period.start) not in sides:
                    sides[indicator, period.start] = self._joined(
                        indicator, part_type, parts, *totals
                    )
        return sides

    def _part_totals(self, indicators, parts):
        """One statement: by indicator, the total of its parts and what there is of them."""
        company = self.company_id
        return self.env["impact.result.analysis"]._read_group(
            [
                ("indicator_id", "in", indicators.ids),
                ("company_id", "=", company.id),
                ("organisation_id", "=", company.partner_id.id),
                ("scope_id", "=", self.scope_id.id),
                ("cell_id.key", "=", ""),
                ("period_type", "=", parts[0].period_type),
                ("date_from", ">=", parts[0].start),
                ("date_to", "<=", parts[-1].last),
            ],
            ["indicator_id"],
            ["value:avg", "__count", "status:array_agg_distinct", "provisional:bool_or"],
        )

    def _joined(self, indicator, part_type, parts, total, count, statuses, provisional) -> Side:
        """The figure of a period from its parts; missing where one of them is."""
        nothing = self.env["impact.result"]
        whole = count == len(parts) and total is not None and total is not False
        if not whole:
            hidden = "suppressed" in statuses
            text = self.env._("small group") if hidden else self.env._("not measured")
            if hidden and indicator.privacy == "disclosive":
                text = self.env._("not released")
            return Side(nothing, None, text, "" if hidden else self._to_do(indicator), part_type)
        value = float(total)
        notes = [
            self.env._("from its months")
            if part_type == "month"
            else self.env._("from its quarters")
        ]
        if "estimated" in statuses:
            notes.append(self.env._("estimated"))
        if provisional:
            notes.append(self.env._("provisional"))
        text = indicator._format(value, self.company_id)
        return Side(nothing, value, text, " · ".join(notes), part_type)

    def _row(self, indicator, periods, sides, targets) -> Row:
        missing = Side(
            self.env["impact.result"], None, self.env._("not measured"), self._to_do(indicator)
        )
        now, before = (sides.get((indicator, period.start), missing) for period in periods)
        change, sign, evolution = "", None, False
        if now.value is not None and before.value is not None and indicator.unit != "yes_no":
            sign = float_compare(now.value, before.value, precision_digits=indicator.decimals)
            change = indicator._change_text(now.value, before.value)
            evolution = indicator._evolution(now.value, before.value)
        target = targets.get(indicator, self.env["impact.target"])
        return Row(indicator, now, before, target, change, sign, evolution)
