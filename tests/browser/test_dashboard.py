"""Results in pivots, graphs and the dashboard: what a click opens, and who can read them."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import needs_axe
from tests.browser.test_figures import open_dashboard, scroll_to_the_end
from tools import axe

PIVOT = ".o_pivot_view .o_pivot"
CHART = ".o-figure:has(canvas)"


def test_a_click_on_a_card_opens_the_results_behind_it(visit):
    visitor = visit("board")
    open_dashboard(visitor)
    visitor.page.locator(CHART).first.click()
    visitor.settle(PIVOT)
    row = visitor.page.locator(".o_pivot tbody tr").filter(has_text="ECO01")
    expect(row.locator("td").filter(has_text="788")).not_to_have_count(0)


def test_a_click_on_a_chart_opens_the_results_of_its_period(visit):
    visitor = visit("board")
    open_dashboard(visitor)
    scroll_to_the_end(visitor)
    bars = visitor.page.locator(CHART).last
    visitor.page.wait_for_timeout(1200)  # until the bars have grown
    place = bars.bounding_box()
    # The last year's staff costs: the bar that stands furthest to the right.
    bars.click(position={"x": place["width"] * 0.912, "y": place["height"] * 0.6})
    visitor.settle(".o_list_view .o_data_row")
    expect(visitor.page.locator(".o_data_row")).to_have_count(1)
    expect(visitor.page.locator(".o_data_row")).to_contain_text("EMP30")
    expect(visitor.page.locator(".o_data_row")).to_contain_text("2025")


def test_a_click_on_an_indicator_opens_the_results_behind_it(visit):
    visitor = visit("board")
    open_dashboard(visitor)
    box = visitor.page.locator(CHART).last.bounding_box()
    # The first row of the table stands there, below its title and its head.
    visitor.page.mouse.click(box["x"] + 60, box["y"] + box["height"] + 82)
    visitor.settle(".o_list_view .o_data_row")
    expect(visitor.page.locator(".o_data_row")).to_have_count(1)
    expect(visitor.page.locator(".o_data_row")).to_contain_text("2025")


@needs_axe
@pytest.mark.parametrize(
    ("view", "ours"),
    [("dashboard", CHART), ("pivot", ".o_pivot tbody"), ("graph", ".o_graph_renderer")],
)
def test_nothing_grave_on_dashboard_pivot_and_graph(visit, view, ours):
    visitor = visit("lead")
    if view == "dashboard":
        open_dashboard(visitor)
    else:
        visitor.open(f"impact-analysis?view_type={view}", f".o_{view}_view")
    assert not axe.findings(visitor.page, ours)


def test_pivot_tells_absence_in_words_and_never_zero(visit):
    visitor = visit("board", "en_US")
    visitor.open("impact-analysis", PIVOT)
    row = visitor.page.locator(".o_pivot tbody tr").filter(has_text="EMP08")
    # Three years and their total; a year in which nothing was computed yet stays empty.
    expect(row.locator("td").filter(has_text="not released")).to_have_count(4)
    assert set(row.locator("td").all_inner_texts()) <= {"not released", ""}
    total = visitor.page.locator(".o_pivot tbody tr").first
    assert set(total.locator("td").all_inner_texts()) == {""}
