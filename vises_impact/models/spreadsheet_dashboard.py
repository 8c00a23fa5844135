"""The dashboard "Social impact" opens on the last year that has figures."""

import json

from odoo import api, fields, models

# Of the date filter in the dashboard's description (tools/dashboard).
DATES = "impact-dates"


class SpreadsheetDashboard(models.Model):
    _inherit = "spreadsheet.dashboard"

    def _get_serialized_readonly_dashboard(self):
        """With the year that the dates of ours begin with; Odoo knows relative periods only."""
        serialized = super()._get_serialized_readonly_dashboard()
        if DATES not in serialized:
            return serialized
        dashboard = json.loads(serialized)
        if year := self._impact_last_year():
            for one in dashboard["snapshot"]["globalFilters"]:
                if one["id"] == DATES:
                    one["defaultValue"] = {"type": "year", "year": year}
        return json.dumps(dashboard)

    @api.model
    def _impact_last_year(self) -> int | None:
        """The last year that is over and of which the reader knows anything; None for none."""
        domain = [
            ("period_type", "=", "year"),
            ("date_to", "<", fields.Date.context_today(self)),
            ("cell_id.key", "=", ""),
            ("scope_id.is_default", "=", True),
            ("company_id", "in", self.env.companies.ids),
            ("status", "in", ("measured", "estimated", "suppressed")),
        ]
        ((last,),) = self.env["impact.result"]._read_group(domain, [], ["date_to:max"])
        return last and last.year
