"""Questionnaires: taken from templates, linked, answered, kept apart, forgotten in time."""

from datetime import date

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from ..engine.period import containing
from .common import ImpactCommon
from .questionnaire_answers import give

YEAR = containing("year", date(2025, 6, 1))


class QuestionnaireCommon(ImpactCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer = cls._user("officer", "survey.group_survey_user")
        cls.staff = cls._take("staff")
        cls.satisfaction = cls.staff.question_ids.sorted("sequence")[0]
        cls.EMP27 = cls.env.ref("vises_impact.indicator_EMP27")

    @classmethod
    def _take(cls, name, user=None, company=None):
        """The company's own questionnaires of a template, the one on entry first."""
        template = cls.env.ref(f"vises_impact.survey_{name}")
        before = cls.env["survey.survey"].sudo().search([])
        template = template.with_user(user or cls.lead)
        template.with_context(allowed_company_ids=(company or cls.company).ids).action_impact_take()
        taken = cls.env["survey.survey"].sudo().search([]) - before
        return taken.sorted(lambda survey: survey.impact_wave != "entry")

    def _answers(self, *scores, survey=None, day="2025-05-05 10:00:00"):
        survey = survey or self.staff
        question = survey.question_ids.sorted("sequence")[0]
        return [give(survey, {question: score}, day) for score in scores]

    def _figure(self, indicator, company=None):
        """The total of 2025, as it is kept after computing; None: none is kept."""
        company = company or self.company
        scope = company._impact_default_scope()
        self.env["impact.computation"]._run(indicator, company, scope, [YEAR])
        return self.env["impact.result"].search(
            [
                ("indicator_id", "=", indicator.id),
                ("company_id", "=", company.id),
                ("date_from", "=", YEAR.start),
                ("period_type", "=", "year"),
            ]
        )


@tagged("post_install", "-at_install")
class TestQuestionnaire(QuestionnaireCommon):
    # taking and linking

    def test_lead_takes_a_template_with_its_links(self):
        self.assertEqual(self.staff.impact_company_id, self.company)
        self.assertFalse(self.staff.impact_template)
        self.assertTrue(self.staff.active)
        self.assertEqual(self.staff.title, "Staff questionnaire")
        self.assertEqual(self.staff.impact_indicator_codes, "EMP05, EMP27, ENV17")
        items = self.staff.impact_item_ids
        self.assertEqual(items.question_id.survey_id, self.staff)
        self.assertEqual(items.answer_ids.question_id.survey_id, self.staff)
        asked_after = self.staff.question_ids.triggering_answer_ids
        self.assertEqual(asked_after.question_id.survey_id, self.staff)

    def test_waves_are_taken_together_and_linked_to_each_other(self):
        entry, end = self._take("exit")
        self.assertEqual((entry.impact_wave, end.impact_wave), ("entry", "exit"))
        self.assertEqual(end.impact_entry_id, entry)
        for survey in (entry, end):
            self.assertEqual(survey.impact_code_question_id.survey_id, survey)

    def test_own_questionnaire_is_copied_for_a_new_round(self):
        """With its links, and without the answers and the number of people asked."""
        self._answers(4, 5)
        self.staff.write({"impact_invited": 12, "impact_asked_on": "2025-05-01"})
        before = self.env["survey.survey"].search([])
        self.staff.with_user(self.lead).with_context(
            allowed_company_ids=self.company.ids
        ).action_impact_take()
        again = self.env["survey.survey"].search([]) - before
        self.assertEqual(again.impact_indicator_codes, self.staff.impact_indicator_codes)
        self.assertFalse(again.user_input_ids or again.impact_invited)
        self.assertEqual(again.impact_company_id, self.company)

    def test_a_template_keeps_its_translations(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        template = self.env.ref("vises_impact.survey_leavers").sudo()
        question = template.question_ids
        template.update_field_translations("title", {"fr_FR": "Questionnaire de sortie"})
        question.update_field_translations("title", {"fr_FR": "Êtes-vous satisfait ?"})
        taken = self._take("leavers")
        self.assertEqual(taken.with_context(lang="fr_FR").title, "Questionnaire de sortie")
        asked = taken.question_ids.with_context(lang="fr_FR")
        self.assertEqual(asked.title, "Êtes-vous satisfait ?")
        self.assertIn("satisfied", taken.question_ids.with_context(lang="en_US").title)

    def test_people_answer_in_any_language_of_the_database(self):
        templates = self.env["survey.survey"].with_context(active_test=False)
        templates = templates.search([("impact_template", "=", True)])
        self.assertTrue(templates)
        self.assertFalse(templates.lang_ids, "Odoo gives a new survey one language only")

    def test_every_template_serves_each_of_its_indicators_once(self):
        templates = self.env["survey.survey"].with_context(active_test=False)
        templates = templates.search([("impact_template", "=", True)])
        self.assertEqual(len(templates), 6)
        codes = set(templates.impact_item_ids.indicator_id.mapped("code"))
        counted = self.env["impact.indicator"].with_context(active_test=False)
        counted = counted.search([("namespace", "=", "library"), ("kind", "=", "survey")])
        self.assertEqual(codes, set(counted.mapped("code")) - {"PRO02"})

    def test_a_question_is_read_as_the_indicator_counts(self):
        commute = self.env.ref("vises_impact.indicator_ENV17")
        item = self.staff.impact_item_ids.filtered(lambda one: one.indicator_id == commute)
        with self._refused(ValidationError, "needs another reading"):
            item.reading = "score"
        with self._refused(ValidationError, "cannot be read so"):
            self.staff.impact_item_ids.filtered(
                lambda one: one.indicator_id == self.EMP27
            ).reading = "number"
        with self._refused(ValidationError, "not both"):
            item.left_out_ids = item.answer_ids
        with self._refused(ValidationError, "another company"):
            self.env["impact.survey.item"].create(
                {
                    "indicator_id": self._own(company_id=self.other_company.id).id,
                    "question_id": self.satisfaction.id,
                }
            )

    def test_code_is_asked_once_in_one_line(self):
        entry = self._take("exit")[0]
        with self._refused(ValidationError, "asked once"):
            entry.question_ids.sorted("sequence")[2].impact_is_code = True

    def test_wave_is_compared_with_an_entry_of_the_same_enterprise(self):
        entry, end = self._take("exit")
        with self._refused(ValidationError, "compared with a questionnaire on entry"):
            end.impact_entry_id = self.staff
        with self._refused(ValidationError, "compared with a questionnaire on entry"):
            self.staff.impact_entry_id = entry

    def _own(self, **values):
        """An indicator of one's own, copied from one that counts alike."""
        own = self.EMP27.copy()
        own.write(values)
        return own

    def test_own_indicator_points_to_a_question(self):
        own = self._own()
        recommend = self.env["survey.question"].create(
            {"title": "Would you?", "question_type": "scale", "survey_id": self.staff.id}
        )
        self.env["impact.survey.item"].create(
            {"indicator_id": own.id, "question_id": recommend.id, "reading": "score"}
        )
        for score in (4, 5, 6, 7, 8):
            give(self.staff, {recommend: score}, "2025-05-05 10:00:00")
        self.assertEqual(self._figure(own).value, 6)

    # figures

    def test_figure_tells_how_many_were_asked(self):
        self._answers(4, 5, 6, 7, 8, None)
        self.staff.write({"impact_invited": 12, "impact_asked_on": "2025-05-01"})
        result = self._figure(self.EMP27)
        self.assertEqual((result.value, result.count, result.status), (6, 5, "estimated"))
        self.assertAlmostEqual(float(result.coverage), 5 / 6, 6)
        self.assertEqual(result.with_user(self.board_reader).response_text, "6 of 12 (50 %)")

    def test_few_respondents_are_hidden(self):
        self._answers(4, 5, 6, 7)
        self.staff.write({"impact_invited": 12, "impact_asked_on": "2025-05-01"})
        result = self._figure(self.EMP27).with_user(self.lead)
        self.assertEqual(result.status, "suppressed")
        self.assertFalse(result.response_text)

    def test_nobody_answered_is_missing_not_zero(self):
        result = self._figure(self.env.ref("vises_impact.indicator_EMP05"))
        self.assertEqual((result.status, result.reason), ("missing", "no_answers"))

    def test_unlinked_indicator_is_typed_and_stays_typed(self):
        """Without a question, no empty computed figure stands in the way of the typed one."""
        satisfaction = self.env.ref("vises_impact.indicator_BEN04")
        self.assertFalse(self._figure(satisfaction))
        typed = self._result(satisfaction, 2025, 7)
        self.assertEqual(self._figure(satisfaction), typed)
        self.assertEqual(typed.value, 7)
        both = satisfaction | self.EMP27
        self.assertEqual(both._typed_in(self.company), satisfaction)
        self.assertEqual(both._typed_in(self.other_company), both)

    def test_form_asks_for_what_no_question_is_linked_to(self):
        satisfaction = self.env.ref("vises_impact.indicator_BEN04")
        (satisfaction | self.EMP27).sudo().active = True
        assessment = self._assessment(indicator_ids=[Command.set((satisfaction | self.EMP27).ids)])
        campaign = self.env["impact.campaign"].create({"assessment_id": assessment.id})
        self.assertEqual(campaign.indicator_ids, satisfaction)

    def test_assessment_counts_its_questionnaires(self):
        self.EMP27.sudo().active = True
        assessment = self._assessment(indicator_ids=[Command.set(self.EMP27.ids)])
        self._take("leavers")
        self.assertEqual(assessment.with_user(self.lead).questionnaire_count, 1)
        action = assessment.with_user(self.lead).action_view_questionnaires()
        self.assertEqual(self.env["survey.survey"].search(action["domain"]), self.staff)

    def test_readiness_names_what_no_question_is_linked_to(self):
        satisfaction = self.env.ref("vises_impact.indicator_BEN04")
        both = satisfaction | self.EMP27
        both.sudo().active = True
        assessment = self._assessment(indicator_ids=[Command.set(both.ids)])
        readiness = self.env["impact.readiness"].with_user(self.lead)
        action = readiness.action_open(assessment.with_user(self.lead))
        figures = readiness.browse(action["res_id"]).figure_ids
        texts = {line.indicator_id: line.missing_text for line in figures}
        self.assertEqual(texts[satisfaction], "No question is linked.")
        self.assertNotEqual(texts[self.EMP27], "No question is linked.")

    def test_link_after_typing_proposes_the_counted_figure(self):
        typed = self._result(self.EMP27, 2025, 9)
        self._answers(4, 5, 6, 7, 8)
        self.assertEqual(self._figure(self.EMP27), typed)
        proposal = self.env["impact.proposal"].search([("result_id", "=", typed.id)])
        self.assertEqual((typed.value, proposal.value), (9, 6))

    def test_companies_are_apart(self):
        theirs = self._take(
            "staff",
            self._user("theirs", "vises_impact.group_lead", self.other_company),
            self.other_company,
        )
        self._answers(1, 1, 1, 1, 1, survey=theirs)
        self._answers(4, 5, 6, 7, 8)
        self.assertEqual(self._figure(self.EMP27).value, 6)
        self.assertEqual(self._figure(self.EMP27, self.other_company).value, 1)
        for user in (self.lead, self.officer):
            surveys = self.env["survey.survey"].with_user(user)
            self.assertIn(self.staff, surveys.search([]))
            self.assertNotIn(theirs, surveys.search([]))
        answers = self.env["survey.user_input"].with_user(self.officer).search([])
        self.assertFalse(answers & theirs.user_input_ids)
        self.assertTrue(answers & self.staff.user_input_ids)
        lines = self.env["survey.user_input.line"].with_user(self.officer).search([])
        self.assertFalse(lines.survey_id & theirs)
        questions = self.env["survey.question"].with_user(self.officer).search([])
        self.assertFalse(questions.survey_id & theirs)
        choices = self.env["survey.question.answer"].with_user(self.officer).search([])
        self.assertFalse(choices.question_id.survey_id & theirs)
        rows = choices.matrix_question_id
        self.assertFalse(rows.survey_id.impact_company_id - self.company)

    def test_survey_of_no_evaluation_stays_as_it_was(self):
        other = self.env["survey.survey"].create({"title": "Christmas party"})
        choice = self.env["survey.question"].create(
            {
                "title": "Fish or not?",
                "question_type": "simple_choice",
                "survey_id": other.id,
                "suggested_answer_ids": [Command.create({"value": "Fish"})],
            }
        )
        seen = self.env["survey.survey"].with_user(self.officer).search([])
        self.assertIn(other, seen)
        choices = self.env["survey.question.answer"].with_user(self.officer).search([])
        self.assertIn(choice.suggested_answer_ids, choices)
        self.assertNotIn(other, self.env["survey.survey"].with_user(self.lead).search([]))

    # rights and privacy

    def test_nobody_but_the_service_account_reads_answers(self):
        for user in (self.manager, self.lead, self.board_reader, self.contributor, self.officer):
            for model in ("impact.survey.answer", "impact.survey.invitation"):
                with self._refused(AccessError, "not allowed|access"):
                    self.env[model].with_user(user).search([])
        for model in ("survey.user_input", "survey.user_input.line"):
            with self._refused(AccessError, "not allowed|access"):
                self.env[model].with_user(self.lead).search([])

    def test_records_are_listed_for_survey_users_only(self):
        self.staff.impact_anonymous = False
        given = self._answers(4, 5, 6, 7, 8)
        result = self._figure(self.EMP27)
        with self._refused(AccessError, "not allowed|access"):
            self.env["impact.computation"].with_user(self.lead)._records_action(
                result.with_user(self.lead)
            )
        both = self._user("both", "vises_impact.group_lead,survey.group_survey_user")
        action = (
            self.env["impact.computation"].with_user(both)._records_action(result.with_user(both))
        )
        self.assertEqual(action["res_model"], "survey.user_input")
        self.assertEqual(set(action["domain"][0][2]), {one.id for one in given})

    def test_response_rate_opens_the_questionnaires(self):
        self._answers(4, 5)
        self.staff.write({"impact_invited": 12, "impact_asked_on": "2025-05-01"})
        result = self._figure(self.env.ref("vises_impact.indicator_PRO02"))
        self.assertAlmostEqual(float(result.value), 100 * 2 / 12, 6)
        lead = self.env["impact.computation"].with_user(self.lead)
        action = lead._records_action(result.with_user(self.lead))
        self.assertEqual(self.env["survey.survey"].search(action["domain"]), self.staff)

    def test_nameless_answers_are_listed_for_nobody(self):
        both = self._user("both", "vises_impact.group_lead,survey.group_survey_manager")
        self._answers(4, 5, 6, 7, 8)
        result = self._figure(self.EMP27).with_user(both)
        with self._refused(UserError, "without names"):
            self.env["impact.computation"].with_user(both)._records_action(result)

    def test_who_answered_is_forgotten(self):
        partner = self.env["res.partner"].create({"name": "Ana", "email": "ana@example.com"})
        answer = self.staff._create_answer(partner=partner)
        self.assertEqual(answer.partner_id, partner)
        answer._mark_done()
        self.assertEqual(answer.state, "done")
        self.assertFalse(answer.partner_id or answer.email or answer.nickname)
        self.assertFalse(answer.create_uid or answer.write_uid or answer.message_ids)

    def _complete(self, survey, code, reply):
        """As a respondent does on the page: answers, then the end."""
        answer = survey._create_answer()
        question = survey.impact_code_question_id
        answer._save_lines(question, code)
        body = survey.impact_item_ids.filtered(lambda one: one.indicator_id.code == "WAL16")
        answer._save_lines(body.question_id, str(reply))
        answer._mark_done()
        return answer

    def test_code_is_not_readable_and_still_pairs(self):
        """Entry and end of the same person, who writes the code in two ways."""
        before, after = self._take("exit")
        entry = self._complete(before, "Ma 07 Lé", 2)
        end = self._complete(after, "ma07le", 5)
        other = self._complete(after, "JO12MO", 5)
        codes = [
            one.with_user(self.officer)
            .user_input_line_ids.filtered(lambda line: line.question_id.impact_is_code)
            .value_char_box
            for one in (entry, end, other)
        ]
        self.assertEqual(codes[0], codes[1])
        self.assertNotEqual(codes[1], codes[2])
        for code in codes:
            self.assertRegex(code, r"^[0-9A-F]{24}$")
        rows = self.env["impact.survey.answer"].sudo().search([("survey_id", "=", after.id)])
        found = {row.input_id: row.change for row in rows if row.indicator_id.code == "WAL16"}
        self.assertEqual(found[end], 3)
        end._mark_done()
        self.assertEqual(
            end.user_input_line_ids.filtered("question_id.impact_is_code").value_char_box, codes[1]
        )

    def test_nobody_but_administrators_reads_what_codes_are_mixed_with(self):
        self.assertTrue(self.env["survey.user_input"]._impact_secret())
        for user in (self.officer, self.lead, self.manager):
            with self._refused(AccessError, "not allowed|access"):
                self.env["ir.config_parameter"].with_user(user).search(
                    [("key", "=", "vises_impact.code_secret")]
                ).mapped("value")

    def test_named_answers_stay_named(self):
        self.staff.impact_anonymous = False
        partner = self.env["res.partner"].create({"name": "Ana", "email": "ana@example.com"})
        answer = self.staff._create_answer(partner=partner)
        answer._mark_done()
        self.assertEqual(answer.partner_id, partner)

    def test_lead_changes_own_questionnaires_only(self):
        self.staff.with_user(self.lead).impact_wave = "entry"
        template = self.env.ref("vises_impact.survey_staff").with_user(self.lead)
        with self._refused(AccessError, "not allowed|access"):
            template.title = "Mine"
        with self._refused(AccessError, "not allowed|access"):
            template.impact_item_ids[0].reading = "score"
        with self._refused(AccessError, "not allowed|access"):
            self.env.ref("vises_impact.survey_staff").with_user(
                self.board_reader
            ).action_impact_take()

    def test_response_is_counted_by_invitation(self):
        self.staff.access_mode = "token"
        self._answers(4, 5)
        give(self.staff, {}, False, state="new")
        give(self.staff, {}, False, state="new")
        give(self.staff, {}, False, state="done", test_entry=True)
        self.assertEqual(self.staff.with_user(self.lead).impact_response, "2 of 4 (50 %)")

    def test_response_is_unknown_where_nobody_noted_how_many_were_asked(self):
        self._answers(4, 5)
        self.assertEqual(self.staff.impact_response, "2 completed")

    # retention

    def test_old_answers_go_and_results_stay(self):
        self._answers(4, 5, 6, 7, 8)
        result = self._figure(self.EMP27)
        entry, end = self._take("exit")
        for survey in (entry, end):
            give(survey, {}, "2025-05-05 10:00:00")
        unfinished = give(self.staff, {}, False, state="new")
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE survey_user_input SET create_date = '2025-01-01' WHERE id = %s",
            [unfinished.id],
        )
        self.env.invalidate_all()
        self._answers(10, day="2026-05-05 10:00:00")
        self.company.impact_answer_months = 12
        self.company._impact_purge_answers(fields.Date.to_date("2026-07-01"))
        self.assertEqual(len(self.staff.user_input_ids), 1)
        self.assertFalse(end.user_input_ids)
        self.assertTrue(entry.user_input_ids, "Kept twice as long: later ones are compared.")
        self.assertIn("6 answers", self.staff.message_ids[0].body)
        self.assertEqual(self._figure(self.EMP27), result)
        self.assertEqual((result.value, result.status), (6, "measured"))

    def test_answers_of_other_surveys_are_never_deleted(self):
        other = self.env["survey.survey"].create({"title": "Christmas party"})
        kept = give(other, {}, "2001-01-01 10:00:00")
        self.company.impact_answer_months = 12
        self.env["res.company"]._cron_impact_purge_answers()
        self.assertTrue(kept.exists())

    def test_zero_months_keeps_all(self):
        kept = self._answers(4, day="2001-01-01 10:00:00")[0]
        self.company.impact_answer_months = 0
        self.env["res.company"]._cron_impact_purge_answers()
        self.assertTrue(kept.exists())
