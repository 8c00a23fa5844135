from odoo import fields, models


class ImpactFormSendBack(models.TransientModel):
    """Asks the lead what a respondent should look at again."""

    _name = "impact.form.send.back"
    _description = "Send a form back"

    form_id = fields.Many2one("impact.form", required=True, readonly=True, ondelete="cascade")
    note = fields.Text("Message", required=True)

    def action_send_back(self):
        self.ensure_one()
        self.form_id._send_back(self.note)
        return {"type": "ir.actions.act_window_close"}
