from odoo import api, fields, models

READERS = (
    "vises_impact.group_contributor,vises_impact.group_board_reader,vises_impact.group_accompanist"
)


class ResPartner(models.Model):
    _inherit = "res.partner"

    impact_stakeholder_ids = fields.One2many(
        "impact.stakeholder", "partner_id", string="In the stakeholder register", groups=READERS
    )
    impact_stakeholder_count = fields.Integer(
        "Entries in the stakeholder register",
        compute="_compute_impact_stakeholder_count",
        groups=READERS,
    )

    @api.depends("impact_stakeholder_ids")
    def _compute_impact_stakeholder_count(self):
        for partner in self:
            partner.impact_stakeholder_count = len(partner.impact_stakeholder_ids)

    def action_impact_stakeholders(self):
        """Open what the stakeholder register says of this contact."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "vises_impact.impact_stakeholder_action"
        )
        return {
            **action,
            "domain": [("partner_id", "=", self.id)],
            "context": {
                "default_partner_id": self.id,
                "default_kind": "organisation" if self.is_company else "role",
            },
        }
