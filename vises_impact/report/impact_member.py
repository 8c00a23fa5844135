from odoo import fields, models
from odoo.tools import SQL


class ImpactMember(models.Model):
    """One row per membership: a mandate in the general assembly.

    ``is_new``: the same contact had no membership of the company on the day before. A mandate
    without a contact is a membership of its own, and nobody can tell whether an organisation
    or a person holds it.
    """

    _name = "impact.member"
    _description = "Membership"
    _auto = False
    _order = "date_from"
    _depends = {
        "impact.mandate": ["body", "company_id", "date_from", "date_to", "partner_id", "seat_type"],
        "res.partner": ["is_company"],
    }

    company_id = fields.Many2one("res.company", readonly=True)
    date_from = fields.Date("From", readonly=True)
    date_to = fields.Date("To", readonly=True)
    seat_type = fields.Selection(
        lambda self: (
            self.env["impact.mandate"]._fields["seat_type"]._description_selection(self.env)
        ),
        "Seat",
        readonly=True,
    )
    holder = fields.Selection(
        [("person", "Natural person"), ("organisation", "Legal person")],
        "Natural or legal person",
        readonly=True,
    )
    is_new = fields.Boolean("New member", readonly=True)

    @property
    def _table_query(self) -> SQL:
        return SQL(
            """
            SELECT seat.id, seat.company_id, seat.date_from, seat.date_to, seat.seat_type,
                   CASE WHEN partner.is_company THEN 'organisation'
                        WHEN partner.id IS NOT NULL THEN 'person' END AS holder,
                   NOT EXISTS (
                        SELECT 1 FROM impact_mandate before
                         WHERE before.company_id = seat.company_id
                           AND before.body = 'assembly'
                           AND before.partner_id = seat.partner_id
                           AND before.date_from < seat.date_from
                           AND COALESCE(before.date_to, 'infinity') >= seat.date_from - 1
                   ) AS is_new
              FROM impact_mandate seat
              LEFT JOIN res_partner partner ON partner.id = seat.partner_id
             WHERE seat.body = 'assembly'
            """
        )
