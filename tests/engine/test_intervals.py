"""Intervals: days shared, and stretches of employment across renewals."""

from datetime import date, timedelta

import pytest
from engine.errors import PeriodError
from engine.period import merge, overlap_days
from hypothesis import given
from hypothesis import strategies as st

FIRST = date(2024, 1, 1)
NUMBERS = st.integers(0, 40)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


INTERVALS = st.tuples(NUMBERS, NUMBERS).map(lambda pair: (day(min(pair)), day(max(pair))))


def days_of(*intervals: tuple[date, date]) -> set[date]:
    return {
        start + timedelta(days=number)
        for start, stop in intervals
        for number in range((stop - start).days)
    }


@given(INTERVALS, INTERVALS)
def test_overlap_counts_the_days_that_lie_in_both(
    a: tuple[date, date], b: tuple[date, date]
) -> None:
    assert overlap_days(*a, *b) == len(days_of(a) & days_of(b))


def test_interval_that_has_not_ended_overlaps_to_the_end_of_the_other() -> None:
    assert overlap_days(date(2024, 12, 1), date.max, date(2024, 1, 1), date(2025, 1, 1)) == 31


def test_neighbours_share_no_day() -> None:
    assert overlap_days(day(0), day(5), day(5), day(9)) == 0


def test_contract_renewed_after_a_week_end_is_one_stretch() -> None:
    to_friday = (date(2024, 3, 1), date(2024, 3, 30))  # stops on Saturday morning
    from_monday = (date(2024, 4, 1), date(2024, 7, 1))
    assert merge([from_monday, to_friday], gap_days=2) == ((date(2024, 3, 1), date(2024, 7, 1)),)
    assert merge([from_monday, to_friday], gap_days=1) == (to_friday, from_monday)


def test_neighbours_become_one_without_any_gap_allowed() -> None:
    assert merge([(day(0), day(5)), (day(5), day(9))]) == ((day(0), day(9)),)


def test_short_interval_inside_a_long_one_does_not_shorten_it() -> None:
    assert merge([(day(0), day(9)), (day(2), day(3))]) == ((day(0), day(9)),)


def test_intervals_without_a_day_are_left_out() -> None:
    assert merge([(day(3), day(3))]) == ()


def test_reversed_interval_is_refused() -> None:
    with pytest.raises(PeriodError) as caught:
        merge([(day(3), day(2))])
    assert caught.value.code == "interval_reversed"


@given(st.lists(INTERVALS, max_size=8))
def test_merging_keeps_exactly_the_days(intervals: list[tuple[date, date]]) -> None:
    assert days_of(*merge(intervals)) == days_of(*intervals)


@given(st.lists(INTERVALS, max_size=8), st.integers(0, 5))
def test_stretches_are_further_apart_than_the_gap(
    intervals: list[tuple[date, date]], gap: int
) -> None:
    stretches = merge(intervals, gap)
    for earlier, later in zip(stretches, stretches[1:]):
        assert (later[0] - earlier[1]).days > gap
    assert merge(stretches, gap) == stretches
    assert days_of(*intervals) <= days_of(*stretches)
