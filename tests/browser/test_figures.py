"""Dashboard, overview and table beside finance: each number against plain SQL.

As module manager, board reader and accountant, in three languages, wide and on a telephone.
Amounts are compared with the journal items, other figures with the results that are stored.
"""

from datetime import date
from itertools import product
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from tests.browser.figures import plain, read
from tools.dashboard.description import CARDS, CHARTS

WIDTHS = {"wide": {"width": 1400, "height": 900}, "telephone": {"width": 390, "height": 844}}
READERS = {"manager": "admin", "board": "board", "accountant": "accountant"}
EVERY = pytest.mark.parametrize(
    ("who", "language", "width"),
    [
        pytest.param(who, language, width, id="-".join((reader, language, width)))
        for (reader, who), language, width in product(
            READERS.items(), ("en_US", "fr_FR", "nl_BE"), WIDTHS
        )
    ],
)
CARD = ".o_impact_overview .o_kanban_record:not(.o_kanban_ghost)"
TABLE = "action-vises_impact.impact_finance_open_action"
ROW = {
    "wide": ".o_impact_finance .o_data_row",
    "telephone": ".o_impact_finance .o_kanban_record:not(.o_kanban_ghost)",
}
CELLS = """rows => rows.map((row) => Object.fromEntries(
    [...row.querySelectorAll("td[name]")].map((cell) => [cell.getAttribute("name"), cell.innerText])
))"""
# What stands in the place of a figure; cards of the dashboard have less room.
ABSENT = {
    "en_US": {"suppressed": "small group", "missing": "not measured"},
    "fr_FR": {"suppressed": "petit groupe", "missing": "non mesuré"},
    "nl_BE": {"suppressed": "kleine groep", "missing": "niet gemeten"},
}
HIDDEN_ON_CARD = {"en_US": "hidden", "fr_FR": "masqué", "nl_BE": "verborgen"}
# What is written before the figure of the period before, and before the target.
LABELS = {
    "en_US": ("Before: ", "Target, budget: "),
    "fr_FR": ("Avant : ", "Cible, budget : "),
    "nl_BE": ("Ervoor: ", "Doel, budget: "),
}
STORED = """
    SELECT i.code, COALESCE(i.name ->> %s, i.name ->> 'en_US') AS name, r.period_type, r.date_to,
           r.value, r.status, t.value AS target
      FROM impact_result r
      JOIN impact_indicator i ON i.id = r.indicator_id
      JOIN impact_scope s ON s.id = r.scope_id AND s.is_default
      JOIN impact_cell c ON c.id = r.cell_id AND c.key = ''
      LEFT JOIN impact_target t ON t.indicator_id = r.indicator_id AND t.scope_id = r.scope_id
           AND t.date_from = r.date_from AND t.date_to = r.date_to
     WHERE r.period_type IN ('year', 'month') AND r.date_to >= '2023-01-01'
"""
# A French association's income, staff costs, net result, and the share of public funding.
BOOKED = """
    SELECT period_type, date_to, income AS "ECO01", staff AS "EMP30", result AS "ECO28",
           100 * public / income AS "ECO03"
      FROM (
            SELECT p.period_type, p.date_to,
                   -SUM(balance) FILTER (WHERE code ~ '^(7[0-5]|781|789|791)') AS income,
                   SUM(balance) FILTER (WHERE code ~ '^64') AS staff,
                   -SUM(balance) FILTER (WHERE code ~ '^[67]') AS result,
                   -SUM(balance) FILTER (WHERE code ~ '^7[34]') AS public
              FROM (SELECT DISTINCT period_type, date_from, date_to FROM impact_result) p
              JOIN account_move_line l ON l.date BETWEEN p.date_from AND p.date_to
              JOIN account_account a ON a.id = l.account_id
             CROSS JOIN LATERAL (SELECT a.code_store ->> l.company_id::text AS code) account
             WHERE l.parent_state = 'posted'
             GROUP BY p.period_type, p.date_to
           ) sums
"""
# The spreadsheet's own texts and numbers: its charts are drawn on canvases.
SPREADSHEET = """async () => {
    const loader = odoo.__WOWL_DEBUG__.root.env.services.spreadsheet_dashboard_loader;
    const {getters} = loader.getActiveDashboard().model;
    const sheet = getters.getActiveSheetId();
    const rows = [...Array(getters.getNumberRows(sheet)).keys()].map((row) =>
        [...Array(5).keys()].map((col) =>
            getters.getEvaluatedCell({sheetId: sheet, col, row}).formattedValue));
    const figures = Object.fromEntries(getters.getFigures(sheet).map(({id}) => {
        const {keyValue, baselineDisplay, chartJsConfig} = getters.getChartRuntime(id);
        return [id, chartJsConfig
            ? Object.fromEntries(chartJsConfig.data.datasets.map(({label, data}) => [label, data]))
            : [keyValue, baselineDisplay]];
    }));
    return {rows: rows.filter(([first]) => first), figures};
}"""
CHOOSE = """value => {
    const loader = odoo.__WOWL_DEBUG__.root.env.services.spreadsheet_dashboard_loader;
    loader.getActiveDashboard().model.dispatch(
        "SET_GLOBAL_FILTER_VALUE", {id: "impact-dates", value});
}"""
FEBRUARY, MARCH = date(2025, 2, 28), date(2025, 3, 31)
# Looking at a chart asks for its figures, whether it is on the screen or not.
LOADED = """() => {
    const loader = odoo.__WOWL_DEBUG__.root.env.services.spreadsheet_dashboard_loader;
    const getters = loader.getActiveDashboard()?.model?.getters;
    return getters && getters.getSheetIds().every((sheet) =>
        getters.getEvaluatedCells(sheet).every((cell) => cell.value !== "Loading...") &&
        getters.getFigures(sheet).every(({id}) =>
            getters.getChartRuntime(id) && (getters.getChartDataSource(id)?.isReady() ?? true)));
}"""


