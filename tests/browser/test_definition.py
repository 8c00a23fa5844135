"""An indicator of one's own, from a name to a computed figure, in Chromium."""

import pytest

CODE = "WOMEN_UNDER_30"
FILTER = ".modal .o_field_widget[name=filter]"
TERMS = ".o_field_widget[name=term_ids]"


@pytest.fixture
def lead(visit):
    """The evaluation lead; what the test makes is taken away again."""
    visitor = visit("lead")
    yield visitor
    found = visitor.call("impact.indicator", "search", [["code", "=", CODE]])
    # Results keep an indicator; nobody sees an archived one.
    visitor.call("impact.indicator", "write", found, {"active": False, "code": f"{CODE}_DONE"})


def choose(lead, number: int, place: int, value: str):
    """Choose in one of the lists of a condition: its field, its operator or its value."""
    condition = lead.page.locator(f"{FILTER} .o_tree_editor_condition").nth(number)
    condition.locator("select").nth(place).select_option(value)
    lead.settle(FILTER)


def write_term(lead):
    """Women who were born after the end of the period minus thirty years."""
    page = lead.page
    page.click(f"{TERMS} .o_field_x2many_list_row_add a")
    lead.settle(".modal .o_field_widget[name=source_id]")
    page.locator(".modal [name=name] input").fill("women")
    page.locator(".modal [name=source_id] input").click()
    page.click(".o-autocomplete--dropdown-item:has-text('Emploi')")
    page.locator(f"{FILTER} .o_tree_editor_row a").click()
    lead.settle(f"{FILTER} .o_tree_editor_condition")
    offered = page.locator(f"{FILTER} select").first.locator("option").all()
    assert '"wage"' not in [option.get_attribute("value") for option in offered]
    choose(lead, 0, 0, '"birth_date"')
    choose(lead, 0, 1, '">"')
    page.locator(f"{FILTER} select[name=sign]").select_option("-")
    page.locator(f"{FILTER} input[name=number]").fill("30")
    page.locator(f"{FILTER} input[name=number]").press("Tab")
    page.locator(f"{FILTER} .o_tree_editor_row a").last.click()
    page.locator(f"{FILTER} .o_tree_editor_condition").nth(1).wait_for()
    choose(lead, 1, 0, '"sex"')
    choose(lead, 1, 2, '"female"')
    page.click(".modal .o_form_button_save")
    page.locator(".modal").wait_for(state="hidden")


def test_lead_defines_tries_saves_and_computes_an_own_indicator(lead):
    page = lead.page
    lead.open("impact-indicators/new", ".o_form_view")
    page.fill(".o_field_widget[name=name] input", "Women under 30 at period end")
    page.fill(".o_field_widget[name=code] input", CODE)
    page.click("button[name=action_define]:visible")
    lead.settle(TERMS)
    write_term(lead)

    page.click("button[name=try_it]")
    lead.settle(".o_impact_trial_answer")
    tried = page.inner_text(".o_impact_trial_figure")
    assert int(tried) >= 5
    assert "31/12/1995" in page.inner_text(".o_impact_trial_answer")
    indicator = lead.call("impact.indicator", "search_read", [["code", "=", CODE]], ["version_ids"])
    assert indicator[0]["version_ids"] == [], "nothing is kept by trying"

    page.click(".o_form_button_save:visible")
    lead.settle("button[name=action_new_version]")
    fields = ["current_version_id", "privacy"]
    indicator = lead.call("impact.indicator", "search_read", [["code", "=", CODE]], fields)[0]
    assert indicator["privacy"] == "person"
    terms = [["version_id", "=", indicator["current_version_id"][0]]]
    term = lead.call("impact.indicator.term", "search_read", terms, ["filter"])[0]
    assert term["filter"] == '["&", ("birth_date", ">", "period_end -30y"), ("sex", "=", "female")]'

    wizard = lead.call(
        "impact.recompute",
        "create",
        {
            "indicator_ids": [[4, indicator["id"]]],
            "date_from": "2025-01-01",
            "date_to": "2025-12-31",
        },
    )
    lead.call("impact.recompute", "action_compute", [wizard])
    results = [["indicator_id", "=", indicator["id"]], ["cell_id.key", "=", ""]]
    assert [int(tried)] == [
        result["value"] for result in lead.call("impact.result", "search_read", results, ["value"])
    ]
