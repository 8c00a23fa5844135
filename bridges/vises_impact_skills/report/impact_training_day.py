from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.vises_impact.report.impact_employed import EMPLOYED_DEPENDS

# A course that lasts longer than this was never closed properly.
LONGEST_DAYS = 3653


class ImpactTrainingDay(models.Model):
    """One row per course on a résumé and day, with the day's part of its hours.

    A course has as many hours on each of its days, the last one included; without a
    last day it is one day long. Hours that nobody typed, and those of a course of over
    ten years, are unknown; the latter stands on its first day.
    """

    _name = "impact.training.day"
    _inherit = "impact.employed"
    _description = "Training on a day"
    _auto = False
    _depends = {
        **EMPLOYED_DEPENDS,
        "hr.resume.line": ["date_end", "date_start", "duration", "employee_id", "line_type_id"],
        "hr.resume.line.type": ["is_course"],
    }

    line_id = fields.Many2one("hr.resume.line", "Résumé line", readonly=True)
    hours = fields.Float(readonly=True)

    @property
    def _table_query(self) -> SQL:
        return self._employed_query(
            SQL(
                """
                SELECT course.id * %(room)s::bigint + day.number AS id,
                       course.id AS line_id,
                       course.employee_id,
                       course.date_start + day.number AS date,
                       CASE WHEN course.duration > 0 AND course.days <= %(longest)s
                            THEN course.duration::numeric / course.days END AS hours
                  FROM (
                    SELECT line.*,
                           COALESCE(line.date_end, line.date_start) - line.date_start + 1 AS days
                      FROM hr_resume_line line
                      JOIN hr_resume_line_type type ON type.id = line.line_type_id
                     WHERE type.is_course
                  ) course
                  CROSS JOIN generate_series(
                      0, CASE WHEN course.days <= %(longest)s THEN course.days - 1 ELSE 0 END
                  ) AS day(number)
                """,
                room=LONGEST_DAYS + 1,
                longest=LONGEST_DAYS,
            )
        )
