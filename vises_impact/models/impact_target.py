from odoo import api, fields, models

from .figure import Figure
from .impact_result import EXACT, EXACT_READERS, FIGURES, STATUSES

# What a proposal keeps of a computed figure, and a result takes over.
PROPOSED = (
    *FIGURES,
    "reason",
    "coverage",
    *EXACT,
    "provenance",
    "computed_at",
)


class ImpactTarget(models.Model):
    """The aim and the starting figure of an indicator for a scope and a period."""

    _name = "impact.target"
    _description = "Target"
    _inherit = ["impact.place"]
    _order = "date_to desc, indicator_id"

    indicator_id = fields.Many2one(ondelete="cascade")
    value = Figure("Target", required=True)
    baseline_value = Figure(
        "Starting figure",
        compute="_compute_baseline_value",
        inverse="_inverse_baseline_value",
        compute_sudo=True,
        help="Nothing where it would tell of a small group.",
    )
    exact_baseline_value = Figure("Exact starting figure", groups=EXACT_READERS)
    baseline_shown = fields.Char("Starting figure as shown", compute="_compute_baseline_shown")
    baseline_date = fields.Date("Starting on")
    note = fields.Text()
    shown = fields.Char("Target as shown", compute="_compute_shown")

    _one_target = models.Constraint(
        "UNIQUE(indicator_id, company_id, organisation_id, scope_id, period_type, "
        "date_from, date_to)",
        "There is a target for this indicator, scope and period already.",
    )

    @api.depends_context("lang")
    @api.depends("value", "indicator_id.unit", "indicator_id.decimals")
    def _compute_shown(self):
        for target in self:
            target.shown = target.indicator_id._format(target.value, target.company_id)

    # What it is hidden for may change while somebody types it: it does not depend on that.
    @api.depends("exact_baseline_value")
    def _compute_baseline_value(self):
        hidden = self.env["impact.disclosure"]._hidden_baselines(self)
        for target in self:
            target.baseline_value = None if target in hidden else target.exact_baseline_value

    def _inverse_baseline_value(self):
        for target in self:
            # sudo: people type it; its column is for HR readers and the service account.
            target.sudo().exact_baseline_value = target.baseline_value

    def _results_at_start(self):
        """By target: the stored totals of the same thing that end on the day it starts on."""
        results = self.env["impact.result"].search(
            [
                ("indicator_id", "in", self.indicator_id.ids),
                ("scope_id", "in", self.scope_id.ids),
                ("date_to", "in", self.filtered("baseline_date").mapped("baseline_date")),
                ("cell_id.key", "=", ""),
            ]
        )
        by_place = results.grouped(
            lambda r: (r.indicator_id, r.scope_id, r.organisation_id, r.date_to)
        )
        return {
            target: by_place.get(
                (
                    target.indicator_id,
                    target.scope_id,
                    target.organisation_id,
                    target.baseline_date,
                ),
                results.browse(),
            )
            for target in self
        }

    @api.depends_context("lang")
    @api.depends("baseline_value", "indicator_id.unit", "indicator_id.decimals")
    def _compute_baseline_shown(self):
        for target in self:
            # sudo: whether there is one; it is shown only as far as it may be.
            if target.sudo().exact_baseline_value is None:
                target.baseline_shown = ""
            elif target.baseline_value is None:
                target.baseline_shown = target.indicator_id._suppressed_text()
            else:
                target.baseline_shown = target.indicator_id._format(
                    target.baseline_value, target.company_id
                )

    @api.depends_context("lang")
    @api.depends("indicator_id", "shown")
    def _compute_display_name(self):
        for target in self:
            target.display_name = f"{target.indicator_id.display_name} → {target.shown}"


class ImpactProposal(models.Model):
    """A computed or declared figure beside one that stands, where they differ."""

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
    count = Figure("Records behind it", digits=(16, 0))
    status = fields.Selection(STATUSES, required=True)
    reason = fields.Char()
    coverage = Figure()
    exact_value = Figure(groups=EXACT_READERS)
    exact_numerator = Figure(groups=EXACT_READERS)
    exact_denominator = Figure(groups=EXACT_READERS)
    exact_count = Figure(digits=(16, 0), groups=EXACT_READERS)
    exact_status = fields.Selection(STATUSES, groups=EXACT_READERS)
    provenance = fields.Json(groups=EXACT_READERS)
    computed_at = fields.Datetime()
    campaign_id = fields.Many2one(
        "impact.campaign",
        ondelete="cascade",
        help="The campaign in which the figure was declared. Empty: it was computed.",
    )
    version_id = fields.Many2one(
        "impact.indicator.version",
        index="btree_not_null",
        ondelete="cascade",
        help="The definition that it was computed with. Empty: it was declared.",
    )
    active = fields.Boolean(
        default=True,
        help="A dismissed figure is kept out of sight, so that it is not proposed again.",
    )
    shown = fields.Char("Proposal", compute="_compute_shown")

    @api.depends_context("lang")
    @api.depends("value", "status", "result_id")
    def _compute_shown(self):
        for proposal in self:
            proposal.shown = proposal.result_id._shown(proposal.value, proposal.status)

    @api.depends("result_id")
    def _compute_display_name(self):
        for proposal in self:
            proposal.display_name = proposal.result_id.display_name

    def action_accept(self):
        """Take the proposed figure; it is validated by whoever accepts it.

        :raises UserError: where the figure is locked.
        """
        self.result_id.check_access("write")
        for proposal in self:
            # sudo: carries a computed figure over, shown and exact as they stand; people
            # type neither.
            accepted = proposal.sudo()
            values = {name: accepted[name] for name in PROPOSED}
            declared = bool(accepted.campaign_id) or not accepted.exact_status
            if not accepted.exact_status:  # what people type is exact as it stands
                values |= {f"exact_{name}": accepted[name] for name in FIGURES}
            if accepted.version_id:
                values["version_id"] = accepted.version_id.id
            origin = "declared" if declared else "computed"
            accepted.result_id.write({**values, "origin": origin, "state": "validated"})
            self.env["impact.disclosure"]._review(proposal.result_id)
            if proposal.campaign_id:
                proposal.campaign_id._link(proposal.result_id)
        self.unlink()

    def action_dismiss(self):
        """Leave the figure that stands; the same one is not proposed again."""
        self.check_access("unlink")
        declared = self.filtered("campaign_id")
        # sudo: people do not write in proposals; who may delete one may put it aside.
        (self - declared).sudo().active = False
        declared.unlink()
