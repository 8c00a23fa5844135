"""Which figures would come out as they stand, told without counting again."""

import hashlib
import json

from odoo import api, fields, models
from odoo.tools import SQL

from ..engine.errors import EngineError
from ..sources import freshness
from .impact_indicator import AUTOMATIC_KINDS
from .impact_place import PLACE


class ImpactRefresh(models.Model):
    # One file for each side of the refresh keeps them short.
    _inherit = "impact.refresh"

    @api.model
    def _source_states(self) -> dict[int, str]:
        """What the records behind each automatic indicator are like now, by indicator."""
        # sudo: numbers of rows and dates of change, of which nothing is told to anybody.
        indicators = self.env["impact.indicator"].sudo().search([("kind", "in", AUTOMATIC_KINDS)])
        computation = self.env["impact.computation"]
        depends = {
            source: freshness.depends_of(self.sudo().env, source)
            for source in indicators.current_version_id.term_ids.source_id
        }
        states = freshness.states(self.sudo().env, list(depends.values()))
        found = {}
        for indicator in indicators:
            try:
                versions = computation._versions(indicator)
            except EngineError:
                continue  # it fails again, and says why
            tables = freshness.tables(
                self.sudo().env, [depends[source] for source in versions.term_ids.source_id]
            )
            if any(version._parsed_formula().codes for version in versions):
                tables[freshness.STANDING] = None
            told = json.dumps([versions.ids, sorted((table, states[table]) for table in tables)])
            found[indicator.id] = hashlib.sha256(told.encode()).hexdigest()
        return found

    def _keep_source_state(self, states):
        """Note what the records were like before these figures were computed."""
        for indicator in self.indicator_id:
            # sudo: nobody but a computation writes these.
            mine = self.sudo().filtered(
                lambda refresh, indicator=indicator: (
                    refresh.indicator_id == indicator and not refresh.failure
                )
            )
            mine.source_state = states.get(indicator.id)

    @api.model
    def _unchanged_places(self, states) -> set[tuple]:
        """(indicator id, scope id, period) of what was computed from the same records.

        A figure that people wrote on since then is compared again, and one whose period
        ended since then: it is no longer provisional.
        """
        today = fields.Date.context_today(self)
        result = self.env["impact.result"]
        result.flush_model()
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT kept.id
                  FROM impact_refresh kept
                  JOIN impact_result result ON %(same_place)s
                 WHERE kept.source_state IS NOT NULL AND NOT kept.waiting
                   AND (kept.refreshed_at::date <= kept.date_to) = (%(today)s <= kept.date_to)
                 GROUP BY kept.id
                HAVING max(result.write_date) <= kept.refreshed_at
                """,
                same_place=SQL(" AND ").join(
                    SQL("kept.%s = result.%s", SQL.identifier(name), SQL.identifier(name))
                    for name in PLACE
                ),
                today=today,
            )
        )
        return {
            (refresh.indicator_id.id, refresh.scope_id.id, refresh._period())
            for refresh in self.browse(row[0] for row in rows)
            if refresh.source_state == states.get(refresh.indicator_id.id)
        }
