"""The bridges, installed with their apps in the database that ``VISES_DATABASE`` names."""

import os

import pytest

from tools import lint, odoo_run, setup
from tools.paths import LOGS


@pytest.fixture(scope="session")
def ready():
    """The set-up: Odoo, PostgreSQL, environment."""
    return setup.prepare()


@pytest.fixture(scope="session")
def name():
    """The database with all bridges."""
    return os.environ["VISES_DATABASE"]


@pytest.fixture(scope="session")
def bridges():
    """Technical names of the bridges."""
    return [bridge.name for bridge in lint.bridges()]


@pytest.fixture(scope="session")
def call(ready):
    """Calls a function of ``inside`` on a database."""

    def inside(database: str, function: str, *arguments):
        log = LOGS / f"bridges-{function}.log"
        module = "tests.bridges.inside"
        return odoo_run.call_function(ready, database, module, function, *arguments, log=log)

    return inside
