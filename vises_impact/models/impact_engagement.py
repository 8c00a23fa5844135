"""Engagements: the moments in which stakeholders take part in the evaluation."""

from dateutil.relativedelta import relativedelta
from odoo import api, fields, models
from odoo.exceptions import ValidationError

METHODS = [
    ("workshop", "Workshop"),
    ("interview", "Interview"),
    ("focus_group", "Focus group"),
    ("survey", "Survey"),
    ("assembly", "Assembly"),
    ("observation", "Observation"),
    ("other", "Other"),
]
RETENTION = relativedelta(months=24)
PURGE_BATCH = 200


class ImpactEngagement(models.Model):
    _name = "impact.engagement"
    _description = "Stakeholder engagement"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"
    _check_company_auto = True

    name = fields.Char(required=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        compute="_compute_company_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    assessment_id = fields.Many2one(
        "impact.assessment", ondelete="cascade", index=True, check_company=True
    )
    stage_template = fields.Selection(related="assessment_id.stage_template", string="Stages of")
    stage_id = fields.Many2one(
        "impact.stage",
        compute="_compute_stage_id",
        store=True,
        readonly=False,
        ondelete="set null",
        help="The stage of the assessment in which it took place.",
    )
    date = fields.Date(required=True, default=fields.Date.context_today, tracking=True)
    method = fields.Selection(METHODS, required=True, default="workshop", tracking=True)
    survey_id = fields.Many2one(
        "survey.survey",
        "Questionnaire",
        index="btree_not_null",
        groups="vises_impact.group_lead",
        domain="[('impact_company_id', '=', company_id)]",
        help="The questionnaire that was answered.",
    )
    facilitator = fields.Char(help="Who led the exchange.")
    participant_line_ids = fields.One2many(
        "impact.engagement.participant",
        "engagement_id",
        string="Who took part",
        copy=True,
        help="How many people of each category took part. No names.",
    )
    participant_count = fields.Integer("Participants", compute="_compute_participants", store=True)
    category_ids = fields.Many2many(
        "impact.stakeholder.category",
        compute="_compute_participants",
        store=True,
        string="Stakeholders present",
    )
    synthesis = fields.Html(
        help="What is kept for good: points of agreement and of disagreement, without "
        "names. Everyone who reads the assessment reads it.",
    )
    minutes = fields.Html(
        copy=False,
        groups="vises_impact.group_lead,vises_impact.group_accompanist",
        help="Working notes, read by the lead and the accompanist only. "
        "They are deleted on the purge date.",
    )
    purge_date = fields.Date(
        "Purge date",
        compute="_compute_purge_date",
        store=True,
        readonly=False,
        copy=False,
        tracking=True,
        help="On this day the minutes and the files attached here are deleted. "
        "The synthesis and the number of participants stay.",
    )
    purged = fields.Boolean(
        readonly=True,
        copy=False,
        string="Minutes deleted",
    )

    @api.depends("assessment_id")
    def _compute_company_id(self):
        for engagement in self:
            engagement.company_id = (
                engagement.assessment_id.company_id or engagement.company_id or self.env.company
            )

    @api.depends("assessment_id")
    def _compute_stage_id(self):
        for engagement in self:
            engagement.stage_id = engagement.assessment_id.stage_id

    @api.depends("participant_line_ids.category_id", "participant_line_ids.count")
    def _compute_participants(self):
        for engagement in self:
            lines = engagement.participant_line_ids
            engagement.participant_count = sum(lines.mapped("count"))
            engagement.category_ids = lines.category_id

    @api.depends("date")
    def _compute_purge_date(self):
        for engagement in self:
            engagement.purge_date = engagement.date and engagement.date + RETENTION

    @api.constrains("date", "purge_date")
    def _check_purge_date(self):
        for engagement in self:
            if not engagement.purge_date or engagement.purge_date < engagement.date:
                raise ValidationError(
                    self.env._(
                        "The minutes of “%(name)s” need a purge date, on or after the "
                        "day of the exchange.",
                        name=engagement.name,
                    )
                )

    @api.autovacuum
    def _gc_minutes(self):
        """Delete minutes and attached files whose purge date has passed, and say so."""
        due = self.search(
            [("purge_date", "<", fields.Date.today()), ("purged", "=", False)],
            limit=PURGE_BATCH,
        )
        due._purge_minutes()
        return len(due), len(due) == PURGE_BATCH

    def _purge_minutes(self):
        files = self.env["ir.attachment"].search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        )
        held = self.filtered("minutes") | self.browse(files.mapped("res_id"))
        files.unlink()
        self.write({"minutes": False, "purged": True})
        for engagement in held:
            engagement._message_log(
                body=self.env._(
                    "The minutes and the files attached here were deleted: their purge "
                    "date has passed."
                )
            )

    def write(self, vals):
        """Minutes that are written again, or kept for longer, come up for purge again."""
        if vals.get("minutes") or vals.get("purge_date"):
            vals = {"purged": False, **vals}
        return super().write(vals)


class ImpactEngagementParticipant(models.Model):
    _name = "impact.engagement.participant"
    _description = "Participants of an engagement"
    _order = "engagement_id, id"
    _rec_name = "category_id"

    engagement_id = fields.Many2one(
        "impact.engagement", required=True, ondelete="cascade", index=True
    )
    category_id = fields.Many2one(
        "impact.stakeholder.category", required=True, ondelete="restrict", index=True
    )
    count = fields.Integer("People", required=True, default=1)

    _category_uniq = models.Constraint(
        "UNIQUE(engagement_id, category_id)",
        "This category is counted already: change its number of people.",
    )
    _count_positive = models.Constraint(
        "CHECK(count > 0)", "The number of people who took part is one or more."
    )
