"""Staff figures of an enterprise, counted day by day on its own description.

The description (such as ``tools.demo.histories``) is what the records in Odoo were made
from. The oracle is that of the addon's own tests, which compare it on random histories; of
the addon, its SQL and its definitions nothing is used.
"""

import importlib
import re
import sys
from collections.abc import Iterable
from datetime import date
from types import ModuleType

from tools.demo.histories import Person
from tools.paths import ADDON

# Without the package around them: that one is for Odoo's test runner and imports Odoo.
sys.modules["addon_tests"] = ModuleType("addon_tests")
sys.modules["addon_tests"].__path__ = [str(ADDON / "tests")]
histories = importlib.import_module("addon_tests.staff_histories")
oracle = importlib.import_module("addon_tests.staff_oracle")

STAFF = tuple(
    code.removeprefix("_")
    for code in vars(oracle.StaffOracle)
    if re.fullmatch(r"_[A-Z]{3}\d\d", code)
)
EXAMINED = ("INS20", "INS21", "INS22", "INS23", "INS24", "INS25")
"""Exits that a rule of the structure type examines: without one, nobody can tell."""
Expected, Record, Version = oracle.Expected, histories.Record, histories.Version


class Staff(oracle.StaffOracle):
    """The people of an enterprise, in all its departments or in those of a scope.

    ``classes`` and ``jobs``: kind of contract and of job by their names in the description; ``full_time``: weekly
    hours; ``wages``: lowest hourly pay by the day it took effect; ``territory``: beginnings of
    postcodes; ``seat``: postcode of the place of work; ``afterwards`` and ``exit_classes``: what
    departure reasons say; ``scopes``: departments and structure type by name.
    """

    classes: dict[str, str] = {}
    jobs: dict[str, str] = {}
    full_time = 35.0
    wages: tuple[tuple[date, float], ...] = ()
    seat = ""
    scopes: dict[str, tuple[tuple[str, ...] | None, str | None]] = {"": (None, None)}

    def __init__(self, people: Iterable[Person]):
        self.sites = {0: self.seat}
        super().__init__([self._record(number, one) for number, one in enumerate(people)])

    def _record(self, number: int, person: Person):
        versions = [
            Version(
                step.since,
                step.start,
                step.end,
                self.classes.get(step.kind),
                (step.hours, self.full_time),
                person.employee_type,
                department=step.department,
                sex=person.sex,
                wage=step.wage,
                trial=step.trial,
                home=person.place[0],
                site=0,
                job=self.jobs.get(step.job),
            )
            for step in person.steps
        ]
        for moment, reason in person.departures:
            last = [version for version in versions if version.date_version <= moment][-1]
            last.departure, last.reason = moment, reason
        return Record(number, versions, person.archived, person.born)

    def minimum_wage(self, day: date) -> float:
        return [amount for since, amount in self.wages if since <= day][-1]

    def figure(self, code: str, year: int, scope: str = "") -> Expected:
        """The figure of an indicator for a calendar year."""
        departments, self.structure = self.scopes[scope]
        if code in EXAMINED and self.structure is None:
            return Expected(None, oracle.MISSING)
        return self.expected(code, date(year, 1, 1), date(year, 12, 31), departments)
