from odoo import fields, models


class ImpactResult(models.Model):
    # What could not be judged stands apart from the figure itself.
    _inherit = "impact.result"

    repair_text = fields.Char(
        "To repair",
        compute="_compute_repair_text",
        groups="vises_impact.group_lead,hr.group_hr_manager",
    )

    def _compute_repair_text(self):
        """How many records the total could not judge; empty where there are none.

        Counted afresh, so that it falls while people repair.
        """
        repair = self.env["impact.repair"]
        for result in self:
            counted = result.origin == "computed" and not result.cell_id.key
            gap = counted and repair._find(
                result.version_id, result.scope_id, result._period()
            ).get(result.version_id.id)
            result.repair_text = repair._count_text(gap, result.company_id) if gap else ""

    def action_repair(self):
        """Open the records that could not be judged, under the reader's own rights."""
        self.ensure_one()
        repair = self.env["impact.repair"]
        return repair._action(self.version_id, self.scope_id, self._period())
