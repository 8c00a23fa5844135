from dateutil.relativedelta import relativedelta
from odoo import api, fields, models
from odoo.exceptions import UserError

from ..engine.errors import EngineError
from ..engine.period import split
from ..models.engine_messages import translated
from ..models.impact_indicator import AUTOMATIC_KINDS
from ..models.impact_place import PERIOD_TYPES
from ..models.tally import Tally

# More figures than these would keep the user waiting.
FEW = 500


class ImpactRecompute(models.TransientModel):
    """Asks which figures to compute afresh: indicators, scopes, periods."""

    _name = "impact.recompute"
    _description = "Recompute figures"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, readonly=True
    )
    set_ids = fields.Many2many("impact.indicator.set", string="Indicator sets")
    indicator_ids = fields.Many2many(
        "impact.indicator",
        string="Indicators",
        domain=lambda self: [("kind", "in", AUTOMATIC_KINDS)],
        help="Besides those of the sets.",
    )
    scope_ids = fields.Many2many(
        "impact.scope",
        string="Scopes",
        required=True,
        domain="[('company_id', '=', company_id)]",
        default=lambda self: self.env.company._impact_default_scope(),
    )
    period_type = fields.Selection(PERIOD_TYPES, "Kind of period", required=True, default="year")
    date_from = fields.Date(
        "From",
        required=True,
        default=lambda self: (
            fields.Date.context_today(self) + relativedelta(years=-1, month=1, day=1)
        ),
    )
    date_to = fields.Date(
        "To",
        required=True,
        default=lambda self: (
            fields.Date.context_today(self) + relativedelta(years=-1, month=12, day=31)
        ),
    )
    figure_count = fields.Integer("Figures to compute", compute="_compute_figure_count")
    in_background = fields.Boolean(compute="_compute_figure_count")

    @api.depends("set_ids", "indicator_ids", "scope_ids", "period_type", "date_from", "date_to")
    def _compute_figure_count(self):
        for wizard in self:
            try:
                periods = wizard._periods()
            except EngineError:  # dates reversed, or not typed yet
                periods = ()
            indicators = wizard._indicators()
            wizard.figure_count = len(indicators) * len(wizard.scope_ids) * len(periods)
            wizard.in_background = wizard.figure_count > FEW

    def _indicators(self):
        """The automatic indicators chosen, of the library or of the company."""
        chosen = (self.set_ids.indicator_ids | self.indicator_ids)._origin
        return chosen.filtered(
            lambda indicator: (
                indicator.kind in AUTOMATIC_KINDS and indicator.company_id <= self.company_id
            )
        )

    def _periods(self):
        """The periods between the two dates that have begun.

        :raises EngineError: where the dates make no period.
        """
        if not (self.date_from and self.date_to):
            return ()
        company = self.company_id
        periods = split(
            self.period_type,
            self.date_from,
            self.date_to,
            fiscal_year_end=(int(company.fiscalyear_last_month), company.fiscalyear_last_day),
        )
        today = fields.Date.context_today(self)
        return tuple(period for period in periods if period.start <= today)

    def action_compute(self):
        """Compute at once where there are few figures, else in the background."""
        self.ensure_one()
        places = self._places()
        refreshes = self.env["impact.refresh"]
        refreshes._want(places)
        waiting = refreshes.search(self._waiting_domain(places))
        if self.in_background:
            self.env.ref("vises_impact.ir_cron_refresh")._trigger()
            return self._progress_action(len(places))
        tally = sum((batch._compute_batch() for batch in waiting._batches()), Tally())
        return self._notification(self._tally_text(tally), "warning" if tally.failed else "success")

    def _places(self):
        """(indicator, scope, period) of all figures asked for.

        :raises UserError: where there is none, with what to choose.
        """
        self.env["impact.result"]._check_may_compute()
        try:
            periods = self._periods()
        except EngineError as error:
            raise UserError(translated(self.env, error)) from error
        scopes = self.scope_ids.filtered(
            lambda scope: scope.company_id == self.company_id <= self.env.companies
        )
        indicators = self._indicators()
        if not (indicators and scopes and periods):
            raise UserError(
                self.env._(
                    "There is nothing to compute: choose indicators that are counted from "
                    "records or accounts, a scope, and a period that has begun."
                )
            )
        return [(i, scope, period) for i in indicators for scope in scopes for period in periods]

    def _waiting_domain(self, places) -> list:
        return [
            ("waiting", "=", True),
            ("indicator_id", "in", self._indicators().ids),
            ("scope_id", "in", self.scope_ids.ids),
            ("period_type", "=", self.period_type),
            ("date_from", "in", list({period.start for _i, _scope, period in places})),
        ]

    def _tally_text(self, tally) -> str:
        text = self.env._(
            "Computed: %(computed)s. Changed: %(written)s. As before: %(unchanged)s. "
            "Proposals: %(proposed)s.",
            computed=tally.computed,
            written=tally.written,
            unchanged=tally.unchanged,
            proposed=tally.proposed,
        )
        if not tally.failed:
            return text
        failed = self.env._(
            "Failed: %(failed)s. Configuration, Refreshes says why.", failed=tally.failed
        )
        return f"{text} {failed}"

    def _progress_action(self, count: int) -> dict:
        """Open the list of what waits; it says that the computation goes on by itself."""
        action = self.env["ir.actions.act_window"]._for_xml_id("vises_impact.impact_refresh_action")
        action["context"] = {"search_default_waiting": 1}
        return self._notification(
            self.env._("%(count)s figures are computed in the background.", count=count),
            "info",
            action,
        )

    def _notification(self, message: str, kind: str, following=None) -> dict:
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "title": self.env._("Recompute figures"),
                "message": message,
                "type": kind,
                "sticky": kind == "warning",
                "next": following or {"type": "ir.actions.act_window_close"},
            },
        }
