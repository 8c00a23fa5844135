"""Hours on projects against a second count in plain Python, line by line."""

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
    quotient,
)

CLASS_OF = {"INS30": "support", "BEN24": "service", "PRO05": "evaluation"}
CLASSES = ("support", "service", "evaluation", "other")
FRENCH_DAY = 7
HOURS_OF_UNIT = {"hour": 1, "day": 8, "dozen": None, None: 1}


@tagged("post_install", "-at_install")
class TestTimesheetOracle(EmployedOracle, ImpactCommon):
    codes = tuple(CLASS_OF)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_world()
        cls.units = {
            name: cls.env.ref(f"uom.product_uom_{name}").id if name else None
            for name in HOURS_OF_UNIT
        }
        # What each project counts as, by the company that says so.
        cls.says, cls.owners = {}, {}
        for number, company in enumerate(cls.companies):
            for name in (*CLASSES, None):
                project = cls._project(company, active=name != "other")
                cls.owners[project] = number
                cls._map_project(project, number, name)
        for theirs in (("support", "service"), ("evaluation", None), (None, "support")):
            project = cls._project(cls.env["res.company"])
            cls.owners[project] = None
            for number, name in enumerate(theirs):
                cls._map_project(project, number, name)

    @classmethod
    def _project(cls, company, active=True):
        values = {"name": "Oracle", "company_id": company.id, "active": active}
        return cls.env["project.project"].create(values)

    @classmethod
    def _map_project(cls, project, number, name):
        cls.says[project, number] = name
        if name:
            cls.env["impact.mapping"].create(
                {
                    "company_id": cls.companies[number].id,
                    "kind": "project",
                    "project_id": project.id,
                    "project_class": name,
                }
            )

    def _fill(self, drawn: Chance):
        """Random lines by SQL, many that Odoo would refuse; the rows of timesheets."""
        projects = [*self.owners, None]
        rows = []
        for employee, record in zip([*self.employees, None], [*self.records, None], strict=True):
            for _number in range(drawn.randint(0, 15)):
                project = drawn.choice(projects)
                day = drawn.day(date(2023, 3, 1), date(2025, 12, 31))
                amount = drawn.choice((0.25, 1.5, 3.5, 7.0, 8.25, 0.0, -2.0, None))
                unit = drawn.choice(("hour", "hour", "hour", "day", "dozen", None))
                company = drawn.choice(self.companies)
                self._store_line(employee, project, day, amount, unit, company)
                if record and project:
                    rows.append(self._row(record, project, day, amount, unit))
        return rows

    def _store_line(self, employee, project, day, amount, unit, company):
        self.env.cr.execute(
            """INSERT INTO account_analytic_line
                   (name, amount, employee_id, project_id, date, unit_amount, product_uom_id,
                    company_id)
               VALUES ('Oracle', 0, %s, %s, %s, %s, %s, %s)""",
            (
                employee.id if employee else None,
                project.id if project else None,
                day,
                amount,
                self.units[unit],
                company.id,
            ),
        )

    def _row(self, record, project, day, amount, unit):
        factor = HOURS_OF_UNIT[unit]
        hours = None if amount is None or factor is None else amount * factor
        row = Row.of(record, day, hours=hours)
        owner = self.owners[project]
        row.facts["name"] = self.says[project, row.company if owner is None else owner]
        return row

    def _expected(self, code, rows, period, place):
        hours = self._hours(rows, CLASS_OF[code])
        if code == "INS30":
            return quotient(hours, self._of_staff("INS01", period, place))
        if code == "PRO05" and hours.value is not None:
            return Expected(hours.value / FRENCH_DAY, hours.status, hours.coverage, hours.groups)
        return hours

    @staticmethod
    def _hours(rows, name):
        """A line of another class is known not to count, whatever its hours are."""
        if rows is None:
            return Expected(None, MISSING)
        others = [row for row in rows if row.facts["name"] not in (name, None)]
        counted = [
            row for row in rows if row.facts["name"] == name and row.facts["hours"] is not None
        ]
        value = sum(row.facts["hours"] for row in counted)
        known = len(counted) + len(others)
        return judged(value, known, len(rows), people(counted), len(counted))
