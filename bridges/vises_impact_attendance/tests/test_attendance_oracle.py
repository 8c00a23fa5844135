"""Hours worked against a second count in plain Python, attendance by attendance."""

import random
from datetime import datetime, timedelta

from odoo.tests import tagged

from odoo.addons.vises_impact.tests.common import ImpactCommon
from odoo.addons.vises_impact.tests.employed_oracle import (
    EmployedWorld,
    Row,
    days_between,
    distinct,
    quotient,
    total,
)

CODES = ("EMP29", "INS28")
MONTH = timedelta(days=31)


@tagged("post_install", "-at_install")
class TestAttendanceOracle(EmployedWorld, ImpactCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_world()

    def _attend(self, seed: int):
        """Random attendances, by SQL: many that Odoo would refuse. Their rows."""
        drawn = random.Random(seed)
        rows = []
        for employee, record in zip(self.employees, self.records, strict=True):
            for _number in range(drawn.randint(0, 25)):
                start = datetime(2023, 3, 1) + timedelta(minutes=drawn.randrange(1_500_000))
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

    def _expected(self, code, rows, _period):
        def hours(row):
            return row.facts["hours"]

        if code == "EMP29":
            return total(rows, lambda row: row.is_staff, hours)
        worked = distinct(
            rows, Row.on_integration, lambda row: None if hours(row) is None else hours(row) > 0
        )
        return quotient(total(rows, Row.on_integration, hours), worked)

    def _check(self, seed: int):
        self._staff(seed)
        return self._compare(CODES, self._attend(seed), self._expected)

    def test_agrees_with_oracle_1(self):
        """On every status there is: else a branch of the definitions would be left out."""
        seen = self._check(1)
        self.assertEqual(seen, {"measured", "estimated", "missing", "not_applicable"})

    def test_agrees_with_oracle_2(self):
        self._check(2)

    def test_agrees_with_oracle_3(self):
        self._check(3)
