"""Dashboard, overview and table beside finance: each number against plain SQL.

As evaluation lead, board reader and accountant, in three languages, wide and on a telephone.
"""

from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from tests.browser.figures import plain, read
from tools.dashboard.description import CARDS, CHARTS

# Each reader, and each language, on a telephone too.
ON_A_TELEPHONE = [("lead", "en_US"), ("board", "nl_BE"), ("accountant", "fr_FR")]
EVERY = pytest.mark.parametrize(
    ("who", "language"), [*ON_A_TELEPHONE, ("lead", "fr_FR"), ("lead", "nl_BE")]
)
CARD = ".o_impact_overview .o_kanban_record:not(.o_kanban_ghost)"
TABLE = "action-vises_impact.impact_finance_open_action"
ROW = ".o_impact_finance .o_data_row"
NARROW_FIGURE = ".o_impact_finance .o_kanban_record .fw-bold.text-nowrap"
CELLS = """rows => rows.map((row) => Object.fromEntries(
    [...row.querySelectorAll("td[name]")].map((cell) => [cell.getAttribute("name"), cell.innerText])
))"""
STORED = """
    SELECT i.code, COALESCE(i.name ->> %s, i.name ->> 'en_US') AS name, r.period_type, r.date_to, r.value, r.status,
           t.value AS target
      FROM impact_result r
      JOIN impact_indicator i ON i.id = r.indicator_id
      JOIN impact_scope s ON s.id = r.scope_id AND s.is_default
      JOIN impact_cell c ON c.id = r.cell_id AND c.key = ''
      LEFT JOIN impact_target t ON t.indicator_id = r.indicator_id AND t.scope_id = r.scope_id
           AND t.date_from = r.date_from AND t.date_to = r.date_to
     WHERE r.period_type IN ('year', 'month') AND r.date_to >= '2023-01-01'
"""
# The spreadsheet's own texts and numbers: its charts are drawn on canvases.
SPREADSHEET = """async () => {
    const loader = odoo.__WOWL_DEBUG__.root.env.services.spreadsheet_dashboard_loader;
    const {getters} = loader.getActiveDashboard().model;
    const sheet = getters.getActiveSheetId();
    const rows = [...Array(getters.getNumberRows(sheet)).keys()].map((row) =>
        [...Array(6).keys()].map((col) =>
            getters.getEvaluatedCell({sheetId: sheet, col, row}).formattedValue));
    const figures = Object.fromEntries(getters.getFigures(sheet).map(({id}) => {
        const {keyValue, baselineDisplay, chartJsConfig} = getters.getChartRuntime(id);
        return [id, chartJsConfig
            ? Object.fromEntries(chartJsConfig.data.datasets.map(({label, data}) => [label, data]))
            : [keyValue, baselineDisplay]];
    }));
    return {rows: rows.filter(([first]) => first), figures};
}"""
LOADED = """() => {
    const loader = odoo.__WOWL_DEBUG__.root.env.services.spreadsheet_dashboard_loader;
    const model = loader.getActiveDashboard()?.model;
    return model && !JSON.stringify(model.getters.getEvaluatedCells(
        model.getters.getActiveSheetId()).map((cell) => cell.value)).includes("Loading...");
}"""


@pytest.fixture
def stored(database):
    """What the database holds, by period: each figure by indicator, and each one by name."""

    def in_language(language: str) -> SimpleNamespace:
        rows = database.rows(STORED, language)
        year = {(row.name, row.date_to.year): row for row in rows if row.period_type == "year"}
        by_code = {(row.code, row.date_to.year): row for row in rows if row.period_type == "year"}
        return SimpleNamespace(rows=rows, named=year, coded=by_code)

    return in_language


def open_dashboard(visitor):
    """Open the dashboard and wait until its last cell is computed."""
    domain = [["sample_dashboard_file_path", "=like", "vises_impact/%"]]
    (dashboard,) = visitor.call("spreadsheet.dashboard", "search", domain)
    visitor.open(f"dashboards?dashboard_id={dashboard}", ".o-figure canvas")
    visitor.page.wait_for_function(LOADED)


def assert_told(text: str, row, language: str, what: str = "value"):
    """The text writes this stored figure; where there is none, it has no number."""
    shown, figure = read(text, language), row and getattr(row, what)
    assert (shown is None) == (figure is None), (text, row)
    assert shown is None or shown.rounds(figure) == shown.value, (text, row)


