from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..engine import formula as engine_formula
from ..engine.errors import EngineError
from ..sources.definition import PERIOD_LENGTHS
from .figure import Figure
from .impact_scope import STRUCTURE_TYPES


class ImpactParameter(models.Model):
    """A number that formulas and filters use by its name, and that changes by decree.

    Its values are dated. The one that counts for a figure is in force on the last day of
    the period; where several are, the most particular one is taken: that of the scope,
    then of the company, then of the structure type, then of the country.
    """

    _name = "impact.parameter"
    _description = "Parameter"
    _order = "name"
    _rec_names_search = ["name", "code"]

    code = fields.Char(
        required=True,
        help="Name in formulas, in small letters: integration_hours.",
    )
    name = fields.Char(required=True, translate=True)
    unit = fields.Char(translate=True, help="What its values count, such as hours per year.")
    description = fields.Text(translate=True)
    company_id = fields.Many2one(
        "res.company",
        index=True,
        default=lambda self: self.env.company,
        readonly=True,
        ondelete="cascade",
        help="Set on a company's own parameters; those of the library are common.",
    )
    value_ids = fields.One2many("impact.parameter.value", "parameter_id", "Values")
    in_force = fields.Char("In force today", compute="_compute_in_force")

    _code_unique = models.Constraint("UNIQUE(code)", "This code is taken: choose another one.")

    @api.depends_context("company", "lang")
    @api.depends("value_ids.value", "value_ids.valid_from", "value_ids.valid_to")
    def _compute_in_force(self):
        """The values of today that may count for the company, each with its place."""
        today = fields.Date.context_today(self)
        for parameter in self:
            values = parameter.value_ids.filtered(lambda value: value._is_in_force(today))
            parameter.in_force = " · ".join(value.display_name for value in values)

    @api.constrains("code")
    def _check_code(self):
        for parameter in self:
            try:
                names = engine_formula.parse(parameter.code).names
            except EngineError:
                names = ()
            if (
                names != {parameter.code}
                or parameter.code in PERIOD_LENGTHS
                or parameter.code.endswith("_base")
            ):
                raise ValidationError(
                    self.env._(
                        "“%(code)s” cannot be the code of a parameter: use small letters, "
                        "digits and underscores, and do not end in “_base”.",
                        code=parameter.code,
                    )
                )

    def action_values(self):
        """The list of values, to add some of one's own."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": "impact.parameter.value",
            "view_mode": "list",
            "domain": [("parameter_id", "=", self.id)],
            "context": {"default_parameter_id": self.id},
        }

    @api.model
    def _names(self, codes) -> dict[str, str]:
        """What parameters are called, by code; a code that none has stands for itself."""
        known = self.search([("code", "in", list(codes))])
        return {code: code for code in codes} | {one.code: one.name for one in known}

    @api.model
    def _unknown(self, names) -> list[str]:
        """Those of the names that no parameter has, by alphabet."""
        known = self.search([("code", "in", list(names))]).mapped("code")
        return sorted(set(names).difference(known))


class ImpactParameterValue(models.Model):
    """What a parameter is worth from a date on."""

    _name = "impact.parameter.value"
    _description = "Parameter value"
    _order = "parameter_id, structure_type, valid_from desc, id"
    _check_company_auto = True

    parameter_id = fields.Many2one(
        "impact.parameter", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        "res.company",
        index=True,
        default=lambda self: self.env.company,
        ondelete="cascade",
        help="Whose value it is; those of the library are common to all.",
    )
    country_id = fields.Many2one("res.country", ondelete="cascade")
    structure_type = fields.Selection(STRUCTURE_TYPES, "Structure type")
    scope_id = fields.Many2one(
        "impact.scope", check_company=True, index="btree_not_null", ondelete="cascade"
    )
    value = Figure(required=True)
    valid_from = fields.Date(required=True, default="1900-01-01")
    valid_to = fields.Date(
        "Valid to", help="Last day on which it holds; empty: until the next value."
    )
    certainty = fields.Selection(
        [
            ("source", "Read in its source"),
            ("memory", "To be checked with your funder"),
            ("own", "Your own value"),
        ],
        required=True,
        default="own",
    )
    source_note = fields.Text("Origin of the value", translate=True)

    _value_unique = models.UniqueIndex(
        "(parameter_id, COALESCE(company_id, 0), COALESCE(country_id, 0), "
        "COALESCE(structure_type, ''), COALESCE(scope_id, 0), valid_from)",
        "There is a value from this day on already: change that one.",
    )
    _dates = models.Constraint(
        "CHECK(valid_to >= valid_from)", "A value ends on or after its first day."
    )

    @api.depends_context("lang")
    @api.depends("value", "structure_type", "country_id", "scope_id", "parameter_id")
    def _compute_display_name(self):
        lang = self.env["res.lang"]._lang_get(self.env.lang or "en_US")
        for value in self:
            kind = value.structure_type
            place = value.scope_id.display_name or kind and kind.upper() or value.country_id.code
            figure = lang.format("%.7g", value.value or 0, grouping=True)
            value.display_name = f"{place} {figure}" if place else figure

    def _is_in_force(self, day) -> bool:
        """Whether it holds on a day and no later one of the same place does."""
        self.ensure_one()
        places = ("company_id", "country_id", "structure_type", "scope_id")
        current = self.parameter_id.value_ids.filtered(
            lambda other: (
                all(other[place] == self[place] for place in places) and other._holds_on(day)
            )
        )
        return self == current.sorted("valid_from")[-1:]

    def _holds_on(self, day) -> bool:
        self.ensure_one()
        return self.valid_from <= day and (not self.valid_to or day <= self.valid_to)

    def _rank(self, scope) -> tuple | None:
        """How particular this value is for a scope: the highest is taken; None: not its own."""
        self.ensure_one()
        company = scope.company_id
        asked = {
            "scope_id": scope,
            "company_id": company,
            "structure_type": scope.structure_type,
            "country_id": company.account_fiscal_country_id or company.country_id,
        }
        if any(self[name] and self[name] != wanted for name, wanted in asked.items()):
            return None
        return (*(bool(self[name]) for name in asked), self.valid_from)

    @api.model
    def _in_force(self, codes, scopes, days) -> dict:
        """The value of each code for each scope on each day: (code, scope id, day) → value.

        What has none is left out. One search, whatever is asked.
        """
        values = self.search([("parameter_id.code", "in", list(codes))])
        found = {}
        for scope in scopes:
            ranked = [(rank, value) for value in values if (rank := value._rank(scope))]
            ranked.sort(key=lambda pair: pair[0])
            for day in days:
                for _rank, value in ranked:
                    if value._holds_on(day):
                        found[value.parameter_id.code, scope.id, day] = value
        return found
