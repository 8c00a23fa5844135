from odoo.tests import tagged

from odoo.addons.vises_impact.tests.bridge_rights import PersonalSource
from odoo.addons.vises_impact.tests.common import ImpactCommon
from odoo.addons.vises_impact.tests.own_figures import OwnFigures


@tagged("post_install", "-at_install", "security")
class TestWorkEntryRights(OwnFigures, PersonalSource, ImpactCommon):
    module = "vises_impact_work_entry"
    model = "impact.work.entry"
    code = "ENTERED"
    group = "hr.group_hr_user"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.attendance = cls.env.ref("hr_work_entry.work_entry_type_attendance")
        cls.indicator = cls._own(
            cls.code,
            "work_entry",
            privacy="person",
            hours={"measure": "sum", "measure_field": "hours"},
        )

    def _library(self, *codes):
        return self.indicator

    def _work(self, employees):
        return self.env["hr.work.entry"].create(
            [
                {
                    "employee_id": employee.id,
                    "version_id": employee.version_id.id,
                    "company_id": employee.company_id.id,
                    "date": "2025-03-03",
                    "duration": 4,
                    "work_entry_type_id": self.attendance.id,
                }
                for employee in employees
            ]
        )

    def test_hours_are_those_of_the_entries(self):
        result, _employees, entries = self._result(6)
        self.assertEqual(float(result.value), sum(entries.mapped("duration")))

    def test_types_are_offered_by_code_in_words(self):
        self.env["hr.work.entry.type"].create({"name": "Prévention", "code": "PREV"})
        field = self._ref("impact_source_field_work_entry_entry_type")
        self.assertEqual(field.with_user(self.manager)._choices()["PREV"], "Prévention")
