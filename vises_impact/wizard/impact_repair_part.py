from odoo import fields, models


class ImpactRepairPart(models.TransientModel):
    """Records of one model among those to repair for a figure.

    Ids are kept of records that the reader may open, and of no others.
    """

    _name = "impact.repair.part"
    _description = "Records to repair, of one kind"
    _order = "id"

    name = fields.Char("Records", readonly=True)
    count_text = fields.Char("How many", readonly=True)
    advice = fields.Char("Who can repair them", readonly=True)
    model = fields.Char(readonly=True)
    record_ids = fields.Json(readonly=True)
    may_open = fields.Boolean("May be opened", readonly=True)

    def action_open(self):
        self.ensure_one()
        return self.env["impact.repair"]._open(self.model, self.record_ids, self.name)
