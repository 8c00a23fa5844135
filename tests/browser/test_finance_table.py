"""Impact beside finance, in Chromium: who reads what, on which screen, and what it opens."""

from playwright.sync_api import expect

from tests.browser.conftest import needs_axe
from tests.browser.figures import read
from tools import axe

TABLE = "action-vises_impact.impact_finance_open_action"
ROW = ".o_impact_finance [name=finance_line_ids] .o_data_row"


ITEMS = """
    SELECT SUM(-l.balance) FROM account_move_line l
      JOIN account_account a ON a.id = l.account_id
     WHERE l.parent_state = 'posted' AND l.date BETWEEN '2025-01-01' AND '2025-12-31'
       AND a.code_store ->> l.company_id::text ~ '^(7[0-5]|781|789|791)'
"""


@needs_axe
def test_nothing_grave_in_the_table(visit):
    visitor = visit("lead")
    visitor.open(TABLE, ROW)
    assert not axe.findings(visitor.page, ".o_impact_finance [name=finance_line_ids]")
    assert not axe.findings(visitor.page, ".o_impact_finance h1")


def test_an_accountant_opens_the_journal_items_behind_a_figure(visit, database):
    visitor = visit("accountant")
    visitor.open(TABLE, ROW)
    row = visitor.page.locator(ROW).first
    shown = read(row.locator("[name=shown]").inner_text(), "fr_FR")
    row.locator("button[name=action_show_records]").click()
    visitor.settle(".o_list_view:not(.o_field_x2many_list) .o_data_row")
    ((booked,),) = database.rows(ITEMS)
    assert shown.rounds(booked) == shown.value
    assert int(visitor.page.inner_text(".o_pager_limit")) > 100


def test_a_board_reader_is_told_who_opens_the_journal_items(visit):
    visitor = visit("board")
    visitor.open(TABLE, ROW)
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
