"""Periods: what they contain, what they are called, and when one looks at a stock."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from engine.errors import PeriodError
from engine.period import BASES, PERIOD_TYPES, Period, containing, instants, split
from hypothesis import given
from hypothesis import strategies as st

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
YEAR_ENDS = st.dates(date(2000, 1, 1), date(2000, 12, 31)).map(lambda d: (d.month, d.day))
CALENDAR_TYPES = [kind for kind in PERIOD_TYPES if kind != "agreement"]


def keys(*args, **kwargs) -> list[str]:
    return [period.key for period in split(*args, **kwargs)]


# What a period is


def test_period_contains_its_last_day_and_not_its_stop() -> None:
    year = Period.inclusive("year", date(2024, 1, 1), date(2024, 12, 31))
    assert year.stop == date(2025, 1, 1)
    assert year.last == date(2024, 12, 31)
    assert year.days == 366


def test_period_of_one_day_lasts_one_day() -> None:
    day = date(2024, 2, 29)
    assert Period.inclusive("agreement", day, day).days == 1


def test_period_that_ends_before_it_starts_is_refused_with_both_dates() -> None:
    with pytest.raises(PeriodError) as caught:
        Period.inclusive("year", date(2025, 1, 1), date(2024, 12, 31))
    assert caught.value.code == "period_reversed"
    assert caught.value.details == {"start": date(2025, 1, 1), "last": date(2024, 12, 31)}


def test_period_without_a_day_is_refused() -> None:
    with pytest.raises(PeriodError) as caught:
        Period(date(2025, 1, 1), date(2025, 1, 1), "year")
    assert caught.value.code == "period_empty"


@pytest.mark.parametrize("make", [containing, lambda kind, day: Period(day, day, kind)])
def test_unknown_period_type_is_refused(make) -> None:
    with pytest.raises(PeriodError) as caught:
        make("decade", date(2025, 1, 1))
    assert caught.value.code == "period_type_unknown"


def test_period_beyond_the_calendar_is_refused() -> None:
    for attempt in (
        lambda: Period.inclusive("year", date(9999, 1, 1), date(9999, 12, 31)),
        lambda: containing("month", date(9999, 12, 1)),
        lambda: containing("school_year", date(9999, 12, 1)),
        lambda: containing("school_year", date(1, 1, 1)),
        lambda: containing("year", date(1, 1, 1)).previous_year(),
        lambda: instants(Period(date.min, date(2, 1, 1), "year"), "start"),
    ):
        with pytest.raises(PeriodError) as caught:
            attempt()
        assert caught.value.code == "period_out_of_range"


def test_periods_sort_by_time() -> None:
    first, second, third = split("quarter", date(2025, 1, 1), date(2025, 9, 30))
    assert sorted([third, first, second]) == [first, second, third]


def test_month_ends_are_those_inside_the_period() -> None:
    period = Period.inclusive("agreement", date(2024, 1, 31), date(2024, 3, 30))
    assert period.month_ends == (date(2024, 1, 31), date(2024, 2, 29))


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2024, 2, 1), date(2024, 2, 29), 1),
        (date(2024, 1, 1), date(2024, 12, 31), 12),
        (date(2024, 2, 15), date(2024, 2, 29), Decimal(15) / 29),
        (date(2024, 1, 31), date(2024, 3, 3), Decimal(1) / 31 + 1 + Decimal(3) / 31),
        (date(9999, 12, 1), date(9999, 12, 30), Decimal(30) / 31),
    ],
)
def test_months_count_parts_by_their_days(first: date, last: date, months: Decimal) -> None:
    assert Period.inclusive("agreement", first, last).months == months


@given(DAYS, st.integers(0, 800))
def test_month_ends_are_the_days_whose_next_day_is_a_first(start: date, length: int) -> None:
    period = Period.inclusive("agreement", start, start + timedelta(days=length))
    every_day = [start + timedelta(days=number) for number in range(period.days)]
    assert list(period.month_ends) == [
        day for day in every_day if (day + timedelta(days=1)).day == 1
    ]


# Which periods there are


def test_calendar_periods_are_called_by_year_and_number() -> None:
    window = (date(2025, 3, 15), date(2025, 7, 2))
    assert keys("month", *window) == ["2025-03", "2025-04", "2025-05", "2025-06", "2025-07"]
    assert keys("quarter", *window) == ["2025-Q1", "2025-Q2", "2025-Q3"]
    assert keys("half_year", *window) == ["2025-H1", "2025-H2"]
    assert keys("year", *window) == ["2025"]


def test_other_periods_are_called_by_their_dates() -> None:
    day = date(2024, 10, 1)
    assert containing("school_year", day).key == "SY 2024-09-01/2025-08-31"
    fiscal_year = containing("fiscal_year", day, fiscal_year_end=(6, 30))
    assert fiscal_year.key == "FY 2024-07-01/2025-06-30"
    agreement = Period.inclusive("agreement", day, date(2025, 3, 31))
    assert agreement.key == "AG 2024-10-01/2025-03-31"


def test_year_with_dates_of_its_own_is_not_called_like_the_calendar_year() -> None:
    short = Period.inclusive("year", date(2025, 4, 1), date(2025, 12, 31))
    assert short.key == "year 2025-04-01/2025-12-31"


def test_keys_of_the_first_centuries_have_four_digits_too() -> None:
    assert containing("year", date(900, 5, 5)).key == "0900"


def test_split_gives_whole_periods_around_the_window() -> None:
    periods = split("quarter", date(2025, 2, 14), date(2025, 4, 1))
    assert periods[0].start == date(2025, 1, 1)
    assert periods[-1].last == date(2025, 6, 30)


def test_split_of_a_reversed_window_is_refused() -> None:
    with pytest.raises(PeriodError) as caught:
        split("month", date(2025, 2, 1), date(2025, 1, 1))
    assert caught.value.code == "period_reversed"


def test_agreement_has_the_dates_it_is_given() -> None:
    (period,) = split("agreement", date(2025, 2, 14), date(2026, 2, 13))
    assert (period.start, period.last) == (date(2025, 2, 14), date(2026, 2, 13))


def test_agreement_cannot_be_found_from_a_day() -> None:
    with pytest.raises(PeriodError) as caught:
        containing("agreement", date(2025, 2, 14))
    assert caught.value.code == "period_dates_free"


@given(st.sampled_from(CALENDAR_TYPES), DAYS, st.integers(0, 1500), YEAR_ENDS)
def test_split_tiles_the_window_without_gap_or_overlap(
    kind: str, start: date, length: int, year_end: tuple[int, int]
) -> None:
    window = Period.inclusive("agreement", start, start + timedelta(days=length))
    periods = split(kind, window.start, window.last, fiscal_year_end=year_end)
    assert periods[0].start <= window.start < periods[0].stop
    assert periods[-1].start < window.stop <= periods[-1].stop
    for earlier, later in zip(periods, periods[1:]):
        assert earlier.stop == later.start
    assert len({period.key for period in periods}) == len(periods)


@given(st.sampled_from(CALENDAR_TYPES), DAYS, YEAR_ENDS)
def test_every_day_of_a_period_leads_back_to_it(
    kind: str, day: date, year_end: tuple[int, int]
) -> None:
    period = containing(kind, day, fiscal_year_end=year_end)
    assert period.start <= day < period.stop
    for other in (period.start, period.last):
        assert containing(kind, other, fiscal_year_end=year_end) == period


# Fiscal years


@pytest.mark.parametrize("end", [(2, 28), (2, 29)])
def test_fiscal_year_that_ends_in_february_ends_with_february(end: tuple[int, int]) -> None:
    leap, plain = split("fiscal_year", date(2023, 12, 1), date(2024, 12, 1), fiscal_year_end=end)
    assert (leap.start, leap.last) == (date(2023, 3, 1), date(2024, 2, 29))
    assert (plain.start, plain.last) == (date(2024, 3, 1), date(2025, 2, 28))


@pytest.mark.parametrize("end", [(2, 30), (13, 1), (0, 1), (6, 31), (6, 0)])
def test_fiscal_year_end_that_no_calendar_has_is_refused(end: tuple[int, int]) -> None:
    with pytest.raises(PeriodError) as caught:
        containing("fiscal_year", date(2025, 1, 1), fiscal_year_end=end)
    assert caught.value.code == "fiscal_year_end_invalid"


def test_long_first_fiscal_year_replaces_the_rule_where_it_lies() -> None:
    own = [(date(2023, 7, 1), date(2024, 12, 31))]
    assert keys("fiscal_year", date(2023, 7, 1), date(2025, 6, 1), fiscal_years=own) == [
        "FY 2023-07-01/2024-12-31",
        "FY 2025-01-01/2025-12-31",
    ]


def test_years_by_the_rule_are_cut_where_own_fiscal_years_begin_and_end() -> None:
    own = [(date(2024, 4, 1), date(2025, 3, 31)), (date(2025, 10, 1), date(2026, 9, 30))]
    assert keys("fiscal_year", date(2024, 1, 1), date(2026, 12, 31), fiscal_years=own) == [
        "FY 2024-01-01/2024-03-31",
        "FY 2024-04-01/2025-03-31",
        "FY 2025-04-01/2025-09-30",
        "FY 2025-10-01/2026-09-30",
        "FY 2026-10-01/2026-12-31",
    ]


def test_own_fiscal_years_may_come_in_any_order() -> None:
    own = [(date(2025, 10, 1), date(2026, 9, 30)), (date(2024, 4, 1), date(2025, 3, 31))]
    window = (date(2024, 1, 1), date(2026, 12, 31))
    assert split("fiscal_year", *window, fiscal_years=own) == split(
        "fiscal_year", *window, fiscal_years=own[::-1]
    )


def test_own_fiscal_years_that_overlap_are_refused() -> None:
    own = [(date(2024, 1, 1), date(2024, 12, 31)), (date(2024, 12, 31), date(2025, 12, 31))]
    with pytest.raises(PeriodError) as caught:
        containing("fiscal_year", date(2024, 5, 1), fiscal_years=own)
    assert caught.value.code == "fiscal_years_overlap"


def test_own_fiscal_years_do_not_touch_other_kinds_of_years() -> None:
    own = [(date(2023, 7, 1), date(2024, 12, 31))]
    assert containing("year", date(2024, 5, 1), fiscal_years=own).key == "2024"


@given(DAYS, st.lists(st.integers(1, 900), min_size=1, max_size=6), YEAR_ENDS)
def test_fiscal_years_tile_time_whatever_the_company_has_set(
    first: date, lengths: list[int], year_end: tuple[int, int]
) -> None:
    own, day = [], first
    for number, length in enumerate(lengths):
        last = day + timedelta(days=length - 1)
        if number % 3 != 1:  # leave some time to the rule
            own.append((day, last))
        day = last + timedelta(days=1)
    years = split("fiscal_year", first, day, fiscal_year_end=year_end, fiscal_years=own)
    for earlier, later in zip(years, years[1:]):
        assert earlier.stop == later.start
    for date_from, date_to in own:
        assert Period.inclusive("fiscal_year", date_from, date_to) in years
    assert all(year.days <= 366 for year in years if (year.start, year.last) not in own)


# One year earlier


@pytest.mark.parametrize(
    ("dates", "earlier"),
    [
        (("2025-02-01", "2025-02-28"), ("2024-02-01", "2024-02-29")),
        (("2024-02-01", "2024-02-29"), ("2023-02-01", "2023-02-28")),
        (("2024-02-01", "2024-02-28"), ("2023-02-01", "2023-02-28")),
        (("2024-02-29", "2025-02-28"), ("2023-02-28", "2024-02-29")),
        (("2024-02-29", "2024-02-29"), ("2023-02-28", "2023-02-28")),
        (("2025-01-15", "2025-06-14"), ("2024-01-15", "2024-06-14")),
    ],
)
def test_previous_year_keeps_days_and_month_ends(
    dates: tuple[str, str], earlier: tuple[str, str]
) -> None:
    period = Period.inclusive("agreement", *map(date.fromisoformat, dates)).previous_year()
    assert (period.start.isoformat(), period.last.isoformat()) == earlier


@given(st.sampled_from(["month", "quarter", "half_year", "year", "school_year"]), DAYS)
def test_previous_year_of_a_calendar_period_is_a_calendar_period(kind: str, day: date) -> None:
    previous = containing(kind, day).previous_year()
    assert previous == containing(kind, previous.start)


# When one looks at a stock


def test_closing_stock_is_looked_at_on_the_last_day() -> None:
    assert instants(containing("year", date(2025, 5, 1)), "end") == (
        (date(2025, 12, 31), Decimal(1)),
    )


@given(st.sampled_from(CALENDAR_TYPES), DAYS)
def test_opening_stock_is_the_closing_stock_of_the_period_before(kind: str, day: date) -> None:
    period = containing(kind, day)
    before = containing(kind, period.start - timedelta(days=1))
    assert instants(period, "start") == instants(before, "end")


def test_month_end_average_looks_twelve_times_a_year_with_equal_weight() -> None:
    looks = instants(containing("year", date(2024, 5, 1)), "average_month_ends")
    assert [day for day, _weight in looks][:2] == [date(2024, 1, 31), date(2024, 2, 29)]
    assert len(looks) == 12
    assert {weight for _day, weight in looks} == {Decimal(1) / 12}


def test_month_end_average_of_a_period_without_month_end_is_refused() -> None:
    period = Period.inclusive("agreement", date(2025, 5, 2), date(2025, 5, 20))
    with pytest.raises(PeriodError) as caught:
        instants(period, "average_month_ends")
    assert caught.value.code == "period_without_month_end"


@pytest.mark.parametrize("basis", ["flow", "average_days"])
def test_flows_and_daily_averages_look_at_no_single_day(basis: str) -> None:
    with pytest.raises(PeriodError) as caught:
        instants(containing("year", date(2025, 5, 1)), basis)
    assert caught.value.code == "basis_without_instants"


def test_unknown_basis_is_refused() -> None:
    with pytest.raises(PeriodError) as caught:
        instants(containing("year", date(2025, 5, 1)), "now")
    assert caught.value.code == "basis_unknown"


@given(st.sampled_from(BASES), DAYS, st.integers(0, 900))
def test_weights_sum_to_one(basis: str, start: date, length: int) -> None:
    period = Period.inclusive("agreement", start, start + timedelta(days=length))
    if basis in ("flow", "average_days") or not period.month_ends:
        return
    total = sum(weight for _day, weight in instants(period, basis))
    assert abs(total - 1) < Decimal("1e-20")
