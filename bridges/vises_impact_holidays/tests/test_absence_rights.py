from odoo.tests import tagged

from odoo.addons.vises_impact.tests.bridge_rights import PersonalSource
from odoo.addons.vises_impact.tests.common import ImpactCommon


@tagged("post_install", "-at_install", "security")
class TestAbsenceRights(PersonalSource, ImpactCommon):
    model = "impact.absence.day"
    code = "EMP16"
    group = "hr_holidays.group_hr_holidays_manager"

    def _work(self, employees):
        sick = self.env["hr.leave.type"].create(
            {
                "name": "Maladie",
                "requires_allocation": False,
                "leave_validation_type": "no_validation",
            }
        )
        self.env["impact.mapping"].create({"kind": "leave_type", "leave_type_id": sick.id})
        return self.env["hr.leave"].create(
            [
                {
                    "employee_id": employee.id,
                    "holiday_status_id": sick.id,
                    "request_date_from": "2025-12-29",
                    "request_date_to": "2025-12-29",
                }
                for employee in employees
            ]
        )

    def test_a_day_off_in_the_last_three_days_of_a_year(self):
        """Time off is used since that Monday: one day of three, by each of six people."""
        result, _employees, leaves = self._result(6)
        self.assertEqual(set(leaves.mapped("number_of_days")), {1})
        self.assertAlmostEqual(float(result.value), 100 / 3, 5)
