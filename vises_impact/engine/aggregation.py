"""Aggregation: how months make a year, and members a federation.

Figures of one indicator are put together over time or over organisations; the
definition says how, for each of the two:

- ``sum``: they are added (exits of twelve months, turnover of ten members).
- ``average``: over time weighted by days, over organisations by ``Figure.weight``.
- ``last``: over time, the latest one (a stock at the end of the year).
- ``recompute``: a ratio, from summed numerators and denominators.
- ``none``: they are not put together; the result is not_applicable.

A ratio is always recomputed: where all figures carry a numerator and a denominator,
``sum`` and ``average`` mean ``recompute``. The mean of two percentages is the percentage
of nothing.

What is not known is never counted as zero:

- A part that is not_applicable is left out; if all are, so is the result.
- One suppressed part makes the result suppressed.
- A part that is missing, while others are known, makes the result ``estimated`` (reason
  ``partial``), and ``coverage`` says which share of the parts is known. If no part is
  known, the result is missing. Of ``last``, only the latest part counts.
- One estimated part makes the result estimated.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, localcontext

from .errors import EngineError
from .quantity import ARITHMETIC, Quantity

METHODS = ("sum", "average", "last", "recompute", "none")


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One result of an indicator, as far as it matters for putting results together.

    :param value: set if and only if the status is measured or estimated.
    :param start: first day of its period.
    :param stop: the day after the last one.
    :param status: one of ``quantity.STATUSES``.
    :param reason: machine key for why it is not simply measured.
    :param numerator: of a ratio, before any factor.
    :param denominator: of a ratio.
    :param coverage: from 0 to 1, the share of its ground that was seen; None if that
        was not recorded, which is taken for all of it.
    :param count: people or records behind it, for disclosure control; None if unknown.
    :param provisional: whether it can still change (the books are open).
    :param weight: what it weighs in an average over organisations.
    :raises EngineError: as ``Quantity`` does, when value and status do not fit.
    """

    value: Decimal | None
    start: date
    stop: date
    status: str = "measured"
    reason: str | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    coverage: Decimal | None = None
    count: int | None = None
    provisional: bool = False
    weight: Decimal = Decimal(1)

    def __post_init__(self) -> None:
        Quantity(self.value, self.status, self.reason)  # which checks the three

    @property
    def is_known(self) -> bool:
        """Whether there is a value to compute with."""
        return self.value is not None

    @property
    def is_ratio(self) -> bool:
        """Whether it can be recomputed from its numerator and denominator."""
        return self.numerator is not None and self.denominator is not None

    @property
    def days(self) -> int:
        """How long its period is."""
        return (self.stop - self.start).days


def over_time(method: str, figures: Sequence[Figure], factor: Decimal = Decimal(1)) -> Figure:
    """Figures of one organisation for several periods, as one for all of them.

    A period without a figure has to be given as a missing one: nothing here can know
    how many there should be.

    ``count`` of a sum is the sum of the counts. Otherwise it is the largest of them: who
    is there in March and in April is one person, and the largest count is what one is
    sure of. ``weight`` is that of the latest figure.

    :param factor: of a ratio, 100 for a percentage.
    :raises EngineError: ``aggregation_method_unknown``, ``aggregation_without_parts``.
    """
    _check(method, figures)
    latest = max(_applicable(figures) or figures, key=_when)
    if method == "last":
        return replace(latest, start=_start(figures), stop=_stop(figures))
    result = _put_together(method, figures, factor, lambda figure: Decimal(figure.days))
    return replace(
        result,
        count=_count(result, figures, sum if method == "sum" else max),
        weight=latest.weight,
    )


def over_organisations(
    method: str, figures: Sequence[Figure], factor: Decimal = Decimal(1)
) -> Figure:
    """Figures of several organisations, or scopes, as one for all of them.

    An organisation without a figure has to be given as a missing one. ``count`` and
    ``weight`` are the sums of theirs.

    :param factor: of a ratio, 100 for a percentage.
    :raises EngineError: ``aggregation_method_unknown``, ``aggregation_without_parts``,
        ``aggregation_last_of_organisations``.
    """
    _check(method, figures)
    if method == "last":
        raise EngineError("aggregation_last_of_organisations")
    result = _put_together(method, figures, factor, lambda figure: figure.weight)
    return replace(
        result,
        count=_count(result, figures, sum),
        weight=sum((part.weight for part in _applicable(figures)), Decimal(0)),
    )


