from odoo import api, fields, models

from ..models.impact_mapping import EVENT_CLASSES


class ImpactReadinessLine(models.TransientModel):
    _inherit = "impact.readiness.line"

    kind = fields.Selection(
        selection_add=[("event_tag", "Event tag")], ondelete={"event_tag": "cascade"}
    )
    event_tag_id = fields.Many2one("event.tag", readonly=True, ondelete="cascade")
    event_class = fields.Selection(EVENT_CLASSES, "Counts as (event)")

    @api.model
    def _usage(self, kind: str, company) -> dict[int, int]:
        if kind != "event_tag":
            return super()._usage(kind, company)
        # sudo: how many events have a tag is no secret of those who organise them.
        events = self.env["event.event"].sudo().with_context(active_test=False)
        groups = events._read_group(
            [("tag_ids", "!=", False), ("company_id", "in", (False, company.id))],
            ["tag_ids"],
            ["__count"],
        )
        return {tag.id: count for tag, count in groups}
