"""Campaigns: rounds in which people are asked for the figures that no record holds."""

from dateutil.relativedelta import relativedelta
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..engine.period import Period
from .impact_place import PERIOD_TYPES, period_label


class ImpactCampaign(models.Model):
    """A round of collection: what is asked, about which period, of whom, until when.

    Opening it gives each respondent a form with a line for each indicator. How validated
    lines become results stands in ``impact_campaign_promotion``.
    """

    _name = "impact.campaign"
    _description = "Campaign"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_to desc, id desc"
    _check_company_auto = True

    name = fields.Char(
        compute="_compute_name", store=True, readonly=False, precompute=True, required=True
    )
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        compute="_compute_company_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        index=True,
    )
    assessment_id = fields.Many2one(
        "impact.assessment",
        check_company=True,
        index="btree_not_null",
        ondelete="set null",
        help="Scope, period and indicators are taken from it.",
    )
    scope_id = fields.Many2one(
        "impact.scope",
        compute="_compute_scope_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        index=True,
        domain="[('company_id', '=', company_id)]",
        check_company=True,
        ondelete="restrict",
    )
    period_type = fields.Selection(
        PERIOD_TYPES,
        "Kind of period",
        compute="_compute_period",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    date_from = fields.Date(
        "From",
        compute="_compute_period",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        help="First day of the period that is asked about.",
    )
    date_to = fields.Date(
        "To",
        compute="_compute_period",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        help="Last day of the period that is asked about; it is counted.",
    )
    period_label = fields.Char("Period", compute="_compute_period_label")
    deadline = fields.Date(
        default=lambda self: fields.Date.context_today(self) + relativedelta(weeks=3),
        tracking=True,
    )
    lead_id = fields.Many2one(
        "res.users",
        required=True,
        default=lambda self: self.env.user,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        tracking=True,
        help="Who is told when a form is submitted.",
    )
    indicator_ids = fields.Many2many(
        "impact.indicator",
        string="Indicators",
        compute="_compute_indicator_ids",
        store=True,
        readonly=False,
        domain="['|', ('company_id', '=', False), ('company_id', '=', company_id)]",
        help="What is asked. A figure that Odoo counts may be asked for too, where its "
        "records are incomplete.",
    )
    respondent_ids = fields.Many2many(
        "res.users",
        string="Respondents",
        default=lambda self: self.env.user,
        domain=lambda self: [
            ("all_group_ids", "in", self.env.ref("vises_impact.group_contributor").id)
        ],
        help="Who is asked: users with the role of contributor.",
    )
    state = fields.Selection(
        [("draft", "Draft"), ("open", "Open"), ("closed", "Closed")],
        "Status",
        required=True,
        default="draft",
        copy=False,
        readonly=True,
        tracking=True,
    )
    form_ids = fields.One2many("impact.form", "campaign_id", "Forms")
    line_ids = fields.One2many("impact.form.line", "campaign_id", "Answers")
    form_count = fields.Integer("Number of forms", compute="_compute_progress")
    line_count = fields.Integer("Number of answers", compute="_compute_progress")
    submitted_count = fields.Integer("Submitted", compute="_compute_progress")
    validated_count = fields.Integer("Validated", compute="_compute_progress")
    progress = fields.Float(
        compute="_compute_progress", help="Share of the answers that have been given."
    )
    undecided_count = fields.Integer(
        "To decide",
        compute="_compute_progress",
        help="Indicators for which several respondents gave a figure: the lead chooses.",
    )

    _period_ordered = models.Constraint(
        "CHECK(date_to >= date_from)",
        "The period that is asked about ends before it begins: change one of its dates.",
    )

    @api.depends("assessment_id")
    def _compute_company_id(self):
        for campaign in self:
            campaign.company_id = (
                campaign.assessment_id.company_id or campaign.company_id or self.env.company
            )

    @api.depends("assessment_id", "company_id")
    def _compute_scope_id(self):
        for campaign in self:
            if campaign.assessment_id:
                campaign.scope_id = campaign.assessment_id.scope_id
            elif campaign.scope_id.company_id != campaign.company_id:
                campaign.scope_id = campaign.company_id._impact_default_scope()

    @api.depends("assessment_id")
    def _compute_period(self):
        """The period of the assessment; else last year, until something is chosen."""
        last_year = fields.Date.context_today(self) + relativedelta(years=-1)
        for campaign in self:
            assessment = campaign.assessment_id
            if assessment:
                campaign.period_type = assessment.period_type
                campaign.date_from = assessment.date_from
                campaign.date_to = assessment.date_to
            else:
                campaign.period_type = campaign.period_type or "year"
                campaign.date_from = campaign.date_from or last_year.replace(month=1, day=1)
                campaign.date_to = campaign.date_to or last_year.replace(month=12, day=31)

    @api.depends("assessment_id", "company_id")
    def _compute_indicator_ids(self):
        """The typed indicators of the assessment, or those in use, or those asked last.

        For a figure that is worked out, what it is worked out from is asked.
        """
        for campaign in self:
            if campaign.assessment_id:
                chosen = campaign.assessment_id.indicator_ids
                campaign.indicator_ids = chosen._with_operands()._typed_in(campaign.company_id)
            elif not campaign.indicator_ids:
                campaign.indicator_ids = campaign._usual_indicators()

    def _usual_indicators(self):
        company = self.company_id or self.env.company
        used = (
            self.env["impact.indicator"]
            .with_company(company)
            .search([("is_used", "=", True)])
            ._with_operands()
            ._typed_in(company)
        )
        others = [("company_id", "=", company.id), ("id", "not in", self._origin.ids)]
        return used or self.search(others, limit=1).indicator_ids

    @api.depends("date_from", "date_to")
    def _compute_name(self):
        for campaign in self:
            if not campaign.name or not campaign._origin:
                campaign.name = self.env._("Figures of %(period)s", period=campaign._label())

    @api.depends_context("lang")
    @api.depends("date_from", "date_to")
    def _compute_period_label(self):
        for campaign in self:
            campaign.period_label = campaign._label()

    @api.depends("form_ids.state", "line_ids.status", "line_ids.is_chosen")
    def _compute_progress(self):
        for campaign in self:
            forms, lines = campaign.form_ids, campaign.line_ids
            campaign.form_count = len(forms)
            campaign.line_count = len(lines)
            campaign.submitted_count = len(forms.filtered(lambda form: form.state == "submitted"))
            campaign.validated_count = len(forms.filtered(lambda form: form.state == "validated"))
            answered = lines.filtered(lambda line: line.status != "empty")
            campaign.progress = 100 * len(answered) / len(lines) if lines else 0
            campaign.undecided_count = len(campaign._undecided())

    @api.constrains("company_id", "assessment_id", "scope_id", "respondent_ids")
    def _check_respondents(self):
        for campaign in self:
            # sudo: compares companies and groups of users, which the lead may not read.
            outside = campaign.respondent_ids.sudo().filtered(
                lambda user, company=campaign.company_id: (
                    company not in user.company_ids
                    or not user.has_group("vises_impact.group_contributor")
                )
            )
            if outside:
                raise ValidationError(
                    self.env._(
                        "%(names)s cannot be asked: give them access to %(company)s and "
                        "the role of contributor first.",
                        names=", ".join(outside.mapped("name")),
                        company=campaign.company_id.name,
                    )
                )

    def write(self, vals):
        fixed = {"company_id", "scope_id", "period_type", "date_from", "date_to", "assessment_id"}
        if fixed & set(vals) and self.form_ids:
            changed = self.filtered("form_ids")._really_changed(vals, fixed)
            if changed:
                raise UserError(
                    self.env._(
                        "“%(name)s” has forms: its scope and period stay. Make another "
                        "campaign for another period.",
                        name=changed[0].name,
                    )
                )
        result = super().write(vals)
        if {"respondent_ids", "indicator_ids"} & set(vals):
            self.filtered(lambda campaign: campaign.state == "open")._sync_forms()
        return result

    def _really_changed(self, vals, names):
        return self.filtered(
            lambda campaign: any(
                campaign._fields[name].convert_to_cache(vals[name], campaign)
                != campaign._fields[name].convert_to_cache(campaign[name], campaign)
                for name in names & set(vals)
            )
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        if any(form.state == "validated" for form in self.form_ids):
            raise UserError(
                self.env._("Results were made from the forms of this campaign: archive it instead.")
            )

    def action_open(self):
        """Give each respondent a form and a reminder of the deadline."""
        for campaign in self:
            if not campaign.indicator_ids:
                raise UserError(self.env._("Choose the indicators that you ask for first."))
            if not campaign.respondent_ids:
                raise UserError(self.env._("Choose the respondents first."))
            campaign.state = "open"
            campaign._sync_forms()
        return True

    def action_remind(self):
        """Remind those who have not submitted their form yet."""
        waiting = self.form_ids.filtered(lambda form: form.state == "draft")
        waiting._ask(lambda form: form.env._("Reminder: your figures are still awaited."))
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if waiting else "info",
                "message": self.env._("People reminded: %(number)s", number=len(waiting)),
            },
        }

    def action_close(self):
        """Stop the collection: forms that were not submitted can no longer be filled in."""
        self.form_ids._asked_no_more()
        return self.write({"state": "closed"})

    def action_view_forms(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "vises_impact.impact_form_action_all"
        )
        return {**action, "domain": [("campaign_id", "=", self.id)], "context": {}}

    def action_view_answers(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "vises_impact.impact_form_line_action"
        )
        return {**action, "domain": [("campaign_id", "=", self.id)]}

    def _sync_forms(self):
        """Make the forms and lines that are not there yet."""
        for campaign in self:
            missing = campaign.respondent_ids - campaign.form_ids.respondent_id
            forms = self.env["impact.form"].create(
                [{"campaign_id": campaign.id, "respondent_id": user.id} for user in missing]
            )
            campaign.form_ids.filtered(lambda form: form.state == "draft")._sync_lines()
            forms._ask(lambda form: form.env._("Fill in the figures that you are asked for."))

    def _period(self):
        self.ensure_one()
        return Period.inclusive(self.period_type, self.date_from, self.date_to)

    def _label(self):
        """The period that is asked about, as people write it."""
        return period_label(self.env, self.period_type, self.date_from, self.date_to)
