"""What employees did on days, counted in plain Python: shared by the bridges' tests.

A row is a record of the bridge's app, cut into days, with the employment of each day. Each
of its answers may be unknown (None): whether it is of the population, whether the filter
holds, how much it counts for.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from ..engine.period import split
from .chance import Chance, tell
from .staff_histories import STAFF_TYPES, Histories, StaffWorld
from .staff_oracle import (
    ESTIMATED,
    MEASURED,
    MISSING,
    NOT_APPLICABLE,
    Expected,
    StaffOracle,
    version_on,
)

ZONES = ("Europe/Brussels", "America/Montreal")
PERIODS = (
    *split("year", date(2023, 1, 1), date(2025, 12, 31)),
    *split("month", date(2024, 1, 1), date(2024, 12, 31)),
)


@dataclass(frozen=True)
class Row:
    """One record on one day.

    :param facts: what the app says, by name; the rest is the employment of the day.
    """

    person: int
    company: int
    day: date
    facts: dict
    is_staff: bool | None = None
    kind: str | None = None
    sex: str | None = None
    department: int | None = None

    @classmethod
    def of(cls, record, day: date, **facts) -> "Row":
        version = version_on(record, day)
        if not version:
            # Employed by nobody: the employee's company is that of the first version.
            return cls(record.person, record.versions[0].company, day, facts)
        return cls(
            record.person,
            version.company,
            day,
            facts,
            version.employee_type in STAFF_TYPES,
            version.kind,
            version.sex,
            version.department,
        )

    def on_integration(self) -> bool | None:
        return both(self.is_staff, None if self.kind is None else self.kind == "integration")


def both(*answers: bool | None) -> bool | None:
    """``and`` of three values."""
    if False in answers:
        return False
    return None if None in answers else True


def total(rows, population, measure) -> Expected:
    """The sum of a measure over a population; ``measure`` may be unknown.

    Rows that are None are those of an app that was not in use yet.
    """
    if rows is None:
        return Expected(None, MISSING)
    asked = [row for row in rows if population(row) is not False]
    known = [row for row in asked if population(row) and measure(row) is not None]
    return judged(sum(map(measure, known)), len(known), len(asked), people(known))


def distinct(rows, population, condition) -> Expected:
    """How many people have a row for which a condition, that may be unknown, holds."""
    if rows is None:
        return Expected(None, MISSING)
    asked = [row for row in rows if population(row) is not False]
    known = [
        row for row in asked if both(population(row), condition(row)) or condition(row) is False
    ]
    counted = [row for row in known if condition(row)]
    return judged(len(people(counted)), len(known), len(asked), people(counted), len(counted))


def people(rows) -> set[int]:
    return {row.person for row in rows}


def judged(value, known: int, asked: int, group: set, counted: int | None = None) -> Expected:
    if asked and not known and not (known if counted is None else counted):
        return Expected(None, MISSING)
    status = ESTIMATED if known < asked else MEASURED
    return Expected(float(value), status, known / asked if asked else 1.0, (len(group),))


def quotient(part: Expected, whole: Expected, factor: float = 1.0) -> Expected:
    """Part over whole: not applicable over zero, unknown where either is."""
    coverage = min(part.coverage, whole.coverage)
    groups = part.groups + whole.groups
    if whole.value == 0:
        return Expected(None, NOT_APPLICABLE, coverage)
    if MISSING in (part.status, whole.status):
        return Expected(None, MISSING, coverage)
    status = ESTIMATED if ESTIMATED in (part.status, whole.status) else MEASURED
    return Expected(factor * part.value / whole.value, status, coverage, groups)


def days_between(start: datetime, stop: datetime, zone: str):
    """Each local day of a stretch of UTC time, with its seconds."""
    tz = ZoneInfo(zone)
    start, stop = (moment.replace(tzinfo=timezone.utc) for moment in (start, stop))
    while start < stop:
        day = start.astimezone(tz).date()
        midnight = datetime.combine(day + timedelta(days=1), time(), tz).astimezone(timezone.utc)
        until = min(stop, midnight)
        yield day, (until - start).total_seconds()
        start = until


class EmployedWorld(StaffWorld):
    """Mixed into test cases of bridges: two companies in two time zones, with their staff.

    ``records`` and ``employees`` are in the same order; ``rows`` is the bridge's list of
    what its app holds.
    """

    @classmethod
    def _make_world(cls):
        result = super()._make_world()
        for company, zone in zip(cls.companies, ZONES, strict=True):
            company.resource_calendar_id = cls.env["resource.calendar"].create(
                {"name": zone, "tz": zone, "company_id": company.id}
            )
        return result

    def _staff(self, draw: Chance, size: int = 30):
        self.records = Histories(draw).records(draw.randint(0, size))
        tell("Employees", self.records)
        self.employees = self._hire(self.records)
        self.oracles = {}

    def _zone(self, record) -> str:
        """Days are cut by the clock of the employee's company."""
        return ZONES[record.versions[0].company]

    def _scopes(self):
        """Each company as a whole, and a site of two departments of the first."""
        site = self.env["impact.scope"].create(
            {
                "name": "Site",
                "kind": "site",
                "company_id": self.company.id,
                "department_ids": self.departments[1].ids,
            }
        )
        wholes = [company._impact_default_scope() for company in self.companies]
        return [(wholes[0], 0, None), (wholes[1], 1, None), (site, 0, (1, 2))]

    def _compare(self, codes, rows, expected, periods=PERIODS):
        """Check exact figures of indicators in all scopes and periods.

        :param expected: code, rows of the scope and period, period, place (company and
            departments) → Expected.
        :return: the statuses seen.
        """
        scopes = self._scopes()
        everywhere = self.env["impact.scope"].union(*(scope for scope, _c, _d in scopes))
        figures = self._computed(codes, everywhere, periods)
        seen = set()
        for scope, company, departments in scopes:
            of_company = [row for row in rows if row.company == company]
            first = min((row.day for row in of_company), default=date.max)
            inside = [
                row for row in of_company if departments is None or row.department in departments
            ]
            for position, period in enumerate(periods):
                found = [row for row in inside if period.start <= row.day <= period.last]
                if first > period.last:
                    found = None
                for code in codes:
                    one = expected(code, found, period, (company, departments))
                    figure = figures[code, scope.id, position]
                    with self.subTest(scope=scope.name, period=period.key, code=code):
                        self._same(figure, one)
                    seen.add(one.status)
        return seen

    def _of_staff(self, code, period, place) -> Expected:
        """A figure on the staff itself, such as EMP01, as the staff's own oracle counts it."""
        company, departments = place
        if company not in self.oracles:
            self.oracles[company] = StaffOracle(self.records, company)
        return self.oracles[company].expected(code, period.start, period.last, departments)

    def _same(self, figure, expected):
        self.assertEqual(figure.quantity.status, expected.status, figure.proof)
        if expected.value is not None:
            self.assertAlmostEqual(float(figure.quantity.value), expected.value, 5, figure.proof)
            self.assertAlmostEqual(float(figure.coverage), expected.coverage, 9, figure.proof)

    def _computed(self, codes, scopes, periods) -> dict:
        """Exact totals by code, scope and position of the period."""
        computation = self.env["impact.computation"].sudo()
        versions = computation._versions(self._library(*codes))
        figures = computation._exact_figures(versions, scopes, periods)
        return {
            (figure.version.indicator_id.code, figure.scope_id, figure.position): figure
            for figure in figures
            if not figure.cell
        }

    def _library(self, *codes):
        indicators = self.env["impact.indicator"].sudo().with_context(active_test=False)
        found = indicators.search([("code", "in", codes), ("namespace", "=", "library")])
        self.assertEqual(set(found.mapped("code")), set(codes))
        return found


class EmployedOracle(EmployedWorld):
    """Mixed into the tests of a bridge against its oracle, on random enterprises.

    ``codes``: the indicators; ``statuses``: those that the enterprises have to come to, else a
    branch of the definitions would be left out. A bridge says in ``_fill(draw)`` what its app
    holds, as rows, and in ``_expected`` what a figure is.
    """

    allow_inherited_tests_method = True  # Odoo leaves tests of a mixin out otherwise
    codes = ()
    statuses = frozenset({MEASURED, ESTIMATED, MISSING, NOT_APPLICABLE})
    periods = PERIODS
    size = 20
    examples = 8

    def test_agrees_with_oracle(self):
        seen = set()

        def check(draw):
            self._staff(draw, self.size)
            rows = self._fill(draw)
            tell("Rows of the app, by day", rows)
            seen.update(self._compare(self.codes, rows, self._expected, self.periods))

        self._for_histories(check, self.examples)
        self.assertLessEqual(self.statuses, seen)
