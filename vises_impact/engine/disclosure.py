"""Disclosure control over many tables: counts that hang together by sums.

``suppression`` protects one table. A reader has more: several breakdowns of one total,
shares beside the counts that they are made of, a site beside its enterprise, a year
beside its months. All of these say that one count is the sum of others::

    staff = women + men                     breakdown
    staff = part time + full time           share: part and rest
    enterprise = site + everybody else      scopes; "everybody else" is printed nowhere
    year = January + … + December           events

A **figure** shows some counts, all of them or none. ``protect`` chooses the figures to
hide, in two steps that repeat until nothing changes:

1. Each relation by itself is a table of one dimension with its total: ``suppress``. With a
   total go all its parts, where all of them are printed.
2. What several relations say together. For each small count that is not shown, look for
   other whole numbers that agree with all that is shown: x + k·d, where d solves the
   relations with zeros on the left. Numbers found that way prove that the count cannot
   be worked out; where too few are found, one more figure is hidden. The search does not
   find all there are, so that it hides rather too much than too little.

A small count keeps as many possible values as the threshold alone leaves it,
1 … threshold − 1, though not always the same ones. Zero tells of nobody and is taken for
known; so may be a larger count that was hidden for the sake of a small one.
"""

import heapq
import math
from collections import Counter, deque
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from .elimination import Elimination, Key, Vector
from .suppression import check_threshold, secondary


@dataclass(frozen=True)
class Relation:
    """``total`` is the sum of ``parts``, or that sum and a number that readers may know."""

    total: Key
    parts: tuple[Key, ...]

    @property
    def keys(self) -> tuple[Key, ...]:
        """All counts that it is about."""
        return (self.total, *self.parts)


def protect(
    counts: Mapping[Key, int],
    figures: Mapping[Hashable, Collection[Key]],
    relations: Sequence[Relation],
    thresholds: Mapping[Key, int],
    hidden: Collection[Hashable] = (),
    settled: Collection[Hashable] = (),
) -> frozenset[Hashable]:
    """The figures to hide, so that no small count of people can be worked out.

    The result does not depend on the order of what is given.

    :param counts: how many people each key counts; a count that no figure shows may be
        worked out all the same, and is protected like the others.
    :param figures: which counts each figure shows.
    :param thresholds: the smallest number that may be shown, for each count.
    :param hidden: figures that are hidden already, for other reasons.
    :param settled: figures that are known already and are shown whatever follows.
    :raises EngineError: ``threshold_too_low``.
    """
    for threshold in set(thresholds.values()):
        check_threshold(threshold)
    # Numbers for the counts, in one order: they are compared and looked up over and over.
    names = sorted(counts, key=repr)
    place = {key: n for n, key in enumerate(names)}
    reader = _Reader(
        [counts[key] for key in names],
        {figure: [place[key] for key in keys] for figure, keys in figures.items()},
        [Relation(place[r.total], tuple(map(place.get, r.parts))) for r in relations],
        [thresholds[key] for key in names],
        settled,
    )
    for figure in hidden:
        reader.hide(figure)
    reader.hide_small()
    reader.hide_in_tables(range(len(relations)))
    reader.hide_across_tables()
    return frozenset(reader.hidden)


@dataclass
class _Group:
    """Unknown counts that hang together.

    :param small: a heap of the small ones that are still to be looked at.
    :param around: the counts beside them; ``next``: a heap of what to hide of those.
    """

    keys: set[Key] = field(default_factory=set)
    small: list[Key] = field(default_factory=list)
    around: set[Key] = field(default_factory=set)
    next: list[tuple] = field(default_factory=list)


