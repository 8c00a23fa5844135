"""Every screen that a menu leads to, whole, under axe: what is grave is Odoo's own, or fails.

Odoo's own screens of the same kinds are looked at in the same run. What they have too, by the rule
that is broken and by how the element is made, is not ours.
"""

from collections.abc import Iterator
from itertools import product
from xml.etree import ElementTree

import pytest

from tests.browser.conftest import URL, needs_axe
from tests.browser.test_figures import WIDTHS, open_dashboard
from tools import axe, chromium
from tools.paths import ADDON

pytestmark = needs_axe

VIEW = ".o_view_controller, .modal .o_form_view"
RECORD = ".o_kanban_record:not(.o_kanban_ghost), .o_data_row"
MENUS = sorted(
    item.get("action")
    for item in ElementTree.parse(ADDON / "views" / "impact_menus.xml").iter("menuitem")
    if item.get("action")
)
# Screens of Odoo, with a record of each and its tabs; screens alone; and some with a record too,
# as they are on a telephone.
ODOO = (
    "action-hr.open_view_employee_list_my",
    "action-account.action_move_journal_line",
    "action-account.action_account_form",
    "action-survey.action_survey_form",
    "action-base.action_res_users",
    "action-base.action_view_base_module_update",
)
ODOO_ALONE = (
    "action-account.action_account_moves_all",
    "action-account.action_account_invoice_report_all?view_type=graph",
    "action-account.action_account_invoice_report_all?view_type=pivot",
    "action-account.open_account_journal_dashboard_kanban",
    "action-base_setup.action_general_configuration",
)
ODOO_ON_A_TELEPHONE = (*ODOO[-2:], "action-account.action_account_moves_all")
# Parts that Odoo's web client draws by itself, and that those screens do not happen to show so: how
# the element, or one that holds it, is made; with ``>``, the element alone.
DRAWN_BY_ODOO = {
    "o_main_navbar": "the bar of menus",
    "o_loading_indicator": "the word that fades when all is loaded",
    "o_searchview": "facets of what is searched for",
    "o-mail-Chatter": "messages and activities beside a record",
    "o_calendar_view": "a calendar",
    "> div  mx-3.o_pivot.table-responsive": "a pivot wider than the screen",
    "o_button_more": "further buttons of a record",
    "label  o_form_label <": "names of fields, greyed on a telephone",
    "label  o_form_label.o_form_label_empty <": "those of empty fields",
    "label  o_form_label.o_form_label_readonly <": "and of those that are only read",
    "label  o_form_label.o_form_label_empty.o_form_label_readonly <": "and of both at once",
    "o_list_number_th <": "heads of columns of numbers, greyed likewise",
    "o_field_tags": "tags, and pictures of people in them",
    "o_progressbar": "a bar of progress, without a role",
    "o_selected_row": "fields of a row that is written in: their heads are no labels",
    "o_datetime_picker": "the days of other months",
    "o_field_daterange": "the arrow between two days",
    "o-checkbox < td": "a box that is ticked, in a list",
    "text-bg-info": "white on the blue of badges",
    "text-bg-success": "and on their green",
    "ribbon": "a word across the corner",
    "o_survey_navigation_submit": "the arrows below a questionnaire",
    "o_survey_question_text_box": "the answer to a question above it, in words",
}
START = "button[type=submit][value=start]"  # of a questionnaire
# Dialogs and panels that a button opens: the address, the model and domain of its record, what to
# press there, and what it brings.
OPENED = {
    "records behind a figure": (
        "impact-results/{}",
        ("impact.result", [["indicator_id.code", "=", "EMP17"], ["status", "=", "estimated"]]),
        "button[name=action_show_records]",
        ".modal .o_data_row",
    ),
    "records to repair": (
        "impact-results/{}",
        ("impact.result", [["indicator_id.code", "=", "EMP17"], ["status", "=", "estimated"]]),
        "button[name=action_repair]",
        ".o_list_view .o_data_row",
    ),
    "release of a figure": (
        "impact-results/{}",
        ("impact.result", [["indicator_id.privacy", "=", "disclosive"]]),
        "button[name=action_release]",
        ".modal .o_form_view",
    ),
    "difference of a proposal": (
        "m-impact.proposal/{}",
        ("impact.proposal", []),
        "button[name=action_explain]",
        ".modal .o_form_view",
    ),
    "definition tried": (
        "m-impact.indicator.version/{}",
        ("impact.indicator.version", [["indicator_id.code", "=", "FEMMES_30"]]),
        "button[name=try_it]",
        ".o_impact_trial_answer",
    ),
    "settings of an indicator": (
        "impact-indicators/{}",
        ("impact.indicator", [["code", "=", "EMP02"]]),
        "button[name=action_settings]",
        ".modal .o_form_view",
    ),
}
# Screens without a menu of their own.
BESIDES = {
    "figures to type": ("m-impact.form/{}", ("impact.form", [["state", "=", "draft"]])),
    "figures that were typed": ("m-impact.form/{}", ("impact.form", [["state", "=", "validated"]])),
    "question": ("m-impact.question/{}", ("impact.question", [])),
    "definition": ("m-impact.indicator.version/{}", ("impact.indicator.version", [])),
    "set to import": ("action-vises_impact.impact_indicator_set_import_action", None),
    "templates of questionnaires": ("action-vises_impact.impact_survey_template_action", None),
    "figures as a graph": ("impact-analysis?view_type=graph", None),
    "figures as a list": ("impact-analysis?view_type=list", None),
    "stakeholders as cards": ("impact-stakeholders?view_type=kanban", None),
    "exchanges as a calendar": ("impact-engagements?view_type=calendar", None),
}


