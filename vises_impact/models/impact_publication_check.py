"""Who makes a publication final, and what has to be there before."""

from odoo import models
from odoo.exceptions import UserError


class ImpactPublication(models.Model):
    # Apart from the steps: what they ask for.
    _inherit = "impact.publication"

    def _may_freeze(self) -> bool:
        """Leads do, but for exact figures that they may not read themselves."""
        user = self.env.user
        if self.needs_exact:
            return self.env["impact.result"]._exact()
        return user.has_group("vises_impact.group_lead") or (
            self.kind == "return" and self.env["impact.result"]._exact()
        )

    def _who_freezes(self) -> str:
        if self.needs_exact:
            return self.env._(
                "This transmission holds figures that are hidden inside the enterprise: someone "
                "who manages staff records (human resources administrator) has to make it final."
            )
        return self.env._("Only the evaluation lead may make a publication final.")

    def _check_complete(self):
        """A return needs all that founds it.

        :raises UserError: naming what is missing.
        """
        if self.state != "draft":
            raise UserError(self.env._("It is final already."))
        if self.kind != "return":
            return
        names = ("partner_id", "purpose", "legal_basis", "legal_reference", "set_ids")
        missing = [
            self._fields[name]._description_string(self.env) for name in names if not self[name]
        ]
        if missing:
            raise UserError(
                self.env._(
                    "Exact figures go to a named recipient, for a reason. Fill in first: "
                    "%(fields)s.",
                    fields=", ".join(missing),
                )
            )

    def _say_changed(self):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning",
                "message": self.env._(
                    "Some of these figures changed, or were not shown here yet. Look at them, "
                    "then make it final."
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
