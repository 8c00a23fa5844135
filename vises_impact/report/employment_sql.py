"""Who worked for which company on which days, worked out from ``hr.version``.

The common table expressions below build on one another:

- ``version``: each version with the first day on which it is in force. The first
  version of a contract reaches back to the start of that contract.
- ``piece``: the days of a version: until the next one of the same employee, within
  its contract dates. A person who never has contract dates counts from the first
  version to the departure; without either, an archived employee is left out, since
  nobody knows until when he or she was there.
- ``slice``: pieces cut so that a person has one row at a time in a company, even
  with two employee records (working time and pay add up).
- ``spell``: slices with the classes of the contract and the job, and the first day of
  the uninterrupted employment they belong to. A gap of up to the company's renewal gap
  is a renewal.

Days are half-open: ``stop_date`` is the first day on which the row no longer holds;
'9999-12-31' stands for "still so".
"""

from odoo.tools import SQL

from .territory import TERRITORIES, is_local

EMPLOYMENT_DEPENDS = {
    "hr.version": [
        "active",
        "address_id",
        "company_id",
        "contract_date_end",
        "contract_date_start",
        "contract_type_id",
        "date_version",
        "departure_date",
        "departure_reason_id",
        "department_id",
        "employee_id",
        "employee_type",
        "job_id",
        "private_country_id",
        "private_zip",
        "resource_calendar_id",
        "sex",
        "trial_date_end",
        "wage",
    ],
    "hr.employee": ["active", "birthday", "work_contact_id"],
    "resource.calendar": ["full_time_required_hours", "hours_per_week"],
    "res.company": [
        "account_fiscal_country_id",
        "impact_renewal_gap_days",
        "impact_territory",
    ],
    "res.partner": ["country_id", "zip"],
    "impact.mapping": [
        "company_id",
        "contract_class",
        "contract_type_id",
        "departure_reason_id",
        "exit_class",
        "integration_class",
        "job_class",
        "job_id",
    ],
}

