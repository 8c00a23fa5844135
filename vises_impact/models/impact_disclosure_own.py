"""Figures of a company's own definitions of people: saved ones are guarded like tried ones."""

from dataclasses import replace

from odoo import models

from ..sources import guard
from ..sources.cells import dimensions_of
from ..sources.request import TOTAL, Slot


class ImpactDisclosure(models.AbstractModel):
    """Keeps a person from being found by saving and computing definition after definition.

    Whoever may save a definition is not kept from it: its figure is computed, readers of
    staff records read it, and the others are told that the group is small where the guard
    of live tests (``sources/guard.py``) would not tell it.
    """

    _inherit = "impact.disclosure"

    def _guard_own(self, figures, around, scopes, periods, seen):
        """Mark figures of own definitions of people that others would give away.

        One statement a source, for all definitions, scopes and periods; none without any.

        :param around: figures that are kept, shown or hidden.
        :param seen: places of ``figures`` that are shown now: they keep their say.
        """
        places = {}
        for figure in figures:
            if figure.quantity.is_known and guard.is_own(figure.version):
                place = figure.version, figure.scope_id, figure.position
                places.setdefault(place, set()).add(figure.cell)
        if not places:
            return figures
        told = self._told(places, around, scopes, periods, seen)
        return [
            figure._replace(
                hidden=figure.hidden or (place in told and figure.cell not in told[place])
            )
            for figure in figures
            for place in [(figure.version, figure.scope_id, figure.position)]
        ]

    def _told(self, places, around, scopes, periods, seen) -> dict:
        """Cells that may be told, by place; what is shown already has its say first."""
        slots = {scope.id: Slot.of(scope) for scope in scopes}

        def is_new(place):
            version, scope_id, position = place
            return (version.indicator_id.id, scope_id, periods[position], TOTAL) not in seen

        order = sorted(places, key=lambda place: (is_new(place), place[0].id, *place[1:]))
        asked = [self._asked(*place, places[place], slots, periods) for place in order]
        trials = self.env["impact.trial"]
        company = scopes.company_id
        cells = guard.told(
            self.env["impact.computation"]._service_env(company),
            asked,
            trials._known(
                list(dict.fromkeys((one.slot, one.period) for one in asked)),
                frozenset().union(*(dimensions_of(c) for some in places.values() for c in some)),
            ),
            self._own_beside(around, periods),
            trials._earlier(company),
            company._impact_smallest_group(),
        )
        return dict(zip(order, cells, strict=True))

    def _own_beside(self, around, periods) -> list:
        """What the kept figures of own definitions tell, as far as they are shown."""
        places = {}
        for figure in around:
            if not figure.hidden and guard.is_own(figure.version):
                place = figure.version, figure.scope_id, figure.position
                places.setdefault(place, set()).add(figure.cell)
        # sudo: what scopes narrow is the same for all their readers.
        scopes = self.env["impact.scope"].sudo().browse({place[1] for place in places})
        slots = {scope.id: Slot.of(scope) for scope in scopes}
        return [self._asked(*place, cells, slots, periods) for place, cells in places.items()]

    def _asked(self, version, scope_id, position, cells, slots, periods) -> guard.Asked:
        # sudo: a definition, which is the same for all who read its figures.
        asked = guard.of_version(version.sudo(), slots[scope_id], periods[position])
        return replace(asked, cells=tuple(sorted({TOTAL, *cells})))
