import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..engine.suppression import THRESHOLD_INSIDE
from ..sources.mapping_rules import CHART_OF_TEMPLATE

# A country's code before it makes a prefix hold across the border: BE-77.
POSTCODE_PREFIX = re.compile(r"([A-Za-z]{2}-)?[A-Za-z0-9]+")
CHARTS = [
    ("french_company", "France, company"),
    ("french_association", "France, association"),
    ("belgian_company", "Belgium, company"),
    ("belgian_association", "Belgium, association"),
    ("other", "Other (by account type)"),
]


class ResCompany(models.Model):
    _inherit = "res.company"

    impact_chart = fields.Selection(
        CHARTS,
        string="Chart of accounts for impact figures",
        compute="_compute_impact_chart",
        store=True,
        readonly=False,
        help="Decides which account numbers make up income, staff costs, public "
        "funding and the like.",
    )
    impact_renewal_gap_days = fields.Integer(
        "Renewal gap (days)",
        default=3,
        help="A new contract that starts this many days or fewer after the last one "
        "ended is a renewal: neither an exit nor an entry. Three covers a week-end.",
    )
    impact_territory = fields.Char(
        "Territory (postcode prefixes)",
        help="Postcodes that you call local, by their first digits: “59, 62” or “7, 60”. "
        "Abroad, with the country’s code before them: “59, 62, BE-77”.",
    )
    impact_threshold = fields.Integer(
        "Smallest group shown",
        default=5,
        help="Counts of people below this number are not shown to readers who may "
        "not see the staff records themselves. It can be raised, not lowered.",
    )
    impact_digest_first_id = fields.Many2one(
        "impact.indicator",
        "First impact figure in digests",
        index="btree_not_null",
        help="Its last figure stands in the digest mails of those who may read it.",
    )
    impact_digest_second_id = fields.Many2one(
        "impact.indicator", "Second impact figure in digests", index="btree_not_null"
    )
    impact_scope_ids = fields.One2many("impact.scope", "company_id", "Scopes")

    _impact_threshold_floor = models.Constraint(
        "CHECK(impact_threshold IS NULL OR impact_threshold >= 5)",
        "The smallest group shown is five people: choose five or more.",
    )
    _impact_renewal_gap = models.Constraint(
        "CHECK(impact_renewal_gap_days IS NULL OR impact_renewal_gap_days BETWEEN 0 AND 60)",
        "The renewal gap lies between 0 and 60 days.",
    )

    def _impact_smallest_group(self) -> int:
        """The smallest number of people that is shown inside the company."""
        self.ensure_one()
        return max(self.impact_threshold or 0, THRESHOLD_INSIDE)

    @api.depends("chart_template")
    def _compute_impact_chart(self):
        """Propose the variant that fits the chart of accounts; the user may change it.

        What was chosen stays, unless the chart is that of another country.
        """
        for company in self:
            proposed = CHART_OF_TEMPLATE.get(company.chart_template, "other")
            chosen = company.impact_chart or "other"
            if chosen == "other" or (
                proposed != "other" and chosen.split("_")[0] != proposed.split("_")[0]
            ):
                company.impact_chart = proposed

    @api.constrains("impact_territory")
    def _check_impact_territory(self):
        for company in self:
            for prefix in company._impact_territory_prefixes():
                if not POSTCODE_PREFIX.fullmatch(prefix):
                    raise ValidationError(
                        self.env._(
                            "“%(prefix)s” is not the beginning of a postcode. Write "
                            "prefixes apart with commas, such as “59, 62”.",
                            prefix=prefix,
                        )
                    )

    def _impact_territory_prefixes(self) -> list[str]:
        """Postcode prefixes that the company calls local; empty when not declared."""
        self.ensure_one()
        return [part.strip() for part in (self.impact_territory or "").split(",") if part.strip()]

    @api.model_create_multi
    def create(self, vals_list):
        companies = super().create(vals_list)
        companies._impact_set_up()
        return companies

    def _impact_set_up(self):
        """Give each company its default scope and open it to the service account."""
        # sudo: creates one scope that narrows nothing, and links the service
        # account (which no person can log in with) to the company; the caller
        # has just created the company or is installing the module.
        scopes = self.env["impact.scope"].sudo()
        service = self.env.ref("vises_impact.user_service", raise_if_not_found=False)
        known = scopes.with_context(active_test=False).search(
            [("company_id", "in", self.ids), ("is_default", "=", True)]
        )
        scopes.create(
            [
                {
                    "kind": "enterprise",
                    "is_default": True,
                    "company_id": company.id,
                    "sequence": 1,
                }
                for company in self - known.company_id
            ]
        )
        if service:
            service.sudo().write(
                {"company_ids": [fields.Command.link(company.id) for company in self]}
            )

    def _impact_default_scope(self):
        """The scope that stands for the whole enterprise."""
        self.ensure_one()
        return self.env["impact.scope"].search(
            [("company_id", "=", self.id), ("is_default", "=", True)], limit=1
        )
