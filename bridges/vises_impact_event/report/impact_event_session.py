from odoo import fields, models
from odoo.tools import SQL

from .event_sql import BODIES, CLASS_COLUMNS, EVENT_DEPENDS, SESSION


class ImpactEventSession(models.Model):
    """One row per event that was held, or per slot of it.

    ``duration`` is in hours; unknown where an event without slots lasts longer than a
    session does. ``is_first`` tells one row of each event.
    """

    _name = "impact.event.session"
    _description = "Event session"
    _auto = False
    _order = "date"
    _depends = EVENT_DEPENDS

    company_id = fields.Many2one("res.company", readonly=True)
    date = fields.Date(readonly=True)
    event_id = fields.Many2one("event.event", readonly=True)
    is_first = fields.Boolean("First session of the event", readonly=True)
    duration = fields.Float("Duration in hours", readonly=True)
    duration_known = fields.Boolean(readonly=True)
    is_public = fields.Boolean("Open to residents", readonly=True)
    is_collective = fields.Boolean("Collective activity", readonly=True)
    is_volunteer_training = fields.Boolean("Training of volunteers", readonly=True)
    body = fields.Selection(BODIES, readonly=True)

    @property
    def _table_query(self) -> SQL:
        return SQL(
            """
            WITH %s
            SELECT session.id, session.company_id, session.date, session.event_id,
                   session.is_first, session.duration,
                   session.duration IS NOT NULL AS duration_known, %s
              FROM session
            """,
            SESSION,
            CLASS_COLUMNS,
        )
