from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.vises_impact.report.impact_employed import EMPLOYED_DEPENDS

from ..models.impact_mapping import PROJECT_CLASSES


class ImpactTimesheetLine(models.Model):
    """One row per line of a timesheet: hours that an employee spent on a project.

    A line typed in days has as many hours as Odoo's unit of measure says; of one in a unit
    that is no time, the hours are unknown. A project counts as its own company says; one
    that all companies share, as the company that employs the person says. Analytic lines
    without a project or an employee are no timesheets.
    """

    _name = "impact.timesheet.line"
    _inherit = "impact.employed"
    _description = "Timesheet line"
    _auto = False
    _depends = {
        **EMPLOYED_DEPENDS,
        "account.analytic.line": [
            "date",
            "employee_id",
            "product_uom_id",
            "project_id",
            "unit_amount",
        ],
        "impact.mapping": [*EMPLOYED_DEPENDS["impact.mapping"], "project_class", "project_id"],
        "project.project": ["company_id"],
        "uom.uom": ["factor", "parent_path"],
    }

    project_id = fields.Many2one("project.project", readonly=True)
    hours = fields.Float(readonly=True)
    project_class = fields.Selection(PROJECT_CLASSES, readonly=True)

    @property
    def _table_query(self) -> SQL:
        hour = self.env.ref("uom.product_uom_hour", raise_if_not_found=False)
        employed = self._employed_query(
            SQL(
                """
                SELECT line.id, line.employee_id, line.date, line.project_id,
                       (line.unit_amount * CASE
                            WHEN unit.id IS NULL THEN 1
                            WHEN split_part(unit.parent_path, '/', 1)
                               = split_part(hour.parent_path, '/', 1)
                            THEN unit.factor / hour.factor END)::numeric AS hours
                  FROM account_analytic_line line
                  LEFT JOIN uom_uom unit ON unit.id = line.product_uom_id
                  LEFT JOIN uom_uom hour ON hour.id = %s
                 WHERE line.project_id IS NOT NULL AND line.employee_id IS NOT NULL
                """,
                hour.id if hour else None,
            )
        )
        return SQL(
            """
            SELECT line.*, work.project_class
              FROM (%s) line
              JOIN project_project project ON project.id = line.project_id
              LEFT JOIN impact_mapping work ON work.project_id = line.project_id
                    AND work.company_id = COALESCE(project.company_id, line.company_id)
            """,
            employed,
        )
