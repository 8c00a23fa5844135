from datetime import date

from odoo.tests import tagged

from odoo.addons.vises_impact.engine.period import split
from odoo.addons.vises_impact.tests.bridge_rights import PersonalSource
from odoo.addons.vises_impact.tests.common import ImpactCommon
from odoo.addons.vises_impact.tests.own_figures import OwnFigures
from odoo.addons.vises_impact.tests.staff_histories import Record, Version


@tagged("post_install", "-at_install", "security")
class TestTimesheetRights(OwnFigures, PersonalSource, ImpactCommon):
    module = "vises_impact_timesheet"
    model = "impact.timesheet.line"
    code = "INS30"
    group = "hr_timesheet.group_hr_timesheet_approver"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.project = cls.env["project.project"].create(
            {"name": "Accompagnement", "company_id": cls.company.id}
        )
        cls.env["impact.mapping"].create(
            {
                "company_id": cls.company.id,
                "kind": "project",
                "project_id": cls.project.id,
                "project_class": "support",
            }
        )

    def _work(self, employees):
        return self.env["account.analytic.line"].create(
            [
                {
                    "name": "Talk",
                    "employee_id": employee.id,
                    "project_id": self.project.id,
                    "date": "2025-03-03",
                    "unit_amount": 3,
                }
                for employee in employees
            ]
        )

    def _advised(self, size: int):
        """What two advisers of ``size`` people in integration gave each of them."""
        start = date(2022, 1, 1)
        self._hire(
            [
                Record(100 + n, [Version(start, start, kind="integration", calendar="full")])
                for n in range(size)
            ]
        )
        advisers = [Record(n, [Version(start, start, calendar="full")]) for n in range(2)]
        self._work(self._hire(advisers))
        return self._figure(self._library("INS30"))

    def _figure(self, indicator):
        indicator.active = True
        scope = self.company._impact_default_scope()
        results = self.env["impact.result"].sudo()
        (period,) = split("year", date(2025, 1, 1), date(2025, 12, 31))
        results._refresh(indicator, self.company, scope, (period,))
        return results.search(
            [("indicator_id", "=", indicator.id), ("cell_id", "=", self._total_cell().id)]
        )

    def test_hours_are_shared_by_those_who_are_supported(self):
        result = self._advised(6)
        self.assertEqual(result.status, "measured")
        self.assertEqual(float(result.value), 1)
        # Judged again beside other figures, it stays.
        self._figure(self._library("INS01"))
        self.assertEqual(result.status, "measured")

    def test_few_people_supported_are_hidden_whoever_supports_them(self):
        self.assertEqual(self._advised(4).status, "suppressed")

    def test_hours_of_few_who_work_are_hidden_where_nobody_else_is_counted(self):
        hours = {"measure": "sum", "measure_field": "hours"}
        indicator = self._own("ADVICE", "timesheet", privacy="person", hours=hours)
        self._advised(6)
        self.assertEqual(self._figure(indicator).status, "suppressed")

    def test_own_indicator_shows_no_hours_of_few_by_naming_other_people(self):
        hours = {"measure": "sum", "measure_field": "hours"}
        indicator = self._own("SHOW", "timesheet", "hours", privacy="person", hours=hours)
        staff = {
            "version_id": indicator.current_version_id.id,
            "name": "staff",
            "source_id": self.env.ref("vises_impact.impact_source_employment").id,
            "measure": "persons",
            "basis": "during",
        }
        self.env["impact.indicator.term"].create(staff)
        self._advised(6)
        self.assertEqual(self._figure(indicator).status, "suppressed")
