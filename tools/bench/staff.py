"""How fast figures of staff are made, beside one statement by hand that gives the same cells.

2,000 people with 12,000 versions, 36 months, all indicators that are counted from contracts,
by sex, age band and class of contract. Each cell is compared with that of the statement by
hand. Then the same figures are computed once more and those of small groups are hidden.
Nothing is kept: the transaction is rolled back at the end.
"""

import functools
from collections import defaultdict
from decimal import Decimal

from odoo.tools import SQL

from odoo.addons.vises_impact.sources import definition, hiding, records
from odoo.addons.vises_impact.sources.filters import Columns, read_filter, to_sql
from odoo.addons.vises_impact.sources.parameters import with_parameters
from odoo.addons.vises_impact.sources.request import Observations, Request, Slot, values_list

from tools.bench import people
from tools.bench.measure import computing, measure, months, rows_of

MONTHS = 36
CLOSE = Decimal("0.000001")
# Crossed with each other, in the order of keys of cells.
CROSSED = ("sex", "contract_class", "age_band")
# The first common table expressions: who worked when. The contracts of these people do not
# overlap and all begin with a version, which spares much of what the addon has to care for.
SPELLS = """
    dated AS (
        SELECT v.*, e.birthday AS birth_date, -e.id AS person_id,
               GREATEST(v.date_version, v.contract_date_start) AS start_date,
               LEAST(lead(v.date_version) OVER (PARTITION BY v.employee_id ORDER BY v.date_version),
                     v.contract_date_end + 1, v.departure_date + 1, '9999-12-31') AS stop_date
          FROM hr_version v JOIN hr_employee e ON e.id = v.employee_id
         WHERE v.active AND v.contract_date_start IS NOT NULL AND v.company_id = %(company)s),
    told AS (
        SELECT d.*, employee_type IN ('employee', 'worker') AS is_staff, m.contract_class,
               job.job_class,
               COALESCE(c.hours_per_week / c.full_time_required_hours, 1)::numeric
                   AS working_time_rate,
               c.hours_per_week::numeric AS weekly_hours, NULLIF(wage, 0) AS pay,
               lag(m.contract_class) OVER w AS previous_class,
               start_date > COALESCE(lag(stop_date) OVER w + %(gap)s, '0001-01-01') AS opens,
               left(NULLIF(d.private_zip, ''), 2) = ANY(%(near)s) AS lives_locally,
               left(NULLIF(site.zip, ''), 2) = ANY(%(near)s) AS works_locally
          FROM dated d
          LEFT JOIN resource_calendar c ON c.id = d.resource_calendar_id
          LEFT JOIN res_partner site ON site.id = d.address_id
          LEFT JOIN impact_mapping m ON m.company_id = d.company_id
                                    AND m.contract_type_id = d.contract_type_id
          LEFT JOIN impact_mapping job ON job.company_id = d.company_id AND job.job_id = d.job_id
         WHERE start_date < stop_date
        WINDOW w AS (PARTITION BY d.employee_id ORDER BY start_date)),
    spell AS MATERIALIZED (
        SELECT *, max(CASE WHEN opens THEN start_date END)
                   OVER (PARTITION BY employee_id ORDER BY start_date) AS entry_date,
               pay / working_time_rate AS full_time_wage,
               pay * 12 / (NULLIF(weekly_hours, 0) * 52) AS hourly_wage
          FROM told),
    stay AS MATERIALIZED (
        SELECT DISTINCT ON (employee_id, entry_date) s.*, m.integration_class,
               (exit_date + 1 - entry_date) / 30.4375 AS stay_months,
               COALESCE(exit_date <= trial_date, FALSE) AS ended_in_trial,
               CASE WHEN exit_date IS NOT NULL THEN COALESCE(m.exit_class,
                    CASE WHEN s.departure_date IS DISTINCT FROM exit_date AND s.contract_class
                              IN ('temporary', 'integration', 'apprentice')
                         THEN 'end_of_contract' END) END AS exit_class
          FROM (
            SELECT *,
                   NULLIF(max(stop_date) OVER stay, '9999-12-31') - 1 AS exit_date,
                   max(trial_date_end) OVER stay AS trial_date,
                   sum(stop_date - start_date) OVER so_far / 30.4375 AS total_months,
                   sum(weekly_hours * (stop_date - start_date) / 7) OVER so_far AS total_hours
              FROM spell
            WINDOW stay AS (PARTITION BY employee_id, entry_date),
                   so_far AS (PARTITION BY employee_id ORDER BY start_date)) s
          LEFT JOIN impact_mapping m ON m.company_id = s.company_id
                AND m.departure_reason_id = s.departure_reason_id
                AND s.departure_date = exit_date
         ORDER BY employee_id, entry_date, start_date DESC)
"""
# Where the rows of each kind of term come from, and the last of the days that it looks at.
FROM = {
    "employment": (
        "spell s JOIN month ON s.start_date < month.stop AND s.stop_date > month.start",
        "month.stop - 1",
    ),
    "opening": (
        "spell s JOIN month ON s.start_date < month.start AND s.stop_date >= month.start",
        "month.start - 1",
    ),
    "entry": (
        (
            "(SELECT *, start_date = entry_date AS is_entry, start_date <> entry_date AND "
            "previous_class IS DISTINCT FROM contract_class AS is_change FROM spell) s "
            "JOIN month ON s.start_date >= month.start AND s.start_date < month.stop"
        ),
        "month.stop - 1",
    ),
    "exit": (
        "stay s JOIN month ON s.exit_date >= month.start AND s.exit_date < month.stop",
        "month.stop - 1",
    ),
    "hire": (
        (
            "(SELECT *, exit_date IS NOT NULL AND exit_date > trial_date AND exit_class "
            "IN ('resignation', 'dismissal', 'mutual') AS ended_early FROM stay) s "
            "JOIN month ON s.entry_date >= month.start AND s.entry_date < month.stop"
        ),
        "month.stop - 1",
    ),
}
ON_DAYS = {"end": "s.stop_date >= month.stop", "average_month_ends": "s.stop_date >= month.stop"}
OVERLAP = """((LEAST(s.stop_date, month.stop) - GREATEST(s.start_date, month.start))::numeric
             / (month.stop - month.start))"""
