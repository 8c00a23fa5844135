from odoo import api, models


class ImpactRepair(models.AbstractModel):
    _inherit = "impact.repair"

    @api.model
    def _advice_texts(self, company) -> dict[str, str]:
        return {
            **super()._advice_texts(company),
            "project_class": self.env._("Say in the mapping what the project counts as."),
        }

    @api.model
    def _keepers(self) -> dict[str, tuple[str, str]]:
        keeper = ("hr_timesheet.group_hr_timesheet_approver", self.env._("who manages timesheets"))
        return {**super()._keepers(), "account.analytic.line": keeper}
