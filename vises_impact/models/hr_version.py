from odoo import api, fields, models

from .impact_mapping import CONTRACT_CLASSES


class HrVersion(models.Model):
    _inherit = "hr.version"

    impact_contract_class = fields.Selection(
        CONTRACT_CLASSES,
        "Counts as (contract)",
        compute="_compute_impact_contract_class",
        groups="hr.group_hr_manager",
        help="What its contract type stands for in figures; empty: nobody said so yet.",
    )

    @api.depends("company_id", "contract_type_id")
    def _compute_impact_contract_class(self):
        # sudo: what a company's contract types stand for, for readers of its contracts.
        mappings = self.env["impact.mapping"].sudo()
        found = mappings.search([("contract_type_id", "in", self.contract_type_id.ids)])
        classes = {(m.company_id, m.contract_type_id): m.contract_class for m in found}
        for version in self:
            key = (version.company_id, version.contract_type_id)
            version.impact_contract_class = classes.get(key)
