from odoo.tests import tagged

from odoo.addons.vises_impact.tests.bridge_rights import PersonalSource
from odoo.addons.vises_impact.tests.common import ImpactCommon


@tagged("post_install", "-at_install", "security")
class TestAttendanceRights(PersonalSource, ImpactCommon):
    model = "impact.attendance.day"
    code = "EMP29"
    group = "hr_attendance.group_hr_attendance_manager"

    def _work(self, employees):
        return self.env["hr.attendance"].create(
            [
                {
                    "employee_id": employee.id,
                    "check_in": "2025-03-03 08:00:00",
                    "check_out": "2025-03-03 12:00:00",
                }
                for employee in employees
            ]
        )

    def test_hours_are_those_that_odoo_shows(self):
        result, _employees, attendances = self._result(6)
        self.assertEqual(float(result.value), sum(attendances.mapped("worked_hours")))
        self.assertTrue(result.value)
