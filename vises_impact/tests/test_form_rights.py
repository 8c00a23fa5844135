import base64

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .test_form import FormCommon


@tagged("post_install", "-at_install", "security")
class TestFormRights(FormCommon):
    """Who sees and fills in which forms."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.assigned = cls._assessment(accompanist_ids=[Command.link(cls.accompanist.id)])
        cls.campaign = cls._campaign(cls.contributor, cls.second, assessment_id=cls.assigned.id)

    def _seen(self, model, user):
        return self.env[model].with_user(user).search([])

    def _file(self, user, **values):
        return (
            self.env["ir.attachment"]
            .with_user(user)
            .create({"name": "proof.txt", "datas": base64.b64encode(b"seen"), **values})
        )

    def test_contributor_sees_own_forms_only(self):
        own = self._form(self.campaign, self.contributor)
        self.assertEqual(self._seen("impact.form", self.contributor), own)
        self.assertEqual(self._seen("impact.form.line", self.contributor), own.line_ids)
        self.assertEqual(self._seen("impact.campaign", self.contributor), self.campaign)
        others = self._form(self.campaign, self.second).with_user(self.contributor)
        with self.assertRaises(AccessError):
            others.read(["state"])
        with self.assertRaises(AccessError):
            others.action_submit()
        foreign = self.campaign.with_user(self.lead).line_ids - own.line_ids
        with self.assertRaises(AccessError):
            foreign.with_user(self.contributor)[0].write({"comment": "x"})

    def test_contributor_who_was_not_asked_sees_nothing(self):
        third = self._user("third", "vises_impact.group_contributor")
        for model in ("impact.campaign", "impact.form", "impact.form.line"):
            self.assertFalse(self._seen(model, third), model)

    def test_contributor_reads_results_through_the_form_only(self):
        with self.assertRaises(AccessError):
            self._seen("impact.result", self.contributor)
        line = self._form(self.campaign, self.contributor).line_ids[0]
        with self.assertRaises(AccessError):
            line.read(["result_id"])

    def test_contributor_opens_the_screens(self):
        form = self._form(self.campaign, self.contributor)
        for kind in ("form", "list", "kanban", "search"):
            form.get_views([(False, kind)])
        form.web_read({"line_ids": {"fields": {"shown": {}, "previous_shown": {}}}})

    def test_contributor_cannot_take_the_steps_of_the_lead(self):
        form = self._fill(self.campaign, self.contributor, SHARE=(1, 2), PEOPLE=3)
        for step in (
            form.action_validate,
            form.action_submit_and_validate,
            form.action_ask_back,
            lambda: form._send_back("no"),
            lambda: form.write({"state": "validated"}),
            lambda: form.write({"respondent_id": self.second.id}),
            lambda: form.line_ids.write({"is_chosen": True}),
            form.line_ids[0].action_choose,
            form.unlink,
            form.line_ids.unlink,
            lambda: self.campaign.with_user(self.contributor).write({"name": "x"}),
        ):
            with self.assertRaises(AccessError):
                step()
        self.assertEqual(form.state, "submitted")

    def test_what_is_asked_cannot_be_exchanged(self):
        line = self._line(self._form(self.campaign, self.contributor), self.people)
        for user in (self.contributor, self.lead):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                line.with_user(user).write({"indicator_id": self.share.id})

    def test_lead_sees_all_of_the_company(self):
        self.assertEqual(self._seen("impact.form", self.lead), self.campaign.form_ids)
        self.assertEqual(self._seen("impact.form.line", self.lead), self.campaign.line_ids)

    def test_board_reader_sees_no_forms(self):
        for model in ("impact.campaign", "impact.form", "impact.form.line"):
            with self.subTest(model=model), self.assertRaises(AccessError):
                self._seen(model, self.board_reader)
        view = self.assigned.with_user(self.board_reader).get_views([(False, "form")])
        self.assertNotIn("campaign_count", view["models"]["impact.assessment"]["fields"])

    def test_accompanist_reads_forms_of_assigned_assessments_only(self):
        other = self._campaign(self.contributor)
        self.assertEqual(self._seen("impact.campaign", self.accompanist), self.campaign)
        self.assertEqual(self._seen("impact.form", self.accompanist), self.campaign.form_ids)
        self.assertEqual(self._seen("impact.form.line", self.accompanist), self.campaign.line_ids)
        self.assertTrue(other.form_ids)
        with self.assertRaises(AccessError):
            self.campaign.form_ids[0].with_user(self.accompanist).action_submit()
        with self.assertRaises(AccessError):
            self.campaign.line_ids[0].with_user(self.accompanist).write({"comment": "x"})
        with self.assertRaises(AccessError):
            self.campaign.with_user(self.accompanist).action_close()

    def test_lead_of_another_company_sees_nothing(self):
        stranger = self._user("stranger", "vises_impact.group_lead", self.other_company)
        for model in ("impact.campaign", "impact.form", "impact.form.line"):
            records = self.env[model].with_user(stranger)
            elsewhere = records.with_context(allowed_company_ids=self.other_company.ids)
            self.assertFalse(elsewhere.search([]), model)

    def test_document_is_read_by_the_lead_and_not_by_other_respondents(self):
        line = self._form(self.campaign, self.contributor).line_ids[0]
        file = self._file(self.contributor)
        line.attachment_ids = [Command.link(file.id)]
        self.assertEqual((file.res_model, file.res_id), ("impact.form.line", line.id))
        self.assertEqual(base64.b64decode(file.with_user(self.lead).datas), b"seen")
        with self.assertRaises(AccessError):
            file.with_user(self.second).read(["datas"])

    def test_document_follows_its_figure_to_the_result(self):
        line = self._line(self._form(self.campaign, self.contributor), self.people)
        file = self._file(self.contributor)
        line.attachment_ids = [Command.link(file.id)]
        self._validate(self._fill(self.campaign, self.contributor, SHARE=(1, 2), PEOPLE=3))
        result = self._declared(self.people)
        self.assertEqual(result.with_user(self.lead).attachment_ids.ids, file.ids)
        with self.assertRaises(AccessError):
            result.with_user(self.board_reader).read(["attachment_ids"])

    def test_document_of_a_submitted_form_stays(self):
        line = self._line(self._form(self.campaign, self.contributor), self.people)
        file = self._file(self.contributor, res_model=line._name, res_id=line.id)
        line.attachment_ids = [Command.link(file.id)]
        self._fill(self.campaign, self.contributor, SHARE=(1, 2), PEOPLE=3)
        with self.assertRaises(AccessError):
            file.unlink()

    def test_document_of_somebody_else_cannot_be_taken_along(self):
        line = self._form(self.campaign, self.contributor).line_ids[0]
        with self.assertRaises(AccessError):
            line.attachment_ids = [Command.link(self._file(self.second).id)]
        partner = self.contributor.partner_id
        elsewhere = self._file(self.env.user, res_model="res.partner", res_id=partner.id)
        with self.assertRaisesRegex(UserError, "once more"):
            line.attachment_ids = [Command.link(elsewhere.id)]
