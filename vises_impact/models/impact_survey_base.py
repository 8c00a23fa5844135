from odoo import fields, models


class ImpactSurveyBase(models.AbstractModel):
    """A reading of the answers to a question, in the company of its questionnaire."""

    _name = "impact.survey.base"
    _description = "Reading of a question"

    question_id = fields.Many2one(
        "survey.question",
        required=True,
        index=True,
        ondelete="cascade",
    )
    survey_id = fields.Many2one(
        related="question_id.survey_id", string="Questionnaire", store=True, index=True
    )
    company_id = fields.Many2one(
        related="survey_id.impact_company_id", string="Company", store=True, index=True
    )
