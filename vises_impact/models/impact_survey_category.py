from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ImpactSurveyCategory(models.Model):
    """Which answers to a question put a respondent into a category of a breakdown.

    "A woman" may stand for ``sex=female``, some municipalities for ``is_local=True``. Figures
    of the questionnaire can then be broken down; whoever gave another answer, or none, is not
    declared.
    """

    _name = "impact.survey.category"
    _description = "Category told by answers"
    _inherit = ["impact.survey.base"]
    _order = "survey_id, question_id, id"

    category = fields.Selection(selection="_selection_category", required=True)
    answer_ids = fields.Many2many(
        "survey.question.answer",
        "impact_survey_category_answer_rel",
        string="Answers",
        required=True,
        domain="[('question_id', '=', question_id)]",
    )

    _category_once = models.Constraint(
        "UNIQUE(survey_id, category)",
        "A questionnaire tells each category once: put all answers that stand for it together.",
    )

    @api.model
    def _selection_category(self) -> list[tuple[str, str]]:
        """The categories of the breakdowns of answers, as cells name them."""
        # sudo: names of categories that come with the addon, the same for everybody.
        source = self.env.ref("vises_impact.impact_source_survey_answer", raise_if_not_found=False)
        fields_told = source.sudo()._breakdown_fields() if source else ()
        return [
            (
                f"{field.name}={key}",
                self.env._("%(field)s: %(category)s", field=field.label, category=label),
            )
            for field in fields_told
            for key, label in field._choices().items()
        ]

    @api.constrains("question_id", "category", "answer_ids")
    def _check_answers(self):
        for one in self:
            question = one.question_id
            if question.question_type != "simple_choice":
                raise ValidationError(
                    self.env._(
                        "“%(question)s” cannot tell who answers: it needs one choice among several.",
                        question=question.title,
                    )
                )
            if not one.answer_ids or one.answer_ids.question_id - question:
                raise ValidationError(
                    self.env._(
                        "Say which answers to “%(question)s” stand for the category.",
                        question=question.title,
                    )
                )
            one._check_alike()

    def _check_alike(self):
        """Categories of one breakdown come from one question, each answer is in one of them."""
        self.ensure_one()
        breakdown = self.category.split("=")[0]
        alike = self.search(
            [
                ("survey_id", "=", self.survey_id.id),
                ("id", "!=", self.id),
                ("category", "=like", f"{breakdown}=%"),
            ]
        )
        if alike.question_id - self.question_id:
            raise ValidationError(
                self.env._("Categories of one breakdown are told by one question.")
            )
        if alike.answer_ids & self.answer_ids:
            raise ValidationError(self.env._("An answer stands for one category of a breakdown."))

    def _copy_to(self, questions: dict, answers: dict):
        """The same on the questions and answers of a copy of the questionnaire."""
        return self.create(
            [
                {
                    "question_id": questions[one.question_id].id,
                    "category": one.category,
                    "answer_ids": [answers[answer].id for answer in one.answer_ids],
                }
                for one in self
            ]
        )
