"""Each automatic figure is worked out a second time, on random histories, inside Odoo."""

import ast
import csv
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tools.lint import bridges
from tools.paths import ADDON

AUTOMATIC = {"records", "accounts", "survey", "formula"}
RANDOM = ("_for_histories", "EmployedOracle")
"""How a test file compares figures on random histories: itself, or by the bridges' shared class."""


def automatic(addon: Path) -> set[str]:
    """Codes of the library's indicators that an addon defines as automatic."""
    defined = []
    for file in addon.glob("data/*.xml"):
        for record in ElementTree.parse(file).iter("record"):
            values = {one.get("name"): one.get("ref") or one.text for one in record.iter("field")}
            if record.get("model") == "impact.indicator.version" and "kind" in values:
                defined.append((values["indicator_id"], values["kind"]))
    for file in addon.glob("data/library/impact.indicator.version-*.csv"):
        with file.open(encoding="utf-8", newline="") as rows:
            defined += [(row["indicator_id/id"], row["kind"]) for row in csv.DictReader(rows)]
    return {name.rpartition("indicator_")[2] for name, kind in defined if kind in AUTOMATIC}


def compared(addon: Path) -> set[str]:
    """Texts that stand in an addon's comparisons, but for those on wrong definitions."""
    found = set()
    for file in addon.glob("tests/test_*.py"):
        source = file.read_text(encoding="utf-8")
        if not any(name in source for name in RANDOM):
            continue
        for part in ast.parse(source).body:
            names = [one.id for one in getattr(part, "targets", ()) if isinstance(one, ast.Name)]
            if "MUTATIONS" not in names:
                found |= {one.value for one in ast.walk(part) if isinstance(one, ast.Constant)}
    return found


@pytest.mark.parametrize("addon", [ADDON, *bridges()], ids=lambda addon: addon.name)
def test_every_automatic_indicator_is_compared_on_random_histories(addon):
    assert not automatic(addon) - compared(addon)


def test_the_library_has_automatic_indicators():
    assert len(automatic(ADDON)) > 90
