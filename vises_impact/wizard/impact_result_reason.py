from odoo import fields, models


class ImpactResultReason(models.TransientModel):
    """Asks why figures are released or unlocked; the answer is logged on each of them."""

    _name = "impact.result.reason"
    _description = "Reason for a decision on results"

    result_ids = fields.Many2many("impact.result", required=True, string="Results")
    decision = fields.Selection(
        [("release", "Release"), ("unlock", "Unlock")], required=True, readonly=True
    )
    reason = fields.Text(required=True, help="It stays on record, with your name and the date.")

    def action_confirm(self):
        self.ensure_one()
        if self.decision == "release":
            self.result_ids._release(self.reason)
        else:
            self.result_ids._unlock(self.reason)
        return {"type": "ir.actions.act_window_close"}
