from odoo import fields, models
from odoo.tools import SQL

from ..models.impact_mapping import CONTRACT_CLASSES, JOB_CLASSES
from .employment_sql import EMPLOYMENT_DEPENDS, SPELLS

AGE_BANDS = [("0-25", 0, 26), ("26-54", 26, 55), ("55+", 55, 200)]


class ImpactEmploymentSpell(models.Model):
    """One row per stretch of time in which nothing changed for a person in a company.

    Only the service account may read it. How the rows are made stands in
    ``employment_sql``.
    """

    _name = "impact.employment.spell"
    _description = "Employment spell"
    _auto = False
    _order = "start_date"
    _depends = EMPLOYMENT_DEPENDS

    version_id = fields.Many2one("hr.version", readonly=True)
    employee_id = fields.Many2one("hr.employee", readonly=True)
    person_id = fields.Integer(
        readonly=True, help="Work contact; without one, the employee (negative)."
    )
    company_id = fields.Many2one("res.company", readonly=True)
    department_id = fields.Many2one("hr.department", readonly=True)
    job_id = fields.Many2one("hr.job", readonly=True)
    contract_type_id = fields.Many2one("hr.contract.type", readonly=True)
    contract_class = fields.Selection(CONTRACT_CLASSES, readonly=True)
    job_class = fields.Selection(JOB_CLASSES, "Counts as (job)", readonly=True)
    previous_class = fields.Selection(CONTRACT_CLASSES, "Contract before", readonly=True)
    employee_type = fields.Selection(
        lambda self: (
            self.env["hr.version"]._fields["employee_type"]._description_selection(self.env)
        ),
        readonly=True,
    )
    is_staff = fields.Boolean("Staff", readonly=True)
    sex = fields.Selection(
        [("male", "Men"), ("female", "Women"), ("other", "Other")], readonly=True
    )
    birth_date = fields.Date(readonly=True)
    start_date = fields.Date(readonly=True)
    stop_date = fields.Date(readonly=True)
    entry_date = fields.Date(readonly=True, help="First day of the uninterrupted employment.")
    working_time_rate = fields.Float(
        readonly=True, help="Contract hours over full-time hours; 1 is full time."
    )
    weekly_hours = fields.Float("Weekly hours by contract", readonly=True)
    rate_known = fields.Boolean(readonly=True)
    wage = fields.Float("Monthly gross wage", readonly=True)
    full_time_wage = fields.Float("Wage at full time", readonly=True)
    hourly_wage = fields.Float(readonly=True)
    lives_locally = fields.Boolean("Lives in the territory", readonly=True)
    works_locally = fields.Boolean("Works in the territory", readonly=True)

    # Sources that start from the same tables are read in one statement.
    _impact_tables = (SPELLS,)
    _impact_rows = "spell"

    @property
    def _table_query(self) -> SQL:
        return SQL("WITH %s SELECT * FROM spell", SPELLS)

    def _impact_expressions(self, alias: str, day: SQL) -> dict[str, SQL]:
        """SQL of what depends on the day of the figure: age, seniority.

        ``age``: full years on that day. ``age_in_year``: calendar years between the
        year of birth and that of the day, as French integration statistics count.
        ``seniority``: years (of 365.25 days) since the entry. ``is_entry``: the
        uninterrupted employment begins with this row. ``is_change``: within it, the class of
        the contract became another one with this row.
        """
        birth = SQL.identifier(alias, "birth_date")
        age = SQL("date_part('year', age(%s, %s))", day, birth)
        # Without the age, and beyond all bands, the array has no such element: NULL.
        band = SQL(
            "(%s::varchar[])[width_bucket(%s, %s::float8[])]",
            [key for key, _low, _high in AGE_BANDS],
            age,
            [*(low for _key, low, _high in AGE_BANDS), AGE_BANDS[-1][2]],
        )
        return {
            "age": age,
            "age_in_year": SQL("(date_part('year', %s) - date_part('year', %s))", day, birth),
            "age_band": band,
            "seniority": SQL(
                "((%s - %s)::numeric / 365.25)",
                day,
                SQL.identifier(alias, "entry_date"),
            ),
            "counted_rate": SQL.identifier(alias, "working_time_rate"),
            "is_entry": SQL(
                "(%s = %s)",
                SQL.identifier(alias, "start_date"),
                SQL.identifier(alias, "entry_date"),
            ),
            "is_change": SQL(
                "(%s <> %s AND %s IS DISTINCT FROM %s)",
                *(
                    SQL.identifier(alias, name)
                    for name in ("start_date", "entry_date", "previous_class", "contract_class")
                ),
            ),
        }

    @property
    def _impact_bands(self) -> dict[str, tuple[str, dict[str, tuple]]]:
        """For a choice that says how much a whole number is: the number and its limits.

        The first band has no lowest number and the last no highest: nobody is beyond them.
        """
        limits = {key: (low or None, high) for key, low, high in AGE_BANDS}
        last, low, _high = AGE_BANDS[-1]
        return {"age_band": ("age", {**limits, last: (low, None)})}

    def _impact_choices(self, name: str) -> dict[str, str]:
        """Keys and labels of the computed field of type choice."""
        labels = {
            "0-25": self.env._("Under 26"),
            "26-54": self.env._("26 to 54"),
            "55+": self.env._("55 and over"),
        }
        return {"age_band": labels}[name]
