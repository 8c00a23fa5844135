"""Questionnaires: surveys whose answers become figures of a company."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

WAVES = [
    ("only", "Asked once"),
    ("entry", "On entry"),
    ("exit", "At the end"),
    ("later", "Six months after"),
]
COMPARED_WAVES = ("exit", "later")
MOST_INVITED = 100_000


class SurveyQuestion(models.Model):
    _inherit = "survey.question"

    impact_is_code = fields.Boolean(
        "Asks for the code",
        help="People write a code that they make up here. It serves to pair their answers to "
        "two questionnaires and is shown with no figure.",
    )

    @api.constrains("impact_is_code", "question_type")
    def _check_impact_is_code(self):
        for question in self.filtered("impact_is_code"):
            others = question.survey_id.question_and_page_ids.filtered("impact_is_code")
            if question.question_type != "char_box" or len(others) > 1:
                raise ValidationError(
                    self.env._("The code is asked once, in a question whose answer is one line.")
                )


class SurveyQuestionAnswer(models.Model):
    _inherit = "survey.question.answer"

    @api.depends_context("impact_answer_alone")
    def _compute_display_name(self):
        """Where the question stands beside it, an answer is named without it."""
        result = super()._compute_display_name()
        if self.env.context.get("impact_answer_alone"):
            for answer in self:
                answer.display_name = answer.value_label
        return result


class SurveySurvey(models.Model):
    """A survey that belongs to a company's evaluation: what is counted of it, and for whom.

    A template is a survey of no company that comes with the addon, archived; a company takes
    a copy of it.
    """

    _inherit = "survey.survey"

    impact_company_id = fields.Many2one(
        "res.company",
        "Evaluated enterprise",
        index="btree_not_null",
        copy=False,
        help="The enterprise whose figures are counted from the answers. Empty: the survey is "
        "not part of the evaluation.",
    )
    impact_template = fields.Boolean("Questionnaire template", copy=False, readonly=True)
    impact_scope_id = fields.Many2one(
        "impact.scope",
        "Scope",
        copy=False,
        index="btree_not_null",
        domain="[('company_id', '=', impact_company_id)]",
        help="The site, agreement or project whose people answer. Empty: the whole enterprise.",
    )
    impact_wave = fields.Selection(
        WAVES,
        "Wave",
        default="only",
        help="Whether the same people are asked again, so that a change can be counted.",
    )
    impact_entry_id = fields.Many2one(
        "survey.survey",
        "Compared with",
        copy=False,
        index="btree_not_null",
        domain="[('impact_company_id', '=', impact_company_id), ('impact_wave', '=', 'entry')]",
        help="The questionnaire on entry. Answers of a person are paired by the code that he or "
        "she makes up.",
    )
    impact_code_question_id = fields.Many2one(
        "survey.question",
        "Question for the code",
        compute="_compute_impact_code_question_id",
        inverse="_inverse_impact_code_question_id",
        domain="[('survey_id', '=', id), ('question_type', '=', 'char_box')]",
        help="The question in which people write the code that they make up. It serves to pair "
        "their answers and is shown with no figure.",
    )
    impact_anonymous = fields.Boolean(
        "Forget who answered",
        help="When a questionnaire is completed, the name and e-mail address of the respondent "
        "are removed from it.",
    )
    impact_invited = fields.Integer(
        "People asked by other means",
        copy=False,
        help="How many were given the link, the QR code or a sheet of paper. Needed for the "
        "response rate of a questionnaire that is open to whoever has the link.",
    )
    impact_asked_on = fields.Date(
        "Asked on", copy=False, help="The response rate counts in the period of this day."
    )
    impact_item_ids = fields.One2many("impact.survey.item", "survey_id", "Links to indicators")
    impact_category_ids = fields.One2many("impact.survey.category", "survey_id", "Who answers")
    impact_indicator_codes = fields.Char("Indicators", compute="_compute_impact_indicator_codes")
    impact_completed = fields.Integer("Completed", compute="_compute_impact_response")
    impact_asked = fields.Integer("Asked", compute="_compute_impact_response")
    impact_response = fields.Char("Response", compute="_compute_impact_response")

    _impact_invited = models.Constraint(
        f"CHECK(impact_invited IS NULL OR impact_invited BETWEEN 0 AND {MOST_INVITED})",
        "The number of people asked lies between 0 and 100,000.",
    )
    _impact_asked_on = models.Constraint(
        "CHECK(COALESCE(impact_invited, 0) = 0 OR impact_asked_on IS NOT NULL)",
        "Say on which day people were asked.",
    )

    @api.depends("impact_item_ids.indicator_id.code")
    def _compute_impact_indicator_codes(self):
        for survey in self:
            codes = survey.impact_item_ids.indicator_id.mapped("code")
            survey.impact_indicator_codes = ", ".join(sorted(codes))

    @api.depends("question_and_page_ids.impact_is_code")
    def _compute_impact_code_question_id(self):
        for survey in self:
            survey.impact_code_question_id = survey.question_and_page_ids.filtered(
                "impact_is_code"
            )[:1]

    def _inverse_impact_code_question_id(self):
        for survey in self:
            chosen = survey.impact_code_question_id
            (survey.question_and_page_ids - chosen).filtered(
                "impact_is_code"
            ).impact_is_code = False
            chosen.impact_is_code = True

    @api.depends_context("lang")
    @api.depends("user_input_ids.state", "impact_invited", "access_mode")
    def _compute_impact_response(self):
        """How many answered of how many asked; how many were asked may not be known."""
        # sudo: two counts of each questionnaire; of the answers, nothing is read.
        counts = {
            (survey.id, state): count
            for survey, state, count in self.env["survey.user_input"]
            .sudo()
            ._read_group(
                [("survey_id", "in", self.ids), ("test_entry", "=", False)],
                ["survey_id", "state"],
                ["__count"],
            )
        }
        for survey in self:
            completed = counts.get((survey.id, "done"), 0)
            asked = survey.impact_invited
            if not asked and survey.access_mode == "token":
                asked = sum(counts.get((survey.id, state), 0) for state in self._impact_states())
            survey.impact_completed = completed
            survey.impact_asked = max(asked, completed) if asked else 0
            survey.impact_response = survey._impact_response_text(completed, survey.impact_asked)

    @api.model
    def _impact_states(self):
        return [state for state, _label in self.env["survey.user_input"]._fields["state"].selection]

    @api.model
    def _impact_response_text(self, completed: int, asked: int) -> str:
        """In words; ``asked`` is 0 where nobody noted how many were asked."""
        if not asked:
            return self.env._("%(completed)s completed", completed=completed)
        return self.env._(
            "%(completed)s of %(asked)s (%(rate)s %%)",
            completed=completed,
            asked=asked,
            rate=round(100 * completed / asked),
        )

    @api.constrains("impact_wave", "impact_entry_id", "impact_company_id", "impact_scope_id")
    def _check_impact_wave(self):
        for survey in self:
            entry = survey.impact_entry_id
            if entry and (
                entry == survey
                or entry.impact_wave != "entry"
                or survey.impact_wave not in COMPARED_WAVES
                or entry.impact_company_id != survey.impact_company_id
            ):
                raise ValidationError(
                    self.env._(
                        "“%(survey)s” is compared with a questionnaire on entry of the same "
                        "enterprise, and is itself asked at the end or six months after.",
                        survey=survey.title,
                    )
                )
            scope = survey.impact_scope_id
            if scope and scope.company_id != survey.impact_company_id:
                raise ValidationError(
                    self.env._(
                        "The scope “%(scope)s” is of another company.", scope=scope.display_name
                    )
                )

    def action_impact_take(self):
        """Make the company's own questionnaire of a template, or of its own for a new round.

        Questionnaires of several waves that belong together are taken together; what was
        made is opened.
        """
        self.check_access("read")
        self.env["impact.survey.item"].check_access("create")
        # sudo: copies texts, questions and links that the user may read into his or her own
        # company; no answer is read or made.
        taken = self.sudo()._impact_copies(self.env.company).sudo(False)
        action = self.env["ir.actions.act_window"]._for_xml_id("vises_impact.impact_survey_action")
        if len(taken) == 1:
            form = self.env.ref("vises_impact.impact_survey_view_form")
            action.update(res_id=taken.id, views=[(form.id, "form")], view_mode="form")
        return action

    @api.depends("impact_template")
    def _compute_session_code(self):
        """Templates take no code: Odoo would give one of an archived survey a second time."""
        templates = self.filtered("impact_template")
        templates.session_code = False
        return super(SurveySurvey, self - templates)._compute_session_code()

    def _impact_copies(self, company):
        """Copies of these templates for a company, with the links to the indicators."""
        taken = {}
        for template in self | self.impact_entry_id:
            # Without a language, each text is copied with all its translations.
            copy = template.with_context(lang=None).copy(
                {
                    "active": True,
                    "user_id": self.env.uid,
                    "impact_company_id": company.id,
                    "restrict_user_ids": [],
                }
            )
            if template.impact_template:
                for language, _name in self.env["res.lang"].get_installed():
                    title = template.with_context(lang=language).title
                    copy.update_field_translations("title", {language: title})
            taken[template] = copy
        for template, copy in taken.items():
            copy.impact_entry_id = taken.get(template.impact_entry_id, self.browse())
            template._impact_copy_links(copy)
        return self.browse([copy.id for copy in taken.values()])

    def _impact_copy_links(self, copy):
        """Give a copy the links that this survey has, on its own questions and answers."""
        pairs = list(
            zip(
                self.question_and_page_ids.sorted("id"),
                copy.question_and_page_ids.sorted("id"),
                strict=True,
            )
        )
        questions = dict(pairs)
        answers = {
            old: new
            for source, made in pairs
            for old, new in zip(
                source.suggested_answer_ids.sorted("id"),
                made.suggested_answer_ids.sorted("id"),
                strict=True,
            )
        }
        self.impact_category_ids._copy_to(questions, answers)
        self.env["impact.survey.item"].create(
            [
                {
                    "indicator_id": item.indicator_id.id,
                    "question_id": questions[item.question_id].id,
                    "reading": item.reading,
                    "least_score": item.least_score,
                    "answer_ids": [answers[answer].id for answer in item.answer_ids],
                    "left_out_ids": [answers[answer].id for answer in item.left_out_ids],
                }
                for item in self.impact_item_ids
            ]
        )

    def action_impact_open_survey(self):
        """Open the survey itself, where questions are changed and people are invited."""
        self.ensure_one()
        self.env["survey.user_input"].check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id("survey.action_survey_form")
        action.update(res_id=self.id, views=[(False, "form")], view_mode="form")
        return action