AGE = "date_part('year', age({day}, s.birth_date))"
COMPUTED = {
    "age": AGE,
    "age_in_year": "date_part('year', {day}) - date_part('year', s.birth_date)",
    "seniority": "({day} - s.entry_date) / 365.25",
    "age_band": f"CASE WHEN {AGE} < 26 THEN '0-25' WHEN {AGE} < 55 THEN '26-54' "
    f"WHEN {AGE} >= 55 THEN '55+' END",
}


def run(env) -> list[dict]:
    """Seconds, statements, and the ratio to the statement by hand.

    :raises ValueError: where a cell differs from that of the statement by hand.
    """
    scope = env["impact.scope"].search([("is_default", "=", True)], limit=1)
    try:
        people.make(env, scope.company_id)
        scope.structure_type = "aci"  # it decides which exits are examined
        indicators = of_staff(env)
        request = request_of(env, indicators, scope, months(MONTHS))
        hand = ByHand(request, scope.company_id)
        name = "one statement by hand"
        calls = {name: lambda: hand.fetch(env)}
        for number in (3, MONTHS, 120):
            call = computing(env, indicators, scope, months(number))
            calls[f"{len(indicators)} indicators, {number} months"] = call
        told = {name: {"cells alike": hand.compare(env)}}
        return rows_of(measure(env, calls), name, told) + hiding_rows(env, indicators, scope)
    finally:
        env.cr.rollback()


def of_staff(env):
    """Indicators that are counted from contracts alone, all of them by all breakdowns crossed."""
    terms = env["impact.indicator.term"].search([("source_id.code", "in", list(FROM))])
    versions = terms.version_id
    indicators = versions.indicator_id.with_context(active_test=False)
    versions = indicators.current_version_id & versions
    for version in versions:
        fields = version.term_ids.source_id._breakdown_fields()
        version.breakdown_ids = fields
        version.crossings = " * ".join(name for name in CROSSED if name in fields.mapped("name"))
    env.flush_all()
    return versions.indicator_id


def request_of(env, indicators, scope, periods) -> Request:
    """What the sources are asked for in order to compute these indicators."""
    computation = env["impact.computation"]
    service = computation._service_env(scope.company_id)
    versions = computation._versions(indicators).with_env(service)
    definitions = [definition.Definition.of(version) for version in versions]
    terms = versions.term_ids.filtered(lambda term: term.source_id.code in FROM)
    bases = definition.bases_of(definitions)
    return with_parameters(service, Request(tuple(terms), (Slot.of(scope),), tuple(periods), bases))


def hiding_rows(env, indicators, scope) -> list[dict]:
    """How long it takes to compute the figures of all months, and to hide what has to be."""
    periods = months(MONTHS)
    compute = computing(env, indicators, scope, periods)
    figures = compute()
    threshold_of, slots = env["impact.disclosure"]._rules(scope.company_id)
    hide = functools.partial(hiding.hide, figures, threshold_of, periods, slots)
    hidden = sum(figure.hidden for figure in hide())
    name = f"{len(figures)} figures computed"
    second = f"small groups among them hidden: {hidden} figures"
    return rows_of(measure(env, {name: compute, second: hide}, rounds=2), name)


