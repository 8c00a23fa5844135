"""Count the records of sources for all terms, scopes, periods and breakdowns.

One statement for the sources that are read from the same rows: the scopes and the days to
look at are joined as lists of values, each term is a handful of ``FILTER (WHERE …)``
aggregates, and the totals and their breakdowns are grouping sets of the same pass. A
measure that looks for the largest partner needs sums by partner first, and so a statement
of its own.
"""

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from odoo.tools import SQL

from ..engine.errors import PeriodError
from ..engine.period import instants
from .cells import cell_key
from .filters import Columns, parameters, read_filter, to_sql
from .request import TOTAL, Observation, Observations, Request, values_list

WHOLE_PERIOD_BASES = ("flow", "during", "average_days")
VALUE_MEASURES = ("average", "minimum", "maximum")
DISTINCT_BASES = ("flow", "during", "average_days", "average_month_ends")
ONE = SQL("1")


def observe(env, sources, request: Request) -> Observations:
    """Answers of sources of engine "records".

    :param env: that of the service account: nobody else may read the sources.
    """
    answers = Observations()
    together = defaultdict(list)
    for source in sources:
        env[source.model].check_access("read")
        _flush(env, source)
        terms = [term for term in request.terms if term.source_id == source]
        counted = [term for term in terms if term.measure != "largest"]
        together[_tables(env[source.model])[:1] or source] += _parts(env, source, counted, request)
        for term in terms:
            if term.measure == "largest":
                _observe_largest(env, source, term, request, answers)
    for parts in together.values():
        if parts:
            _observe_counts(env, parts, request, answers)
    for source in sources:
        _refuse_scopes(source, request, answers)
    _refuse_unknown_parameters(request, answers)
    return answers


def _refuse_unknown_parameters(request, answers):
    """A term whose filter needs a parameter without a value has no figure."""
    terms = request.of_engine("records")
    needed = {term.id: names for term in terms if (names := parameters(term))}
    for key in answers.by_key:
        term_id, scope_id, position, _cell = key
        if any(
            (name, scope_id, position) not in request.parameters for name in needed.get(term_id, ())
        ):
            answers.by_key[key] = Observation(present=False, reason="no_parameter")


def _refuse_scopes(source, request, answers):
    """A scope that says nothing about this source has no figure of it, and no zero."""
    reasons = {slot.scope_id: _refusal(source, slot) for slot in request.slots}
    if not any(reasons.values()):
        return
    own = {term.id for term in request.terms if term.source_id == source}
    for key in answers.by_key:
        reason = reasons[key[1]]
        if reason and key[0] in own:
            answers.by_key[key] = Observation(present=False, reason=reason)


def _refusal(source, slot) -> str | None:
    if source.scope_field == "department_id":
        return "scope_without_departments" if slot.departments == () else None
    if source.scope_field == "analytic_distribution":
        return "scope_without_analytic" if slot.analytic_accounts == () else None
    if source.scope_field == "scope_id":
        return None
    return None if slot.departments is None else "whole_enterprise_only"


def _flush(env, source):
    model = env[source.model]
    for model_name, field_names in (model._depends or {source.model: None}).items():
        env[model_name].flush_model(field_names)


def _tables(model) -> tuple[SQL, ...]:
    """Common table expressions of a model, of which other models use the first as well."""
    return getattr(model, "_impact_tables", ())