@pytest.fixture(scope="module")
def booked(database):
    """What the journal items give, by indicator, kind of period and its last day."""
    return {
        (code, row.period_type, row.date_to): getattr(row, code)
        for row in database.rows(BOOKED)
        for code in row._fields[2:]
    }


@pytest.fixture
def stored(database, booked):
    """What the database holds, by period: each figure by indicator, and each one by name."""

    def in_language(language: str) -> SimpleNamespace:
        rows = []
        for row in database.rows(STORED, language):
            amount = booked.get((row.code, row.period_type, row.date_to))
            rows.append(row if amount is None else row._replace(value=amount))
        year = {(row.name, row.date_to.year): row for row in rows if row.period_type == "year"}
        by_code = {(row.code, row.date_to.year): row for row in rows if row.period_type == "year"}
        return SimpleNamespace(rows=rows, named=year, coded=by_code)

    return in_language


def look(visit, who, language, width):
    """This person before a screen of this width."""
    visitor = visit(who, language)
    visitor.page.set_viewport_size(WIDTHS[width])
    return visitor


def open_dashboard(visitor):
    """Open the dashboard and wait until its last cell is computed."""
    domain = [["sample_dashboard_file_path", "=like", "vises_impact/%"]]
    (dashboard,) = visitor.call("spreadsheet.dashboard", "search", domain)
    visitor.open(f"dashboards?dashboard_id={dashboard}", ".o-figure canvas")
    visitor.page.wait_for_function(LOADED)


def scroll_to_the_end(visitor):
    """Scroll the dashboard down to its last charts."""
    visitor.page.mouse.move(700, 500)
    visitor.page.mouse.wheel(0, 5000)


def read_dashboard(visitor) -> dict:
    """What the dashboard tells, when all its figures are there."""
    visitor.page.wait_for_function(LOADED)
    return visitor.page.evaluate(SPREADSHEET)


def assert_told(text: str, row, language: str, what: str = "value"):
    """The text writes this stored figure; where there is none, it has no number."""
    shown, figure = read(text, language), row and getattr(row, what)
    assert (shown is None) == (figure is None), (text, row)
    assert shown is None or shown.rounds(figure) == shown.value, (text, row)


def assert_told_in_words(text: str, row, language: str):
    """The text writes this stored figure; where there is none, it says why."""
    assert_told(text, row, language)
    if row is None or row.value is None:
        assert plain(text) == ABSENT[language][row.status if row else "missing"], (text, row)


def assert_fits(visitor):
    """Nothing is wider than the screen."""
    width = visitor.page.viewport_size["width"]
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= width


@EVERY
def test_dashboard_shows_the_figures_of_the_last_year(visit, stored, who, language, width):
    visitor, known = look(visit, who, language, width), stored(language)
    open_dashboard(visitor)
    facet = visitor.page.locator(".o_control_panel").get_by_text("2025", exact=True)
    expect(facet.first).to_be_visible()
    # On a wide screen, what is below is drawn when one scrolls to it.
    drawn, above = visitor.page.locator(".o-figure canvas"), len(CARDS) + 1
    expect(drawn).to_have_count(above if width == "wide" else len(CARDS) + len(CHARTS))
    if width == "wide":
        scroll_to_the_end(visitor)
        expect(drawn).to_have_count(len(CHARTS) - 1)
    told = read_dashboard(visitor)
    assert_cards(told["figures"], known, language)
    assert_charts(told["figures"], known)
    assert_followed(told["rows"], known, language)
    assert_fits(visitor)


