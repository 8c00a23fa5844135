"""Who was at work and who was away, day by day: Attendances, Time Off, Work Entries."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from psycopg2.extras import execute_values

from tools.demo import company
from tools.demo.apps import words
from tools.demo.common import SEED, day, utc

FIRST, LAST = day("2024-01-01"), day("2025-12-31")
HOME_DAY = 4
HOME_JOBS = ("director", "counsellor", "placement", "accountant", "hr", "office")
ENTERED_SINCE = day("2025-01-01")
"""Who works from home, on which weekday (Friday); since when work entries are kept."""

# Key -> English, French, what it counts as.
LEAVE_TYPES = {
    "holiday": ("Paid holidays", "Congés payés", "holiday"),
    "sickness": ("Sick leave", "Arrêt maladie", "sickness"),
    "accident": ("Work accident", "Accident du travail", "work_accident"),
    "parental": ("Paternity leave", "Congé de paternité", "parental"),
}
FEASTS = [
    *(
        f"{year}-{feast}"
        for year in (2024, 2025)
        for feast in ("01-01", "05-01", "05-08", "07-14", "08-15", "11-01", "11-11", "12-25")
    ),
    *("2024-04-01", "2024-05-09", "2024-05-20", "2025-04-21", "2025-05-29", "2025-06-09"),
]


@dataclass(frozen=True)
class Absence:
    """Whole days off, first and last included; ``number`` is the person's in the histories."""

    number: int
    kind: str
    first: date
    last: date


@dataclass(frozen=True)
class Attendance:
    """A day at work by the clock of the house, and its hours without the break."""

    number: int
    start: datetime
    stop: datetime
    hours: float


def feasts() -> set[date]:
    """Public holidays of both years."""
    return {day(one) for one in FEASTS}


def absences(people) -> list[Absence]:
    """Holidays in summer and winter; sickness, accidents and births by chance."""
    rng = random.Random(SEED + 11)
    found = []
    for number, person in enumerate(people):
        taken: set[date] = set()
        for year in (2024, 2025):
            for kind, first, length in _wishes(rng, year):
                one = Absence(number, kind, first, first + timedelta(days=length - 1))
                days = set(_days(one))
                if _fits(person, one) and not days & taken:
                    taken |= days
                    found.append(one)
    return found


def _wishes(rng, year: int) -> Iterator[tuple[str, date, int]]:
    """What may happen to somebody in a year: kind, first day, number of days."""
    july = _monday(date(year, 7, 8))
    yield "holiday", july + timedelta(weeks=rng.randrange(6)), 12
    yield "holiday", _monday(date(year, 2, 10)) + timedelta(weeks=rng.randrange(8)), 5
    for chance in (0.8, 0.6, 0.5, 0.3):
        first = _monday(date(year, rng.randrange(1, 13), rng.randrange(1, 20)))
        length = rng.choice((1, 2, 3, 4, 5, 5, 12, 26, 40))
        if rng.random() < chance:
            yield "sickness", first, length
    if rng.random() < 0.09:
        yield "accident", _monday(date(year, rng.randrange(3, 11), 4)), rng.choice((3, 5, 12))
    if rng.random() < 0.03:
        yield "parental", _monday(date(year, rng.randrange(2, 10), 1)), 26


def _monday(moment: date) -> date:
    return moment + timedelta(days=-moment.weekday() % 7)


def _days(absence: Absence) -> Iterator[date]:
    moment = absence.first
    while moment <= absence.last:
        yield moment
        moment += timedelta(days=1)


def _fits(person, absence: Absence) -> bool:
    """Within one version of the contract, and not on feast days alone."""
    step = person.on(absence.first)
    works = step and set(_days(absence)) - feasts()
    return bool(works) and step is person.on(absence.last) and absence.last <= LAST


def attendances(people) -> list[Attendance]:
    """Every day of everyone's working schedule but feasts and days off; some leave late."""
    rng = random.Random(SEED + 12)
    away = {(one.number, moment) for one in absences(people) for moment in _days(one)}
    closed = feasts()
    found = []
    moment = FIRST
    while moment <= LAST:
        for number, person in enumerate(people):
            step = person.on(moment)
            if step and moment not in closed and (number, moment) not in away:
                days, morning, afternoon = company.TIMETABLES[step.hours]
                if moment.weekday() in days:
                    late = rng.choice((0, 0, 0, 0, 0.25, 0.5))
                    found.append(_attended(number, moment, morning, afternoon, late))
        moment += timedelta(days=1)
    return found


