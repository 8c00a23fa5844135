"""Hours of work entries against a second count in plain Python, entry by entry."""

from datetime import date

from odoo.tests import tagged

from odoo.addons.vises_impact.tests.chance import Chance
from odoo.addons.vises_impact.tests.common import ImpactCommon
from odoo.addons.vises_impact.tests.employed_oracle import (
    MISSING,
    EmployedOracle,
    Expected,
    Row,
    judged,
    people,
)
from odoo.addons.vises_impact.tests.own_figures import OwnFigures

TYPES = ("ORACLE1", "ORACLE2", None)


@tagged("post_install", "-at_install")
class TestWorkEntryOracle(OwnFigures, EmployedOracle, ImpactCommon):
    codes = ("PRESENT", "AWAY")
    statuses = frozenset({"measured", "estimated", "missing"})

    module = "vises_impact_work_entry"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_world()
        cls.entry_types = {
            code: cls.env["hr.work.entry.type"].create(
                {"name": f"Type {code}", "code": code, "is_leave": code == "ORACLE2"}
            )
            for code in TYPES
            if code
        }
        hours = {"measure": "sum", "measure_field": "hours"}
        cls.indicators = cls._own(
            "PRESENT", "work_entry", hours={**hours, "filter": "[('entry_type', '=', 'ORACLE1')]"}
        ) | cls._own("AWAY", "work_entry", hours={**hours, "filter": "[('is_leave', '=', True)]"})

    def _library(self, *codes):
        return self.indicators.filtered(lambda indicator: indicator.code in codes)

    def _fill(self, drawn: Chance):
        """Random entries by SQL, many that Odoo would refuse; the rows of those that count."""
        rows = []
        for employee, record in zip(self.employees, self.records, strict=True):
            for _number in range(drawn.randint(0, 20)):
                day = drawn.day(date(2023, 3, 1), date(2025, 12, 31))
                code = drawn.choice(TYPES)
                hours = drawn.choice((0.5, 3.8, 7.6, 8.0, 0.0, -4.0, 30.0, None))
                state = drawn.choice(("draft", "draft", "validated", "conflict", "cancelled", None))
                active = drawn.random() >= 0.2
                self._store_entry(employee, day, code, hours, state, active)
                if active and state != "cancelled":
                    sound = state != "conflict" and hours is not None and 0 <= hours <= 24
                    rows.append(Row.of(record, day, code=code, hours=hours if sound else None))
        return rows

    def _store_entry(self, employee, day, code, hours, state, active):
        self.env.cr.execute(
            """INSERT INTO hr_work_entry (employee_id, version_id, company_id, date,
                   work_entry_type_id, duration, state, active)
               VALUES (%s, %s, %s, %s, %s, %s, %s, %s)""",
            (
                employee.id,
                employee.version_ids[:1].id,
                employee.company_id.id,
                day,
                self.entry_types[code].id if code else None,
                hours,
                state,
                active,
            ),
        )

    def _expected(self, code, rows, _period, _place):
        """An entry of the other type is known not to count, whatever its hours are."""
        if rows is None:
            return Expected(None, MISSING)
        wanted = "ORACLE1" if code == "PRESENT" else "ORACLE2"
        others = [row for row in rows if row.facts["code"] not in (wanted, None)]
        counted = [
            row for row in rows if row.facts["code"] == wanted and row.facts["hours"] is not None
        ]
        value = sum(row.facts["hours"] for row in counted)
        return judged(value, len(counted) + len(others), len(rows), people(counted), len(counted))
