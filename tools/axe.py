"""What axe, the checker of accessibility, finds on a screen.

Where a screen is part Odoo's, name the part that is ours: Odoo's own is not ours to mend.
"""

from functools import cache

from playwright.sync_api import Page

from tools import machine, node

PACKAGE = {"axe-core": "4.14.1"}
GRAVE = ["serious", "critical"]
RUN = """async ([within, grave]) => {
    const {violations} = await axe.run({include: [within]}, {resultTypes: ["violations"]});
    return violations.filter(({impact}) => grave.includes(impact)).flatMap(({id, help, nodes}) =>
        nodes.map(({html, failureSummary}) => `${id}: ${help}\\n${html}\\n${failureSummary}`));
}"""


def available() -> bool:
    """Whether this machine has npm, which fetches axe."""
    return bool(machine.program("npm"))


def findings(page: Page, within: str = ".o_action_manager") -> list[str]:
    """What is grave on the page, one text for each place; the part that is looked at shows.

    :param within: a CSS selector; all that it chooses is looked at.
    :raises StepError: axe could not be fetched.
    """
    page.evaluate(_source())
    return page.evaluate(RUN, [within, GRAVE])


@cache
def _source() -> str:
    return (node.install(PACKAGE) / "axe-core/axe.min.js").read_text(encoding="utf-8")
