from odoo import fields, models


class ImpactAssessment(models.Model):
    # What stands between an assessment and its figures.
    _inherit = "impact.assessment"

    unmapped_text = fields.Char(
        "Left to map", compute="_compute_unmapped_text", groups="vises_impact.group_lead"
    )

    def _compute_unmapped_text(self):
        """Steps of the readiness screen where something is left to do."""
        readiness = self.env["impact.readiness"]
        labels = dict(readiness._fields["step"]._description_selection(self.env))
        by_company = {
            company: ", ".join(labels[step] for step in readiness._open_steps(company))
            for company in self.company_id
        }
        for assessment in self:
            assessment.unmapped_text = by_company.get(assessment.company_id, "")

    def action_readiness(self):
        """Open the readiness screen for this assessment's indicators and period."""
        self.ensure_one()
        return self.env["impact.readiness"].action_open(self)
