"""``./vises screenshots``: every main screen of the demo as a picture, in English and French.

Those that the user guide shows go to ``docs/images/en`` and ``docs/images/fr``, all others to
``out/screens``. This file drives the browser in the Python of the tests (Playwright, Pillow);
``run`` is what the command line calls.
"""

import io
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tools.paths import OUT, ROOT

DOCS = ROOT / "docs" / "images"
SCREENS = OUT / "screens"
LANGUAGES = {"en": "en_US", "fr": "fr_FR"}
WIDE, NARROW = {"width": 1400, "height": 900}, {"width": 390, "height": 844}
COLOURS = 128
PRINTED_SCALE = 1.2  # of the pictures of printed pages: 1 is 72 dots an inch


@dataclass(frozen=True)
class Screen:
    """One picture: which screen, who looks at it, and whether the user guide shows it.

    ``path`` is the address below ``/odoo``; ``{model}`` in it stands for the id of that
    model's record to show (see ``RECORDS``). ``wanted`` is what must be there to be seen;
    ``step`` is the one in the bar of steps to turn to; ``press`` is what to press, and what it
    brings.
    With a ``page``, the picture is that page of the assessment's printed report instead.
    ``apps``: of the demo enterprise with Odoo's other apps.
    """

    name: str
    path: str
    wanted: str = ".o_view_controller"
    tab: str = ""
    step: str = ""
    press: tuple[str, ...] = ()
    page: int = 0
    who: str = "lead"
    docs: bool = False
    narrow: bool = False
    apps: bool = False


