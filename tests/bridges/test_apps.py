"""Bridges come by themselves with their app, and bring nothing that is not free."""

import re
from collections import defaultdict

import pytest

from tools import database, demo_database
from tools.paths import ROOT


def test_nothing_installed_is_enterprise_software(call, name):
    licences = call(name, "licences")
    assert licences and "OEEL-1" not in licences


def test_each_bridge_installs_by_itself_with_its_app(ready, call, name, bridges):
    apart = f"{name}_apps"
    try:
        database.copy(ready, demo_database.make_apps(ready), apart)
        assert sorted(call(apart, "installs_with", bridges)) == sorted(bridges)
    finally:
        database.drop(ready, apart)


def test_a_bridge_needs_its_app_and_the_addon_only(call, name, bridges):
    for definition in call(name, "definitions", bridges):
        assert definition["needed_app"] in definition["depends"], definition
        assert "vises_impact" in definition["depends"], definition
        assert len(definition["depends"]) == 2, definition


def test_an_indicator_that_names_an_app_is_filled_by_its_bridge(call, name, bridges):
    definitions = call(name, "definitions", bridges)
    codes = [definition["code"] for definition in definitions]
    assert len(codes) == len(set(codes)), "one bridge for each indicator"
    assert sorted(codes) == sorted(call(name, "with_needed_app"))
    assert all(one["is_current"] and one["is_automatic"] for one in definitions), definitions


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_guide_names_the_indicators_of_each_app(call, name, bridges, language):
    filled = defaultdict(set)
    for definition in call(name, "definitions", bridges):
        filled[definition["needed_app"]].add(definition["code"])
    text = (ROOT / "docs" / language / "apps.md").read_text()
    rows = [set(re.findall(r"\b[A-Z]{3}\d\d\b", line)) for line in text.splitlines() if "|" in line]
    named = [row for row in rows if row]
    assert sorted(map(sorted, named)) == sorted(map(sorted, filled.values()))
