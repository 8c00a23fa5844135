from odoo import fields, models
from odoo.tools import SQL

from .event_sql import BODIES, CLASS_COLUMNS, REGISTERED, REGISTRATION_DEPENDS, SESSION


class ImpactEventRegistration(models.Model):
    """One row per registration for an event that was held, unless it was cancelled.

    Where nobody at all was marked as present, attendance was not taken: it is unknown
    whether a confirmed registration came. ``person``: two registrations with the same
    name and e-mail address are one person's.
    """

    _name = "impact.event.registration"
    _description = "Event registration"
    _auto = False
    _order = "date"
    _depends = REGISTRATION_DEPENDS

    company_id = fields.Many2one("res.company", readonly=True)
    date = fields.Date(readonly=True)
    person = fields.Char(readonly=True)
    is_named = fields.Boolean("Name of the participant", readonly=True)
    attended = fields.Boolean(readonly=True)
    is_public = fields.Boolean("Open to residents", readonly=True)
    is_collective = fields.Boolean("Collective activity", readonly=True)
    is_volunteer_training = fields.Boolean("Training of volunteers", readonly=True)
    body = fields.Selection(BODIES, readonly=True)

    @property
    def _table_query(self) -> SQL:
        return SQL(
            """
            WITH %s, %s
            SELECT registered.id, session.company_id, session.date, who.person,
                   NULLIF(who.person <> '|', FALSE) AS is_named,
                   CASE WHEN registered.state = 'done' THEN TRUE
                        WHEN registered.state = 'draft' OR registered.is_taken THEN FALSE
                   END AS attended, %s
              FROM registered
              JOIN session ON session.id = registered.session_id
             CROSS JOIN LATERAL (
                    SELECT lower(trim(COALESCE(registered.name, ''))) || '|'
                        || lower(trim(COALESCE(registered.email, ''))) AS person) who
            """,
            SESSION,
            REGISTERED,
            CLASS_COLUMNS,
        )
