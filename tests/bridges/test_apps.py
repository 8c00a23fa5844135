"""Bridges come by themselves with their app, and bring nothing that is not free."""

from tools import database, demo_database


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
