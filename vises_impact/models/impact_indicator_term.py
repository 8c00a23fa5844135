import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..engine import account_formula as engine_accounts
from ..engine.errors import EngineError
from ..sources.filters import parameters, read_filter
from .engine_messages import translated

NAME = re.compile(r"[a-z][a-z0-9_]*")
BASES = [
    ("flow", "over the period"),
    ("end", "at the end of the period"),
    ("start", "at the start of the period"),
    ("during", "at any time in the period"),
    ("average_days", "average over the days of the period"),
    ("average_month_ends", "average over the month ends of the period"),
]
MEASURES = [
    ("persons", "Number of people"),
    ("records", "Number of records"),
    ("sum", "Sum"),
    ("average", "Average"),
    ("minimum", "Lowest"),
    ("maximum", "Highest"),
    ("largest", "Largest partner's part"),
    ("distinct", "Number of different values"),
]
STOCK_BASES = {"end", "start", "during", "average_days", "average_month_ends"}
LEDGER_BASES = {"flow", "end", "start"}
MEASURES_OF_FIELD = {"sum", "average", "minimum", "maximum", "largest", "distinct"}


class ImpactIndicatorTerm(models.Model):
    """One quantity that a definition counts: a source, a population, a filter, a measure.

    The population says who or what is concerned; the filter, which of them count.
    Records whose population or filter cannot be told (the field is empty) are
    neither counted nor left out: they lower the coverage.
    """

    _name = "impact.indicator.term"
    _description = "Term of a definition"
    _order = "version_id, sequence, id"

    version_id = fields.Many2one(
        "impact.indicator.version", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, help="Small letters, as formulas use it: women.")
    source_id = fields.Many2one("impact.source", required=True, index=True)
    source_model = fields.Char(related="source_id.model")
    source_engine = fields.Selection(related="source_id.engine")
    measure = fields.Selection(MEASURES, required=True, default="records")
    measure_field_id = fields.Many2one(
        "impact.source.field",
        "Measured field",
        domain="[('source_id', '=', source_id), ('measure', '=', True)]",
    )
    population = fields.Char(
        default="[]", help="Who or what is concerned, such as staff on a contract."
    )
    filter = fields.Char(
        default="[]",
        help="Which of them count. Records for which the answer is not known lower the coverage.",
    )
    basis = fields.Selection(BASES, required=True, default="flow")
    doers = fields.Boolean(
        "People at work",
        help="Its people do the work for those of other terms: in an indicator of the library, "
        "the group behind a figure is those whom it is done for.",
    )
    monthly = fields.Boolean(
        "Booked each month",
        help="A month without any entry is a gap, not a zero.",
    )
    accounts_french_company = fields.Char("Accounts, French company")
    accounts_french_association = fields.Char("Accounts, French association")
    accounts_belgian_company = fields.Char("Accounts, Belgian company")
    accounts_belgian_association = fields.Char("Accounts, Belgian association")
    accounts_other = fields.Char("Accounts, other charts")

    _name_unique = models.Constraint(
        "UNIQUE(version_id, name)", "Two terms of a definition cannot share a name."
    )

    @api.model_create_multi
    def create(self, vals_list):
        terms = super().create(vals_list)
        terms.version_id._guard_meaning()
        return terms

    def write(self, vals):
        self.version_id._guard_meaning()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        self.version_id._guard_meaning()

    @api.constrains("name")
    def _check_name(self):
        for term in self:
            if not NAME.fullmatch(term.name) or term.name.endswith("_base"):
                raise ValidationError(
                    self.env._(
                        "“%(name)s” cannot be the name of a term: use small letters, "
                        "digits and underscores, and do not end in “_base”.",
                        name=term.name,
                    )
                )

    @api.constrains("source_id", "basis", "measure", "measure_field_id")
    def _check_measure(self):
        for term in self:
            source = term.source_id
            if source.engine == "records" and (
                (source.time_kind == "stock") != (term.basis in STOCK_BASES)
            ):
                raise ValidationError(
                    self.env._(
                        "“%(source_name)s” cannot be counted “%(basis)s”.",
                        source_name=source.name,
                        basis=term._label("basis"),
                    )
                )
            if (term.measure in MEASURES_OF_FIELD) != bool(term.measure_field_id) and (
                source.engine == "records"
            ):
                raise ValidationError(
                    self.env._(
                        "Term “%(name)s”: a sum, an average, a lowest, highest or "
                        "largest part, or a number of different values, needs a measured "
                        "field; a number of people or records has none.",
                        name=term.name,
                    )
                )
            if term.measure == "persons" and not source.person_field:
                raise ValidationError(
                    self.env._("“%(source_name)s” does not count people.", source_name=source.name)
                )
            field = term.measure_field_id
            if field and (
                field.source_id != source
                or not field.measure
                or (term.measure == "distinct") != (field.type == "text")
            ):
                raise ValidationError(
                    self.env._(
                        "“%(field)s” cannot be measured in “%(source_name)s”.",
                        field=field.label,
                        source_name=source.name,
                    )
                )

    @api.constrains("source_id", "basis", "monthly")
    def _check_ledger_basis(self):
        for term in self.filtered(lambda t: t.source_id.engine == "accounts"):
            if term.basis not in LEDGER_BASES or (term.monthly and term.basis != "flow"):
                raise ValidationError(
                    self.env._(
                        "Term “%(name)s”: accounts are counted over the period, at its end or "
                        "at its start; only movements over the period are booked each month.",
                        name=term.name,
                    )
                )

    @api.constrains("population", "filter", "source_id")
    def _check_filters(self):
        for term in self:
            for text in (term.population, term.filter):
                try:
                    read_filter(term.source_id, text)
                except EngineError as error:
                    raise ValidationError(translated(self.env, error)) from error
            term._check_parameters()

    def _check_parameters(self):
        names = parameters(self)
        if unknown := names and self.env["impact.parameter"]._unknown(names):
            raise ValidationError(
                self.env._(
                    "Term “%(name)s”: there is no parameter “%(parameter)s”.",
                    name=self.name,
                    parameter=unknown[0],
                )
            )

    @api.constrains(
        "source_id",
        "accounts_french_company",
        "accounts_french_association",
        "accounts_belgian_company",
        "accounts_belgian_association",
        "accounts_other",
    )
    def _check_accounts(self):
        for term in self:
            formulas = [term._accounts(chart) for chart, _label in term._charts()]
            if term.source_id.engine == "accounts" and not any(formulas):
                raise ValidationError(
                    self.env._(
                        "Term “%(name)s”: write which accounts are added up, for one "
                        "chart at least.",
                        name=term.name,
                    )
                )
            for formula in filter(None, formulas):
                try:
                    parsed = engine_accounts.parse(formula)
                except EngineError as error:
                    raise ValidationError(translated(self.env, error)) from error
                for part in parsed.terms:
                    term._check_tag(part.tag)

    def _check_tag(self, tag: str):
        """Refuse the name of an account tag that nobody made, most likely a slip."""
        tags = self.env["account.account.tag"].with_context(active_test=False)
        found = tag and self.env.ref(tag, raise_if_not_found=False)
        if not tag or (found and found._name == tags._name):
            return
        languages = [code for code, _name in self.env["res.lang"].get_installed()]
        if not any(
            tags.with_context(lang=language).search_count([("name", "=", tag)], limit=1)
            for language in languages
        ):
            raise ValidationError(
                self.env._(
                    "Term “%(name)s”: there is no account tag “%(tag)s”. Write its name or "
                    "its external identifier, or make the tag first.",
                    name=self.name,
                    tag=tag,
                )
            )

    def _charts(self):
        return self.env["res.company"]._fields["impact_chart"].selection

    def _accounts(self, chart: str) -> str:
        """The account formula of this term for a chart; '' when there is none."""
        self.ensure_one()
        return (self[f"accounts_{chart}"] or "").strip()

    def _accounts_in(self, company) -> str:
        """The account formula for a company's chart; else the one for other charts."""
        return self._accounts(company.impact_chart or "other") or self._accounts("other")

    def _has_base(self) -> bool:
        """Whether the formula may divide this term by its base."""
        self.ensure_one()
        return (self.filter or "[]").strip() != "[]"

    def _label(self, name: str) -> str:
        self.ensure_one()
        return dict(self._fields[name]._description_selection(self.env))[self[name]]

    def _basis_text(self) -> str:
        """How this term is counted in time, in words."""
        self.ensure_one()
        if self.source_engine == "accounts":
            texts = {
                "flow": self.env._("movements of the period"),
                "end": self.env._("balance at the end of the period"),
                "start": self.env._("balance at the start of the period"),
            }
            return texts.get(self.basis, self._label("basis"))
        return self._label("basis")
