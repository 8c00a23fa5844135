"""What a document prints of the figures of an assessment: plain values, no records changed."""

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True)
class Shown:
    """One figure as the readers of a document may see it.

    :param result: the record behind it; empty where there is none.
    :param value: None where there is nothing to show.
    :param text: the figure with its unit, or why it is not shown; ``number``: without unit.
    :param status_text: its status in words.
    :param coverage: from 0 to 1, as far as readers may know it; None where unknown.
    :param quality: status, coverage and the like, as a report prints them.
    """

    result: object
    status: str
    value: float | None
    text: str
    number: str
    status_text: str
    coverage: float | None
    quality: str


@dataclass(frozen=True)
class Line:
    """One indicator of a document.

    :param before: the figure it is compared with; None without a comparison.
    :param change: up, down or stable, where both figures are shown; else None.
    :param past: the figures of its chart, in order of time.
    :param details: for each category of its breakdowns: name, figure, figure before.
    :param crossed: the same for the cells of crossed breakdowns; ``tables`` are made of them.
    """

    indicator: object
    version: object
    now: Shown
    target: object
    before: Shown | None = None
    change: str | None = None
    evolution: str | bool = False
    arrow: Markup = Markup()
    chart: Markup = Markup()
    past: tuple[Shown, ...] = ()
    details: tuple[tuple[str, Shown, Shown | None], ...] = ()
    crossed: tuple[tuple[str, Shown, Shown | None], ...] = ()
    tables: tuple = ()

    def printed(self) -> tuple[Shown, ...]:
        """Every figure that is printed of this indicator, once."""
        cells = (figure for _name, *pair in (*self.details, *self.crossed) for figure in pair)
        figures = (self.now, self.before, *self.past, *cells)
        # Those without a record say that nothing is there, except for the period itself.
        found = {one.result: one for one in figures if one and (one.result or one is self.now)}
        return tuple(found.values())


@dataclass(frozen=True)
class Document:
    """The figures of an assessment for one recipient.

    :param groups: criteria with their lines, then an empty criterion with the others.
    :param lines: every indicator once.
    :param threshold: the smallest number of people that is shown.
    """

    groups: tuple[tuple[object, tuple[Line, ...]], ...]
    lines: tuple[Line, ...]
    threshold: int
