"""The readiness screen, walked through in Chromium by a lead whose company maps nothing yet."""

import pytest

READINESS = "action-vises_impact.impact_readiness_open_action"
KIND = "contract_type"
FIELDS = ["company_id", "kind", "contract_type_id", "contract_class"]
LINE = ".o_field_widget[name=contract_line_ids] .o_data_row"
FIGURE = ".o_field_widget[name=figure_ids] .o_data_row"


@pytest.fixture
def unmapped(visit):
    """The lead of a company that has not said what its contract types stand for."""
    lead = visit("lead")
    mapped = lead.call("impact.mapping", "search_read", [["kind", "=", KIND]], FIELDS)
    lead.call("impact.mapping", "unlink", [mapping["id"] for mapping in mapped])
    yield lead, {mapping["contract_type_id"][0]: mapping["contract_class"] for mapping in mapped}
    again = lead.call("impact.mapping", "search", [["kind", "=", KIND]])
    lead.call("impact.mapping", "unlink", again)
    for mapping in mapped:
        values = {
            name: value[0] if isinstance(value, list) else value for name, value in mapping.items()
        }
        values.pop("id")
        lead.call("impact.mapping", "create", values)


def test_lead_takes_over_what_is_proposed(unmapped):
    lead, before = unmapped
    lead.open(READINESS, ".o_form_view .o_statusbar_status")
    current = lead.page.locator(".o_statusbar_status .o_arrow_button_current")
    assert current.get_attribute("data-value") == KIND
    proposed = lead.page.locator(LINE).filter(has=lead.page.locator(".text-bg-info"))
    assert proposed.count()
    lead.page.click("button[name=action_apply]")
    lead.page.locator(LINE).first.wait_for(state="hidden")
    mapped = lead.call("impact.mapping", "search_read", [["kind", "=", KIND]], FIELDS)
    after = {mapping["contract_type_id"][0]: mapping["contract_class"] for mapping in mapped}
    assert after
    assert {kind: after[kind] for kind in after if kind in before} == {
        kind: before[kind] for kind in after if kind in before
    }


def test_lead_opens_the_records_to_repair(visit):
    lead = visit("lead")
    lead.open(READINESS, ".o_form_view .o_statusbar_status")
    lead.step("figures")
    lead.page.locator(FIGURE).first.wait_for()
    line = lead.page.locator(FIGURE).filter(
        has=lead.page.locator("button[name=action_repair]:visible")
    )
    wanted = line.first.locator("[name=repair_text]").inner_text()
    line.first.locator("button[name=action_repair]").click()
    lead.settle(".o_list_view .o_data_row")
    # Of records of two kinds, the list shows the most frequent one.
    assert 0 < int(lead.page.inner_text(".o_pager_limit")) <= int(wanted)