def _attended(number: int, moment: date, morning, afternoon, late: float) -> Attendance:
    """From the first hour of the schedule to its last, or a little later."""
    stop = (afternoon or morning)[1] + late
    hours = stop - morning[0] - (afternoon[0] - morning[1] if afternoon else 0)
    midnight = datetime.combine(moment, time())
    return Attendance(
        number, midnight + timedelta(hours=morning[0]), midnight + timedelta(hours=stop), hours
    )


def build(env, firm, staff) -> None:
    """Feasts and time off first, then what is left of the days."""
    env["resource.calendar.leaves"].create(
        [
            {
                "name": "Jour férié",
                "company_id": firm.id,
                "date_from": utc(datetime.combine(feast, time())),
                "date_to": utc(datetime.combine(feast, time(23, 59))),
            }
            for feast in sorted(feasts())
        ]
    )
    _time_off(env, firm, staff)
    present = attendances(staff.people)
    _attend(env, staff, present)
    _enter(env, staff, present)
    words.define(
        env,
        {
            "code": "TELETRAVAIL",
            "theme": "EMP",
            "unit": "percent",
            "frequency": "year",
            "privacy": "person",
        },
        (
            "Telework of permanent staff",
            "Part de télétravail des permanents",
            "Telewerk van het vaste personeel",
        ),
        (
            "Hours of telework as a share of the hours of the period's work entries.",
            "Heures de télétravail, en part des heures des prestations de la période.",
            "Uren telewerk als aandeel van de uren van de prestaties van de periode.",
        ),
        "100 * maison / maison_base",
        maison={
            "source": "vises_impact_work_entry.impact_source_work_entry",
            "measure": "sum",
            "field": "hours",
            "basis": "flow",
            "filter": "[('entry_type', '=', 'WORK110')]",
        },
    )


def _time_off(env, firm, staff) -> None:
    """Types of time off and approved days off."""
    types = env["hr.leave.type"].create(
        [
            {
                "name": english,
                "company_id": firm.id,
                "requires_allocation": False,
                "leave_validation_type": "hr",
                "create_calendar_meeting": False,
            }
            for english, _french, _meaning in LEAVE_TYPES.values()
        ]
    )
    words.name_all(types, [names[:2] for names in LEAVE_TYPES.values()])
    meaning = {one: row[2] for one, row in zip(types, LEAVE_TYPES.values(), strict=True)}
    words.say(env, firm, "leave_type", "leave_type_id", "absence_class", meaning)
    by_kind = dict(zip(LEAVE_TYPES, types, strict=True))
    quiet = env["hr.leave"].with_context(
        leave_fast_create=True, leave_skip_date_check=True, mail_activity_automation_skip=True
    )
    leaves = quiet.create(
        [
            {
                "employee_id": staff.employees[one.number].id,
                "holiday_status_id": by_kind[one.kind].id,
                "request_date_from": one.first,
                "request_date_to": one.last,
            }
            for one in absences(staff.people)
        ]
    )
    leaves._action_validate(check_state=False)


def _attend(env, staff, present: list[Attendance]) -> None:
    """By SQL: Odoo compares each attendance with all others of the person, a minute of work."""
    rows = [
        (
            staff.employees[one.number].id,
            utc(one.start),
            utc(one.stop),
            one.start.date(),
            one.hours,
            "manual",
            "manual",
        )
        for one in present
    ]
    execute_values(
        env.cr,
        """INSERT INTO hr_attendance
               (employee_id, check_in, check_out, date, worked_hours, in_mode, out_mode)
           VALUES %s""",
        rows,
    )
    env.invalidate_all()


def entered_days(people, present: list[Attendance]) -> list[tuple[Attendance, bool]]:
    """Days at work of permanent staff for which entries are kept; whether it was from home."""
    found = []
    for one in present:
        step = people[one.number].on(one.start.date())
        if one.start.date() >= ENTERED_SINCE and step.kind in ("CDI", "CDD"):
            found.append((one, one.start.weekday() == HOME_DAY and step.job in HOME_JOBS))
    return found


def _enter(env, staff, present: list[Attendance]) -> None:
    """Work entries of permanent staff: presence, and work from home on Fridays."""
    at_work = env.ref("hr_work_entry.work_entry_type_attendance")
    at_home = env.ref("hr_work_entry.work_entry_type_home_working")
    env["hr.work.entry"].create(
        [
            {
                "employee_id": staff.employees[one.number].id,
                "date": one.start.date(),
                "duration": one.hours,
                "work_entry_type_id": (at_home if is_home else at_work).id,
            }
            for one, is_home in entered_days(staff.people, present)
        ]
    )
