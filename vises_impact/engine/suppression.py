"""Disclosure control: which counts of people a reader must not see.

A count of very few people tells about persons. In a table of counts with its total,
hiding the small cells is not enough: a single hidden cell is the total minus the others.
So two kinds of cells are hidden:

- **primary**: 0 < n < threshold. Zero is shown: it tells of nobody.
- **secondary**: further cells, from the smallest up, until no hidden cell can be worked
  out; when there are none left, the total.

The reader to keep in mind sees the shown cells, knows this very rule and can try out
all tables. Whatever is hidden, at least two values must remain possible for it. The
tests play that reader (``feasible_values``). ``disclosure`` does the same for many tables
that hang together.

Thresholds are those of design section 5.9; statistical offices use 3 to 10 for tables
of counts (Eurostat, *Handbook on Statistical Disclosure Control*, threshold rule).
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from .errors import EngineError

THRESHOLD_INSIDE = 5
THRESHOLD_PUBLICATION = 11

TOTAL = ""


@dataclass(frozen=True)
class Count:
    """One cell of a table of people.

    :param key: its code in the table; ``''`` is the total.
    :param n: how many people it counts.
    """

    key: str
    n: int


def suppress(counts: Sequence[Count], threshold: int) -> frozenset[str]:
    """The keys of the cells to hide in a table of one dimension.

    The result does not depend on the order of the cells. A table without a total only
    has primary cells hidden, so give the total if the reader can see it anywhere.

    :param threshold: the smallest count that may be shown, 3 or more; 0 or 1 hides
        nothing (a reader who is entitled to exact figures).
    :raises EngineError: ``threshold_too_low``, ``count_negative``, ``count_repeated``.
    """
    check_threshold(threshold)
    cells = _checked(counts)
    hidden = {key: n for key, n in cells.items() if 0 < n < threshold}
    if TOTAL in hidden or TOTAL not in cells or not hidden:
        return frozenset(hidden)
    shown = sorted((n, key) for key, n in cells.items() if n >= threshold and key != TOTAL)
    further = secondary(list(hidden.values()), [n for n, _key in shown], threshold)
    keys = [*(key for _n, key in shown), TOTAL]
    return frozenset(hidden).union(keys[:further])


def secondary(hidden: Sequence[int], shown: Sequence[int], threshold: int) -> int:
    """How many more cells have to be hidden, from the smallest up.

    :param hidden: the counts that are hidden already, small ones among them.
    :param shown: the counts that are not, from the smallest up, without zeros and the total.
    :return: one more than there are of ``shown`` where the total has to go as well.
    """
    hidden = list(hidden)
    for further, smallest in enumerate(shown):
        if _resists(hidden, smallest, threshold):
            return further
        hidden.append(smallest)
    return len(shown) + (not _resists(hidden, None, threshold))


def feasible_values(
    counts: Sequence[Count], hidden: Collection[str], threshold: int
) -> dict[str, set[int]]:
    """What a reader who knows the rule can find out: the possible values of each key.

    All tables are tried that agree with the cells shown and of which the rule hides
    exactly ``hidden``. That takes long for more than about six hidden cells; it is
    meant for audits and tests.

    :param hidden: keys that the reader does not see; the values of the others are taken
        from ``counts``, those of the hidden ones are not looked at.
    """
    shown = {count.key: count.n for count in counts if count.key not in hidden}
    keys = sorted(key for key in hidden if key != TOTAL)
    feasible: dict[str, set[int]] = {key: set() for key in hidden}
    for hidden_sum in _possible_sums(shown, len(keys), threshold):
        for values in _compositions(hidden_sum, len(keys)):
            table = {**shown, **dict(zip(keys, values, strict=True))}
            if TOTAL in hidden:
                table[TOTAL] = sum(table.values())
            cells = [Count(key, n) for key, n in table.items()]
            if suppress(cells, threshold) == frozenset(hidden):
                for key, possible in feasible.items():
                    possible.add(table[key])
    return feasible


def check_threshold(threshold: int) -> None:
    """Refuse a threshold that protects nobody.

    :raises EngineError: ``threshold_too_low``.
    """
    if threshold == 2:
        raise EngineError("threshold_too_low", threshold=threshold)


def _checked(counts: Sequence[Count]) -> dict[str, int]:
    cells: dict[str, int] = {}
    for count in counts:
        if count.n < 0:
            raise EngineError("count_negative", key=count.key, count=count.n)
        if count.key in cells:
            raise EngineError("count_repeated", key=count.key)
        cells[count.key] = count.n
    return cells


def _resists(hidden: list[int], smallest_shown: int | None, threshold: int) -> bool:
    """Whether no hidden cell can be worked out while the total is shown.

    The reader knows the number k of hidden cells and their sum S = total − shown cells,
    that each is at least 1, and (as cells are hidden from the smallest up) that none is
    larger than the smallest cell shown. So a hidden cell lies between

        low = S − (k − 1) × (smallest shown − 1)   and   high = S − k

    and two values below the threshold have to be left. Both bounds are tighter by one
    than simple arithmetic asks: ``low`` because of equal cells, ``high`` so that, where
    the total is hidden too, k ones look like k − 1 ones and a two. The two further
    conditions stop a reader who asks why so many cells were hidden, and no fewer.

    :param hidden: the counts of the hidden cells.
    :param smallest_shown: of the cells that are neither hidden nor zero, if any.
    """
    if len(hidden) < 2:
        return False
    primary = [n for n in hidden if n < threshold]
    # Three cells or more, each as large as a primary one can be: no other table has this
    # sum and hides as many.
    if len(primary) == len(hidden) > 2 and min(primary) == threshold - 1:
        return False
    total, low = sum(hidden), 1
    if smallest_shown is not None:
        low = max(low, total - (len(hidden) - 1) * (smallest_shown - 1))
        # The values of hidden cells can be swapped and the table looks the same, unless
        # the key had to choose between a hidden cell and its equal that is shown. Then
        # the reader knows which cell is the large one, and the others are tiny.
        if len(primary) > 1 and max(hidden) == smallest_shown:
            return False
    return low < min(threshold - 1, total - len(hidden))


def _possible_sums(shown: dict[str, int], hidden: int, threshold: int) -> Sequence[int]:
    """What the hidden cells may sum to, as far as the reader can tell."""
    if TOTAL in shown:
        return [shown[TOTAL] - sum(n for key, n in shown.items() if key != TOTAL)]
    # A total is hidden, or was not there, only where all hidden cells are primary.
    return range(hidden, hidden * (threshold - 1) + 1)


def _compositions(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    """All ways to write a total as a sequence of so many numbers from 1 up."""
    if parts == 0:
        if total == 0:
            yield ()
        return
    for first in range(1, total - parts + 2):
        for rest in _compositions(total - first, parts - 1):
            yield (first, *rest)
