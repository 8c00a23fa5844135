"""On Odoo's own demo enterprise, of no country in particular, each figure equals its oracle.

Its records are dated by the day on which the database is made: the years are this one and the
last one.
"""

import os
from datetime import date

import pytest

from tests.oracles.compare import (
    MEMBERS,
    is_exact,
    is_ledger_figure,
    is_shown_as_far_as_it_may_be,
    is_staff_figure,
)
from tests.oracles.conftest import Database
from tests.oracles.ledger import LEDGER
from tests.oracles.sample import COMPANY, OF_TYPES, SampleLedger, SampleStaff
from tests.oracles.staff import EXAMINED, STAFF
from tools import database as databases
from tools import demo_database, setup

YEARS = (date.today().year - 1, date.today().year)
NEED_MORE = (*EXAMINED, "EMP10", "EMP28", "TER05")
"""They ask for a structure type, a minimum wage or a territory, which it does not have."""
UNTOLD = {*LEDGER, *MEMBERS, "ECO07", "ECO11", "VOL04", "VOL07"} - {*OF_TYPES}
"""The types of accounts do not tell them; no vendor has a class or a place, no bill is paid."""


@pytest.fixture(scope="module")
def sample():
    ready, name = setup.prepare(tests=True), f"vises_odoo_demo_{os.getpid()}"
    try:
        databases.copy(ready, demo_database.make_sample(ready), name)
        found = Database(name)
        yield found
        found.connection.close()
    finally:
        databases.drop(ready, name)


@pytest.fixture(scope="module")
def figures(sample) -> dict:
    (company,) = sample.rows(COMPANY)
    return sample.results(company.name, YEARS)


@pytest.fixture(scope="module")
def staff(sample) -> SampleStaff:
    return SampleStaff(sample)


@pytest.fixture(scope="module")
def ledger(sample) -> SampleLedger:
    return SampleLedger(sample)


@pytest.mark.parametrize("code", [code for code in STAFF if code not in NEED_MORE])
def test_staff_figure(figures, staff, code):
    for year in YEARS:
        result, expected = figures[code, "", year, ""], staff.figure(code, year)
        assert is_staff_figure(result, expected), year
        assert is_shown_as_far_as_it_may_be(result, expected), year


@pytest.mark.parametrize("code", OF_TYPES)
def test_ledger_figure(figures, ledger, code):
    for year in YEARS:
        result = figures[code, "", year, ""]
        value, coverage = ledger.figure(code, year)
        if value is None:
            assert is_exact(result, None, "missing"), year
        else:
            assert is_ledger_figure(result, value, coverage), year


@pytest.mark.parametrize("code", (*NEED_MORE, *sorted(UNTOLD)))
def test_what_nobody_has_set_up_is_missing_not_zero(figures, code):
    for year in YEARS:
        assert is_exact(figures[code, "", year, ""], None, "missing"), year


def test_there_is_something_to_compare(staff, ledger):
    people = [staff.figure("EMP01", year).value for year in YEARS]
    assert min(people) > 4
    assert any(ledger.figure("ECO01", year)[0] for year in YEARS)
