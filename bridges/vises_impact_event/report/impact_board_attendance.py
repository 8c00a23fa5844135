from odoo import fields, models
from odoo.tools import SQL

from .event_sql import REGISTERED, REGISTRATION_DEPENDS, SESSION


class ImpactBoardAttendance(models.Model):
    """One row per meeting of the board and mandate in force on its day.

    A member was there whose contact or name is marked as present. Where nobody was, or
    where a mandate names no contact, it is unknown.
    """

    _name = "impact.board.attendance"
    _description = "Board attendance"
    _auto = False
    _order = "date"
    _depends = {
        **REGISTRATION_DEPENDS,
        "impact.mandate": ["body", "company_id", "date_from", "date_to", "name", "partner_id"],
    }

    company_id = fields.Many2one("res.company", readonly=True)
    date = fields.Date(readonly=True)
    event_id = fields.Many2one("event.event", readonly=True)
    mandate_id = fields.Many2one("impact.mandate", readonly=True)
    attended = fields.Boolean(readonly=True)

    @property
    def _table_query(self) -> SQL:
        return SQL(
            """
            WITH %s, %s
            SELECT row_number() OVER (ORDER BY session.id, mandate.id) AS id,
                   session.company_id, session.date, session.event_id,
                   mandate.id AS mandate_id,
                   CASE WHEN present.is_there THEN TRUE
                        WHEN present.is_taken AND mandate.partner_id IS NOT NULL THEN FALSE
                   END AS attended
              FROM session
              JOIN impact_mandate mandate
                ON mandate.company_id = session.company_id
               AND mandate.body = 'board'
               AND mandate.date_from <= session.date
               AND COALESCE(mandate.date_to, 'infinity') >= session.date
             CROSS JOIN LATERAL (
                    SELECT bool_or(r.is_taken) AS is_taken,
                           bool_or(r.partner_id = mandate.partner_id
                                   OR lower(trim(r.name)) = lower(trim(mandate.name)))
                               FILTER (WHERE r.state = 'done') AS is_there
                      FROM registered r
                     WHERE r.session_id = session.id) present
             WHERE 'board' = ANY(session.classes)
            """,
            SESSION,
            REGISTERED,
        )