def address_of(visitor, path: str, record: tuple | None) -> str:
    """The address of a screen, that of the first such record where it is one's."""
    return path.format(visitor.call(record[0], "search", record[1], 0, 1)[0]) if record else path


def walk(visitor, address: str, width: str = "wide") -> list[axe.Finding]:
    """What is grave on a screen, on that of its first record, and, wide, on each of its tabs."""
    visitor.page.set_viewport_size(WIDTHS[width])
    visitor.open(address, VIEW)
    found = axe.findings(visitor.page)
    record = visitor.page.locator(RECORD)
    if record.count() and not visitor.page.locator(".o_form_view").count():
        record.locator(".o_data_cell, :scope").first.click()
        visitor.settle(VIEW)
        found += axe.findings(visitor.page)
    if width == "wide":
        tabs = visitor.page.locator(".o_form_view .o_notebook .nav-link:not(.active)")
        for name in [tab.get_attribute("name") for tab in tabs.all()]:
            visitor.tab(name)
            found += axe.findings(visitor.page)
    return found


def look(visitor, address: str, width: str, wanted: str = VIEW) -> list[axe.Finding]:
    """What is grave on a screen, as it opens."""
    visitor.page.set_viewport_size(WIDTHS[width])
    visitor.open(address, wanted)
    return axe.findings(visitor.page)


@pytest.fixture(scope="module")
def odoos(browser) -> set[tuple[str, str]]:
    """The kinds of what is grave on Odoo's own screens, at both widths."""
    visitor = chromium.Visitor(browser, URL, *chromium.account("admin"))
    found = [one for address in ODOO for one in walk(visitor, address)]
    for address in ODOO_ON_A_TELEPHONE:
        found += walk(visitor, address, "telephone")
    for width in WIDTHS:
        for address in ODOO_ALONE:
            found += look(visitor, address, width)
        found += look(visitor, "dashboards", width, ".o-figure canvas")
    visitor.context.close()
    return {one.kind for one in found}


def assert_odoos(found: list[axe.Finding], odoos: set[tuple[str, str]]):
    """All of it is Odoo's; the text of what is not is told, once for each kind."""
    left = {
        one.kind: f"{one.make}\n{one.text}"
        for one in found
        if one.kind not in odoos
        and not any(part in f"{one.make} | {one.path}" for part in DRAWN_BY_ODOO)
    }
    if left:
        pytest.fail("\n\n".join(left.values()), pytrace=False)


@pytest.mark.parametrize(("menu", "width"), list(product(MENUS, WIDTHS)))
def test_nothing_grave_behind_a_menu_but_what_is_odoos(visit, odoos, menu, width):
    visitor = visit("admin", "en_US")
    assert_odoos(walk(visitor, f"action-vises_impact.{menu}", width), odoos)


