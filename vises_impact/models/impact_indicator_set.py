from odoo import api, fields, models
from odoo.exceptions import AccessError

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
    indicator_ids = fields.Many2many(
        "impact.indicator", string="Indicators", context={"active_test": False}
    )
    indicator_count = fields.Integer(compute="_compute_indicator_count")
    archived_count = fields.Integer("Not in use yet", compute="_compute_indicator_count")

    _code_unique = models.Constraint("UNIQUE(code)", "This code is taken already.")

    @api.depends("indicator_ids.active")
    def _compute_indicator_count(self):
        for indicator_set in self:
            indicator_set.indicator_count = len(indicator_set.indicator_ids)
            indicator_set.archived_count = len(indicator_set._waiting())

    def action_use(self):
        """Switch the indicators of this set on, so that they can be followed and asked for.

        :raises AccessError: for a reader who does not lead evaluations.
        """
        if not self.env.user.has_group("vises_impact.group_lead"):
            raise AccessError(self.env._("Only the evaluation lead may switch indicators on."))
        self._switch_on()
        return True

    def _indicators(self):
        """Those that an assessment with these sets follows.

        Indicators of the library wait archived until a set of theirs is chosen; one that
        somebody archived stays away.
        """
        return self.indicator_ids.filtered("active") | self._waiting()

    def _waiting(self):
        return self.indicator_ids.filtered(
            lambda one: not (one.active or one.company_id or one.archived_by_hand)
        )

    def _switch_on(self):
        """Take the archived indicators of the library in these sets into use."""
        # sudo: what all companies share is archived by the module manager only; that a
        # definition is offered again shows no figure and takes nothing from anybody.
        self._waiting().sudo().active = True


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
    is_key = fields.Boolean("Key indicator", help="Show it on our overview.")
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
