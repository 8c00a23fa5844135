"""Periods: for which stretch of time a figure holds, and when one has to look.

A period is half-open, ``[start, stop)``: it holds ``start`` and ends just before
``stop``. Lengths then are plain subtractions, and the stop of one period is the start
of the next. People write the last day instead; ``Period.inclusive`` reads and
``Period.last`` writes it.

A figure is a **flow** when events inside the period are counted (exits, turnover), and
a **stock** when something that lasts is looked at (people employed). The *basis* says
when a stock is looked at: at the end, at the start, averaged over all days, or averaged
over the ends of months. The last is how the Belgian social balance sheet asks for the
average number of workers.
"""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from .errors import PeriodError

PERIOD_TYPES = (
    "month",
    "quarter",
    "half_year",
    "year",
    "fiscal_year",
    "school_year",
    "agreement",
)
BASES = ("flow", "end", "start", "average_days", "average_month_ends")

DateRange = tuple[date, date]

_ONE_DAY = timedelta(days=1)
_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
_KEY_MARKS = {"fiscal_year": "FY", "school_year": "SY", "agreement": "AG"}
# By the addon's convention a school year runs from 1 September to 31 August, whatever
# day lessons begin in one country or another.
_SCHOOL_YEAR_END = (8, 31)


@dataclass(frozen=True, order=True)
class Period:
    """A stretch of whole days, ``[start, stop)``, and what kind of stretch it is.

    :raises PeriodError: ``period_type_unknown``, or ``period_empty`` when no day lies
        in it.
    """

    start: date
    stop: date
    period_type: str

    def __post_init__(self) -> None:
        _check_type(self.period_type)
        if self.stop <= self.start:
            raise PeriodError("period_empty", start=self.start, stop=self.stop)

    @classmethod
    def inclusive(cls, period_type: str, date_from: date, date_to: date) -> "Period":
        """The period from ``date_from`` to ``date_to``, both days counted.

        :raises PeriodError: ``period_reversed`` when it ends before it starts.
        """
        if date_to < date_from:
            raise PeriodError("period_reversed", start=date_from, last=date_to)
        return cls(date_from, _next_day(date_to), period_type)

    @property
    def last(self) -> date:
        """The last day that belongs to the period."""
        return self.stop - _ONE_DAY

    @property
    def days(self) -> int:
        """How many days it lasts."""
        return (self.stop - self.start).days

    @property
    def months(self) -> Decimal:
        """How many months it lasts; a part of a month counts for its days out of the month's."""
        months = Decimal(0)
        day = self.start
        while day < self.stop:
            end = _month_end(day)
            months += Decimal((min(end, self.last) - day).days + 1) / end.day
            if end >= self.last:
                break
            day = end + _ONE_DAY
        return months

    @property
    def month_ends(self) -> tuple[date, ...]:
        """The last days of months that lie in the period, in order."""
        ends = []
        day = _month_end(self.start)
        while day <= self.last:
            ends.append(day)
            day = _month_end(day + _ONE_DAY)
        return tuple(ends)

    @property
    def key(self) -> str:
        """A short text that stands for this period everywhere.

        ``2025``, ``2025-H2``, ``2025-Q1``, ``2025-03`` where the calendar gives the
        dates; else the mark of the type and both dates, the last one included:
        ``FY 2024-07-01/2025-06-30``, ``SY …``, ``AG …``.
        """
        months = _MONTHS.get(self.period_type)
        if months and self == containing(self.period_type, self.start):
            year, number = f"{self.start.year:04}", (self.start.month - 1) // months + 1
            return {
                "month": f"{year}-{number:02}",
                "quarter": f"{year}-Q{number}",
                "half_year": f"{year}-H{number}",
                "year": year,
            }[self.period_type]
        mark = _KEY_MARKS.get(self.period_type, self.period_type)
        return f"{mark} {self.start.isoformat()}/{self.last.isoformat()}"

    def previous_year(self) -> "Period":
        """The same days one year earlier.

        A period that ends with a month ends with that month then too (28 February 2025
        gives 29 February 2024); 29 February gives 28 February.
        """
        try:
            start = self.start - relativedelta(years=1)
            last = self.last - relativedelta(years=1)
        except ValueError as error:
            raise PeriodError("period_out_of_range") from error
        if self.last == _month_end(self.last):
            last = _month_end(last)
        return Period.inclusive(self.period_type, start, last)


def containing(
    period_type: str,
    day: date,
    *,
    fiscal_year_end: tuple[int, int] = (12, 31),
    fiscal_years: Sequence[DateRange] = (),
) -> Period:
    """The period of a type that a day lies in.

    :param fiscal_year_end: month and day on which fiscal years end by rule. The 28th or
        29th of February mean the end of February.
    :param fiscal_years: first and last days of fiscal years that the company has set
        itself (a first year of 18 months, say). They replace the rule where they lie;
        a year by the rule is cut where one of them begins or ends.
    :raises PeriodError: ``period_dates_free`` for agreements, whose dates follow from
        no calendar; ``fiscal_years_overlap``; ``fiscal_year_end_invalid``.
    """
    _check_type(period_type)
    if period_type == "agreement":
        raise PeriodError("period_dates_free")
    try:
        if period_type == "school_year":
            return _year_ending_on(period_type, day, _SCHOOL_YEAR_END)
        if period_type == "fiscal_year":
            by_rule = _year_ending_on(period_type, day, _valid_end(fiscal_year_end))
            return _with_own_years(by_rule, day, _own_years(fiscal_years))
        months = _MONTHS[period_type]
        first_month = (day.month - 1) // months * months + 1
        start = date(day.year, first_month, 1)
        return Period(start, start + relativedelta(months=months), period_type)
    except PeriodError:
        raise
    except (ValueError, OverflowError) as error:
        raise PeriodError("period_out_of_range") from error


