"""Results in pivots, and the dashboard beside Odoo's own, in Chromium."""

import pytest
from playwright.sync_api import expect

from tools.dashboard.description import CARDS, CHARTS


@pytest.mark.parametrize(("who", "width"), [("lead", 1400), ("board", 390)])
def test_dashboard_opens_with_all_its_figures(visit, who, width):
    visitor = visit(who)
    domain = [["sample_dashboard_file_path", "=like", "vises_impact/%"]]
    (dashboard,) = visitor.call("spreadsheet.dashboard", "search_read", domain, ["id"])
    visitor.page.set_viewport_size({"width": width, "height": 900})
    visitor.open(f"dashboards?dashboard_id={dashboard['id']}", ".o-figure canvas")
    assert visitor.page.locator(".o-figure canvas").count() == len(CARDS) + len(CHARTS)


def test_pivot_tells_absence_in_words_and_never_zero(visit):
    visitor = visit("board", "en_US")
    visitor.open("impact-analysis", ".o_pivot_view .o_pivot")
    row = visitor.page.locator(".o_pivot tbody tr").filter(has_text="EMP08")
    # Three years and their total; a year in which nothing was computed yet stays empty.
    expect(row.locator("td").filter(has_text="not released")).to_have_count(4)
    assert set(row.locator("td").all_inner_texts()) <= {"not released", ""}
    total = visitor.page.locator(".o_pivot tbody tr").first
    assert set(total.locator("td").all_inner_texts()) == {""}
