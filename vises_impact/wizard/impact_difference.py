"""Why a computed figure differs from the one that stands."""

from odoo import api, fields, models
from odoo.fields import Command
from odoo.tools import format_datetime

from ..models.impact_repair import STAFF
from ..sources import ledger
from ..sources.request import Slot


class ImpactProposal(models.Model):
    _inherit = "impact.proposal"

    def action_explain(self):
        """Open what changed between the figure that stands and the proposed one."""
        self.ensure_one()
        self.check_access("read")
        wizard = self.env["impact.difference"].create({"proposal_id": self.id})
        lines = self.env["impact.difference.line"]._explain(self)
        wizard.line_ids = [Command.create(values) for values in lines]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Why is it different?"),
            "res_model": wizard._name,
            "res_id": wizard.id,
            "view_mode": "form",
            "target": "new",
        }


class ImpactComputation(models.AbstractModel):
    _inherit = "impact.computation"

    @api.model
    def _term_records(self, result, term):
        """The records that a term counts now, as the service account sees them.

        For the caller to count: who is not entitled to them is told numbers only.
        """
        # sudo: the records themselves are opened under the reader's own rights.
        records = self.env[term.source_id.record_model].sudo().with_context(active_test=False)
        if term.source_id.engine == "accounts":
            env = self._service_env(result.company_id)
            slot = Slot.of(result.scope_id.sudo())
            domain = ledger.items_domain(env, term.with_env(env), slot, result._period())
            return records.search(domain)
        return records.browse(self._record_ids(result, term)).exists()


class ImpactDifference(models.TransientModel):
    """What changed between a figure that stands and the one that is proposed."""

    _name = "impact.difference"
    _description = "Difference between figures"

    proposal_id = fields.Many2one(
        "impact.proposal", "Result", required=True, readonly=True, ondelete="cascade"
    )
    current = fields.Char(related="proposal_id.current")
    shown = fields.Char(related="proposal_id.shown")
    line_ids = fields.One2many("impact.difference.line", "difference_id", "What changed")


