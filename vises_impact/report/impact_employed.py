from odoo import fields, models
from odoo.tools import SQL

from ..models.impact_mapping import CONTRACT_CLASSES
from .employment_sql import EMPLOYMENT_DEPENDS, SPELLS

EMPLOYED_DEPENDS = {
    **EMPLOYMENT_DEPENDS,
    "hr.employee": [*EMPLOYMENT_DEPENDS["hr.employee"], "company_id"],
    "resource.calendar": [*EMPLOYMENT_DEPENDS["resource.calendar"], "tz"],
    "res.company": [*EMPLOYMENT_DEPENDS["res.company"], "resource_calendar_id"],
}

# The time zone in which the days of a company are told apart: that of its calendar.
COMPANY_ZONE = SQL(
    """
    COALESCE((SELECT calendar.tz
                FROM res_company company
                JOIN resource_calendar calendar ON calendar.id = company.resource_calendar_id
               WHERE company.id = employee.company_id), 'UTC')
    """
)


class ImpactEmployed(models.AbstractModel):
    """What an employee did on a day, with how he or she was employed on that day.

    The views of bridges inherit it: they say what was done, this adds the rest. Who was
    employed by nobody on that day is of unknown contract, and neither staff nor not.
    """

    _name = "impact.employed"
    _description = "What an employee did on a day"
    _order = "date"

    employee_id = fields.Many2one("hr.employee", readonly=True)
    person_id = fields.Integer(
        readonly=True, help="Work contact; without one, the employee (negative)."
    )
    company_id = fields.Many2one("res.company", readonly=True)
    department_id = fields.Many2one("hr.department", readonly=True)
    date = fields.Date(readonly=True)
    is_staff = fields.Boolean("Staff", readonly=True)
    sex = fields.Selection(
        [("male", "Men"), ("female", "Women"), ("other", "Other")], readonly=True
    )
    contract_class = fields.Selection(CONTRACT_CLASSES, readonly=True)

    def _employed_query(self, facts: SQL) -> SQL:
        """The rows of ``facts``, each with the employment of its day.

        :param facts: a query with ``id``, ``employee_id``, ``date`` and whatever the view adds.
        """
        return SQL(
            """
            WITH %(spells)s,
            fact AS (%(facts)s)
            SELECT fact.*,
                   COALESCE(employee.work_contact_id, -employee.id) AS person_id,
                   COALESCE(job.company_id, employee.company_id) AS company_id,
                   job.department_id, job.is_staff, job.sex, mapping.contract_class
              FROM fact
              JOIN hr_employee employee ON employee.id = fact.employee_id
              LEFT JOIN rated job ON job.employee_id = fact.employee_id
                    AND job.start_date <= fact.date AND fact.date < job.stop_date
              LEFT JOIN impact_mapping mapping ON mapping.company_id = job.company_id
                    AND mapping.contract_type_id = job.contract_type_id
            """,
            spells=SPELLS,
            facts=facts,
        )

    def _impact_expressions(self, alias: str, day: SQL) -> dict[str, SQL]:
        return {}
