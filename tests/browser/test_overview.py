"""The overview opens the app and tells what moved, in three languages."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import needs_axe
from tools import axe

CARD = ".o_impact_overview .o_kanban_record:not(.o_kanban_ghost)"
OPEN = "impact-overview", CARD
WIDTHS = (1400, 390)


@pytest.mark.parametrize("who", ["lead", "board", "accompanist"])
def test_the_app_opens_with_the_overview(visit, who):
    visitor = visit(who)
    menus = visitor.call("ir.ui.menu", "load_web_menus", [], False)
    root = next(m for m in menus.values() if m.get("xmlid") == "vises_impact.impact_menu_root")
    visitor.open(f"action-{root['actionID']}", CARD)
    assert "impact-overview" in visitor.page.url


@pytest.mark.parametrize(
    ("who", "language", "words"),
    [
        ("board", "en_US", "better since 2024"),
        ("lead", "fr_FR", "mieux depuis 2024"),
        ("board", "nl_BE", "beter sinds 2024"),
    ],
)
def test_cards_tell_each_figure_in_words(visit, who, language, words):
    visitor = visit(who, language)
    visitor.open(*OPEN)
    text = " ".join(visitor.page.locator(CARD).all_inner_texts())
    for word in words.split():
        assert word in text
    assert all(
        svg.get_attribute("aria-label") and svg.locator("desc").count() == 1
        for svg in visitor.page.locator(f"{CARD} svg").all()
    )


@needs_axe
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_grave_and_nothing_wider_than_the_screen(visit, width):
    visitor = visit("lead")
    visitor.page.set_viewport_size({"width": width, "height": 900})
    visitor.open(*OPEN)
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= width
    assert not axe.findings(visitor.page, ".o_impact_overview_head")
    assert not axe.findings(visitor.page, CARD)


def test_the_keyboard_reaches_a_card_and_opens_its_results(visit):
    visitor = visit("board")
    visitor.open(*OPEN)
    card = visitor.page.locator(CARD).first
    card.focus()
    visitor.page.keyboard.press("Enter")
    visitor.settle(".o_list_view .o_data_row")
    expect(visitor.page.locator(".o_data_row").first).to_be_visible()


def test_periods_switch_to_what_is_known_by_month(visit):
    visitor = visit("board")
    visitor.open(*OPEN)
    years = visitor.page.locator(CARD).count()
    visitor.page.click(".o_searchview_facet .o_facet_remove")
    visitor.settle(CARD)
    assert visitor.page.locator(CARD).count() >= years
