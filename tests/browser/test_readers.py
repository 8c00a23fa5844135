"""Board reader and accompanist open every screen that their menus lead to, and may leave it."""

import pytest

ROOT = "vises_impact.impact_menu_root"


def menus_of(visitor) -> list[dict]:
    """The entries of the Impact menu that open a screen, as this person has them."""
    menus = visitor.call("ir.ui.menu", "load_web_menus", [], False)
    wanted = [next(menu for menu in menus.values() if menu.get("xmlid") == ROOT)]
    for menu in wanted:
        wanted += [menus[str(child)] for child in menu["children"]]
    return [menu for menu in wanted[1:] if menu["actionID"] and not menu["children"]]


@pytest.mark.parametrize("who", ["board", "accompanist", "contributor", "hr", "lead"])
def test_every_menu_opens_and_its_first_record_too(visit, who):
    visitor = visit(who)
    menus = menus_of(visitor)
    assert menus
    for menu in menus:
        visitor.open(f"action-{menu['actionID']}", ".o_view_controller")
        record = visitor.page.locator(".o_kanban_record:not(.o_kanban_ghost), .o_data_row")
        if record.count() and menu["actionModel"] == "ir.actions.act_window":
            record.locator(".o_data_cell, :scope").first.click()
            visitor.settle(".o_view_controller")
    assert not visitor.errors


@pytest.mark.parametrize("who", ["board", "accompanist"])
def test_reader_turns_every_tab_of_the_assessment(visit, who):
    visitor = visit(who)
    assessment = visitor.call("impact.assessment", "search", [], 0, 1)[0]
    visitor.open(f"impact-assessments/{assessment}", ".o_form_view .o_notebook")
    tabs = visitor.page.locator(".o_notebook .nav-link")
    names = [tab.get_attribute("name") for tab in tabs.all()]
    assert "indicators" in names
    for name in names:
        visitor.tab(name)
    figures = visitor.page.locator(".o_field_widget[name=indicator_line_ids] [name=shown]")
    visitor.tab("indicators")
    assert figures.first.inner_text()
    with visitor.page.expect_download() as download:
        visitor.page.click("button[name=action_download_workbook]")
    assert download.value.suggested_filename.endswith(".xlsx")
