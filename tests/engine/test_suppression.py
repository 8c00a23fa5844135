"""What a reader may see of counts of people, and what he can work out all the same."""

from collections import defaultdict
from itertools import product

import pytest
from engine.errors import EngineError
from engine.suppression import (
    THRESHOLD_INSIDE,
    THRESHOLD_PUBLICATION,
    TOTAL,
    Count,
    feasible_values,
    suppress,
)
from hypothesis import given, settings
from hypothesis import strategies as st

Shown = tuple[tuple[str, "int | None"], ...]


def table(*numbers: int, total: bool = True) -> list[Count]:
    """Cells a, b, c … with their total."""
    cells = [Count("abcdefgh"[position], n) for position, n in enumerate(numbers)]
    return [*cells, Count(TOTAL, sum(numbers))] if total else cells


def hidden(*numbers: int, threshold: int = 5) -> set[str]:
    return set(suppress(table(*numbers), threshold))


# The rule


def test_thresholds_are_those_of_the_design() -> None:
    assert (THRESHOLD_INSIDE, THRESHOLD_PUBLICATION) == (5, 11)


def test_table_without_small_cells_is_shown_whole() -> None:
    assert hidden(5, 20, 7) == set()


def test_zero_is_shown() -> None:
    assert hidden(0, 20, 7) == set()


def test_count_at_the_threshold_is_shown_and_one_below_is_not() -> None:
    assert hidden(5, 20) == set()
    assert "a" in hidden(4, 20)


def test_single_small_cell_takes_the_smallest_other_one_with_it() -> None:
    assert hidden(3, 20, 8) == {"a", "c"}


def test_equal_cells_are_chosen_by_their_key() -> None:
    assert hidden(1, 30, 30) == {"a", "b"}


def test_empty_cell_protects_nobody() -> None:
    assert hidden(3, 0, 20) == {"a", "c"}


def test_two_small_cells_protect_each_other() -> None:
    assert hidden(3, 4, 20) == {"a", "b"}


def test_two_cells_of_one_do_not_protect_each_other() -> None:
    assert hidden(1, 1, 20, 30) == {"a", "b", "c"}


def test_cells_that_are_all_as_large_as_hidden_cells_can_be_take_one_more() -> None:
    assert hidden(4, 4, 4, 6, 20) == {"a", "b", "c", "d"}


def test_cell_too_close_to_a_shown_one_takes_that_with_it() -> None:
    # Hidden: 24 in two cells. If none is above 20, the small one is no less than 4.
    assert hidden(4, 20, 21) == {"a", "b", "c"}
    assert hidden(4, 20, 22) == {"a", "b"}


def test_equal_of_a_cell_that_protects_two_tiny_ones_is_hidden_with_it() -> None:
    assert hidden(9, 9, 1, 2, 30) == {"a", "b", "c", "d"}
    assert hidden(9, 10, 1, 2, 30) == {"a", "c", "d"}


def test_two_cells_one_below_the_threshold_keep_their_total() -> None:
    assert hidden(4, 4) == {"a", "b"}


def test_small_total_is_hidden() -> None:
    assert hidden(1, 3) == {"a", "b", TOTAL}
    assert hidden(4) == {"a", TOTAL}


def test_total_is_hidden_when_nothing_else_is_left() -> None:
    assert hidden(1, 1, 1, 1, 1) == {*"abcde", TOTAL}


def test_women_and_men_are_both_hidden_and_their_total_is_not() -> None:
    assert hidden(2, 40) == {"a", "b"}


def test_publication_hides_more_than_the_inside() -> None:
    assert hidden(7, 40, 60) == set()
    assert hidden(7, 40, 60, threshold=THRESHOLD_PUBLICATION) == {"a", "b"}


def test_table_without_total_has_its_small_cells_hidden() -> None:
    assert suppress(table(3, 20, total=False), 5) == {"a"}


def test_nothing_is_hidden_from_who_may_see_exact_figures() -> None:
    assert hidden(1, 2, 3, threshold=0) == set()
    assert hidden(1, 2, 3, threshold=1) == set()


def test_table_of_nothing_hides_nothing() -> None:
    assert suppress([], 5) == frozenset()
    assert hidden(0, 0) == set()


@pytest.mark.parametrize(
    ("counts", "threshold", "code"),
    [
        ([Count("a", 3), Count("a", 4)], 5, "count_repeated"),
        ([Count("a", -1)], 5, "count_negative"),
        ([Count("a", 1)], 2, "threshold_too_low"),
    ],
)
def test_refused(counts: list[Count], threshold: int, code: str) -> None:
    with pytest.raises(EngineError) as caught:
        suppress(counts, threshold)
    assert caught.value.code == code


# Properties of the rule

NUMBERS = st.lists(st.one_of(st.integers(0, 6), st.integers(0, 60)), max_size=8)


