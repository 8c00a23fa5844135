"""Which counts of people figures show, and how these counts hang together.

A count is told by whom it counts, not by the indicator that shows it: the source, the
days looked at, the scope, and the conditions that a person fulfils. So "women among the
staff" is one count, whether a share of women shows it or the headcount by sex. The sums
that tie counts together follow from that, and are what ``engine.disclosure`` works on:

- the categories of a breakdown add up to the count without that condition; crossed ones
  add up to each of their margins;
- what a filter takes of a trait, such as "temporary or integration contract" or "aged 55
  or more", is the sum of the categories that lie in it (``sources/traits.py``);
- a part and its rest add up to the whole of a share;
- sites and everybody else add up to the enterprise, as scopes lie inside one another;
- events of months add up to those of quarters and years. A stock is that of its day, so
  that the end of December and the end of the year are one count.

Everybody else and the rest are counts that no figure shows but any reader works out.
"""

from collections import defaultdict
from itertools import combinations

from ..engine.disclosure import Relation, protect
from .cells import UNDECLARED, categories_of, cell_key
from .kinds import PLAIN, Kinds
from .shapes import Shape, days_of, shape_of
from .traits import sums_of


def hidden_figures(figures, threshold_of, periods, slots) -> frozenset[int]:
    """Positions of the figures to hide: those of few people, and what gives them away.

    Of how many a thing is not declared follows from the coverage of what is shown of them
    all. Where nothing is, as of three women, nobody knows of how many of them it is not.

    :param figures: computed figures of people whose value is known, or may be.
    :param threshold_of: version, scope id → smallest group shown.
    :param periods: engine periods by position; without them, periods stand alone.
    :param slots: what the scopes narrow; without them, scopes stand alone.
    """
    document = _Document(figures, threshold_of, periods, slots)
    every = range(len(figures))
    crossed = [n for n in every if document.declared[n] not in ("", figures[n].cell)]
    if crossed:
        document.protect(n for n in every if len(categories_of(figures[n].cell)) < 2)
    document.protect(every, document.of_the_unseen(crossed))
    return frozenset(document.hidden)


class _Document:
    """The figures that a reader meets, by position; ``hidden`` grows."""

    def __init__(self, figures, threshold_of, periods, slots) -> None:
        self.figures = figures
        self.thresholds = [threshold_of(one.version, one.scope_id) for one in figures]
        self.declared = [_declared(figure.cell) for figure in figures]
        self.periods = periods
        self.slots = slots
        self.shapes: dict[tuple, Shape] = {}
        self.kinds = Kinds()
        self.hidden = {n for n, figure in enumerate(figures) if figure.hidden and figure.counts}
        self.settled = [n for n, figure in enumerate(figures) if figure.settled]

    def protect(self, numbers, unknown=frozenset()) -> None:
        """Hide what the figures at some positions need.

        :param unknown: positions of those who are not declared and of whom no coverage tells.
        """
        table = _Table(self.slots)
        for number in numbers:
            undeclared = self.declared[number] != self.figures[number].cell
            threshold = self.thresholds[number]
            for keys in self._keys(self.figures[number]):
                if undeclared and any(0 < n < threshold for n in keys.values()):
                    self.hidden.add(number)
                # Nobody can tell who is not declared: how many may follow from the others.
                known = undeclared and number not in unknown
                table.show(number, keys, 0 if undeclared else threshold, known)
        relations = table.relations()
        hidden = self.hidden & table.figures.keys()  # others may be hidden and not looked at here
        self.hidden |= protect(
            table.counts, table.figures, relations, table.thresholds, hidden, self.settled
        )

    def of_the_unseen(self, numbers) -> set[int]:
        """Those of some positions that are a part of a figure that is hidden, or will be."""
        unseen = {
            (*_place(figure), figure.cell)
            for number, figure in enumerate(self.figures)
            if number in self.hidden
            or any(0 < count < self.thresholds[number] for _name, count, _base in figure.counts)
        }
        return {n for n in numbers if (*_place(self.figures[n]), self.declared[n]) in unseen}

    def _keys(self, figure):
        """Keys and numbers of the counts that a figure shows, by term."""
        for name, count, base in figure.counts:
            shape = self.shapes.get((figure.version, name))
            if shape is None:
                shape = self.shapes[figure.version, name] = shape_of(figure.version, name)
            days = days_of(shape.basis, figure.position, self.periods)
            yield shape.keys(figure, days, count, base, self.kinds)


def _place(figure) -> tuple:
    return figure.version, figure.scope_id, figure.position


def _declared(cell: str) -> str:
    """The cell of those among whom something is not declared in this one."""
    return cell_key({name: one for name, one in categories_of(cell) if one != UNDECLARED})


