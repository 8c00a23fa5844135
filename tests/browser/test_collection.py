"""Figures that people type, walked through in Chromium: asked for, filled in, made results."""

from datetime import date

import pytest

PERIOD = ("2022-01-01", "2022-12-31")
CARD = ".o_impact_form_line[data-code={code}]"


@pytest.fixture
def asked(visit):
    """A lead, and the form of 2022 that the contributor is asked to fill in, freshly opened."""
    lead = visit("lead")
    scopes = lead.call("impact.scope", "search", [["kind", "=", "enterprise"]])
    codes = ["EMP11", "GOV03", "BEN03"]
    indicators = lead.call("impact.indicator", "search", [["code", "in", codes]])
    respondent = lead.call("res.users", "search", [["login", "=like", "contributor@%"]])
    campaign = lead.call(
        "impact.campaign",
        "create",
        {
            "name": f"Figures of 2022, {date.today()}",
            "scope_id": scopes[0],
            "period_type": "year",
            "date_from": PERIOD[0],
            "date_to": PERIOD[1],
            "indicator_ids": [[6, 0, indicators]],
            "respondent_ids": [[6, 0, respondent]],
        },
    )
    lead.call("impact.campaign", "action_open", [campaign])
    form = lead.call("impact.form", "search", [["campaign_id", "=", campaign]])[0]
    return lead, form


def card(visitor, code: str):
    """The card of the question with this code."""
    return visitor.page.locator(CARD.format(code=code))


def save(visitor):
    """Press the button that saves, and wait until nothing is left to save."""
    visitor.page.click(".o_form_button_save")
    visitor.page.wait_for_selector(".o_form_button_save", state="hidden")
    visitor.settle(".o_form_view")


def stored(visitor, form: int) -> dict:
    """What the database holds for each question, by code."""
    fields = ["code", "value", "status", "attachment_ids"]
    lines = visitor.call("impact.form.line", "search_read", [["form_id", "=", form]], fields)
    return {line["code"]: line for line in lines}


def test_contributor_fills_in_and_lead_validates(asked, visit, tmp_path):
    lead, form = asked
    contributor = visit("contributor")
    page = contributor.page
    contributor.open("impact-my-figures", ".o_kanban_view")
    page.click(".o_kanban_record:has-text('Figures of 2022')")
    contributor.settle(".o_impact_form_line")

    accidents = card(contributor, "EMP11").locator("input[inputmode=decimal]")
    accidents.fill("0")
    save(contributor)
    assert stored(contributor, form)["EMP11"]["status"] == "answered"
    assert stored(contributor, form)["EMP11"]["value"] == 0
    assert accidents.input_value() == "0"
    accidents.fill("")
    save(contributor)
    assert stored(contributor, form)["EMP11"]["status"] == "empty"
    accidents.fill("0")

    voters, members = card(contributor, "GOV03").locator("input[inputmode=decimal]").all()
    voters.fill("30")
    members.fill("60")
    card(contributor, "BEN03").locator("button[aria-pressed]").nth(1).click()
    proof = tmp_path / "register.txt"
    proof.write_text("Register of accidents")
    with page.expect_file_chooser() as chooser:
        card(contributor, "EMP11").locator(".o_attach, .o_select_file_button").first.click()
    chooser.value.set_files(proof)
    card(contributor, "EMP11").locator("text=register").first.wait_for()
    page.click(".o_form_view button[name=action_submit]")
    page.wait_for_selector(".o_form_view button[name=action_submit]", state="hidden")
    answers = stored(lead, form)
    assert {code: answers[code]["status"] for code in answers} == {
        "EMP11": "answered",
        "GOV03": "answered",
        "BEN03": "not_measured",
    }
    assert len(answers["EMP11"]["attachment_ids"]) == 1

    lead.open(f"m-impact.form/{form}", ".o_impact_form_line")
    lead.page.click(".o_form_view button[name=action_validate]")
    lead.page.wait_for_selector("button[name=action_validate]", state="hidden")
    found = lead.call(
        "impact.result",
        "search_read",
        [["date_to", "=", PERIOD[1]], ["indicator_id.code", "in", list(answers)]],
        ["indicator_id", "shown", "status", "origin", "state"],
    )
    results = {result["indicator_id"][1].split()[0]: result for result in found}
    assert {code: result["status"] for code, result in results.items()} == {
        "EMP11": "measured",
        "GOV03": "measured",
        "BEN03": "missing",
    }
    assert {result["origin"] for result in found} == {"declared"}
    lead.open(f"impact-results/{results['EMP11']['id']}", ".o_form_view .oe_title")
    assert lead.page.inner_text(".oe_title .o_field_widget[name=shown]").split()[0] == "0"
    lead.open(f"impact-results/{results['GOV03']['id']}", ".o_form_view .oe_title")
    assert "50" in lead.page.inner_text(".oe_title .o_field_widget[name=shown]")


def test_contributor_is_shown_only_what_is_asked_of_him_or_her(visit):
    contributor = visit("contributor")
    contributor.open("impact-my-figures", ".o_kanban_view")
    app = contributor.page.locator(".o_menu_sections")
    menus = contributor.call("ir.ui.menu", "load_web_menus", [], False)
    impact = next(
        menu for menu in menus.values() if menu.get("xmlid") == "vises_impact.impact_menu_root"
    )
    shown = [menus[str(child)]["xmlid"] for child in impact["children"]]
    assert shown == ["vises_impact.impact_menu_collection"]
    assert app.count() <= 1
    forms = contributor.call("impact.form", "search_read", [], ["respondent_id"])
    assert forms and len({form["respondent_id"][0] for form in forms}) == 1


def test_contributor_is_not_offered_the_report(visit):
    contributor = visit("contributor")
    assessment = contributor.call("impact.assessment", "search", [], 0, 1)[0]
    contributor.open(f"impact-assessments/{assessment}", ".o_form_view")
    page = contributor.page
    gear = page.locator(".o_control_panel .o_cp_action_menus button:has(.fa-cog)")
    if gear.count():
        gear.first.click()
        page.wait_for_selector(".o-dropdown--menu")
        assert not page.locator(".o-dropdown--menu .fa-print").count()
    assert not page.locator("button[name=action_print_report]").count()
