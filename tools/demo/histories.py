"""Employment histories as plain data: who worked when, under which contract, for how much.

Pure Python, so that the ledger can book the payroll of these very people. Permanent staff is
written out below; integration employees follow from one seeded generator.
"""

import heapq
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from tools.demo import names
from tools.demo.common import SEED, add_months, day, month_end

LAST_DAY = day("2025-12-31")
ONE_DAY, TWO_WEEKS = timedelta(days=1), timedelta(days=13)
RAISES = {day("2024-01-01"): 1.025, day("2025-01-01"): 1.015}
"""General pay rises of permanent staff."""

MINIMUM_WAGE = [
    (day("2022-01-01"), 1603.12),
    (day("2022-05-01"), 1645.58),
    (day("2022-08-01"), 1678.95),
    (day("2023-01-01"), 1709.28),
    (day("2023-05-01"), 1747.20),
    (day("2024-01-01"), 1766.92),
    (day("2024-11-01"), 1801.80),
]
"""French monthly minimum wage (SMIC) for 35 hours, by the day it took effect."""


@dataclass(frozen=True)
class Step:
    """A stretch of time in which nothing changes: one version in Odoo.

    ``since`` is its first day; ``start`` and ``end`` (None: open) are the contract's dates;
    ``wage`` is the monthly gross for the hours worked, ``paid`` what is really paid (the same
    but where the file's wage was never typed); ``kind`` is the contract type's code; ``trial``
    is the last day of the trial period.
    """

    since: date
    start: date
    end: date | None
    kind: str
    hours: float
    wage: float
    paid: float
    job: str
    department: str
    trial: date | None = None


@dataclass
class Person:
    """Someone's path: steps in order of time, and departures as (day, reason or None)."""

    name: str
    sex: str | None
    born: date
    place: tuple[str, str]
    steps: list[Step] = field(default_factory=list)
    departures: list[tuple[date, str | None]] = field(default_factory=list)
    employee_type: str = "employee"
    archived: bool = False

    def on(self, moment: date) -> Step | None:
        """The step in force on a day, if a contract covers it."""
        for step in reversed(self.steps):
            if step.since <= moment:
                return step if step.end is None or moment <= step.end else None
        return None


def minimum_wage(moment: date) -> float:
    """The full-time minimum wage on a day."""
    return (
        [amount for since, amount in MINIMUM_WAGE if since <= moment][-1]
        if moment >= MINIMUM_WAGE[0][0]
        else 1400.0
    )


def everyone() -> list[Person]:
    """Permanent staff first, then integration employees; the same list at each call."""
    people = [_read(row) for row in names.PERMANENT.strip().splitlines()]
    people += integration(random.Random(SEED))
    for person in people:
        person.steps = list(_on_trial(person.steps))
    return people


def _on_trial(steps: list[Step]) -> Iterator[Step]:
    """Who is hired anew is on trial: two weeks in a fixed-term contract, two months in another.

    French labour code, L1221-19 and L1242-10. Renewals and a second contract bring no trial.
    """
    start, last = None, date.min
    for step in steps:
        if step.start > last + timedelta(days=4):
            start = step.start
        last = step.end or date.max - timedelta(days=4)
        months = 2 if step.kind == "CDI" else 0
        end = add_months(step.start, months) - ONE_DAY if months else step.start + TWO_WEEKS
        yield replace(step, trial=end if step.start == start else None)


# -- permanent staff ----------------------------------------------------------------------


def _read(row: str) -> Person:
    """A line of ``names.PERMANENT`` as a person."""
    name, sex, born, job, department, place, kind, history = (
        part.strip() for part in row.split("|")
    )
    zipcode, city = place.split(" ", 1)
    person = Person(name, sex, day(born), (zipcode, city), employee_type=kind)
    for event in (part.strip() for part in history.split(";")):
        if event.startswith("exit"):
            _leave(person, *event.split()[1:])
        elif event.startswith("@"):
            moment, hours = event[1:].split()
            person.steps.append(_changed(person.steps[-1], day(moment), float(hours)))
        else:
            span, contract, hours, wage, *role = event.split()
            start, _, end = span.partition("/")
            person.steps.append(
                Step(
                    day(start),
                    day(start),
                    day(end) if end else None,
                    contract,
                    float(hours),
                    float(wage),
                    0.0,
                    role[0] if role else job,
                    role[1] if len(role) > 1 else department,
                )
            )
    person.steps = list(_with_pay(person.steps))
    return person