class _Table:
    """All counts that a reader meets, and their relations."""

    def __init__(self, slots) -> None:
        self.counts: dict = {}
        self.thresholds: dict = {}
        self.known: dict = {}  # whether it may be known: then it is a constant to the reader
        self.figures: dict = defaultdict(set)
        self.inside = _nesting(slots)

    def show(self, number: int, keys: dict, threshold: int, known: bool) -> None:
        for key, n in keys.items():
            # Where two figures tell different numbers, the smaller one is protected.
            self.counts[key] = min(n, self.counts.get(key, n))
            self.thresholds[key] = max(threshold, self.thresholds.get(key, 0))
            self.known[key] = known and self.known.get(key, True)
            self.figures[number].add(key)

    def relations(self) -> list[Relation]:
        found = [
            *self._of_conditions(),
            *self._of_scopes(),
            *self._of_periods(),
        ]
        return [
            self._relation(total, parts, open_)
            for total, parts, open_ in found
            if not self.known[total]
        ]

    def _relation(self, total, parts, leaves_rest: bool) -> Relation:
        """The relation; with a count of everybody else, where there is anybody else."""
        rest = self.counts[total] - sum(self.counts[part] for part in parts)
        if leaves_rest and rest > 0:
            others = ("rest", total, *sorted(parts, key=repr))
            self.counts[others] = rest
            self.thresholds[others] = self.thresholds[total]
            self.known[others] = False
            parts = [*parts, others]
        return Relation(total, tuple(part for part in parts if not self.known[part]))

    def _of_conditions(self):
        """Breakdowns, parts of a whole, and those of whom something is known."""
        places = defaultdict(dict)
        for key in self.counts:
            *place, kind = key
            places[tuple(place)][kind] = key
        for there in places.values():
            families = defaultdict(dict)
            for kind, key in there.items():
                yield from self._of_kind(kind, key, there, families)
            for (whole, _trait), sets in families.items():
                yield from self._of_sets(there.get(whole), sets)

    def _of_kind(self, kind, key, there: dict, families: dict):
        """What one count is a part of, among those in the same place.

        :param families: takes up the sets of one trait, by those of whom the rest holds.
        """
        is_alone = True
        for one, others in kind.wholes:
            whole = there.get(others)
            if one[0] == "in":
                families[others, one[1]][one[2]] = key
            elif whole and one[0] == "not":
                part = there.get(kind.counterparts[one])
                if part:
                    yield whole, [part, key], False
            elif whole and one[0] != "amount":
                yield whole, [key], one[0] != "known"
            if whole and one[0] in PLAIN:
                is_alone = False
        # Counts that ask for fewer conditions, where none asks for just one fewer.
        for wholes in kind.further_wholes if is_alone else ():
            found = [there[whole] for whole in wholes if whole in there]
            yield from ((whole, [key], True) for whole in found)
            if found:
                return

    def _of_sets(self, whole, sets: dict):
        """Sets of one trait: what each of them, and the whole, are made of."""
        for one, parts in sums_of(tuple(sets)):
            total = whole if one is None else sets[one]
            if total:
                yield total, [sets[part] for part in parts], True

    def _of_scopes(self):
        by_place = defaultdict(dict)
        for key in self.counts:
            group, days, scope, conditions = key
            by_place[group, days, conditions][scope] = key
        for keys in by_place.values():
            for scope, whole in keys.items() if len(keys) > 1 else ():
                inner = self.inside.get(scope, {})
                parts = [one for one in keys if one in inner]
                parts = [
                    one for one in parts if not any(one in self.inside.get(o, {}) for o in parts)
                ]
                apart = all(inner[a].isdisjoint(inner[b]) for a, b in combinations(parts, 2))
                for group in [parts] if apart else [[one] for one in parts]:
                    if group:
                        yield whole, [keys[one] for one in group], True

    def _of_periods(self):
        by_place = defaultdict(dict)
        for key in self.counts:
            group, days, scope, conditions = key
            if days[0] == "flow":
                by_place[group, scope, conditions][days[1:]] = key
        for keys in by_place.values():
            by_length = defaultdict(list)
            for start, stop in keys:
                by_length[round((stop - start).days / 30.4)].append((start, stop))
            for (start, stop), whole in keys.items():
                for length, spans in by_length.items():
                    parts = [keys[a, b] for a, b in spans if start <= a and b <= stop]
                    if length < (stop - start).days / 30.4 - 0.5 and parts:
                        yield whole, parts, True


def _nesting(slots) -> dict[int, dict[int, frozenset]]:
    """For each scope, those inside it with their departments."""
    inside = defaultdict(dict)
    for outer in slots:
        for inner in slots:
            if outer.scope_id == inner.scope_id or outer.company_id != inner.company_id:
                continue
            narrow = frozenset(inner.departments or ())
            if inner.departments is not None and (
                outer.departments is None or (narrow and narrow < frozenset(outer.departments))
            ):
                inside[outer.scope_id][inner.scope_id] = narrow
    return inside
