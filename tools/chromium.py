"""Odoo's screens in Debian's Chromium, driven by Playwright: for browser tests and pictures."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy

from playwright.sync_api import Browser, Page, sync_playwright

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
)
# How long a thing may take to appear: ample, since two cores may also serve other suites.
PATIENCE = 60_000
# Counts the requests under way: the bus keeps its own open for ever, outside the page.
COUNT_REQUESTS = """() => {
    const send = XMLHttpRequest.prototype.send;
    window.requestsUnderWay = 0;
    XMLHttpRequest.prototype.send = function (...words) {
        window.requestsUnderWay++;
        this.addEventListener("loadend", () => window.requestsUnderWay--);
        return send.apply(this, words);
    };
}"""
# Nothing is loading any more, neither data, nor fonts, nor pictures; and two frames later still.
SETTLED = """async () => {
    const frame = () => new Promise(requestAnimationFrame);
    const quiet = () => window.odoo?.isReady && !window.requestsUnderWay
        && !document.querySelector('.o_loading_indicator, .o_blockUI')
        && document.fonts.status === 'loaded'
        && [...document.images].every(image => image.complete || image.loading === 'lazy');
    for (let frames = 0; frames < 3; frames++) {
        if (!quiet()) return false;
        await frame();
    }
    return true;
}"""
STILL = """*, *::before, *::after {
    animation: none !important; transition: none !important; caret-color: transparent !important;
}"""


def account(who: str) -> tuple[str, str]:
    """Login and password of one of the demo's accounts: ``lead``, ``board``, …, or ``admin``."""
    return ("admin", "admin") if who == "admin" else (f"{who}@trois-rivieres.example", "demo")


@contextmanager
def browser(program: str) -> Iterator[Browser]:
    """Chromium without a window, while the block runs."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        try:
            yield started
        finally:
            started.close()


class Visitor:
    """One person at the screen: logged in, with a page, and a record of what went wrong in it.

    :param password: the demo's accounts all have the password ``demo``.
    """

    def __init__(self, chromium: Browser, url: str, login: str, password: str = "demo"):
        self.url = url
        self.context = chromium.new_context(
            viewport={"width": 1400, "height": 900}, accept_downloads=True
        )
        self.context.set_default_timeout(PATIENCE)
        self.context.add_init_script(f"({COUNT_REQUESTS})()")
        self._open_page()
        self.page.goto(f"{url}/web/login")
        self.page.fill("input[name=login]", login)
        self.page.fill("input[name=password]", password)
        self.page.click(".oe_login_buttons button[type=submit]")
        self.settle()

    def another(self) -> "Visitor":
        """The same person, still logged in, with a new page in which nothing went wrong yet."""
        twin = copy(self)
        twin._open_page()
        return twin

    def _open_page(self) -> None:
        self.page: Page = self.context.new_page()
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(f"script: {error}"))
        self.page.on("console", self._note_console)

    def _note_console(self, message) -> None:
        if message.type == "error":
            self.errors.append(f"console: {message.text} ({message.location.get('url', '')})")

    def settle(self, wanted: str = ".o_action_manager > *") -> None:
        """Wait until what is ``wanted`` (a selector) is there and nothing is loading."""
        self.page.wait_for_selector(f"{wanted}, .o_error_dialog", state="attached")
        self.page.wait_for_function(SETTLED)
        if dialog := self.page.query_selector(".o_error_dialog"):
            self.errors.append(f"dialog: {dialog.inner_text()}")

    def open(self, path: str, wanted: str = ".o_view_controller") -> None:
        """Open a screen by its path below ``/odoo``."""
        self.page.goto(f"{self.url}/odoo/{path}")
        self.settle(wanted)

    def tab(self, name: str) -> None:
        """Turn to a tab of the form, by its technical name."""
        self.page.click(f".o_notebook .nav-link[name={name}]")
        self.settle(f".o_notebook .nav-link.active[name={name}]")

    def step(self, name: str) -> None:
        """Turn to a step in the bar of the form, by its value; to the current one, too."""
        step = f".o_statusbar_status button[data-value={name}]"
        if not self.page.locator(f"{step}[aria-checked=true]").count():
            self.page.click(step)
        self.settle(f"{step}[aria-checked=true]")

    def picture(self) -> bytes:
        """What is on the screen, as a PNG, with nothing moving; charts have grown."""
        self.page.mouse.move(0, 0)
        picture = b""
        for _try in range(10):
            before, picture = picture, self.page.screenshot(style=STILL, animations="disabled")
            if picture == before:
                break
            self.page.wait_for_timeout(300)
        return picture

    def call(self, model: str, method: str, *arguments: object, **named: object) -> object:
        """Call a public method as this person, through the web client's own address."""
        parameters = {"model": model, "method": method, "args": arguments, "kwargs": named}
        return self._post(f"/web/dataset/call_kw/{model}/{method}", parameters)

    @property
    def language(self) -> str:
        """The language of the person's preferences."""
        return self._session()["user_context"]["lang"]

    def speak(self, language: str) -> None:
        """Change the person's language, as in the preferences."""
        self.call("res.users", "write", [self._session()["uid"]], {"lang": language})

    def _session(self) -> dict:
        return self._post("/web/session/get_session_info", {})

    def _post(self, path: str, parameters: dict):
        request = {"jsonrpc": "2.0", "method": "call", "params": parameters}
        answer = self.context.request.post(f"{self.url}{path}", data=request).json()
        if "error" in answer:
            raise RuntimeError(answer["error"]["data"]["message"])
        return answer["result"]


@contextmanager
def visit(chromium: Browser, url: str, login: str, password: str = "demo") -> Iterator[Visitor]:
    """A person logged in while the block runs."""
    visitor = Visitor(chromium, url, login, password)
    try:
        yield visitor
    finally:
        visitor.context.close()
