from odoo import fields, models
from odoo.tools import SQL

from ..models.impact_mapping import (
    CONTRACT_CLASSES,
    EXIT_CLASSES,
    FIXED_TERM_CLASSES,
    INTEGRATION_CLASSES,
)
from .employment_sql import EMPLOYMENT_DEPENDS, SPELLS

# What follows the spells in the same ``WITH``. ``mover``: who worked for several companies
# is looked for first; there are few, and all spells of everybody would be compared.
STAYS = SQL(
    """
    stay AS (
        SELECT DISTINCT ON (person_id, company_id, is_staff, entry_date)
               s.id, s.version_id, s.employee_id, s.person_id, s.company_id,
               s.department_id, s.is_staff, s.sex, s.birth_date,
               s.contract_class, s.entry_date, s.gap_days,
               sum(s.stop_date - s.start_date) OVER so_far / 30.4375
                   AS total_months,
               CASE WHEN bool_and(s.weekly_hours IS NOT NULL) OVER so_far
                    THEN sum(s.weekly_hours * (s.stop_date - s.start_date) / 7)
                        OVER so_far END AS total_hours,
               max(s.trial_date_end) OVER (
                   PARTITION BY s.person_id, s.company_id, s.is_staff,
                                s.entry_date
               ) AS trial_date,
               NULLIF(max(s.stop_date) OVER (
                   PARTITION BY s.person_id, s.company_id, s.is_staff,
                                s.entry_date
               ), '9999-12-31') - 1 AS exit_date
          FROM spell s
        WINDOW so_far AS (
               PARTITION BY s.person_id, s.company_id, s.is_staff
                   ORDER BY s.start_date)
         ORDER BY person_id, company_id, is_staff, entry_date,
                  stop_date DESC, id DESC
    ),
    mover AS MATERIALIZED (
        SELECT person_id FROM rated
         GROUP BY 1 HAVING min(company_id) <> max(company_id)
    ),
    moved AS MATERIALIZED (
        SELECT s.* FROM spell s JOIN mover ON mover.person_id = s.person_id
         WHERE s.start_date = s.entry_date
    ),
    told_stay AS (
        SELECT DISTINCT ON (s.id)
               s.*,
               CASE
                   WHEN s.exit_date IS NULL THEN NULL
                   WHEN m.exit_class IS NOT NULL THEN m.exit_class
                   WHEN d.id IS NULL AND s.contract_class IN %(fixed_term)s
                   THEN 'end_of_contract'
                   WHEN d.id IS NULL AND moved.id IS NOT NULL
                   THEN 'other'
               END AS exit_class,
               CASE WHEN s.exit_date IS NOT NULL THEN m.integration_class END
                   AS integration_class
          FROM stay s
          LEFT JOIN version d ON d.person_id = s.person_id
                AND d.departure_date BETWEEN s.exit_date
                    AND s.exit_date + COALESCE(s.gap_days, 0)
          LEFT JOIN moved ON moved.person_id = s.person_id
                AND moved.company_id <> s.company_id
                AND moved.start_date BETWEEN s.exit_date + 1
                    AND s.exit_date + 1 + COALESCE(s.gap_days, 0)
          LEFT JOIN impact_mapping m ON m.company_id = s.company_id
                AND m.departure_reason_id = d.departure_reason_id
         ORDER BY s.id, d.departure_date DESC, d.id DESC
    )
    """,
    fixed_term=FIXED_TERM_CLASSES,
)


class ImpactEmploymentStay(models.Model):
    """One row per uninterrupted employment of a person in a company.

    Renewals within the company's renewal gap are the same stay. ``exit_date`` is the
    last day of it; empty while it lasts. Its reason is that of the departure recorded
    for this day or the renewal gap after it: an earlier departure was followed by a
    renewal, and so was none. Where no departure is recorded, a fixed-term contract ended
    by its term, and who went on in another company of the database left for another
    reason. Any other exit whose reason is empty or not mapped is of unknown class.

    ``total_months`` and ``total_hours`` count this employment and those before it in the
    company: months (of 30.4375 days), and hours by contract (weekly hours × days ÷ 7), which
    are not known if the weekly hours of any of them are not.
    """

    _name = "impact.employment.stay"
    _description = "Employment stay"
    _auto = False
    _order = "entry_date"
    _depends = EMPLOYMENT_DEPENDS

    version_id = fields.Many2one("hr.version", readonly=True)
    employee_id = fields.Many2one("hr.employee", readonly=True)
    person_id = fields.Integer(readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    department_id = fields.Many2one("hr.department", readonly=True)
    is_staff = fields.Boolean("Staff", readonly=True)
    sex = fields.Selection(
        [("male", "Men"), ("female", "Women"), ("other", "Other")], readonly=True
    )
    birth_date = fields.Date(readonly=True)
    contract_class = fields.Selection(
        CONTRACT_CLASSES, readonly=True, help="That of the last days of the stay."
    )
    entry_date = fields.Date(readonly=True)
    exit_date = fields.Date(readonly=True)
    exit_class = fields.Selection(EXIT_CLASSES, readonly=True)
    integration_class = fields.Selection(INTEGRATION_CLASSES, "After integration", readonly=True)
    total_months = fields.Float("Months in the enterprise", readonly=True)
    total_hours = fields.Float("Hours in the enterprise, by contract", readonly=True)
    trial_date = fields.Date("End of the trial period", readonly=True)

    _impact_tables = (SPELLS, STAYS)
    _impact_rows = "told_stay"

    @property
    def _table_query(self) -> SQL:
        return SQL("WITH %s, %s SELECT * FROM told_stay", SPELLS, STAYS)

    def _impact_expressions(self, alias: str, day: SQL) -> dict[str, SQL]:
        """SQL of what is worked out from a row.

        ``stay_months``: months (of 30.4375 days) from the first to the last day.
        ``ended_in_trial``: it ended by the last day of the trial period.
        ``ended_early``: after it, by resignation, dismissal or mutual agreement. Both are no
        where it lasts, and not known where the trial period is not recorded.
        """
        days = SQL(
            "(%s + 1 - %s)", SQL.identifier(alias, "exit_date"), SQL.identifier(alias, "entry_date")
        )
        left, trial, reason = (
            SQL.identifier(alias, name) for name in ("exit_date", "trial_date", "exit_class")
        )
        return {
            "stay_months": SQL("(%s::numeric / 30.4375)", days),
            "ended_in_trial": SQL("(%s IS NOT NULL AND %s <= %s)", left, left, trial),
            "ended_early": SQL(
                "(%s IS NOT NULL AND %s > %s AND %s IN ('resignation', 'dismissal', 'mutual'))",
                left,
                left,
                trial,
                reason,
            ),
        }
