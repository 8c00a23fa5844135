from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.vises_impact.report.employment_sql import SPELLS
from odoo.addons.vises_impact.report.impact_employed import EMPLOYED_DEPENDS

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
            %(shares)s
            SELECT COALESCE(row.leave_id, employee_id) AS id, row.leave_id, row.absence_class,
                   row.part, employee_id, date, person_id, company_id, department_id, is_staff,
                   sex, contract_class
              FROM share
             -- Each time off is a row; what it leaves of the day is one more, beside the first.
             CROSS JOIN LATERAL (VALUES
                    (share.leave_id, share.absence_class, part / GREATEST(whole, 1),
                     part IS NOT NULL),
                    (NULL, 'work', 1 - COALESCE(whole, 0),
                     place = 1 AND COALESCE(whole, 0) < 1)
                   ) AS row(leave_id, absence_class, part, is_there)
             WHERE row.is_there
            """,
            spells=SPELLS,
            days=self._days_to_be_worked(),
            shares=self._shares(),
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
            -- Days whose noon is in a public holiday, by the clock of the company.
            feast AS (
                SELECT DISTINCT company.id AS company_id, closed.calendar_id, day.date
                  FROM resource_calendar_leaves closed
                  JOIN res_company company
                    ON company.id = COALESCE(closed.company_id, company.id)
                  LEFT JOIN resource_calendar calendar
                    ON calendar.id = company.resource_calendar_id
                 CROSS JOIN LATERAL (
                        SELECT COALESCE(calendar.tz, 'UTC') AS tz,
                               closed.date_from AT TIME ZONE 'UTC' AS start,
                               closed.date_to AT TIME ZONE 'UTC' AS stop
                       ) clock
                 CROSS JOIN LATERAL (
                        SELECT generate_series((clock.start AT TIME ZONE clock.tz)::date,
                                               (clock.stop AT TIME ZONE clock.tz)::date,
                                               interval '1 day')::date AS date
                       ) day
                 WHERE closed.resource_id IS NULL
                   AND (day.date + time '12:00') AT TIME ZONE clock.tz
                       BETWEEN clock.start AND clock.stop
            ),
            worked AS (
                SELECT job.employee_id, job.person_id, job.company_id, job.department_id,
                       job.is_staff, job.sex, mapping.contract_class, day.date
                  FROM rated job
                  JOIN used ON used.company_id = job.company_id
                  JOIN hr_version terms ON terms.id = job.version_id
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
                         FROM feast
                        WHERE feast.company_id = job.company_id
                          AND feast.date = day.date
                          AND (feast.calendar_id IS NULL
                               OR feast.calendar_id = terms.resource_calendar_id))
            )
            """
        )

    def _shares(self) -> SQL:
        """``share``: a row per approved time off and day, and per day without any.

        ``part``: what the time off takes of the day, if anything; ``whole``: all that is taken of
        it; ``place``: which of the day's rows this is, from 1 on.
        """
        return SQL(
            """
            share AS (
                SELECT spread.*,
                       sum(part) OVER (PARTITION BY employee_id, date) AS whole,
                       row_number() OVER (PARTITION BY employee_id, date ORDER BY leave_id)
                           AS place
                  FROM (
                    SELECT away.*,
                           CASE WHEN away.leave_id IS NOT NULL AND away.length IS NULL THEN 1
                                WHEN away.length > 0
                                THEN LEAST(1, away.length
                                           / count(*) OVER (PARTITION BY away.leave_id))
                           END AS part
                      FROM (
                        SELECT worked.*, leave.id AS leave_id, mapping.absence_class,
                               leave.number_of_days::numeric AS length
                          FROM worked
                          LEFT JOIN hr_leave leave ON leave.employee_id = worked.employee_id
                           AND leave.state = 'validate'
                           AND worked.date BETWEEN leave.request_date_from
                               AND COALESCE(leave.request_date_to, leave.request_date_from)
                          LEFT JOIN impact_mapping mapping
                                 ON mapping.company_id = worked.company_id
                                AND mapping.leave_type_id = leave.holiday_status_id
                      ) away
                  ) spread
            )
            """
        )
