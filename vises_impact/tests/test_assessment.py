from unittest.mock import patch

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .common import ImpactCommon


def _day(text):
    return fields.Date.to_date(text)


@tagged("post_install", "-at_install")
class TestAssessmentPeriod(ImpactCommon):
    @freeze_time("2026-03-02")
    def test_new_assessment_evaluates_the_last_full_year(self):
        assessment = self.env["impact.assessment"].create({"name": "Impact"})
        self.assertEqual(assessment.date_from, _day("2025-01-01"))
        self.assertEqual(assessment.date_to, _day("2025-12-31"))
        self.assertEqual(assessment.period_label, "2025")
        self.assertEqual(assessment.company_id, self.company)
        self.assertEqual(assessment.scope_id, self.scope)
        self.assertEqual(assessment.lead_id, self.env.user)

    def test_it_is_compared_with_the_year_before(self):
        assessment = self._assessment()
        self.assertEqual(assessment.compare_date_from, _day("2024-01-01"))
        self.assertEqual(assessment.compare_date_to, _day("2024-12-31"))
        self.assertEqual(assessment.compare_label, "2024")

    def test_a_month_is_compared_with_the_whole_month_a_year_earlier(self):
        assessment = self._assessment(
            period_type="month", date_from="2025-02-01", date_to="2025-02-28"
        )
        self.assertEqual(assessment.compare_date_to, _day("2024-02-29"))

    def test_a_comparison_can_be_left_out(self):
        assessment = self._assessment(compare_date_from=False, compare_date_to=False)
        self.assertFalse(assessment.compare_label)
        self.assertIsNone(assessment._comparison_period())

    def test_a_period_that_ends_before_it_begins_is_refused(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self._assessment(date_from="2025-12-31", date_to="2025-01-01")

    def test_one_date_of_a_comparison_is_not_enough(self):
        with self.assertRaisesRegex(ValidationError, "both dates"):
            self._assessment().compare_date_to = False

    def test_a_comparison_that_overlaps_the_evaluated_period_is_refused(self):
        with self.assertRaisesRegex(ValidationError, r"2025.*has to end before.*\(2025\)"):
            self._assessment(compare_date_from="2025-01-01", compare_date_to="2025-12-31")

    def test_the_scope_of_another_company_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "another company.*Les Ateliers du Canal"):
            self._assessment(scope_id=self.other_scope.id)

    def test_without_a_scope_the_whole_enterprise_is_evaluated(self):
        assessment = self._assessment(company_id=self.other_company.id)
        self.assertEqual(assessment.scope_id, self.other_scope)

    def test_a_new_assessment_takes_over_the_group_of_the_last_one(self):
        self._assessment(group_kind="collective_service")
        self.assertEqual(self._assessment().group_kind, "collective_service")


