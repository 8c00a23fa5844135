"""Hours worked against a second count in plain Python, attendance by attendance."""

from datetime import date, timedelta

from odoo.tests import tagged

from odoo.addons.vises_impact.engine.period import split
from odoo.addons.vises_impact.tests.chance import Chance
from odoo.addons.vises_impact.tests.common import ImpactCommon
from odoo.addons.vises_impact.tests.employed_oracle import (
    MISSING,
    PERIODS,
    EmployedOracle,
    Expected,
    Row,
    days_between,
    distinct,
    quotient,
    total,
)

CODES = ("EMP29", "INS28", "INS03")
ANNUAL_HOURS = {0: 1505, 1: 1600}
"""Of an integration enterprise (EI) and one of temporary work (ETTI), by company."""
MONTHS = {"year": 12, "month": 1, "agreement": 15 / 29 + 1 + 10 / 30}
STRANGE = split("agreement", date(2024, 2, 15), date(2024, 4, 10))
MONTH = timedelta(days=31)


@tagged("post_install", "-at_install")
class TestAttendanceOracle(EmployedOracle, ImpactCommon):
    codes = CODES
    periods = (*PERIODS, *STRANGE)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_world()
        for company, kind in zip(cls.companies, ("ei", "etti"), strict=True):
            company._impact_default_scope().structure_type = kind

    def _fill(self, drawn: Chance):
        """Random attendances, by SQL: many that Odoo would refuse. Their rows."""
        rows = []
        for employee, record in zip(self.employees, self.records, strict=True):
            for _number in range(drawn.randint(0, 15)):
                start = drawn.moment(date(2023, 3, 1), date(2026, 1, 5))
                minutes = drawn.choice((1, 240, 480, 600, 1440, 3000, -30, 0, 60 * 24 * 40, None))
                stop = None if minutes is None else start + timedelta(minutes=minutes)
                hours = drawn.choice((0.0, 3.5, 7.6, 8.25, 11.0, None, -2.0))
                self._store_attendance(employee, start, stop, hours)
                rows += self._rows(record, start, stop, hours)
        return rows

    def _store_attendance(self, employee, start, stop, hours):
        self.env.cr.execute(
            """INSERT INTO hr_attendance (employee_id, check_in, check_out, worked_hours, date)
               VALUES (%s, %s, %s, %s, %s)""",
            (employee.id, start, stop, hours, start.date()),
        )

    def _rows(self, record, start, stop, hours):
        """The days of an attendance with the hours of each; unknown ones on the first day."""
        zone = self._zone(record)
        sound = stop and timedelta() < stop - start <= MONTH and hours is not None and hours >= 0
        if not sound:
            ((day, _seconds),) = days_between(start, start + timedelta(microseconds=1), zone)
            return [Row.of(record, day, hours=None)]
        length = (stop - start).total_seconds()
        return [
            Row.of(record, day, hours=hours * seconds / length)
            for day, seconds in days_between(start, stop, zone)
        ]

    def _expected(self, code, rows, period, place):
        def hours(row):
            return row.facts["hours"]

        if code == "EMP29":
            return total(rows, lambda row: row.is_staff, hours)
        if code == "INS03":
            return self._posts(total(rows, Row.on_integration, hours), period, place)
        worked = distinct(
            rows, Row.on_integration, lambda row: None if hours(row) is None else hours(row) > 0
        )
        return quotient(total(rows, Row.on_integration, hours), worked)

    @staticmethod
    def _posts(worked, period, place):
        """Full-time posts; without a structure type nobody knows the hours of one."""
        company, departments = place
        if worked.value is None or departments:
            return Expected(None, MISSING)
        of_the_year = worked.value * 12 / MONTHS[period.period_type]
        value = of_the_year / ANNUAL_HOURS[company]
        return Expected(value, worked.status, worked.coverage, worked.groups)
