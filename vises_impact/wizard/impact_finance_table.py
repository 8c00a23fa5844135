from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..engine.period import Period, containing
from ..models.impact_place import PERIOD_TYPES, period_label

CHOICES = {"company_id", "scope_id", "period_type", "date", "comparison"}
HALVES = [("finance", "Finance"), ("impact", "Impact")]
SIGNS = {1: "▲", 0: "=", -1: "▼"}


class ImpactFinanceTable(models.TransientModel):
    """The figures of one period, those of finance beside those of impact.

    It holds what its reader chose; its lines are made anew with each choice, from results
    as this reader may see them.
    """

    _name = "impact.finance.table"
    _description = "Impact and finance"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    scope_id = fields.Many2one(
        "impact.scope",
        required=True,
        compute="_compute_scope_id",
        store=True,
        precompute=True,
        readonly=False,
        domain="[('company_id', '=', company_id)]",
    )
    period_type = fields.Selection(PERIOD_TYPES, "Kind of period", required=True, default="year")
    date = fields.Date("Day in the period", required=True, default=fields.Date.context_today)
    comparison = fields.Selection(
        [("before", "The period before"), ("year", "The same period a year before")],
        "Compared with",
        required=True,
        default="before",
    )
    lang = fields.Selection(
        lambda self: self.env["res.lang"].get_installed(),
        "Language of the page",
        required=True,
        default=lambda self: self.env.lang or self.env.user.lang,
    )
    period_label = fields.Char("Period", compute="_compute_labels")
    before_label = fields.Char("Period before", compute="_compute_labels")
    finance_line_ids = fields.One2many(
        "impact.finance.line", "table_id", "Finance", domain=[("half", "=", "finance")]
    )
    impact_line_ids = fields.One2many(
        "impact.finance.line", "table_id", "Impact", domain=[("half", "=", "impact")]
    )

    @api.depends("company_id")
    def _compute_scope_id(self):
        for table in self:
            if table.scope_id.company_id != table.company_id:
                table.scope_id = table.company_id._impact_default_scope()

    @api.depends_context("lang")
    @api.depends("period_type", "date", "comparison", "scope_id")
    def _compute_labels(self):
        for table in self:
            table.period_label, table.before_label = (
                period_label(table.env, table.period_type, period.start, period.last)
                for period in (table._period(), table._period_before())
            )

    @api.depends("period_label")
    def _compute_display_name(self):
        for table in self:
            table.display_name = self.env._(
                "Impact and finance %(period)s", period=table.period_label
            )

    @api.model_create_multi
    def create(self, vals_list):
        tables = super().create(vals_list)
        for table in tables:
            table._fill()
        return tables

    def write(self, vals):
        result = super().write(vals)
        if CHOICES & set(vals):
            for table in self:
                table._fill()
        return result

    @api.model
    def action_open(self):
        """Open the table on the last year that there are figures of."""
        scope = self.env.company._impact_default_scope()
        results = self.env["impact.result"]
        results.check_access("read")
        of_year = [("scope_id", "=", scope.id), ("period_type", "=", "year")]
        over = [*of_year, ("date_to", "<=", fields.Date.context_today(self))]
        latest = results.search(over, limit=1) or results.search(of_year, limit=1)
        values = {"date": latest.date_to} if latest else {}
        table = self.create({**values, "company_id": scope.company_id.id, "scope_id": scope.id})
        action = self.env["ir.actions.act_window"]._for_xml_id("vises_impact.impact_finance_action")
        return {**action, "res_id": table.id}

    def action_before(self):
        """Turn to the period before."""
        self.ensure_one()
        self.date = self._period().start - timedelta(days=1)

    def action_after(self):
        """Turn to the period after."""
        self.ensure_one()
        self.date = self._period().stop

    def action_compute(self):
        """Compute the automatic figures of both periods, then show them."""
        self.ensure_one()
        halves = self._indicators_by_half()
        self.env["impact.result"]._refresh(
            halves["finance"] | halves["impact"],
            self.company_id,
            self.scope_id,
            [self._period(), self._period_before()],
        )
        self._fill()

    def action_print(self):
        """The table as a page, in the language chosen."""
        return self.env.ref("vises_impact.action_report_impact_finance").report_action(self)

    def _document_lang(self) -> str:
        """The language that the page is written in."""
        return self.lang

    def _period(self) -> Period:
        """The period that is shown."""
        self.ensure_one()
        if self.period_type == "agreement" and self.scope_id.date_from and self.scope_id.date_to:
            return Period.inclusive("agreement", self.scope_id.date_from, self.scope_id.date_to)
        return self._containing(self.date or fields.Date.context_today(self))

    def _period_before(self) -> Period:
        """The period that it is compared with."""
        if self.comparison == "year" or self.period_type == "agreement":
            return self._period().previous_year()
        return self._containing(self._period().start - timedelta(days=1))

    def _containing(self, day) -> Period:
        if self.period_type == "agreement":
            raise UserError(
                self.env._(
                    "“%(scope)s” has no dates: give it those of its agreement, or choose "
                    "another kind of period.",
                    scope=self.scope_id.display_name,
                )
            )
        if self.period_type == "fiscal_year":
            dates = self.company_id.compute_fiscalyear_dates(day)
            return Period.inclusive("fiscal_year", dates["date_from"], dates["date_to"])
        return containing(self.period_type, day)

    def _fill(self):
        """Make the lines anew."""
        self.ensure_one()
        halves = self._halves()
        lines = self.env["impact.finance.line"]
        for half, rows in halves.items():
            self[f"{half}_line_ids"] = [
                Command.clear(),
                *(Command.create({"half": half, **lines._values(row)}) for row in rows),
            ]


