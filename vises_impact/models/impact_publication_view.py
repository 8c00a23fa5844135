"""Which figures the readers of a document may see."""

from decimal import Decimal

from odoo import api, models

from ..engine.quantity import STATUSES_WITH_VALUE, Quantity
from ..engine.recipient import Recipient, recipient
from ..sources.computed import ComputedFigure
from ..sources.hiding import hide
from ..sources.request import Slot

PERIOD = ("organisation_id", "scope_id", "period_type", "date_from", "date_to")


class ImpactPublicationView(models.AbstractModel):
    """Hides from a document what its readers must not see (design, section 5.9).

    A public document never shows a figure that is hidden inside the enterprise, so what
    it prints are the figures as shown there, or nothing. What else has to go is decided
    on the exact figures of all periods and breakdowns that the document prints.
    """

    _name = "impact.publication.view"
    _description = "Figures as the readers of a document may see them"

    @api.model
    def _recipient(self, kind, company) -> Recipient:
        """The readers of a kind of document of ``company``."""
        return recipient(kind, company._impact_smallest_group())

    @api.model
    def _hidden(self, results, recipient):
        """Those of ``results`` that a document must not show to its recipient.

        What was published before is known: it stays, and others give way to it.
        """
        if recipient.is_exact:
            return results.browse()
        hidden = results.filtered(lambda result: result.status == "suppressed")
        if not recipient.is_public or not results:
            return hidden
        # sudo: the exact counts of people behind the figures decide which of them are too
        # small, whoever prints. None of them leaves this method: it answers with records
        # that the reader may read already.
        published = self._published(results.sudo())
        family = self._family(results.sudo()) | published
        keys = self._small(family, published) | {
            self._key(result) for result in family if result.status == "suppressed"
        }
        keys = self._with_dependents(keys, family)
        return results.filtered(lambda result: self._key(result) in keys)

    def _family(self, results):
        """The whole tables that ``results`` are cells of, with those they are made from."""
        indicators = todo = results.indicator_id
        while todo:
            codes = set().union(*map(self._codes, todo.version_ids))
            todo = todo.with_context(active_test=False).search([("code", "in", sorted(codes))])
            todo -= indicators
            indicators |= todo
        wanted = {self._period_key(result) for result in results}
        domain = [
            ("indicator_id", "in", indicators.ids),
            ("company_id", "in", results.company_id.ids),
            ("scope_id", "in", results.scope_id.ids),
            ("date_to", "in", list(set(results.mapped("date_to")))),
        ]
        return results.search(domain).filtered(lambda result: self._period_key(result) in wanted)

    def _published(self, results):
        """Figures of people that earlier publications showed to everybody, and still are so.

        :param results: those to be printed, of one company, with all rights.
        """
        domain = [
            ("publication_id.kind", "=", "public"),
            ("publication_id.state", "!=", "draft"),
            ("company_id", "in", results.company_id.ids),
            ("status", "in", tuple(STATUSES_WITH_VALUE)),
            ("date_from", "<=", max(results.mapped("date_to"))),
            ("date_to", ">=", min(results.mapped("date_from"))),
        ]
        lines = results.env["impact.publication.line"].search(domain)
        shown = {(*self._key(line), line.value) for line in lines}
        names = ("indicator_id", "scope_id", "cell_id")
        there = [(name, "in", lines[name].ids) for name in names]
        found = results.search([*there, ("date_to", "in", lines.mapped("date_to"))])
        return found.filtered(lambda one: (*self._key(one), one._printed_value()) in shown)

    def _small(self, family, published) -> set[tuple]:
        """Keys of the figures that tell about too few people, or give such ones away."""
        disclosure = self.env["impact.disclosure"]
        periods = list(dict.fromkeys(result._period() for result in family))
        position = {period: place for place, period in enumerate(periods)}
        figures, keys, hidden = [], [], set()
        for result in family.filtered(lambda one: one.privacy == "person"):
            counts, key = disclosure._counts(result), self._key(result)
            known = result.exact_value is not None
            if known and not counts and not self._codes(result.version_id):
                hidden.add(key)  # nobody knows how many people it tells about
                continue
            keys.append(key)
            figures.append(
                ComputedFigure(
                    version=result.version_id,
                    scope_id=result.scope_id.id,
                    position=position[result._period()],
                    cell=result.cell_id.key or "",
                    quantity=Quantity(Decimal(str(result.exact_value)))
                    if known
                    else Quantity(None, "missing"),
                    counts=counts,
                    hidden=result.status == "suppressed",
                    settled=result in published,
                )
            )
        companies = {scope.id: scope.company_id for scope in family.scope_id}
        slots = [Slot.of(scope) for scope in family.scope_id]
        answers = hide(
            figures,
            lambda _version, scope_id: self._recipient("public", companies[scope_id]).threshold,
            periods,
            slots,
        )
        return hidden | {key for key, answer in zip(keys, answers, strict=True) if answer.hidden}

    def _with_dependents(self, hidden, family) -> set[tuple]:
        """``hidden``, and what would give it away.

        With a total go all its breakdowns, since they add up to it; with a figure go
        those worked out from it.
        """
        hidden = set(hidden)
        before = None
        while before != len(hidden):
            before = len(hidden)
            codes = {(code, *rest) for code, *rest in hidden}
            for result in family:
                code, *period, cell = self._key(result)
                if (code, *period, "") in hidden or any(
                    (other, *period, cell) in codes for other in self._codes(result.version_id)
                ):
                    hidden.add((code, *period, cell))
        return hidden

    def _codes(self, version) -> frozenset[str]:
        """Codes of the indicators that a figure is worked out from."""
        return version._parsed_formula().codes if version.formula else frozenset()

    def _period_key(self, result) -> tuple:
        return tuple(
            result[name].id if isinstance(result[name], models.BaseModel) else result[name]
            for name in PERIOD
        )

    def _key(self, result) -> tuple:
        return (
            result.indicator_id.code,
            *self._period_key(result),
            result.cell_id.key or "",
        )