def _check(method: str, figures: Sequence[Figure]) -> None:
    if method not in METHODS:
        raise EngineError("aggregation_method_unknown", method=method)
    if not figures:
        raise EngineError("aggregation_without_parts")


def _when(figure: Figure) -> tuple[date, date]:
    return figure.stop, figure.start


def _start(figures: Iterable[Figure]) -> date:
    return min(figure.start for figure in figures)


def _stop(figures: Iterable[Figure]) -> date:
    return max(figure.stop for figure in figures)


def _applicable(figures: Iterable[Figure]) -> list[Figure]:
    return [figure for figure in figures if figure.status != "not_applicable"]


def _put_together(
    method: str,
    figures: Sequence[Figure],
    factor: Decimal,
    weigh: Callable[[Figure], Decimal],
) -> Figure:
    """One figure for all; its count and its own weight are left to the caller."""
    whole = Figure(
        value=None,
        status="missing",
        start=_start(figures),
        stop=_stop(figures),
        provisional=any(figure.provisional for figure in figures),
    )
    parts = _applicable(figures)
    known = [part for part in parts if part.is_known and (method != "recompute" or part.is_ratio)]
    if method == "none":
        return replace(whole, status="not_applicable", reason="not_aggregated")
    if not parts:
        return replace(whole, status="not_applicable", reason=figures[0].reason)
    for part in parts:
        if part.status == "suppressed":
            return replace(whole, status="suppressed", reason=part.reason)
    if not known:
        reasons = [part.reason for part in parts if not part.is_known]
        reason = reasons[0] if reasons else "not_a_ratio"
        return replace(whole, reason=reason, coverage=Decimal(0))
    with localcontext(ARITHMETIC):
        whole = replace(whole, coverage=_coverage(parts, known))
        if all(part.is_ratio for part in known):
            figure = _recomputed(whole, known, factor)
        elif method == "sum":
            figure = _measured(whole, _sum(part.value for part in known))
        else:
            figure = _averaged(whole, known, weigh)
    return _with_status(figure, parts, known)


def _recomputed(whole: Figure, known: Sequence[Figure], factor: Decimal) -> Figure:
    """factor × Σ numerators ÷ Σ denominators; not applicable if the latter is zero."""
    numerator = _sum(part.numerator for part in known)
    denominator = _sum(part.denominator for part in known)
    value = factor * numerator / denominator if denominator else None
    return replace(_measured(whole, value), numerator=numerator, denominator=denominator)


def _averaged(whole: Figure, known: Sequence[Figure], weigh: Callable[[Figure], Decimal]) -> Figure:
    """Σ weight × value ÷ Σ weight; not applicable if nothing has any weight."""
    total = _sum(weigh(part) for part in known)
    weighted = _sum(weigh(part) * part.value for part in known if part.value is not None)
    return _measured(whole, weighted / total if total else None)


def _measured(whole: Figure, value: Decimal | None) -> Figure:
    if value is None:
        return replace(whole, status="not_applicable", reason="division_by_zero")
    return replace(whole, value=value, status="measured")


def _with_status(figure: Figure, parts: Sequence[Figure], known: Sequence[Figure]) -> Figure:
    """The figure made from those of its parts that are known, marked as what it is."""
    if not figure.is_known:
        return figure
    if len(known) < len(parts):
        return replace(figure, status="estimated", reason="partial")
    for part in known:
        if part.status == "estimated":
            return replace(figure, status="estimated", reason=part.reason)
    return figure


def _coverage(parts: Sequence[Figure], known: Sequence[Figure]) -> Decimal | None:
    """Σ coverage of the known parts ÷ number of parts; None if there is nothing to say.

    It is None when all parts are known and none of them recorded its own.
    """
    if len(known) == len(parts) and all(part.coverage is None for part in parts):
        return None
    covered = _sum(Decimal(1) if part.coverage is None else part.coverage for part in known)
    return covered / len(parts)


def _count(
    result: Figure, figures: Sequence[Figure], gather: Callable[[list[int]], int]
) -> int | None:
    """The counts of the known parts as one; None if one is unknown, or may not show."""
    counts = [figure.count for figure in figures if figure.is_known]
    known = [count for count in counts if count is not None]
    if not (result.is_known and len(known) == len(counts)):
        return None
    return gather(known)


def _sum(numbers: Iterable[Decimal | None]) -> Decimal:
    """The sum of numbers that the caller knows to be there."""
    return sum((number for number in numbers if number is not None), Decimal(0))
