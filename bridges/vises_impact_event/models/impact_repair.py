from odoo import api, models


class ImpactRepair(models.AbstractModel):
    _inherit = "impact.repair"

    @api.model
    def _advice_texts(self, company) -> dict[str, str]:
        tag = self.env._("Give the event a tag, and say what the tag counts as.")
        return {
            **super()._advice_texts(company),
            **dict.fromkeys(("is_public", "is_collective", "is_volunteer_training", "body"), tag),
            "attended": self.env._(
                "Mark on each event who came; link each mandate with its contact."
            ),
            "duration": self.env._("Cut an event that lasts longer than a day into slots."),
            "is_named": self.env._("Type the name or the e-mail address of the participant."),
        }

    @api.model
    def _keepers(self) -> dict[str, tuple[str, str]]:
        keeper = ("event.group_event_user", self.env._("who organises the events"))
        return {**super()._keepers(), "event.event": keeper, "event.registration": keeper}
