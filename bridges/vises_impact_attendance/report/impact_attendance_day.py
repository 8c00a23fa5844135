from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.vises_impact.report.impact_employed import COMPANY_ZONE, EMPLOYED_DEPENDS

# An attendance that lasts longer than this was never closed properly.
LONGEST_DAYS = 31


class ImpactAttendanceDay(models.Model):
    """One row per attendance and day: the hours that Odoo counts as worked.

    Days begin at midnight in the time zone of the company's calendar. The hours of an
    attendance are Odoo's own (``worked_hours``, without the breaks of the calendar); one
    that goes on after midnight gives each day its part of them, by the clock. The hours
    of an attendance that is open, ends before it begins or lasts over a month are
    unknown, on the day on which it begins.
    """

    _name = "impact.attendance.day"
    _inherit = "impact.employed"
    _description = "Hours worked on a day"
    _auto = False
    _depends = {
        **EMPLOYED_DEPENDS,
        "hr.attendance": ["check_in", "check_out", "employee_id", "worked_hours"],
    }

    attendance_id = fields.Many2one("hr.attendance", readonly=True)
    hours = fields.Float(readonly=True)

    @property
    def _table_query(self) -> SQL:
        return self._employed_query(
            SQL(
                """
                SELECT zoned.id * %(room)s::bigint + day.number AS id,
                       zoned.id AS attendance_id,
                       zoned.employee_id,
                       zoned.first_day + day.number AS date,
                       (zoned.worked_hours / extract(epoch FROM zoned.stop - zoned.start)
                        * extract(epoch FROM
                            LEAST(zoned.stop, (zoned.first_day + day.number + 1)::timestamp
                                              AT TIME ZONE zoned.tz)
                            - GREATEST(zoned.start, (zoned.first_day + day.number)::timestamp
                                                    AT TIME ZONE zoned.tz))
                       )::numeric AS hours
                  FROM (
                    SELECT sound.*,
                           (sound.start AT TIME ZONE sound.tz)::date AS first_day,
                           ((sound.stop - interval '1 microsecond')
                            AT TIME ZONE sound.tz)::date AS last_day
                      FROM (
                        SELECT attendance.id, attendance.employee_id, attendance.worked_hours,
                               %(zone)s AS tz,
                               attendance.check_in AT TIME ZONE 'UTC' AS start,
                               CASE WHEN attendance.check_out > attendance.check_in
                                     AND attendance.check_out
                                         <= attendance.check_in + %(longest)s::interval
                                     AND attendance.worked_hours >= 0
                                    THEN attendance.check_out AT TIME ZONE 'UTC' END AS stop
                          FROM hr_attendance attendance
                          JOIN hr_employee employee ON employee.id = attendance.employee_id
                         WHERE attendance.check_in IS NOT NULL
                      ) sound
                  ) zoned
                  CROSS JOIN generate_series(
                      0, COALESCE(zoned.last_day - zoned.first_day, 0)) AS day(number)
                """,
                room=LONGEST_DAYS + 2,
                zone=COMPANY_ZONE,
                longest=f"{LONGEST_DAYS} days",
            )
        )
