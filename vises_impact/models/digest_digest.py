"""Two impact figures in Odoo's digest mail, as each recipient may see them."""

from odoo import api, fields, models

# A switch of the digest, and the field of the company that names its indicator.
KPIS = {
    "kpi_impact_first": "impact_digest_first_id",
    "kpi_impact_second": "impact_digest_second_id",
}


class DigestDigest(models.Model):
    _inherit = "digest.digest"

    kpi_impact_first = fields.Boolean("First impact figure")
    kpi_impact_first_value = fields.Char(
        "First impact figure, last", compute="_compute_kpi_impact_value"
    )
    kpi_impact_second = fields.Boolean("Second impact figure")
    kpi_impact_second_value = fields.Char(
        "Second impact figure, last", compute="_compute_kpi_impact_value"
    )

    @api.depends_context("uid", "company", "lang")
    def _compute_kpi_impact_value(self):
        """The last figures in words, missing and hidden ones too.

        :raises AccessError: for a recipient who may not read the overview: Odoo then
            leaves the figure out of that person's mail.
        """
        self.env["impact.overview"].check_access("read")
        for digest in self:
            company = digest.company_id or self.env.company
            for name, choice in KPIS.items():
                digest[f"{name}_value"] = self._impact_row(company, choice).shown

    def _impact_row(self, company, choice):
        """The card of the overview that a choice of the company stands for; empty: none."""
        rows = self.env["impact.overview"]
        # sudo: reads which indicator the company chose; its figures are read by the reader.
        indicator = company.sudo()[choice]
        return rows.search(
            [
                ("company_id", "=", company.id),
                ("indicator_id", "=", indicator.id),
                ("period_type", "=", "year"),
            ],
            limit=1,
        )

    def _compute_kpis(self, company, user):
        """Say what the impact figures are about: years, not the last hours and days."""
        kpis = super()._compute_kpis(company, user)
        reader = self.with_user(user).with_company(company)
        shown = []
        for kpi in kpis:
            if kpi["kpi_name"] not in KPIS:
                shown.append(kpi)
            elif row := reader._impact_row(self.company_id or company, KPIS[kpi["kpi_name"]]):
                shown.append({**kpi, **row._digest_kpi()})
        return shown

    def _compute_kpis_actions(self, company, user):
        actions = super()._compute_kpis_actions(company, user)
        menu = self.env.ref("vises_impact.impact_menu_root").id
        return actions | dict.fromkeys(KPIS, f"vises_impact.impact_overview_action?menu_id={menu}")
