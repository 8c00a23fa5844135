"""The figures that formulas are worked out from, whatever made them.

A figure stands where it was typed, answered, imported, validated or locked: readers see it,
and no computation replaces it. Formulas read those that stand; others are computed in the
same pass. All that stand are fetched in one statement, for all formulas, scopes and periods.

Where a period has no figure of its own, its months are put together as their definition
says, or else its quarters: only those that were typed and are not about people, since what
is hidden is decided period by period.
"""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from types import SimpleNamespace

from odoo.tools import SQL

from ..engine import aggregation
from ..engine.period import Period, split
from ..engine.quantity import Quantity
from .request import TOTAL, Request, values_list

# What a period is put together from: months where there are any, else quarters.
PARTS = ("month", "quarter")
# Those with which a figure stands against a computation.
FROZEN_STATES = ("validated", "locked")

STANDING = """
SELECT indicator.code, result.scope_id, asked.position, COALESCE(cell.key, '') AS cell,
       result.period_type, result.date_from, result.version_id, result.reason,
       result.coverage, result.provisional OR result.state NOT IN %(frozen)s AS provisional,
       result.status = 'suppressed' AS hidden,
       result.exact_value AS value, result.exact_numerator AS numerator,
       result.exact_denominator AS denominator, result.exact_count AS count,
       COALESCE(result.exact_status, result.status) AS status,
       result.period_type = asked.period_type AND result.date_from = asked.first
           AND result.date_to = asked.last AS whole
  FROM impact_result result
  JOIN impact_indicator indicator ON indicator.id = result.indicator_id
  JOIN impact_cell cell ON cell.id = result.cell_id
  JOIN res_company company ON company.id = result.company_id
   AND company.partner_id = result.organisation_id
  JOIN %(periods)s AS asked(position, period_type, first, last)
    ON (result.period_type = asked.period_type AND result.date_from = asked.first
        AND result.date_to = asked.last)
    OR (result.period_type IN %(parts)s AND result.period_type <> asked.period_type
        AND result.date_from >= asked.first AND result.date_to <= asked.last
        AND result.origin <> 'computed' AND indicator.privacy IN ('none', 'public_role'))
 WHERE indicator.code IN %(codes)s
   AND result.scope_id IN %(scopes)s
   AND (result.origin <> 'computed' OR result.state IN %(frozen)s)
 ORDER BY result.id
"""


@dataclass(frozen=True)
class Operand:
    """A figure that others are worked out from.

    :param provisional: it may still change: nobody validated it, or its period is open.
    :param hidden: readers inside the enterprise do not see it, nor what tells of it.
    :param made: ``standing``, ``computed``, ``nothing``, or the kind of period that it was put
        together from.
    """

    quantity: Quantity
    coverage: Decimal | None = None
    provisional: bool = False
    uses_ledger: bool = False
    hidden: bool = False
    made: str = "standing"

    @classmethod
    def computed(cls, figure) -> "Operand":
        return cls(
            figure.quantity,
            figure.coverage,
            figure.provisional,
            figure.uses_ledger,
            figure.hidden,
            "computed",
        )

    @property
    def told(self) -> dict:
        """What a proof says of it."""
        value = self.quantity.value
        return {
            "value": None if value is None else f"{value.normalize():f}",
            "status": self.quantity.status,
            "made": self.made,
        }


NO_FIGURE = Operand(Quantity(None, "missing", "no_figure"), made="nothing")


class Operands:
    """Figures by (code, scope id, period position, cell), while others are computed."""

    def __init__(self, standing: dict, parts: dict) -> None:
        self._standing = standing
        self._parts = parts
        self._computed: dict[tuple, Operand] = {}
        self._cells: dict[tuple, set[str]] = defaultdict(set)
        for code, scope_id, position, cell in (*standing, *parts):
            self._cells[code, scope_id, position].add(cell)

    @classmethod
    def stored(cls, env, codes, request: Request) -> "Operands":
        """The figures of these codes that stand.

        :param env: that of the service account.
        """
        standing, parts = {}, defaultdict(list)
        together = env["impact.aggregation"]
        for row in _rows(env, codes, request) if codes else ():
            key = (row.code, row.scope_id, row.position, row.cell)
            if row.whole:
                figure = together._figure(row, request.periods[row.position])
                standing[key] = _operand(figure, [row], "standing")
            else:
                parts[key].append(row)
        put_together = {
            key: _of_parts(env, rows, request.periods[key[2]]) for key, rows in parts.items()
        }
        return cls(standing, {key: one for key, one in put_together.items() if one})

    def put(self, code: str, figures):
        """Let figures be read that were just computed."""
        for figure in figures:
            place = (code, figure.scope_id, figure.position)
            self._computed[(*place, figure.cell)] = Operand.computed(figure)
            self._cells[place].add(figure.cell)

    def get(self, code: str, scope_id: int, position: int, cell: str) -> Operand:
        """The figure that stands, else the computed one, else that of its parts."""
        key = (code, scope_id, position, cell)
        if key in self._standing:
            return self._standing[key]
        computed = self._computed.get(key)
        if computed and computed.quantity.status != "missing":
            return computed
        return self._parts.get(key) or computed or NO_FIGURE

    def cells(self, codes, scope_id: int, position: int) -> list[str]:
        """The cells of breakdowns that all of these codes have."""
        cells = [self._cells.get((code, scope_id, position), set()) for code in codes]
        return sorted(set.intersection(*cells) - {TOTAL}) if cells else []


def _rows(env, codes, request: Request) -> list[SimpleNamespace]:
    env["impact.result"].flush_model()
    periods = [
        (position, period.period_type, period.start, period.last)
        for position, period in enumerate(request.periods)
    ]
    rows = env.execute_query_dict(
        SQL(
            STANDING,
            periods=values_list(periods, ("int", "varchar", "date", "date")),
            parts=PARTS,
            codes=tuple(sorted(codes)),
            scopes=tuple(slot.scope_id for slot in request.slots),
            frozen=FROZEN_STATES,
        )
    )
    return [SimpleNamespace(**row) for row in rows]


def _operand(figure, rows, made: str) -> Operand:
    reasons = {"missing": "no_figure", "not_applicable": "no_meaning"}
    return Operand(
        Quantity(figure.value, figure.status, figure.reason or reasons.get(figure.status)),
        figure.coverage,
        figure.provisional,
        hidden=any(row.hidden for row in rows),
        made=made,
    )


def _of_parts(env, rows, whole: Period) -> Operand | None:
    """A figure from those of its months or quarters; None where they make none."""
    for part_type in PARTS:
        found = {row.date_from: row for row in rows if row.period_type == part_type}
        version = env["impact.indicator.version"].browse({row.version_id for row in found.values()})
        # Figures of several definitions do not add up.
        if len(version) != 1 or version.aggregation_time == "none":
            continue
        periods = split(part_type, whole.start, whole.last)
        if (periods[0].start, periods[-1].stop) != (whole.start, whole.stop):
            continue
        together = env["impact.aggregation"]
        figures = [together._figure(found.get(period.start), period) for period in periods]
        figure = aggregation.over_time(version.aggregation_time, figures, together._factor(version))
        return _operand(figure, found.values(), part_type)
    return None
