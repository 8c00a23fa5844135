"""Who was archived and never left: contracts that go on, of people who are gone."""

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..models.impact_repair import STAFF


class ImpactReadiness(models.TransientModel):
    _inherit = "impact.readiness"

    departure_note = fields.Char("Note on departures", compute="_compute_departure_note")

    def _compute_departure_note(self):
        """An archived employee has no date of leaving: the contract decides who is there."""
        repair = self.env["impact.repair"]
        for readiness in self:
            company = readiness.company_id
            count = len(readiness._archived_at_work())
            readiness.departure_note = count > 0 and self.env._(
                "Archived employees whose contract goes on and whose departure is not noted: "
                "%(count)s. They count as staff until you note it.",
                count=repair._people_text(count, company),
            )

    def _archived_at_work(self):
        """Archived employees under contract today, without a departure."""
        today = fields.Date.context_today(self)
        # sudo: how many there are is told under the rule for small groups; the list is
        # opened under the reader's own rights.
        versions = self.env["hr.version"].sudo().with_context(active_test=False)
        own = Domain("company_id", "=", self.company_id.id) & Domain("active", "=", True)
        own &= Domain("employee_id.active", "=", False)
        running = Domain("contract_date_start", "<=", today) & (
            Domain("contract_date_end", "=", False) | Domain("contract_date_end", ">=", today)
        )
        gone = versions.search(own & Domain("departure_date", "!=", False)).employee_id
        return (versions.search(own & running).employee_id - gone).sudo(False)

    def action_archived_at_work(self):
        """Open them, so that their departure can be noted."""
        self.ensure_one()
        repair = self.env["impact.repair"]
        if not repair._may_open(STAFF):
            raise UserError(repair._whom_to_ask(STAFF, self.company_id))
        return repair._open(
            STAFF, self._archived_at_work().ids, self.env._("Archived without a departure")
        )