SPELLS = SQL(
    """
    version AS (
        SELECT v.*,
               e.active AS employee_active,
               e.birthday,
               COALESCE(e.work_contact_id, -e.id) AS person_id,
               bool_or(v.contract_date_start IS NOT NULL)
                   OVER (PARTITION BY v.employee_id) AS has_contracts,
               max(v.departure_date)
                   OVER (PARTITION BY v.employee_id) AS last_departure,
               CASE WHEN row_number() OVER (
                        PARTITION BY v.employee_id, v.contract_date_start
                        ORDER BY v.date_version, v.id) = 1
                    THEN LEAST(v.date_version, v.contract_date_start)
                    ELSE v.date_version
               END AS in_force
          FROM hr_version v
          JOIN hr_employee e ON e.id = v.employee_id
         WHERE v.active
    ),
    piece AS (
        SELECT *
          FROM (
            SELECT v.*,
                   GREATEST(v.in_force, v.contract_date_start) AS start_date,
                   LEAST(
                       lead(v.in_force) OVER (
                           PARTITION BY v.employee_id
                           ORDER BY v.in_force, v.date_version, v.id),
                       CASE WHEN v.has_contracts THEN v.contract_date_end + 1
                            ELSE v.last_departure + 1 END,
                       CASE WHEN v.departure_date >= v.in_force
                            THEN v.departure_date + 1 END,
                       '9999-12-31'
                   ) AS stop_date
              FROM version v
          ) dated
         WHERE start_date < stop_date
           AND CASE WHEN has_contracts THEN contract_date_start IS NOT NULL
                    ELSE employee_active OR last_departure IS NOT NULL END
    ),
    rated AS (
        SELECT p.id AS version_id,
               p.employee_id,
               p.person_id,
               p.company_id,
               p.department_id,
               p.job_id,
               p.contract_type_id,
               p.employee_type,
               p.sex,
               p.birthday AS birth_date,
               p.departure_date,
               p.departure_reason_id,
               p.trial_date_end,
               p.start_date,
               p.stop_date,
               p.employee_type IN ('employee', 'worker') AS is_staff,
               NULLIF(p.wage, 0) AS wage,
               COALESCE(c.hours_per_week > 0 AND c.full_time_required_hours > 0, FALSE)
                   AS rate_known,
               COALESCE(
                   NULLIF(c.hours_per_week, 0)
                       / NULLIF(c.full_time_required_hours, 0), 1
               )::numeric AS working_time_rate,
               NULLIF(c.hours_per_week, 0)::numeric AS weekly_hours,
               min(p.employee_id) OVER person <> max(p.employee_id) OVER person
                   AS is_shared
          FROM piece p
          LEFT JOIN resource_calendar c ON c.id = p.resource_calendar_id
        WINDOW person AS (PARTITION BY p.person_id, p.company_id)
    ),
    border AS (
        SELECT person_id, company_id, day AS start_date,
               lead(day) OVER (PARTITION BY person_id, company_id ORDER BY day)
                   AS stop_date
          FROM (
            SELECT person_id, company_id, start_date AS day FROM rated WHERE is_shared
             UNION
            SELECT person_id, company_id, stop_date FROM rated WHERE is_shared
          ) days
    ),
    slice AS (
        SELECT version_id AS id, version_id, employee_id, person_id, company_id,
               department_id, job_id, contract_type_id, employee_type, sex,
               birth_date, departure_date, departure_reason_id, trial_date_end,
               start_date, stop_date, is_staff, wage, rate_known, working_time_rate,
               weekly_hours
          FROM rated
         WHERE NOT is_shared
         UNION ALL
        SELECT * FROM (
        SELECT DISTINCT ON (b.company_id, b.person_id, b.start_date)
               -row_number() OVER (
                   ORDER BY b.company_id, b.person_id, b.start_date, r.version_id
               ) AS id,
               r.version_id, r.employee_id, b.person_id, b.company_id,
               r.department_id, r.job_id, r.contract_type_id, r.employee_type,
               r.sex, r.birth_date, r.departure_date, r.departure_reason_id,
               r.trial_date_end, b.start_date, b.stop_date, r.is_staff,
               CASE WHEN bool_and(r.wage IS NOT NULL) OVER together
                    THEN sum(r.wage) OVER together END,
               bool_and(r.rate_known) OVER together,
               sum(r.working_time_rate) OVER together,
               CASE WHEN bool_and(r.weekly_hours IS NOT NULL) OVER together
                    THEN sum(r.weekly_hours) OVER together END
          FROM border b
          JOIN rated r ON r.person_id = b.person_id
                      AND r.company_id = b.company_id
                      AND r.start_date < b.stop_date
                      AND r.stop_date > b.start_date
         WHERE r.is_shared
        WINDOW together AS (
            PARTITION BY b.company_id, b.person_id, b.start_date, r.is_staff)
         ORDER BY b.company_id, b.person_id, b.start_date,
                  r.is_staff DESC, r.working_time_rate DESC, r.version_id DESC
        ) together
    ),
    island AS (
        SELECT s.*,
               co.impact_renewal_gap_days AS gap_days,
               s.start_date > COALESCE(
                   max(s.stop_date) OVER (
                       PARTITION BY s.person_id, s.company_id, s.is_staff
                       ORDER BY s.start_date
                       ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
                       + COALESCE(co.impact_renewal_gap_days, 0),
                   '0001-01-01') AS opens
          FROM slice s
          JOIN res_company co ON co.id = s.company_id
    ),
    spell AS (
        SELECT i.*,
               m.contract_class,
               job.job_class,
               max(CASE WHEN i.opens THEN i.start_date END) OVER (
                   PARTITION BY i.person_id, i.company_id, i.is_staff
                   ORDER BY i.start_date) AS entry_date,
               lag(m.contract_class) OVER (
                   PARTITION BY i.person_id, i.company_id, i.is_staff
                   ORDER BY i.start_date) AS previous_class,
               i.wage / NULLIF(i.working_time_rate, 0) AS full_time_wage,
               i.wage * 12 / (NULLIF(i.weekly_hours, 0) * 52) AS hourly_wage,
               %s AS lives_locally,
               %s AS works_locally
          FROM island i
          JOIN hr_version v ON v.id = i.version_id
          JOIN %s territory ON territory.company_id = i.company_id
          LEFT JOIN res_country home ON home.id = v.private_country_id
          LEFT JOIN res_partner site ON site.id = v.address_id
          LEFT JOIN res_country site_country ON site_country.id = site.country_id
          LEFT JOIN impact_mapping m ON m.company_id = i.company_id
                                    AND m.contract_type_id = i.contract_type_id
          LEFT JOIN impact_mapping job ON job.company_id = i.company_id
                                      AND job.job_id = i.job_id
    )
    """,
    is_local(SQL("v.private_zip"), SQL("home.code")),
    is_local(SQL("site.zip"), SQL("site_country.code")),
    TERRITORIES,
)
