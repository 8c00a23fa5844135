from odoo import api, fields, models

GROUP_KINDS = [
    ("integration", "Work integration (group 1)"),
    ("collective_service", "Collective services (group 2)"),
    ("other_sse", "Other social-economy enterprise (group 3)"),
]


class ImpactIndicatorSet(models.Model):
    """A named set of indicators: a VISES group, a country, a funder, a federation."""

    _name = "impact.indicator.set"
    _description = "Indicator set"
    _order = "sequence, name"

    code = fields.Char(required=True)
    name = fields.Char(required=True, translate=True)
    description = fields.Text(translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    group_kind = fields.Selection(GROUP_KINDS, "VISES group")
    country_id = fields.Many2one("res.country")
    indicator_ids = fields.Many2many("impact.indicator", string="Indicators")
    indicator_count = fields.Integer(compute="_compute_indicator_count")

    _code_unique = models.Constraint("UNIQUE(code)", "This code is taken already.")

    @api.depends("indicator_ids")
    def _compute_indicator_count(self):
        for indicator_set in self:
            indicator_set.indicator_count = len(indicator_set.indicator_ids)


class ImpactIndicatorSetting(models.Model):
    """A company's own choices for an indicator; an update never touches them."""

    _name = "impact.indicator.setting"
    _description = "Indicator setting"
    _order = "company_id, indicator_id"

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
    used = fields.Boolean("Used by us", default=True, help="Show it on our screens and refresh it.")
    owner_id = fields.Many2one(
        "res.users",
        "In charge",
        help="Who types it, or explains it when it is computed.",
    )
    threshold = fields.Integer(
        "Smallest group shown",
        help="A stricter threshold than the company's for this indicator; 0: the company's own.",
    )
    note = fields.Text("How we read it")

    _unique = models.Constraint(
        "UNIQUE(indicator_id, company_id)",
        "This company has its settings for this indicator already.",
    )

    @api.depends_context("lang")
    @api.depends("indicator_id")
    def _compute_display_name(self):
        for setting in self:
            setting.display_name = setting.indicator_id.display_name
