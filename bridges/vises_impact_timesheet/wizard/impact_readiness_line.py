from odoo import api, fields, models

from odoo.addons.vises_impact.models.impact_mapping import Kind

from ..models.impact_mapping import PROJECT_CLASSES


class ImpactReadinessLine(models.TransientModel):
    _inherit = "impact.readiness.line"

    kind = fields.Selection(selection_add=[("project", "Project")], ondelete={"project": "cascade"})
    project_id = fields.Many2one("project.project", readonly=True, ondelete="cascade")
    project_class = fields.Selection(PROJECT_CLASSES, "Counts as (project)")

    @api.model
    def _usage(self, kind: str, company) -> dict[int, int]:
        if kind != "project":
            return super()._usage(kind, company)
        # sudo: how many people work on a project is told as "fewer than 5" where few do.
        groups = (
            self.env["account.analytic.line"]
            .sudo()
            ._read_group(
                [
                    ("project_id.company_id", "in", (False, company.id)),
                    ("employee_id.company_id", "=", company.id),
                ],
                ["project_id"],
                ["employee_id:count_distinct"],
            )
        )
        return {project.id: count for project, count in groups if project}

    def _subjects(self, kind: Kind, company):
        """Projects that were archived with their work done count all the same."""
        subjects = super()._subjects(kind, company)
        if kind.subject != "project_id":
            return subjects
        used = list(self._usage("project", company))
        return subjects | subjects.with_context(active_test=False).search([("id", "in", used)])