@pytest.mark.parametrize("name", BESIDES)
def test_nothing_grave_on_a_screen_without_a_menu(visit, odoos, name):
    visitor = visit("admin", "en_US")
    assert_odoos(walk(visitor, address_of(visitor, *BESIDES[name])), odoos)


@pytest.mark.parametrize("name", OPENED)
def test_nothing_grave_in_what_a_button_opens(visit, odoos, name):
    visitor = visit("admin", "en_US")
    *where, button, wanted = OPENED[name]
    visitor.open(address_of(visitor, *where), ".o_form_view")
    visitor.page.locator(f"{button}:visible").first.click()
    visitor.settle(wanted)
    assert_odoos(axe.findings(visitor.page), odoos)


def test_contributor_meets_nothing_grave_on_a_telephone(visit, odoos):
    assert_odoos(walk(visit("contributor"), "impact-my-figures", "telephone"), odoos)


@pytest.fixture
def sent_back(visit) -> Iterator[tuple[chromium.Visitor, str]]:
    """The address of a form that its lead sent back, for the lead; it is gone afterwards."""
    lead = visit("admin", "en_US")
    (scope,) = lead.call("impact.scope", "search", [["is_default", "=", True]], 0, 1)
    asked = lead.call("impact.indicator", "search", [["code", "=", "EMP11"]])
    values = {
        "name": "Figures of 2021",
        "scope_id": scope,
        "period_type": "year",
        "date_from": "2021-01-01",
        "date_to": "2021-12-31",
        "indicator_ids": [[6, 0, asked]],
    }
    campaign = lead.call("impact.campaign", "create", values)
    lead.call("impact.campaign", "action_open", [campaign])
    (form,) = lead.call("impact.form", "search", [["campaign_id", "=", campaign]])
    lines = lead.call("impact.form.line", "search", [["form_id", "=", form]])
    lead.call("impact.form.line", "write", lines, {"value": 3})
    lead.call("impact.form", "action_submit", [form])
    values = {"form_id": form, "note": "Are those of the workshops in it?"}
    back = lead.call("impact.form.send.back", "create", values)
    lead.call("impact.form.send.back", "action_send_back", [back])
    yield lead, f"m-impact.form/{form}"
    lead.call("impact.campaign", "unlink", [campaign])


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_grave_on_a_form_that_was_sent_back(sent_back, odoos, width):
    visitor, address = sent_back
    assert_odoos(look(visitor, address, width, ".o_form_view .alert"), odoos)


def test_nothing_grave_where_records_of_several_kinds_are_to_repair(visit, odoos):
    visitor = visit("admin", "en_US")
    kinds = [
        {"name": "Employee", "count_text": "3 records", "may_open": True},
        {"name": "Contact", "count_text": "1 record", "advice": "Ask those who keep contacts."},
    ]
    visitor.call("impact.repair.part", "create", kinds)
    values = {"res_model": "impact.repair.part", "view_mode": "list", "name": "To repair"}
    action = visitor.call("ir.actions.act_window", "create", values)
    found = look(visitor, f"action-{action}", "wide", ".o_list_view .o_data_row")
    visitor.call("ir.actions.act_window", "unlink", [action])
    assert_odoos(found, odoos)


@pytest.mark.parametrize("width", WIDTHS)
def test_respondent_without_a_login_meets_nothing_grave(visit, browser, odoos, width):
    visitor = visit("admin", "en_US")
    linked = [["survey_id.active", "=", True]]
    items = visitor.call("impact.survey.item", "search_read", linked, ["survey_id"])
    surveys = sorted({item["survey_id"][0] for item in items})
    tokens = visitor.call("survey.survey", "read", surveys, ["access_token"])
    assert tokens
    anyone = browser.new_context(viewport=WIDTHS[width])
    page = anyone.new_page()
    found = []
    for survey in tokens:
        page.goto(f"{URL}/survey/start/{survey['access_token']}")
        page.wait_for_selector(f"{START}:not(.disabled)")
        found += axe.findings(page)
        page.click(START)
        page.wait_for_selector(".js_question-wrapper")
        found += axe.findings(page)
    anyone.close()
    assert_odoos(found, odoos)


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_grave_on_the_dashboard(visit, odoos, width):
    visitor = visit("admin", "en_US")
    visitor.page.set_viewport_size(WIDTHS[width])
    open_dashboard(visitor)
    assert_odoos(axe.findings(visitor.page), odoos)