class ImpactDifferenceLine(models.TransientModel):
    """One thing that changed; the records of it are kept for those who may open them."""

    _name = "impact.difference.line"
    _description = "Reason of a difference"

    difference_id = fields.Many2one("impact.difference", required=True, ondelete="cascade")
    name = fields.Char("What changed", required=True, readonly=True)
    res_model = fields.Char(readonly=True)
    record_ids = fields.Json(readonly=True)

    def action_open(self):
        """Open the records, under the reader's own rights."""
        self.ensure_one()
        self.env[self.res_model].check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": self.res_model,
            "view_mode": "list,form",
            "domain": [("id", "in", self.record_ids)],
            "context": {"active_test": False},
        }

    @api.model
    def _explain(self, proposal) -> list[dict]:
        """What changed, as values of lines; at least one.

        Each line tells no more than its reader may know: numbers of staff records below
        the threshold only to those who read staff records, and counts behind a hidden
        figure to nobody else.
        """
        result = proposal.result_id
        if proposal.campaign_id:
            return [
                {"name": self.env._("The proposed figure comes from a campaign of collection.")}
            ]
        lines = []
        if result.origin != "computed":
            lines.append({"name": self.env._("The figure that stands was typed.")})
        lines += self._definition_lines(proposal)
        lines += self._mapping_lines(result)
        lines += self._operand_lines(proposal)
        for term in self._terms(proposal):
            records = self.env["impact.computation"]._term_records(result, term)
            lines += self._count_lines(proposal, term)
            lines += self._gone_lines(proposal, term, records)
            lines += self._record_lines(result, term, records)
        return lines or [
            {
                "name": self.env._(
                    "Nothing that can be told apart: a record was removed, or one that a "
                    "record depends on has changed."
                )
            }
        ]

    def _terms(self, proposal):
        # sudo: definitions are the same for all readers.
        version = proposal.sudo().version_id or proposal.result_id.sudo().version_id
        return version.term_ids

    def _definition_lines(self, proposal) -> list[dict]:
        old, new = proposal.result_id.version_id, proposal.version_id
        if not new or old == new:
            return []
        return [
            {
                "name": self.env._(
                    "The definition changed: version %(old)s then, version %(new)s now.",
                    old=old.number,
                    new=new.number,
                )
            }
        ]

    def _mapping_lines(self, result) -> list[dict]:
        if not result.computed_at:
            return []
        mappings = self.env["impact.mapping"].search(
            [("company_id", "=", result.company_id.id), ("write_date", ">", result.computed_at)]
        )
        if not mappings:
            return []
        return [
            {
                "name": self.env._(
                    "Mappings changed since then: %(names)s.",
                    names=", ".join(mappings.mapped("display_name")),
                )
            }
        ]

    def _operand_lines(self, proposal) -> list[dict]:
        """Figures that it is worked out from and that are others now; each opens its own."""
        result = proposal.result_id
        # sudo: values of figures that are shown, or whose reader reads staff records.
        now = (proposal.sudo().provenance or {}).get("operands") or {}
        then = result._operands()
        hidden = "suppressed" in (result.status, proposal.status)
        told = then and not (hidden and not self.env["impact.repair"]._may_open(STAFF))
        lines = []
        for indicator in result.indicator_id._by_codes(now):
            new, old = now[indicator.code], then.get(indicator.code)
            if new == old:
                continue
            text = self.env._("It is worked out from %(figure)s.", figure=indicator.display_name)
            if told and old:
                text = self.env._(
                    "%(figure)s: %(then)s then, %(now)s now.",
                    figure=indicator.display_name,
                    then=self._operand_text(indicator, old, result),
                    now=self._operand_text(indicator, new, result),
                )
            lines.append({"name": text, **self._opened_operand(indicator, result)})
        return lines

    def _operand_text(self, indicator, told, result) -> str:
        value = None if told["value"] is None else float(told["value"])
        shown = result.new({"indicator_id": indicator.id, "company_id": result.company_id.id})
        return shown._shown(value, told["status"])

    def _opened_operand(self, indicator, result) -> dict:
        """What opens the figures of an indicator in the result's place and period."""
        found = self.env["impact.result"].search(
            [
                ("indicator_id", "=", indicator.id),
                ("organisation_id", "=", result.organisation_id.id),
                ("scope_id", "=", result.scope_id.id),
                ("cell_id", "=", result.cell_id.id),
                ("date_from", ">=", result.date_from),
                ("date_to", "<=", result.date_to),
            ]
        )
        return {"res_model": found._name, "record_ids": found.ids} if found else {}

    def _count_lines(self, proposal, term) -> list[dict]:
        """Records behind a term then and now, where the reader may see both figures."""
        then, now = self._counts(proposal, term)
        if then is None or now is None or then == now:
            return []
        return [
            {
                "name": self.env._(
                    "%(term)s: %(then)s counted then, %(now)s now.",
                    term=term.name,
                    then=then,
                    now=now,
                )
            }
        ]

    def _counts(self, proposal, term) -> list:
        """How many counted then and now; None where the reader may not see it."""
        figures = (proposal.result_id, proposal)
        hidden = "suppressed" in [figure.status for figure in figures]
        if hidden and not self.env["impact.repair"]._may_open(STAFF):
            return [None, None]
        return [
            # sudo: counts of a figure that is shown, or whose reader reads staff records.
            ((figure.sudo().provenance or {}).get("terms") or {}).get(term.name, {}).get("count")
            for figure in figures
        ]

    def _gone_lines(self, proposal, term, records) -> list[dict]:
        """Records that counted then and count no more, as far as numbers tell it.

        People are not told: one person may stand behind several records.
        """
        since = proposal.result_id.computed_at
        then, now = self._counts(proposal, term)
        told = term.source_id.engine == "records" and not term.source_id.person_field
        if not told or term.measure == "largest" or None in (then, now, since or None):
            return []
        late = len(records.filtered(lambda record: record.create_date > since))
        gone = then + late - now
        if gone <= 0:
            return []
        return [
            {
                "name": self.env._(
                    "%(term)s: %(number)s that counted then count no more: removed, cancelled, "
                    "or no longer of this kind.",
                    term=term.name,
                    number=gone,
                )
            }
        ]

    def _record_lines(self, result, term, records) -> list[dict]:
        """Records that count now and were entered, or changed, after the figure was made."""
        since = result.computed_at
        if not since:
            return []
        late = records.filtered(lambda record: record.create_date > since)
        changed = (records - late).filtered(lambda record: record.write_date > since)
        day = format_datetime(self.env, since, dt_format="short")
        texts = (
            (late, self.env._("entered since %(day)s", day=day)),
            (changed, self.env._("changed since %(day)s, in whatever respect", day=day)),
        )
        return [
            {
                "name": f"{term.name}: {self._number(found, result, term)} {text}",
                **self._opened(found, result),
            }
            for found, text in texts
            if found
        ]

    def _number(self, records, result, term) -> str:
        """How many records there are, as this reader may know it."""
        if not term.source_id.person_field:
            return str(len(records))
        return self.env["impact.repair"]._people_text(len(records), result.company_id)

    def _opened(self, records, result) -> dict:
        """What opens the records, for a reader who may show those of the figure."""
        if not result.can_show_records:
            return {}
        return {"res_model": records._name, "record_ids": records.ids}
