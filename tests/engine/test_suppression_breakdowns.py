"""A total with several breakdowns: what is hidden in one must not come back from another."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product

import pytest
from engine.disclosure import Relation, protect
from engine.errors import EngineError
from engine.suppression import TOTAL
from hypothesis import given, settings
from hypothesis import strategies as st

Table = dict[str, tuple[int, ...]]


def suppress_breakdowns(cells: Mapping[str, Sequence[int]], threshold: int) -> frozenset[str]:
    """The keys to hide in a total and its breakdowns; each hides all its counts.

    Of three counts, the last is the sum of the others: part, rest and whole of a share.
    """
    width = len(cells[TOTAL])
    counts = {(key, place): n for key, numbers in cells.items() for place, n in enumerate(numbers)}
    names = sorted({key.split("=")[0] for key in cells if key})
    relations = [
        Relation((TOTAL, place), tuple((key, place) for key in cells if key.split("=")[0] == name))
        for name in names
        for place in range(width)
    ]
    if width == 3:
        relations += [Relation((key, 2), ((key, 0), (key, 1))) for key in cells]
    figures = {key: [(key, place) for place in range(width)] for key in cells}
    return protect(counts, figures, relations, dict.fromkeys(counts, threshold))


def table(*dimensions: Sequence[int]) -> Table:
    """A total with breakdowns ``a``, ``b`` …, each of which adds up to it."""
    totals = {sum(numbers) for numbers in dimensions}
    assert len(totals) == 1
    cells = {
        f"{'ab'[place]}={number}": (n,)
        for place, numbers in enumerate(dimensions)
        for number, n in enumerate(numbers)
    }
    return {**cells, TOTAL: (totals.pop(),)}


def shares(cells: Mapping[str, tuple[int, int]]) -> Table:
    """Part, rest and whole of each cell of one dimension, from part and rest."""
    part = sum(n for n, _rest in cells.values())
    rest = sum(n for _part, n in cells.values())
    both = {**{f"a={key}": pair for key, pair in cells.items()}, TOTAL: (part, rest)}
    return {key: (n, m, n + m) for key, (n, m) in both.items()}


# The rule


def test_dimensions_are_protected_each_for_itself_while_the_total_is_shown() -> None:
    assert suppress_breakdowns(table((3, 20, 30), (25, 28)), 5) == {"a=0", "a=1"}


def test_hidden_total_does_not_come_back_as_the_sum_of_another_dimension() -> None:
    """Five times one person: the total must go, and so must men and women."""
    hidden = suppress_breakdowns(table((1, 1, 1, 1, 1), (5, 0)), 5)
    assert hidden == {"a=0", "a=1", "a=2", "a=3", "a=4", "b=0", TOTAL}


def test_total_hidden_by_the_second_dimension_hides_the_first_one() -> None:
    hidden = suppress_breakdowns(table((5, 0), (1, 1, 1, 1, 1)), 5)
    assert {TOTAL, "a=0"} <= hidden


def test_share_hidden_for_the_few_who_have_not_takes_another_one_with_it() -> None:
    """10 of 12 is hidden for the 2 others, who are 7 less 5 unless one more cell goes."""
    assert suppress_breakdowns(shares({"x": (10, 2), "y": (9, 5), "z": (30, 30)}), 5) == {
        "a=x",
        "a=y",
    }


def test_nothing_small_hides_nothing() -> None:
    assert suppress_breakdowns(table((5, 0, 9), (14,)), 5) == frozenset()


def test_who_may_see_exact_figures_sees_them() -> None:
    assert suppress_breakdowns(table((1, 2), (3,)), 0) == frozenset()


def test_threshold_that_protects_nobody_is_refused() -> None:
    with pytest.raises(EngineError):
        suppress_breakdowns(table((1,)), 2)


# The reader who adds and subtracts


def splits(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    """All ways to write a total as so many numbers from 0 up."""
    for bars in combinations(range(total + parts - 1), parts - 1):
        edges = (-1, *bars, total + parts - 1)
        yield tuple(right - left - 1 for left, right in zip(edges, edges[1:], strict=False))


def worked_out(cells: Table, hidden: frozenset[str], largest: int) -> list[str]:
    """Hidden keys of which one value only agrees with all that is shown.

    Tried out: all numbers for the hidden cells of all dimensions at once.
    """
    dimensions = sorted({key.split("=")[0] for key in cells if key})
    totals = range(largest) if TOTAL in hidden else [cells[TOTAL][0]]
    possible = defaultdict(set)
    for total in totals:
        by_dimension = []
        for name in dimensions:
            keys = [key for key in cells if key.split("=")[0] == name]
            unknown = [key for key in keys if key in hidden]
            rest = total - sum(cells[key][0] for key in keys if key not in hidden)
            by_dimension.append(
                [
                    dict(zip(unknown, numbers, strict=True))
                    for numbers in (splits(rest, len(unknown)) if unknown else [()])
                    if rest >= 0 and all(numbers) and sum(numbers) == rest
                ]
            )
        if all(by_dimension):
            for key, n in (
                (k, n) for found in by_dimension for one in found for k, n in one.items()
            ):
                possible[key].add(n)
            possible[TOTAL].add(total)
    return [key for key in hidden if len(possible[key]) < 2]


@settings(max_examples=400, deadline=None)
@given(st.data(), st.sampled_from([3, 5]))
def test_no_hidden_count_follows_from_what_is_shown(data, threshold: int) -> None:
    first = data.draw(st.lists(st.integers(0, 9), min_size=1, max_size=4))
    total = sum(first)
    cuts = sorted(data.draw(st.lists(st.integers(0, total), min_size=1, max_size=2)))
    edges = [0, *cuts, total]
    second = [right - left for left, right in zip(edges, edges[1:], strict=False)]
    cells = table(first, second)
    hidden = suppress_breakdowns(cells, threshold)
    assert all(key in hidden for key, (n,) in cells.items() if 0 < n < threshold)
    assert not any(key in hidden for key, (n,) in cells.items() if n == 0)
    assert not worked_out(cells, hidden, 2 * total + 20)


@pytest.mark.parametrize(
    ("threshold", "sizes", "largest"), [(3, (2, 2), 14), (3, (3, 2), 12), (5, (3, 2), 16)]
)
def test_no_reader_of_the_rule_can_work_a_count_out_by_trying_all_tables(
    threshold: int, sizes: tuple[int, int], largest: int
) -> None:
    """All tables that look the same leave two values for each thing hidden."""
    possible = defaultdict(lambda: defaultdict(set))
    for total in range(largest + 1):
        for first, second in product(*(list(splits(total, size)) for size in sizes)):
            cells = table(first, second)
            hidden = suppress_breakdowns(cells, threshold)
            view = tuple((key, None if key in hidden else n) for key, (n,) in cells.items())
            for key in hidden:
                possible[view][key].add(cells[key])
    for view, values in possible.items():
        for key, numbers in values.items():
            assert len(numbers) >= 2, (view, key, numbers)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=4),
    st.sampled_from([3, 5]),
)
def test_small_part_or_rest_of_a_share_does_not_follow(
    pairs: list[tuple[int, int]], threshold: int
) -> None:
    """Each of part, rest and whole that is small keeps two values beside the others."""
    cells = shares({str(place): pair for place, pair in enumerate(pairs)})
    hidden = suppress_breakdowns(cells, threshold)
    unknown = sorted(hidden - {TOTAL})
    for place in range(3):
        small = [key for key in unknown if 0 < cells[key][place] < threshold]
        if not small or TOTAL in hidden:
            continue
        rest = cells[TOTAL][place] - sum(
            numbers[place] for key, numbers in cells.items() if key and key not in hidden
        )
        possible = defaultdict(set)
        for numbers in splits(rest, len(unknown)):
            for key, n in zip(unknown, numbers, strict=True):
                possible[key].add(n)
        assert all(len(possible[key]) >= 2 for key in small), (cells, hidden)
