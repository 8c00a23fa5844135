"""What statements on a source share: its rows, joined with scopes and the days to look at."""

from bisect import bisect_left
from datetime import timedelta
from decimal import Decimal

from odoo.tools import SQL

from ..engine.errors import PeriodError
from ..engine.period import instants
from .filters import Columns, parameters
from .request import Request, values_list

WHOLE_PERIOD_BASES = ("flow", "during", "average_days")
ONE = SQL("1")
# Part of a journal item that is distributed to the analytic accounts of the scope;
# NULL when none is. A key may name one account of each plan: "12,34". An item that two
# plans each distribute in full counts once.
ANALYTIC_SHARE = SQL(
    """(SELECT CASE WHEN sum(d.value::numeric) > 100 THEN 1
                    ELSE sum(d.value::numeric) / 100 END
          FROM jsonb_each_text(s.analytic_distribution) d
         WHERE string_to_array(d.key, ',') && sc.analytics::text[])"""
)


def flush(env, source):
    model = env[source.model]
    for model_name, field_names in (model._depends or {source.model: None}).items():
        env[model_name].flush_model(field_names)


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
                    for day, weight in instants_of(period, basis)
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


def instants_of(period, basis: str):
    """Days of a basis; none where no month ends in the period, which is then missing."""
    try:
        return instants(period, basis)
    except PeriodError:
        return ()
