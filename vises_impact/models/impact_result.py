from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import float_round

from ..sources.operands import FROZEN_STATES
from .figure import Figure

EXACT_READERS = "vises_impact.group_service,hr.group_hr_manager"
STATUSES = [
    ("measured", "Measured"),
    ("estimated", "Estimated"),
    ("missing", "Missing"),
    ("not_applicable", "Not applicable"),
    ("suppressed", "Hidden"),
]
FIGURES = ("value", "numerator", "denominator", "count", "status")
EXACT = tuple(f"exact_{name}" for name in FIGURES)
# What people may type in a result once it stands; the rest is kept by the software.
TYPED = frozenset({*FIGURES, "comment"})
# What only a computation writes.
COMPUTED = frozenset({"reason", "provisional", "coverage", "computed_at", "provenance", *EXACT})


class ImpactResult(models.Model):
    """One figure: indicator × organisation × scope × period × cell.

    ``value`` and its companions are what may be shown inside the company; the exact
    figures stand beside them, readable by the service account and by those who may
    read the staff records themselves. People type declared figures, and no others; the
    state moves by actions only, and a locked figure stays as it is.
    """

    _name = "impact.result"
    _description = "Result"
    _inherit = ["impact.place", "mail.thread"]
    _order = "date_to desc, indicator_id, scope_id, cell_id, id"
    _rec_names_search = ["indicator_id"]

    version_id = fields.Many2one(
        "impact.indicator.version", required=True, index=True, ondelete="restrict"
    )
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
        copy=False,
        tracking=True,
    )
    provisional = fields.Boolean(
        help="The books of the period are not closed yet, the period is not over, or nobody "
        "has validated a typed figure that it is worked out from.",
    )
    coverage = Figure(help="Part of the records that could be judged, from 0 to 1.")
    comment = fields.Text()
    computed_at = fields.Datetime(readonly=True)
    shown = fields.Char("Figure", compute="_compute_shown")
    theme = fields.Selection(related="indicator_id.theme", store=True)
    unit = fields.Selection(related="indicator_id.unit")
    direction = fields.Selection(related="indicator_id.direction")
    privacy = fields.Selection(related="indicator_id.privacy")
    definition = fields.Text(related="version_id.definition")
    basis_text = fields.Char(related="version_id.basis_text")

    _one_figure = models.Constraint(
        "UNIQUE(indicator_id, company_id, organisation_id, scope_id, period_type, "
        "date_from, date_to, cell_id)",
        "There is a figure for this indicator, scope and period already.",
    )
    _value_fits_status = models.Constraint(
        "CHECK((status IN ('measured', 'estimated')) = (value IS NOT NULL))",
        "A figure has a value when it is measured or estimated, and only then.",
    )
    _look_up_idx = models.Index("(company_id, indicator_id, date_to)")
    # What dashboards read: the totals of a scope, of one kind of period.
    _totals_idx = models.Index("(scope_id, period_type, cell_id, date_to)")

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
        if status == "missing":
            return self.env._("not measured")
        if status == "not_applicable":
            return self.env._("not applicable")
        if status == "suppressed":
            return self.indicator_id._suppressed_text()
        return self.indicator_id._format(value, self.company_id)

    @api.depends_context("lang")
    @api.depends("reason")
    def _compute_reason_text(self):
        texts = {
            "no_records": self.env._("No record to count from in this period."),
            "no_answers": self.env._("Nobody answered a questionnaire on this in this period."),
            "no_accounts": self.env._(
                "No account of the chart matches the definition: check the chart of "
                "accounts for impact figures in the company's settings."
            ),
            "no_entries": self.env._("Nothing is posted in this period."),
            "scope_without_analytic": self.env._(
                "The scope has no analytic accounts: add them to narrow the ledger."
            ),
            "scope_without_departments": self.env._(
                "The scope has no departments: add them to narrow the staff."
            ),
            "whole_enterprise_only": self.env._(
                "This figure is worked out for the whole enterprise only."
            ),
            "nobody": self.env._("Nobody is concerned: there is nothing to work out."),
            "division_by_zero": self.env._("The whole is zero: there is no share."),
            "coverage": self.env._("Some records could not be judged."),
            "no_figure": self.env._("A figure that it needs is missing."),
            "no_meaning": self.env._("A figure that it needs is not applicable."),
            "partial": self.env._("Figures of some of its months or quarters are missing."),
            "no_parameter": self.env._(
                "A parameter that it needs has no value for this scope on the last day of the "
                "period: set the structure type of the scope, or add a value."
            ),
            "arithmetic_error": self.env._("The formula leads to no usable number."),
            "failed": self.env._("The definition could not be worked out: its indicator says why."),
        }
        for result in self:
            result.reason_text = texts.get(result.reason, result.reason or "")

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            self._guard_creation(vals_list)
        results = super().create(vals_list)
        typed = results.filtered(lambda r: r.origin != "computed")
        for result in typed:
            result._keep_exact_of({name: result[name] for name in FIGURES})
        self.env["impact.disclosure"]._review(typed)
        return results

    def write(self, vals):
        self._guard_change(vals)
        if not set(FIGURES) & set(vals) or set(EXACT) & set(vals):
            return super().write(vals)
        typed = self.filtered(lambda r: r.origin != "computed")
        super(ImpactResult, self - typed).write(vals)
        typed.check_access("write")
        typed._keep_exact_of(vals)
        typed._show()
        super(ImpactResult, typed).write({n: v for n, v in vals.items() if n not in FIGURES})
        self.env["impact.disclosure"]._review(typed)
        return True

    def _keep_exact_of(self, vals):
        """What people type is exact as it stands."""
        # sudo: the caller writes these figures; their copies stand in the columns
        # that only HR readers and the service account may read.
        self.sudo().write({f"exact_{name}": vals[name] for name in FIGURES if name in vals})

    def _show(self, shown=True):
        """Show the exact figures inside the enterprise, or hide them."""
        # sudo: who is shown what was decided by ``impact.disclosure``, or by a release.
        for result in self.sudo():
            values = {name: result[f"exact_{name}"] if shown else None for name in FIGURES}
            if not shown:
                values["status"] = "suppressed"
            # With an exact figure beside it, this is not taken for something typed.
            result.write({**values, "exact_status": result.exact_status})

    def _printed_value(self) -> float | None:
        """The value with its indicator's decimals: 46.153846 % would say 24 of 52."""
        self.ensure_one()
        value, places = self.value, self.indicator_id.decimals
        return None if value is None else float_round(value, precision_digits=places)

    @api.model
    def _exact(self) -> bool:
        """Whether the user reads exact figures of small groups."""
        return self.env.user.has_groups(EXACT_READERS)

    def _guard_creation(self, vals_list):
        """People make declared figures in draft.

        :raises AccessError: for what only a computation or an action writes.
        """
        for vals in vals_list:
            if (
                vals.get("origin") == "computed"
                or vals.get("state", "draft") != "draft"
                or any(vals.get(name) for name in COMPUTED)
            ):
                raise AccessError(self.env._("Computed figures are not made by hand."))

    def _guard_change(self, vals):
        """Locked figures stay; others are typed only while they are declared drafts.

        :raises UserError: for a figure that is computed, validated or locked.
        :raises AccessError: for what only a computation or an action writes.
        """
        changed = {name for name in vals if not name.startswith("message_")}
        for result in self.filtered(lambda r: r.state == "locked"):
            if changed - {"state"} or not self.env.su:
                raise UserError(
                    self.env._("“%(name)s” is locked and stays as it is.", name=result.display_name)
                )
        if self.env.su:
            return
        if changed - TYPED:
            labels = (self._fields[name]._description_string(self.env) for name in changed - TYPED)
            raise AccessError(
                self.env._(
                    "“%(fields)s” of a result cannot be typed: use the buttons, or compute "
                    "the figure again.",
                    fields=", ".join(sorted(labels)),
                )
            )
        for result in self if set(FIGURES) & changed else ():
            if result.state in FROZEN_STATES:
                raise UserError(
                    self.env._(
                        "“%(name)s” is validated: set it back to draft to change it.",
                        name=result.display_name,
                    )
                )
            if result.origin == "computed":
                raise UserError(
                    self.env._(
                        "“%(name)s” is computed: correct the records that it is counted "
                        "from, then compute it again.",
                        name=result.display_name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_frozen(self):
        for result in self.filtered(lambda r: r.state in FROZEN_STATES):
            raise UserError(
                self.env._(
                    "“%(name)s” is validated: set it back to draft before deleting it.",
                    name=result.display_name,
                )
            )

    @api.model
    def _refresh(self, indicators, companies, scopes, periods):
        """Compute and store the figures of automatic indicators.

        :param periods: engine periods.
        :return: a Tally of what became of them.
        :raises AccessError: for a reader who neither leads nor accompanies.
        """
        self._check_may_compute()
        return self.env["impact.computation"]._run(indicators, companies, scopes, periods)

    @api.model
    def _check_may_compute(self):
        user = self.env.user
        if not (
            self.env.su
            or user.has_group("vises_impact.group_lead")
            or user.has_group("vises_impact.group_accompanist")
        ):
            raise AccessError(self.env._("Only the evaluation lead may compute results."))

    @api.model
    def _drop_empty_cells(self, kept):
        """Remove figures of cells in which nobody is left, such as "sex not declared".

        :param kept: keys of all figures of the scopes and periods just computed.
        """
        places = {key[:-1] for key in kept}
        # sudo: removes what a computation wrote before, and nothing else.
        found = self.sudo().search(
            [
                ("indicator_id", "in", list({key[0] for key in kept})),
                ("scope_id", "in", list({key[3] for key in kept})),
                ("date_to", "in", list({key[6] for key in kept})),
                ("cell_id.key", "!=", ""),
                ("origin", "=", "computed"),
                ("state", "not in", FROZEN_STATES),
            ]
        )
        keys = {result: tuple(self.env["impact.computation"]._key_of(result)) for result in found}
        found.filtered(lambda r: keys[r][:-1] in places and keys[r] not in kept).unlink()