class _Reader:
    """What a reader of the figures that are left sees, and can work out.

    Its keys are numbers: positions in ``counts`` and ``thresholds``.
    """

    def __init__(self, counts, figures, relations, thresholds, settled) -> None:
        self.counts: Sequence[int] = counts
        self.figures: Mapping[Hashable, Collection[Key]] = figures
        self.relations: Sequence[Relation] = relations
        self.thresholds: Sequence[int] = thresholds
        self.settled = frozenset(settled)
        self.hidden: set[Hashable] = set()
        self.safe: set[Key] = set()  # small counts that cannot be worked out
        self.lost: list[Key] = []  # what became unknown, in that order
        self.shown_by: list[set[Hashable]] = [set() for _count in counts]
        for figure, keys in figures.items():
            for key in keys:
                self.shown_by[key].add(figure)
        self.printed = list(map(bool, self.shown_by))
        # Zero tells of nobody: it is known even where nothing shows it.
        self.unknown = [
            count > 0 and not showing for count, showing in zip(counts, self.shown_by, strict=True)
        ]
        self.relations_of: list[list[int]] = [[] for _count in counts]
        for number, relation in enumerate(relations):
            for key in relation.keys:
                self.relations_of[key].append(number)
        self.totals = {relation.total for relation in relations}

    def is_small(self, key: Key) -> bool:
        return 0 < self.counts[key] < self.thresholds[key]

    def may_hide(self, key: Key) -> bool:
        showing = self.shown_by[key]
        return bool(showing) and self.counts[key] > 0 and self.settled.isdisjoint(showing)

    def hide(self, figure: Hashable) -> list[Key]:
        """Hide a figure; return the counts that no other one shows."""
        self.hidden.add(figure)
        unknown = []
        for key in self.figures[figure]:
            self.shown_by[key].discard(figure)
            if self.counts[key] > 0 and not self.shown_by[key]:
                self.unknown[key] = True
                unknown.append(key)
        self.lost += unknown
        return unknown

    def hide_count(self, key: Key) -> list[Key]:
        """Hide all figures that show a count; return what is unknown by that."""
        return [
            lost for figure in sorted(self.shown_by[key], key=repr) for lost in self.hide(figure)
        ]

    def hide_small(self) -> None:
        for key, showing in enumerate(self.shown_by):
            if self.is_small(key):
                for figure in showing - self.settled:
                    self.hide(figure)

    def hide_in_tables(self, numbers: Iterable[int]) -> None:
        """Step 1: each relation is a table with its total."""
        waiting = deque(numbers)
        among = set(waiting)
        while waiting:
            number = waiting.popleft()
            among.discard(number)
            for key in self._to_hide_in(self.relations[number]):
                for lost in self.hide_count(key):
                    fresh = [n for n in self.relations_of[lost] if n not in among]
                    among.update(fresh)
                    waiting += fresh

    def _to_hide_in(self, relation: Relation) -> list[Key]:
        """What else a table needs: its total first, then parts."""
        total, parts, counts = relation.total, relation.parts, self.counts
        if self.unknown[total]:
            # A reader who knows this rule would ask what was left of a total, and why.
            whole = all(self.printed[key] for key in parts)
            return list(filter(self.may_hide, parts)) if whole else []
        if not any(self.unknown[key] for key in parts):
            return []
        threshold = max(self.thresholds[key] for key in relation.keys)
        found = {key for key in relation.keys if 0 < counts[key] < threshold}
        if found and total not in found:
            shown = [k for k in parts if counts[k] >= threshold and not self.unknown[k]]
            shown.sort(key=lambda key: (counts[key], key))
            hidden = [counts[k] for k in parts if self.unknown[k] or k in found]
            further = secondary(hidden, [counts[key] for key in shown], threshold)
            found.update([*shown, total][:further])
        return [key for key in (total, *sorted(parts)) if key in found and self.may_hide(key)]

    def hide_across_tables(self) -> None:
        """Step 2: what the relations say together, until there is nothing more to hide."""
        waiting = [
            key for key, found in enumerate(self.relations_of) if found and self.unknown[key]
        ]
        self.sums = Elimination(map(self._equation, self.relations), self.counts)
        for key in waiting:
            self.sums.lose(key)
        while waiting:
            # What is hidden for one group touches others: they are looked at again.
            done: set[Key] = set()
            lost = []
            for start in waiting:
                if start not in done:
                    lost += self._settle(start, done)
            waiting = lost

    def _equation(self, relation: Relation) -> Vector:
        """That the sum is fixed. What is 0 is known to all."""
        row: Counter[Key] = Counter(relation.parts)
        row[relation.total] -= 1
        return {key: value for key, value in row.items() if value and self.counts[key]}

    def _settle(self, start: Key, done: set[Key]) -> list[Key]:
        """Hide what the counts around ``start`` need; return the counts that are lost by it.

        :param done: takes up the counts that were looked at.
        """
        lost: list[Key] = []
        group = _Group()
        self._join(group, [start])
        while group.small:
            asked = heapq.heappop(group.small)
            if self._is_safe(asked):
                continue
            victim = self._next_to_hide(asked, group)
            if victim is None:
                continue
            heapq.heappush(group.small, asked)
            new = self._lose(victim)
            lost += new
            self._join(group, [key for key in new if not group.keys.isdisjoint(self._beside(key))])
        done |= group.keys
        return [key for key in lost if key not in group.keys]

    def _join(self, group: "_Group", keys: Iterable[Key]) -> None:
        """Add unknown counts to a group, and all that hang together with them."""
        todo = list(keys)
        while todo:
            key = todo.pop()
            if key in group.keys:
                continue
            if not self.unknown[key]:
                if key not in group.around:
                    group.around.add(key)
                    heapq.heappush(group.next, (*self._order(key), key))
                continue
            group.keys.add(key)
            if self.is_small(key) and key not in self.safe:
                heapq.heappush(group.small, key)
            todo += self._beside(key)

    def _beside(self, key: Key) -> Iterator[Key]:
        """The counts with which a relation ties it together."""
        return (other for number in self.relations_of[key] for other in self.relations[number].keys)

    def _lose(self, victim: Key) -> list[Key]:
        """Hide a count, with what its tables need by that; return all that is unknown now."""
        self.lost = []
        for key in self.hide_count(victim):
            self.hide_in_tables(self.relations_of[key])
        for key in self.lost:
            self.sums.lose(key)
        return sorted(self.lost)

    def _next_to_hide(self, asked: Key, group: "_Group") -> Key | None:
        """The smallest count whose hiding could help: beside the one exposed, if possible."""
        near = {key for key in self._beside(asked) if self.may_hide(key)}
        if near:
            return min(near, key=self._order)
        while group.next and not self.may_hide(group.next[0][-1]):
            heapq.heappop(group.next)
        return group.next[0][-1] if group.next else None

    def _order(self, key: Key) -> tuple:
        """What is hidden first for others: parts, and among them small ones."""
        return (key in self.totals, self.counts[key], key)

    def _is_safe(self, key: Key) -> bool:
        """Whether the count may have as many values as a reader of the rule expects.

        What was found to be possible stays so, whatever else is hidden.
        """
        if key not in self.safe:
            enough = self.thresholds[key] - 1
            solutions = chain(self.sums.solutions(key), self._pairs(key))
            if any(one.get(key) and self._steps(one) + 1 >= enough for one in solutions):
                self.safe.add(key)
        return key in self.safe

    def _pairs(self, key: Key) -> Iterator[Vector]:
        """Sums and differences of two solutions that share a count, one of them with this one."""
        for one in self.sums.solutions(key):
            others = {id(two): two for shared in one for two in self.sums.solutions(shared)}
            for two in others.values():
                for sign in (1, -1) if two is not one else ():
                    yield {k: one.get(k, 0) + sign * two.get(k, 0) for k in (*one, *two)}

    def _steps(self, vector: Vector) -> float:
        """How often a vector may be added or taken away with all counts still 1 or more."""
        up = down = math.inf
        for key, value in vector.items():
            if value < 0:
                up = min(up, (self.counts[key] - 1) // -value)
            elif value > 0:
                down = min(down, (self.counts[key] - 1) // value)
        return up + down
