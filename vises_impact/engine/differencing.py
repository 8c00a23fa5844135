"""Disclosure control over several questions: what their answers give away together.

Each answer may be safe, and two of them tell about one person: the wages of twelve
women, then those of the eleven who were not born on a given day. Whoever asks knows
sums over groups of people, and with them each sum that follows by adding and
subtracting: the row space of a matrix with a row for each group and a column for each
person. An ``Audit`` keeps that matrix in reduced row echelon form and refuses the group
that would bring a row of fewer people than may be shown. People who stand in the same
groups are one class; those of small classes have the last columns, so that whatever is
known of small classes alone stands in the last rows. For a single class that is exact:
it is given away if and only if it is a row of the reduced form (F. Chin, G. Özsoyoğlu,
*Auditing and inference control in statistical databases*, 1982). Halves, as in
``(a + b) + (a + c) - (b + c)``, are found too, since numbers are counted modulo a large
prime.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable

PRIME = 2**61 - 1

Row = dict[int, int]


class Audit:
    """What a reader can work out from sums over groups of people.

    :param groups: all groups that may be asked about, so that people who stand in the
        same ones count as one class.
    :param threshold: the smallest number of people whose sum may be known.
    """

    def __init__(self, groups: Iterable[Collection[Hashable]], threshold: int) -> None:
        self.threshold = threshold
        self._rows: dict[int, Row] = {}  # by their pivot
        self._class_of, self._sizes = _classes(groups, threshold)

    def learn(self, group: Collection[Hashable]) -> bool:
        """Add the answer about a group, unless a small group could be worked out with it.

        :return: whether it could be added; what was known before stays if not.
        """
        changed = self._changed_by(group)
        if any(self._size(row) < self.threshold for row in changed.values()):
            return False
        self._rows.update(changed)
        return True

    def know(self, group: Collection[Hashable]) -> None:
        """Add an answer that was given already, whatever can be worked out with it."""
        self._rows.update(self._changed_by(group))

    def _changed_by(self, group: Collection[Hashable]) -> dict[int, Row]:
        """Rows of the reduced form that the answer about a group adds or changes."""
        new: Row = {self._class_of[person]: 1 for person in group}
        for pivot, row in self._rows.items():
            _subtract(new, row, new.get(pivot, 0))
        if not new:
            return {}  # it follows from what is known
        pivot = min(new)
        inverse = pow(new[pivot], -1, PRIME)
        new = {column: value * inverse % PRIME for column, value in new.items()}
        changed = {pivot: new}
        for other, row in self._rows.items():
            if pivot in row:
                changed[other] = dict(row)
                _subtract(changed[other], new, row[pivot])
        return changed

    def _size(self, row: Row) -> int:
        return sum(self._sizes[column] for column in row)


def _classes(
    groups: Iterable[Collection[Hashable]], threshold: int
) -> tuple[dict[Hashable, int], dict[int, int]]:
    """People who stand in the same groups, as one class: class of each, size of each.

    Small classes come last.
    """
    signatures: dict[Hashable, int] = {}
    for position, group in enumerate(groups):
        for person in set(group):
            signatures[person] = signatures.get(person, 0) | 1 << position
    counted = Counter(signatures.values())
    ordered = sorted(counted, key=lambda signature: (counted[signature] < threshold, signature))
    numbers = {signature: n for n, signature in enumerate(ordered)}
    class_of = {person: numbers[signature] for person, signature in signatures.items()}
    return class_of, {numbers[signature]: counted[signature] for signature in ordered}


def _subtract(row: Row, other: Row, times: int) -> None:
    """``row -= times * other``, in place; zeros are left out."""
    if not times:
        return
    for column, value in other.items():
        left = (row.get(column, 0) - times * value) % PRIME
        if left:
            row[column] = left
        else:
            row.pop(column, None)
