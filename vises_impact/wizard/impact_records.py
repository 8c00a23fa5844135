"""Choose which part of a figure to open."""

from odoo import api, fields, models
from odoo.fields import Command


class ImpactRecords(models.TransientModel):
    """The parts that a figure was worked out from, to choose a list from."""

    _name = "impact.records"
    _description = "Records behind a figure"

    result_id = fields.Many2one("impact.result", required=True, readonly=True, ondelete="cascade")
    # Not as superuser: a dialog about a figure tells no more of it than the figure itself.
    formula = fields.Char(related="result_id.version_id.formula", related_sudo=False)
    shown = fields.Char("Figure", related="result_id.shown", related_sudo=False)
    line_ids = fields.One2many("impact.records.line", "records_id", "Parts")

    @api.model
    def _open(self, result, parts: list[dict]) -> dict:
        """The dialog in which the reader chooses one of the parts (``_record_parts``)."""
        lines = [
            {
                "name": part["name"],
                "description": part["description"],
                "people": "" if part["people"] is None else str(part["people"]),
                "records": "" if part["records"] is None else str(part["records"]),
                "opened": part["opened"],
            }
            for part in parts
        ]
        dialog = self.create(
            {"result_id": result.id, "line_ids": [Command.create(line) for line in lines]}
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Records behind %(figure)s", figure=result.display_name),
            "res_model": self._name,
            "res_id": dialog.id,
            "view_mode": "form",
            "target": "new",
        }


class ImpactRecordsLine(models.TransientModel):
    """One list of records behind a figure."""

    _name = "impact.records.line"
    _description = "Part of a figure"

    records_id = fields.Many2one(
        "impact.records", "Figure", required=True, index=True, ondelete="cascade"
    )
    name = fields.Char("In the formula", readonly=True)
    description = fields.Char("What it is", readonly=True)
    # Texts: nothing, where the reader may not know, is no zero.
    people = fields.Char(readonly=True)
    records = fields.Char(readonly=True)
    # The action that opens the list; empty where the reader may not.
    opened = fields.Json("Action", readonly=True)

    def action_open(self):
        """Open the list, under the reader's own rights."""
        self.ensure_one()
        return self.opened
