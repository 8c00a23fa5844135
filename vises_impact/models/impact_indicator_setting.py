"""From an indicator to what a company chose for it."""

from odoo import api, fields, models


class ImpactIndicator(models.Model):
    # One file for each side of the indicator keeps them short.
    _inherit = "impact.indicator"

    is_key = fields.Boolean(
        "Key indicator",
        compute="_compute_is_key",
        help="Stands on our overview.",
        groups="vises_impact.group_lead",
    )

    @api.depends_context("company", "uid")
    @api.depends("setting_ids.is_key")
    def _compute_is_key(self):
        keys = self.env["impact.overview"]._key_indicators(self.env.company)
        for indicator in self:
            indicator.is_key = indicator._origin in keys

    def action_toggle_key(self):
        """Put the indicator on the company's overview, or take it off.

        The first choice makes choices of what the assessment proposed until then.
        """
        company = self.env.company
        keys = self.env["impact.overview"]._key_indicators(company)
        for indicator in keys:
            indicator._setting_of(company).is_key = True
        for indicator in self:
            indicator._setting_of(company).is_key = indicator not in keys
        self.invalidate_model(["is_key"])
        return True

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
