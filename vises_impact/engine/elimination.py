"""Sums that are known to a reader, solved for the unknown numbers in them.

Each equation says that a sum of numbers is fixed; which of the numbers a reader does not know
grows with time. What matters is by how much these may still change together: the whole-number
solutions of the equations with zeros on the right, one for each unknown that is left free.

The equations are always solved for the largest unknowns possible, so that these give way for
the small ones. Of all choices of as many unknowns, that one is unique, whatever the order in
which equations and unknowns come: columns of a matrix are a matroid, and it is its greedy
basis. A new unknown that depends on the others therefore takes the place of the smallest of
those that it depends on, or of none; the rest of the choice stays as it is.
"""

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

Key = Hashable
Vector = Mapping[Key, int]
Row = dict[Key, int | Fraction]


class Elimination:
    """Equations in reduced form: an unknown that one is solved for stands in no other one.

    :param equations: by key, the factor of the number in a sum that is fixed.
    :param sizes: how large each number is, by key; keys decide between equal ones.
    """

    def __init__(self, equations: Iterable[Vector], sizes: Sequence[int]) -> None:
        self._sizes = sizes
        self._rows: list[Row] = [dict(equation) for equation in equations]
        self._columns: dict[Key, set[int]] = defaultdict(set)
        for number, row in enumerate(self._rows):
            for key in row:
                self._columns[key].add(number)
        self._unknown: set[Key] = set()
        self._solved_by: dict[Key, int] = {}
        self._solved_for: dict[int, Key] = {}
        self._vectors: dict[Key, Vector] = {}

    def lose(self, key: Key) -> None:
        """From now on the number is unknown."""
        if key in self._unknown:
            return
        self._unknown.add(key)
        numbers = self._columns[key]
        # An equation without any unknown tells this one as soon as the others are known.
        idle = [number for number in numbers if number not in self._solved_for]
        if idle:
            self._solve(min(idle, key=lambda number: (len(self._rows[number]), number)), key)
            return
        smallest = min((self._solved_for[n] for n in numbers), key=self._size, default=key)
        if self._size(smallest) < self._size(key):
            self._solve(self._solved_by.pop(smallest), key)

    def solutions(self, key: Key) -> Iterator[Vector]:
        """The solutions in which a number changes."""
        if key not in self._solved_by:
            yield self._solution(key)
            return
        for free in self._rows[self._solved_by[key]]:
            if free != key and free in self._unknown:
                yield self._solution(free)

    def _size(self, key: Key) -> tuple[int, Key]:
        return self._sizes[key], key

    def _solution(self, free: Key) -> Vector:
        """What changes where one unknown changes that no equation is solved for."""
        if free not in self._vectors:
            vector: Row = {free: 1}
            for number in self._columns[free]:
                vector[self._solved_for[number]] = -self._rows[number][free]
            scale = math.lcm(*(value.denominator for value in vector.values()))
            self._vectors[free] = {key: int(value * scale) for key, value in vector.items()}
        return self._vectors[free]

    def _solve(self, number: int, key: Key) -> None:
        row = self._rows[number]
        factor = row[key]
        if factor != 1:
            # Nearly all are 1 or −1: whole numbers are a great deal faster than fractions.
            inverse = factor if factor == -1 else Fraction(1) / factor
            for other in row:
                row[other] *= inverse
        self._solved_for[number] = key
        self._solved_by[key] = number
        for other in self._columns[key] - {number}:
            self._add(other, row, -self._rows[other][key])
        for other in row:
            self._vectors.pop(other, None)

    def _add(self, number: int, row: Row, factor: int | Fraction) -> None:
        changed = self._rows[number]
        for key, value in row.items():
            if key not in changed:
                changed[key] = factor * value
                self._columns[key].add(number)
            elif total := changed[key] + factor * value:
                changed[key] = total
            else:
                del changed[key]
                self._columns[key].remove(number)
