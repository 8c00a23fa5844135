from odoo.tests import Form, tagged
from psycopg2 import IntegrityError

from odoo.addons.vises_impact.tests.common import ImpactCommon


@tagged("post_install", "-at_install")
class TestTimesheetReadiness(ImpactCommon):
    """What a company's own projects count as."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.employee = cls.env["hr.employee"].create(
            {"name": "Adviser", "company_id": cls.company.id}
        )

    def _project(self, name, **values):
        return self.env["project.project"].create(
            {"name": name, "company_id": self.company.id, **values}
        )

    def _log(self, project):
        self.env["account.analytic.line"].create(
            {
                "name": "Talk",
                "employee_id": self.employee.id,
                "project_id": project.id,
                "date": "2025-03-03",
                "unit_amount": 3,
            }
        )

    def _open(self):
        readiness = self._as_lead(self.env["impact.readiness"])
        return readiness.browse(readiness.action_open()["res_id"])

    def _as_lead(self, record):
        return record.with_user(self.lead).with_context(allowed_company_ids=self.company.ids)

    def _line(self, readiness, project):
        return readiness.project_line_ids.filtered(lambda line: line.project_id == project)

    def test_names_of_projects_propose_what_they_count_as(self):
        names = {
            "Accompagnement socioprofessionnel": "support",
            "Trajectbegeleiding 2025": "support",
            "Aide à domicile": "service",
            "Dienstverlening": "service",
            "Accompagnement VISES": "evaluation",
            "Mesure d'impact": "evaluation",
            "Onze maatschappelijke impact": "evaluation",
            "Internal": "other",
            "Hors accompagnement": False,
            "Website": False,
        }
        projects = {name: self._project(name) for name in names}
        readiness = self._open()
        for name, project in projects.items():
            with self.subTest(name=name):
                self.assertEqual(self._line(readiness, project).project_class, names[name])

    def test_applied_proposal_closes_the_step(self):
        project = self._project("Accompagnement")
        self._log(project)
        readiness = self._open()
        self.assertEqual(self._line(readiness, project).usage_text, "fewer than 5")
        self.assertIn("project", readiness._open_steps(self.company))
        readiness.step = "project"
        readiness.action_apply()
        self.assertNotIn("project", readiness._open_steps(self.company))
        mapping = self.env["impact.mapping"].search([("project_id", "=", project.id)])
        self.assertEqual(mapping.project_class, "support")
        self.assertEqual(mapping.display_name, "Accompagnement")

    def test_projects_of_another_company_are_not_offered(self):
        project = self._project("Accompagnement", company_id=self.other_company.id)
        self.assertFalse(self._line(self._open(), project))

    def test_archived_project_is_offered_where_somebody_worked_on_it(self):
        finished, empty = self._project("Finished"), self._project("Empty")
        self._log(finished)
        (finished | empty).active = False
        readiness = self._open()
        self.assertTrue(self._line(readiness, finished).in_use)
        self.assertFalse(self._line(readiness, empty))

    def test_a_project_is_mapped_in_its_form(self):
        project = self._project("Website")
        form = Form(self._as_lead(self.env["impact.mapping"]))
        form.kind = "project"
        form.project_id = project
        form.project_class = "other"
        self.assertEqual(form.save().class_label, "Other work")

    def test_a_project_counts_as_one_thing(self):
        values = {
            "company_id": self.company.id,
            "kind": "project",
            "project_id": self._project("Website").id,
            "project_class": "other",
        }
        self.env["impact.mapping"].create(values)
        with self._refused(IntegrityError, "mapped already", "impact.mapping"):
            self.env["impact.mapping"].create(values)
