"""From an indicator to what a company chose for it."""

from odoo import models
from odoo.fields import Command


class ImpactIndicator(models.Model):
    # One file for each side of the indicator keeps them short.
    _inherit = "impact.indicator"

    def action_settings(self):
        """Open what this company chose for the indicator; make it if it is new."""
        self.ensure_one()
        setting = self._setting_of(self.env.company)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Our choices for %(name)s", name=self.display_name),
            "res_model": "impact.indicator.setting",
            "res_id": setting.id,
            "view_mode": "form",
            "target": "new",
        }

    def _setting_of(self, company):
        self.ensure_one()
        settings = self.env["impact.indicator.setting"]
        domain = [("indicator_id", "=", self.id), ("company_id", "=", company.id)]
        return settings.search(domain, limit=1) or settings.create(
            {"indicator_id": self.id, "company_id": company.id}
        )

    def _load_records_write(self, values):
        """An update of the module leaves as they are archiving and sets: the manager's choice."""
        values = {name: value for name, value in values.items() if name != "active"}
        if "set_ids" in values:
            ids = self._fields["set_ids"].convert_to_cache(values["set_ids"], self)
            values["set_ids"] = [Command.link(set_id) for set_id in ids]
        return super()._load_records_write(values)