class ByHand:
    """One statement that gives the same cells, as somebody who knows the tables writes it."""

    def __init__(self, request: Request, company) -> None:
        self.request = request
        self.parts = defaultdict(list)  # where rows come from → aggregates
        self.columns = []  # (term, "value" or "base") in the order of the statement
        for term in sorted(request.terms, key=self._part):
            for what in ("value", "base") if term.id in request.bases else ("value",):
                self.parts[self._part(term)].append(self._aggregate(term, what))
                self.columns.append((term, what))
        self.statement = self._statement(company)

    def _part(self, term) -> str:
        return "opening" if term.basis == "start" else term.source_id.code

    def _statement(self, company) -> SQL:
        rows = [(n, p.start, p.stop) for n, p in enumerate(self.request.periods)]
        spells = {
            "company": company.id,
            "gap": company.impact_renewal_gap_days,
            "near": [prefix.strip() for prefix in company.impact_territory.split(",")],
        }
        parts = [self._select(name, columns) for name, columns in self.parts.items()]
        return SQL(
            "WITH %s, month(position, start, stop) AS (%s) SELECT * FROM %s",
            SQL(SPELLS, **spells),
            values_list(rows, ("int", "date", "date")),
            SQL(" FULL JOIN ").join(
                SQL("(%s) %s %s", part, SQL.identifier(f"part{n}"), SQL(using))
                for n, part in enumerate(parts)
                for using in ["USING (position, cell)" if n else ""]
            ),
        )

    def _select(self, name: str, columns: list[SQL]) -> SQL:
        source, day = FROM[name]
        keys = ["sex", "contract_class"]
        keys += [COMPUTED["age_band"].format(day=day)] if name in ("employment", "opening") else []
        cell = ", ".join(
            f"CASE WHEN GROUPING(k{n}) = 0 THEN '{label}=' || COALESCE(k{n}, 'undeclared') END"
            for n, label in enumerate(CROSSED[: len(keys)])
        )
        made = ", ".join(f"{key} AS k{n}" for n, key in enumerate(keys))
        sets = ", ".join(f"k{n}" for n in range(len(keys)))
        return SQL(
            "SELECT position, concat_ws(';', %s) AS cell, %s FROM %s, LATERAL (SELECT %s) keys "
            "GROUP BY position, CUBE (%s)",
            SQL(cell),
            SQL(", ").join(
                SQL("%s AS %s", column, SQL.identifier(f"{name}{n}"))
                for n, column in enumerate(columns)
            ),
            SQL(source),
            SQL(made),
            SQL(sets),
        )

    def _aggregate(self, term, what: str) -> SQL:
        day = FROM[self._part(term)][1]
        names = term.source_id.field_ids.mapped("name")
        fields = {
            name: SQL(COMPUTED[name].format(day=day))
            if name in COMPUTED
            else SQL.identifier("s", name)
            for name in names
        }
        parameters = {
            code: SQL("%s", value) for (code, _s, _p), value in self.request.parameters.items()
        }
        place = Columns(fields, SQL("month.start"), SQL("month.stop - 1"), parameters)
        population, filter_ = (
            to_sql(read_filter(term.source_id, text), place)
            for text in (term.population, term.filter)
        )
        measured = fields.get(term.measure_field_id.name)
        conditions = [population, filter_ if what == "value" else SQL("%s IS NOT NULL", filter_)]
        if term.basis in ON_DAYS:
            conditions.append(SQL(ON_DAYS[term.basis]))
        return SQL(
            "%s FILTER (WHERE %s)", self._measure(term, measured), SQL(" AND ").join(conditions)
        )

    def _measure(self, term, measured) -> SQL:
        if term.measure == "persons" and term.basis in ("flow", "during"):
            return SQL("count(DISTINCT s.person_id)")
        if term.basis == "average_days":
            return SQL("sum(%s * %s)", measured or SQL("1"), SQL(OVERLAP))
        if not measured:
            return SQL("count(*)")
        function = {"sum": "sum", "average": "avg", "minimum": "min", "maximum": "max"}
        return SQL("%s(%s)", SQL(function[term.measure]), measured)

    def fetch(self, env) -> list[tuple]:
        """The rows: period, cell, and a number for each column."""
        return env.execute_query(self.statement)

    def compare(self, env) -> int:
        """How many cells are alike."""
        theirs = {
            (term.id, what, position, cell): value
            for position, cell, *values in self.fetch(env)
            for (term, what), value in zip(self.columns, values, strict=True)
        }
        service = self.request.terms[0].env
        (slot,) = self.request.slots
        alike = 0
        sources = dict.fromkeys(term.source_id for term in self.request.terms)
        seen = Observations()
        records.observe(service, sources, self.request, seen)
        for (term_id, what, position, cell), value in theirs.items():
            ours = seen.by_term[term_id][slot.scope_id, position].get(cell)
            if not ours or getattr(ours, what) is None:
                continue
            number = getattr(ours, what) / (ours.weight or 1)
            if abs(number - Decimal(str(value or 0))) > CLOSE:
                term = service["impact.indicator.term"].browse(term_id)
                raise ValueError(
                    f"{term.version_id.indicator_id.code} {term.name}, {what}, month "
                    f"{position}, “{cell}”: {number} here, {value} by hand"
                )
            alike += 1
        return alike
