"""When the figures of an indicator were computed last."""

from odoo import api, fields, models


class ImpactIndicator(models.Model):
    # One file for each side of the indicator keeps them short.
    _inherit = "impact.indicator"

    refreshed_at = fields.Datetime("Computed last", compute="_compute_refreshed_at")
    refresh_failure = fields.Text("Why it failed", compute="_compute_refreshed_at")

    @api.depends_context("allowed_company_ids")
    def _compute_refreshed_at(self):
        """The latest time in the companies at hand, and what went wrong then."""
        # sudo: when figures were computed is no secret to those who read definitions.
        places = self.env["impact.refresh"].sudo()
        domain = [("indicator_id", "in", self.ids), ("company_id", "in", self.env.companies.ids)]
        latest = dict(places._read_group(domain, ["indicator_id"], ["refreshed_at:max"]))
        failed = dict(
            places._read_group(
                [*domain, ("failure", "!=", False)], ["indicator_id"], ["id:recordset"]
            )
        )
        for indicator in self:
            indicator.refreshed_at = latest.get(indicator._origin)
            indicator.refresh_failure = failed.get(indicator._origin, places)[:1].failure

    def action_refreshes(self):
        """Open the list of what was computed of this indicator, and when."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("vises_impact.impact_refresh_action")
        action["domain"] = [("indicator_id", "=", self.id)]
        action["context"] = {}
        return action
