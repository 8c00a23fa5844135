from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common import ImpactCommon

CONFIGURATION = (
    "impact.stage",
    "impact.stage.step",
    "impact.portrait.box",
    "impact.question.example",
    "impact.stakeholder.category",
)
PROCESS = (
    "impact.assessment",
    "impact.assessment.step",
    "impact.assessment.indicator",
    "impact.portrait",
    "impact.question",
    "impact.criterion",
    "impact.engagement",
    "impact.engagement.participant",
    "impact.stakeholder",
)


@tagged("post_install", "-at_install", "security")
class TestProcessRights(ImpactCommon):
    """Who may read and change what belongs to an evaluation."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.indicator = cls._indicator("RIGHTS")
        cls.funders = cls.env.ref("vises_impact.stakeholder_category_funders")
        cls.assigned = cls._full_assessment(
            "Assigned", accompanist_ids=[Command.link(cls.accompanist.id)]
        )
        cls.unassigned = cls._full_assessment("Not assigned")
        cls.foreign = cls._full_assessment(
            "Of another company", company_id=cls.other_company.id, stakeholder_ids=False
        )
        cls.mandate = cls.env["impact.mandate"].create({"date_from": "2024-01-01", "sex": "female"})

    @classmethod
    def _full_assessment(cls, name, **values):
        stakeholder = cls.env["impact.stakeholder"].create(
            {"name": f"Town ({name})", "category_id": cls.funders.id}
        )
        assessment = cls._assessment(
            name=name,
            **{
                "stakeholder_ids": stakeholder.ids,
                "indicator_ids": cls.indicator.ids,
                "question_ids": [
                    Command.create(
                        {"name": "Why?", "criterion_ids": [Command.create({"name": "Because"})]}
                    )
                ],
                **values,
            },
        )
        cls.env["impact.engagement"].create(
            {
                "name": "Workshop",
                "assessment_id": assessment.id,
                "minutes": "<p>Confidential.</p>",
                "participant_line_ids": [Command.create({"category_id": cls.funders.id})],
            }
        )
        return assessment

    def _parts(self, assessment):
        """One record of each kind that belongs to ``assessment``, itself first."""
        return [
            assessment,
            assessment.step_line_ids[0],
            assessment.indicator_line_ids[0],
            assessment.portrait_ids[0],
            assessment.question_ids[0],
            assessment.criterion_ids[0],
            assessment.engagement_ids[0],
            assessment.engagement_ids.participant_line_ids[0],
            *assessment.stakeholder_ids,
        ]

    def _as(self, user, record):
        """``record`` as ``user`` meets it, working in the companies that are his or hers."""
        companies = user.sudo().company_ids.ids
        return record.with_user(user).with_context(allowed_company_ids=companies)

    def _assert_rights(self, user, record, allowed):
        for operation in ("read", "write", "unlink"):
            self.assertEqual(
                self._as(user, record).has_access(operation),
                operation in allowed,
                f"{user.login} to {operation} {record}",
            )

    def test_contributors_and_board_readers_read_and_change_nothing(self):
        for user in (self.contributor, self.board_reader):
            for part in self._parts(self.assigned) + self._parts(self.unassigned):
                self._assert_rights(user, part, {"read"})
            for model in PROCESS:
                self.assertFalse(self.env[model].with_user(user).has_access("create"), model)

    def test_accompanists_read_and_write_what_they_are_assigned_to(self):
        for part in self._parts(self.assigned):
            self._assert_rights(self.accompanist, part, {"read", "write"})
        for part in self._parts(self.unassigned):
            self._assert_rights(self.accompanist, part, set())

    def test_accompanists_find_no_other_assessment(self):
        for model in PROCESS:
            found = self.env[model].with_user(self.accompanist).search([])
            parts = [part for part in self._parts(self.assigned) if part._name == model]
            self.assertTrue(found, model)
            self.assertIn(parts[0], found)
            if "assessment_id" in found._fields:
                self.assertEqual(found.assessment_id, self.assigned)
        assessments = self.env["impact.assessment"].with_user(self.accompanist).search([])
        self.assertEqual(assessments, self.assigned)

    def test_accompanists_add_questions_and_engagements_to_their_assessment_only(self):
        questions = self.env["impact.question"].with_user(self.accompanist)
        questions.create({"name": "And then?", "assessment_id": self.assigned.id})
        engagements = self.env["impact.engagement"].with_user(self.accompanist)
        engagements.create({"name": "Interview", "assessment_id": self.assigned.id})
        with self.assertRaises(AccessError):
            questions.create({"name": "And then?", "assessment_id": self.unassigned.id})
        with self.assertRaises(AccessError):
            engagements.create({"name": "Interview", "assessment_id": self.unassigned.id})
        with self.assertRaises(AccessError):
            engagements.create({"name": "Of no assessment"})

    def test_accompanists_tick_steps_and_go_on_to_the_next(self):
        assessment = self.assigned.with_user(self.accompanist)
        assessment.step_line_ids[0].done = True
        assessment.action_next_stage()
        self.assertEqual(assessment.step_done_count, 1)

    def test_accompanists_do_not_decide_who_takes_part(self):
        assessment = self.assigned.with_user(self.accompanist)
        for vals in (
            {"accompanist_ids": [Command.link(self.board_reader.id)]},
            {"lead_id": self.accompanist.id},
            {"stakeholder_ids": [Command.link(self.unassigned.stakeholder_ids.id)]},
            {"state": "closed"},
            {"active": False},
        ):
            with self.assertRaisesRegex(AccessError, "The lead decides"):
                assessment.write(vals)

    def test_accompanists_see_no_mandates(self):
        self._assert_rights(self.accompanist, self.mandate, set())
        self._assert_rights(self.contributor, self.mandate, set())
        self._assert_rights(self.board_reader, self.mandate, {"read"})
        self._assert_rights(self.lead, self.mandate, {"read", "write", "unlink"})

    def test_leads_and_managers_do_everything_in_their_company(self):
        for user in (self.lead, self.manager):
            for part in self._parts(self.assigned) + self._parts(self.unassigned):
                self._assert_rights(user, part, {"read", "write", "unlink"})

    def test_an_accompanist_who_is_also_lead_has_the_rights_of_both(self):
        both = self._user("both", "vises_impact.group_accompanist,vises_impact.group_lead")
        for part in self._parts(self.unassigned):
            self._assert_rights(both, part, {"read", "write", "unlink"})

    def test_an_accompanist_who_is_also_board_reader_writes_only_where_assigned(self):
        both = self._user("both", "vises_impact.group_accompanist,vises_impact.group_board_reader")
        self.assigned.accompanist_ids |= both
        self._assert_rights(both, self.assigned, {"read", "write"})
        self._assert_rights(both, self.unassigned, {"read"})

    def test_companies_do_not_see_each_other(self):
        for user in (self.contributor, self.board_reader, self.lead, self.manager):
            for part in self._parts(self.foreign):
                self._assert_rights(user, part, set())
        neighbour = self._user("neighbour", "vises_impact.group_lead", self.other_company)
        for part in self._parts(self.assigned) + [self.mandate]:
            self._assert_rights(neighbour, part, set())
        found = self._as(neighbour, self.env["impact.assessment"]).search([])
        self.assertEqual(found, self.foreign)

    def test_an_accompanist_of_another_company_is_not_let_in_by_assignment(self):
        outsider = self._user("outsider", "vises_impact.group_accompanist", self.other_company)
        self.unassigned.accompanist_ids = outsider
        self._assert_rights(outsider, self.unassigned, set())

    def test_minutes_are_for_the_lead_and_the_accompanist(self):
        engagement = self.assigned.engagement_ids
        for user in (self.lead, self.accompanist):
            self.assertIn("Confidential", engagement.with_user(user).minutes)
        for user in (self.contributor, self.board_reader):
            with self.assertRaises(AccessError):
                engagement.with_user(user).read(["minutes"])
            with self.assertRaises(AccessError):
                engagement.with_user(user).search([("minutes", "ilike", "Confidential")])
            self.assertNotIn("minutes", engagement.with_user(user).fields_get())

    def test_configuration_is_read_by_all_and_changed_by_the_manager(self):
        for model in CONFIGURATION:
            record = self.env[model].with_context(active_test=False).search([], limit=1)
            for user in (self.contributor, self.board_reader, self.accompanist, self.lead):
                self._assert_rights(user, record, {"read"})
            self._assert_rights(self.manager, record, {"read", "write", "unlink"})

    def test_people_outside_the_addon_read_contacts_and_nothing_of_it(self):
        stranger = self._user("stranger", "base.group_user")
        for part in self._parts(self.assigned):
            self._assert_rights(stranger, part, set())
        partner = self.company.partner_id.with_user(stranger)
        self.assertNotIn("impact_stakeholder_count", partner.fields_get())
        self.assertTrue(partner.read(["name"]))

    def test_every_reader_opens_the_form(self):
        for user in (
            self.contributor,
            self.board_reader,
            self.accompanist,
            self.lead,
            self.manager,
        ):
            assessment = self.assigned.with_user(user)
            view = assessment.get_views([(False, "form"), (False, "list"), (False, "kanban")])
            names = view["models"]["impact.assessment"]["fields"]
            self.assertTrue(assessment.read([name for name in names if name in assessment._fields]))
