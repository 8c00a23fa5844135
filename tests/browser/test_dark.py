"""Our screens in dark colours are as readable as in light ones.

Odoo Community lets nobody switch to dark colours, and brings none of its own. Its page here takes
the styles of the bundle that an addon with a dark theme would fill, filled with colours of ours
(``dark.scss``).
"""

import base64
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import URL, needs_axe
from tests.browser.test_figures import CARD, ROW, TABLE, WIDTHS, open_dashboard
from tools import axe, chromium

PALETTE = Path(__file__).with_name("dark.scss")
ADDRESS = "/tests/browser/dark.scss"
BUNDLES = ("web.assets_web_dark", "web.assets_backend_lazy_dark")
# WCAG 2.1, 1.4.11.
CONTRAST_OF_DRAWINGS = 3
FORM = ".o_form_view .o_form_sheet"
SCREENS = {
    "overview": ("impact-overview", CARD),
    "finance": (TABLE, ROW["wide"]),
    "pivot": ("impact-analysis", ".o_pivot tbody"),
    "graph": ("impact-analysis?view_type=graph", ".o_graph_renderer canvas"),
    "assessments": ("impact-assessments", ".o_kanban_record"),
    "assessment": ("impact-assessments/{impact.assessment}", FORM),
    "results": ("impact-results", ".o_list_view .o_data_row"),
    "result": ("impact-results/{impact.result}", FORM),
    "readiness": ("action-vises_impact.impact_readiness_open_action", FORM),
    "figures to type": ("m-impact.form/{impact.form}", ".o_impact_form_line"),
    "definition": ("m-impact.indicator.version/{impact.indicator.version}", FORM),
    "parameters": ("impact-parameters", ".o_list_view"),
    "settings": ("impact-settings", ".o_setting_box"),
}


@pytest.fixture(scope="module")
def dark(browser) -> Iterator[chromium.Visitor]:
    """The module manager, whose pages take dark styles."""
    visitor = chromium.Visitor(browser, URL, *chromium.account("admin"))
    palette = {
        "name": PALETTE.name,
        "url": ADDRESS,
        "type": "binary",
        "mimetype": "text/scss",
        "public": True,
        "datas": base64.b64encode(PALETTE.read_bytes()).decode(),
    }
    made = {"ir.attachment": [visitor.call("ir.attachment", "create", palette)], "ir.asset": []}
    for bundle in BUNDLES:
        asset = {
            "name": f"{PALETTE.name} in {bundle}",
            "bundle": bundle,
            "directive": "before",
            "target": "web/static/src/scss/primary_variables.scss",
            "path": ADDRESS,
        }
        made["ir.asset"].append(visitor.call("ir.asset", "create", asset))
    visitor.context.add_cookies([{"name": "color_scheme", "value": "dark", "url": URL}])
    styles = f"{URL}/web/assets/any/web.assets_web_dark.min.css"
    visitor.context.route("**/web.assets_web.min.css", lambda route: route.continue_(url=styles))
    yield visitor
    for model, ids in reversed(made.items()):
        visitor.call(model, "unlink", ids)
    visitor.context.close()
    assert not visitor.errors


def open_screen(visitor, name: str):
    """Open one of the screens, of the first record where it is a record's."""
    path, wanted = SCREENS[name]
    if "{" in path:
        before, _brace, model = path.rstrip("}").partition("{")
        path = f"{before}{visitor.call(model, 'search', [], 0, 1)[0]}"
    visitor.open(path, wanted)


def light(visitor, selector: str, what: str = "backgroundColor") -> float:
    """The relative luminance (WCAG 2) of a colour of the first thing chosen: 0 black, 1 white."""
    colour = visitor.page.eval_on_selector(
        selector, "(element, what) => getComputedStyle(element)[what]", what
    )
    parts = [float(part) / 255 for part in re.findall(r"[\d.]+", colour)[:3]]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_the_page_is_dark_here(dark):
    open_screen(dark, "overview")
    assert light(dark, CARD) < 0.05
    assert light(dark, ".o_impact_overview_head") < 0.05


@needs_axe
@pytest.mark.parametrize("name", SCREENS)
def test_texts_stand_out_from_dark_grounds(dark, name):
    dark.page.set_viewport_size(WIDTHS["wide"])
    open_screen(dark, name)
    faint = axe.findings(dark.page, ".o_action_manager", "color-contrast")
    assert not [one.text for one in faint]


@needs_axe
@pytest.mark.parametrize("name", ("overview", "pivot"))
def test_texts_stand_out_from_dark_grounds_on_a_telephone(dark, name):
    dark.page.set_viewport_size(WIDTHS["telephone"])
    open_screen(dark, name)
    faint = axe.findings(dark.page, ".o_action_manager", "color-contrast")
    assert not [one.text for one in faint]


def test_lines_of_charts_stand_out_from_dark_grounds(dark):
    open_screen(dark, "overview")
    line, ground = light(dark, f"{CARD} svg", "color"), light(dark, CARD)
    assert (line + 0.05) / (ground + 0.05) >= CONTRAST_OF_DRAWINGS


@needs_axe
def test_dashboard_stays_light_as_odoos_own(dark):
    open_dashboard(dark)
    assert dark.page.locator(".o-figure canvas").count()
    assert not axe.findings(dark.page, ".o-spreadsheet", "color-contrast")