def _changed(step: Step, since: date, hours: float) -> Step:
    """The same contract with other weekly hours from a day on."""
    return replace(step, since=since, hours=hours)


def _leave(person: Person, moment: str, reason: str = "", archived: str = "") -> None:
    """Close the running contract; the reason ``unknown`` is one that nobody noted."""
    last, end = person.steps[-1], day(moment)
    person.steps = [
        replace(step, end=end) if step.start == last.start else step for step in person.steps
    ]
    person.departures.append((end, None if reason == "unknown" else reason))
    person.archived = archived == "archived"


def _with_pay(steps: list[Step]) -> Iterator[Step]:
    """Cut steps at pay rises; wages in ``steps`` are for full time, as of 2023 or of the hire."""
    for index, step in enumerate(steps):
        stop = steps[index + 1].since if index + 1 < len(steps) else None
        limits = [limit for limit in (stop and stop - timedelta(days=1), step.end) if limit]
        last = min(limits) if limits else LAST_DAY
        for since in [step.since, *_cuts(step, last)]:
            full_time = _full_time_wage(step, since)
            wage = round(full_time * step.hours / 35, 2)
            yield replace(step, since=since, wage=wage, paid=wage)


def _cuts(step: Step, last: date) -> list[date]:
    """Days inside a step on which its pay changes."""
    if step.kind in ("CDDI", "APP"):
        days = [since for since, _amount in MINIMUM_WAGE]
    else:
        days = [day("2023-01-01"), *RAISES]
    return [one for one in days if step.since < one <= last]


def _full_time_wage(step: Step, since: date) -> float:
    """Monthly gross for full time on a day, by the rule of the contract."""
    if step.kind == "CDDI":
        return minimum_wage(since)
    if step.kind == "APP":
        return round(minimum_wage(since) * 0.61, 2)
    wage = step.wage
    for moment, factor in RAISES.items():
        if step.start < moment <= since:
            wage *= factor
    if since < day("2023-01-01"):
        wage *= 1 - 0.011 * (2023 - since.year)
    return round(max(wage, minimum_wage(since)), 2)


# -- integration employees ----------------------------------------------------------------


def integration(rng: random.Random) -> list[Person]:
    """Employees on integration contracts: one chain of people per post, 2022 to 2025."""
    cast = names.cast(rng)
    people: list[Person] = []
    former: list[Person] = []
    openings = [
        (_monday(day("2022-01-03") + timedelta(days=rng.randrange(0, 330))), number)
        for number in range(names.POSTS)
    ]
    heapq.heapify(openings)
    while openings:
        start, post = heapq.heappop(openings)
        department = "garden" if post < names.GARDEN_POSTS else "services"
        person = _returning(rng, former, start, department)
        if person is None:
            person = _newcomer(rng, cast, start, department)
            people.append(person)
        end = _stay(rng, person, start, department)
        following = _monday(end + timedelta(days=rng.randrange(4, 40)))
        if end <= LAST_DAY:
            former.append(person)
        if following <= LAST_DAY:
            heapq.heappush(openings, (following, post))
    _spoil(people)
    return people


def _monday(moment: date) -> date:
    """The first Monday on or after a day."""
    return moment + timedelta(days=-moment.weekday() % 7)


def _returning(rng, former, start, department) -> Person | None:
    """Sometimes someone comes back, five to fifteen months after a first path."""
    for person in former:
        end, reason = person.departures[-1]
        away = (start - end).days
        if (
            len(person.departures) == 1
            and reason == "end"
            and 150 < away < 460
            and person.steps[0].department == department
            and rng.random() < 0.12
        ):
            former.remove(person)
            person.archived = False
            return person
    return None


