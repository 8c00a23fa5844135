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

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from .suppression import TOTAL, Count, check_threshold, suppress

Key = Hashable
Vector = dict[Key, int]
Row = dict[Key, int | Fraction]


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
        self.shown_by: dict[Key, set[Hashable]] = defaultdict(set)
        for figure, keys in figures.items():
            for key in keys:
                self.shown_by[key].add(figure)
        self.relations_of: dict[Key, list[int]] = defaultdict(list)
        for number, relation in enumerate(relations):
            for key in relation.keys:
                self.relations_of[key].append(number)
        self.totals = {relation.total for relation in relations}
        self.printed = set(self.shown_by)

    def _size(self, key: Key) -> tuple[int, int]:
        return self.counts[key], key

    def is_small(self, key: Key) -> bool:
        return 0 < self.counts[key] < self.thresholds[key]

    def is_unknown(self, key: Key) -> bool:
        return self.counts[key] > 0 and not self.shown_by.get(key)

    def may_hide(self, key: Key) -> bool:
        showing = self.shown_by.get(key)
        return bool(showing) and self.counts[key] > 0 and self.settled.isdisjoint(showing)

    def hide(self, figure: Hashable) -> list[Key]:
        """Hide a figure; return the counts that no other one shows."""
        self.hidden.add(figure)
        unknown = []
        for key in self.figures[figure]:
            self.shown_by[key].discard(figure)
            if self.is_unknown(key):
                unknown.append(key)
        return unknown

    def hide_count(self, key: Key) -> list[Key]:
        """Hide all figures that show a count; return what is unknown by that."""
        return [
            lost for figure in sorted(self.shown_by[key], key=repr) for lost in self.hide(figure)
        ]

    def hide_small(self) -> None:
        for key in list(self.shown_by):
            if self.is_small(key):
                for figure in list(self.shown_by[key] - self.settled):
                    self.hide(figure)

    def hide_in_tables(self, numbers: Iterable[int]) -> None:
        """Step 1: each relation is a table with its total."""
        waiting = dict.fromkeys(numbers)
        while waiting:
            number = next(iter(waiting))
            del waiting[number]
            for key in self._to_hide_in(self.relations[number]):
                for lost in self.hide_count(key):
                    waiting.update(dict.fromkeys(self.relations_of[lost]))

    def _to_hide_in(self, relation: Relation) -> list[Key]:
        if self.is_unknown(relation.total):
            # A reader who knows this rule would ask what was left of a total, and why.
            whole = all(key in self.printed for key in relation.parts)
            return list(filter(self.may_hide, relation.parts)) if whole else []
        if not any(map(self.is_unknown, relation.parts)):
            return []
        names = {str(number): key for number, key in enumerate(sorted(relation.parts))}
        width = len(str(len(names)))
        names = {name.zfill(width): key for name, key in names.items()} | {TOTAL: relation.total}
        found = suppress(
            [Count(name, self.counts[key]) for name, key in names.items()],
            max(self.thresholds[key] for key in relation.keys),
            [name for name, key in names.items() if self.is_unknown(key)],
        )
        return [names[name] for name in sorted(found) if self.may_hide(names[name])]

    def hide_across_tables(self) -> None:
        """Step 2: what the relations say together, until there is nothing more to hide."""
        waiting = sorted(filter(self.is_unknown, self.relations_of))
        while waiting:
            # What is hidden for one group touches others: they are looked at again.
            done: set[Key] = set()
            lost = []
            for start in waiting:
                if start not in done:
                    lost += self._settle(start, done)
            waiting = lost

    def _settle(self, start: Key, done: set[Key]) -> list[Key]:
        """Hide what the counts around ``start`` need; return the counts that are lost by it.

        :param done: takes up the counts that were looked at.
        """
        lost: list[Key] = []
        given_up: set[Key] = set()
        while True:
            group = self._group(start)
            asked = self._exposed(group, given_up)
            if asked is None:
                done |= group
                return [key for key in lost if key not in group]
            victim = self._next_to_hide(asked, group)
            if victim is None:
                given_up.add(asked)
                continue
            before = set(self.hidden)
            for key in self.hide_count(victim):
                self.hide_in_tables(self.relations_of[key])
            lost += [
                key
                for figure in sorted(self.hidden - before, key=repr)
                for key in self.figures[figure]
                if self.is_unknown(key)
            ]

    def _group(self, start: Key) -> frozenset[Key]:
        """The unknown counts that hang together with one of them."""
        group, todo = {start}, [start]
        while todo:
            for number in self.relations_of[todo.pop()]:
                for key in self.relations[number].keys:
                    if key not in group and self.is_unknown(key):
                        group.add(key)
                        todo.append(key)
        return frozenset(group)

    def _next_to_hide(self, asked: Key, group: frozenset[Key]) -> Key | None:
        """The smallest count whose hiding could help: beside the one exposed, if possible."""
        near = set(self.relations_of[asked])
        candidates = [
            (number not in near, key in self.totals, self.counts[key], key)
            for number in {number for key in group for number in self.relations_of[key]}
            for key in self.relations[number].keys
            if self.may_hide(key)
        ]
        return min(candidates)[-1] if candidates else None

    def _exposed(self, group: frozenset[Key], but: Collection[Key]) -> Key | None:
        """The first small count of a group for which too few values are possible."""
        vectors = _null_space(self._equations(group), group, self._size)
        for key in sorted(filter(self.is_small, group)):
            if key not in but and not (
                self._is_free(key, vectors) or self._is_free(key, _pairs(key, vectors))
            ):
                return key
        return None

    def _equations(self, group: frozenset[Key]) -> list[Vector]:
        """What the relations say of the unknown counts: that a sum of them is fixed."""
        equations = []
        for number in sorted({number for key in group for number in self.relations_of[key]}):
            relation = self.relations[number]
            row: Vector = defaultdict(int)
            for key, sign in ((relation.total, -1), *((part, 1) for part in relation.parts)):
                if key in group:
                    row[key] += sign
            equations.append({key: value for key, value in row.items() if value})
        return equations

    def _is_free(self, key: Key, vectors: Iterable[Vector]) -> bool:
        """Whether the count may have as many values as a reader of the rule expects."""
        enough = self.thresholds[key] - 1
        return any(vector.get(key) and self._steps(vector) + 1 >= enough for vector in vectors)

    def _steps(self, vector: Vector) -> float:
        """How often a vector may be added or taken away with all counts still 1 or more."""
        up = down = math.inf
        for key, value in vector.items():
            if value < 0:
                up = min(up, (self.counts[key] - 1) // -value)
            elif value > 0:
                down = min(down, (self.counts[key] - 1) // value)
        return up + down


def _null_space(
    equations: Iterable[Vector], keys: Iterable[Key], size: Callable[[Key], tuple]
) -> list[Vector]:
    """Whole-number solutions of the equations with zeros on the right, one per free key.

    Each equation is solved for the largest count in it: it gives way for the small ones.
    """
    solved: dict[Key, Row] = {}
    for equation in equations:
        row: Row = dict(equation)
        for key in list(row):
            if key in solved and key in row:
                _add(row, solved[key], -row[key])
        if not row:
            continue
        pivot = max(row, key=size)
        factor = row[pivot]
        # Nearly all are 1 or −1: whole numbers are a great deal faster than fractions.
        inverse = factor if factor in (1, -1) else Fraction(1) / factor
        row = {key: value * inverse for key, value in row.items()}
        for other in solved.values():
            if pivot in other:
                _add(other, row, -other[pivot])
        solved[pivot] = row
    vectors: dict[Key, Row] = {key: {key: 1} for key in sorted(set(keys) - solved.keys(), key=size)}
    for pivot, row in solved.items():
        for key, value in row.items():
            if key != pivot:
                vectors[key][pivot] = -value
    return [_whole(vector) for vector in vectors.values()]


def _pairs(key: Key, vectors: Sequence[Vector]) -> Iterator[Vector]:
    """Sums and differences of two solutions that have something in common, one of them the key."""
    for one in vectors:
        for two in vectors if key in one else ():
            if two is not one and one.keys() & two.keys():
                for sign in (1, -1):
                    yield {k: one.get(k, 0) + sign * two.get(k, 0) for k in (*one, *two)}


def _add(row: Row, other: Row, factor: int | Fraction) -> None:
    for key, value in other.items():
        row[key] = row.get(key, 0) + factor * value
        if not row[key]:
            del row[key]


def _whole(vector: Row) -> Vector:
    scale = math.lcm(*(value.denominator for value in vector.values()))
    return {key: int(value * scale) for key, value in vector.items()}
