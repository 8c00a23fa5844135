from odoo import api, fields, models

from .figure import Figure
from .impact_result import PERIOD_LABELS


class ImpactTarget(models.Model):
    """The aim and the starting figure of an indicator for a scope and a period."""

    _name = "impact.target"
    _description = "Target"
    _order = "date_to desc, indicator_id"

    indicator_id = fields.Many2one(
        "impact.indicator", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        ondelete="cascade",
    )
    organisation_id = fields.Many2one(
        "res.partner",
        required=True,
        index=True,
        default=lambda self: self.env.company.partner_id,
    )
    scope_id = fields.Many2one(
        "impact.scope",
        required=True,
        index=True,
        default=lambda self: self.env.company._impact_default_scope(),
        ondelete="cascade",
    )
    period_type = fields.Selection(list(PERIOD_LABELS.items()), required=True, default="year")
    date_from = fields.Date("From", required=True)
    date_to = fields.Date("To", required=True)
    value = Figure("Target", required=True)
    baseline_value = Figure("Starting figure")
    baseline_date = fields.Date("Starting on")
    note = fields.Text()
    shown = fields.Char("Target as shown", compute="_compute_shown")

    _one_target = models.Constraint(
        "UNIQUE(indicator_id, company_id, organisation_id, scope_id, period_type, "
        "date_from, date_to)",
        "There is a target for this indicator, scope and period already.",
    )
    _dates_in_order = models.Constraint(
        "CHECK(date_from <= date_to)", "The period ends before it starts."
    )

    @api.depends_context("lang")
    @api.depends("value", "indicator_id.unit", "indicator_id.decimals")
    def _compute_shown(self):
        for target in self:
            target.shown = target.indicator_id._format(target.value, target.company_id)


class ImpactProposal(models.Model):
    """A computed figure beside one that is validated or typed, where they differ."""

    _name = "impact.proposal"
    _description = "Proposed figure"
    _order = "computed_at desc, id desc"

    result_id = fields.Many2one("impact.result", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="result_id.company_id", store=True, index=True)
    indicator_id = fields.Many2one(related="result_id.indicator_id", store=True)
    current = fields.Char("Figure now", related="result_id.shown")
    value = Figure("Proposed value")
    numerator = Figure()
    denominator = Figure()
    status = fields.Selection(
        lambda self: self.env["impact.result"]._fields["status"]._description_selection(self.env),
        required=True,
    )
    computed_at = fields.Datetime()
    shown = fields.Char("Proposal", compute="_compute_shown")

    @api.depends_context("lang")
    @api.depends("value", "status", "result_id")
    def _compute_shown(self):
        for proposal in self:
            proposal.shown = proposal.result_id._shown(proposal.value, proposal.status)

    def action_accept(self):
        """Take the computed figure; it is validated by whoever accepts it."""
        for proposal in self:
            proposal.result_id.write(
                {
                    "value": proposal.value,
                    "numerator": proposal.numerator,
                    "denominator": proposal.denominator,
                    "status": proposal.status,
                    "state": "validated",
                }
            )
        self.unlink()

    def action_dismiss(self):
        self.unlink()
