from odoo import api, fields, models

from odoo.addons.vises_impact.models.impact_mapping import Kind

from .project_rules import PROJECT_RULES

PROJECT_CLASSES = [
    ("support", "Social-professional support"),
    ("service", "Service delivered"),
    ("evaluation", "Evaluation of social impact"),
    ("other", "Other work"),
]


class ImpactMapping(models.Model):
    _inherit = "impact.mapping"

    kind = fields.Selection(selection_add=[("project", "Project")], ondelete={"project": "cascade"})
    project_id = fields.Many2one(
        "project.project",
        check_company=True,
        index="btree_not_null",
        ondelete="cascade",
    )
    project_class = fields.Selection(PROJECT_CLASSES, "Counts as (project)")

    _project_unique = models.UniqueIndex(
        "(company_id, project_id) WHERE project_id IS NOT NULL",
        "This project is mapped already.",
    )
    _project_subject = models.Constraint(
        """CHECK(
            (kind = 'project') = (project_id IS NOT NULL)
            AND (kind = 'project' OR project_class IS NULL)
        )""",
        "A mapping of a project says what one project counts as.",
    )

    @api.model
    def _kinds(self) -> dict[str, Kind]:
        return {
            **super()._kinds(),
            "project": Kind(
                "project.project",
                "project_id",
                "project_class",
                PROJECT_RULES,
                need="each",
                personal=True,
            ),
        }
