"""What people decide on a result: validate, lock, set back, release."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

KNOWN = ("measured", "estimated")


class ImpactResult(models.Model):
    # One file for each side of the result keeps them short.
    _inherit = "impact.result"

    can_release = fields.Boolean("May be released", compute="_compute_can_release")

    proposal_ids = fields.One2many(
        "impact.proposal", "result_id", "Proposals", groups="vises_impact.group_lead"
    )
    proposal_shown = fields.Char(
        "Proposed figure", compute="_compute_proposal_shown", groups="vises_impact.group_lead"
    )

    @api.depends_context("lang")
    @api.depends("proposal_ids.shown", "proposal_ids.active")
    def _compute_proposal_shown(self):
        for result in self:
            result.proposal_shown = result.proposal_ids.filtered("active")[:1].shown

    @api.depends_context("uid")
    @api.depends("privacy", "status", "state")
    def _compute_can_release(self):
        allowed = self._may_release()
        for result in self:
            result.can_release = (
                allowed
                and result.privacy == "disclosive"
                and result.status == "suppressed"
                and result.state != "locked"
            )

    def action_view_proposals(self):
        """What is proposed in the place of this figure, to accept or to dismiss."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "vises_impact.impact_proposal_action"
        )
        return {**action, "domain": [("result_id", "=", self.id)]}

    def action_validate(self):
        self._change_state(("draft", "submitted"), "validated")

    def action_lock(self):
        self._change_state(("validated",), "locked")

    def action_reopen(self):
        """Set back to draft: typed figures can be typed again, computed ones computed.

        A figure that was released is hidden again.
        """
        reopened = self._change_state(("validated",), "draft")
        reopened.filtered(lambda r: r.privacy == "disclosive" and r.status in KNOWN)._show(False)

    def action_unlock(self):
        """Ask why locked figures have to change; the module manager alone may."""
        if not self.env.user.has_group("vises_impact.group_manager"):
            raise AccessError(self.env._("Only the module manager may unlock a figure."))
        return self._ask_reason("unlock", self.env._("Unlock"))

    def action_release(self):
        """Ask why disclosive figures are to be shown inside the company."""
        self._check_release()
        return self._ask_reason("release", self.env._("Release"))

    def _unlock(self, reason: str):
        """Let locked figures be worked on again, for a reason that stays on record."""
        if not self.env.user.has_group("vises_impact.group_manager"):
            raise AccessError(self.env._("Only the module manager may unlock a figure."))
        for result in self._change_state(("locked",), "validated"):
            result._log(self.env._("Unlocked: %(reason)s", reason=reason))

    def _release(self, reason: str):
        """Show disclosive figures inside the company, for a reason that stays on record.

        :raises AccessError: for a user who neither leads nor reads staff records.
        :raises UserError: where there is nothing to release.
        """
        self._check_release()
        for result in self:
            # sudo: reads the exact figure of one disclosive result in order to show
            # it, which the lead or an HR reader is entitled to decide; it is logged.
            exact = result.sudo()
            if exact.exact_status not in KNOWN:
                raise UserError(self.env._("There is no figure to release."))
            exact._show()
            exact.state = "validated"
            result._log(self.env._("Released: %(reason)s", reason=reason))

    def _check_release(self):
        if not self._may_release():
            raise AccessError(
                self.env._("Only the evaluation lead or human resources may release a figure.")
            )
        self.check_access("read")
        if any(result.privacy != "disclosive" for result in self):
            raise UserError(self.env._("Only figures that reveal individual pay are released."))

    def _may_release(self) -> bool:
        user = self.env.user
        return user.has_group("vises_impact.group_lead") or user.has_group("hr.group_hr_manager")

    def _change_state(self, before, after):
        """Take the results that are in a state of ``before`` to ``after``; return them."""
        self.check_access("write")
        results = self.filtered(lambda result: result.state in before)
        # sudo: nobody types a state; whoever may change the results may take this step.
        results.sudo().write({"state": after})
        return results

    def _log(self, text: str):
        self.ensure_one()
        # sudo: human resources may release a figure without a right to change it.
        self.sudo().message_post(body=text)

    def _ask_reason(self, decision: str, name: str) -> dict:
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": "impact.result.reason",
            "view_mode": "form",
            "target": "new",
            "context": {"default_result_ids": self.ids, "default_decision": decision},
        }
