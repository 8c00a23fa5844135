"""Databases on which the addon is installed, updated and removed."""

import os

import pytest

from tools import database, demo_database, log_scan, odoo_run, setup
from tools.paths import LOGS


@pytest.fixture(scope="session")
def ready():
    """The set-up: Odoo, PostgreSQL, environment."""
    return setup.prepare()


@pytest.fixture
def scratch(ready, request):
    """The name of a database that is this test's own; dropped afterwards."""
    name = f"vises_{request.node.name.removeprefix('test_')[:36]}_{os.getpid()}"
    yield name
    database.drop(ready, name)


@pytest.fixture
def with_addon(ready, scratch):
    """A copy of the base database with the addon installed; its name."""
    database.copy(ready, demo_database.make_base(ready), scratch)
    install(ready, scratch, "install")
    return scratch


def install(ready, name: str, log: str, *options: str) -> None:
    """Install the addon on a database; its log must hold no warning."""
    path = LOGS / f"lifecycle-{log}.log"
    odoo_run.install(ready, name, ["vises_impact"], path, *options)
    assert log_scan.read_complaints(path) == []
