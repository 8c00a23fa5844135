from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.vises_impact.report.employment_sql import SPELLS
from odoo.addons.vises_impact.report.impact_employed import COMPANY_ZONE, EMPLOYED_DEPENDS

from ..models.impact_mapping import ABSENCE_CLASSES


class ImpactAbsenceDay(models.Model):
    """Each day that an employee had to work, cut into the time off on it and the rest.

    A day has to be worked when the working schedule of the contract has hours on it and
    it is no public holiday; without a schedule, from Monday to Friday. The days are those
    from the first approved time off in the company on, up to today.

    ``part`` is a part of the day: an absence of three days spread over three days to be
    worked is 1 on each, one of half a day 0.5. Absences that overlap share the day. What
    is left of a day is a row of its own, at work. ``absence_class`` is unknown where the
    company has not mapped the type. ``id`` does not tell rows apart.
    """

    _name = "impact.absence.day"
    _inherit = "impact.employed"
    _description = "Time off on a day to be worked"
    _auto = False
    _depends = {
        **EMPLOYED_DEPENDS,
        "hr.leave": [
            "employee_id",
            "holiday_status_id",
            "number_of_days",
            "request_date_from",
            "request_date_to",
            "state",
        ],
        "impact.mapping": [
            *EMPLOYED_DEPENDS["impact.mapping"],
            "absence_class",
            "leave_type_id",
        ],
        "resource.calendar.attendance": [
            "calendar_id",
            "day_period",
            "dayofweek",
            "display_type",
            "week_type",
        ],
        "resource.calendar.leaves": [
            "calendar_id",
            "company_id",
            "date_from",
            "date_to",
            "resource_id",
        ],
    }

    leave_id = fields.Many2one("hr.leave", "Time off", readonly=True)
    absence_class = fields.Selection(
        [*ABSENCE_CLASSES, ("work", "At work")], "Absence", readonly=True
    )
    part = fields.Float("Days", readonly=True)

    @property
    def _table_query(self) -> SQL:
        return SQL(
            """
            WITH %(spells)s,
            %(days)s,
            %(absences)s
            SELECT leave_id AS id, leave_id, absence_class,
                   part / GREATEST(whole, 1) AS part,
                   employee_id, date, person_id, company_id, department_id, is_staff, sex,
                   contract_class
              FROM absence
             UNION ALL
            SELECT employee_id, NULL, 'work', 1 - COALESCE(away.whole, 0),
                   employee_id, date, person_id, company_id, department_id, is_staff, sex,
                   contract_class
              FROM worked
              LEFT JOIN (SELECT DISTINCT employee_id, date, whole FROM absence) away
                  USING (employee_id, date)
             WHERE COALESCE(away.whole, 0) < 1
            """,
            spells=SPELLS,
            days=self._days_to_be_worked(),
            absences=self._absences(),
        )

    def _days_to_be_worked(self) -> SQL:
        """``worked``: a row per employee and day that he or she had to work."""
        return SQL(
            """
            used AS (
                SELECT employee.company_id, min(leave.request_date_from) AS first_day
                  FROM hr_leave leave
                  JOIN hr_employee employee ON employee.id = leave.employee_id
                 WHERE leave.state = 'validate'
                 GROUP BY 1
            ),
            schedule AS (
                SELECT DISTINCT calendar_id, dayofweek::int AS weekday, week_type::int AS week
                  FROM resource_calendar_attendance
                 WHERE display_type IS NULL AND day_period IS DISTINCT FROM 'lunch'
            ),
            worked AS (
                SELECT job.employee_id, job.person_id, job.company_id, job.department_id,
                       job.is_staff, job.sex, mapping.contract_class, day.date
                  FROM rated job
                  JOIN used ON used.company_id = job.company_id
                  JOIN hr_version terms ON terms.id = job.version_id
                  JOIN (SELECT employee.id, %(zone)s AS tz FROM hr_employee employee) clock
                    ON clock.id = job.employee_id
                  LEFT JOIN impact_mapping mapping ON mapping.company_id = job.company_id
                        AND mapping.contract_type_id = job.contract_type_id
                  CROSS JOIN LATERAL (
                    SELECT generate_series(
                               GREATEST(job.start_date, used.first_day),
                               LEAST(job.stop_date - 1, CURRENT_DATE),
                               interval '1 day')::date AS date
                  ) day
                 WHERE CASE WHEN terms.resource_calendar_id IN (SELECT calendar_id FROM schedule)
                       THEN EXISTS (
                            SELECT 1
                              FROM schedule
                             WHERE schedule.calendar_id = terms.resource_calendar_id
                               AND schedule.weekday = extract(isodow FROM day.date) - 1
                               AND COALESCE(schedule.week
                                   = ((day.date - DATE '0001-01-01') / 7) %% 2, TRUE))
                       ELSE extract(isodow FROM day.date) < 6 END
                   AND NOT EXISTS (
                       SELECT 1
                         FROM resource_calendar_leaves feast
                        WHERE feast.resource_id IS NULL
                          AND COALESCE(feast.company_id, job.company_id) = job.company_id
                          AND (feast.calendar_id IS NULL
                               OR feast.calendar_id = terms.resource_calendar_id)
                          AND (day.date + time '12:00') AT TIME ZONE clock.tz
                              BETWEEN (feast.date_from AT TIME ZONE 'UTC')
                                  AND (feast.date_to AT TIME ZONE 'UTC'))
            )
            """,
            zone=COMPANY_ZONE,
        )

    def _absences(self) -> SQL:
        """``absence``: a row per approved time off and day; ``whole``: all of the day's."""
        return SQL(
            """
            absence AS (
                SELECT spread.*, sum(part) OVER (PARTITION BY employee_id, date) AS whole
                  FROM (
                    SELECT worked.*, leave.id AS leave_id, mapping.absence_class,
                           LEAST(1, COALESCE(leave.number_of_days::numeric
                                    / count(*) OVER (PARTITION BY leave.id), 1)) AS part
                      FROM worked
                      JOIN hr_leave leave ON leave.employee_id = worked.employee_id
                       AND leave.state = 'validate'
                       AND worked.date BETWEEN leave.request_date_from
                           AND COALESCE(leave.request_date_to, leave.request_date_from)
                      LEFT JOIN impact_mapping mapping
                             ON mapping.company_id = worked.company_id
                            AND mapping.leave_type_id = leave.holiday_status_id
                  ) spread
                 WHERE part > 0
            )
            """
        )
