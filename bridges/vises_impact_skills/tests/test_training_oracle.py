"""Training against a second count in plain Python, course by course and day by day."""

from datetime import date, timedelta

from odoo.tests import tagged

from odoo.addons.vises_impact.tests.chance import Chance
from odoo.addons.vises_impact.tests.common import ImpactCommon
from odoo.addons.vises_impact.tests.employed_oracle import (
    EmployedOracle,
    Row,
    distinct,
    quotient,
    total,
)

CODES = ("EMP20", "INS35", "INS36")


@tagged("post_install", "-at_install")
class TestTrainingOracle(EmployedOracle, ImpactCommon):
    codes = CODES

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_world()
        cls.course, cls.job = cls.env["hr.resume.line.type"].create(
            [{"name": "Course", "is_course": True}, {"name": "Job", "is_course": False}]
        )

    def _fill(self, drawn: Chance):
        """Random lines of résumés, by SQL; the rows of those that are courses."""
        rows = []
        for employee, record in zip(self.employees, self.records, strict=True):
            for _number in range(drawn.randint(0, 6)):
                kind = drawn.choice((self.course, self.course, self.job, None))
                start = drawn.day(date(2023, 3, 1), date(2025, 12, 31))
                days = drawn.choice((1, 1, 2, 30, 120, 5000, None))
                hours = drawn.choice((7, 14, 35, 0, None, -3))
                end = days and start + timedelta(days=days - 1)
                self.env.cr.execute(
                    """INSERT INTO hr_resume_line
                           (employee_id, line_type_id, date_start, date_end, duration,
                            course_type, name)
                       VALUES (%s, %s, %s, %s, %s, 'external', '{"en_US": "Line"}')""",
                    (employee.id, kind and kind.id or None, start, end, hours),
                )
                if kind == self.course:
                    rows += self._rows(record, start, days or 1, hours)
        return rows

    def _rows(self, record, start, days, hours):
        if days > 3653:
            return [Row.of(record, start, hours=None)]
        part = hours / days if hours and hours > 0 else None
        return [Row.of(record, start + timedelta(days=n), hours=part) for n in range(days)]

    def _expected(self, code, rows, period, place):
        def hours(row):
            return row.facts["hours"]

        if code == "EMP20":
            staff = self._of_staff("EMP01", period, place)
            return quotient(total(rows, lambda row: row.is_staff, hours), staff)
        people = self._of_staff("INS01", period, place)
        if code == "INS35":
            return quotient(total(rows, Row.on_integration, hours), people)
        trained = distinct(rows, Row.on_integration, lambda row: True)
        return quotient(trained, people, 100)
