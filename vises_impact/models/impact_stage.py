"""The stages of an assessment and their check-list, both kept as data.

The method has changed over the years: the choice of collection methods moved from
the first step to the second, and the 2019 handbook put a preliminary stage before
the three steps. So stages are records, grouped in templates.
"""

from odoo import api, fields, models

TEMPLATES = [
    ("handbook_2019", "2019 handbook"),
    ("method_2017", "2017 method"),
]


class ImpactStage(models.Model):
    _name = "impact.stage"
    _description = "Assessment stage"
    _order = "template, sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    template = fields.Selection(
        TEMPLATES,
        "Method",
        required=True,
        default="handbook_2019",
        index=True,
        help="The version of the method that the stage belongs to. The handbook of 2019 has a "
        "preliminary stage and three steps, the version of 2017 three steps.",
    )
    fold = fields.Boolean(
        string="Folded",
        help="Folded stages take little room on the board of assessments.",
    )
    active = fields.Boolean(
        default=True,
        help="New assessments follow the first method that has active stages.",
    )
    description = fields.Text(translate=True)
    step_ids = fields.One2many("impact.stage.step", "stage_id", string="Steps", copy=True)
    step_count = fields.Integer("Number of steps", compute="_compute_step_count")

    @api.depends("step_ids")
    def _compute_step_count(self):
        for stage in self:
            stage.step_count = len(stage.step_ids)

    @api.model
    def _default_template(self):
        """The template that a new assessment follows: the first with an active stage."""
        stage = self.search([], limit=1)
        return stage.template or TEMPLATES[0][0]

    @api.model
    def _of_template(self, template):
        """The stages of ``template`` in their order.

        An assessment may follow a template whose stages were archived since; it then
        keeps walking through them.
        """
        stages = self.search([("template", "=", template)])
        return stages or self.with_context(active_test=False).search([("template", "=", template)])


class ImpactStageStep(models.Model):
    _name = "impact.stage.step"
    _description = "Assessment step"
    _order = "stage_id, sequence, id"

    stage_id = fields.Many2one("impact.stage", required=True, ondelete="cascade", index=True)
    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    description = fields.Text(
        translate=True,
        help="What is done in this step, and what it leaves behind.",
    )
    active = fields.Boolean(
        default=True,
        help="An archived step stays on the assessments that have it already.",
    )
