"""Impact beside finance, in Chromium: who reads what, on which screen, and what it opens."""

import pytest
from playwright.sync_api import expect

from tools import axe

TABLE = "action-vises_impact.impact_finance_open_action"
WIDE, NARROW = 1400, 390


@pytest.mark.parametrize(
    ("who", "language", "width"),
    [("lead", "fr_FR", WIDE), ("board", "nl_BE", NARROW), ("board", "en_US", WIDE)],
)
def test_the_table_shows_each_figure_as_its_result_does(visit, who, language, width):
    visitor = visit(who, language)
    visitor.page.set_viewport_size({"width": width, "height": 900})
    visitor.open(TABLE, ".o_impact_finance [name=impact_line_ids]")
    domain = [
        ["indicator_id.code", "in", ["ECO01", "EMP30", "ECO28", "EMP01", "EMP02", "ECO20"]],
        ["cell_id.key", "=", ""],
        ["scope_id.is_default", "=", True],
        ["period_type", "=", "year"],
        ["date_to", "in", ["2025-12-31", "2024-12-31"]],
    ]
    spoken = {"lang": language}
    results = visitor.call("impact.result", "search_read", domain, ["shown"], context=spoken)
    text = _plain(visitor.page.inner_text(".o_impact_finance"))
    assert len(results) == 12
    for result in results:
        assert _plain(result["shown"]) in text
    if axe.available():
        ours = ".o_impact_finance [name=finance_line_ids], .o_impact_finance h1"
        assert not axe.findings(visitor.page, ours)


def test_a_board_reader_is_told_who_opens_the_journal_items(visit):
    visitor = visit("board")
    visitor.open(TABLE, ".o_impact_finance [name=finance_line_ids] .o_data_row")
    visitor.page.click(".o_impact_finance button[name=action_show_records] >> nth=0")
    expect(visitor.page.locator(".modal .modal-body")).not_to_be_empty()
    visitor.page.click(".modal footer button")
    expect(visitor.page.locator(".modal")).to_have_count(0)
    visitor.page.click(".o_impact_finance button[name=action_open_result] >> nth=0")
    visitor.settle(".o_form_view [name=basis_text]")


def test_a_choice_shows_other_figures_at_once(visit):
    visitor = visit("lead")
    visitor.open(TABLE, ".o_impact_finance .o_data_row")
    first = visitor.page.locator(".o_impact_finance .o_data_row [name=shown]").first
    before = first.inner_text()
    visitor.page.click(".o_impact_finance button[name=action_before]")
    expect(visitor.page.locator(".o_impact_finance h1")).to_have_text("2024")
    expect(first).not_to_have_text(before)


def _plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\xa0", " ")
