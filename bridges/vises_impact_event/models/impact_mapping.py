from odoo import api, fields, models

from odoo.addons.vises_impact.models.impact_mapping import Kind

from .event_rules import EVENT_RULES

EVENT_CLASSES = [
    ("public", "Open to residents"),
    ("collective", "Collective activity"),
    ("user_body", "Meeting of a users' body"),
    ("other_body", "Meeting of a body of workers or others"),
    ("board", "Meeting of the board"),
    ("volunteer_training", "Training of volunteers"),
    ("none", "None of these"),
]


class ImpactMapping(models.Model):
    _inherit = "impact.mapping"

    kind = fields.Selection(
        selection_add=[("event_tag", "Event tag")], ondelete={"event_tag": "cascade"}
    )
    event_tag_id = fields.Many2one(
        "event.tag", "Event tag", index="btree_not_null", ondelete="cascade"
    )
    event_class = fields.Selection(EVENT_CLASSES, "Counts as (event)")

    _event_tag_unique = models.UniqueIndex(
        "(company_id, event_tag_id) WHERE event_tag_id IS NOT NULL",
        "This event tag is mapped already.",
    )
    _event_tag_subject = models.Constraint(
        """CHECK(
            (kind = 'event_tag') = (event_tag_id IS NOT NULL)
            AND (kind = 'event_tag' OR event_class IS NULL)
        )""",
        "A mapping of an event tag says what one event tag counts as.",
    )

    @api.model
    def _kinds(self) -> dict[str, Kind]:
        return {
            **super()._kinds(),
            "event_tag": Kind("event.tag", "event_tag_id", "event_class", EVENT_RULES, need="each"),
        }
