"""Show the records: what a figure was worked out from, part by part."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..sources import behind, ledger
from ..sources.request import Slot

# Why a scope has no figure of a source: then no record was counted either.
NOTHING_COUNTED = ("whole_enterprise_only", "scope_without_departments", "scope_without_analytic")


class ImpactComputation(models.AbstractModel):
    _inherit = "impact.computation"

    @api.model
    def _records_action(self, result):
        """What opens the records behind a figure: the only list, or a choice of lists.

        :raises UserError: there are none, or the reader may read none of them.
        """
        if result.sudo().version_id.retired:  # sudo: the definition, and no record
            raise UserError(
                self.env._("The app whose records were counted is no longer installed.")
            )
        if result.reason in NOTHING_COUNTED:
            raise UserError(result.reason_text)
        parts = self._record_parts(result) if result.origin == "computed" else []
        if not parts:
            raise UserError(self.env._("This figure was typed: it has no records behind it."))
        opened = [part for part in parts if part["opened"]]
        if not opened:
            raise parts[0]["refused"]
        if all(part["opened"] == parts[0]["opened"] for part in parts):
            return parts[0]["opened"]
        return self.env["impact.records"]._open(result, parts)

    @api.model
    def _record_parts(self, result) -> list[dict]:
        """The lists of records that a figure was worked out from, in the order of its terms.

        ``name`` stands in the formula, ``description`` says it in words; ``people`` (None
        where no people are told) and ``records`` are as many as the reader may see;
        ``opened`` is the action, None where ``refused`` says why the reader may not.
        """
        # sudo: reads the definition; the records are counted under the reader's rights.
        version = result.sudo().version_id
        cell = result.cell_id.key or ""
        parts = []
        for term, itself, whole in behind.asked(version) if version.term_ids else ():
            if behind.has_cell(term.source_id, cell):
                parts += self._term_parts(result, term, itself, whole)
        return parts

    def _term_parts(self, result, term, itself: bool, whole: bool) -> list[dict]:
        """Those of one term: what counts, the whole it is a share of, or both."""
        told = term.sudo(False).with_company(result.company_id)
        words = told._in_words(result._period())
        all_of_it = told._in_words(result._period(), whole=True)
        of_whole = self.env._("The whole: %(counted)s", counted=all_of_it)
        wanted = [(term.name, words, 0)] if itself else []
        wanted += [(f"{term.name}_base", of_whole, 1)] if whole else []
        try:
            self._check_records_access(term)
            found = self._found(result, term)
            parts = [self._part(result, term, found[place]) for _name, _words, place in wanted]
        except UserError as error:
            refused = {"people": None, "records": None, "opened": None, "refused": error}
            parts = [refused] * len(wanted)
        return [
            {**part, "name": name, "description": text}
            for part, (name, text, _place) in zip(parts, wanted, strict=True)
        ]

    def _may_open_records(self, term) -> bool:
        """Whether the reader may read the records that a term counts."""
        source = term.source_id
        return self.env[source.record_model].has_access("read") and (
            not source._is_of_staff() or self.env["impact.repair"]._may_read_pay()
        )

    def _check_records_access(self, term):
        """:raises AccessError: the reader may not read the records that a term counts."""
        self.env[term.source_id.record_model].check_access("read")
        if term.source_id._is_of_staff():
            # Records of staff are for those who may read contracts and pay.
            versions = self.env["hr.version"]
            versions._check_field_access(versions._fields["wage"], "read")

    def _check_records_named(self, term, ids):
        """:raises UserError: the records are such as nobody may see side by side."""

    def _found(self, result, term) -> tuple:
        """Domain and number of people of what counts, and of its whole."""
        env = self._service_env(result.company_id)
        slot = Slot.of(result.scope_id.sudo())  # sudo: what the scope narrows
        if term.source_id.engine == "accounts":
            domain = ledger.items_domain(env, term.with_env(env), slot, result._period())
            return ((domain, None),)
        both = behind.behind(env, term, slot, result._period(), result.cell_id.key or "")
        self._check_records_named(term, both[1].ids)
        return tuple(([("id", "in", sorted(one.ids))], one.people) for one in both)

    def _part(self, result, term, found) -> dict:
        """One list, and how much of it the reader may see."""
        domain, people = found
        records = self.env[term.source_id.record_model].with_context(active_test=False)
        seen = records.search_count(domain)
        hidden = people is not None and seen < len(domain[0][2])
        return {
            # People are told to who may read the records of all of them.
            "people": None if hidden else people,
            "records": seen,
            "opened": self._list_action(result, term, domain),
            "refused": None,
        }

    def _list_action(self, result, term, domain) -> dict:
        views = {
            "hr.version": self.env.ref("vises_impact.impact_hr_version_view_list").id,
        }
        return {
            "type": "ir.actions.act_window",
            "name": result.display_name,
            "res_model": term.source_id.record_model,
            "views": [(views.get(term.source_id.record_model, False), "list"), (False, "form")],
            "view_mode": "list,form",
            "domain": domain,
            "context": {
                "active_test": False,
                # The largest part is seen when each partner's items stand together.
                "group_by": ["partner_id"] if term.measure == "largest" else [],
            },
        }

    def _record_ids(self, result, term) -> list[int]:
        """Ids of the records that count for one term of a figure."""
        env = self._service_env(result.company_id)
        slot = Slot.of(result.scope_id.sudo())  # sudo: what the scope narrows
        counted, _whole = behind.behind(env, term, slot, result._period())
        return sorted(counted.ids)


class ImpactResult(models.Model):
    _inherit = "impact.result"

    can_show_records = fields.Boolean("Records can be shown", compute="_compute_can_show_records")

    @api.depends_context("uid")
    @api.depends("origin", "reason", "version_id.term_ids.source_id")
    def _compute_can_show_records(self):
        for result in self:
            # sudo: reads which sources the definition names; no record of them.
            terms = result.sudo().version_id._used_terms() if result.version_id else ()
            result.can_show_records = (
                result.origin == "computed"
                and result.reason not in NOTHING_COUNTED
                and any(map(self.env["impact.computation"]._may_open_records, terms))
            )

    def action_show_records(self):
        """Open the records that were counted, under the reader's own rights."""
        self.ensure_one()
        return self.env["impact.computation"]._records_action(self)