@pytest.mark.parametrize("who", READERS.values())
def test_dashboard_shows_a_single_month_beside_the_one_before(visit, stored, who):
    visitor, known = look(visit, who, "en_US", "wide"), stored("en_US")
    months = {(row.code, row.date_to): row for row in known.rows if row.period_type == "month"}
    open_dashboard(visitor)
    visitor.page.evaluate(CHOOSE, {"type": "month", "year": 2025, "month": 3})
    figures = read_dashboard(visitor)["figures"]
    for card in CARDS:
        for day, text in zip((MARCH, FEBRUARY), figures[f"card-{card.code}"], strict=True):
            row = months.get((card.code, day))
            assert_told(text, row, "en_US")
            if day == MARCH and row and row.value is None:
                assert text == ("hidden" if row.status == "suppressed" else "missing")
    # Of several months nothing is added up.
    visitor.page.evaluate(CHOOSE, {"type": "quarter", "year": 2025, "quarter": 1})
    figures = read_dashboard(visitor)["figures"]
    assert {tuple(figures[f"card-{card.code}"]) for card in CARDS} == {("", "–")}


def assert_cards(figures: dict, known, language: str):
    """Each card tells its figure, and that of the year before."""
    for card in CARDS:
        for year, text in zip((2025, 2024), figures[f"card-{card.code}"], strict=True):
            row = known.coded[card.code, year]
            assert_told(text, row, language)
            if row.status == "suppressed":
                assert text == HIDDEN_ON_CARD[language]


def assert_charts(figures: dict, known):
    """Each chart draws all periods of its indicators, and a gap where there is no figure."""
    for number, chart in enumerate(CHARTS, 1):
        rows = [row for row in known.rows if row.period_type == chart.period_type]
        drawn = figures[f"chart-{number}"]
        assert set(drawn) == {row.name for row in rows if row.code in chart.codes}
        for name, points in drawn.items():
            wanted = sorted((row.date_to, row.value) for row in rows if row.name == name)
            values = [None if value is None else float(value) for _day, value in wanted]
            assert points == [value and pytest.approx(value) for value in values], name


def assert_followed(rows: list, known, language: str):
    """The table tells each indicator that the assessment follows, its change and its target."""
    head = next(place for place, row in enumerate(rows) if all(row))
    followed = rows[head + 1 :]
    assert len(followed) >= 10
    for indicator, figure, before, change, target in followed:
        code = indicator.split()[0]
        assert_told(figure, known.coded[code, 2025], language)
        assert_told(before, known.coded.get((code, 2024)), language)
        assert_told(target, known.coded[code, 2025], language, "target")
        difference = read(figure, language).value - read(before, language).value
        assert read(change, language).value == difference


@EVERY
def test_overview_shows_the_figures_of_the_last_year(visit, stored, who, language, width):
    visitor, known = look(visit, who, language, width), stored(language)
    visitor.open("impact-overview", CARD)
    cards = visitor.page.locator(CARD).all_inner_texts()
    assert len(cards) >= 10
    for name, figure, *more in (card.split("\n") for card in cards):
        row = known.named.get((name, 2025))
        assert_told_in_words(figure.removesuffix("2025").strip(), row, language)
        if change := next((line for line in more if "2024" in line), ""):
            now = read(figure, language)
            before = now.rounds(known.named[name, 2024].value)
            assert read(change, language).value == now.value - before
        target = next((line for line in more if ":" in line), "")
        assert_told(target, row, language, "target")
    assert_fits(visitor)


@EVERY
def test_finance_table_shows_the_figures_of_two_years(visit, stored, who, language, width):
    visitor, known = look(visit, who, language, width), stored(language)
    visitor.open(TABLE, ROW[width])
    if width == "wide":
        rows = visitor.page.eval_on_selector_all(ROW[width], CELLS)
    else:
        rows = [on_a_card(text, language) for text in texts_of(visitor, ROW[width])]
    assert len(rows) >= 15
    assert len({row["name"] for row in rows}) == len(rows)
    for row in rows:
        name, now, before = row["name"], row["shown"], row["shown_before"]
        assert_told_in_words(now, known.named.get((name, 2025)), language)
        assert_told_in_words(before, known.named.get((name, 2024)), language)
        target = row["target_shown"]
        assert_told(target, known.named.get((name, 2025)), language, "target")
        if change := read(row["change"], language):
            assert change.value == read(now, language).value - read(before, language).value
    assert_fits(visitor)


def texts_of(visitor, selector: str) -> list[str]:
    """The texts of what the selector chooses, with ordinary spaces."""
    return [plain(text) for text in visitor.page.locator(selector).all_inner_texts()]


def on_a_card(text: str, language: str) -> dict[str, str]:
    """What a card of the table tells, by the names of the columns."""
    name, shown, *more = text.split("\n")
    label_before, label_target = LABELS[language]

    def after(label: str) -> str:
        return next((line.removeprefix(label) for line in more if line.startswith(label)), "")

    return {
        "name": name,
        "shown": shown,
        "shown_before": after(label_before),
        "change": next((line for line in more if line[0] in "▲▼="), ""),
        "target_shown": after(label_target),
    }
