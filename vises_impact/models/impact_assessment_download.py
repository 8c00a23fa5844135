"""What can be taken away from an assessment: its printed report and its workbook."""

from odoo import models


class ImpactAssessment(models.Model):
    # One file for each side of the assessment keeps them short.
    _inherit = "impact.assessment"

    def action_print_report(self):
        """Print the impact report (a PDF)."""
        report = self.env.ref("vises_impact.action_report_impact_assessment")
        return report.report_action(self, config=False)

    def action_download_workbook(self):
        """Download the results and their definitions (an xlsx file)."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/impact/assessment/{self.id}/workbook",
            "target": "download",
        }