@given(NUMBERS, st.sampled_from([3, 5, 11]))
def test_no_small_count_is_ever_shown(numbers: list[int], threshold: int) -> None:
    counts = table(*numbers)
    keys = suppress(counts, threshold)
    assert all(count.key in keys for count in counts if 0 < count.n < threshold)


@given(NUMBERS, st.sampled_from([3, 5, 11]))
def test_empty_cells_are_always_shown(numbers: list[int], threshold: int) -> None:
    counts = table(*numbers)
    keys = suppress(counts, threshold)
    assert not any(count.key in keys for count in counts if count.n == 0)


@given(NUMBERS, st.randoms(), st.sampled_from([3, 5, 11]))
def test_order_of_the_cells_does_not_matter(numbers: list[int], random, threshold: int) -> None:
    counts = table(*numbers)
    shuffled = random.sample(counts, len(counts))
    assert suppress(shuffled, threshold) == suppress(counts, threshold)


@given(NUMBERS, st.sampled_from([3, 5, 11]))
def test_what_needs_no_protection_loses_nothing(numbers: list[int], threshold: int) -> None:
    counts = table(*[n for n in numbers if not 0 < n < threshold])
    assert suppress(counts, threshold) == frozenset()


@given(NUMBERS, st.sampled_from([3, 5, 11]))
def test_what_is_hidden_does_not_change_when_the_rule_is_applied_to_a_larger_empty_table(
    numbers: list[int], threshold: int
) -> None:
    counts = table(*numbers)
    assert suppress([*counts, Count("z", 0)], threshold) == suppress(counts, threshold)


# The reader who knows the rule


def as_read(counts: list[Count], keys: frozenset[str]) -> Shown:
    return tuple((count.key, None if count.key in keys else count.n) for count in counts)


@pytest.mark.parametrize(
    ("threshold", "cells", "largest"),
    [
        (3, 2, 14),
        (3, 3, 14),
        (3, 4, 11),
        (3, 5, 8),
        (3, 6, 5),
        (4, 3, 16),
        (4, 4, 14),
        (4, 5, 8),
        (5, 2, 40),
        (5, 3, 20),
        (5, 4, 16),
        (5, 5, 9),
        (11, 2, 60),
        (11, 3, 36),
    ],
)
def test_no_hidden_count_can_be_worked_out_by_trying_all_tables(
    threshold: int, cells: int, largest: int
) -> None:
    """Every table there is, grouped by what a reader sees of it: within a group, each
    hidden cell, and a hidden total, has two values at least."""
    possible: dict[Shown, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for numbers in product(range(largest + 1), repeat=cells):
        counts = table(*numbers)
        keys = suppress(counts, threshold)
        values = possible[as_read(counts, keys)]
        for count in counts:
            if count.key in keys:
                values[count.key].add(count.n)
    for shown, values in possible.items():
        seen = dict(shown)
        if seen.get(TOTAL) is not None:
            hidden_sum = seen[TOTAL] - sum(n or 0 for key, n in shown if key != TOTAL)
            if hidden_sum - (len(values) - 1) > largest:
                continue  # tables with larger cells would look the same
        for key, numbers_left in values.items():
            assert len(numbers_left) >= 2, (shown, key, numbers_left)


SMALL_TABLES = st.lists(st.one_of(st.integers(0, 5), st.integers(0, 25)), min_size=1, max_size=4)


@settings(max_examples=150)
@given(SMALL_TABLES, st.sampled_from([3, 5]))
def test_reader_is_left_with_two_values_for_all_that_is_hidden(
    numbers: list[int], threshold: int
) -> None:
    counts = table(*numbers)
    keys = suppress(counts, threshold)
    feasible = feasible_values(counts, keys, threshold)
    assert set(feasible) == set(keys)
    for count in counts:
        if count.key in keys:
            assert count.n in feasible[count.key]
            assert len(feasible[count.key]) >= 2


@given(SMALL_TABLES)
def test_reader_looks_at_what_is_shown_only(numbers: list[int]) -> None:
    counts = table(*numbers)
    keys = suppress(counts, 5)
    masked = [Count(c.key, 999 if c.key in keys else c.n) for c in counts]
    assert feasible_values(masked, keys, 5) == feasible_values(counts, keys, 5)


def test_reader_finds_the_values_that_the_rule_leaves_open() -> None:
    counts = table(3, 0, 12)
    feasible = feasible_values(counts, suppress(counts, 5), 5)
    assert feasible == {"a": {1, 2, 3, 4, 11, 12, 13, 14}, "c": {1, 2, 3, 4, 11, 12, 13, 14}}


def test_reader_of_a_table_without_total_knows_no_more_than_the_threshold() -> None:
    counts = table(3, 20, total=False)
    assert feasible_values(counts, {"a"}, 5) == {"a": {1, 2, 3, 4}}


def test_reader_of_a_hidden_total_knows_that_there_are_few() -> None:
    counts = table(3)
    assert feasible_values(counts, {"a", TOTAL}, 5) == {"a": {1, 2, 3, 4}, TOTAL: {1, 2, 3, 4}}
