"""The overview's head: how much is left to do, and what comes next."""

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date

from ..models.impact_place import PLACE
from .impact_overview_figures import has_gaps, is_missing, to_validate


class ImpactOverview(models.Model):
    _inherit = "impact.overview"

    @api.model
    def retrieve_head(self, domain):
        """What is left to do about the cards chosen by ``domain``, for this reader.

        :return: ``{"items": [{"name", "count", "label", "note", "urgent"}, …], "next":
            False or {"assessment", "id", "text"}, "has_cards", "can_lead"}``; ``name`` is
            what ``action_head`` opens.
        """
        rows = self._rows(domain)
        results = rows._last_results()
        leads = self.env.user.has_group("vises_impact.group_lead")
        items = [rows._item_missing(results), self._item_gaps(results)]
        if leads:
            items = [
                self._item_validate(results),
                *items,
                self._item_proposals(),
                self._item_forms(),
            ]
        return {
            "items": [item for item in items if item],
            "next": self._next_step(leads),
            "has_cards": bool(rows),
            "can_lead": leads,
        }

    @api.model
    def action_head(self, name, domain):
        """Open what a count of the head stands for."""
        rows = self._rows(domain)
        if name == "validate":
            results = rows.filtered("to_validate").result_id
            return self._action("impact_result_action", [("id", "in", results.ids)])
        if name == "gaps":
            if self.env.user.has_group("vises_impact.group_lead"):
                return self.env["impact.readiness"].action_open()
            results = rows.filtered("has_gaps").result_id
            return self._action("impact_result_action", [("id", "in", results.ids)])
        if name == "missing":
            missing = rows.filtered("is_missing")
            if campaigns := missing.campaign_id:
                return self._action("impact_campaign_action", [("id", "in", campaigns.ids)])
            return self._action("impact_overview_action", [("id", "in", missing.ids)])
        actions = {"proposals": "impact_proposal_action", "forms": "impact_form_action_all"}
        return self._action(actions[name], [])

    def _rows(self, domain):
        wanted = Domain(domain) & Domain("is_key", "=", True)
        return self.search_fetch(wanted, PLACE, order="id")

    def _action(self, name, domain):
        action = self.env["ir.actions.act_window"]._for_xml_id(f"vises_impact.{name}")
        if not domain:
            return action
        return {**action, "domain": domain, "context": {}, "path": False}

    def _item(self, name, count, label, note="", urgent=False):
        return {"name": name, "count": count, "label": label, "note": note, "urgent": urgent}

    def _item_validate(self, results):
        count = sum(map(to_validate, results.values()))
        return self._item("validate", count, self.env._("Figures to validate"))

    def _item_missing(self, results):
        missing = self.filtered(lambda row: is_missing(results[row]))
        due = missing._first_deadline()
        note = (
            self.env._("asked for until %(date)s", date=format_date(self.env, due)) if due else ""
        )
        label = self.env._("Figures missing")
        return self._item("missing", len(missing), label, note, bool(missing))

    def _first_deadline(self):
        """The first day on which one of these figures is due; None: no day."""
        campaigns = self.env["impact.campaign"]
        if not (self and campaigns.has_access("read")):
            return None
        ((day,),) = campaigns._read_group(self._asked_domain(), [], ["deadline:min"])
        return day

    def _item_gaps(self, results):
        count = sum(map(has_gaps, results.values()))
        label = self.env._("Figures with records to repair")
        return self._item("gaps", count, label, urgent=bool(count))

    def _item_proposals(self):
        count = self.env["impact.proposal"].search_count(
            [("company_id", "in", self.env.companies.ids)]
        )
        return self._item("proposals", count, self.env._("Proposals that differ"))

    def _item_forms(self):
        waiting = [("state", "=", "submitted"), ("company_id", "in", self.env.companies.ids)]
        count = self.env["impact.form"].search_count(waiting)
        return self._item("forms", count, self.env._("Forms to validate"))

    def _next_step(self, leads):
        """What comes next in the latest assessment of the company; False: nothing."""
        assessment = self.env["impact.assessment"].search_fetch(
            [("company_id", "=", self.env.company.id)],
            ["name", "state"],
            order="state desc, date_to desc, id desc",  # open ones first
            limit=1,
        )
        if not assessment or (assessment.state == "closed" and not leads):
            return False
        if assessment.state == "closed":
            text = self.env._("It is closed: begin the next cycle.")
        elif step := self._first_step(assessment):
            text = self.env._("Next step: %(step)s", step=step.display_name)
        else:
            text = self.env._("All steps are done: close it.")
        return {"assessment": assessment.display_name, "id": assessment.id, "text": text}

    def _first_step(self, assessment):
        """The first step of its check-list that nobody has ticked."""
        return self.env["impact.assessment.step"].search_fetch(
            [("assessment_id", "=", assessment.id), ("done", "=", False)],
            ["step_id"],
            order="stage_sequence, sequence, id",
            limit=1,
        )
