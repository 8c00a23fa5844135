from collections import defaultdict

from dateutil.relativedelta import relativedelta
from odoo import api, fields, models

from ..engine.period import Period
from ..models.impact_indicator import AUTOMATIC_KINDS
from ..models.res_company import CHARTS
from ..sources.mapping_rules import CHART_OF_TEMPLATE, propose_chart, propose_territory

STEPS = [
    ("accounts", "Accounts"),
    ("territory", "Territory"),
    ("contract_type", "Contract types"),
    ("departure_reason", "Departure reasons"),
    ("partner_tag", "Contact tags"),
    ("job", "Job positions"),
    ("figures", "Figures"),
]


class ImpactReadiness(models.TransientModel):
    """The guided way from nothing to figures, for one company.

    Each opening of the screen is a fresh look at the records. What the screen holds
    is written to the company and to ``impact.mapping`` when a step is applied.
    """

    _name = "impact.readiness"
    _description = "Readiness"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, default=lambda self: self.env.company
    )
    assessment_id = fields.Many2one(
        "impact.assessment", "For the assessment", readonly=True, check_company=True
    )
    step = fields.Selection(STEPS, required=True, default="accounts")
    done_count = fields.Integer("Steps done", compute="_compute_done_count")
    step_count = fields.Integer("Steps", compute="_compute_done_count")
    left_text = fields.Char("Left to do", compute="_compute_done_count")
    chart = fields.Selection(CHARTS, string="Chart of accounts for impact figures")
    chart_note = fields.Char("Note on the chart of accounts", readonly=True)
    territory = fields.Char(
        "First digits of postcodes",
        help="Postcodes that you call local, by their first digits: “59, 62” or “7, 60”. "
        "Abroad, with the country’s code before them: “59, 62, BE-77”.",
    )
    territory_note = fields.Char("Note on the territory", readonly=True)
    contract_line_ids = fields.One2many(
        "impact.readiness.line",
        "readiness_id",
        "Contract types",
        domain=[("kind", "=", "contract_type")],
    )
    departure_line_ids = fields.One2many(
        "impact.readiness.line",
        "readiness_id",
        "Departure reasons",
        domain=[("kind", "=", "departure_reason")],
    )
    tag_line_ids = fields.One2many(
        "impact.readiness.line",
        "readiness_id",
        "Contact tags",
        domain=[("kind", "=", "partner_tag")],
    )
    job_line_ids = fields.One2many(
        "impact.readiness.line", "readiness_id", "Job positions", domain=[("kind", "=", "job")]
    )
    contract_note = fields.Char("Note on contract types", readonly=True)
    scope_id = fields.Many2one("impact.scope", required=True, check_company=True)
    year = fields.Integer(
        required=True,
        default=lambda self: (fields.Date.context_today(self) - relativedelta(years=1)).year,
    )
    every_indicator = fields.Boolean(
        "All indicators",
        help="Also those that no assessment follows yet: what else would fill in by itself.",
    )
    period_text = fields.Char("Period", compute="_compute_period_text")
    figure_ids = fields.One2many("impact.readiness.figure", "readiness_id")

    @api.depends("company_id")
    def _compute_display_name(self):
        for readiness in self:
            readiness.display_name = self.env._("Readiness")

    @api.depends("assessment_id", "year")
    def _compute_period_text(self):
        for readiness in self:
            assessment = readiness.assessment_id
            readiness.period_text = assessment.period_label or str(readiness.year)

    @api.depends("figure_ids", "step")
    def _compute_done_count(self):
        labels = dict(self._fields["step"]._description_selection(self.env))
        for readiness in self:
            left = readiness._open_steps(readiness.company_id)
            if not readiness.figure_ids or any(readiness.figure_ids.mapped("is_missing")):
                left.append("figures")
            readiness.step_count = len(labels)
            readiness.done_count = len(labels) - len(left)
            readiness.left_text = ", ".join(labels[step] for step in left)

    @api.model
    def action_open(self, assessment=None):
        """Open the screen for the current company, or for an assessment.

        It begins at the first step where something is left to do.
        """
        company = assessment.company_id if assessment else self.env.company
        scope = assessment.scope_id if assessment else company._impact_default_scope()
        readiness = self.create(
            {
                "company_id": company.id,
                "assessment_id": assessment.id if assessment else False,
                "scope_id": scope.id,
                "step": next(iter(self._open_steps(company)), "figures"),
            }
        )
        readiness._fill()
        return readiness._reopen()

    def _reopen(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "vises_impact.impact_readiness_action"
        )
        return {**action, "res_id": self.id}

    def action_apply(self):
        """Write what the current step says, and go on to the next one."""
        self.ensure_one()
        self._apply([self.step])
        steps = self._steps()
        self.step = steps[min(steps.index(self.step) + 1, len(steps) - 1)]
        if self.step == "figures":
            self._compute_figures()
        self._fill()
        return True

    def action_apply_all(self):
        """Write what all steps say, compute, and show the figures."""
        self.ensure_one()
        self._apply(self._steps())
        self.step = "figures"
        self._compute_figures()
        self._fill()
        return True

    def action_other_jobs(self):
        """Say of the jobs in use that nothing was said of that they are other jobs."""
        self.ensure_one()
        rest = self.job_line_ids.filtered(lambda line: line.in_use and not line.job_class)
        rest.job_class = "other"
        return True

    def action_refresh(self):
        """Look at the records again; at the last step, compute the figures first."""
        self.ensure_one()
        if self.step == "figures":
            self._compute_figures()
        self._fill()
        return True

    def action_assessment(self):
        """Open the assessment that the figures are for, else the latest one, else a new one."""
        self.ensure_one()
        own = [("company_id", "=", self.company_id.id)]
        assessment = self.assessment_id or self.assessment_id.search(own, limit=1)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "vises_impact.impact_assessment_action"
        )
        form = [(view, kind) for view, kind in action["views"] if kind == "form"]
        return {**action, "res_id": assessment.id, "views": form}

    def _steps(self) -> list[str]:
        return list(self._fields["step"].get_values(self.env))

    def _apply(self, steps):
        self.check_access("write")
        wanted = {}
        if "accounts" in steps and self.chart != self.company_id.impact_chart:
            wanted["impact_chart"] = self.chart
        if "territory" in steps and self.territory != self.company_id.impact_territory:
            wanted["impact_territory"] = self.territory
        if wanted:
            # sudo: leads decide on these two fields of their own company (record rule),
            # whose other fields are for administrators.
            self.company_id.sudo().write(wanted)
        lines = self.env["impact.readiness.line"]
        lines.search([("readiness_id", "=", self.id), ("kind", "in", steps)])._apply()

    def _compute_figures(self):
        self.env["impact.result"]._refresh(
            self._indicators(), self.company_id, self.scope_id, [self._period()]
        )

    def _fill(self):
        """Look at the company and its records, and put down what is found."""
        for readiness in self:
            readiness.write(
                {
                    **readiness._chart_values(),
                    **readiness._territory_values(),
                    "contract_note": readiness._contract_note(),
                }
            )
            self.env["impact.readiness.line"]._fill(readiness)
            self.env["impact.readiness.figure"]._fill(readiness)

    @api.model
    def _chart_proposal(self, company):
        """Chart that fits where the company still has the automatic one, and why."""
        # sudo: account codes and the chart's name are no secret of the books.
        accounts = self.env["account.account"].sudo().with_company(company)
        codes = {
            code
            for code in accounts.search(accounts._check_company_domain(company)).mapped("code")
            if code
        }
        country = (company.account_fiscal_country_id or company.country_id).code
        chart, typical = propose_chart(company.chart_template, country, codes)
        if not self._has_automatic_chart(company):
            chart = None
        return chart, typical, bool(codes)

    def _has_automatic_chart(self, company) -> bool:
        """Whether nobody has chosen another chart than the one that came by itself."""
        automatic = CHART_OF_TEMPLATE.get(company.chart_template, "other")
        return company.impact_chart in (automatic, False)

    def _chart_values(self) -> dict:
        company = self.company_id
        chart, typical, has_accounts = self._chart_proposal(company)
        if not has_accounts:
            note = self.env._("The company has no accounts yet: install a chart of accounts first.")
        elif typical:
            note = self.env._(
                "Accounts %(accounts)s exist, which associations have.",
                accounts=", ".join(typical),
            )
        elif company.impact_chart == "french_company":
            note = self.env._(
                "No account of an association was found. If you are one, choose it here."
            )
        else:
            note = ""
        return {"chart": chart or company.impact_chart, "chart_note": note}

    def _territory_values(self) -> dict:
        company = self.company_id
        own = company.impact_territory
        proposed = propose_territory(company.country_id.code, company.zip)
        note = ""
        if not own and proposed:
            note = self.env._(
                "Proposed from the company's postcode %(postcode)s: its département or province.",
                postcode=company.zip,
            )
        elif not own:
            note = self.env._("The company has no postcode from which to propose a territory.")
        return {"territory": own or proposed, "territory_note": note}

    def _contract_note(self) -> str:
        """A warning about contracts that have no type at all."""
        lines = self.env["impact.readiness.line"]
        without = lines._usage("contract_type", self.company_id).get(False, 0)
        if not without:
            return ""
        return self.env._(
            "People whose contract has no type: %(count)s. Choose one on each contract.",
            count=self.env["impact.repair"]._people_text(without, self.company_id),
        )

    @api.model
    def _open_steps(self, company) -> list[str]:
        """Steps of the mapping where something is left to do, in order."""
        steps = []
        if self._has_automatic_chart(company):
            chart = self._chart_proposal(company)[0]
            if chart not in (None, company.impact_chart):
                steps.append("accounts")
        if not company.impact_territory:
            steps.append("territory")
        lines = self.env["impact.readiness.line"]
        mapped = defaultdict(set)
        own = [("company_id", "=", company.id), ("kind", "in", list(lines._kinds()))]
        for mapping in self.env["impact.mapping"].search(own):
            mapped[mapping.kind].add(mapping[lines._subject_field(mapping.kind)].id)
        for name, kind in lines._kinds().items():
            used = set(lines._usage(name, company))
            # Staff whose contracts have no type at all is not mapped either.
            left = used - mapped[name] - {False} or used == {False}
            none = not mapped[name]
            needs = {"each": left, "any": none, "some": none and used - {False}, "none": False}
            if needs[kind.need]:
                steps.append(name)
        return steps

    def _period(self) -> Period:
        """The assessment's period, else the calendar year."""
        self.ensure_one()
        if self.assessment_id:
            return self.assessment_id._period()
        first, last = (fields.Date.to_date(f"{self.year}-{day}") for day in ("01-01", "12-31"))
        return Period.inclusive("year", first, last)

    def _results(self, indicators) -> dict:
        """Totals of the period and scope, by indicator, as the reader may see them."""
        period = self._period()
        results = self.env["impact.result"].search(
            [
                ("indicator_id", "in", indicators.ids),
                ("company_id", "=", self.company_id.id),
                ("organisation_id", "=", self.company_id.partner_id.id),
                ("scope_id", "=", self.scope_id.id),
                ("period_type", "=", period.period_type),
                ("date_from", "=", period.start),
                ("date_to", "=", period.last),
                ("cell_id.key", "=", ""),
            ]
        )
        return {result.indicator_id: result for result in results}

    def _indicators(self):
        """Automatic indicators of the assessment; else those in use; else all there are."""
        indicators = self.env["impact.indicator"]
        automatic = [
            ("kind", "in", AUTOMATIC_KINDS),
            ("company_id", "in", (False, self.company_id.id)),
        ]
        if self.assessment_id:
            used = self.assessment_id.indicator_ids
        else:
            company = [("company_id", "=", self.company_id.id)]
            settings = self.env["impact.indicator.setting"].search([*company, ("used", "=", True)])
            assessments = self.env["impact.assessment"].search(company)
            used = settings.indicator_id | assessments.indicator_ids
        found = indicators.search([*automatic, ("id", "in", used.ids)])
        return (not self.every_indicator and found) or indicators.search(automatic)
