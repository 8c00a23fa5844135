from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from ..engine.period import PERIOD_TYPES
from .figure import Figure

EXACT_READERS = "vises_impact.group_service,hr.group_hr_manager"
STATUSES = [
    ("measured", "Measured"),
    ("estimated", "Estimated"),
    ("missing", "Missing"),
    ("not_applicable", "Not applicable"),
    ("suppressed", "Hidden (small group)"),
]
PERIOD_LABELS = {
    "month": "Month",
    "quarter": "Quarter",
    "half_year": "Half-year",
    "year": "Year",
    "fiscal_year": "Fiscal year",
    "school_year": "School year",
    "agreement": "Agreement period",
}
FROZEN_STATES = ("validated", "locked")


class ImpactResult(models.Model):
    """One figure: indicator × organisation × scope × period × cell.

    ``value`` and its companions are what may be shown inside the company; the exact
    figures stand beside them, readable by the service account and by those who may
    read the staff records themselves.
    """

    _name = "impact.result"
    _description = "Result"
    _order = "date_to desc, indicator_id, scope_id, cell_id, id"

    indicator_id = fields.Many2one(
        "impact.indicator", required=True, index=True, ondelete="restrict"
    )
    version_id = fields.Many2one(
        "impact.indicator.version", required=True, index=True, ondelete="restrict"
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
    period_type = fields.Selection(
        [(name, PERIOD_LABELS[name]) for name in PERIOD_TYPES],
        required=True,
        default="year",
    )
    date_from = fields.Date("From", required=True)
    date_to = fields.Date("To", required=True)
    cell_id = fields.Many2one(
        "impact.cell",
        required=True,
        index=True,
        default=lambda self: self.env["impact.cell"]._by_key([""])[""],
        ondelete="restrict",
    )
    value = Figure()
    numerator = Figure("Part")
    denominator = Figure("Whole")
    count = Figure("Records behind it", digits=(16, 0))
    exact_value = Figure(groups=EXACT_READERS, copy=False)
    exact_numerator = Figure(groups=EXACT_READERS, copy=False)
    exact_denominator = Figure(groups=EXACT_READERS, copy=False)
    exact_count = Figure(digits=(16, 0), groups=EXACT_READERS, copy=False)
    exact_status = fields.Selection(STATUSES, groups=EXACT_READERS, copy=False)
    provenance = fields.Json(groups=EXACT_READERS, copy=False)
    status = fields.Selection(STATUSES, required=True, default="missing")
    reason = fields.Char(readonly=True)
    reason_text = fields.Char("Why", compute="_compute_reason_text")
    origin = fields.Selection(
        [
            ("computed", "Computed"),
            ("declared", "Declared"),
            ("survey", "Questionnaire"),
            ("imported", "Imported"),
        ],
        required=True,
        default="declared",
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "Submitted"),
            ("validated", "Validated"),
            ("locked", "Locked"),
        ],
        required=True,
        default="draft",
    )
    provisional = fields.Boolean(
        help="The books of the period are not closed yet, or the period is not over.",
    )
    coverage = Figure(help="Part of the records that could be judged, from 0 to 1.")
    comment = fields.Text()
    computed_at = fields.Datetime(readonly=True)
    shown = fields.Char("Figure", compute="_compute_shown")
    period_label = fields.Char("Period", compute="_compute_period_label")
    theme = fields.Selection(related="indicator_id.theme", store=True)
    unit = fields.Selection(related="indicator_id.unit")
    direction = fields.Selection(related="indicator_id.direction")
    privacy = fields.Selection(related="indicator_id.privacy")

    _one_figure = models.Constraint(
        "UNIQUE(indicator_id, company_id, organisation_id, scope_id, period_type, "
        "date_from, date_to, cell_id)",
        "There is a figure for this indicator, scope and period already.",
    )
    _value_fits_status = models.Constraint(
        "CHECK((status IN ('measured', 'estimated')) = (value IS NOT NULL))",
        "A figure has a value when it is measured or estimated, and only then.",
    )
    _dates_in_order = models.Constraint(
        "CHECK(date_from <= date_to)", "The period ends before it starts."
    )
    _look_up_idx = models.Index("(company_id, indicator_id, date_to)")

    @api.depends_context("lang")
    @api.depends("indicator_id", "date_from", "date_to", "cell_id")
    def _compute_display_name(self):
        for result in self:
            parts = [result.indicator_id.display_name, result.period_label]
            if result.cell_id.key:
                parts.append(result.cell_id.name)
            result.display_name = ", ".join(filter(None, parts))

    @api.depends_context("lang")
    @api.depends("value", "status", "indicator_id.unit", "indicator_id.decimals")
    def _compute_shown(self):
        for result in self:
            result.shown = result._shown(result.value, result.status)

    def _shown(self, value, status: str) -> str:
        """A figure as people read it: with its unit, in their language."""
        self.ensure_one()
        texts = {
            "missing": self.env._("not measured"),
            "not_applicable": self.env._("not applicable"),
            "suppressed": self._suppressed_text(),
        }
        if status in texts:
            return texts[status]
        return self.indicator_id._format(value, self.company_id)

    def _suppressed_text(self) -> str:
        if self.indicator_id.privacy == "disclosive":
            return self.env._("not released")
        return self.env._("small group")

    @api.depends_context("lang")
    @api.depends("reason")
    def _compute_reason_text(self):
        texts = {
            "no_records": self.env._("No record to count from in this period."),
            "no_accounts": self.env._(
                "No account of the chart matches the definition: check the chart of "
                "accounts for impact figures in the company's settings."
            ),
            "no_entries": self.env._("Nothing is posted in this period."),
            "scope_without_analytic": self.env._(
                "The scope has no analytic accounts: add them to narrow the ledger."
            ),
            "division_by_zero": self.env._("The whole is zero: there is no share."),
            "coverage": self.env._("Some records could not be judged."),
            "no_figure": self.env._("A figure that it needs is missing."),
            "arithmetic_error": self.env._("The formula leads to no usable number."),
        }
        for result in self:
            result.reason_text = texts.get(result.reason, result.reason or "")

    @api.depends_context("lang")
    @api.depends("period_type", "date_from", "date_to")
    def _compute_period_label(self):
        for result in self:
            if not (result.date_from and result.date_to):
                result.period_label = ""
            elif result.period_type == "year" and (
                result.date_from.month == 1 and result.date_from.day == 1
            ):
                result.period_label = str(result.date_from.year)
            elif result.period_type == "month":
                result.period_label = format_date(self.env, result.date_from, date_format="MMMM y")
            else:
                result.period_label = (
                    f"{format_date(self.env, result.date_from)} – "
                    f"{format_date(self.env, result.date_to)}"
                )

    @api.model_create_multi
    def create(self, vals_list):
        results = super().create(vals_list)
        for result in results.filtered(lambda r: r.origin != "computed"):
            result._keep_exact_of(
                {
                    name: result[name]
                    for name in ("value", "numerator", "denominator", "count", "status")
                }
            )
        return results

    def write(self, vals):
        if {"value", "numerator", "denominator", "count", "status"} & set(vals):
            self.filtered(lambda r: r.origin != "computed")._keep_exact_of(vals)
        return super().write(vals)

    def _keep_exact_of(self, vals):
        """What people type is exact as it stands."""
        pairs = ("value", "numerator", "denominator", "count", "status")
        # sudo: the caller writes these figures; their copies stand in the columns
        # that only HR readers and the service account may read.
        self.sudo().write({f"exact_{name}": vals[name] for name in pairs if name in vals})

    @api.model
    def _refresh(self, indicators, companies, scopes, periods):
        """Compute and store the figures of automatic indicators.

        :param periods: engine periods.
        :raises AccessError: for a reader who neither leads nor accompanies.
        """
        user = self.env.user
        if not (
            self.env.su
            or user.has_group("vises_impact.group_lead")
            or user.has_group("vises_impact.group_accompanist")
        ):
            raise AccessError(self.env._("Only the evaluation lead may compute results."))
        return self.env["impact.computation"]._run(indicators, companies, scopes, periods)

    def action_validate(self):
        self.filtered(lambda r: r.state in ("draft", "submitted")).write({"state": "validated"})

    def action_lock(self):
        self.filtered(lambda r: r.state == "validated").write({"state": "locked"})

    def action_release(self):
        """Show a disclosive figure inside the company; who did it stays on record."""
        if not self.env.user.has_group("vises_impact.group_lead"):
            raise AccessError(self.env._("Only the evaluation lead may release a figure."))
        for result in self.filtered(lambda r: r.privacy == "disclosive"):
            # sudo: reads the exact figure of one disclosive result in order to show
            # it, which the lead is entitled to decide; the decision is logged.
            exact = result.sudo()
            if exact.exact_status not in ("measured", "estimated"):
                raise UserError(self.env._("There is no figure to release."))
            note = self.env._(
                "Released by %(user)s on %(date)s.",
                user=self.env.user.name,
                date=format_date(self.env, fields.Date.context_today(self)),
            )
            result.write(
                {
                    "value": exact.exact_value,
                    "status": exact.exact_status,
                    "comment": "\n".join(filter(None, [result.comment, note])),
                    "state": "validated",
                }
            )

    def action_show_records(self):
        """Open the records that were counted, under the reader's own rights."""
        self.ensure_one()
        return self.env["impact.computation"]._records_action(self)
