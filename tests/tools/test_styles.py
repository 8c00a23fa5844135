"""What the addon draws on screens takes its colours from Odoo.

Odoo 19 Community ships dark colours, and no switch that turns them on (``ir.http.color_scheme``
always says light). An addon that turns them on changes Odoo's variables: nothing of ours may
stand beside them.
"""

import re
import runpy

import pytest

from tools.paths import ADDON, ROOT

# Bootstrap darkens "emphasis" and lightens "subtle" colours, as if everything stood on white.
OF_ITS_OWN = re.compile(
    r"(?<!&)#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(|\b(?:bg|text)-(?:white|black)\b"
    r"|\b(?:bg|text|border)-\w+-(?:emphasis|subtle)\b"
)
SCREENS = sorted(
    path
    for folder in ("static/src", "views", "wizard")
    for path in (ADDON / folder).rglob("*")
    if path.suffix in (".scss", ".js", ".xml")
)


@pytest.mark.parametrize("path", SCREENS, ids=lambda path: str(path.relative_to(ROOT)))
def test_screens_have_no_colours_of_their_own(path):
    assert not OF_ITS_OWN.findall(path.read_text(encoding="utf-8"))


def test_charts_on_screens_take_the_colour_of_the_text():
    chart = runpy.run_path(str(ADDON / "report" / "chart.py"))
    years = [chart["Bar"](year, value, "") for year, value in (("2024", 1), ("2025", 2))]
    drawing = chart["line"](years, 1.5, "Figure")
    assert "currentColor" in drawing
    assert not OF_ITS_OWN.findall(drawing)
