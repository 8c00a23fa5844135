from odoo.tests import tagged

from odoo.addons.vises_impact.tests.bridge_rights import PersonalSource
from odoo.addons.vises_impact.tests.common import ImpactCommon


@tagged("post_install", "-at_install", "security")
class TestTrainingRights(PersonalSource, ImpactCommon):
    model = "impact.training.day"
    code = "EMP20"
    group = "hr.group_hr_user"

    def _work(self, employees):
        course = self.env["hr.resume.line.type"].create({"name": "Course", "is_course": True})
        return self.env["hr.resume.line"].create(
            [
                {
                    "employee_id": employee.id,
                    "line_type_id": course.id,
                    "name": "First aid",
                    "date_start": "2025-03-03",
                    "date_end": "2025-03-04",
                    "duration": 14,
                }
                for employee in employees
            ]
        )

    def test_hours_are_those_on_the_resume(self):
        result, _employees, _lines = self._result(6)
        self.assertEqual(float(result.value), 14)
