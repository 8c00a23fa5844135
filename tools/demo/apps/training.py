"""Courses on résumés (Skills): name, hours, days, and how likely somebody takes them."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from tools.demo.apps.presence import LAST
from tools.demo.common import SEED

# For integration employees and for permanent staff: name, hours, days, chance a year.
COURSES = {
    True: (
        ("Sauveteur secouriste du travail", 14, 2, 0.35),
        ("Ateliers de français", 60, 90, 0.25),
        ("Code et permis de conduire", 35, 60, 0.15),
        ("Gestes et postures", 7, 1, 0.4),
    ),
    False: (
        ("Sauveteur secouriste du travail, recyclage", 7, 1, 0.4),
        ("Accompagner vers l'emploi", 21, 3, 0.25),
        ("Mesurer son impact social", 14, 2, 0.15),
    ),
}


@dataclass(frozen=True)
class Course:
    """A course of somebody; ``number`` is the person's in the histories."""

    number: int
    name: str
    first: date
    last: date
    hours: int


def courses(people) -> list[Course]:
    """The courses of 2024 and 2025, each within one contract."""
    rng = random.Random(SEED + 13)
    found = []
    for number, person in enumerate(people):
        for year in (2024, 2025):
            first = date(year, rng.randrange(1, 12), rng.randrange(2, 26))
            step = person.on(first)
            for name, hours, days, chance in COURSES[bool(step) and step.kind == "CDDI"]:
                last = first + timedelta(days=days - 1)
                drawn = rng.random() < chance
                if drawn and step and step is person.on(last) and last <= LAST:
                    found.append(Course(number, name, first, last, hours))
    return found


def build(env, staff) -> None:
    """Lines of résumés of Odoo's own type of training."""
    kind = env.ref("hr_skills.resume_type_training")
    env["hr.resume.line"].create(
        [
            {
                "employee_id": staff.employees[one.number].id,
                "name": one.name,
                "line_type_id": kind.id,
                "course_type": "external",
                "date_start": one.first,
                "date_end": one.last,
                "duration": one.hours,
            }
            for one in courses(staff.people)
        ]
    )