# By placeholder: the model, the domain and the order that find the record to show.
RECORDS = {
    "assessment": ("impact.assessment", [], "id"),
    "apps_assessment": ("impact.assessment", [["name", "ilike", "applications"]], "id"),
    "question": ("impact.question", [], "id"),
    "result": (
        "impact.result",
        [
            ["indicator_id.code", "=", "EMP01"],
            ["cell_id.key", "=", ""],
            ["period_type", "=", "year"],
        ],
        "date_to desc, scope_id",
    ),
    "share": (
        "impact.result",
        [
            ["indicator_id.code", "=", "EMP17"],
            ["cell_id.key", "=", ""],
            ["period_type", "=", "year"],
        ],
        "date_to desc, scope_id",
    ),
    "indicator": ("impact.indicator", [["code", "=", "EMP02"]], "id"),
    "version": ("impact.indicator.version", [["indicator_id.code", "=", "EMP02"]], "id"),
    "own_version": (
        "impact.indicator.version",
        [["indicator_id.code", "=", "FEMMES_30"]],
        "id",
    ),
    "set": ("impact.indicator.set", [], "id"),
    "stakeholder": ("impact.stakeholder", [["kind", "=", "organisation"]], "id"),
    "engagement": ("impact.engagement", [], "id"),
    "questionnaire": ("survey.survey", [["impact_wave", "=", "exit"]], "id"),
    "answered_figure": (
        "impact.result",
        [["indicator_id.code", "=", "EMP27"], ["cell_id.key", "=", ""]],
        "id",
    ),
    "mandate": ("impact.mandate", [], "id"),
    "scope": ("impact.scope", [["kind", "=", "agreement"]], "id"),
    "source": ("impact.source", [["code", "=", "employment"]], "id"),
    "target": ("impact.target", [], "id"),
    "return": ("impact.publication", [["kind", "=", "return"]], "id"),
    "publication": ("impact.publication", [["kind", "=", "public"]], "id"),
    "dashboard": (
        "spreadsheet.dashboard",
        [["sample_dashboard_file_path", "=like", "vises_impact/%"]],
        "id",
    ),
    "campaign": ("impact.campaign", [["state", "=", "open"]], "id"),
    "form": ("impact.form", [["state", "=", "draft"]], "id"),
    "answered": ("impact.form", [["state", "=", "validated"]], "id desc"),
}
LIST, FORM, KANBAN = ".o_list_view", ".o_form_view", ".o_kanban_view"
ASSESSMENT = "impact-assessments/{assessment}"
READINESS = "action-vises_impact.impact_readiness_open_action"
FINANCE = "action-vises_impact.impact_finance_open_action"
FORM_TO_FILL = "impact-my-figures/{form}"
PERSONAL = {"contributor-assessment-indicators"}  # screens of others that the guide shows
SCREENS_TO_TAKE = (
    Screen("overview", "impact-overview", ".o_kanban_record", docs=True),
    Screen("phone-overview", "impact-overview", ".o_kanban_record", narrow=True),
    Screen("board-overview", "impact-overview", ".o_kanban_record", who="board"),
    Screen("assessments", "impact-assessments", KANBAN, docs=True),
    Screen("assessments-list", "impact-assessments?view_type=list", LIST),
    Screen("assessment", ASSESSMENT, FORM, docs=True),
    Screen("assessment-portrait", ASSESSMENT, FORM, "portrait", docs=True),
    Screen("assessment-questions", ASSESSMENT, FORM, "questions"),
    Screen("assessment-indicators", ASSESSMENT, FORM, "indicators", docs=True),
    Screen("assessment-stakeholders", ASSESSMENT, FORM, "stakeholders"),
    Screen("assessment-conclusions", ASSESSMENT, FORM, "conclusions", docs=True),
    Screen("report-page", "", docs=True, page=5),
    Screen("report-crossed", "", docs=True, page=6),
    Screen("question", "m-impact.question/{question}", FORM),
    Screen("results", "impact-results", LIST, docs=True),
    Screen("result", "impact-results/{result}", FORM, docs=True),
    Screen(
        "records",
        "impact-results/{share}",
        FORM,
        press=("button[name=action_show_records]", ".modal .o_data_row"),
        who="hr",
        docs=True,
    ),
    Screen("analysis", "impact-analysis", ".o_pivot_view .o_pivot", docs=True),
    Screen("finance", FINANCE, ".o_impact_finance .o_data_row", docs=True),
    Screen("phone-finance", FINANCE, ".o_impact_finance .o_kanban_record", narrow=True),
    Screen("campaigns", "impact-campaigns", LIST),
    Screen("campaign", "impact-campaigns/{campaign}", FORM, docs=True),
    Screen("form-answered", "m-impact.form/{answered}", FORM),
    Screen("my-figures", "impact-my-figures", KANBAN, who="contributor"),
    Screen("my-figures-form", FORM_TO_FILL, FORM, who="contributor", docs=True),
    Screen("phone-my-figures", "impact-my-figures", KANBAN, who="contributor", narrow=True),
    Screen("phone-my-figures-form", FORM_TO_FILL, FORM, who="contributor", docs=True, narrow=True),
    *(
        Screen(
            f"readiness-{step}",
            READINESS,
            FORM,
            step=step,
            docs=step in ("contract_type", "job"),
        )
        for step in (
            "accounts",
            "territory",
            "contract_type",
            "departure_reason",
            "partner_tag",
            "job",
        )
    ),
    Screen("readiness", READINESS, FORM, docs=True),
    Screen("phone-readiness", READINESS, FORM, narrow=True),
    Screen("settings", "impact-settings", FORM, who="admin"),
    Screen("targets", "impact-targets", LIST),
    Screen("target", "impact-targets/{target}", FORM),
    Screen("proposals", "impact-proposals"),
    Screen("publications", "impact-publications", LIST, docs=True),
    Screen("publication", "impact-publications/{publication}", FORM),
    Screen("return", "impact-publications/{return}", FORM, who="hr", docs=True),
    Screen("stakeholders", "impact-stakeholders", LIST),
    Screen("stakeholders-kanban", "impact-stakeholders?view_type=kanban", KANBAN, docs=True),
    Screen("stakeholders-pivot", "impact-stakeholders?view_type=pivot", ".o_pivot_view"),
    Screen("stakeholder", "impact-stakeholders/{stakeholder}", FORM),
    Screen("engagements", "impact-engagements", LIST),
    Screen("engagements-kanban", "impact-engagements?view_type=kanban", KANBAN),
    Screen("engagements-calendar", "impact-engagements?view_type=calendar", ".o_calendar_view"),
    Screen("engagement", "impact-engagements/{engagement}", FORM, docs=True),
    Screen("mandates", "impact-mandates", LIST),
    Screen("mandate", "impact-mandates/{mandate}", FORM),
    Screen("indicators", "impact-indicators", LIST, docs=True),
    Screen("indicator", "impact-indicators/{indicator}", FORM, docs=True),
    Screen("indicator-versions", "impact-indicators/{indicator}", FORM, "versions"),
    Screen(
        "version",
        "m-impact.indicator.version/{own_version}",
        FORM,
        press=("button[name=try_it]", ".o_impact_trial_answer"),
        docs=True,
    ),
    Screen("phone-version", "m-impact.indicator.version/{version}", FORM, narrow=True),
    Screen("tries", "impact-tries", LIST, who="admin"),
    Screen("questionnaires", "impact-questionnaires", LIST, docs=True),
    Screen("questionnaire", "impact-questionnaires/{questionnaire}", FORM, docs=True),
    Screen("questionnaire-templates", "action-vises_impact.impact_survey_template_action", LIST),
    Screen("questionnaire-figure", "impact-results/{answered_figure}", FORM),
    Screen("scopes", "impact-scopes", LIST, docs=True),
    Screen("scope", "impact-scopes/{scope}", FORM),
    Screen("mapping", "impact-mapping", LIST, docs=True),
    Screen("parameters", "impact-parameters", LIST),
    Screen("sets", "impact-indicator-sets", LIST, who="admin"),
    Screen("set", "impact-indicator-sets/{set}", FORM, who="admin"),
    Screen("sources", "impact-sources", LIST, who="admin"),
    Screen("source", "impact-sources/{source}", FORM, who="admin"),
    Screen("stages", "action-vises_impact.impact_stage_action", LIST, who="admin"),
    Screen("boxes", "action-vises_impact.impact_portrait_box_action", LIST, who="admin"),
    Screen("examples", "action-vises_impact.impact_question_example_action", LIST, who="admin"),
    Screen(
        "categories", "action-vises_impact.impact_stakeholder_category_action", LIST, who="admin"
    ),
    *(
        Screen(f"{who}-{name}", path, wanted, tab, who=who, docs=f"{who}-{name}" in PERSONAL)
        for who in ("contributor", "board", "accompanist", "hr")
        for name, path, wanted, tab in (
            ("assessments", "impact-assessments", KANBAN, ""),
            ("assessment", ASSESSMENT, FORM, ""),
            ("assessment-indicators", ASSESSMENT, FORM, "indicators"),
        )
    ),
    Screen("board-results", "impact-results", LIST, who="board"),
    Screen("board-result", "impact-results/{result}", FORM, who="board"),
    *(
        Screen(f"phone-{name}", path, wanted, tab, narrow=True)
        for name, path, wanted, tab in (
            ("assessments", "impact-assessments", KANBAN, ""),
            ("assessment", ASSESSMENT, FORM, ""),
            ("assessment-indicators", ASSESSMENT, FORM, "indicators"),
            ("results", "impact-results", ".o_view_controller", ""),
            ("result", "impact-results/{result}", FORM, ""),
        )
    ),
    Screen(
        "apps-assessment",
        "impact-assessments/{apps_assessment}",
        FORM,
        "indicators",
        docs=True,
        apps=True,
    ),
    Screen("apps-mapping", "impact-mapping", LIST, docs=True, apps=True),
    # The last of the lead's: whoever leaves this app for a screen without a menu stays in it.
    Screen("dashboard", "dashboards?dashboard_id={dashboard}", ".o-figure canvas", docs=True),
)


