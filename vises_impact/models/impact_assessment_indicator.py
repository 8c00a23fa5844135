"""The indicators that an assessment has chosen, and the figures found for them.

An assessment holds no figures. They are results, which belong to a company, a scope
and a period, and several assessments and reports may read the same one.
"""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from .figure import Figure


class ImpactAssessmentIndicator(models.Model):
    _name = "impact.assessment.indicator"
    _description = "Indicator of an assessment"
    _order = "assessment_id, sequence, id"
    _rec_name = "indicator_id"

    assessment_id = fields.Many2one(
        "impact.assessment", required=True, ondelete="cascade", index=True
    )
    indicator_id = fields.Many2one(
        "impact.indicator", required=True, ondelete="restrict", index=True
    )
    sequence = fields.Integer(default=10)
    direction = fields.Selection(related="indicator_id.direction")
    kind = fields.Selection(related="indicator_id.kind")
    # What follows is read with the reader's own rights: results decide what they show.
    result_id = fields.Many2one("impact.result", "Result record", compute="_compute_figures")
    previous_id = fields.Many2one(
        "impact.result", "Result record before", compute="_compute_figures"
    )
    target_id = fields.Many2one("impact.target", "Target record", compute="_compute_figures")
    shown = fields.Char("Result", compute="_compute_figures")
    previous_shown = fields.Char(
        "Before",
        compute="_compute_figures",
        help="The figure of the period that this one is compared with.",
    )
    target_shown = fields.Char("Target", compute="_compute_figures")
    status = fields.Selection(
        lambda self: self.env["impact.result"]._fields["status"]._description_selection(self.env),
        compute="_compute_figures",
    )
    coverage = Figure(
        compute="_compute_figures",
        help="Which share of the records could be counted. Empty: not known.",
    )
    evolution = fields.Selection(
        [("wished", "As wished"), ("unwished", "Not as wished"), ("stable", "Stable")],
        compute="_compute_figures",
        help="The result beside the one before it, in the light of the wished evolution. "
        "Empty where one of them is missing, or where the indicator is to be read in "
        "context.",
    )
    criterion_names = fields.Char("Criteria", compute="_compute_criterion_names")

    _indicator_uniq = models.Constraint(
        "UNIQUE(assessment_id, indicator_id)", "The assessment has this indicator already."
    )

    @api.depends_context("lang", "uid")
    @api.depends(
        "indicator_id",
        "assessment_id.company_id",
        "assessment_id.scope_id",
        "assessment_id.period_type",
        "assessment_id.date_from",
        "assessment_id.date_to",
        "assessment_id.compare_date_from",
        "assessment_id.compare_date_to",
    )
    def _compute_figures(self):
        nothing = {
            "result": self.env["impact.result"],
            "previous": self.env["impact.result"],
            "target": self.env["impact.target"],
        }
        for assessment, lines in self.grouped("assessment_id").items():
            found = assessment._figures_by_indicator()
            for line in lines:
                line._set_figures(**nothing | found.get(line.indicator_id._origin, {}))

    def _set_figures(self, result, previous, target):
        self.result_id = result
        self.previous_id = previous
        self.target_id = target
        self.shown = result.shown
        self.previous_shown = previous.shown
        self.target_shown = target.shown
        self.status = result.status
        self.coverage = result.coverage
        self.evolution = self.indicator_id._evolution(result.value, previous.value)

    @api.depends("assessment_id.criterion_ids.indicator_ids", "assessment_id.criterion_ids.name")
    def _compute_criterion_names(self):
        for line in self:
            criteria = line.assessment_id.criterion_ids.filtered(
                lambda criterion, line=line: line.indicator_id in criterion.indicator_ids
            )
            line.criterion_names = ", ".join(criteria.mapped("name"))

    @api.ondelete(at_uninstall=False)
    def _unlink_from_criteria(self):
        """An indicator that is no longer followed no longer informs a criterion."""
        for line in self:
            criteria = line.assessment_id.criterion_ids.filtered(
                lambda criterion, line=line: line.indicator_id in criterion.indicator_ids
            )
            criteria.write({"indicator_ids": [Command.unlink(line.indicator_id.id)]})

    def action_open_result(self):
        """Open the figure: how it was counted, from which records, who validated it."""
        self.ensure_one()
        if not self.result_id:
            raise UserError(
                self.env._(
                    "There is no result for “%(indicator)s” in this period yet: press "
                    "“Compute results”, or ask for it in a form.",
                    indicator=self.indicator_id.display_name,
                )
            )
        return {
            "type": "ir.actions.act_window",
            "res_model": "impact.result",
            "res_id": self.result_id.id,
            "views": [(False, "form")],
        }
