from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..engine import formula as engine_formula
from ..engine.errors import EngineError
from ..sources.definition import PERIOD_LENGTHS
from .engine_messages import translated
from .figure import Figure
from .impact_indicator import KINDS
from .impact_indicator_term import NAME

AGGREGATIONS = [
    ("sum", "Sum"),
    ("average", "Average"),
    ("last", "Last one"),
    ("recompute", "Worked out again from the parts"),
    ("none", "Not added up"),
]


class ImpactIndicatorVersion(models.Model):
    """What an indicator means from a date on: terms, formula, basis, aggregation.

    ``formula`` joins the terms of this version (lower case) and other indicators
    (their codes, in capitals); empty, it is the only term. A term that has a
    filter also offers ``<term>_base``: the same measure over all records of which
    the filter is known to hold or not to hold, so that a share is
    ``100 * women / women_base``. ``period_days`` and ``period_months`` say how long the
    period is; a dated parameter (``impact.parameter``) goes by its code. A term that the formula does not name
    only tells how many people are behind the figure, as staff do behind staff costs.
    """

    _name = "impact.indicator.version"
    _description = "Indicator version"
    _order = "indicator_id, number desc"

    indicator_id = fields.Many2one(
        "impact.indicator", required=True, index=True, ondelete="cascade"
    )
    number = fields.Integer(
        "Version number",
        compute="_compute_number",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    valid_from = fields.Date(required=True, default="1900-01-01")
    confidence = fields.Selection(related="indicator_id.confidence")
    namespace = fields.Selection(related="indicator_id.namespace")
    kind = fields.Selection(KINDS, required=True, default="form")
    definition = fields.Text(
        translate=True,
        help="The full wording, as it is printed in reports.",
    )
    term_ids = fields.One2many("impact.indicator.term", "version_id", "Terms", copy=True)
    formula = fields.Char(
        help="Joins terms (lower case) and indicators (codes in capitals): "
        "100 * women / women_base.",
    )
    form_input = fields.Selection(
        [("value", "A number"), ("ratio", "A part and a whole")],
        "What is typed",
        default="value",
        required=True,
    )
    form_factor = fields.Integer(
        "Multiplied by",
        default=1,
        required=True,
        help="The figure is this number × part ÷ whole: 1,000 for days lost per 1,000 hours. "
        "A percentage is multiplied by 100 without being asked.",
    )
    numerator_label = fields.Char("Label of the part", translate=True)
    denominator_label = fields.Char("Label of the whole", translate=True)
    may_exceed_whole = fields.Boolean(
        "May pass 100 %",
        help="The part may be larger than the whole, as in a rate of achievement.",
    )
    form_rule = fields.Selection(
        [
            ("sum", "Add up what respondents type"),
            ("latest", "Take the latest answer"),
            ("lead", "The lead decides"),
        ],
        "From forms to result",
        default="lead",
        required=True,
    )
    aggregation_time = fields.Selection(AGGREGATIONS, "Over time", default="none", required=True)
    aggregation_organisation = fields.Selection(
        AGGREGATIONS, "Over organisations", default="none", required=True
    )
    ratio_factor = Figure(
        compute="_compute_ratio_factor",
        store=True,
        help="What part ÷ whole is multiplied by: 100 for a percentage. Empty: the figure is "
        "not worked out again from parts.",
    )
    breakdown_ids = fields.Many2many(
        "impact.source.field",
        string="Breakdowns",
        domain="[('breakdown', '=', True)]",
    )
    basis_text = fields.Char("Basis", compute="_compute_basis_text")
    refreshed_at = fields.Datetime(related="indicator_id.refreshed_at")
    refresh_failure = fields.Text(related="indicator_id.refresh_failure")
    has_results = fields.Boolean(compute="_compute_has_results")
    retired = fields.Boolean(
        readonly=True,
        help="The app whose records it counted is gone: it stays for the figures that were "
        "validated with it.",
    )

    _number_unique = models.Constraint(
        "UNIQUE(indicator_id, number)", "This version number is taken already."
    )
    _factor_positive = models.Constraint(
        "CHECK(form_factor > 0)", "Part and whole are multiplied by 1 or more."
    )

    @api.depends("indicator_id")
    def _compute_number(self):
        """The number after the last one of the indicator."""
        for version in self:
            others = version.indicator_id.version_ids - version
            version.number = version.number or max(others.mapped("number"), default=0) + 1

    @api.depends_context("lang")
    @api.depends("indicator_id", "number")
    def _compute_display_name(self):
        for version in self:
            version.display_name = self.env._(
                "%(indicator)s, version %(number)s",
                indicator=version.indicator_id.display_name,
                number=version.number,
            )

    @api.depends_context("lang")
    @api.depends("kind", "term_ids.basis", "term_ids.source_id", "formula", "retired")
    def _compute_basis_text(self):
        """How the figure is counted in time, in words, as reports print it."""
        for version in self:
            texts = dict.fromkeys(term._basis_text() for term in version._used_terms())
            if version._is_typed_only():
                texts = {self.env._("declared for the period"): None}
            elif version.retired:
                texts = {self.env._("counted by an app that was removed"): None}
            elif not texts:
                texts = {self.env._("worked out from other indicators"): None}
            version.basis_text = ", ".join(texts)

    @api.depends("kind", "formula", "form_input", "indicator_id.unit", "term_ids.name")
    def _compute_ratio_factor(self):
        """As the parts of a figure are kept: those of a ratio, of an average, or typed."""
        for version in self:
            version.ratio_factor = None
            if version._is_typed_only():
                if version.form_input == "ratio":
                    version.ratio_factor = 100 if version.indicator_id.unit == "percent" else 1
            elif (version.formula or "").strip() in {"", *version.term_ids.mapped("name")}:
                version.ratio_factor = 1
            elif ratio := engine_formula.ratio(version._parsed_formula()):
                version.ratio_factor = ratio.factor

    def _compute_has_results(self):
        # sudo: whether any result points here, whoever may read it; a locked
        # definition is the same for all.
        counted = dict(
            self.env["impact.result"]
            .sudo()
            ._read_group([("version_id", "in", self.ids)], ["version_id"], ["__count"])
        )
        for version in self:
            version.has_results = bool(counted.get(version))

    @api.constrains("formula", "kind", "term_ids")
    def _check_formula(self):
        for version in self:
            if version._is_typed_only() or not (version.formula or version.term_ids):
                continue
            try:
                parsed = version._parsed_formula()
            except EngineError as error:
                raise ValidationError(translated(self.env, error)) from error
            version._check_names(parsed)
            version._check_codes(parsed)
            version._check_cycle()

    def _check_names(self, parsed):
        known = self._term_names() | PERIOD_LENGTHS.keys()
        unknown = parsed.names - known
        unknown = unknown and self.env["impact.parameter"]._unknown(unknown)
        if unknown:
            raise ValidationError(
                self.env._(
                    "The formula of %(indicator)s uses “%(names)s”, which none of "
                    "its terms is called. Its terms are: %(known)s.",
                    indicator=self.indicator_id.display_name,
                    names=", ".join(unknown),
                    known=", ".join(sorted(known)) or self.env._("none"),
                )
            )

    def _check_codes(self, parsed):
        known = set(self.indicator_id._by_codes(parsed.codes).mapped("code"))
        unknown = sorted(parsed.codes - known)
        if unknown:
            raise ValidationError(
                self.env._(
                    "The formula of %(indicator)s uses %(codes)s, but there is no such indicator.",
                    indicator=self.indicator_id.display_name,
                    codes=", ".join(unknown),
                )
            )

    def _check_cycle(self):
        """Refuse a formula that comes back to itself through other indicators."""
        formulas = {}
        codes = {self.indicator_id.code}
        while codes:
            indicators = self.indicator_id._by_codes(codes)
            codes = set()
            for indicator in indicators:
                own = indicator == self.indicator_id._origin  # also while it is tried, unsaved
                version = self if own else indicator.current_version_id
                if not (version.formula or version.term_ids) or version._is_typed_only():
                    continue
                formulas[indicator.code] = version._parsed_formula()
                codes |= formulas[indicator.code].codes - formulas.keys()
        try:
            engine_formula.order(formulas)
        except EngineError as error:
            raise ValidationError(translated(self.env, error)) from error

    def _is_typed_only(self) -> bool:
        """Whether nothing is counted: also a questionnaire without terms is typed in."""
        self.ensure_one()
        return self.kind == "form" or (self.kind == "survey" and not self.term_ids)

    def _term_names(self) -> set[str]:
        """Names that the formula may use: each term, and its base if it filters."""
        names = set(self.term_ids.mapped("name"))
        return names | {f"{term.name}_base" for term in self.term_ids if term._has_base()}

    def _used_terms(self):
        """The terms that the formula names."""
        self.ensure_one()
        names = set(NAME.findall(self.formula or ""))
        return (
            self.term_ids.filtered(lambda term: {term.name, f"{term.name}_base"} & names)
            or self.term_ids
        )

    def _parsed_formula(self):
        """The formula as a tree; without one, the only term."""
        self.ensure_one()
        # Not ``term_ids[:1]``: a slice would be read apart from the terms of other versions.
        first = next((term.name for term in self.term_ids), "")
        return engine_formula.parse(self.formula or first)

    @api.model_create_multi
    def create(self, vals_list):
        versions = super().create(vals_list)
        versions.indicator_id._library_guard()
        return versions

    def write(self, vals):
        self.indicator_id._library_guard()
        if {"kind", "formula", "term_ids", "form_input", "form_factor"} & set(vals):
            # Breakdowns may grow: they add cells and change no figure.
            self._guard_meaning()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        self._guard_meaning()

    def _update_field_translations(self, *args, **kwargs):
        self.indicator_id._library_guard()
        return super()._update_field_translations(*args, **kwargs)

    def _guard_meaning(self):
        """Results keep the definition they were counted with."""
        self.indicator_id._library_guard()
        if self.env.context.get("install_mode") or self.env.su:
            return
        used = self.filtered("has_results")
        if used:
            raise UserError(
                self.env._(
                    "%(names)s has results: what it means can no longer change. Make "
                    "a new version instead.",
                    names=", ".join(used.mapped("display_name")),
                )
            )
