"""How months make a year and members a federation, when not everything is known."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from engine.aggregation import METHODS, Figure, over_organisations, over_time
from engine.errors import EngineError
from engine.period import split
from hypothesis import given
from hypothesis import strategies as st

MONTHS = split("month", date(2024, 1, 1), date(2024, 12, 31))


def month(number: int, value: object = None, **more: object) -> Figure:
    """The figure of a month of 2024, the first one being 1."""
    period = MONTHS[number - 1]
    known = None if value is None else Decimal(str(value))
    return Figure(value=known, start=period.start, stop=period.stop, **more)  # type: ignore[arg-type]


def missing(number: int, reason: str = "no_answer") -> Figure:
    return month(number, status="missing", reason=reason)


def suppressed(number: int) -> Figure:
    return month(number, status="suppressed", reason="few_people")


def not_applicable(number: int) -> Figure:
    return month(number, status="not_applicable", reason="division_by_zero")


def share(number: int, numerator: int, denominator: int, **more: object) -> Figure:
    return month(
        number,
        Decimal(100) * numerator / denominator,
        numerator=Decimal(numerator),
        denominator=Decimal(denominator),
        **more,
    )


# Methods


def test_flows_are_summed_over_the_whole_time() -> None:
    year = over_time("sum", [month(number, number) for number in range(1, 13)])
    assert (year.value, year.status) == (78, "measured")
    assert (year.start, year.stop) == (date(2024, 1, 1), date(2025, 1, 1))


def test_average_over_time_is_weighted_by_days() -> None:
    # January has 31 days, February 2024 has 29.
    assert over_time("average", [month(1, 10), month(2, 40)]).value == Decimal("24.5")


def test_average_over_organisations_is_weighted_by_their_weight() -> None:
    small, large = month(1, 10, weight=Decimal(1)), month(1, 40, weight=Decimal(3))
    both = over_organisations("average", [small, large])
    assert (both.value, both.weight) == (Decimal("32.5"), 4)


def test_organisations_weigh_the_same_unless_told() -> None:
    both = over_organisations("average", [month(1, 10), month(1, 40)])
    assert (both.value, both.weight) == (25, 2)


def test_weight_over_time_is_the_latest() -> None:
    months = [month(2, 1, weight=Decimal(7)), month(1, 1, weight=Decimal(3))]
    assert over_time("average", months).weight == 7


def test_average_over_organisations_that_weigh_nothing_is_not_applicable() -> None:
    figure = over_organisations("average", [month(1, 10, weight=Decimal(0))])
    assert (figure.value, figure.status) == (None, "not_applicable")


def test_last_takes_the_latest_whatever_the_order() -> None:
    year = over_time("last", [month(12, 7), month(3, 5), month(7, 6)])
    assert (year.value, year.start, year.stop) == (7, date(2024, 3, 1), date(2025, 1, 1))


def test_last_is_missing_when_the_latest_is() -> None:
    assert over_time("last", [month(11, 5), missing(12)]).status == "missing"


def test_last_passes_over_what_does_not_apply() -> None:
    assert over_time("last", [month(11, 5), not_applicable(12)]).value == 5


def test_last_over_organisations_is_refused() -> None:
    with pytest.raises(EngineError) as caught:
        over_organisations("last", [month(1, 5)])
    assert caught.value.code == "aggregation_last_of_organisations"


def test_none_puts_nothing_together() -> None:
    for aggregate in (over_time, over_organisations):
        figure = aggregate("none", [month(1, 5), month(2, 5)])
        assert (figure.value, figure.status, figure.reason) == (
            None,
            "not_applicable",
            "not_aggregated",
        )


@pytest.mark.parametrize("aggregate", [over_time, over_organisations])
def test_unknown_method_and_nothing_to_aggregate_are_refused(aggregate) -> None:
    with pytest.raises(EngineError) as caught:
        aggregate("median", [month(1, 5)])
    assert caught.value.code == "aggregation_method_unknown"
    with pytest.raises(EngineError) as caught:
        aggregate("sum", [])
    assert caught.value.code == "aggregation_without_parts"


# Ratios


@pytest.mark.parametrize("method", ["recompute", "sum", "average"])
@pytest.mark.parametrize("aggregate", [over_time, over_organisations])
def test_ratio_is_recomputed_from_sums_whatever_the_method(aggregate, method: str) -> None:
    # One woman of two people and nine of ten are ten of twelve, not 70 %.
    both = aggregate(method, [share(1, 1, 2), share(2, 9, 10)], Decimal(100))
    assert both.value == Decimal(100) * 10 / 12
    assert (both.numerator, both.denominator) == (10, 12)


def test_ratio_is_a_plain_one_unless_a_factor_is_given() -> None:
    parts = [share(1, 1, 2), share(2, 4, 6)]
    assert over_time("recompute", parts).value == Decimal("0.625")
    assert over_organisations("recompute", parts).value == Decimal("0.625")


def test_figure_with_half_of_a_ratio_is_none() -> None:
    assert not month(1, 5, numerator=Decimal(5)).is_ratio
    assert not month(1, 5, denominator=Decimal(5)).is_ratio


def test_latest_ratio_stays_the_latest() -> None:
    assert over_time("last", [share(1, 1, 2), share(2, 9, 10)]).value == 90


def test_ratio_of_nobody_is_not_applicable() -> None:
    parts = [
        month(1, 0, numerator=Decimal(0), denominator=Decimal(0)),
        month(2, 0, numerator=Decimal(0), denominator=Decimal(0)),
    ]
    figure = over_time("recompute", parts)
    assert (figure.status, figure.reason) == ("not_applicable", "division_by_zero")


def test_recompute_counts_figures_without_numerator_as_missing() -> None:
    figure = over_time("recompute", [share(1, 1, 2), month(2, 90)], Decimal(100))
    assert (figure.value, figure.status, figure.coverage) == (50, "estimated", Decimal("0.5"))
    alone = over_time("recompute", [month(2, 90)])
    assert (alone.value, alone.status, alone.reason) == (None, "missing", "not_a_ratio")


@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(1, 50)), min_size=1, max_size=12),
    st.integers(1, 11),
)
def test_ratio_of_a_year_is_the_same_by_month_and_by_stages(
    pairs: list[tuple[int, int]], cut: int
) -> None:
    figures = [share(n, *pair) for n, pair in enumerate(pairs, start=1)]
    at_once = over_time("recompute", figures, Decimal(100))
    stages = [part for part in (figures[:cut], figures[cut:]) if part]
    in_stages = over_time(
        "recompute", [over_time("recompute", part, Decimal(100)) for part in stages], Decimal(100)
    )
    assert in_stages == at_once


# What is not known


@pytest.mark.parametrize("method", ["sum", "average", "recompute"])
@pytest.mark.parametrize("aggregate", [over_time, over_organisations])
def test_missing_part_makes_an_estimate_with_its_coverage(aggregate, method: str) -> None:
    figure = aggregate(method, [share(1, 1, 2), missing(2), share(3, 1, 2), share(4, 1, 2)])
    assert (figure.status, figure.reason) == ("estimated", "partial")
    assert figure.coverage == Decimal("0.75")


def test_missing_part_is_not_counted_as_zero() -> None:
    assert over_time("average", [month(1, 10), missing(2)]).value == 10


def test_all_missing_is_missing_with_the_first_reason() -> None:
    figure = over_time("sum", [missing(1, "a"), missing(2, "b")])
    assert (figure.value, figure.status, figure.reason) == (None, "missing", "a")
    assert figure.coverage == 0


def test_part_that_does_not_apply_is_left_out() -> None:
    figure = over_organisations("sum", [month(1, 10), not_applicable(1)])
    assert (figure.value, figure.status, figure.coverage) == (10, "measured", None)


def test_nothing_that_applies_is_not_applicable() -> None:
    figure = over_time("sum", [not_applicable(1), replace(not_applicable(2), reason="other")])
    assert (figure.status, figure.reason) == ("not_applicable", "division_by_zero")


@pytest.mark.parametrize("method", ["sum", "average", "recompute"])
@pytest.mark.parametrize("aggregate", [over_time, over_organisations])
def test_suppressed_part_hides_the_whole(aggregate, method: str) -> None:
    figure = aggregate(method, [share(1, 1, 2, count=2), suppressed(2), missing(3)])
    assert figure.status == "suppressed"
    assert (figure.value, figure.numerator, figure.denominator, figure.count) == (None,) * 4


def test_estimated_part_makes_an_estimate_for_its_reason() -> None:
    figure = over_time("sum", [month(1, 1), month(2, 1, status="estimated", reason="no_calendar")])
    assert (figure.value, figure.status, figure.reason) == (2, "estimated", "no_calendar")


def test_coverage_of_the_parts_is_averaged() -> None:
    parts = [month(1, 1, status="estimated", coverage=Decimal("0.5")), month(2, 1), missing(3)]
    assert over_time("sum", parts).coverage == Decimal("0.5")


@pytest.mark.parametrize("method", METHODS)
def test_provisional_part_makes_the_whole_provisional(method: str) -> None:
    figures = [share(1, 1, 2), share(2, 1, 2, provisional=True)]
    assert over_time(method, figures).provisional
    assert not over_time(method, [replace(f, provisional=False) for f in figures]).provisional


def test_figure_whose_value_does_not_fit_its_status_is_refused() -> None:
    with pytest.raises(EngineError) as caught:
        month(1, None)
    assert caught.value.code == "quantity_inconsistent"


# Counts, for disclosure control


def test_counts_of_organisations_are_summed() -> None:
    parts = [share(1, 1, 2, count=2), share(1, 4, 5, count=5)]
    assert over_organisations("recompute", parts).count == 7


def test_counts_over_time_are_summed_for_events_and_the_largest_for_people() -> None:
    parts = [month(1, 2, count=2), month(2, 5, count=5), month(3, 3, count=3)]
    assert over_time("sum", parts).count == 10
    assert over_time("average", parts).count == 5


def test_count_is_unknown_when_one_of_them_is() -> None:
    assert over_time("sum", [month(1, 2, count=2), month(2, 5)]).count is None


def test_count_of_a_missing_part_is_not_needed() -> None:
    assert over_time("sum", [month(1, 2, count=2), missing(2)]).count == 2


@given(st.permutations([month(1, 3), missing(2), month(3, 4), not_applicable(4), month(5, 5)]))
def test_order_of_the_figures_does_not_matter(figures: list[Figure]) -> None:
    for method in METHODS:
        assert over_time(method, figures) == over_time(
            method, sorted(figures, key=lambda f: f.start)
        )