@tagged("post_install", "-at_install")
class TestAssessmentStages(ImpactCommon):
    def test_the_handbook_of_2019_is_the_method_of_new_assessments(self):
        assessment = self._assessment()
        self.assertEqual(assessment.stage_template, "handbook_2019")
        self.assertEqual(assessment.stage_id, self.env.ref("vises_impact.stage_2019_preliminary"))

    def test_methods_are_chosen_in_step_2_since_2019_and_were_in_step_1_in_2017(self):
        ref = self.env.ref
        self.assertEqual(
            ref("vises_impact.step_2019_methods").stage_id,
            ref("vises_impact.stage_2019_collection"),
        )
        self.assertEqual(
            ref("vises_impact.step_2017_methods").stage_id,
            ref("vises_impact.stage_2017_question"),
        )
        self.assertFalse(ref("vises_impact.stage_2017_question").active)

    def test_the_check_list_holds_every_step_of_the_method_in_order(self):
        assessment = self._assessment()
        steps = self.env["impact.stage"]._of_template("handbook_2019").step_ids
        self.assertEqual(assessment.step_line_ids.step_id, steps)
        self.assertEqual(assessment.step_count, len(steps))
        self.assertEqual(assessment.step_done_count, 0)

    def test_ticking_a_step_records_who_did_it_and_when(self):
        assessment = self._assessment()
        line = assessment.step_line_ids[0].with_user(self.lead)
        with freeze_time("2026-02-03"):
            line.done = True
        self.assertEqual(line.done_by_id, self.lead)
        self.assertEqual(line.done_date, _day("2026-02-03"))
        self.assertEqual(assessment.step_done_count, 1)
        line.done = False
        self.assertFalse(line.done_by_id)
        self.assertFalse(line.done_date)

    def test_going_on_loses_nothing_of_the_check_list(self):
        assessment = self._assessment()
        first, second = assessment.step_line_ids[:2]
        first.done = True
        second.note = "To be settled with the board"
        assessment.action_next_stage()
        self.assertEqual(assessment.stage_id, self.env.ref("vises_impact.stage_2019_portrait"))
        assessment.stage_id = self.env.ref("vises_impact.stage_2019_preliminary")
        self.assertTrue(first.done)
        self.assertEqual(second.note, "To be settled with the board")

    def test_a_step_added_to_the_method_later_joins_when_the_stage_changes(self):
        assessment = self._assessment()
        step = self.env["impact.stage.step"].create(
            {"name": "Visit a peer", "stage_id": assessment.stage_id.id}
        )
        assessment.action_next_stage()
        self.assertIn(step, assessment.step_line_ids.step_id)

    def test_another_method_brings_its_steps_and_keeps_what_was_done(self):
        assessment = self._assessment()
        done = assessment.step_line_ids[0]
        done.done = True
        assessment.stage_template = "method_2017"
        self.assertEqual(assessment.stage_id, self.env.ref("vises_impact.stage_2017_question"))
        old = self.env["impact.stage"]._of_template("method_2017").step_ids
        self.assertEqual(assessment.step_line_ids.step_id, old | done.step_id)

    def test_an_archived_method_can_still_be_followed_to_its_end(self):
        assessment = self._assessment(stage_template="method_2017")
        assessment.action_next_stage()
        assessment.action_next_stage()
        self.assertTrue(assessment.is_last_stage)

    def test_new_assessments_follow_the_method_that_is_active(self):
        stages = self.env["impact.stage"]
        stages._of_template("method_2017").active = True
        stages._of_template("handbook_2019").active = False
        self.assertEqual(self._assessment().stage_template, "method_2017")

    def test_a_stage_of_another_method_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "another version of the method"):
            self._assessment().stage_id = self.env.ref("vises_impact.stage_2017_collection")

    def test_the_last_step_ends_with_closing(self):
        assessment = self._assessment()
        assessment.stage_id = self.env.ref("vises_impact.stage_2019_valorisation")
        with self.assertRaisesRegex(UserError, "at its last step"):
            assessment.action_next_stage()
        assessment.action_close()
        self.assertTrue(assessment.closed_date)
        assessment.action_reopen()
        self.assertEqual((assessment.state, assessment.closed_date), ("open", False))

    def test_the_board_of_assessments_shows_empty_stages(self):
        self._assessment().action_next_stage()
        groups = (
            self.env["impact.assessment"]
            .with_context(read_group_expand=True)
            .web_read_group([("company_id", "=", self.company.id)], ["stage_id"])["groups"]
        )
        shown = [group["stage_id"][0] for group in groups]
        self.assertEqual(shown, self.env["impact.stage"].search([]).ids)

    def test_the_portrait_opens_the_boxes_that_the_method_names_first(self):
        portrait = self._assessment().portrait_ids
        codes = portrait.box_id.mapped("code")
        core = ["needs", "aspirations", "missions", "means", "activities"]
        self.assertEqual(codes[:7], [*core, "stakeholders", "territory"])
        self.assertEqual(portrait.mapped("confirmed"), [True] * 7 + [False] * (len(portrait) - 7))

    def test_a_box_is_filled_when_it_holds_words(self):
        box = self._assessment().portrait_ids[0]
        self.assertFalse(box.filled)
        box.content = "<p><br></p>"
        self.assertFalse(box.filled)
        box.content = "<p>No bakery within 20 km.</p>"
        self.assertTrue(box.filled)


