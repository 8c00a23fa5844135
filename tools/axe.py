"""What axe, the checker of accessibility, finds on a screen, and which of it is ours.

A screen is Odoo's for the most part. What Odoo's own screens show just so, by the rule that is
broken and by how the element is made, is not ours to mend.
"""

from dataclasses import dataclass
from functools import cache

from playwright.sync_api import Page

from tools import machine, node
from tools.chromium import STILL

PACKAGE = {"axe-core": "4.14.1"}
GRAVE = ["serious", "critical"]
# How an element is made: its tag, role and classes, and those of what holds it, without the classes
# that tell its state. Of too little contrast, only the two colours count, and what is wanted.
RUN = """async ([within, grave, rules]) => {
    const made = (element) => element && [
        element.localName,
        element.getAttribute("role") || "",
        [...element.classList].filter((name) => !/_modifier$|^focus$|_(out_of_range|highlighted)$/
            .test(name)).sort().join("."),
    ].join(" ");
    const {violations} = await axe.run({include: [within]}, {
        resultTypes: ["violations"],
        elementRef: true,
        ...(rules.length ? {runOnly: rules} : {}),
    });
    return violations.filter(({impact}) => grave.includes(impact)).flatMap(({id, help, nodes}) =>
        nodes.map(({element, html, failureSummary, any}) => {
            const {fgColor, bgColor, expectedContrastRatio} = any[0]?.data || {};
            return {
                rule: id,
                make: fgColor
                    ? `${fgColor} on ${bgColor}, not ${expectedContrastRatio}`
                    : `${made(element.parentElement)} > ${made(element)}`,
                text: `${id}: ${help}\\n${html}\\n${failureSummary}`,
                path: [...(function* () {
                    for (let part = element; part; part = part.parentElement) yield made(part);
                })()].join(" < "),
            };
        }));
}"""


@dataclass(frozen=True)
class Finding:
    """A grave fault: the rule that is broken, how the element is made, and a text for people.

    ``path`` tells how the element is made and all that holds it, from the inside.
    """

    rule: str
    make: str
    text: str
    path: str

    @property
    def kind(self) -> tuple[str, str]:
        """What two screens have in common that show the same part."""
        return self.rule, self.make


def available() -> bool:
    """Whether this machine has npm, which fetches axe."""
    return bool(machine.program("npm"))


def findings(page: Page, within: str = "body", *rules: str) -> list[Finding]:
    """What is grave on the page, one for each place; the part that is looked at shows.

    :param within: a CSS selector; all that it chooses is looked at.
    :param rules: the only rules to look for; all of them without any.
    :raises StepError: axe could not be fetched.
    """
    page.add_style_tag(content=STILL)  # what fades in has not its colours yet
    page.evaluate(_source())
    return [Finding(**found) for found in page.evaluate(RUN, [within, GRAVE, list(rules)])]


@cache
def _source() -> str:
    return (node.install(PACKAGE) / "axe-core/axe.min.js").read_text(encoding="utf-8")
