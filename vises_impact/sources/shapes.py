"""Whom a term counts: the keys under which the counts of figures are told."""

import re

from ..engine.errors import EngineError
from ..engine.period import instants
from .cells import categories_of
from .filters import Junction, read_filter
from .kinds import Kind, Kinds, in_order, joined
from .traits import Traits, conjunction

NAME = re.compile(r"[a-z][a-z0-9_]*")
DAY_BASES = ("end", "start")


class Shape:
    """How one term counts: where, on which days, and whom.

    :param population: conditions on those who are concerned; ``part``: on those who count.
    :param has_base: the whole of the part is shown too.
    :param nests: scopes that lie in one another add up.
    :param traits: how the source speaks of traits; None: cells stand for themselves.

    A shape serves the figures of one document: their kinds of people are kept by cell.
    """

    def __init__(
        self, group, basis, population=(), part=(), has_base=False, nests=True, traits=None
    ):
        self.group = group
        self.basis = basis
        self.population = frozenset(population)
        self.part = frozenset(part)
        self.has_base = has_base
        self.nests = nests
        self.traits = traits or Traits({}, {}, False)
        self.amount = None  # the field of which a sum or a mean is shown
        self._kinds_of: dict[str, tuple[list[Kind], list[Kind]]] = {}

    @classmethod
    def of_term(cls, term) -> "Shape":
        """The shape of a term of a definition."""
        source = term.source_id
        names = NAME.findall(term.version_id.formula or "")
        try:
            trees = [read_filter(source, text) for text in (term.population, term.filter)]
        except EngineError:  # such as a field that an update took away: it stands alone
            return cls(("term", term.id), term.basis)
        if not source.person_field:
            return cls(("term", term.id), term.basis)
        traits = Traits.of(source, term.basis)
        population, part = (_conditions(tree, traits) for tree in trees)
        group = ("source", source.id)
        shape = cls(
            group, term.basis, population, part, f"{term.name}_base" in names, traits=traits
        )
        shape.amount = term.measure_field_id.name or None
        return shape

    @classmethod
    def of_typed(cls, version) -> "Shape":
        """The shape of a figure that people type: it hangs together with its like alone."""
        basis = {"sum": "flow", "last": "end"}.get(version.aggregation_time, "other")
        nests = version.aggregation_organisation in ("sum", "recompute")
        group = ("indicator", version.indicator_id.id)
        return cls(group, basis, part=[("where", "part")], has_base=True, nests=nests)

    def keys(self, figure, days, count: int, base: int, kinds: Kinds) -> dict:
        """Keys and numbers of the counts that the figure shows of this term."""
        group = self.group if self.nests else (*self.group, figure.scope_id)
        place = (group, days, figure.scope_id)
        cell = figure.cell
        if cell not in self._kinds_of:
            self._kinds_of[cell] = self._kinds(cell, kinds)
        counted, whole = self._kinds_of[cell]
        found = {(*place, kind): count for kind in counted}
        for kind, number in zip(whole, (base, base - count), strict=False):
            found[(*place, kind)] = number
        return found

    def _kinds(self, cell: str, kinds: Kinds) -> tuple[list[Kind], list[Kind]]:
        """Of a cell, those who are counted; and the whole and the rest, if they are shown."""
        own = (self.traits.of_category(*one) for one in categories_of(cell))
        conditions = joined({*self.population, *(("in", *one) for one in own)})
        counted = joined(conditions | self.part)
        found = [kinds.of(counted)]
        if self.amount:  # amounts add up like the people that they are of
            found.insert(0, kinds.of(counted | {("amount", self.amount)}))
        if not (self.part and self.has_base):
            return found, []
        part = in_order(self.part)
        known = conditions | {("known", part)}
        return found, [kinds.of(known), kinds.of(known | {("not", part)})]


def _conditions(tree: Junction, traits: Traits) -> list[tuple]:
    """The conditions that all have to hold: sets of a trait, and what is not that plain."""
    found = []
    for one in conjunction(tree):
        values = traits.of_filter(one)
        found.append(("in", *values) if values else ("where", repr(one)))
    return found


def days_of(basis: str, position: int, periods) -> tuple:
    if not periods:
        return ("position", basis, position)
    period = periods[position]
    if basis in DAY_BASES:
        return ("on", instants(period, basis)[0][0])
    return (basis, period.start, period.stop)


def shape_of(version, name: str) -> Shape:
    terms = version.term_ids
    term = next((term for term in terms if term.name == name), None)
    if term is None and len(terms) == 1:  # typed, of what could be counted
        term = terms
    return Shape.of_typed(version) if term is None else Shape.of_term(term)
