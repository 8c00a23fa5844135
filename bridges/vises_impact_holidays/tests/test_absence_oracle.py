"""Absenteeism against a second count in plain Python, day by day."""

from collections import defaultdict
from datetime import date, timedelta

from odoo.tests import tagged

from odoo.addons.vises_impact.tests.chance import Chance, tell
from odoo.addons.vises_impact.tests.common import ImpactCommon
from odoo.addons.vises_impact.tests.employed_oracle import EmployedOracle, Row, judged, people
from odoo.addons.vises_impact.tests.staff_histories import ONE_DAY
from odoo.addons.vises_impact.tests.staff_oracle import (
    MISSING,
    NOT_APPLICABLE,
    Expected,
    version_on,
)

CLASSES = ("sickness", "work_accident", "parental", "training", "holiday", "other", None)
ABSENT = ("sickness", "work_accident", "parental", "other")
LAST = date(2025, 12, 31)
FEASTS = {0: date(2024, 5, 1), 1: date(2024, 6, 24)}
# The UTC hours at which those days begin and end by the clocks of the two companies.
FEAST_HOURS = {
    0: ("2024-04-30 22:00", "2024-05-01 21:59"),
    1: ("2024-06-24 04:00", "2024-06-25 03:59"),
}


@tagged("post_install", "-at_install")
class TestAbsenceOracle(EmployedOracle, ImpactCommon):
    codes = ("EMP16",)
    statuses = frozenset({"measured", "estimated", "missing"})
    size = 15

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_world()
        # No Wednesdays on one schedule; on another, no Fridays of odd weeks.
        cls.calendars["third"].attendance_ids.filtered(lambda a: a.dayofweek == "2").unlink()
        cls.calendars["two_weeks"].attendance_ids.filtered(
            lambda a: a.dayofweek == "4" and a.week_type == "1"
        ).unlink()
        cls.leave_types = {
            name: cls.env["hr.leave.type"].create({"name": f"Oracle {name}", "company_id": False})
            for name in CLASSES
        }
        cls.env["impact.mapping"].create(
            [
                {
                    "company_id": company.id,
                    "kind": "leave_type",
                    "leave_type_id": leave_type.id,
                    "absence_class": name,
                }
                for company in cls.companies
                for name, leave_type in cls.leave_types.items()
                if name
            ]
        )
        for number, (first, last) in FEAST_HOURS.items():
            feasts = cls.env["resource.calendar.leaves"].with_company(cls.companies[number])
            feasts.create({"name": "Feast", "date_from": f"{first}:00", "date_to": f"{last}:00"})

    def _fill(self, drawn: Chance):
        """Random time off, by SQL, and the rows of all days to be worked."""
        self.used, self.leaves = {}, defaultdict(list)
        for number, (employee, record) in enumerate(zip(self.employees, self.records, strict=True)):
            for _number in range(drawn.randint(0, 14)):
                name, state = (
                    drawn.choice(CLASSES),
                    drawn.choice(("validate", "validate", "refuse")),
                )
                first = drawn.day(date(2023, 4, 1), date(2025, 12, 15))
                last = drawn.choice((first, first, first + timedelta(drawn.randrange(40)), None))
                length = drawn.choice((0.5, 1, 2.5, 5, 0, None, 400))
                self.env.cr.execute(
                    """INSERT INTO hr_leave (employee_id, holiday_status_id, state,
                           request_date_from, request_date_to, number_of_days)
                       VALUES (%s, %s, %s, %s, %s, %s)""",
                    (employee.id, self.leave_types[name].id, state, first, last, length),
                )
                if state == "validate":
                    self.leaves[number].append((name, first, last or first, length))
                    company = record.versions[0].company
                    self.used[company] = min(first, self.used.get(company, first))
        tell("Time off", self.leaves.items())
        return [
            row
            for number, record in enumerate(self.records)
            for row in self._rows(record, self.leaves[number])
        ]

    def _rows(self, record, leaves):
        worked = [day for day in self._every_day() if self._has_to_work(record, day)]
        parts = defaultdict(list)
        for name, first, last, length in leaves:
            days = [day for day in worked if first <= day <= last]
            for day in days:
                part = 1 if length is None else min(1, length / len(days))
                if part:
                    parts[day].append((name, part))
        for day in worked:
            whole = sum(part for _name, part in parts[day])
            for name, part in parts[day]:
                yield Row.of(record, day, name=name, part=part / max(whole, 1))
            if whole < 1:
                yield Row.of(record, day, name="work", part=1 - whole)

    def _every_day(self):
        day = min(self.used.values(), default=date.max)
        while day <= LAST + timedelta(days=400):
            yield day
            day += ONE_DAY

    def _has_to_work(self, record, day):
        version = version_on(record, day)
        if not version or day < self.used.get(version.company, date.max):
            return False
        if day == FEASTS[version.company] or day.weekday() > 4 or day > date.today():
            return False
        odd = (day.toordinal() - 1) // 7 % 2 == 1
        if version.calendar == "third" and day.weekday() == 2:
            return False
        return not (version.calendar == "two_weeks" and day.weekday() == 4 and odd)

    def _expected(self, _code, rows, _period, _place):
        if rows is None:
            return Expected(None, MISSING)
        asked = [row for row in rows if row.is_staff]
        known = [row for row in asked if row.facts["name"]]
        if not asked:
            return Expected(None, NOT_APPLICABLE)
        absent = [row for row in known if row.facts["name"] in ABSENT]
        days, base = (sum(row.facts["part"] for row in some) for some in (absent, known))
        return judged(100 * days / base if base else 0, len(known), len(asked), people(absent))
