"""What a figure is about: which indicator, of whom, where and when."""

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from ..engine.period import Period

PERIOD_TYPES = [
    ("month", "Month"),
    ("quarter", "Quarter"),
    ("half_year", "Half-year"),
    ("year", "Calendar year"),
    ("fiscal_year", "Fiscal year"),
    ("school_year", "School year"),
    ("agreement", "Agreement period"),
]

# What makes a place, in the order of its unique keys.
PLACE = (
    "indicator_id",
    "company_id",
    "organisation_id",
    "scope_id",
    "period_type",
    "date_from",
    "date_to",
)


def period_label(env, period_type, first, last) -> str:
    """A period as people write it: ``2025``, ``March 2025``, else both its days.

    :param first, last: both inclusive; without one of them the label is empty.
    """
    if not (first and last):
        return ""
    if (first, last) == (last.replace(month=1, day=1), last.replace(month=12, day=31)):
        return str(last.year)
    if period_type == "month":
        return format_date(env, first, date_format="MMMM y")
    return f"{format_date(env, first)} – {format_date(env, last)}"


class ImpactPlace(models.AbstractModel):
    """The place of a figure: indicator × organisation × scope × period.

    Results and targets stand in one; both dates are inclusive.
    """

    _name = "impact.place"
    _description = "Place of a figure"

    indicator_id = fields.Many2one(
        "impact.indicator", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        ondelete="cascade",
    )
    organisation_id = fields.Many2one(
        "res.partner",
        required=True,
        index=True,
        default=lambda self: self.env.company.partner_id,
    )
    scope_id = fields.Many2one(
        "impact.scope",
        required=True,
        index=True,
        default=lambda self: self.env.company._impact_default_scope(),
        ondelete="cascade",
    )
    period_type = fields.Selection(PERIOD_TYPES, required=True, default="year")
    date_from = fields.Date("From", required=True)
    date_to = fields.Date("To", required=True)
    period_label = fields.Char("Period", compute="_compute_period_label")
    is_accompanied = fields.Boolean(
        "Accompanied by me",
        compute="_compute_is_accompanied",
        search="_search_is_accompanied",
        help="Whether the user accompanies an assessment that this figure belongs to.",
    )

    _dates_in_order = models.Constraint(
        "CHECK(date_from <= date_to)",
        "The period ends before it starts: change one of its dates.",
    )

    @api.depends_context("lang")
    @api.depends("period_type", "date_from", "date_to")
    def _compute_period_label(self):
        for place in self:
            place.period_label = period_label(
                self.env, place.period_type, place.date_from, place.date_to
            )

    def _period(self) -> Period:
        """The period as the engine knows it."""
        self.ensure_one()
        return Period.inclusive(self.period_type, self.date_from, self.date_to)

    @api.depends_context("uid")
    def _compute_is_accompanied(self):
        accompanied = self.filtered_domain(self._accompanied_domain())
        for place in self:
            place.is_accompanied = place in accompanied

    def _search_is_accompanied(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._accompanied_domain()

    @api.model
    def _accompanied_domain(self) -> Domain:
        """Figures of the assessments to which the user is assigned, and of no other.

        Those of its indicators and its scope, within the period that it evaluates or the
        one that it compares with.
        """
        # sudo: reads what the assessments that name this very user are about; the rule
        # that keeps companies apart holds besides this one.
        assessments = self.env["impact.assessment"].sudo().with_context(active_test=False)
        domains = []
        for assessment in assessments.search([("accompanist_ids", "in", self.env.uid)]):
            followed = Domain("scope_id", "=", assessment.scope_id.id) & Domain(
                "indicator_id", "in", assessment.indicator_line_ids.indicator_id.ids
            )
            domains += [
                followed & Domain("date_from", ">=", first) & Domain("date_to", "<=", last)
                for first, last in (
                    (assessment.date_from, assessment.date_to),
                    (assessment.compare_date_from, assessment.compare_date_to),
                )
                if first and last
            ]
        return Domain.OR(domains)
