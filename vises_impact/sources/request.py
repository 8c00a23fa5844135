"""What is asked of the sources, and what they answer."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from odoo.tools import SQL

from ..engine.period import Period

TOTAL = ""
WHOLE = Decimal(1)
CASTS = {
    "bool": SQL("bool"),
    "date": SQL("date"),
    "int": SQL("int"),
    "int4": SQL("int4"),
    "int[]": SQL("int[]"),
    "jsonb": SQL("jsonb"),
    "numeric": SQL("numeric"),
    "timestamp": SQL("timestamp"),
    "varchar": SQL("varchar"),
}


@dataclass(frozen=True)
class Slot:
    """One scope of one company, with what narrows its records.

    :param departments: ids that staff records must belong to; None: all of them.
    :param analytic_accounts: ids that ledger records are distributed to; None: all.
    """

    scope_id: int
    company_id: int
    departments: tuple[int, ...] | None = None
    analytic_accounts: tuple[int, ...] | None = None

    @classmethod
    def of(cls, scope) -> "Slot":
        if scope.kind == "enterprise":
            return cls(scope.id, scope.company_id.id)
        return cls(
            scope.id,
            scope.company_id.id,
            tuple(scope._all_department_ids()),
            tuple(scope.analytic_account_ids.ids),
        )


@dataclass(frozen=True)
class Request:
    """All terms, scopes and periods of a batch; periods are told by their position."""

    terms: tuple
    slots: tuple[Slot, ...]
    periods: tuple[Period, ...]
    bases: frozenset[int] = frozenset()
    """Ids of the terms whose base the formula uses."""
    parameters: dict[tuple[str, int, int], Decimal] = field(default_factory=dict)
    """Values of dated parameters by (code, scope id, period position)."""

    def of_engine(self, engine: str) -> tuple:
        return tuple(term for term in self.terms if term.source_id.engine == engine)

    @property
    def company_ids(self) -> tuple[int, ...]:
        return tuple(sorted({slot.company_id for slot in self.slots}))


class Observation(NamedTuple):
    """What a source saw for one term, scope, period and cell.

    :param value: the measure over the records that count; None when none does and
        the measure has no zero (average, minimum, maximum).
    :param weight: denominator of an average; else None.
    :param base: the measure over the records whose filter is known, for shares.
    :param count: people (or records) that count; ``base_count``: those of the base.
    :param known, considered: how much of the population could be judged, in people,
        records or amounts: coverage is their quotient.
    :param present: whether the source was in use at all by then.
    :param reason: why there is no value, if there is none.
    """

    value: Decimal | None = None
    weight: Decimal | None = None
    base: Decimal | None = None
    count: int = 0
    base_count: int = 0
    known: Decimal = Decimal(0)
    considered: Decimal = Decimal(0)
    present: bool = True
    reason: str | None = None

    @property
    def coverage(self) -> Decimal:
        return self.known / self.considered if self.known < self.considered else WHOLE


class Observations:
    """Answers by term id, then (scope id, period position), then key of the cell."""

    def __init__(self) -> None:
        self.by_term: dict[int, dict[tuple[int, int], dict[str, Observation]]] = defaultdict(
            lambda: defaultdict(dict)
        )

    def put(self, term, scope_id: int, position: int, cell: str, seen: Observation):
        self.by_term[term.id][scope_id, position][cell] = seen

    def refuse(self, term_id: int, place: tuple[int, int], reason: str):
        """Let a term have no figure in a scope and period, and no zero."""
        cells = self.by_term[term_id][place]
        cells.update(dict.fromkeys(cells, Observation(present=False, reason=reason)))


def columns(names, table: str | None = None) -> SQL:
    """A list of columns, of one table where it is named."""
    return SQL(", ").join(
        SQL.identifier(table, name) if table else SQL.identifier(name) for name in names
    )


def values_list(rows: list[tuple], types: tuple[str, ...]) -> SQL:
    """``VALUES`` with the types spelled out in the first row, so that NULLs pass."""
    typed = [SQL("%s::%s", value, CASTS[kind]) for value, kind in zip(rows[0], types, strict=True)]
    lines = [SQL("(%s)", SQL(", ").join(typed))]
    for row in rows[1:]:
        lines.append(SQL("(%s)", SQL(", ").join(SQL("%s", value) for value in row)))
    return SQL("(VALUES %s)", SQL(", ").join(lines))


def decimal_of(number) -> Decimal | None:
    """A number of the database as it is written; nothing stays nothing."""
    return None if number is None else Decimal(str(number))