class ImpactFinanceLine(models.TransientModel):
    """One indicator of the table, with what opens the figures and records behind it."""

    _name = "impact.finance.line"
    _description = "Line of impact and finance"
    _order = "id"

    table_id = fields.Many2one(
        "impact.finance.table", "Impact and finance", required=True, ondelete="cascade"
    )
    half = fields.Selection(HALVES, "Part", required=True)
    indicator_id = fields.Many2one("impact.indicator", required=True, ondelete="cascade")
    name = fields.Char(related="indicator_id.name")
    result_id = fields.Many2one("impact.result", ondelete="set null")
    part_type = fields.Char("Made up of")
    shown = fields.Char("This period")
    shown_before = fields.Char("Before")
    change = fields.Char()
    evolution = fields.Selection(
        [("wished", "As wished"), ("unwished", "Not as wished"), ("stable", "Stable")],
        help="The change in the light of the wished evolution. Empty: to be read in context.",
    )
    target_shown = fields.Char(
        "Target, budget",
        help="The target of the period. For an amount of the ledger it is the budget.",
    )
    note = fields.Char()
    is_missing = fields.Boolean("Missing")
    can_comment = fields.Boolean("May be commented on")
    comment = fields.Text(related="result_id.comment", readonly=False)

    @api.model
    def _values(self, row) -> dict:
        result = row.now.result
        return {
            "indicator_id": row.indicator.id,
            "result_id": result.id,
            "part_type": row.now.part_type,
            "shown": row.now.text,
            "shown_before": row.before.text,
            "change": row.change and f"{SIGNS[row.sign]} {row.change}",
            "evolution": row.evolution,
            "target_shown": row.target.shown,
            "note": row.now.note,
            "is_missing": row.now.value is None,
            "can_comment": bool(result) and result.state != "locked" and result.has_access("write"),
        }

    def action_show_records(self):
        """The journal items or records behind the figure, under the reader's own rights.

        :raises AccessError: for those who may not read them, in words that say whom to ask.
        """
        self.ensure_one()
        if self.part_type:
            return self._show_parts()
        result = self.result_id
        if not result:
            raise UserError(
                self.env._("“%(indicator)s” has no figure in this period yet.", indicator=self.name)
            )
        if result.origin != "computed":
            return self.action_open_result()
        if not result.can_show_records:
            if self.half == "finance":
                raise AccessError(
                    self.env._(
                        "You may read this figure, but not the journal items behind it: ask "
                        "those who keep the books to open it."
                    )
                )
            raise AccessError(
                self.env._(
                    "You may read this figure, but not the records behind it: ask those who "
                    "keep them, such as human resources, to open it."
                )
            )
        return result.action_show_records()

    def action_open_result(self):
        """The result behind the line, with its definition and its proof."""
        self.ensure_one()
        if not self.result_id:
            return self.action_show_records()
        return {
            "type": "ir.actions.act_window",
            "name": self.result_id.display_name,
            "res_model": "impact.result",
            "res_id": self.result_id.id,
            "views": [(False, "form")],
        }

    def _show_parts(self):
        """The months or quarters that the figure is put together from."""
        table = self.table_id
        period = table._period()
        action = self.env["ir.actions.act_window"]._for_xml_id("vises_impact.impact_result_action")
        action["name"] = f"{self.name}, {table.period_label}"
        action["context"] = {}
        action["domain"] = [
            ("indicator_id", "=", self.indicator_id.id),
            ("scope_id", "=", table.scope_id.id),
            ("cell_id.key", "=", ""),
            ("period_type", "=", self.part_type),
            ("date_from", ">=", period.start),
            ("date_to", "<=", period.last),
        ]
        return action