class Statement:
    """The parts that all statements on a source share: what is joined, and names.

    :param bases: those of which there are rows.
    :param codes: dated parameters that are used besides those in the filters of the terms.
    :param like: bases for which all rows count, whatever basis these are of.
    """

    def __init__(self, env, source, request: Request, bases: set[str], codes=(), like=()):
        self.env = env
        self.source = source
        self.request = request
        self.model = env[source.model]
        self.day = SQL("(i.stop - 1)")
        expressions = (
            self.model._impact_expressions("s", self.day)
            if hasattr(self.model, "_impact_expressions")
            else {}
        )
        self.measured = {
            field.name: expressions.get(field.name) or SQL.identifier("s", field.name)
            for field in source.field_ids
        }
        names = set(codes).union(*(parameters(t) for t in request.terms if t.source_id == source))
        self.parameters = sorted(names)
        self.columns = Columns(
            fields={field.name: self._known_only(field) for field in source.field_ids},
            period_start=SQL("i.period_start"),
            period_end=SQL("i.period_end"),
            parameters={name: SQL.identifier("parameter", name) for name in self.parameters},
        )
        self.is_flow = source.time_kind == "flow"
        self.by_analytics = source.scope_field == "analytic_distribution" and any(
            slot.analytic_accounts is not None for slot in request.slots
        )
        limits = {day for period in request.periods for day in (period.start, period.stop)}
        self.borders = sorted(limits)
        self.like = frozenset(like)
        self.rows = self.model._table_sql
        self.instants = self._instants(bases)

    def _known_only(self, field) -> SQL:
        """The field as filters see it: unknown where it was only assumed."""
        if not field.known_field:
            return self.measured[field.name]
        return SQL(
            "(CASE WHEN %s THEN %s END)",
            SQL.identifier("s", field.known_field),
            self.measured[field.name],
        )

    def _instants(self, bases: set[str]) -> SQL:
        """The days to look at: (period, basis, start, stop, weight, period dates, stretch).

        A flow has a row for each stretch between two borders of any periods, so that a
        record finds its periods by the number of its stretch.
        """
        rows = []
        for position, period in enumerate(self.request.periods):
            limits = (period.start, period.last)
            for basis in sorted(bases):
                if basis in WHOLE_PERIOD_BASES:
                    whole = (position, basis, period.start, period.stop, Decimal(1), *limits)
                    rows += [(*whole, stretch) for stretch in self._stretches(period)]
                    continue
                rows += [
                    (position, basis, day, day + timedelta(1), weight, *limits, None)
                    for day, weight in _instants_of(period, basis)
                ]
        types = ("int", "varchar", "date", "date", "numeric", "date", "date", "int")
        return values_list(rows, types)

    def _stretches(self, period):
        """Numbers of the stretches in a period, as ``width_bucket`` gives them."""
        if not self.is_flow:
            return (None,)
        first, last = (bisect_left(self.borders, day) for day in (period.start, period.stop))
        return range(first + 1, last + 1)

    @property
    def slots(self) -> SQL:
        return values_list(
            [
                (
                    slot.scope_id,
                    slot.company_id,
                    None if slot.departments is None else list(slot.departments),
                    None if slot.analytic_accounts is None else list(slot.analytic_accounts),
                )
                for slot in self.request.slots
            ],
            ("int", "int", "int[]", "int[]"),
        )

    @property
    def records(self) -> SQL:
        """The rows of the source that any of the periods could touch."""
        first = min(period.start for period in self.request.periods) - timedelta(1)
        last = max(period.stop for period in self.request.periods)
        start = SQL.identifier("r", self.source.start_field)
        conditions = [
            SQL(
                "%s IN %s",
                SQL.identifier("r", self.source.company_field),
                self.request.company_ids,
            )
        ]
        if not self.source.presence_field:
            conditions.append(SQL("%s < %s", start, last))
        if self.is_flow and not self.source.presence_field:
            conditions.append(SQL("%s >= %s", start, first))
        stretch = SQL("width_bucket(%s, %s::date[]) AS stretch", start, self.borders)
        return SQL(
            "SELECT r.*, %s FROM %s r WHERE %s",
            stretch if self.is_flow else SQL("NULL AS stretch"),
            self.rows,
            SQL(" AND ").join(conditions),
        )

    @property
    def joined(self) -> SQL:
        """``FROM`` with one row per scope, instant and record that falls on it."""
        start = SQL.identifier("s", self.source.start_field)
        if self.is_flow:
            on_day = SQL("s.stretch = i.stretch")
        else:
            on_day = SQL("%s < i.stop AND %s > i.start", start, self.stop)
        return SQL(
            """
            FROM %(slots)s AS sc(scope_id, company_id, departments, analytics)
            CROSS JOIN %(instants)s AS i(
                period, basis, start, stop, weight, period_start, period_end, stretch)
            LEFT JOIN presence ON presence.company_id = sc.company_id
            %(parameters)s
            LEFT JOIN record s ON %(company)s = sc.company_id AND %(on_day)s
                 AND %(in_scope)s
            """,
            slots=self.slots,
            instants=self.instants,
            company=SQL.identifier("s", self.source.company_field),
            on_day=on_day,
            in_scope=self._in_scope(),
            parameters=self._parameter_join(),
        )

    def _parameter_join(self) -> SQL:
        """The values of the parameters that filters name, by scope and period."""
        if not self.parameters:
            return SQL()
        values = self.request.parameters
        rows = [
            (
                slot.scope_id,
                position,
                *(values.get((name, slot.scope_id, position)) for name in self.parameters),
            )
            for slot in self.request.slots
            for position in range(len(self.request.periods))
        ]
        return SQL(
            "JOIN %s AS parameter(scope_id, period, %s) "
            "ON parameter.scope_id = sc.scope_id AND parameter.period = i.period",
            values_list(rows, ("int", "int", *["numeric"] * len(self.parameters))),
            SQL(", ").join(map(SQL.identifier, self.parameters)),
        )

    def select(self, columns: SQL) -> SQL:
        """``SELECT`` of columns from ``joined``; conditions and groups may follow."""
        return SQL(
            "WITH record AS MATERIALIZED (%s), presence AS MATERIALIZED (%s) SELECT %s %s",
            self.records,
            self.presence,
            columns,
            self.joined,
        )

    @property
    def stop(self) -> SQL:
        """First day on which a record no longer holds."""
        stop = SQL.identifier("s", self.source.stop_field)
        if self.source.stop_inclusive:
            stop = SQL("(%s + 1)", stop)
        return SQL("COALESCE(%s, '9999-12-31')", stop)

    def _in_scope(self) -> SQL:
        """Whether a record is of the scope; staff of no department is of none."""
        if self.source.scope_field == "department_id":
            return SQL("(sc.departments IS NULL OR s.department_id = ANY(sc.departments))")
        if self.by_analytics:
            return SQL("(sc.analytics IS NULL OR %s IS NOT NULL)", ANALYTIC_SHARE)
        if self.source.scope_field == "scope_id":
            return SQL("(sc.departments IS NULL OR s.scope_id = sc.scope_id)")
        return SQL("TRUE")

    def weight(self, basis: str) -> SQL:
        """How much of a record a term counts: days over days, or the instant's part."""
        if basis == "average_days":
            share = SQL(
                """((LEAST(%(stop)s, i.stop)
                     - GREATEST(%(start)s, i.start))::numeric
                    / (i.stop - i.start))""",
                start=SQL.identifier("s", self.source.start_field),
                stop=self.stop,
            )
        elif basis == "average_month_ends":
            share = SQL("i.weight")
        else:
            share = ONE
        if self.by_analytics:
            return SQL("%s * COALESCE(%s, 1)", share, ANALYTIC_SHARE)
        return share

    @property
    def presence(self) -> SQL:
        """First day on which each company used the source."""
        field = self.source.presence_field or self.source.start_field
        company = SQL.identifier("r", self.source.company_field)
        # The records at hand begin with the first period: what a flow saw before counts too.
        whole = self.is_flow and not self.source.presence_field
        return SQL(
            """
            SELECT company.id AS company_id, first_day
              FROM unnest(%(companies)s) AS company(id)
              JOIN LATERAL (
                    SELECT %(day)s AS first_day FROM %(records)s r
                     WHERE %(company)s = company.id AND %(day)s IS NOT NULL
                     ORDER BY 1 LIMIT 1
                   ) presence ON TRUE
            """,
            companies=list(self.request.company_ids),
            day=SQL.identifier("r", field),
            records=self.rows if whole else SQL.identifier("record"),
            company=company,
        )