@tagged("post_install", "-at_install")
class TestAssessmentCycle(ImpactCommon):
    def test_the_next_cycle_keeps_the_question_and_makes_findings_anew(self):
        indicator = self._indicator("CYCLE")
        assessment = self._assessment(
            conclusion="<p>Yes.</p>",
            question_ids=[
                Command.create(
                    {
                        "name": "Do people stay in work?",
                        "criterion_ids": [
                            Command.create(
                                {
                                    "name": "Lasting jobs",
                                    "indicator_ids": indicator.ids,
                                    "finding": "<p>Most do.</p>",
                                    "judgement": "Rather yes",
                                }
                            )
                        ],
                    }
                )
            ],
        )
        assessment.portrait_ids[0].content = "<p>No bakery within 20 km.</p>"
        assessment.question_ids.action_validate()
        assessment.step_line_ids[0].done = True

        following = self.env["impact.assessment"].browse(assessment.action_next_cycle()["res_id"])
        self.assertRecordValues(
            following,
            [
                {
                    "name": "Our impact in 2026",
                    "date_from": _day("2026-01-01"),
                    "date_to": _day("2026-12-31"),
                    "compare_date_from": _day("2025-01-01"),
                    "compare_date_to": _day("2025-12-31"),
                    "conclusion": False,
                    "step_done_count": 0,
                    "indicator_ids": indicator.ids,
                }
            ],
        )
        self.assertEqual(following.portrait_ids[0].content, "<p>No bakery within 20 km.</p>")
        self.assertEqual(len(following.portrait_ids), len(assessment.portrait_ids))
        self.assertRecordValues(following.question_ids, [{"state": "draft"}])
        self.assertRecordValues(
            following.criterion_ids,
            [{"name": "Lasting jobs", "finding": False, "judgement": False}],
        )

    def test_a_month_is_followed_by_the_whole_month_a_year_later(self):
        assessment = self._assessment(
            name="February", period_type="month", date_from="2023-02-01", date_to="2023-02-28"
        )
        action = assessment.action_next_cycle()
        following = self.env["impact.assessment"].browse(action["res_id"])
        self.assertEqual(following.date_to, _day("2024-02-29"))


@tagged("post_install", "-at_install")
class TestQuestion(ImpactCommon):
    def test_validating_a_question_records_who_and_when(self):
        assessment = self._assessment(question_ids=[Command.create({"name": "Why us?"})])
        question = assessment.question_ids.with_user(self.lead)
        with freeze_time("2026-02-03"):
            question.action_validate()
        self.assertRecordValues(
            question,
            [
                {
                    "state": "validated",
                    "validated_date": _day("2026-02-03"),
                    "validated_by_id": self.lead.id,
                }
            ],
        )
        self.assertIn("Why us?", assessment.message_ids[0].body)
        question.action_reopen()
        self.assertEqual(question.state, "draft")

    def test_an_example_gives_its_words_and_its_family(self):
        example = self.env.ref("vises_impact.question_example_governance")
        assessment = self._assessment()
        questions = self.env["impact.question"].with_context(default_assessment_id=assessment.id)
        with Form(questions.with_user(self.lead)) as form:
            form.example_id = example
        question = assessment.question_ids
        self.assertEqual((question.name, question.family), (example.name, "governance"))
        self.assertEqual(assessment.main_question, example.name)


