from odoo import api, fields, models
from odoo.exceptions import ValidationError

SCORED_TYPES = ("scale", "numerical_box", "simple_choice", "multiple_choice", "matrix")
CHOICE_TYPES = ("simple_choice", "multiple_choice", "matrix")
READINGS = [
    ("score", "The score"),
    ("number", "How many of these answers were chosen"),
    ("chosen", "Whether one of these answers was chosen"),
    ("least", "Whether the score is reached"),
]


class ImpactSurveyItem(models.Model):
    """Which question of a questionnaire answers an indicator, and how its answers are read.

    The score of a choice is that of the answer chosen; of a matrix, the mean over its rows,
    where every row was answered.
    """

    _name = "impact.survey.item"
    _description = "Link from a question to an indicator"
    _inherit = ["impact.survey.base"]
    _order = "survey_id, id"

    question_type = fields.Selection(related="question_id.question_type")
    indicator_id = fields.Many2one(
        "impact.indicator",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('kind', '=', 'survey'), ('company_id', 'in', (False, company_id))]",
        context={"active_test": False},
    )
    reading = fields.Selection(READINGS, "What is read", required=True, default="score")
    answer_ids = fields.Many2many(
        "survey.question.answer",
        "impact_survey_item_answer_rel",
        string="Answers that count",
        domain="[('question_id', '=', question_id)]",
    )
    left_out_ids = fields.Many2many(
        "survey.question.answer",
        "impact_survey_item_left_out_rel",
        string="Answers left out",
        domain="[('question_id', '=', question_id)]",
        help="Who chose one of these is in no part of the figure, such as people who work at "
        "home when the way to work is asked.",
    )
    least_score = fields.Integer("Score to reach", default=8)

    _indicator_once = models.Constraint(
        "UNIQUE(indicator_id, survey_id)",
        "A questionnaire answers an indicator by one question. Copy the indicator to count "
        "another question.",
    )

    @api.constrains("question_id", "reading", "answer_ids", "left_out_ids")
    def _check_reading(self):
        for item in self:
            question = item.question_id
            wanted = CHOICE_TYPES if item.reading in ("number", "chosen") else SCORED_TYPES
            if question.question_type not in wanted:
                raise ValidationError(
                    self.env._(
                        "“%(question)s” cannot be read so: a score needs a scale, a number or "
                        "scored answers; chosen answers need a question with a choice.",
                        question=question.title,
                    )
                )
            if item.reading in ("number", "chosen") and not item.answer_ids:
                raise ValidationError(
                    self.env._(
                        "Say which answers of “%(question)s” count.", question=question.title
                    )
                )
            if (item.answer_ids | item.left_out_ids).question_id - question:
                raise ValidationError(
                    self.env._("The answers belong to “%(question)s”.", question=question.title)
                )
            if item.answer_ids & item.left_out_ids:
                raise ValidationError(
                    self.env._("An answer either counts or is left out, not both.")
                )

    @api.constrains("indicator_id", "question_id", "reading")
    def _check_indicator(self):
        for item in self:
            indicator = item.indicator_id
            if indicator.company_id and indicator.company_id != item.company_id:
                raise ValidationError(
                    self.env._(
                        "%(indicator)s is an indicator of another company.",
                        indicator=indicator.display_name,
                    )
                )
            readings = indicator._survey_readings()
            if item.reading not in readings:
                labels = dict(self._fields["reading"]._description_selection(self.env))
                raise ValidationError(
                    self.env._(
                        "%(indicator)s needs another reading of the question: %(readings)s.",
                        indicator=indicator.display_name,
                        readings=", ".join(labels[name] for name in readings)
                        or self.env._("none: it is not counted from the answers to a question"),
                    )
                )

    @api.depends_context("lang")
    @api.depends("indicator_id", "question_id")
    def _compute_display_name(self):
        for item in self:
            item.display_name = f"{item.indicator_id.code}: {item.question_id.title}"


class ImpactIndicator(models.Model):
    _inherit = "impact.indicator"

    survey_item_ids = fields.One2many("impact.survey.item", "indicator_id", "Questions")

    def _survey_readings(self) -> list[str]:
        """How a question may be read for this indicator, by what its definition counts."""
        self.ensure_one()
        terms = self.current_version_id.term_ids.filtered("source_id.indicator_field")
        if not terms:
            return []
        scored = any(term.measure_field_id for term in terms)
        return ["score", "number"] if scored else ["chosen", "least"]

    def _typed_in(self, company):
        """Those of these that a company types: from forms, or with no question linked."""
        asked = self.filtered(lambda one: one.kind == "survey")
        return self.filtered(lambda one: one.kind == "form") | (asked - asked._asked_in(company))

    def _asked_in(self, companies):
        """Of these indicators, those that questionnaires of the companies answer.

        One that counts invitations is answered by any questionnaire.
        """
        # sudo: whether there is a link or a questionnaire; nothing else of them is read.
        items = self.env["impact.survey.item"].sudo()
        linked = items.search(
            [("company_id", "in", companies.ids), ("indicator_id", "in", self.ids)]
        ).indicator_id
        others = self.filtered(
            lambda one: (
                one.kind == "survey"
                and one.current_version_id.term_ids
                and not one._survey_readings()
            )
        )
        if others and not self.env["survey.survey"].sudo().search_count(
            [("impact_company_id", "in", companies.ids)], limit=1
        ):
            others = others.browse()
        return self & (linked | others).with_env(self.env)