def _instants_of(period, basis: str):
    """Days of a basis; none where no month ends in the period, which is then missing."""
    try:
        return instants(period, basis)
    except PeriodError:
        return ()


# Part of a journal item that is distributed to the analytic accounts of the scope;
# NULL when none is. A key may name one account of each plan: "12,34". An item that two
# plans each distribute in full counts once.
ANALYTIC_SHARE = SQL(
    """(SELECT CASE WHEN sum(d.value::numeric) > 100 THEN 1
                    ELSE sum(d.value::numeric) / 100 END
          FROM jsonb_each_text(s.analytic_distribution) d
         WHERE string_to_array(d.key, ',') && sc.analytics::text[])"""
)


@dataclass(frozen=True)
class Asked:
    """What is asked of each row for one term: read once, not for each row.

    :param places: those of its numbers among the aggregates of its part.
    """

    measure: str
    sampled: bool
    places: list[int]


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
            term: Asked(term.measure, source.sampled, [aggregates.place(one) for one in wanted])
            for term in terms
            if term.basis in bases
            for wanted in [_aggregates(statement, term, facts.name)]
        }
        parts.append(Part(statement, dimensions, groups, asked, tuple(aggregates), tuple(facts)))
    return parts


def _days_of(basis: str, periods) -> tuple:
    """What tells whether two bases look at the same rows."""
    if basis in WHOLE_PERIOD_BASES:
        return ("whole",)
    return tuple(_instants_of(period, basis) for period in periods)


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
    wanted = {term: term.version_id._dimension_sets() for part in parts for term in part.asked}
    for number, scope_id, position, first_day, apart, categories, numbers in rows:
        part = parts[number]
        pairs = zip(part.dimensions, apart, categories, strict=True)
        found = {field.name: category for field, is_apart, category in pairs if is_apart}
        cell = cell_key(found)
        present = bool(first_day) and first_day <= request.periods[position].last
        for term, asked in part.asked.items():
            if found and frozenset(found) not in wanted[term]:
                continue
            seen = _observation(asked, numbers, present)
            answers.put(term, scope_id, position, cell, seen)


