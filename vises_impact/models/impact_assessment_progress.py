"""How an assessment advances: stages, check-list, portrait to fill in, end, next cycle."""

from dateutil.relativedelta import relativedelta
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from .impact_stage import TEMPLATES


class ImpactAssessment(models.Model):
    # One file for each side of the assessment keeps them short.
    _inherit = "impact.assessment"

    stage_template = fields.Selection(
        TEMPLATES,
        "Method",
        required=True,
        default=lambda self: self.env["impact.stage"]._default_template(),
        help="Which version of the method the stages come from.",
    )
    stage_id = fields.Many2one(
        "impact.stage",
        compute="_compute_stage_id",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
        index=True,
        ondelete="restrict",
        tracking=True,
        group_expand="_read_group_stage_ids",
        domain="[('template', '=', stage_template)]",
    )
    is_last_stage = fields.Boolean("At the last stage", compute="_compute_is_last_stage")
    step_line_ids = fields.One2many("impact.assessment.step", "assessment_id", "Check-list")
    step_count = fields.Integer("Steps", compute="_compute_step_progress", store=True)
    step_done_count = fields.Integer("Steps done", compute="_compute_step_progress", store=True)
    portrait_ids = fields.One2many("impact.portrait", "assessment_id", copy=True)
    state = fields.Selection(
        [("open", "In progress"), ("closed", "Closed")],
        "Status",
        required=True,
        default="open",
        copy=False,
        tracking=True,
    )
    closed_date = fields.Date("Closed on", readonly=True, copy=False)

    @api.depends("stage_template")
    def _compute_stage_id(self):
        """An assessment begins at the first stage of its method."""
        for assessment in self:
            if assessment.stage_id.template != assessment.stage_template:
                assessment.stage_id = assessment._stages()[:1]

    @api.depends("stage_id", "stage_template")
    def _compute_is_last_stage(self):
        for assessment in self:
            assessment.is_last_stage = not assessment._next_stage()

    @api.depends("step_line_ids.done")
    def _compute_step_progress(self):
        for assessment in self:
            lines = assessment.step_line_ids
            assessment.step_count = len(lines)
            assessment.step_done_count = len(lines.filtered("done"))

    @api.model
    def _read_group_stage_ids(self, stages, domain):
        """The board shows each active stage, empty ones too, and all that are in use."""
        return stages.with_context(active_test=False).search(
            Domain("active", "=", True) | Domain("id", "in", stages.ids)
        )

    @api.constrains("stage_id", "stage_template")
    def _check_stage(self):
        for assessment in self:
            stage = assessment.stage_id
            if stage and stage.template != assessment.stage_template:
                raise ValidationError(
                    self.env._(
                        "The stage “%(stage)s” belongs to another version of the method.",
                        stage=stage.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("stage_id") and not vals.get("stage_template"):
                stage = self.env["impact.stage"].browse(vals["stage_id"])
                vals["stage_template"] = stage.template
        assessments = super().create(vals_list)
        assessments._sync_steps()
        assessments._sync_portrait()
        return assessments

    def write(self, vals):
        result = super().write(vals)
        if "stage_id" in vals or "stage_template" in vals:
            self._sync_steps()
        return result

    def action_next_stage(self):
        """Go on to the next step of the method. What was not ticked stays on the list."""
        for assessment in self:
            stage = assessment._next_stage()
            if not stage:
                raise UserError(
                    self.env._(
                        "“%(name)s” is at its last step. Close it when the results have "
                        "been given back to the stakeholders.",
                        name=assessment.name,
                    )
                )
            assessment.stage_id = stage
        return True

    def action_close(self):
        return self.write({"state": "closed", "closed_date": fields.Date.context_today(self)})

    def action_reopen(self):
        return self.write({"state": "open", "closed_date": False})

    def action_next_cycle(self):
        """Open the assessment of the year after: same question, portrait and indicators.

        An evaluation goes on from year to year; findings and conclusions are made anew.
        """
        self.ensure_one()
        year = relativedelta(years=1)
        ends_a_month = (self.date_to + relativedelta(days=1)).day == 1
        old, new = self.date_to.year, self.date_to.year + 1
        same_year = str(old) in self.name
        following = self.copy(
            {
                "name": self.name.replace(str(old), str(new))
                if same_year
                else self.env._("%(name)s, next cycle", name=self.name),
                "date_from": self.date_from + year,
                "date_to": self.date_to
                + (relativedelta(years=1, day=31) if ends_a_month else year),
                "compare_date_from": self.date_from,
                "compare_date_to": self.date_to,
            }
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": following.id,
            "views": [(False, "form")],
        }

    def _stages(self):
        """The stages that this assessment walks through, in order."""
        return self.env["impact.stage"]._of_template(self.stage_template)

    def _next_stage(self):
        """The stage after the present one; empty at the last one."""
        ids = self._stages().ids
        if self.stage_id.id not in ids:
            return self.env["impact.stage"]
        return self.stage_id.browse(ids[ids.index(self.stage_id.id) + 1 :][:1])

    def _sync_steps(self):
        """Give each assessment all steps of its method.

        Steps of another method leave the check-list, unless something was ticked or
        noted there.
        """
        vals_list = []
        for assessment in self:
            assessment.step_line_ids.filtered(
                lambda line, method=assessment.stage_template: (
                    line.stage_id.template != method and not line.done and not line.note
                )
            ).unlink()
            missing = assessment._stages().step_ids - assessment.step_line_ids.step_id
            vals_list += [{"assessment_id": assessment.id, "step_id": step.id} for step in missing]
        self.env["impact.assessment.step"].create(vals_list)

    def _sync_portrait(self):
        """Open all boxes of the portrait that are not there yet."""
        boxes = self.env["impact.portrait.box"].search([("active", "=", True)])
        self.env["impact.portrait"].create(
            [
                {"assessment_id": assessment.id, "box_id": box.id}
                for assessment in self
                for box in boxes - assessment.portrait_ids.box_id
            ]
        )
