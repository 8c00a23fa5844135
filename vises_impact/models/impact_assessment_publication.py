"""The publications that an assessment led to."""

from odoo import fields, models


class ImpactAssessment(models.Model):
    # One file for each side of the assessment keeps them short.
    _inherit = "impact.assessment"

    publication_count = fields.Integer(
        "Number of publications",
        compute="_compute_publication_count",
        groups="vises_impact.group_board_reader",
    )

    def _compute_publication_count(self):
        found = self.env["impact.publication"]._read_group(
            [("assessment_id", "in", self.ids)], ["assessment_id"], ["__count"]
        )
        counts = dict(found)
        for assessment in self:
            assessment.publication_count = counts.get(assessment._origin, 0)

    def action_view_publications(self):
        """What was published and passed on of this assessment."""
        self.ensure_one()
        context = {"default_assessment_id": self.id, "default_name": self.name}
        return self._open("impact_publication_action", [("assessment_id", "=", self.id)], context)