def _newcomer(rng, cast: Iterator[tuple[str, str]], start: date, department: str) -> Person:
    """Someone new, with an age and a home."""
    wanted = "female" if rng.random() < (0.36 if department == "garden" else 0.58) else "male"
    name = next(cast[wanted])
    draw = rng.random()
    low, high = (18, 23) if draw < 0.31 else (55, 60) if draw < 0.52 else (27, 53)
    born = start - timedelta(days=int(365.25 * rng.uniform(low, high)))
    return Person(name, wanted, born, rng.choice(names.PLACES))


def _stay(rng, person: Person, start: date, department: str) -> date:
    """Add a path of contracts of four to six months; return its last day."""
    months = rng.choice((4, 6, 8, 10, 11, 12, 12, 14, 16, 18, 22, 24))
    hours = 35.0 if rng.random() < 0.12 else 26.0
    job = rng.choice(names.INTEGRATION_JOBS[department])
    steps: list[Step] = []
    done, begin = 0, start
    while done < months and begin <= LAST_DAY:
        length = min(rng.choice((4, 6, 6)), max(months - done, 4))
        end = add_months(begin, length) - timedelta(days=1)
        if rng.random() < 0.45 and end.weekday() >= 4:
            end -= timedelta(days=end.weekday() - 4)  # ends on a Friday, starts again on Monday
        steps.append(Step(begin, begin, end, "CDDI", hours, 0.0, 0.0, job, department))
        done += length
        begin = end + timedelta(days=3 if end.weekday() == 4 else 1)
    end, reason = _exit(rng, steps, months - done <= 0)
    steps[-1] = replace(steps[-1], end=end)
    if hours < 35 and len(steps) > 1 and rng.random() < 0.3:
        _more_hours(steps)
    person.steps += _with_pay(steps)
    if end <= LAST_DAY:
        person.departures.append((end, reason))
        person.archived = rng.random() < 0.75
    return end


def _exit(rng, steps: list[Step], finished: bool) -> tuple[date, str]:
    """The last day of a path and why it ended there."""
    last = steps[-1]
    if finished and rng.random() < 0.3 and (last.end - last.start).days > 70:
        early = last.end - timedelta(days=rng.randrange(20, 60))
        return early, rng.choice(("job", "job", "job", "transition", "resigned", "fired"))
    return last.end, rng.choice(
        ("job", "transition", "transition", "training", "end", "end", "end")
    )


def _more_hours(steps: list[Step]) -> None:
    """Go from 26 to 30 hours two months into the second contract."""
    second = steps[1]
    since = month_end(*_year_month(add_months(second.start, 1))) + timedelta(days=1)
    if since < second.end:
        steps[1:] = [
            second,
            *(replace(one, hours=30.0) for one in (replace(second, since=since), *steps[2:])),
        ]


def _year_month(moment: date) -> tuple[int, int]:
    return moment.year, moment.month


def _spoil(people: list[Person]) -> None:
    """The gaps of real life: two wages never typed, a sex and a contract type left blank."""
    recent = [
        one
        for one in people
        if len(one.steps) == 1 and one.steps[0].start >= day("2025-08-25") and one.on(LAST_DAY)
    ]
    for person in recent[:2]:
        person.steps = [replace(person.steps[0], wage=0.0)]
    person = recent[2]
    person.steps = [replace(person.steps[0], kind="")]
    lasting = [one for one in people if one.on(day("2024-12-31")) and one.on(LAST_DAY)]
    lasting[1].sex = None


# -- pay of a month -----------------------------------------------------------------------


def gross_pay(people: Iterable[Person], year: int, month: int) -> dict[str, float]:
    """Gross pay of a month by group: ``permanent`` and ``integration`` (by department too)."""
    first, last = date(year, month, 1), month_end(year, month)
    totals: dict[str, float] = {}
    for person in people:
        for index, step in enumerate(person.steps):
            following = person.steps[index + 1].since if index + 1 < len(person.steps) else date.max
            end = min(step.end or date.max, following - timedelta(days=1), last)
            days = (end - max(step.since, first)).days + 1
            if days > 0:
                group = "integration" if step.kind in ("CDDI", "") else "permanent"
                key = f"{group}.{step.department}"
                totals[key] = totals.get(key, 0.0) + step.paid * days / last.day
    return totals
