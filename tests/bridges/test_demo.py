"""The demo enterprise with Odoo's other apps: its figures, counted a second time."""

import pytest

from tools import database, demo_database


@pytest.fixture(scope="module")
def demo(ready):
    """The database of the demo enterprise with its apps: it is only read."""
    return demo_database.make_master(ready, apps=True)


@pytest.fixture(scope="module")
def ask(ready, demo):
    """Calls a function of ``counts`` on it."""
    from tools import odoo_run
    from tools.paths import LOGS

    def inside(function: str):
        log = LOGS / f"bridges-demo-{function}.log"
        return odoo_run.call_function(ready, demo, "tests.bridges.counts", function, log=log)

    return inside


def test_the_demo_is_made_without_a_warning(ready, demo):
    assert database.read_mark(ready, demo)["notes"]["complaints"] == []


def test_figures_of_the_apps_are_those_of_plain_counts(ask):
    figures = ask("compare")
    assert len(figures) == 36
    for one in figures:
        assert one["stored"] == pytest.approx(one["counted"], abs=1e-6), one


def test_the_assessment_shows_every_figure_that_an_app_fills_in(ask, call, name):
    assert set(call(name, "with_needed_app")) <= set(ask("followed"))