def _part_sql(number: int, part: Part) -> SQL:
    """Rows of one part: place, cell and an array of all its numbers.

    The facts are worked out below ``OFFSET 0``, which keeps PostgreSQL from repeating them
    in each aggregate and in each grouping set.
    """
    names = [SQL.identifier(f"d{n}") for n in range(len(part.dimensions))]
    return SQL(
        """
        SELECT * FROM (
        WITH record AS MATERIALIZED (%(records)s), presence AS MATERIALIZED (%(presence)s)
        SELECT %(number)s, scope_id, period, first_day, %(cell)s, ARRAY[%(aggregates)s]::numeric[]
          FROM (SELECT sc.scope_id, i.period, presence.first_day, s.id, %(dimensions)s %(facts)s
                  %(joined)s
                OFFSET 0) seen
         GROUP BY scope_id, period, first_day, GROUPING SETS (%(groups)s)
        HAVING %(is_cell)s) part
        """,
        number=number,
        records=part.statement.records,
        presence=part.statement.presence,
        cell=_cell_sql(names),
        aggregates=SQL(", ").join(SQL("(%s)::numeric", one) for one in part.aggregates),
        dimensions=dimension_columns(part.statement, part.dimensions),
        facts=SQL("").join(
            SQL(", %s AS %s", fact, SQL.identifier(f"f{n}")) for n, fact in enumerate(part.facts)
        ),
        joined=part.statement.joined,
        groups=SQL(", ").join(
            SQL("(%s)", SQL(", ").join(names[n] for n in group)) for group in [(), *part.groups]
        ),
        is_cell=_is_cell_sql(names),
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
        SQL("(GROUPING(%s) = 1 OR %s IS NOT NULL OR count(id) > 0)", name, name) for name in names
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


@dataclass(frozen=True)
class Judgement:
    """What is known of a record for one term, each as an SQL condition.

    :param counted: it counts; ``judged``: whether it counts could be told.
    :param certain: told without an assumption; ``concerned``: it should be told.
    :param measure: what is measured of it; ``weight``: how much of it falls on the days.
    """

    counted: SQL
    judged: SQL
    certain: SQL
    concerned: SQL
    measure: SQL
    weight: SQL

    @property
    def gap(self) -> SQL:
        """The record should be told and cannot be: somebody has to repair it."""
        return SQL("(%s AND (%s) IS NOT TRUE)", self.concerned, self.certain)

    def weighed(self, amount: SQL) -> SQL:
        """As much of an amount as falls on the days."""
        return amount if self.weight == ONE else SQL("%s * %s", self.weight, amount)


def judgement(statement: Statement, term) -> Judgement:
    """What a term wants to know of the rows of a statement.

    A number or a sum asks all who are concerned whether they count: a sure no is an
    answer, even where the rest is not known. An average, a lowest or a highest value
    asks those who count what theirs is. A share asks everybody in its base for both.
    """
    population = population_sql(statement, term)
    filter_ = _condition(statement, term.filter)
    field = term.measure_field_id
    measure = statement.measured[field.name] if field else SQL("1")
    on = SQL("s.id IS NOT NULL AND i.weight IS NOT NULL")
    if term.basis not in statement.like:
        on = SQL("%s AND i.basis = %s", on, term.basis)
    measured = SQL("%s IS NOT NULL", measure)
    judged = SQL("%s AND %s IS TRUE AND %s IS NOT NULL AND %s", on, population, filter_, measured)
    counted = SQL("%s AND %s IS TRUE", judged, filter_)
    concerned = SQL("%s AND %s IS NOT FALSE", on, population)
    sure = measured
    if field.known_field:
        sure = SQL("%s AND %s IS TRUE", measured, SQL.identifier("s", field.known_field))
    if term.id in statement.request.bases:
        certain = SQL("%s AND %s", judged, sure)
    else:
        if term.measure in VALUE_MEASURES:
            concerned = SQL("%s AND %s IS NOT FALSE", concerned, filter_)
        # Of three values: one sure no is enough, a yes needs all to be sure.
        answer = SQL("(%s AND %s AND NULLIF(%s, FALSE))", population, filter_, sure)
        certain = SQL("%s AND %s IS NOT NULL", concerned, answer)
    return Judgement(counted, judged, certain, concerned, measure, statement.weight(term.basis))


def _aggregates(statement: Statement, term, fact) -> list[SQL]:
    """Value, weight, base, count, base count, known and considered of one term.

    :param fact: what stands for a piece of SQL that is worked out for each row.
    """
    known = judgement(statement, term)
    value = _measure_sql(statement, term, known, fact)
    count = _count_sql(statement, term, fact)
    size = _size_sql(statement, term, known, fact)
    weight = _weight_sql(known, fact)
    counted, judged, certain, concerned = (
        fact(one) for one in (known.counted, known.judged, known.certain, known.concerned)
    )
    return [
        SQL("%s FILTER (WHERE %s)", what, where)
        for what, where in (
            (value, counted),
            (weight, counted),
            (value, judged),
            (count, counted),
            (count, judged),
            (size, certain),
            (size, concerned),
        )
    ]


def population_sql(statement: Statement, term) -> SQL:
    """Who or what is concerned; where records answer indicators, those that answer this one."""
    population = _condition(statement, term.population)
    if not statement.source.indicator_field:
        return population
    return SQL(
        "(%s = %s AND %s)",
        SQL.identifier("s", statement.source.indicator_field),
        term.version_id.indicator_id.id,
        population,
    )


def _condition(statement: Statement, text: str) -> SQL:
    return to_sql(read_filter(statement.source, text), statement.columns)


def _measure_sql(statement: Statement, term, known: Judgement, fact) -> SQL:
    if term.measure == "persons" and term.basis in ("flow", "during"):
        return SQL("count(DISTINCT %s)", fact(_person(statement)))
    if term.measure in ("persons", "records"):
        return _weight_sql(known, fact)
    if term.measure in ("sum", "average"):
        return SQL("sum(%s)", fact(known.weighed(known.measure)))
    if term.measure == "distinct":
        return SQL("count(DISTINCT %s)", fact(known.measure))
    function = SQL("min" if term.measure == "minimum" else "max")
    return SQL("%s(%s)", function, fact(known.measure))


def _size_sql(statement: Statement, term, known: Judgement, fact) -> SQL:
    """What coverage is told in: people or events; for sums of money, amounts.

    What may not be known, such as a weight, has no size: records are counted instead.
    """
    if statement.source.person_field:
        if term.basis == "during":
            return SQL("count(DISTINCT %s)", fact(_person(statement)))
    elif term.measure == "sum" and not term.measure_field_id.known_field:
        return SQL("sum(%s)", fact(known.weighed(SQL("abs(%s)", known.measure))))
    return _weight_sql(known, fact)


def _weight_sql(known: Judgement, fact) -> SQL:
    """The weights of records together; their number, which is asked for anyway, if each is one."""
    return SQL("count(*)") if known.weight == ONE else SQL("sum(%s)", fact(known.weight))


def _count_sql(statement: Statement, term, fact) -> SQL:
    """People behind the figure; a person has one row a day, so a day needs no DISTINCT."""
    distinct = term.basis in DISTINCT_BASES and not statement.like & {"start", "end"}
    if statement.source.person_field and distinct:
        return SQL("count(DISTINCT %s)", fact(_person(statement)))
    return SQL("count(*)")


def _person(statement: Statement) -> SQL:
    return SQL.identifier("s", statement.source.person_field)


def _observation(asked: Asked, numbers, present: bool) -> Observation:
    columns = (numbers[place] for place in asked.places)
    value, weight, base, count, base_count, known, considered = columns
    is_average = asked.measure == "average"
    if asked.sampled and not considered:
        return Observation(present=False, reason="no_answers")
    if asked.measure not in VALUE_MEASURES and present:
        value, base = value or 0, base or 0
    if not present:
        value = base = None
    reason = None
    if value is None:
        reason = "no_records" if considered or not present else "nobody"
    return Observation(
        value=_decimal(value),
        weight=_decimal(weight or None) if is_average else None,
        base=None if is_average else _decimal(base),
        count=int(count),
        base_count=int(base_count),
        known=_decimal(known) or Decimal(0),
        considered=_decimal(considered) or Decimal(0),
        present=present,
        reason=reason,
    )


def _decimal(value) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _observe_largest(env, source, term, request, answers):
    """The part of the partner that adds up to most, and the people paid by unknowns."""
    statement = Statement(env, source, request, {term.basis})
    counted = SQL(
        "%s IS TRUE AND %s IS TRUE",
        _condition(statement, term.population),
        _condition(statement, term.filter),
    )
    amount = SQL(
        "%s * %s",
        statement.weight(term.basis),
        statement.measured[term.measure_field_id.name],
    )
    rows = env.execute_query(
        SQL(
            """
            WITH record AS MATERIALIZED (%(records)s),
                 presence AS MATERIALIZED (%(presence)s),
                 part AS (
                    SELECT sc.scope_id, i.period, presence.first_day, s.partner_id,
                           sum(%(amount)s) FILTER (WHERE %(counted)s) AS amount,
                           sum(abs(%(amount)s)) FILTER (WHERE %(counted)s) AS size
                      %(joined)s
                     GROUP BY 1, 2, 3, 4)
            SELECT scope_id, period, first_day,
                   max(amount) FILTER (WHERE partner_id IS NOT NULL),
                   sum(size) FILTER (WHERE partner_id IS NOT NULL),
                   sum(size)
              FROM part
             GROUP BY 1, 2, 3
            """,
            records=statement.records,
            presence=statement.presence,
            amount=amount,
            counted=counted,
            joined=statement.joined,
        )
    )
    for scope_id, position, first_day, largest, known, considered in rows:
        present = bool(first_day) and first_day <= request.periods[position].last
        seen = Observation(
            value=_decimal(largest) if present else None,
            count=1 if largest is not None else 0,
            known=_decimal(known) or Decimal(0),
            considered=_decimal(considered) or Decimal(0),
            present=present,
            reason=None if largest is not None else "no_records",
        )
        answers.put(term, scope_id, position, TOTAL, seen)
