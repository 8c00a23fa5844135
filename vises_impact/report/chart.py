"""Small charts as SVG text, for screens and for print.

Pure Python, so that both get the same picture. Only what the old WebKit of wkhtmltopdf
draws is used: rectangles, lines, polygons, text. Colours differ in lightness as well as in
hue, and nothing is told by colour alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

WIDTH = 300
ROW = 16
GAP = 6
LETTER = 6  # mean width of a letter at this size, with some room
FONT = 'font-family="DejaVu Sans, Liberation Sans, Arial, sans-serif" font-size="10"'
LINE_WIDTH, LINE_HEIGHT, MARGIN = 240, 48, 6
INK, NOW, PAST, AIM, QUIET = "#22303a", "#17594f", "#9db5af", "#8a4b00", "#5d6d75"


@dataclass(frozen=True)
class Bar:
    """One period of a chart.

    :param label: the period, in words.
    :param value: the figure; None where there is none to draw.
    :param text: the figure as it is printed, or why there is none.
    :param hidden: whether there is a figure that the reader may not see.
    """

    label: str
    value: float | None
    text: str
    hidden: bool = False


def bars(periods: Sequence[Bar], target: Bar | None = None, title: str = "") -> str:
    """A bar for each period, the last one dark, and the target as a diamond on a line.

    A period without a figure has no bar, but says why: missing is not zero.

    :param periods: oldest first.
    :param title: read out by screen readers, before the figures themselves.
    :return: an ``<svg>`` element, or ``""`` where there is nothing to draw.
    """
    rows = [*periods, *([target] if target else [])]
    values = [row.value for row in rows if row.value is not None]
    if not values:
        return ""
    left = _width(row.label for row in rows) + GAP
    right = _width(row.text for row in rows) + GAP
    low, high = min(0.0, *values), max(0.0, *values)
    width = max(40.0, WIDTH - left - right)
    scale = width / ((high - low) or 1.0)

    def place(value: float) -> float:
        return left + (value - low) * scale

    parts = [
        _row(row, number * ROW, place, NOW if number == len(periods) - 1 else PAST)
        + _text(left + width + GAP, number * ROW, row.text, INK if row.value is not None else QUIET)
        for number, row in enumerate(periods)
    ]
    if target and target.value is not None:
        parts.append(_aim(target, len(periods) * ROW, place))
        parts.append(_text(left + width + GAP, len(periods) * ROW, target.text, AIM))
    said = "; ".join(f"{row.label}: {row.text}" for row in rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + width + right:.0f}" height="{len(rows) * ROW}" '
        f'role="img" aria-label={quoteattr(": ".join(filter(None, (title, said))))}>'
        f"{''.join(parts)}</svg>"
    )


def line(periods: Sequence[Bar], target: float | None = None, title: str = "") -> str:
    """A small line for screens, as wide as its place, in the colour of the text around it.

    It breaks where a period has no figure: missing is not zero. A hidden figure is a ring
    at the foot. The scale goes from the lowest to the highest figure, not from zero.

    :param periods: oldest first.
    :param target: drawn as a dashed line.
    :param title: read out by screen readers, before the figures themselves.
    :return: an ``<svg>`` element, or ``""`` where there is nothing to draw.
    """
    values = [period.value for period in periods if period.value is not None]
    if not values:
        return ""
    low, high = min([*values, *_some(target)]), max([*values, *_some(target)])
    step = (LINE_WIDTH - 2 * MARGIN) / max(1, len(periods) - 1)

    def place(number: int, value: float | None) -> tuple[float, float]:
        if value is None:
            share = 0.0
        else:
            share = (value - low) / (high - low) if high > low else 0.5
        return MARGIN + number * step, LINE_HEIGHT - MARGIN - share * (LINE_HEIGHT - 2 * MARGIN)

    points = [(period, *place(number, period.value)) for number, period in enumerate(periods)]
    parts = [_path(run) for run in _runs(points)]
    parts += [_dot(*point, last=point is points[-1]) for point in points]
    if target is not None:
        height = place(0, target)[1]
        parts.insert(
            0,
            f'<line x1="0" x2="{LINE_WIDTH}" y1="{height:.1f}" y2="{height:.1f}" '
            'stroke="currentColor" stroke-dasharray="4,3" opacity="0.6"/>',
        )
    said = "; ".join(f"{period.label}: {period.text}" for period in periods)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LINE_WIDTH} {LINE_HEIGHT}" '
        f'role="img" aria-label={quoteattr(": ".join(filter(None, (title, said))))}>'
        f"<title>{escape(title)}</title><desc>{escape(said)}</desc>{''.join(parts)}</svg>"
    )


def arrow(change: int, good: bool | None = None) -> str:
    """A triangle that points up or down, or a bar for "no change".

    :param change: above zero, below zero, or zero.
    :param good: whether the change is wished; None: neither.
    """
    shapes = {1: "1,9 5,1 9,9", -1: "1,1 9,1 5,9", 0: "1,4 9,4 9,6 1,6"}
    points = shapes[(change > 0) - (change < 0)]
    colour = {True: NOW, False: AIM, None: QUIET}[good]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10" aria-hidden="true">'
        f'<polygon points="{points}" fill="{colour}"/></svg>'
    )


def _some(value: float | None) -> list[float]:
    return [] if value is None else [value]


def _runs(points):
    """The stretches of periods in which each has a figure."""
    run = []
    for point in points:
        if point[0].value is not None:
            run.append(point)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _path(run) -> str:
    places = " ".join(f"{x:.1f},{y:.1f}" for _period, x, y in run)
    return f'<polyline points="{places}" fill="none" stroke="currentColor" stroke-width="2"/>'


def _dot(period: Bar, x: float, y: float, last: bool) -> str:
    """A period's mark, which says its figure when one points at it."""
    said = f"<title>{escape(f'{period.label}: {period.text}')}</title>"
    if period.value is not None:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{4 if last else 2.5}" fill="currentColor">{said}</circle>'
    if period.hidden:
        return (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="none" stroke="currentColor">'
            f"{said}</circle>"
        )
    return ""


def _width(texts) -> float:
    return LETTER * max((len(text) for text in texts), default=0)


def _row(row: Bar, top: int, place, colour: str) -> str:
    label = _text(0, top, row.label, QUIET)
    if row.value is None:
        return label
    start, end = sorted((place(0), place(row.value)))
    return (
        f"{label}"
        f'<rect x="{start:.1f}" y="{top + 3}" width="{max(1.0, end - start):.1f}" '
        f'height="{ROW - 6}" fill="{colour}"/>'
    )


def _aim(target: Bar, top: int, place) -> str:
    x, middle = place(target.value), top + ROW / 2
    return (
        f'<line x1="{x:.1f}" y1="0" x2="{x:.1f}" y2="{middle}" stroke="{AIM}" '
        'stroke-width="1" stroke-dasharray="3,2"/>'
        f'<polygon points="{x:.1f},{middle - 4} {x + 4:.1f},{middle} {x:.1f},{middle + 4} '
        f'{x - 4:.1f},{middle}" fill="{AIM}"/>'
        f"{_text(0, top, target.label, QUIET)}"
    )


def _text(x: float, top: int, text: str, colour: str) -> str:
    return f'<text x="{x:.1f}" y="{top + ROW - 5}" {FONT} fill="{colour}">{escape(text)}</text>'
