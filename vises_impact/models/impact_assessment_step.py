"""The check-list of one assessment: which steps of its stages are done, by whom, when."""

from odoo import fields, models


class ImpactAssessmentStep(models.Model):
    _name = "impact.assessment.step"
    _description = "Step of an assessment"
    _order = "assessment_id, stage_sequence, sequence, id"
    _rec_name = "step_id"

    assessment_id = fields.Many2one(
        "impact.assessment", required=True, ondelete="cascade", index=True
    )
    step_id = fields.Many2one("impact.stage.step", required=True, ondelete="restrict", index=True)
    stage_id = fields.Many2one(related="step_id.stage_id", store=True, index=True)
    stage_sequence = fields.Integer("Stage order", related="step_id.stage_id.sequence", store=True)
    sequence = fields.Integer(related="step_id.sequence", store=True)
    description = fields.Text(related="step_id.description")
    done = fields.Boolean()
    done_date = fields.Date("Done on", readonly=True)
    done_by_id = fields.Many2one("res.users", "Done by", readonly=True)
    note = fields.Char(help="Where the outcome is kept, who took part, what is still open.")

    _step_uniq = models.Constraint(
        "UNIQUE(assessment_id, step_id)",
        "This step is already on the check-list of the assessment.",
    )

    def write(self, vals):
        """Ticking a step records who did so and when; unticking it forgets both."""
        if "done" in vals and not vals["done"]:
            vals = {**vals, "done_date": False, "done_by_id": False}
        elif vals.get("done"):
            newly_done = self.filtered(lambda line: not line.done)
            super(ImpactAssessmentStep, newly_done).write(
                {"done_date": fields.Date.context_today(self), "done_by_id": self.env.uid}
            )
        return super().write(vals)