def run(only: str = "") -> int:
    """Take the pictures whose name holds ``only``, on copies of the demo without and with apps."""
    if not only:
        shutil.rmtree(SCREENS, ignore_errors=True)
    return max(_take_on_copy(only, apps) for apps in (False, True))


def _wanted(only: str, apps: bool) -> list[Screen]:
    return [one for one in SCREENS_TO_TAKE if only in one.name and one.apps == apps]


def _take_on_copy(only: str, apps: bool) -> int:
    """Serve a copy of one of the two demo databases and take its pictures."""
    from tools import database, demo_database, machine, odoo_run, python_env, setup

    if not _wanted(only, apps):
        return 0
    ready = setup.prepare(browser=True, tests=True)
    copy = f"vises_screens_{os.getpid()}"
    try:
        database.copy(ready, demo_database.make_master(ready, apps), copy)
        with odoo_run.serve(ready, copy, 8500) as served:
            command = [python_env.python(), "-m", "tools.screenshots", served.url]
            words = [machine.chromium() or "chromium", only, *(["apps"] if apps else [])]
            done = subprocess.run([*command, *words], cwd=ROOT, check=False)
        return done.returncode
    finally:
        database.drop(ready, copy)


def take(url: str, program: str, only: str, apps: bool) -> int:
    """Take the pictures; returns how many screens said that something is wrong."""
    from tools import chromium

    wrong = 0
    wanted = _wanted(only, apps)
    with chromium.browser(program) as browser:
        for who in dict.fromkeys(screen.who for screen in wanted):
            login, password = chromium.account(who)
            for short, language in LANGUAGES.items():
                # A session keeps the language that it began with.
                with chromium.visit(browser, url, login, password) as visitor:
                    visitor.speak(language)
                with chromium.visit(browser, url, login, password) as visitor:
                    # A screen without a menu stays in the app in which it is opened.
                    visitor.open("impact-assessments")
                    for screen in (screen for screen in wanted if screen.who == who):
                        wrong += _take_one(visitor, screen, short)
    return wrong


