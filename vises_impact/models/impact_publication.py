"""What leaves the enterprise, or is kept as it was: to whom, for what purpose, by what right."""

from dateutil.relativedelta import relativedelta
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.misc import clean_context

# What decides which figures are printed.
CHOICES = frozenset({"assessment_id", "scope_id", "kind", "set_ids", "with_breakdowns"})
# What only the steps of this model write.
KEPT = frozenset(
    {
        "state",
        "threshold",
        "frozen_on",
        "frozen_by_id",
        "withdrawn_reason",
        "line_ids",
        "workbook",
        "workbook_exact",
        "report",
        "company_id",
    }
)
RETENTION = relativedelta(years=5)  # Regulation (EU) 2021/1060, article 82


class ImpactPublication(models.Model):
    """A report or a transmission of an assessment's figures, frozen as it went out.

    As a draft it shows which figures its recipient will read and which are hidden from
    them. Once it is frozen, figures and files stay as they are, and who sent what to whom,
    when, why and by what right stays on record. How the figures are gathered stands in
    ``impact_publication_snapshot``.

    A **return** holds exact figures for one recipient, who has a right to them. Those that
    are hidden inside the enterprise are added by a reader of exact figures alone, with his
    or her own rights, and nobody else reads them afterwards.
    """

    _name = "impact.publication"
    _description = "Publication"
    _inherit = ["mail.thread"]
    _order = "frozen_on desc, id desc"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    assessment_id = fields.Many2one(
        "impact.assessment", required=True, index=True, ondelete="restrict"
    )
    # Where the assessment was then: it stays there, whatever becomes of the assessment.
    company_id = fields.Many2one(
        "res.company",
        compute="_compute_company_id",
        store=True,
        precompute=True,
        index=True,
        ondelete="restrict",
    )
    scope_id = fields.Many2one(
        "impact.scope",
        compute="_compute_scope_id",
        store=True,
        readonly=False,
        precompute=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        help="A funder or an authority may ask for the figures of one agreement or project.",
    )
    kind = fields.Selection(
        [
            ("internal", "Inside the enterprise"),
            ("public", "The public"),
            ("return", "A funder or an authority"),
        ],
        "For",
        required=True,
        default="public",
        tracking=True,
        help="Who will read it. Inside the enterprise and to the public, figures of small "
        "groups are hidden; a funder or an authority receives exact figures, as an agreement "
        "or a decree says.",
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Recipient",
        check_company=True,
        index="btree_not_null",
        tracking=True,
        ondelete="restrict",
    )
    purpose = fields.Char(tracking=True, help="What the recipient needs the figures for.")
    legal_basis = fields.Selection(
        [
            ("obligation", "Legal obligation"),
            ("public_task", "Task in the public interest"),
            ("contract", "Agreement or contract"),
        ],
        "Legal basis",
        tracking=True,
        help="Why exact figures may be passed on (GDPR, article 6).",
    )
    legal_reference = fields.Char(
        "Agreement or decree",
        tracking=True,
        help="The agreement, contract, law or decree that asks for these figures, with its "
        "number and date.",
    )
    set_ids = fields.Many2many(
        "impact.indicator.set",
        string="Indicator sets",
        help="Figures of these sets are sent, and no others: no more than the purpose needs.",
    )
    with_breakdowns = fields.Boolean(
        "With breakdowns", help="Send the breakdowns too, by sex, age or contract."
    )
    keep_until = fields.Date(
        "Figures kept until",
        compute="_compute_keep_until",
        store=True,
        readonly=False,
        tracking=True,
        help="After this day the figures and files are deleted. That they were sent, to whom, "
        "why and by what right stays on record.",
    )
    state = fields.Selection(
        [("draft", "Draft"), ("frozen", "Final"), ("withdrawn", "Withdrawn")],
        "Status",
        required=True,
        default="draft",
        copy=False,
        tracking=True,
    )
    threshold = fields.Integer("Smallest group shown", readonly=True, copy=False)
    rule_text = fields.Char("Rule", compute="_compute_rule_text")
    frozen_on = fields.Datetime("Date", readonly=True, copy=False)
    frozen_by_id = fields.Many2one("res.users", "By", readonly=True, copy=False)
    withdrawn_reason = fields.Text("Why withdrawn", readonly=True, copy=False)
    told_reason = fields.Text(
        "Why it is published all the same", copy=False, help="It stays on record."
    )
    needs_exact = fields.Boolean(
        "Holds figures that are hidden inside", compute="_compute_needs_exact"
    )
    can_freeze = fields.Boolean("May be frozen by me", compute="_compute_needs_exact")

    _return_is_founded = models.Constraint(
        "CHECK(kind != 'return' OR state = 'draft' OR (partner_id IS NOT NULL AND legal_basis IS NOT "
        "NULL AND COALESCE(purpose, '') != '' AND COALESCE(legal_reference, '') != ''))",
        "Exact figures need a recipient, a purpose, a legal basis and the agreement or decree.",
    )

    @api.depends("assessment_id")
    def _compute_company_id(self):
        for publication in self:
            publication.company_id = publication.assessment_id.company_id

    @api.depends("assessment_id", "kind")
    def _compute_scope_id(self):
        """That of the assessment; a return may be about another."""
        for publication in self:
            scope, whole = publication.scope_id, publication.assessment_id.scope_id
            keeps = publication.kind == "return" and scope.company_id == whole.company_id
            publication.scope_id = scope if scope and keeps else whole

    @api.depends("kind")
    def _compute_keep_until(self):
        for publication in self:
            end = fields.Date.today().replace(month=12, day=31) + RETENTION
            publication.keep_until = publication.kind == "return" and (
                publication.keep_until or end
            )

    @api.depends_context("lang")
    @api.depends("kind", "company_id", "state", "threshold")
    def _compute_rule_text(self):
        for publication in self:
            smallest = publication.threshold
            if publication.state == "draft" and publication.company_id:
                smallest = publication._recipient().threshold
            publication.rule_text = (
                self.env._("Groups of %(number)d people or more", number=smallest)
                if smallest
                else self.env._("Exact figures")
            )

    @api.depends_context("uid")
    @api.depends("kind", "state", "line_ids.status")
    def _compute_needs_exact(self):
        for publication in self:
            publication.needs_exact = publication.kind == "return" and (
                "suppressed" in publication.line_ids.mapped("status")
            )
            publication.can_freeze = publication.state == "draft" and publication._may_freeze()

    def _recipient(self):
        """The rule by which figures are shown to whom this is for."""
        self.ensure_one()
        return self.env["impact.publication.view"]._recipient(self.kind, self.company_id)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._guard_kept(name for name in vals if vals[name] != "draft")
        # Defaults from outside would be another way to write what buttons write.
        self = self.with_env(self.env(context=clean_context(self.env.context)))
        publications = super().create(vals_list)
        for publication in publications:
            publication._prepare()
        return publications

    def write(self, vals):
        changed = {name for name in vals if not name.startswith("message_")}
        self._guard_kept(changed)
        if changed and any(publication.state != "draft" for publication in self):
            raise UserError(
                self.env._(
                    "What went out stays as it was: make another publication, and withdraw "
                    "this one if it was wrong."
                )
            )
        result = super().write(vals)
        if CHOICES & changed:
            for publication in self:
                publication._prepare()
        return result

    def _guard_kept(self, names):
        """Nobody writes a step, a date or a file by hand.

        :raises AccessError: for a field that a button writes.
        """
        if kept := KEPT & set(names):
            labels = (self._fields[name]._description_string(self.env) for name in sorted(kept))
            raise AccessError(self.env._("“%(fields)s” cannot be typed.", fields=", ".join(labels)))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_frozen(self):
        if any(publication.state != "draft" for publication in self):
            raise UserError(
                self.env._("What went out stays on record: withdraw it, if it was wrong.")
            )

    def action_update(self):
        """Gather the figures anew, as they stand now."""
        self.check_access("write")
        for publication in self:
            publication._prepare()
        return True

    def action_freeze(self):
        """Freeze what is shown, make its files, and put on record to whom it goes.

        Where figures changed since they were shown, they are shown again instead.

        :raises AccessError: for those who may not; see ``_may_freeze``.
        :raises UserError: for what is missing, and for texts that tell hidden figures.
        """
        self.ensure_one()
        self.check_access("write")
        self._check_complete()
        document = self._document()
        if self._hold(document):
            return self._say_changed()
        if not self._may_freeze():
            raise AccessError(self._who_freezes())
        if (places := self._told(document)) and not self.told_reason:
            raise UserError(
                self.env._(
                    "The texts of the assessment tell figures that are hidden: change them, or "
                    "say why it is published all the same.\n%(places)s",
                    places=places,
                )
            )
        self._fix(
            {
                **self._files(document),
                "state": "frozen",
                "threshold": self._recipient().threshold,
                "frozen_on": fields.Datetime.now(),
                "frozen_by_id": self.env.uid,
            }
        )
        self.message_post(body=self._record_text())
        return True

    def action_withdraw(self):
        """Ask why it is withdrawn."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Withdraw"),
            "res_model": "impact.publication.withdrawal",
            "view_mode": "form",
            "target": "new",
            "context": {"default_publication_id": self.id},
        }

    def _withdraw(self, reason: str):
        """Say of what went out that it no longer holds; it stays on record.

        :raises AccessError: for those who do not lead evaluations.
        """
        self.ensure_one()
        self.check_access("write")
        if not self.env.user.has_group("vises_impact.group_lead"):
            raise AccessError(self.env._("Only the evaluation lead may withdraw a publication."))
        if self.state != "frozen":
            raise UserError(self.env._("Only what went out can be withdrawn."))
        self._fix({"state": "withdrawn", "withdrawn_reason": reason})
        self.message_post(body=self.env._("Withdrawn: %(reason)s", reason=reason))

    def _fix(self, vals):
        """Write what only the steps of this model write."""
        past_the_guard = super()
        return past_the_guard.write(vals)
