"""Keeping figures up to date: what waits to be computed, and what was computed when."""

import logging
from collections import defaultdict

from odoo import api, fields, models
from odoo.tools import SQL
from psycopg2 import OperationalError

from ..engine.errors import EngineError
from ..sources.request import columns, values_list
from .engine_messages import translated
from .impact_place import PLACE
from .tally import Tally

_logger = logging.getLogger(__name__)

BATCH_INDICATORS = 20
BATCH_PERIODS = 12
BATCH_ROWS = 1000
PLACE_TYPES = ("int", "int", "int", "int", "varchar", "date", "date")


class ImpactRefresh(models.Model):
    """When the figures of a place were computed last, and whether they wait to be.

    A place is an indicator in a scope and a period, with all its breakdowns. This is the
    queue of the scheduled job as well: a batch that is done stays done, so that a job
    that was stopped goes on where it was.
    """

    _name = "impact.refresh"
    _description = "Refresh of figures"
    _inherit = ["impact.place"]
    _order = "waiting desc, refreshed_at desc, indicator_id, date_to desc, id"

    indicator_id = fields.Many2one(ondelete="cascade")
    refreshed_at = fields.Datetime("Computed last", readonly=True)
    waiting = fields.Boolean(readonly=True, help="It is computed in the background, soon.")
    failure = fields.Text("Why it failed", readonly=True)
    source_state = fields.Char(
        "State of the records",
        readonly=True,
        help="What the records were like that it was counted from; empty: it is counted again.",
    )

    _one_place = models.Constraint(
        f"UNIQUE({', '.join(PLACE)})",
        "This figure is kept up to date already.",
    )
    _waiting_idx = models.Index("(company_id) WHERE waiting")

    @api.depends_context("lang")
    @api.depends("indicator_id", "period_label")
    def _compute_display_name(self):
        for refresh in self:
            refresh.display_name = f"{refresh.indicator_id.display_name}, {refresh.period_label}"

    @api.model
    def _cron_refresh(self):
        """Compute what is open and was not computed today, batch by batch.

        Each batch is committed apart: whatever stops the job, the next run finds the
        rest still waiting.
        """
        states = self._source_states()
        self._want_open_periods(states)
        waiting = self.search([("waiting", "=", True)])
        commit_progress = self.env["ir.cron"]._commit_progress
        commit_progress(remaining=len(waiting))
        for batch in waiting._batches():
            # What another run has just done, or is doing, is left to it.
            batch = batch.try_lock_for_update()
            batch.invalidate_recordset(["waiting"])
            batch = batch.filtered("waiting")
            batch._compute_batch()
            batch._keep_source_state(states)
            if not commit_progress(len(batch)):
                break

    def _batches(self):
        """These places as products of indicators and periods in one scope, not too large."""
        by_period = defaultdict(lambda: self.browse())
        for refresh in self:
            by_period[refresh.scope_id, refresh._period()] |= refresh
        together = defaultdict(lambda: self.browse())
        for (scope, period), places in by_period.items():
            for start in range(0, len(places), BATCH_INDICATORS):
                part = places.sorted("indicator_id")[start : start + BATCH_INDICATORS]
                together[scope, period.period_type, part.indicator_id] |= part
        for (_scope, _type, indicators), places in together.items():
            periods = places.sorted(lambda refresh: (refresh.date_from, refresh.id))
            size = BATCH_PERIODS * len(indicators)
            for start in range(0, len(periods), size):
                yield periods[start : start + size]

    def _compute_batch(self) -> Tally:
        """Compute a batch; a definition that fails is told apart from the others.

        :raises OperationalError: where the database is busy: the job is tried again.
        """
        self.env["impact.result"]._check_may_compute()
        if not self:
            return Tally()
        periods = sorted({refresh._period() for refresh in self})
        scope = self.scope_id
        indicators = self.indicator_id
        try:
            with self.env.cr.savepoint():
                tally = self.env["impact.result"]._refresh(
                    indicators, scope.company_id, scope, periods
                )
        except OperationalError:
            raise
        except Exception as error:  # noqa: BLE001  (whatever a definition leads to)
            if len(indicators) == 1:
                return self._fail(error, periods)
            parts = (self.filtered(lambda r, i=one: r.indicator_id == i) for one in indicators)
            return sum((part._compute_batch() for part in parts), Tally())
        # sudo: what has nothing to compute any more, such as an indicator that is typed
        # by now, waits no longer.
        self.sudo().filtered("waiting").waiting = False
        return tally

    def _fail(self, error, periods) -> Tally:
        """Note on the place and on its result that the definition cannot be worked out."""
        _logger.warning(
            "Indicator %s could not be computed", self.indicator_id.code, exc_info=error
        )
        # The scheduled job has no reader: it speaks the language of the company.
        language = self.sudo().company_id.partner_id.lang or self.env.lang
        env = self.with_context(lang=language).env
        if isinstance(error, EngineError):
            failure = translated(env, error)
        else:  # its text may tell what stands in a record
            failure = env._("An unexpected error: the server's log tells more.")
        # sudo: nobody but a computation writes these.
        self.sudo().write(
            {"waiting": False, "refreshed_at": fields.Datetime.now(), "failure": failure}
        )
        self.env["impact.computation"]._store_failure(
            self.indicator_id.sudo(), self.scope_id.sudo(), periods
        )
        return Tally(failed=1)

    @api.model
    def _stamp(self, indicators, scopes, periods):
        """Note that figures were computed just now."""
        now = fields.Datetime.now()
        places = [(i, scope, period) for i in indicators for scope in scopes for period in periods]
        self._upsert(
            places,
            {"refreshed_at": now, "waiting": False, "failure": None, "source_state": None},
            SQL("TRUE"),
        )

    @api.model
    def _want(self, places, before=None):
        """Let figures be computed in the background.

        :param places: (indicator, scope, engine period) of each.
        :param before: leave out what was computed since then.
        """
        known = SQL("NOT old.waiting")
        if before:
            known = SQL("%s AND (old.refreshed_at IS NULL OR old.refreshed_at < %s)", known, before)
        self._upsert(places, {"waiting": True}, known)

    def _upsert(self, places, values: dict, known: SQL):
        """Write values on places, on new ones and on those known ones that fit a condition."""
        self.flush_model()
        rows = [self._place_of(*place) for place in places]
        for start in range(0, len(rows), BATCH_ROWS):
            self.env.execute_query(
                self._upsert_sql(rows[start : start + BATCH_ROWS], values, known)
            )
        self.invalidate_model()

    def _upsert_sql(self, rows, values: dict, known: SQL) -> SQL:
        now = fields.Datetime.now()
        written = {**values, "write_uid": self.env.uid, "write_date": now}
        created = {**written, "create_uid": self.env.uid, "create_date": now}
        return SQL(
            """
            INSERT INTO impact_refresh (%(place)s, %(names)s)
            SELECT %(new)s, %(values)s
              FROM %(rows)s AS new(%(place)s)
              LEFT JOIN impact_refresh old ON (%(old)s) = (%(new)s)
             WHERE old.id IS NULL OR (%(known)s)
            ON CONFLICT (%(place)s) DO UPDATE SET %(updates)s
            RETURNING id
            """,
            place=columns(PLACE),
            names=columns(created),
            new=columns(PLACE, "new"),
            old=columns(PLACE, "old"),
            values=SQL(", ").join(SQL("%s", value) for value in created.values()),
            rows=values_list(rows, PLACE_TYPES),
            known=known,
            updates=SQL(", ").join(
                SQL("%s = EXCLUDED.%s", SQL.identifier(name), SQL.identifier(name))
                for name in written
            ),
        )

    def _place_of(self, indicator, scope, period):
        company = scope.company_id
        return (
            indicator.id,
            company.id,
            company.partner_id.id,
            scope.id,
            period.period_type,
            period.start,
            period.last,
        )
