from odoo.tests import Form, tagged

from odoo.addons.vises_impact.tests.common import ImpactCommon


@tagged("post_install", "-at_install")
class TestAbsenceReadiness(ImpactCommon):
    """The step of the readiness screen on types of time off."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.leave_type = cls.env["hr.leave.type"].create(
            {"name": "Arrêt maladie", "requires_allocation": False, "company_id": cls.company.id}
        )
        cls.plain = cls.env["hr.leave.type"].create(
            {"name": "Wednesday", "requires_allocation": False, "company_id": cls.company.id}
        )
        employee = cls.env["hr.employee"].create({"name": "Ana", "company_id": cls.company.id})
        for leave_type, day in ((cls.leave_type, 3), (cls.plain, 4)):
            cls.env.cr.execute(
                """INSERT INTO hr_leave (employee_id, employee_company_id, holiday_status_id,
                       state, request_date_from, request_date_to, number_of_days)
                   VALUES (%s, %s, %s, 'validate', %s, %s, 1)""",
                (employee.id, cls.company.id, leave_type.id, *[f"2025-03-0{day}"] * 2),
            )

    def _open(self):
        readiness = self._as_lead(self.env["impact.readiness"])
        return readiness.browse(readiness.action_open()["res_id"])

    def _as_lead(self, record):
        return record.with_user(self.lead).with_context(allowed_company_ids=self.company.ids)

    def _line(self, readiness, leave_type):
        return readiness.leave_line_ids.filtered(lambda line: line.leave_type_id == leave_type)

    def test_types_in_use_are_listed_with_their_proposal(self):
        readiness = self._open()
        sick, plain = (self._line(readiness, one) for one in (self.leave_type, self.plain))
        self.assertEqual((sick.absence_class, plain.absence_class), ("sickness", False))
        self.assertEqual((sick.state, plain.state), ("to_apply", "open"))
        self.assertTrue(sick.in_use and plain.in_use)
        self.assertEqual(sick.usage_text, "fewer than 5")

    def test_step_is_done_when_each_type_in_use_is_mapped(self):
        readiness = self._open()
        readiness.step = "leave_type"
        readiness.action_apply()
        self.assertIn("leave_type", readiness._open_steps(self.company))
        readiness = self._open()
        readiness.step = "leave_type"
        self.assertEqual(self._line(readiness, self.leave_type).state, "mapped")
        with Form(readiness) as form:
            number = readiness.leave_line_ids.ids.index(self._line(readiness, self.plain).id)
            with form.leave_line_ids.edit(number) as line:
                line.absence_class = "other"
        readiness.action_apply()
        self.assertNotIn("leave_type", readiness._open_steps(self.company))
        mapping = self.env["impact.mapping"].search([("leave_type_id", "=", self.plain.id)])
        self.assertEqual(mapping.absence_class, "other")
