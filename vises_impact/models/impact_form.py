"""Collection forms: one respondent's sheet in a campaign."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

# Only the steps below, and what is worked out from others, change these.
STEP_FIELDS = frozenset(
    {
        "campaign_id",
        "respondent_id",
        "state",
        "submitted_date",
        "validated_date",
        "validated_by_id",
        "sent_back_note",
        "company_id",
        "deadline",
        "line_count",
        "answered_count",
    }
)
TODO = "mail.mail_activity_data_todo"


class ImpactForm(models.Model):
    """What one person is asked for: filled in, submitted, then validated by the lead."""

    _name = "impact.form"
    _description = "Collection form"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "deadline desc, id desc"

    campaign_id = fields.Many2one(
        "impact.campaign", required=True, index=True, ondelete="cascade", readonly=True
    )
    respondent_id = fields.Many2one(
        "res.users", required=True, index=True, ondelete="restrict", readonly=True
    )
    company_id = fields.Many2one(related="campaign_id.company_id", store=True, index=True)
    assessment_id = fields.Many2one(related="campaign_id.assessment_id")
    scope_id = fields.Many2one(related="campaign_id.scope_id")
    lead_id = fields.Many2one(related="campaign_id.lead_id")
    period_label = fields.Char(related="campaign_id.period_label")
    deadline = fields.Date(related="campaign_id.deadline", store=True)
    campaign_state = fields.Selection(related="campaign_id.state", string="Campaign status")
    line_ids = fields.One2many("impact.form.line", "form_id", "Figures asked for")
    state = fields.Selection(
        [("draft", "To fill in"), ("submitted", "Submitted"), ("validated", "Validated")],
        "Status",
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
    )
    submitted_date = fields.Datetime("Submitted on", readonly=True, copy=False)
    validated_date = fields.Datetime("Validated on", readonly=True, copy=False)
    validated_by_id = fields.Many2one("res.users", "Validated by", readonly=True, copy=False)
    sent_back_note = fields.Text(
        "Why it was sent back", readonly=True, copy=False, help="Written by the lead."
    )
    line_count = fields.Integer("Number of figures", compute="_compute_progress", store=True)
    answered_count = fields.Integer("Answered", compute="_compute_progress", store=True)
    progress_text = fields.Char("Progress", compute="_compute_progress_text")
    is_open = fields.Boolean("Can be filled in", compute="_compute_is_open")
    is_overdue = fields.Boolean("Overdue", compute="_compute_is_open")
    can_validate = fields.Boolean("May validate", compute="_compute_can_validate")
    can_do_both = fields.Boolean(
        "May submit and validate",
        compute="_compute_can_validate",
        help="The respondent leads the evaluation: a team of one.",
    )

    _one_form = models.Constraint(
        "UNIQUE(campaign_id, respondent_id)",
        "This person has a form in this campaign already.",
    )

    @api.depends("campaign_id.name", "respondent_id.name")
    def _compute_display_name(self):
        for form in self:
            form.display_name = f"{form.campaign_id.name} – {form.respondent_id.name}"

    @api.depends("line_ids.status")
    def _compute_progress(self):
        for form in self:
            form.line_count = len(form.line_ids)
            form.answered_count = len(form.line_ids.filtered(lambda line: line.status != "empty"))

    @api.depends_context("lang")
    @api.depends("line_count", "answered_count")
    def _compute_progress_text(self):
        for form in self:
            form.progress_text = self.env._(
                "%(answered)s of %(asked)s answered",
                answered=form.answered_count,
                asked=form.line_count,
            )

    @api.depends("state", "campaign_state", "deadline")
    def _compute_is_open(self):
        today = fields.Date.context_today(self)
        for form in self:
            form.is_open = form.state == "draft" and form.campaign_state == "open"
            form.is_overdue = bool(form.is_open and form.deadline and form.deadline < today)

    @api.depends_context("uid")
    @api.depends("respondent_id")
    def _compute_can_validate(self):
        leads = self._leads()
        for form in self:
            form.can_validate = leads
            form.can_do_both = leads and form.respondent_id == self.env.user

    def write(self, vals):
        if STEP_FIELDS & set(vals) and not self.env.su:
            raise AccessError(
                self.env._("A form advances by its buttons: submit, validate, send back.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_validated(self):
        if any(form.state == "validated" for form in self):
            raise UserError(self.env._("Results were made from a validated form: it stays."))

    def action_submit(self):
        """Hand the figures to the lead; each question has an answer by then."""
        for form in self:
            form.check_access("write")
            form._check_open()
            form._check_complete()
            form._step(
                state="submitted", submitted_date=fields.Datetime.now(), sent_back_note=False
            )
            form._asked_no_more()
            if not form.can_do_both:
                form._tell_lead()
        return True

    def action_validate(self):
        """Accept the figures, and make results of them."""
        self._check_lead()
        for form in self:
            if form.state != "submitted":
                raise UserError(
                    self.env._(
                        "“%(name)s” has not been submitted: only then it can be validated.",
                        name=form.display_name,
                    )
                )
            form._step(
                state="validated",
                validated_date=fields.Datetime.now(),
                validated_by_id=self.env.uid,
            )
            form._asked_no_more()
            form.campaign_id._promote(form.line_ids.indicator_id)
        return True

    def action_submit_and_validate(self):
        """Both steps at once, for a lead who fills in the figures alone."""
        self._check_lead()
        return self.action_submit() and self.action_validate()

    def action_ask_back(self):
        """Ask what the respondent should look at again."""
        self.ensure_one()
        self._check_lead()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Send back"),
            "res_model": "impact.form.send.back",
            "view_mode": "form",
            "target": "new",
            "context": {"default_form_id": self.id},
        }

    def _send_back(self, note):
        """Open the form again for its respondent, and say why."""
        self._check_lead()
        for form in self:
            if form.state == "draft":
                raise UserError(self.env._("“%(name)s” is open already.", name=form.display_name))
            if form.campaign_state != "open":
                raise UserError(
                    self.env._("The campaign is closed: open it again before sending a form back.")
                )
            form._asked_no_more()
            form._step(
                state="draft",
                submitted_date=False,
                validated_date=False,
                validated_by_id=False,
                sent_back_note=note,
            )
            form.message_post(
                body=note,
                subject=self.env._("Sent back"),
                partner_ids=form.respondent_id.partner_id.ids,
            )
            form._ask(lambda form: form.env._("Please look at your figures again."), note)

    def _step(self, **values):
        # sudo: nobody writes these fields directly; the caller checked who may take
        # this step, and on which form.
        self.sudo().write(values)

    def _leads(self):
        return self.env.su or self.env.user.has_group("vises_impact.group_lead")

    def _check_lead(self):
        if not self._leads():
            raise AccessError(self.env._("Only the evaluation lead validates or sends back forms."))
        self.check_access("write")

    def _check_open(self):
        self.ensure_one()
        if self.campaign_state != "open":
            raise UserError(
                self.env._(
                    "The campaign “%(name)s” is not open: ask its lead.",
                    name=self.campaign_id.name,
                )
            )
        if self.state != "draft":
            raise UserError(
                self.env._(
                    "This form was submitted. Ask %(lead)s to send it back to change a figure.",
                    lead=self.lead_id.name,
                )
            )

    def _check_complete(self):
        """Each line is answered or marked.

        :raises UserError: with the list of what is missing.
        """
        missing = self.line_ids.filtered(lambda line: line.status == "empty")
        if missing:
            raise UserError(
                self.env._(
                    "Some figures are missing. Type them, or mark them “Not applicable” or "
                    "“Not measured”:\n%(list)s",
                    list="\n".join(f"• {line.indicator_id.display_name}" for line in missing),
                )
            )

    def _sync_lines(self):
        """Ask for each indicator of the campaign, in the order of themes and codes."""
        values = []
        for form in self:
            asked = form.campaign_id.indicator_ids.sorted(lambda one: (one.theme, one.code))
            for number, indicator in enumerate(asked, start=1):
                if indicator not in form.line_ids.indicator_id:
                    values.append(
                        {
                            "form_id": form.id,
                            "indicator_id": indicator.id,
                            "version_id": indicator.current_version_id.id,
                            "sequence": number * 10,
                        }
                    )
        self.env["impact.form.line"].create(values)

    def _ask(self, summary, note=""):
        """Put the form on its respondent's list of activities, once.

        ``summary`` gives the words for a form, in the language of that form's environment.
        """
        for form in self:
            in_their_words = form.with_context(lang=form.respondent_id.lang)
            form._asked_no_more()
            form.activity_schedule(
                TODO,
                date_deadline=form.deadline or None,
                summary=summary(in_their_words),
                note=note,
                user_id=form.respondent_id.id,
            )

    def _asked_no_more(self):
        # sudo: a respondent who submits closes the activity that the lead made.
        self.sudo().activity_unlink([TODO])

    def _tell_lead(self):
        in_their_words = self.with_context(lang=self.lead_id.lang)
        self.activity_schedule(
            TODO,
            summary=in_their_words.env._("Figures to validate"),
            user_id=self.lead_id.id,
        )
