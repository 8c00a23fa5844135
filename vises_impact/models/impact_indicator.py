from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools.misc import babel_locale_parse, formatLang

THEMES = [
    ("INS", "Work integration"),
    ("WAL", "Wallonia"),
    ("VLG", "Flanders"),
    ("EMP", "Employment quality"),
    ("ESA", "Sheltered and adapted work"),
    ("GOV", "Democratic governance"),
    ("ECO", "Economic model and sharing of value"),
    ("TER", "Territory and cooperation"),
    ("ENV", "Environment and re-use"),
    ("BEN", "Beneficiaries and users"),
    ("VOL", "Volunteering and giving"),
    ("ESF", "European Social Fund"),
    ("PRO", "Quality of the evaluation"),
]
UNITS = [
    ("persons", "persons"),
    ("fte", "FTE"),
    ("percent", "%"),
    ("ratio", "ratio"),
    ("years", "years"),
    ("hours", "hours"),
    ("days", "days"),
    ("currency", "currency"),
    ("number", "number"),
]
KINDS = [
    ("records", "Counted from records"),
    ("accounts", "Counted from accounts"),
    ("survey", "Counted from questionnaires"),
    ("form", "Typed in a form"),
    ("formula", "Worked out from other indicators"),
]
AUTOMATIC_KINDS = ("records", "accounts", "formula")


