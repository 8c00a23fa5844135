from odoo import api, fields, models
from odoo.exceptions import ValidationError

STRUCTURE_TYPES = [
    ("aci", "Integration workshop (ACI)"),
    ("ai", "Intermediary association (AI)"),
    ("ei", "Integration enterprise (EI)"),
    ("eiti", "Integration by self-employment (EITI)"),
    ("etti", "Temporary-work integration enterprise (ETTI)"),
]


class ImpactScope(models.Model):
    """What a figure is about: the whole enterprise, a site, an agreement, a project.

    A scope narrows staff figures to its departments and ledger figures to its
    analytic accounts. The scope of kind "enterprise" narrows nothing.
    """

    _name = "impact.scope"
    _description = "Scope"
    _inherit = ["mail.thread"]
    _order = "company_id, sequence, name"
    _check_company_auto = True

    name = fields.Char(
        tracking=True,
        help="The whole enterprise needs none: it is named in each reader's language.",
    )
    name_example = fields.Char("Example of a name", compute="_compute_name_example")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    kind = fields.Selection(
        [
            ("enterprise", "Whole enterprise"),
            ("site", "Site"),
            ("agreement", "Agreement"),
            ("project", "Project"),
        ],
        required=True,
        default="agreement",
        tracking=True,
    )
    structure_type = fields.Selection(
        STRUCTURE_TYPES,
        "Structure type",
        tracking=True,
        help="Kind of French integration structure: it decides the annual hours of a post and "
        "which exits are examined.",
    )
    reference = fields.Char(
        help="Number of the agreement or of the approval, as the authority writes it.",
    )
    date_from = fields.Date("From", tracking=True)
    date_to = fields.Date("To", tracking=True)
    is_default = fields.Boolean(
        "Default scope",
        readonly=True,
        copy=False,
        help="Each company has one: the whole enterprise.",
    )
    department_ids = fields.Many2many(
        "hr.department",
        string="Departments",
        check_company=True,
        help="Staff figures of this scope count the people of these departments "
        "and of those below them.",
    )
    analytic_account_ids = fields.Many2many(
        "account.analytic.account",
        string="Analytic accounts",
        check_company=True,
        help="Accounting figures of this scope count the share of each entry that "
        "is distributed to these analytic accounts.",
    )

    _named = models.Constraint(
        "CHECK (is_default IS TRUE OR name IS NOT NULL)", "Give the scope a name."
    )
    _one_default_per_company = models.UniqueIndex(
        "(company_id) WHERE is_default",
        "A company has one default scope only.",
    )

    @api.depends("name", "is_default")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for scope in self:
            unnamed = scope.is_default and self.env._("Whole enterprise")
            scope.display_name = scope.name or unnamed

    @api.depends("is_default")
    @api.depends_context("lang")
    def _compute_name_example(self):
        """What stands in the form where no name is typed."""
        for scope in self:
            scope.name_example = (
                self.env._("Whole enterprise")
                if scope.is_default
                else self.env._("e.g. Integration agreement 2026")
            )

    @api.constrains("date_from", "date_to")
    def _check_dates(self):
        for scope in self:
            if scope.date_from and scope.date_to and scope.date_to < scope.date_from:
                raise ValidationError(
                    self.env._(
                        "The scope “%(name)s” ends before it starts: change one of its dates.",
                        name=scope.display_name,
                    )
                )

    @api.constrains("kind", "is_default", "active")
    def _check_default(self):
        for scope in self.filtered("is_default"):
            if scope.kind != "enterprise" or not scope.active:
                raise ValidationError(
                    self.env._(
                        "“%(name)s” is the default scope of %(company)s: it stays "
                        "active and covers the whole enterprise.",
                        name=scope.display_name,
                        company=scope.company_id.name,
                    )
                )

    @api.constrains("kind", "department_ids", "analytic_account_ids")
    def _check_narrowing(self):
        for scope in self.filtered(lambda s: s.kind == "enterprise"):
            if scope.department_ids or scope.analytic_account_ids:
                raise ValidationError(
                    self.env._(
                        "“%(name)s” covers the whole enterprise, so it has no "
                        "departments or analytic accounts. Choose another kind to "
                        "narrow it.",
                        name=scope.display_name,
                    )
                )

    def _all_department_ids(self) -> list[int]:
        """Ids of the departments of this scope and of those below them."""
        self.ensure_one()
        if not self.department_ids:
            return []
        return (
            self.env["hr.department"]
            .with_context(active_test=False)
            .search([("id", "child_of", self.department_ids.ids)])
            .ids
        )
