"""Criteria: the reference by which a question is judged, and what was found."""

from odoo import api, fields, models


class ImpactCriterion(models.Model):
    _name = "impact.criterion"
    _description = "Criterion"
    _order = "question_id, sequence, id"

    question_id = fields.Many2one(
        "impact.question",
        required=True,
        ondelete="cascade",
        index=True,
    )
    assessment_id = fields.Many2one(related="question_id.assessment_id", store=True, index=True)
    name = fields.Char(
        string="Criterion",
        required=True,
        help="What would let us say that the answer is yes? "
        "Several criteria are usually needed to cover one question.",
    )
    description = fields.Text(help="How we understand this criterion.")
    sequence = fields.Integer(default=10)
    indicator_ids = fields.Many2many(
        "impact.indicator",
        string="Indicators",
        help="The figures that inform this criterion. Words and observations count as much.",
    )
    finding = fields.Html(
        string="Findings",
        copy=False,
        help="What we learn, from figures and from words alike.",
    )
    judgement = fields.Char(
        string="In a few words",
        copy=False,
        help="The answer on this criterion, in words. VISES gives no marks and no scores.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        criteria = super().create(vals_list)
        criteria._add_indicators_to_assessment()
        return criteria

    def write(self, vals):
        result = super().write(vals)
        if "indicator_ids" in vals or "question_id" in vals:
            self._add_indicators_to_assessment()
        return result

    def _add_indicators_to_assessment(self):
        """An indicator that informs a criterion is followed by the assessment."""
        for assessment, criteria in self.grouped("assessment_id").items():
            assessment._add_indicators(criteria.indicator_ids)
