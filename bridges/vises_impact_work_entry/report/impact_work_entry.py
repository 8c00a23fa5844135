from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.vises_impact.report.impact_employed import EMPLOYED_DEPENDS

LONGEST_DAY = 24


class ImpactWorkEntry(models.Model):
    """One row per work entry: hours of a type on a day.

    Cancelled and archived entries are left out. The hours of an entry in conflict, or of
    one that is not between 0 and 24 hours long, are unknown. Types go by their code, which
    is the same in every database.
    """

    _name = "impact.work.entry"
    _inherit = "impact.employed"
    _description = "Hours of a type of work entry"
    _auto = False
    _depends = {
        **EMPLOYED_DEPENDS,
        "hr.work.entry": [
            "active",
            "date",
            "duration",
            "employee_id",
            "state",
            "work_entry_type_id",
        ],
        "hr.work.entry.type": ["code", "is_leave"],
    }

    hours = fields.Float(readonly=True)
    entry_type = fields.Selection("_entry_types", "Type of work entry", readonly=True)
    is_leave = fields.Boolean("Time off", readonly=True)

    @api.model
    def _entry_types(self) -> list[tuple[str, str]]:
        """Codes and names of the types; those of several countries may share a code."""
        # sudo: names of types of work, which say nothing of anybody.
        types = self.env["hr.work.entry.type"].sudo().with_context(active_test=False)
        types = types.search([("code", "!=", False)])
        return list({one.code: one.name for one in reversed(types)}.items())

    @property
    def _table_query(self) -> SQL:
        return self._employed_query(
            SQL(
                """
                SELECT entry.id, entry.employee_id, entry.date,
                       CASE WHEN entry.state IS DISTINCT FROM 'conflict'
                             AND entry.duration BETWEEN 0 AND %s
                            THEN entry.duration::numeric END AS hours,
                       type.code AS entry_type, type.is_leave
                  FROM hr_work_entry entry
                  LEFT JOIN hr_work_entry_type type ON type.id = entry.work_entry_type_id
                 WHERE entry.active AND entry.state IS DISTINCT FROM 'cancelled'
                """,
                LONGEST_DAY,
            )
        )