def assert_fits_a_telephone(visitor, wanted: str):
    """Open once more on a telephone: nothing is wider than its screen."""
    visitor.page.set_viewport_size({"width": 390, "height": 844})
    visitor.page.reload()
    visitor.settle(wanted)
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= 390


@EVERY
def test_dashboard_shows_the_stored_figures_of_the_last_year(visit, stored, who, language):
    visitor, known = visit(who, language), stored(language)
    open_dashboard(visitor)
    facet = visitor.page.locator(".o_control_panel").get_by_text("2025", exact=True)
    expect(facet.first).to_be_visible()
    told = visitor.page.evaluate(SPREADSHEET)
    for card in CARDS:
        now, before = told["figures"][f"card-{card.code}"]
        assert_told(now, known.coded[card.code, 2025], language)
        assert_told(before, known.coded[card.code, 2024], language)
    for number, chart in enumerate(CHARTS, 1):
        rows = [row for row in known.rows if row.period_type == chart.period_type]
        drawn = told["figures"][f"chart-{number}"]
        assert set(drawn) == {row.name for row in rows if row.code in chart.codes}
        for name, points in drawn.items():
            wanted = sorted((row.date_to, row.value) for row in rows if row.name == name)
            values = [None if value is None else float(value) for _day, value in wanted]
            assert points == [value and pytest.approx(value) for value in values], name
    head = next(place for place, row in enumerate(told["rows"]) if all(row))
    followed = told["rows"][head + 1 :]
    assert len(followed) >= 10
    for indicator, _unit, figure, before, change, target in followed:
        code = indicator.split()[0]
        assert_told(figure, known.coded[code, 2025], language)
        assert_told(before, known.coded.get((code, 2024)), language)
        assert_told(target, known.coded[code, 2025], language, "target")
        difference = read(figure, language).value - read(before, language).value
        assert read(change, language).value == difference
    assert visitor.page.locator(".o-figure canvas").count() == len(CARDS) + len(CHARTS)
    if (who, language) in ON_A_TELEPHONE:
        assert_fits_a_telephone(visitor, ".o-figure canvas")
        figures = visitor.page.locator(".o-figure canvas")
        expect(figures).to_have_count(len(CARDS) + len(CHARTS))


@EVERY
def test_overview_shows_the_stored_figures_of_the_last_year(visit, stored, who, language):
    visitor, known = visit(who, language), stored(language)
    visitor.open("impact-overview", CARD)
    cards = visitor.page.locator(CARD).all_inner_texts()
    assert len(cards) >= 10
    for name, figure, *more in (card.split("\n") for card in cards):
        row = known.named.get((name, 2025))
        shown = figure.removesuffix("2025")
        assert_told(shown, row, language)
        if change := next((line for line in more if "2024" in line), ""):
            now = read(shown, language)
            before = now.rounds(known.named[name, 2024].value)
            assert read(change, language).value == now.value - before
        target = next((line for line in more if ":" in line), "")
        assert_told(target, row, language, "target")
    if (who, language) in ON_A_TELEPHONE:
        assert_fits_a_telephone(visitor, CARD)


@EVERY
def test_finance_table_shows_the_stored_figures_of_two_years(visit, stored, who, language):
    visitor, known = visit(who, language), stored(language)
    visitor.open(TABLE, ROW)
    rows = visitor.page.eval_on_selector_all(ROW, CELLS)
    assert len(rows) >= 15
    assert len({row["name"] for row in rows}) == len(rows)
    for row in rows:
        name, now, before = row["name"], row["shown"], row["shown_before"]
        assert_told(now, known.named.get((name, 2025)), language)
        assert_told(before, known.named.get((name, 2024)), language)
        target = row["target_shown"]
        assert_told(target, known.named.get((name, 2025)), language, "target")
        if change := read(row["change"], language):
            assert change.value == read(now, language).value - read(before, language).value
    if (who, language) in ON_A_TELEPHONE:
        assert_fits_a_telephone(visitor, NARROW_FIGURE)
        cards = visitor.page.locator(NARROW_FIGURE)
        shown = [plain(row["shown"]) for row in rows]
        assert [plain(text) for text in cards.all_inner_texts()] == shown
