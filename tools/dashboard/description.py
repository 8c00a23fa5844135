"""What the dashboard shows: change it here, then run ``./vises dashboard``.

Texts are English; they are translated as those of the addon are.
"""

from dataclasses import dataclass

MODEL = "impact.result.analysis"
MENU = "vises_impact.impact_result_analysis_menu"
# Figures of the whole enterprise, without breakdowns.
TOTALS = [["cell_id.key", "=", ""], ["scope_id.is_default", "=", True]]


@dataclass(frozen=True)
class Card:
    """One figure with that of the year before.

    :param code: of the indicator.
    :param unit: ``amount``, ``percent``, ``persons`` or ``fte``.
    :param sample: the figures of an empty database, this year and the year before.
    """

    code: str
    title: str
    unit: str
    sample: tuple[float, float]


@dataclass(frozen=True)
class Chart:
    """Bars or lines of some indicators, by period.

    :param period_type: the figures of which kind of period are shown.
    :param interval: by what they are grouped.
    :param kind: ``bar`` or ``line``.
    :param wide: as wide as the dashboard, instead of half as wide.

    It shows all periods: the dashboard's dates narrow the cards and the table only.
    """

    title: str
    codes: tuple[str, ...]
    period_type: str
    interval: str
    kind: str = "bar"
    wide: bool = False


# Two rows of cards: money, then people; purchases close both.
CARDS = (
    Card("ECO01", "Operating income", "amount", (1_240_000, 1_180_000)),
    Card("EMP30", "Staff costs", "amount", (905_000, 861_000)),
    Card("ECO28", "Net result", "amount", (18_000, 24_000)),
    Card("ECO03", "Public funding", "percent", (54.2, 56.1)),
    Card("ECO20", "Local purchases", "percent", (71.5, 68.0)),
    Card("EMP01", "Headcount", "persons", (42, 39)),
    Card("EMP02", "Staff in FTE", "fte", (35.6, 33.2)),
    Card("EMP03", "Permanent contracts", "percent", (52.4, 48.7)),
    Card("EMP06", "Women", "percent", (57.1, 56.4)),
    Card("ECO21", "SSE purchases", "percent", (38.0, 33.5)),
)
# The first stands above the table, the others below it: what does not fit the screen is drawn
# when somebody scrolls to it.
CHARTS = (
    Chart(
        "Income and staff costs by month", ("ECO01", "EMP30"), "month", "month", "line", wide=True
    ),
    Chart("Headcount and FTE by month", ("EMP01", "EMP02"), "month", "month", "line"),
    Chart("Shares by year", ("ECO03", "EMP03", "EMP06", "ECO20", "ECO21"), "year", "year"),
    Chart(
        "Income, staff costs and result by year",
        ("ECO01", "EMP30", "ECO28"),
        "year",
        "year",
        wide=True,
    ),
)
# Rows of the table of the indicators that assessments follow.
KEY_INDICATORS = 10
