from odoo import fields, models


class ImpactPublicationWithdrawal(models.TransientModel):
    """Asks the lead why what went out no longer holds."""

    _name = "impact.publication.withdrawal"
    _description = "Withdraw a publication"

    publication_id = fields.Many2one(
        "impact.publication", required=True, readonly=True, ondelete="cascade"
    )
    reason = fields.Text(required=True, help="It stays on record, with your name and the date.")

    def action_withdraw(self):
        self.ensure_one()
        self.publication_id._withdraw(self.reason)
        return {"type": "ir.actions.act_window_close"}
