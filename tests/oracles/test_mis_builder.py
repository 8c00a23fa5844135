"""MIS Builder, the accountants' report builder, comes to the same figures of the same ledgers.

It is fetched for this and for the benchmark, and installed in a copy of the database only.
"""

import os

import pytest

from tests.oracles.ledger import LEDGER
from tests.oracles.three_rivers import NAME as FRENCH
from tools import database as databases
from tools import odoo_run, peers, setup
from tools.demo.belgium import NAME as BELGIAN
from tools.paths import LOGS
from tools.steps import StepError

OF_PARTNERS = {"ECO05", "ECO20", "ECO21", "ECO23", "TER01"}
"""Purchases, payers, payments, customers: MIS Builder reads accounts alone."""
PARTLY = {"ECO05"}
"""Its operating income is read from accounts."""
CHARTS = {
    FRENCH: ("french_company", "french_association", "other"),
    BELGIAN: ("belgian_company", "belgian_association", "other"),
}


@pytest.fixture(scope="module")
def compared(belgian_database) -> dict:
    """By company: what MIS Builder was asked, by chart."""
    try:
        addon, options = peers.fetch("ledger")
    except StepError as error:
        pytest.skip(f"MIS Builder cannot be fetched: {error}")
    ready, name = setup.prepare(tests=True), f"vises_mis_{os.getpid()}"
    try:
        databases.copy(ready, belgian_database, name)
        log = LOGS / "oracles-mis-builder.log"
        odoo_run.install(ready, name, [addon], log, *options)
        return odoo_run.call_function(
            *(ready, name, "tools.mis_builder", "differences", CHARTS), log=log, options=options
        )
    finally:
        databases.drop(ready, name)


@pytest.mark.parametrize(
    ("company", "chart"), [(name, chart) for name, charts in CHARTS.items() for chart in charts]
)
def test_every_indicator_of_the_ledger_is_alike(compared, company, chart):
    found = compared[company][chart]
    assert found["differences"] == []
    assert found["alike"] > 100
    if chart.endswith("association"):
        assert {*LEDGER} - OF_PARTNERS | PARTLY <= {*found["codes"]}
