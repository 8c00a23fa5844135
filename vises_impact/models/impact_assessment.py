"""Assessments: one evaluation, from its question to what is made of the answer."""

from dateutil.relativedelta import relativedelta
from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from ..engine.errors import PeriodError
from ..engine.period import Period
from .impact_indicator_set import GROUP_KINDS
from .impact_place import PERIOD_TYPES, period_label

# Who takes part, and whether the evaluation goes on, is not for accompanists to decide.
LEAD_FIELDS = frozenset(
    {"company_id", "active", "state", "lead_id", "accompanist_ids", "stakeholder_ids"}
)


class ImpactAssessment(models.Model):
    """An evaluation: its scope and period, who takes part, its question, its conclusions.

    How it advances stands in ``impact_assessment_progress``, its figures in
    ``impact_assessment_results``.
    """

    _name = "impact.assessment"
    _description = "Assessment"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_to desc, id desc"
    _check_company_auto = True

    def _default_date_from(self):
        return fields.Date.context_today(self) + relativedelta(years=-1, month=1, day=1)

    def _default_date_to(self):
        return fields.Date.context_today(self) + relativedelta(years=-1, month=12, day=31)

    def _default_group_kind(self):
        """The VISES group of the company's latest assessment."""
        latest = self.search(
            [("company_id", "=", self.env.company.id), ("group_kind", "!=", False)], limit=1
        )
        return latest.group_kind

    name = fields.Char(required=True, tracking=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    scope_id = fields.Many2one(
        "impact.scope",
        compute="_compute_scope_id",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
        index=True,
        domain="[('company_id', '=', company_id)]",
        ondelete="restrict",
        tracking=True,
        help="What is evaluated: the whole enterprise, a site, an agreement or a project.",
    )
    group_kind = fields.Selection(
        GROUP_KINDS,
        "VISES group",
        default=lambda self: self._default_group_kind(),
        help="The kind of social enterprise. Indicator sets and examples of questions "
        "are made for one or another.",
    )
    period_type = fields.Selection(
        PERIOD_TYPES,
        "Kind of period",
        required=True,
        default="year",
        help="Figures of a calendar year and of a fiscal year are kept apart, even "
        "where their dates are the same.",
    )
    date_from = fields.Date(
        "From",
        required=True,
        default=lambda self: self._default_date_from(),
        tracking=True,
        help="First day of the evaluated period.",
    )
    date_to = fields.Date(
        "To",
        required=True,
        default=lambda self: self._default_date_to(),
        tracking=True,
        help="Last day of the evaluated period; it is counted.",
    )
    compare_date_from = fields.Date(
        "Compared from",
        compute="_compute_comparison",
        store=True,
        readonly=False,
        help="Figures are shown beside those of this period. Empty: no comparison.",
    )
    compare_date_to = fields.Date(
        "Compared to", compute="_compute_comparison", store=True, readonly=False
    )
    period_label = fields.Char("Period", compute="_compute_period_label")
    compare_label = fields.Char("Comparison", compute="_compute_period_label")
    audience = fields.Selection(
        [("internal", "Inside the enterprise"), ("public", "The public")],
        required=True,
        default="internal",
        help="Who will read the report. Where the public reads it, larger groups of "
        "people are hidden than inside the enterprise.",
    )

    lead_id = fields.Many2one(
        "res.users",
        default=lambda self: self.env.user,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        tracking=True,
        help="Who leads the evaluation inside the enterprise.",
    )
    accompanist_ids = fields.Many2many(
        "res.users",
        string="Accompanists",
        domain=lambda self: [
            ("all_group_ids", "in", self.env.ref("vises_impact.group_accompanist").id)
        ],
        help="Outside persons who support the evaluation. As accompanists they see this "
        "assessment and no other, and no staff or accounting records.",
    )
    accompanist_partner_id = fields.Many2one(
        "res.partner",
        "Accompanying organisation",
        check_company=True,
        index="btree_not_null",
        help="The federation or support body that accompanies the enterprise.",
    )

    question_ids = fields.One2many(
        "impact.question", "assessment_id", "Evaluative questions", copy=True
    )
    main_question = fields.Text("Main question", compute="_compute_main_question")
    criterion_ids = fields.One2many("impact.criterion", "assessment_id", "Criteria")
    stakeholder_ids = fields.Many2many(
        "impact.stakeholder", string="Stakeholders", check_company=True
    )
    stakeholder_count = fields.Integer(
        "Number of stakeholders", compute="_compute_stakeholder_count"
    )
    engagement_ids = fields.One2many("impact.engagement", "assessment_id", "Engagements")
    engagement_count = fields.Integer("Number of engagements", compute="_compute_engagement_count")

    can_decide = fields.Boolean("May decide who takes part", compute="_compute_can_decide")

    summary = fields.Html(copy=False, help="Half a page for those who read nothing else.")
    conclusion = fields.Html("Conclusions", copy=False, help="The answer to the question.")
    decisions = fields.Html(copy=False, help="What the enterprise does next, who, and when.")
    limits = fields.Html(
        copy=False,
        help="What the evaluation could not see: who was not heard, which figures are "
        "missing or estimated, what else may explain the results.",
    )

    _period_ordered = models.Constraint(
        "CHECK(date_to >= date_from)",
        "The evaluated period ends before it begins: change one of its dates.",
    )
    _comparison_ordered = models.Constraint(
        "CHECK(compare_date_to >= compare_date_from)",
        "The comparison period ends before it begins: change one of its dates.",
    )

    @api.depends("company_id")
    def _compute_scope_id(self):
        for assessment in self:
            if assessment.scope_id.company_id != assessment.company_id:
                assessment.scope_id = assessment.company_id._impact_default_scope()

    @api.depends("period_type", "date_from", "date_to")
    def _compute_comparison(self):
        """Compare with the same days one year earlier, until someone decides otherwise."""
        for assessment in self:
            try:
                previous = assessment._period().previous_year()
            except (PeriodError, TypeError):  # dates reversed, or not typed yet
                assessment.compare_date_from = assessment.compare_date_to = False
            else:
                assessment.compare_date_from = previous.start
                assessment.compare_date_to = previous.last

    @api.depends_context("lang")
    @api.depends("period_type", "date_from", "date_to", "compare_date_from", "compare_date_to")
    def _compute_period_label(self):
        for assessment in self:
            kind = assessment.period_type
            assessment.period_label = period_label(
                self.env, kind, assessment.date_from, assessment.date_to
            )
            assessment.compare_label = period_label(
                self.env, kind, assessment.compare_date_from, assessment.compare_date_to
            )

    @api.depends("question_ids.name", "question_ids.sequence")
    def _compute_main_question(self):
        for assessment in self:
            assessment.main_question = assessment.question_ids[:1].name

    @api.depends("stakeholder_ids")
    def _compute_stakeholder_count(self):
        for assessment in self:
            assessment.stakeholder_count = len(assessment.stakeholder_ids)

    @api.depends("engagement_ids")
    def _compute_engagement_count(self):
        for assessment in self:
            assessment.engagement_count = len(assessment.engagement_ids)

    @api.depends_context("uid")
    def _compute_can_decide(self):
        self.can_decide = self._can_decide()

    @api.constrains("date_from", "compare_date_from", "compare_date_to")
    def _check_comparison(self):
        for assessment in self:
            first, last = assessment.compare_date_from, assessment.compare_date_to
            if bool(first) != bool(last):
                raise ValidationError(
                    self.env._("Give both dates of the comparison period, or neither.")
                )
            if last and last >= assessment.date_from:
                raise ValidationError(
                    self.env._(
                        "The comparison period (%(compared)s) has to end before the "
                        "evaluated one (%(evaluated)s) begins.",
                        compared=assessment.compare_label,
                        evaluated=assessment.period_label,
                    )
                )

    @api.constrains("scope_id", "company_id")
    def _check_scope(self):
        for assessment in self:
            if assessment.scope_id.company_id != assessment.company_id:
                raise ValidationError(
                    self.env._(
                        "The scope “%(scope)s” belongs to another company than the "
                        "assessment: choose one of %(company)s.",
                        scope=assessment.scope_id.display_name,
                        company=assessment.company_id.name,
                    )
                )

    def write(self, vals):
        if LEAD_FIELDS & set(vals) and not self._can_decide():
            raise AccessError(
                self.env._("The lead decides who takes part in an assessment, and when it ends.")
            )
        return super().write(vals)

    def copy_data(self, default=None):
        vals_list = super().copy_data(default)
        if "name" not in (default or {}):
            for assessment, vals in zip(self, vals_list):
                vals["name"] = self.env._("%(name)s (copy)", name=assessment.name)
        return vals_list

    def action_view_stakeholders(self):
        self.ensure_one()
        return self._open(
            "impact_stakeholder_action",
            [("assessment_ids", "in", self.ids)],
            {"default_assessment_ids": self.ids, "default_company_id": self.company_id.id},
        )

    def action_view_engagements(self):
        self.ensure_one()
        return self._open(
            "impact_engagement_action",
            [("assessment_id", "=", self.id)],
            {"default_assessment_id": self.id},
        )

    def _can_decide(self):
        return self.env.su or self.env.user.has_group("vises_impact.group_lead")

    def _open(self, action, domain, context):
        """One of the addon's actions, on the records that belong to this assessment."""
        values = self.env["ir.actions.act_window"]._for_xml_id(f"vises_impact.{action}")
        return {**values, "domain": domain, "context": context}

    def _period(self):
        """The evaluated period.

        :raises PeriodError: where it ends before it begins.
        """
        self.ensure_one()
        return Period.inclusive(self.period_type, self.date_from, self.date_to)

    def _comparison_period(self):
        """The period that the evaluated one is compared with, or None."""
        self.ensure_one()
        if not self.compare_date_from or not self.compare_date_to:
            return None
        return Period.inclusive(self.period_type, self.compare_date_from, self.compare_date_to)
