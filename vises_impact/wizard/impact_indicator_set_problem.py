from odoo import fields, models


class ImpactIndicatorSetProblem(models.TransientModel):
    """Something to correct in the file of a set."""

    _name = "impact.indicator.set.problem"
    _description = "Problem in the file of an indicator set"
    _order = "sheet, line, id"

    import_id = fields.Many2one("impact.indicator.set.import", required=True, ondelete="cascade")
    sheet = fields.Char(readonly=True)
    line = fields.Integer(readonly=True)
    name = fields.Char("What to correct", readonly=True)
