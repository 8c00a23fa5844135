"""The campaigns in which the figures of an assessment are collected."""

from odoo import api, fields, models

COLLECTORS = "vises_impact.group_lead,vises_impact.group_accompanist"


class ImpactAssessment(models.Model):
    # One file for each side of the assessment keeps them short.
    _inherit = "impact.assessment"

    campaign_ids = fields.One2many(
        "impact.campaign", "assessment_id", "Campaigns", groups=COLLECTORS
    )
    campaign_count = fields.Integer(
        "Number of campaigns", compute="_compute_campaign_count", groups=COLLECTORS
    )

    questionnaire_count = fields.Integer(
        "Number of questionnaires",
        compute="_compute_questionnaire_count",
        groups="vises_impact.group_lead",
    )

    @api.depends("company_id", "indicator_line_ids.indicator_id")
    def _compute_questionnaire_count(self):
        for assessment in self:
            assessment.questionnaire_count = self.env["survey.survey"].search_count(
                assessment._questionnaires_domain()
            )

    def _questionnaires_domain(self) -> list:
        """The company's questionnaires that answer indicators of this assessment."""
        self.ensure_one()
        return [
            ("impact_company_id", "=", self.company_id.id),
            ("impact_item_ids.indicator_id", "in", self.indicator_ids.ids),
        ]

    def action_view_questionnaires(self):
        """The questionnaires that answer this assessment's indicators, to send or to take."""
        self.ensure_one()
        return self._open("impact_survey_action", self._questionnaires_domain(), {})

    @api.depends("campaign_ids")
    def _compute_campaign_count(self):
        for assessment in self:
            assessment.campaign_count = len(assessment.campaign_ids)

    def action_collect(self):
        """Open the campaign for the evaluated period; prepare one if there is none."""
        self.ensure_one()
        campaign = self.campaign_ids.filtered(
            lambda one: (one.date_from, one.date_to) == (self.date_from, self.date_to)
        )[:1]
        campaign = campaign or self.env["impact.campaign"].create({"assessment_id": self.id})
        return {
            "type": "ir.actions.act_window",
            "res_model": "impact.campaign",
            "res_id": campaign.id,
            "views": [(False, "form")],
        }

    def action_view_campaigns(self):
        self.ensure_one()
        return self._open(
            "impact_campaign_action",
            [("assessment_id", "=", self.id)],
            {"default_assessment_id": self.id},
        )
