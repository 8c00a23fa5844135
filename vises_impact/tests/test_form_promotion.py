from odoo.exceptions import UserError
from odoo.tests import tagged

from .test_form import FormCommon


@tagged("post_install", "-at_install")
class TestFormPromotion(FormCommon):
    """From validated answers to results."""

    def test_validating_makes_a_validated_result_with_its_comment(self):
        campaign = self._campaign(self.contributor)
        form = self._form(campaign, self.contributor)
        self._line(form, self.people).comment = "From the register"
        self._fill(campaign, self.contributor, SHARE=(41, 60), PEOPLE=12)
        self.assertFalse(self._declared(self.people), "submitted is not validated")
        self._validate(form)
        result = self._declared(self.people)
        self.assertRecordValues(
            result,
            [
                {
                    "value": 12,
                    "status": "measured",
                    "state": "validated",
                    "origin": "declared",
                    "comment": "From the register",
                    "scope_id": self.scope.id,
                    "version_id": self.people.current_version_id.id,
                }
            ],
        )
        self.assertEqual(
            result.form_line_ids, self._line(form, self.people).with_user(self.env.user)
        )
        self.assertEqual(result.exact_value, 12)

    def test_marks_are_never_zero(self):
        campaign = self._campaign(self.contributor)
        self._validate(
            self._fill(campaign, self.contributor, SHARE="not_measured", PEOPLE="not_applicable")
        )
        for indicator, status in ((self.share, "missing"), (self.people, "not_applicable")):
            result = self._declared(indicator)
            self.assertEqual((result.status, result.state), (status, "validated"))
            self.assertIsNone(result.value)
            self.assertIsNone(result.exact_value)

    def test_sum_adds_what_respondents_type(self):
        campaign = self._campaign(self.contributor, self.second)
        self._validate(self._fill(campaign, self.contributor, SHARE=(1, 10), PEOPLE=3))
        self._validate(self._fill(campaign, self.second, SHARE=(9, 10), PEOPLE=4))
        self.assertEqual(self._declared(self.people).value, 7)
        self.assertEqual(self._declared(self.people).status, "measured")

    def test_ratio_is_worked_out_from_summed_parts_never_averaged(self):
        campaign = self._campaign(self.contributor, self.second)
        self._validate(self._fill(campaign, self.contributor, SHARE=(1, 2), PEOPLE=3))
        self._validate(self._fill(campaign, self.second, SHARE=(90, 98), PEOPLE=4))
        self.assertRecordValues(
            self._declared(self.share), [{"numerator": 91, "denominator": 100, "value": 91}]
        )

    def test_sum_on_a_part_of_the_answers_is_estimated_with_its_coverage(self):
        campaign = self._campaign(self.contributor, self.second)
        self._validate(self._fill(campaign, self.contributor, SHARE=(1, 2), PEOPLE=3))
        partial = {"value": 3, "status": "estimated", "coverage": 0.5}
        self.assertRecordValues(self._declared(self.people), [partial])
        self._validate(self._fill(campaign, self.second, SHARE=(1, 2), PEOPLE="not_measured"))
        self.assertRecordValues(self._declared(self.people), [partial])

    def test_not_applicable_for_one_leaves_the_sum_complete(self):
        campaign = self._campaign(self.contributor, self.second)
        self._validate(self._fill(campaign, self.contributor, SHARE=(1, 2), PEOPLE=3))
        self._validate(self._fill(campaign, self.second, SHARE=(1, 2), PEOPLE="not_applicable"))
        result = self._declared(self.people)
        self.assertEqual((result.value, result.status, result.coverage), (3, "measured", None))

    def test_latest_answer_counts(self):
        latest = self._asked("LATEST", form_rule="latest")
        campaign = self._campaign(self.contributor, self.second, indicators=latest)
        first = self._fill(campaign, self.contributor, LATEST=3)
        second = self._fill(campaign, self.second, LATEST=4)
        first.sudo().submitted_date = "2026-02-02"
        second.sudo().submitted_date = "2026-02-01"
        self._validate(first)
        self._validate(second)
        self.assertEqual(self._declared(latest).value, 3)

    def test_lead_decides_between_several_answers(self):
        decided = self._asked("DECIDED", form_rule="lead")
        campaign = self._campaign(self.contributor, self.second, indicators=decided)
        self._validate(self._fill(campaign, self.contributor, DECIDED=3))
        self.assertEqual(self._declared(decided).value, 3, "one answer needs no choice")
        second = self._fill(campaign, self.second, DECIDED=4)
        self._validate(second)
        self.assertEqual(campaign.undecided_count, 1)
        self.assertEqual(self._declared(decided).value, 3)
        second.line_ids.with_user(self.lead).action_choose()
        self.assertEqual(campaign.undecided_count, 0)
        self.assertEqual(self._declared(decided).value, 4)
        self.assertEqual(self._declared(decided).form_line_ids.respondent_id, self.second)

    def test_answer_of_an_unvalidated_form_cannot_be_chosen(self):
        form = self._fill(
            self._campaign(self.contributor), self.contributor, SHARE=(1, 2), PEOPLE=3
        )
        with self.assertRaisesRegex(UserError, "Validate"):
            form.line_ids[0].with_user(self.lead).action_choose()

    def test_there_is_nothing_to_choose_in_a_sum(self):
        form = self._fill(
            self._campaign(self.contributor), self.contributor, SHARE=(1, 2), PEOPLE=3
        )
        self._validate(form)
        with self.assertRaisesRegex(UserError, "by rule"):
            form.line_ids[0].with_user(self.lead).action_choose()

    def test_later_validation_updates_the_result(self):
        campaign = self._campaign(self.contributor)
        form = self._fill(campaign, self.contributor, SHARE=(1, 2), PEOPLE=3)
        self._validate(form)
        form.with_user(self.lead)._send_back("Count again")
        self.assertEqual(self._declared(self.people).value, 3, "until it is validated again")
        self._validate(self._fill(campaign, self.contributor, SHARE=(1, 2), PEOPLE=5))
        self.assertRecordValues(
            self._declared(self.people), [{"value": 5, "state": "validated", "exact_value": 5}]
        )

    def test_locked_result_is_not_overwritten(self):
        campaign = self._campaign(self.contributor)
        form = self._fill(campaign, self.contributor, SHARE=(1, 2), PEOPLE=3)
        self._validate(form)
        self._declared(self.people).action_lock()
        form.with_user(self.lead)._send_back("Count again")
        self._fill(campaign, self.contributor, PEOPLE=5)
        with self.assertRaisesRegex(UserError, "locked.*PEOPLE"), self.env.cr.savepoint():
            self._validate(form)
        self.assertEqual(self._declared(self.people).value, 3)

    def test_locked_result_that_stays_the_same_does_not_stand_in_the_way(self):
        campaign = self._campaign(self.contributor)
        form = self._fill(campaign, self.contributor, SHARE=(1, 2), PEOPLE=3)
        self._validate(form)
        self._declared(self.people).action_lock()
        form.with_user(self.lead)._send_back("The share only")
        self._validate(self._fill(campaign, self.contributor, SHARE=(1, 4)))
        self.assertEqual(self._declared(self.share).value, 25)

    def test_validated_computed_figure_gets_a_proposal(self):
        result = self._result(self.people, 2025, 9, origin="computed", state="validated")
        campaign = self._campaign(self.contributor)
        self._validate(self._fill(campaign, self.contributor, SHARE=(1, 2), PEOPLE=3))
        self.assertRecordValues(result, [{"value": 9, "origin": "computed"}])
        proposal = self.env["impact.proposal"].search([("result_id", "=", result.id)])
        self.assertRecordValues(proposal, [{"value": 3, "campaign_id": campaign.id}])
        proposal.with_user(self.lead).action_accept()
        self.assertRecordValues(
            result, [{"value": 3, "origin": "declared", "exact_value": 3, "state": "validated"}]
        )
        self.assertEqual(result.form_line_ids.respondent_id, self.contributor)

    def test_computed_draft_gives_way_to_the_declared_figure(self):
        result = self._result(self.people, 2025, None, origin="computed", reason="no_records")
        campaign = self._campaign(self.contributor)
        self._validate(self._fill(campaign, self.contributor, SHARE=(1, 2), PEOPLE=3))
        self.assertRecordValues(
            result,
            [
                {
                    "value": 3,
                    "origin": "declared",
                    "status": "measured",
                    "reason": False,
                    "exact_value": 3,
                }
            ],
        )

    def test_only_submitted_forms_are_validated(self):
        form = self._form(self._campaign(self.contributor), self.contributor)
        with self.assertRaisesRegex(UserError, "not been submitted"):
            self._validate(form)

    def test_team_of_one_does_both_with_one_button(self):
        form = self._form(self._campaign(self.lead), self.lead)
        self.assertTrue(form.can_do_both)
        form.line_ids.mark = "not_measured"
        self._line(form, self.people).value = 2
        form.action_submit_and_validate()
        self.assertEqual(form.state, "validated")
        self.assertFalse(form.activity_ids)
        self.assertEqual(self._declared(self.people).value, 2)

    def test_validated_forms_and_their_campaigns_stay(self):
        campaign = self._campaign(self.contributor)
        self._validate(self._fill(campaign, self.contributor, SHARE=(1, 2), PEOPLE=3))
        for records in (campaign, campaign.form_ids, campaign.line_ids):
            with self.subTest(model=records._name), self.assertRaises(UserError):
                records.unlink()