def _take_one(visitor, screen: Screen, language: str) -> bool:
    """Take one picture; whether something is wrong with it."""
    visitor.errors.clear()
    picture = _print(visitor, screen, language) if screen.page else _look(visitor, screen)
    folder = (DOCS if screen.docs else SCREENS) / language
    size = save(picture, folder / f"{screen.name}.png")
    print(f"{language} {screen.name}: {size // 1000} kB", flush=True)
    for error in visitor.errors:
        print(f"    {error}", flush=True)
    return bool(visitor.errors)


class _Ids(dict):
    """The ids that the paths ask for, looked up as the person who looks."""

    def __init__(self, visitor):
        super().__init__()
        self._visitor = visitor

    def __missing__(self, name: str) -> int:
        model, domain, order = RECORDS[name]
        found = self._visitor.call(model, "search", domain, 0, 1, order)
        if not found:
            raise RuntimeError(f"there is no {model} to show")
        return found[0]


def _look(visitor, screen: Screen) -> bytes:
    """Open a screen and take its picture, whatever it looks like."""
    from playwright.sync_api import Error

    visitor.page.set_viewport_size(NARROW if screen.narrow else WIDE)
    try:
        visitor.open(screen.path.format_map(_Ids(visitor)), screen.wanted)
        if screen.tab:
            visitor.tab(screen.tab)
        if screen.step:
            visitor.step(screen.step)
        if screen.press:
            visitor.page.click(screen.press[0])
            visitor.settle(screen.press[1])
    except (RuntimeError, Error) as error:
        visitor.errors.append(str(error))
    return visitor.picture()


def _print(visitor, screen: Screen, language: str) -> bytes:
    """A page of the printed report, in this language."""
    import pypdfium2

    assessment = _Ids(visitor)["assessment"]
    wish = {"report_lang": LANGUAGES[language]}
    visitor.call("impact.assessment", "write", [assessment], wish)
    address = f"{visitor.url}/report/pdf/vises_impact.report_impact_assessment/{assessment}"
    answer = visitor.context.request.get(address)
    if not answer.ok:
        raise RuntimeError(f"the report was not printed: {answer.status_text}")
    picture = io.BytesIO()
    page = pypdfium2.PdfDocument(answer.body())[screen.page - 1]
    page.render(scale=PRINTED_SCALE).to_pil().save(picture, "PNG")
    return picture.getvalue()


def save(picture: bytes, file: Path) -> int:
    """Write a PNG with few colours; returns its size in bytes."""
    from PIL import Image

    file.parent.mkdir(parents=True, exist_ok=True)
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    image = image.quantize(COLOURS, dither=Image.Dither.NONE)
    image.save(file, optimize=True)
    return file.stat().st_size


if __name__ == "__main__":
    sys.exit(1 if take(*sys.argv[1:4], "apps" in sys.argv[4:]) else 0)
