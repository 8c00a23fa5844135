"""Mandates: seats in the governing bodies, from which their make-up is counted."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

EARLIEST_BIRTH_YEAR = 1900


class ImpactMandate(models.Model):
    _name = "impact.mandate"
    _description = "Mandate"
    _inherit = ["mail.thread"]
    _order = "body, date_from desc, id"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    body = fields.Selection(
        [
            ("board", "Board"),
            ("assembly", "General assembly"),
            ("other", "Other governing body"),
        ],
        string="Governing body",
        required=True,
        default="board",
        tracking=True,
    )
    seat_type = fields.Selection(
        [
            ("worker", "Worker"),
            ("user", "User or beneficiary"),
            ("member", "Member"),
            ("qualified", "Qualified person"),
            ("public", "Public body"),
        ],
        string="Seat",
        required=True,
        default="member",
        tracking=True,
        help="In the name of whom the person sits.",
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Contact",
        check_company=True,
        index="btree_not_null",
        help="Optional: a mandate counts without a contact too.",
    )
    name = fields.Char(
        compute="_compute_name", store=True, readonly=False, required=True, precompute=True
    )
    date_from = fields.Date(string="From", required=True, tracking=True)
    date_to = fields.Date(
        string="To", tracking=True, help="The last day. Empty while the mandate lasts."
    )
    sex = fields.Selection(
        [("female", "Woman"), ("male", "Man"), ("other", "Other")],
        help="Optional. Only counted: the share of women on the board, say. A seat "
        "without it is left out of that share, and reported as not known.",
    )
    birth_year = fields.Integer(
        "Birth year",
        help="Optional. Only counted: the average age of the board, say.",
    )
    is_current = fields.Boolean(
        compute="_compute_is_current", search="_search_is_current", string="In office"
    )

    _dates_ordered = models.Constraint(
        "CHECK(date_to IS NULL OR date_to >= date_from)",
        "The mandate ends before it begins: change one of its dates.",
    )

    @api.depends("partner_id", "seat_type")
    def _compute_name(self):
        """The contact's name, else that of the seat, unless one was typed."""
        seats = dict(self._fields["seat_type"]._description_selection(self.env))
        for mandate in self:
            if mandate.partner_id:
                mandate.name = mandate.partner_id.name
            elif not mandate.name or mandate.name in seats.values():
                mandate.name = seats.get(mandate.seat_type)
            else:
                mandate.name = mandate.name

    @api.depends("date_from", "date_to")
    def _compute_is_current(self):
        today = fields.Date.context_today(self)
        for mandate in self:
            mandate.is_current = bool(
                mandate.date_from
                and mandate.date_from <= today
                and (not mandate.date_to or mandate.date_to >= today)
            )

    def _search_is_current(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        current = Domain("date_from", "<=", today) & (
            Domain("date_to", "=", False) | Domain("date_to", ">=", today)
        )
        return current if True in value else ~current

    @api.constrains("birth_year")
    def _check_birth_year(self):
        this_year = fields.Date.context_today(self).year
        for mandate in self:
            if mandate.birth_year and not (EARLIEST_BIRTH_YEAR <= mandate.birth_year <= this_year):
                raise ValidationError(
                    self.env._(
                        "%(year)s cannot be the birth year of “%(name)s”: write four "
                        "digits, such as 1975.",
                        year=mandate.birth_year,
                        name=mandate.name,
                    )
                )

    @api.constrains("partner_id", "body", "date_from", "date_to", "company_id")
    def _check_one_seat_at_a_time(self):
        """A person who sits twice in one body would be counted twice."""
        for mandate in self.filtered("partner_id"):
            others = Domain(
                [
                    ("id", "!=", mandate.id),
                    ("company_id", "=", mandate.company_id.id),
                    ("body", "=", mandate.body),
                    ("partner_id", "=", mandate.partner_id.id),
                ]
            ) & (Domain("date_to", "=", False) | Domain("date_to", ">=", mandate.date_from))
            if mandate.date_to:
                others &= Domain("date_from", "<=", mandate.date_to)
            if self.search_count(others, limit=1):
                raise ValidationError(
                    self.env._(
                        "“%(name)s” has a mandate in the same body for some of these "
                        "days already, and would be counted twice. End that one first.",
                        name=mandate.name,
                    )
                )

    def _impact_expressions(self, alias: str, day: SQL) -> dict[str, SQL]:
        """``age_in_year``: calendar years between the birth year, if known, and the day's."""
        born = SQL("NULLIF(%s, 0)", SQL.identifier(alias, "birth_year"))
        return {"age_in_year": SQL("(date_part('year', %s) - %s)", day, born)}
