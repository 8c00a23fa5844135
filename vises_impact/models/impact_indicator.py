import re

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command, Domain

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
    ("person_days", "person-days"),
    ("months", "months"),
    ("households", "households"),
    ("currency", "amount"),
    ("number", "number"),
    ("points", "points"),
    ("score", "score out of 10"),
    ("yes_no", "yes/no"),
    ("kg", "kg"),
    ("tonnes", "t"),
    ("cubic_metres", "m³"),
    ("km", "km"),
    ("kwh", "kWh"),
    ("mwh", "MWh"),
    ("co2_tonnes", "t CO₂e"),
]
KINDS = [
    ("records", "Counted from records"),
    ("accounts", "Counted from accounts"),
    ("survey", "Counted from questionnaires"),
    ("form", "Typed in a form"),
    ("formula", "Worked out from other indicators"),
]
AUTOMATIC_KINDS = ("records", "accounts", "survey", "formula")
# Such codes are the library's, those to come as well: a company's own never clash with them.
LIBRARY_CODE = re.compile(rf"({'|'.join(theme for theme, _label in THEMES)})\d\d")


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
        compute="_compute_company_id",
        store=True,
        readonly=False,
        precompute=True,
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
        "CHECK((namespace = 'company') = (company_id IS NOT NULL))",
        "An indicator of your own belongs to a company; the others are common to all.",
    )

    @api.depends("namespace")
    def _compute_company_id(self):
        """One's own belong to a company; those of the library are common to all."""
        for indicator in self:
            own = indicator.namespace == "company"
            indicator.company_id = own and (indicator.company_id or self.env.company)

    @api.depends("version_ids.valid_from", "version_ids.number", "version_ids.retired")
    def _compute_current_version_id(self):
        for indicator in self:
            lasting = indicator.version_ids.filtered(lambda version: not version.retired)
            indicator.current_version_id = lasting.sorted(
                lambda version: (version.valid_from, version.number)
            )[-1:]

    @api.depends_context("lang", "without_code")
    @api.depends("code", "name")
    def _compute_display_name(self):
        for indicator in self:
            code = "" if self.env.context.get("without_code") else indicator.code or ""
            indicator.display_name = f"{code} {indicator.name or ''}".strip()

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
                code
                and code.isascii()
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

    @api.constrains("code", "company_id", "namespace")
    def _check_code_is_free(self):
        """In a company, a code means one indicator: formulas go by it."""
        for indicator in self:
            if indicator.namespace == "company" and LIBRARY_CODE.fullmatch(indicator.code):
                raise ValidationError(
                    self.env._(
                        "“%(code)s” is a code of the library: add something to it, such as "
                        "%(code)s_2.",
                        code=indicator.code,
                    )
                )
            others = self.sudo().with_context(active_test=False)  # sudo: any company's codes
            same = Domain("code", "=", indicator.code) & Domain("id", "!=", indicator.id)
            if indicator.company_id:
                same &= Domain("company_id", "in", [indicator.company_id.id, False])
            if others.search_count(same, limit=1):
                raise ValidationError(
                    self.env._(
                        "The code %(code)s is taken: choose another one.", code=indicator.code
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
        if {"active", "set_ids"} & set(vals):
            self._shared_guard()
        if set(vals) - {"active", "set_ids", "message_follower_ids"}:
            self._library_guard()
        return super().write(vals)

    def _load_records_write(self, values):
        """An update of the library leaves alone what people chose.

        That is: which indicators are in use, and which of them stand in sets that do not
        come with the module that is updated.
        """
        module = self.env.context.get("install_mode") and self.env.context["install_module"]
        if module:
            values = {name: value for name, value in values.items() if name != "active"}
        if module and "set_ids" in values:
            sets = self.with_context(active_test=False).set_ids
            names = sets._get_external_ids()
            kept = [
                Command.link(one)
                for one, ids in names.items()
                if not any(name.startswith(f"{module}.") for name in ids)
            ]
            # An empty cell of a data file is False.
            values["set_ids"] = [*(values["set_ids"] or [Command.clear()]), *kept]
        return super()._load_records_write(values)

    def _shared_guard(self):
        """What all companies share is set up by the module manager."""
        if self.env.su or self.env.user.has_group("vises_impact.group_manager"):
            return
        shared = self.filtered(lambda indicator: not indicator.company_id)
        if shared:
            raise AccessError(
                self.env._(
                    "%(names)s are shared by all companies: the module manager archives "
                    "them or changes their sets. Use “Our choices” for your company.",
                    names=", ".join(shared.mapped("display_name")),
                )
            )

    def _update_field_translations(self, *args, **kwargs):
        self._library_guard()
        return super()._update_field_translations(*args, **kwargs)

    def _by_codes(self, codes):
        """The indicators that these codes mean in formulas of these, which are of one company.

        Those of the library, and those of the company whose own indicators they are.
        """
        return self.with_context(active_test=False).search(
            [
                ("code", "in", list(codes)),
                ("company_id", "in", [*self.company_id.ids, False]),
            ]
        )

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

    def action_results(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("vises_impact.impact_result_action")
        action["domain"] = [("indicator_id", "=", self.id)]
        action["context"] = {}
        return action