def split(
    period_type: str,
    date_from: date,
    date_to: date,
    *,
    fiscal_year_end: tuple[int, int] = (12, 31),
    fiscal_years: Sequence[DateRange] = (),
) -> tuple[Period, ...]:
    """All periods of a type that share a day with ``date_from`` … ``date_to``.

    Both days are included, and the periods are whole: the first may begin before
    ``date_from``, the last may end after ``date_to``. An agreement has the dates that
    one gives it, so it is returned as one period. The other arguments and errors are
    those of ``containing``.
    """
    window = Period.inclusive(period_type, date_from, date_to)
    if period_type == "agreement":
        return (window,)
    periods: list[Period] = []
    day = date_from
    while day < window.stop:
        periods.append(
            containing(
                period_type,
                day,
                fiscal_year_end=fiscal_year_end,
                fiscal_years=fiscal_years,
            )
        )
        day = periods[-1].stop
    return tuple(periods)


def instants(period: Period, basis: str) -> tuple[tuple[date, Decimal], ...]:
    """The days on which a stock is looked at, and what each of them weighs.

    The figure is the sum of weight × stock on the day:

    - ``end``: the last day.
    - ``start``: the day before the first one. The opening stock of a period is the
      closing stock of the one before it, so that periods form a chain.
    - ``average_month_ends``: every month's end in the period, each with 1/n.

    :raises PeriodError: ``basis_without_instants`` for ``flow``, which has events in
        place of a stock, and ``average_days``, which is made from overlaps;
        ``period_without_month_end``; ``period_out_of_range``.
    """
    if basis not in BASES:
        raise PeriodError("basis_unknown", basis=basis)
    if basis == "end":
        return ((period.last, Decimal(1)),)
    if basis == "start":
        if period.start == date.min:
            raise PeriodError("period_out_of_range")
        return ((period.start - _ONE_DAY, Decimal(1)),)
    if basis == "average_month_ends":
        ends = period.month_ends
        if not ends:
            raise PeriodError("period_without_month_end", start=period.start, last=period.last)
        weight = Decimal(1) / len(ends)
        return tuple((end, weight) for end in ends)
    raise PeriodError("basis_without_instants", basis=basis)


def overlap_days(a_start: date, a_stop: date, b_start: date, b_stop: date) -> int:
    """How many days two half-open intervals share; 0 if none.

    An interval that has not ended yet stops at ``date.max``. An average over days is
    the sum of the overlaps ÷ ``Period.days``.
    """
    return max((min(a_stop, b_stop) - max(a_start, b_start)).days, 0)


def merge(intervals: Iterable[DateRange], gap_days: int = 0) -> tuple[tuple[date, date], ...]:
    """Half-open intervals as stretches that are apart, in order.

    Intervals that overlap, touch, or leave no more than ``gap_days`` days between them
    become one: a contract renewed after a week-end is one stretch of employment when
    ``gap_days`` is 2 or more. Intervals without a day in them are left out.

    :raises PeriodError: ``interval_reversed``.
    """
    stretches: list[tuple[date, date]] = []
    for start, stop in sorted(intervals):
        if stop < start:
            raise PeriodError("interval_reversed", start=start, stop=stop)
        if start == stop:
            continue
        if stretches and (start - stretches[-1][1]).days <= gap_days:
            stretches[-1] = (stretches[-1][0], max(stretches[-1][1], stop))
        else:
            stretches.append((start, stop))
    return tuple(stretches)


def _check_type(period_type: str) -> None:
    if period_type not in PERIOD_TYPES:
        raise PeriodError("period_type_unknown", period_type=period_type)


def _next_day(day: date) -> date:
    if day == date.max:
        raise PeriodError("period_out_of_range")
    return day + _ONE_DAY


def _month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _valid_end(month_and_day: tuple[int, int]) -> tuple[int, int]:
    month, day = month_and_day
    if not (1 <= month <= 12 and 1 <= day <= calendar.monthrange(2000, month)[1]):
        raise PeriodError("fiscal_year_end_invalid", month=month, day=day)
    return month, day


def _year_ending_on(period_type: str, day: date, end: tuple[int, int]) -> Period:
    """The twelve months around ``day`` whose last day is ``end`` (month, day)."""
    year = day.year if day <= _year_end(day.year, end) else day.year + 1
    start = _next_day(_year_end(year - 1, end))
    return Period(start, _next_day(_year_end(year, end)), period_type)


def _year_end(year: int, end: tuple[int, int]) -> date:
    month, day = end
    if month == 2 and day >= 28:
        day = calendar.monthrange(year, month)[1]
    return date(year, month, day)


def _own_years(fiscal_years: Sequence[DateRange]) -> list[Period]:
    years = sorted(Period.inclusive("fiscal_year", *dates) for dates in fiscal_years)
    for earlier, later in zip(years, years[1:], strict=False):
        if later.start < earlier.stop:
            raise PeriodError("fiscal_years_overlap", start=later.start, last=earlier.last)
    return years


def _with_own_years(by_rule: Period, day: date, own_years: list[Period]) -> Period:
    start, stop = by_rule.start, by_rule.stop
    for own in own_years:
        if own.start <= day < own.stop:
            return own
        if own.stop <= day:
            start = max(start, own.stop)
        else:
            stop = min(stop, own.start)
    return Period(start, stop, by_rule.period_type)
