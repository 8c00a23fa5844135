from odoo import api, fields, models

from odoo.addons.vises_impact.models.impact_mapping import Kind

from ..absence_rules import ABSENCE_RECORDS, ABSENCE_RULES

ABSENCE_CLASSES = [
    ("sickness", "Sickness"),
    ("work_accident", "Work accident or occupational illness"),
    ("parental", "Birth and parental leave"),
    ("training", "Training"),
    ("holiday", "Holidays and rest"),
    ("other", "Other absence"),
]


class ImpactMapping(models.Model):
    _inherit = "impact.mapping"

    kind = fields.Selection(
        selection_add=[("leave_type", "Time-off type")], ondelete={"leave_type": "cascade"}
    )
    leave_type_id = fields.Many2one(
        "hr.leave.type",
        "Time-off type",
        check_company=True,
        index="btree_not_null",
        ondelete="cascade",
    )
    absence_class = fields.Selection(
        ABSENCE_CLASSES,
        "Counts as (time off)",
        compute="_compute_absence_class",
        store=True,
        readonly=False,
    )

    _leave_type_unique = models.UniqueIndex(
        "(company_id, leave_type_id) WHERE leave_type_id IS NOT NULL",
        "This time-off type is mapped already.",
    )
    _leave_type_alone = models.Constraint(
        """CHECK(
            (kind = 'leave_type') = (leave_type_id IS NOT NULL)
            AND (kind = 'leave_type' OR absence_class IS NULL)
        )""",
        "A mapping says what one time-off type counts as.",
    )

    @api.depends("leave_type_id")
    def _compute_absence_class(self):
        """What the name of the type tells, in any language; the user may change it."""
        proposals = self._proposals(self.leave_type_id, ABSENCE_RULES, ABSENCE_RECORDS)
        for mapping in self:
            proposal = proposals.get(mapping.leave_type_id)
            mapping.absence_class = proposal and proposal.result

    @api.model
    def _kinds(self) -> dict[str, Kind]:
        return {
            **super()._kinds(),
            "leave_type": Kind(
                "hr.leave.type",
                "leave_type_id",
                "absence_class",
                ABSENCE_RULES,
                ABSENCE_RECORDS,
                need="each",
                personal=True,
            ),
        }
