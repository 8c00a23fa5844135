"""From an indicator to what a company chose for it."""

from odoo import models


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
