"""Count the records of sources for all terms, scopes, periods and breakdowns.

One statement for the sources that are read from the same rows: the scopes and the days to
look at are joined as lists of values, each term is a handful of ``FILTER (WHERE …)``
aggregates, and the totals and their breakdowns are grouping sets of the same pass. A
measure that looks for the largest partner needs sums by partner first, and so a statement
of its own.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from itertools import compress
from operator import itemgetter

from odoo.tools import SQL

from .cells import cell_key
from .filters import parameters
from .judgement import VALUE_MEASURES, aggregates_of, of_cells
from .largest import observe_largest
from .request import Observation, Observations, Request
from .statement import WHOLE_PERIOD_BASES, Statement, flush, instants_of

ZERO = Decimal(0)


def observe(env, sources, request: Request, answers: Observations):
    """Note the answers of sources of engine "records".

    :param env: that of the service account: nobody else may read the sources.
    """
    together = defaultdict(list)
    for source in sources:
        env[source.model].check_access("read")
        flush(env, source)
        terms = [term for term in request.terms if term.source_id == source]
        counted = [term for term in terms if term.measure != "largest"]
        together[_tables(env[source.model])[:1] or source] += _parts(env, source, counted, request)
        for term in terms:
            if term.measure == "largest":
                observe_largest(env, source, term, request, answers)
    for parts in together.values():
        if parts:
            _observe_counts(env, parts, request, answers)
    for source in sources:
        _refuse_scopes(source, request, answers)
    _refuse_unknown_parameters(request, answers)


def _refuse_unknown_parameters(request, answers):
    """A term whose filter needs a parameter without a value has no figure."""
    terms = request.of_engine("records")
    needed = {term.id: names for term in terms if (names := parameters(term))}
    for term_id, names in needed.items():
        for place in answers.by_term[term_id]:
            if any((name, *place) not in request.parameters for name in names):
                answers.refuse(term_id, place, "no_parameter")


def _refuse_scopes(source, request, answers):
    """A scope that says nothing about this source has no figure of it, and no zero."""
    reasons = {slot.scope_id: _refusal(source, slot) for slot in request.slots}
    for term in request.terms if any(reasons.values()) else ():
        for place in answers.by_term[term.id] if term.source_id == source else ():
            if reason := reasons[place[0]]:
                answers.refuse(term.id, place, reason)


def _refusal(source, slot) -> str | None:
    if source.scope_field == "department_id":
        return "scope_without_departments" if slot.departments == () else None
    if source.scope_field == "analytic_distribution":
        return "scope_without_analytic" if slot.analytic_accounts == () else None
    if source.scope_field == "scope_id":
        return None
    return None if slot.departments is None else "whole_enterprise_only"


def _tables(model) -> tuple[SQL, ...]:
    """Common table expressions of a model, of which other models use the first as well."""
    return getattr(model, "_impact_tables", ())


@dataclass(frozen=True)
class Asked:
    """What is asked of each row for one term: read once, not for each row.

    :param read: its numbers, of those of all aggregates of its part.
    :param seen: what they came to so far: small cells often have the same numbers.
    """

    measure: str
    sampled: bool
    read: Callable
    seen: dict[tuple, Observation] = field(default_factory=dict)

    def observation(self, numbers: list[str], present: bool) -> Observation:
        """What a row tells of the term."""
        key = present, self.read(numbers)
        found = self.seen.get(key)
        if found is None:
            found = self.seen[key] = _observation(self, *map(_number, key[1]), present)
        return found


@dataclass(frozen=True)
class Part:
    """Terms of one source that are counted on the same days.

    :param groups: the positions of the dimensions of each breakdown, crossed ones too.
    :param asked: by term.
    :param facts: what is worked out of each row, once, before anything is counted.
    """

    statement: "Statement"
    dimensions: list
    groups: list[tuple[int, ...]]
    asked: dict[object, Asked]
    aggregates: tuple[SQL, ...]
    facts: tuple[SQL, ...]

    def asked_by(self, names: frozenset[str]) -> list[tuple]:
        """Ids of the terms that are broken down by these dimensions, and what is asked for them."""
        return [
            (term.id, asked)
            for term, asked in self.asked.items()
            if not names or names in term.version_id._dimension_sets()
        ]


def _parts(env, source, terms, request) -> list[Part]:
    """The terms apart by the days they look at: an end of a month is asked nothing else."""
    dimensions = _dimensions(source, terms)
    groups = _groups(dimensions, terms)
    like = defaultdict(set)
    for term in terms:
        like[_days_of(term.basis, request.periods)].add(term.basis)
    parts = []
    for days, bases in like.items():
        if not any(days):
            continue  # such as the ends of months in a week: there are none
        statement = Statement(env, source, request, {min(bases)}, like=bases)
        if _tables(statement.model):
            statement.rows = SQL.identifier(statement.model._impact_rows)
        facts, aggregates = _Names("f"), _Names("a")
        asked = {
            term: Asked(term.measure, source.sampled, itemgetter(*map(aggregates.place, wanted)))
            for term in terms
            if term.basis in bases
            for wanted in [aggregates_of(statement, term, facts.name)]
        }
        parts.append(Part(statement, dimensions, groups, asked, tuple(aggregates), tuple(facts)))
    return parts


def _days_of(basis: str, periods) -> tuple:
    """What tells whether two bases look at the same rows."""
    if basis in WHOLE_PERIOD_BASES:
        return ("whole",)
    return tuple(instants_of(period, basis) for period in periods)


class _Names(dict):
    """Different pieces of SQL in the order in which they were first asked for."""

    def __init__(self, prefix: str):
        super().__init__()
        self.prefix = prefix

    def place(self, piece: SQL) -> int:
        return self.setdefault(piece, len(self))

    def name(self, piece: SQL) -> SQL:
        return SQL.identifier(f"{self.prefix}{self.place(piece)}")


def _observe_counts(env, parts, request, answers):
    """Ask for all terms at once and note what each row tells."""
    tables = dict.fromkeys(table for part in parts for table in _tables(part.statement.model))
    rows = env.execute_query(
        SQL(
            "%s %s",
            SQL("WITH %s", SQL(", ").join(tables)) if tables else SQL(),
            SQL(" UNION ALL ").join(_part_sql(n, part) for n, part in enumerate(parts)),
        )
    )
    names = [[field.name for field in part.dimensions] for part in parts]
    wanted = {}  # by part and what a row is broken down by
    for number, scope_id, position, first_day, apart, categories, numbers in rows:
        key = number, *apart
        if key not in wanted:
            asked = parts[number].asked_by(frozenset(compress(names[number], apart)))
            wanted[key] = [(one, answers.by_term[term_id]) for term_id, one in asked]
        cell = cell_key(dict(compress(zip(names[number], categories, strict=True), apart)))
        present = bool(first_day) and first_day <= request.periods[position].last
        numbers = numbers[1:-1].split(",")
        place = scope_id, position
        for asked, seen in wanted[key]:
            seen[place][cell] = asked.observation(numbers, present)


def _part_sql(number: int, part: Part) -> SQL:
    """Rows of one part: place, cell and an array of all its numbers.

    What adds up is first counted in the smallest cells, of which there are far fewer than
    records; all others are put together from these.
    """
    names = [SQL.identifier(f"d{n}") for n in range(len(part.dimensions))]
    rows, aggregates = _seen_sql(part), part.aggregates
    larger = [of_cells(one, SQL.identifier(f"a{n}")) for n, one in enumerate(aggregates)]
    if len(part.groups) > 1 and None not in larger:
        rows, aggregates = _smallest_cells_sql(rows, names, aggregates), larger
    return SQL(
        """
        SELECT * FROM (
        WITH record AS MATERIALIZED (%(records)s), presence AS MATERIALIZED (%(presence)s)
        SELECT %(number)s, scope_id, period, first_day, %(cell)s, ARRAY[%(aggregates)s]::numeric[]::text
          FROM %(rows)s
         GROUP BY scope_id, period, first_day, GROUPING SETS (%(groups)s)
        HAVING %(is_cell)s) part
        """,
        number=number,
        records=part.statement.records,
        presence=part.statement.presence,
        cell=_cell_sql(names),
        aggregates=SQL(", ").join(SQL("(%s)::numeric", one) for one in aggregates),
        rows=rows,
        groups=SQL(", ").join(
            SQL("(%s)", SQL(", ").join(names[n] for n in group)) for group in [(), *part.groups]
        ),
        is_cell=_is_cell_sql(names),
    )


def _seen_sql(part: Part) -> SQL:
    """A row for each scope, day and record, with its categories and facts.

    The facts are worked out above ``OFFSET 0``, which keeps PostgreSQL from repeating them
    in each aggregate and in each grouping set.
    """
    return SQL(
        """(SELECT sc.scope_id, i.period, presence.first_day, (s.id IS NOT NULL)::int AS found,
                   %s %s %s OFFSET 0) seen""",
        dimension_columns(part.statement, part.dimensions),
        SQL("").join(
            SQL(", %s AS %s", fact, SQL.identifier(f"f{n}")) for n, fact in enumerate(part.facts)
        ),
        part.statement.joined,
    )


def _smallest_cells_sql(rows: SQL, names: list[SQL], aggregates) -> SQL:
    keys = SQL(", ").join([SQL("scope_id, period, first_day"), *names])
    return SQL(
        "(SELECT %s, sum(found) AS found, %s FROM %s GROUP BY %s OFFSET 0) smallest",
        keys,
        SQL(", ").join(
            SQL("%s AS %s", one, SQL.identifier(f"a{n}")) for n, one in enumerate(aggregates)
        ),
        rows,
        keys,
    )


def _cell_sql(names: list[SQL]) -> SQL:
    """For each dimension, whether a row is broken down by it, and its category."""
    return SQL(
        "ARRAY[%s]::bool[], jsonb_build_array(%s)",
        SQL(", ").join(SQL("GROUPING(%s) = 0", name) for name in names),
        SQL(", ").join(names),
    )


def _is_cell_sql(names: list[SQL]) -> SQL:
    """No cell is the group of "no record at all" that the outer join adds to a breakdown."""
    parts = (
        SQL("(GROUPING(%s) = 1 OR %s IS NOT NULL OR sum(found) > 0)", name, name) for name in names
    )
    return SQL(" AND ").join([SQL("TRUE"), *parts])


def _dimensions(source, terms) -> list:
    """Breakdown fields that any definition of the batch wants from this source."""
    wanted = set().union(*_dimension_sets(terms))
    return [field for field in source._breakdown_fields() if field.name in wanted]


def _dimension_sets(terms) -> set[frozenset[str]]:
    return set().union(*(term.version_id._dimension_sets() for term in terms))


def _groups(dimensions, terms) -> list[tuple[int, ...]]:
    """Positions of the dimensions of each breakdown that the source can make."""
    place = {field.name: n for n, field in enumerate(dimensions)}
    wanted = [names for names in _dimension_sets(terms) if names <= place.keys()]
    return sorted(tuple(sorted(place[name] for name in names)) for names in wanted)


def dimension_columns(statement, dimensions) -> SQL:
    """The categories of a record, d0 and so on."""
    if not dimensions:
        return SQL("NULL")
    return SQL(", ").join(
        SQL("%s AS %s", statement.columns.fields[field.name], SQL.identifier(f"d{n}"))
        for n, field in enumerate(dimensions)
    )


def _observation(
    asked: Asked, value, weight, base, count, base_count, known, considered, present: bool
) -> Observation:
    is_average = asked.measure == "average"
    if asked.sampled and not considered:
        return Observation(present=False, reason="no_answers")
    if asked.measure not in VALUE_MEASURES and present:
        value, base = value or ZERO, base or ZERO
    if not present:
        value = base = None
    reason = None
    if value is None:
        reason = "no_records" if considered or not present else "nobody"
    return Observation(
        value=value,
        weight=(weight or None) if is_average else None,
        base=None if is_average else base,
        count=int(count),
        base_count=int(base_count),
        known=known or ZERO,
        considered=considered or ZERO,
        present=present,
        reason=reason,
    )


@lru_cache(maxsize=4096)
def _number(text: str) -> Decimal | None:
    """A number as PostgreSQL writes it in an array. Counts of cells are often the same."""
    return None if text == "NULL" else Decimal(text)
