from odoo.exceptions import ValidationError
from odoo.tests import tagged
from psycopg2 import IntegrityError

from odoo.addons.vises_impact.tests.common import ImpactCommon


@tagged("post_install", "-at_install")
class TestAbsenceMapping(ImpactCommon):
    """What a company's own types of time off count as."""

    def _map(self, leave_type, **values):
        return self.env["impact.mapping"].create(
            {"kind": "leave_type", "leave_type_id": leave_type.id, **values}
        )

    def _type(self, name):
        return self.env["hr.leave.type"].create({"name": name})

    def test_a_class_is_proposed_by_the_name(self):
        names = {
            "Arrêt maladie": "sickness",
            "Maladie professionnelle": "work_accident",
            "Arbeidsongeval": "work_accident",
            "Congé de maternité": "parental",
            "Ouderschapsverlof": "parental",
            "Opleidingsverlof": "training",
            "Congés payés": "holiday",
            "Onbetaald verlof": "other",
        }
        for name, expected in names.items():
            with self.subTest(name=name):
                self.assertEqual(self._map(self._type(name)).absence_class, expected)

    def test_odoos_own_types_are_known(self):
        sick = self.env.ref("hr_holidays.leave_type_sick_time_off")
        self.assertEqual(self._map(sick).absence_class, "sickness")

    def test_what_the_user_chooses_stays(self):
        mapping = self._map(self._type("Arrêt maladie"), absence_class="other")
        self.assertEqual(mapping.absence_class, "other")

    def test_a_type_that_tells_nothing_needs_a_choice(self):
        with self._refused(ValidationError, "Say what “Wednesday” counts as"):
            self._map(self._type("Wednesday"))

    def test_a_type_counts_as_one_thing(self):
        leave_type = self._type("Vakantie")
        self._map(leave_type)
        with self._refused(IntegrityError, "mapped already", "impact.mapping"):
            self._map(leave_type)

    def test_the_readiness_screen_opens_beside_it(self):
        self._map(self._type("Vakantie"))
        action = (
            self.env["impact.readiness"]
            .with_user(self.lead)
            .with_context(allowed_company_ids=self.company.ids)
            .action_open()
        )
        self.assertTrue(action["res_id"])
