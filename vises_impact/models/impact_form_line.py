"""Lines of collection forms: a respondent's answer to one question."""

import math

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from .figure import Figure
from .impact_indicator import AUTOMATIC_KINDS

FIGURES = ("value", "numerator", "denominator")
ANSWER_FIELDS = frozenset({*FIGURES, "mark", "comment", "attachment_ids"})
# Ten digits before the decimal point: what the column of a figure holds.
TOO_LARGE = 1e10


class ImpactFormLine(models.Model):
    """What is asked, what was answered, and what the lead made of it."""

    _name = "impact.form.line"
    _description = "Figure asked for"
    _order = "form_id, sequence, id"
    _rec_name = "indicator_id"

    form_id = fields.Many2one(
        "impact.form", required=True, index=True, ondelete="cascade", readonly=True
    )
    campaign_id = fields.Many2one(related="form_id.campaign_id", store=True, index=True)
    company_id = fields.Many2one(related="form_id.company_id", store=True, index=True)
    respondent_id = fields.Many2one(related="form_id.respondent_id", store=True)
    form_state = fields.Selection(related="form_id.state", string="Form status")
    is_open = fields.Boolean(related="form_id.is_open")
    sequence = fields.Integer(default=10)
    indicator_id = fields.Many2one(
        "impact.indicator", required=True, index=True, ondelete="restrict", readonly=True
    )
    version_id = fields.Many2one(
        "impact.indicator.version", required=True, index=True, ondelete="restrict", readonly=True
    )
    name = fields.Char(related="indicator_id.name", string="Question")
    code = fields.Char(related="indicator_id.code")
    theme = fields.Selection(related="indicator_id.theme", store=True)
    unit = fields.Selection(related="indicator_id.unit")
    unit_label = fields.Char("Unit label", compute="_compute_unit_label")
    definition = fields.Text(related="version_id.definition")
    form_input = fields.Selection(related="version_id.form_input")
    form_rule = fields.Selection(related="version_id.form_rule")
    numerator_label = fields.Char(related="version_id.numerator_label")
    denominator_label = fields.Char(related="version_id.denominator_label")

    value = Figure("Figure", compute="_compute_value", store=True, readonly=False)
    numerator = Figure("Part")
    denominator = Figure("Whole")
    mark = fields.Selection(
        [("not_applicable", "Not applicable"), ("not_measured", "Not measured")],
        "No figure because",
        help="Not applicable: the question does not concern you. Not measured: it does, but "
        "nobody counted. Neither is ever read as zero.",
    )
    status = fields.Selection(
        [
            ("empty", "To answer"),
            ("answered", "Answered"),
            ("not_applicable", "Not applicable"),
            ("not_measured", "Not measured"),
        ],
        compute="_compute_status",
        store=True,
    )
    shown = fields.Char("Answer", compute="_compute_shown")
    comment = fields.Text(help="Where the figure comes from, what explains it.")
    attachment_ids = fields.Many2many("ir.attachment", string="Supporting documents")
    is_chosen = fields.Boolean(
        "Chosen", copy=False, help="The lead took this answer among those of several people."
    )
    result_id = fields.Many2one(
        "impact.result",
        index="btree_not_null",
        ondelete="set null",
        readonly=True,
        copy=False,
        groups="vises_impact.group_lead,vises_impact.group_accompanist",
    )
    previous_shown = fields.Char("Last time", compute="_compute_known_figures")
    previous_label = fields.Char("Period before", compute="_compute_known_figures")
    proposal_shown = fields.Char("Proposal", compute="_compute_known_figures")
    proposal_value = Figure(compute="_compute_known_figures")
    proposal_numerator = Figure(compute="_compute_known_figures")
    proposal_denominator = Figure(compute="_compute_known_figures")
    note = fields.Char(
        compute="_compute_known_figures",
        help="Why Odoo could not count the figure by itself, or not all of it.",
    )

    _one_line = models.Constraint(
        "UNIQUE(form_id, indicator_id)", "This figure is asked for already."
    )
    _mark_or_figure = models.Constraint(
        "CHECK(mark IS NULL OR (value IS NULL AND numerator IS NULL AND denominator IS NULL))",
        "Either type a figure, or say why there is none.",
    )

    @api.depends("numerator", "denominator", "version_id", "mark")
    def _compute_value(self):
        """The share, from its parts; what is typed as one number stays."""
        for line in self:
            if line.form_input == "ratio":
                line.value = line._ratio(line.numerator, line.denominator)
            elif line.mark:
                line.value = None

    @api.depends("value", "mark")
    def _compute_status(self):
        for line in self:
            # A computed figure on an empty recordset is False, a missing one None.
            missing = line.value is None or line.value is False
            line.status = line.mark or ("empty" if missing else "answered")

    @api.depends_context("lang")
    @api.depends("value", "status")
    def _compute_shown(self):
        marks = dict(self._fields["status"]._description_selection(self.env))
        for line in self:
            if line.status == "answered":
                line.shown = line.indicator_id._format(line.value, line.company_id)
            else:
                line.shown = marks.get(line.status) if line.mark else ""

    @api.depends_context("lang")
    @api.depends("unit", "company_id")
    def _compute_unit_label(self):
        labels = dict(self.env["impact.indicator"]._fields["unit"]._description_selection(self.env))
        for line in self:
            if line.unit == "currency":
                line.unit_label = line.company_id.currency_id.symbol
            else:
                line.unit_label = (
                    "" if line.unit in ("number", "ratio", "yes_no") else labels.get(line.unit)
                )

    @api.depends_context("lang", "uid")
    @api.depends("indicator_id", "campaign_id.date_from", "campaign_id.date_to")
    def _compute_known_figures(self):
        """What is known already: last period's figure, and what Odoo counted by itself."""
        for campaign, lines in self.grouped("campaign_id").items():
            period = campaign._period()
            before = period.previous_year()
            previous = lines._results(campaign, before)
            present = lines._results(campaign, period)
            label = campaign._label_of(before)
            for line in lines:
                old = previous.get(line.indicator_id)
                line.previous_shown = old.shown if old else ""
                line.previous_label = label
                line._set_proposal(present.get(line.indicator_id))

    def _results(self, campaign, period):
        """By indicator, the result of a period on the campaign's scope, as it may be shown."""
        # sudo: respondents may not read results. What is taken from these is what is
        # shown inside the company: small groups are hidden, exact figures are not read.
        results = (
            self.env["impact.result"]
            .sudo()
            .search(
                [
                    ("indicator_id", "in", self.indicator_id.ids),
                    ("company_id", "=", campaign.company_id.id),
                    ("organisation_id", "=", campaign.company_id.partner_id.id),
                    ("scope_id", "=", campaign.scope_id.id),
                    ("period_type", "=", campaign.period_type),
                    ("date_from", "=", period.start),
                    ("date_to", "=", period.last),
                    ("cell_id.key", "in", ("", False)),
                ]
            )
        )
        return {result.indicator_id: result for result in results}

    def _set_proposal(self, result):
        """A figure that Odoo counted itself for this very period, or why there is none."""
        self.proposal_shown = self.note = ""
        self.proposal_value = self.proposal_numerator = self.proposal_denominator = None
        if not result:
            return
        source = result if result.origin == "computed" else result._computed_proposal()
        if source and source.status in ("measured", "estimated"):
            self.proposal_shown = source.shown
            for name in FIGURES:
                self[f"proposal_{name}"] = source[name]
        if self.version_id.kind in AUTOMATIC_KINDS and result.origin == "computed":
            if result.status == "estimated":
                self.note = self.env._("Odoo could count a part of the records only.")
            elif result.status == "missing":
                self.note = result.reason_text or self.env._("Odoo could not count this figure.")

    @api.constrains(*FIGURES)
    def _check_figures(self):
        for line in self:
            problem = line._problem()
            if problem:
                raise ValidationError(
                    self.env._(
                        "%(indicator)s: %(problem)s",
                        indicator=line.indicator_id.display_name,
                        problem=problem,
                    )
                )

    def _problem(self):
        """What is wrong with the figures of this line, in words; None if nothing is."""
        typed = [self[name] for name in FIGURES if self[name] is not None]
        if not typed:
            return None
        if self.unit not in ("currency", "points") and min(typed) < 0:
            return self.env._("a figure below zero is not possible here.")
        parts = [one for one in (self.numerator, self.denominator) if one is not None]
        if self.unit == "persons" and any(figure % 1 for figure in (self.value or 0, *parts)):
            return self.env._("people are counted in whole numbers.")
        if self.form_input == "ratio" and self.denominator == 0:
            return self.env._(
                "the whole is zero, so there is no share. Mark it “Not applicable” instead."
            )
        if self.form_input == "ratio" and len(parts) < 2 and self.value is not None:
            return self.env._("type the part and the whole, not the share.")
        if self.unit == "yes_no" and self.value not in (0, 1):
            return self.env._("answer yes or no.")
        if self.unit == "score" and self.value is not None and self.value > 10:
            return self.env._("a score lies between 0 and 10.")
        if self.unit != "percent" or self.version_id.may_exceed_whole:
            return None
        if len(parts) == 2 and self.numerator > self.denominator:
            return self.env._("the part is larger than the whole.")
        if self.value is not None and self.value > 100:
            return self.env._("a share lies between 0 and 100 %.")
        return None

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create([self._clean(vals) for vals in vals_list])
        lines._own_attachments()
        return lines

    def write(self, vals):
        self._check_may_write(vals)
        vals = self._clean(vals)
        result = super().write(vals)
        if "attachment_ids" in vals:
            self._own_attachments()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_submitted(self):
        for line in self:
            if line.form_state != "draft":
                raise UserError(self.env._("A form that was submitted keeps its figures."))

    def action_take_proposal(self):
        """Answer with the figure that Odoo counted."""
        for line in self:
            if not line.proposal_shown:
                raise UserError(self.env._("There is no proposal for this figure."))
            parts = line.form_input == "ratio"
            if parts and line.proposal_denominator is None:
                raise UserError(self.env._("The proposal has no parts: type them yourself."))
            names = ("numerator", "denominator") if parts else ("value",)
            line.write({name: line[f"proposal_{name}"] for name in names})
        return True

    def action_choose(self):
        """The lead takes this answer for the result, among those of several people."""
        self.ensure_one()
        self.form_id._check_lead()
        if self.form_state != "validated":
            raise UserError(self.env._("Validate the form of this answer first."))
        if self.form_rule != "lead":
            raise UserError(self.env._("No choice is needed: answers are put together by rule."))
        others = self.campaign_id.line_ids.filtered(
            lambda line: line.indicator_id == self.indicator_id and line != self
        )
        others.is_chosen = False
        self.is_chosen = True
        self.campaign_id._promote(self.indicator_id)
        return True

    def _check_may_write(self, vals):
        """Answers change while the form is open; what is asked never does."""
        names = set(vals)
        if self.env.su:
            return
        if names - ANSWER_FIELDS - {"is_chosen", "sequence", "result_id"}:
            raise AccessError(self.env._("What a form asks for stays as it is."))
        if names - ANSWER_FIELDS and not self.env.user.has_group("vises_impact.group_lead"):
            raise AccessError(self.env._("Only the evaluation lead chooses between answers."))
        if names & ANSWER_FIELDS:
            for form in self.form_id:
                form._check_open()

    def _clean(self, vals):
        """Numbers are numbers; a figure takes a mark away, and a mark the figure."""
        vals = dict(vals)
        for name in FIGURES:
            if name in vals:
                vals[name] = self._number(vals[name])
        if vals.get("mark"):
            vals.update(dict.fromkeys(FIGURES))
        elif any(vals.get(name) is not None for name in FIGURES):
            vals["mark"] = False
        return vals

    def _number(self, typed):
        """``typed`` as a number, None when nothing is typed; zero is a number.

        :raises ValidationError: where it is neither.
        """
        if typed is None or typed is False or typed == "":
            return None
        try:
            number = float(typed)
        except (TypeError, ValueError):
            number = math.nan
        if not math.isfinite(number):
            raise ValidationError(
                self.env._("“%(typed)s” is not a number: type digits only.", typed=typed)
            )
        if abs(number) >= TOO_LARGE:
            raise ValidationError(
                self.env._("%(typed)s is too large: check the figure.", typed=typed)
            )
        return number

    def _ratio(self, part, whole):
        """``factor × part ÷ whole`` in the unit of the indicator; None where one of them is missing."""
        if part is None or part is False or not whole:
            return None
        factor = 100 if self.unit == "percent" else self.version_id.form_factor
        return factor * part / whole

    def _own_attachments(self):
        """Tie the documents to their line: whoever reads the line then reads them."""
        for line in self:
            files = line.attachment_ids
            files.check_access("read")
            loose = files.filtered(lambda file: not file.res_id)
            loose.write({"res_model": self._name, "res_id": line.id})
            if any((file.res_model, file.res_id) != (self._name, line.id) for file in files):
                raise UserError(
                    self.env._("A document belongs to one figure: attach the file once more.")
                )