class ImpactIndicator(models.Model):
    """What a figure is called, in which unit, and how it may be shown.

    What it means stands in its versions: a change of meaning is a new version.
    """

    _name = "impact.indicator"
    _description = "Indicator"
    _inherit = ["mail.thread"]
    _order = "theme, code"
    _rec_names_search = ["code", "name"]

    code = fields.Char(
        required=True,
        copy=False,
        help="Stable short name, in capitals: EMP01. Formulas use it.",
    )
    name = fields.Char(required=True, translate=True, tracking=True)
    active = fields.Boolean(default=True)
    namespace = fields.Selection(
        [
            ("library", "Library"),
            ("company", "Own"),
            ("framework", "Federation or funder"),
        ],
        required=True,
        default="company",
        readonly=True,
        copy=False,
    )
    company_id = fields.Many2one(
        "res.company",
        index=True,
        help="Set on a company's own indicators; those of the library are common.",
    )
    theme = fields.Selection(THEMES, required=True, default="EMP")
    unit = fields.Selection(UNITS, required=True, default="number")
    decimals = fields.Integer(default=0)
    direction = fields.Selection(
        [
            ("up", "Should rise"),
            ("down", "Should fall"),
            ("neutral", "To be read in context"),
            ("bool", "Rule to comply with"),
        ],
        "Wished evolution",
        required=True,
        default="neutral",
    )
    frequency = fields.Selection(
        [("month", "Monthly"), ("quarter", "Quarterly"), ("year", "Yearly")],
        required=True,
        default="year",
        help="How often it is worth a look. A monthly figure is also given by year.",
    )
    privacy = fields.Selection(
        [
            ("person", "People are counted: small groups are hidden"),
            ("disclosive", "Reveals individual pay: hidden until released"),
            ("public_role", "Public role: shown as it is"),
            ("none", "Not personal"),
        ],
        required=True,
        default="none",
    )
    confidence = fields.Selection(
        [
            ("S", "Definition of the source"),
            ("N", "Named by the source, formula of this library"),
            ("D", "Theme of the source, wording of this library"),
            ("J", "Proposal of this library"),
        ],
        help="How far the definition is that of a standard. For the last two: "
        "wording by this library, check with your funder.",
    )
    source_note = fields.Text("Origin of the definition", translate=True)
    set_ids = fields.Many2many("impact.indicator.set", string="Indicator sets")
    version_ids = fields.One2many("impact.indicator.version", "indicator_id", "Versions", copy=True)
    current_version_id = fields.Many2one(
        "impact.indicator.version",
        compute="_compute_current_version_id",
        store=True,
        index=True,
    )
    kind = fields.Selection(related="current_version_id.kind", store=True)
    definition = fields.Text(related="current_version_id.definition")
    basis_text = fields.Char(related="current_version_id.basis_text")
    form_input = fields.Selection(related="current_version_id.form_input")
    setting_ids = fields.One2many("impact.indicator.setting", "indicator_id")
    is_used = fields.Boolean("Used by us", compute="_compute_is_used", search="_search_is_used")

    _code_unique = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))",
        "This code is taken: choose another one.",
    )
    _company_of_own = models.Constraint(
        "CHECK(namespace != 'company' OR company_id IS NOT NULL)",
        "An indicator of your own belongs to a company.",
    )

    @api.model
    def default_get(self, fields):
        defaults = super().default_get(fields)
        if defaults.get("namespace", "company") == "company":
            defaults.setdefault("company_id", self.env.company.id)
        return defaults

    @api.depends("version_ids.valid_from", "version_ids.number")
    def _compute_current_version_id(self):
        for indicator in self:
            indicator.current_version_id = indicator.version_ids.sorted(
                lambda version: (version.valid_from, version.number)
            )[-1:]

    @api.depends_context("lang")
    @api.depends("code", "name")
    def _compute_display_name(self):
        for indicator in self:
            indicator.display_name = f"{indicator.code or ''} {indicator.name or ''}".strip()

    @api.depends_context("company")
    @api.depends("setting_ids.used", "setting_ids.company_id")
    def _compute_is_used(self):
        for indicator in self:
            indicator.is_used = any(
                setting.used
                for setting in indicator.setting_ids
                if setting.company_id == self.env.company
            )

    def _search_is_used(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [
            (
                "setting_ids",
                "any",
                [("company_id", "=", self.env.company.id), ("used", "=", True)],
            )
        ]

    @api.constrains("code")
    def _check_code(self):
        for indicator in self:
            code = indicator.code
            if not (
                code.isascii()
                and code[0].isalpha()
                and code.replace("_", "").isalnum()
                and code == code.upper()
            ):
                raise ValidationError(
                    self.env._(
                        "“%(code)s” cannot be a code: use capital letters, digits and "
                        "underscores, and start with a letter, such as EMP01.",
                        code=code,
                    )
                )

    @api.constrains("decimals")
    def _check_decimals(self):
        if any(not 0 <= indicator.decimals <= 6 for indicator in self):
            raise ValidationError(self.env._("A figure is shown with 0 to 6 decimals."))

    def _library_guard(self):
        """Library records are changed by updates of the module only."""
        if self.env.context.get("install_mode") or self.env.su:
            return
        library = self.filtered(lambda indicator: indicator.namespace == "library")
        if library:
            raise UserError(
                self.env._(
                    "%(names)s belong to the library and stay as they are. Copy an "
                    "indicator to change its definition, or use its settings.",
                    names=", ".join(library.mapped("display_name")),
                )
            )

    def write(self, vals):
        # Archiving and the choice of sets are the company's own matter.
        if set(vals) - {"active", "set_ids", "message_follower_ids"}:
            self._library_guard()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_library(self):
        self._library_guard()

    def copy_data(self, default=None):
        vals_list = super().copy_data(default)
        for indicator, vals in zip(self, vals_list, strict=True):
            vals.update(
                code=indicator._free_code(),
                name=self.env._("%(name)s (copy)", name=indicator.name),
                namespace="company",
                company_id=self.env.company.id,
            )
        return vals_list

    def _free_code(self) -> str:
        """A code of one's own that is not taken yet: EMP01_2, EMP01_3, …"""
        self.ensure_one()
        taken = set(
            self.with_context(active_test=False)
            .search([("code", "=like", f"{self.code}_%")])
            .mapped("code")
        )
        number = 2
        while f"{self.code}_{number}" in taken:
            number += 1
        return f"{self.code}_{number}"

    def _format(self, value, company) -> str:
        """A number of this indicator as people read it, with its unit."""
        self.ensure_one()
        if value is None or value is False:
            return ""
        if self.unit == "currency":
            return formatLang(
                self.env, value, digits=self.decimals, currency_obj=company.currency_id
            )
        number = formatLang(self.env, value, digits=self.decimals)
        unit = "%" if self.unit == "percent" else self._unit_after(value)
        return f"{number}\N{NO-BREAK SPACE}{unit}" if unit else number

    def _unit_after(self, value) -> str:
        """The unit as it follows ``value``: 1 person, 2 persons; French says 0 and 1,5 alike."""
        words = {
            "persons": (self.env._("person"), self.env._("persons")),
            "fte": (self.env._("FTE"), self.env._("FTE")),
            "years": (self.env._("year"), self.env._("years")),
            "hours": (self.env._("hour"), self.env._("hours")),
            "days": (self.env._("day"), self.env._("days")),
        }
        one, many = words.get(self.unit, ("", ""))
        shown = Decimal(f"{value:.{self.decimals}f}")
        rule = babel_locale_parse(self.env.lang or "en_US").plural_form
        return one if rule(shown) == "one" else many

    def action_results(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("vises_impact.impact_result_action")
        action["domain"] = [("indicator_id", "=", self.id)]
        action["context"] = {}
        return action

    def action_settings(self):
        """Open what this company chose for the indicator; make it if it is new."""
        self.ensure_one()
        setting = self._setting_of(self.env.company)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Our choices for %(name)s", name=self.display_name),
            "res_model": "impact.indicator.setting",
            "res_id": setting.id,
            "view_mode": "form",
            "target": "new",
        }

    def _setting_of(self, company):
        self.ensure_one()
        settings = self.env["impact.indicator.setting"]
        domain = [("indicator_id", "=", self.id), ("company_id", "=", company.id)]
        return settings.search(domain, limit=1) or settings.create(
            {"indicator_id": self.id, "company_id": company.id}
        )