@tagged("post_install", "-at_install")
class TestAssessmentIndicators(ImpactCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.jobs = cls._indicator("JOBS", direction="up")
        cls.exits = cls._indicator("EXITS", direction="down")
        cls.waste = cls._indicator("WASTE")
        cls.work_set, cls.earth_set = cls.env["impact.indicator.set"].create(
            [
                {
                    "code": "work",
                    "name": "Work",
                    "indicator_ids": (cls.jobs | cls.exits).ids,
                },
                {"code": "earth", "name": "Earth", "indicator_ids": cls.waste.ids},
            ]
        )

    def _question(self, *indicators):
        return Command.create(
            {
                "name": "Do people stay in work?",
                "criterion_ids": [
                    Command.create(
                        {
                            "name": "Lasting jobs",
                            "indicator_ids": [indicator.id for indicator in indicators],
                        }
                    )
                ],
            }
        )

    def test_indicators_come_from_the_sets(self):
        assessment = self._assessment(set_ids=self.work_set.ids)
        self.assertEqual(assessment.indicator_ids, self.jobs | self.exits)

    def test_a_set_added_later_adds_its_indicators_only(self):
        assessment = self._assessment(set_ids=self.work_set.ids)
        assessment.indicator_ids -= self.exits
        assessment.set_ids |= self.earth_set
        self.assertEqual(assessment.indicator_ids, self.jobs | self.waste)

    def test_a_set_taken_away_leaves_its_indicators(self):
        assessment = self._assessment(set_ids=self.work_set.ids)
        assessment.set_ids = False
        self.assertEqual(assessment.indicator_ids, self.jobs | self.exits)

    def test_choosing_sets_on_the_form_adds_their_indicators(self):
        with Form(self.env["impact.assessment"].with_user(self.lead)) as form:
            form.name = "Impact"
            form.set_ids.add(self.work_set)
            form.save()
            form.indicator_line_ids.remove(0)  # EXITS: indicators come by code
            form.set_ids.add(self.earth_set)
        self.assertEqual(form.record.indicator_ids, self.jobs | self.waste)

    def test_an_indicator_that_informs_a_criterion_is_followed(self):
        assessment = self._assessment(
            indicator_ids=self.jobs.ids, question_ids=[self._question(self.jobs, self.exits)]
        )
        self.assertEqual(assessment.indicator_ids, self.jobs | self.exits)
        assessment.criterion_ids.indicator_ids |= self.waste
        self.assertIn(self.waste, assessment.indicator_ids)

    def test_indicators_and_criteria_can_be_saved_together(self):
        lines = [Command.create({"indicator_id": self.jobs.id})]
        assessment = self._assessment(
            question_ids=[self._question(self.jobs)], indicator_line_ids=lines
        )
        self.assertEqual(assessment.indicator_ids, self.jobs)
        assessment.write(
            {
                "question_ids": [self._question(self.waste)],
                "indicator_line_ids": [Command.create({"indicator_id": self.waste.id})],
            }
        )
        self.assertEqual(assessment.indicator_ids, self.jobs | self.waste)

    def test_an_indicator_no_longer_followed_leaves_its_criteria(self):
        assessment = self._assessment(question_ids=[self._question(self.jobs, self.exits)])
        assessment.indicator_ids -= self.jobs
        self.assertEqual(assessment.criterion_ids.indicator_ids, self.exits)

    def test_an_indicator_is_chosen_once(self):
        assessment = self._assessment(indicator_ids=self.jobs.ids)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            assessment.indicator_line_ids.create(
                {"assessment_id": assessment.id, "indicator_id": self.jobs.id}
            )

    def test_more_than_ten_indicators_are_remarked_and_allowed(self):
        many = self.env["impact.indicator"]
        for number in range(10):
            many |= self._indicator(f"MANY{number}")
        assessment = self._assessment(indicator_ids=many.ids)
        self.assertFalse(assessment.many_indicators)
        assessment.indicator_ids |= self.jobs
        self.assertTrue(assessment.many_indicators)

    def test_assessments_are_found_by_indicator(self):
        assessment = self._assessment(indicator_ids=self.jobs.ids)
        found = self.env["impact.assessment"].search([("indicator_ids", "in", self.jobs.ids)])
        self.assertEqual(found, assessment)


@tagged("post_install", "-at_install")
class TestAssessmentResults(ImpactCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.jobs = cls._indicator("JOBS", direction="up")
        cls.exits = cls._indicator("EXITS", direction="down")
        cls.waste = cls._indicator("WASTE")
        cls.assessment = cls._assessment(
            indicator_ids=(cls.jobs | cls.exits | cls.waste).ids,
            question_ids=[
                Command.create(
                    {
                        "name": "Do people stay in work?",
                        "criterion_ids": [
                            Command.create({"name": "Stay", "indicator_ids": cls.exits.ids}),
                            Command.create({"name": "Jobs", "indicator_ids": cls.jobs.ids}),
                        ],
                    }
                )
            ],
        )

    def test_a_figure_stands_beside_the_year_before_and_the_target(self):
        result = self._result(self.jobs, 2025, 45)
        before = self._result(self.jobs, 2024, 40)
        target = self._target(self.jobs, 2025, 50)
        line = self.assessment.indicator_line_ids.filtered(
            lambda chosen: chosen.indicator_id == self.jobs
        )
        self.assertEqual(
            (line.result_id, line.previous_id, line.target_id), (result, before, target)
        )
        self.assertEqual((line.shown, line.previous_shown), (result.shown, before.shown))
        self.assertEqual(self.assessment._result_of(self.jobs), result)
        self.assertEqual(self.assessment._result_of(self.jobs, previous=True), before)
        self.assertEqual(self.assessment.result_ids, result)

    def test_figures_of_other_periods_scopes_and_companies_do_not_count(self):
        site = self.env["impact.scope"].create(
            {"name": "Workshop", "kind": "site", "company_id": self.company.id}
        )
        self._result(self.jobs, 2023, 1)
        self._result(self.jobs, 2025, 2, scope_id=site.id)
        self._result(self.jobs, 2025, 3, period_type="fiscal_year")
        self._result(
            self.jobs, 2025, 4, **self._figure_key(self.jobs, 2025, company_id=self.other_company)
        )
        self.assertFalse(self.assessment.result_ids)

    def test_breakdowns_are_not_taken_for_the_total(self):
        women = self.env["impact.cell"].search([("key", "=", "sex=female")], limit=1)
        women = women or self.env["impact.cell"].create({"key": "sex=female"})
        self._result(self.jobs, 2025, 20, cell_id=women.id)
        self.assertFalse(self.assessment.result_ids)

    def test_evolution_is_read_in_the_light_of_what_is_wished(self):
        self._result(self.jobs, 2024, 40)
        self._result(self.jobs, 2025, 45)
        self._result(self.exits, 2024, 40)
        self._result(self.exits, 2025, 45)
        self._result(self.waste, 2024, 40)
        self._result(self.waste, 2025, 45)
        self.assertEqual(
            {line.indicator_id.code: line.evolution for line in self.assessment.indicator_line_ids},
            {"JOBS": "wished", "EXITS": "unwished", "WASTE": False},
        )

    def test_zero_is_a_figure_and_a_missing_one_is_not(self):
        self._result(self.exits, 2024, 3)
        self._result(self.exits, 2025, 0)
        self._result(self.jobs, 2024, 3)
        self._result(self.jobs, 2025, None)
        evolutions = {
            line.indicator_id.code: line.evolution for line in self.assessment.indicator_line_ids
        }
        self.assertEqual(evolutions["EXITS"], "wished")
        self.assertFalse(evolutions["JOBS"])

    def test_the_report_goes_through_criteria_then_through_the_rest(self):
        result = self._result(self.jobs, 2025, 45)
        groups = self.assessment._report_lines()
        self.assertEqual(
            [(g["criterion"].name, [f["indicator"].code for f in g["indicators"]]) for g in groups],
            [("Stay", ["EXITS"]), ("Jobs", ["JOBS"]), (False, ["WASTE"])],
        )
        self.assertEqual(groups[1]["indicators"][0]["result"], result)
        self.assertFalse(groups[0]["indicators"][0]["result"])

    def test_computing_refreshes_both_periods(self):
        Result = self.env.registry["impact.result"]
        with patch.object(Result, "_refresh", autospec=True) as refresh:
            self.assessment.action_compute()
        _model, indicators, companies, scopes, periods = refresh.call_args.args
        self.assertEqual(indicators, self.assessment.indicator_ids)
        self.assertEqual((companies, scopes), (self.company, self.scope))
        self.assertEqual([period.key for period in periods], ["2025", "2024"])

    def test_computing_without_indicators_says_what_to_do(self):
        with self.assertRaisesRegex(UserError, "choose some"):
            self._assessment().action_compute()

    def test_an_indicator_without_figure_says_so(self):
        with self.assertRaisesRegex(UserError, "no result"):
            self.assessment.indicator_line_ids[0].action_open_result()
