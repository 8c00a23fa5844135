"""A Belgian association beside the French one: each figure of two years equals its oracle."""

import pytest

from tests.oracles import two_towers
from tests.oracles.compare import (
    BOARD,
    MEMBERS,
    is_figure_of_the_books,
    is_share_of_the_board,
    is_shown_as_far_as_it_may_be,
    is_staff_figure,
    is_value_added_per_head,
)
from tests.oracles.conftest import Database
from tests.oracles.ledger import LEDGER
from tests.oracles.staff import STAFF
from tests.oracles.three_rivers import NAME as FRENCH
from tests.oracles.two_towers import SCOPES
from tools.demo import belgium as description

YEARS = description.YEARS


@pytest.fixture(scope="module")
def belgium(belgian_database):
    """The demo's database with the Belgian company in it as well."""
    found = Database(belgian_database)
    yield found
    found.connection.close()


@pytest.fixture(scope="module")
def figures(belgium) -> dict:
    return belgium.results(description.NAME)


@pytest.fixture(scope="module")
def staff() -> two_towers.TwoTowers:
    return two_towers.TwoTowers()


@pytest.fixture(scope="module")
def ledger(belgium) -> dict:
    return {scope: two_towers.ledger(belgium, scope) for scope in SCOPES}


def test_nothing_that_is_not_free_is_installed(belgium):
    licences = belgium.rows("SELECT license FROM ir_module_module WHERE state = 'installed'")
    assert "OEEL-1" not in {row.license for row in licences}


def test_chart_is_that_of_belgian_associations(belgium):
    (company,) = belgium.rows(
        "SELECT chart_template, impact_chart FROM res_company WHERE name = %s", description.NAME
    )
    assert (company.chart_template, company.impact_chart) == ("be_asso", "belgian_association")


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("code", STAFF)
def test_staff_figure(figures, staff, code, scope, year):
    assert is_staff_figure(figures[code, scope, year, ""], staff.figure(code, year, scope))


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("code", LEDGER)
def test_ledger_figure(figures, ledger, code, scope, year):
    assert is_figure_of_the_books(figures, ledger, code, scope, year)


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("scope", SCOPES)
def test_value_added_per_full_time_equivalent(figures, ledger, staff, scope, year):
    assert is_value_added_per_head(figures, ledger, staff, scope, year)


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("code", BOARD)
def test_board(figures, code, year):
    seats = [row[-5:] for row in description.BOARD]
    assert is_share_of_the_board(figures[code, "", year, ""], code, seats)


@pytest.mark.parametrize("year", YEARS)
def test_what_only_french_books_or_companies_or_members_tell_is_missing(figures, year):
    for code in ("ECO11", "VOL04", "VOL07", *MEMBERS):
        result = figures[code, "", year, ""]
        assert (result.exact_status, result.exact_value) == ("missing", None), code


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("scope", SCOPES)
def test_shown_is_exact_or_hidden(figures, staff, scope, year):
    for code in STAFF:
        expected = staff.figure(code, year, scope)
        assert is_shown_as_far_as_it_may_be(figures[code, scope, year, ""], expected), code


def test_the_minimum_wage_is_reached_in_one_year_and_not_in_the_other(figures):
    """Pay of 2024 that nobody raised lies below the amount of February 2025."""
    assert [figures["EMP10", "", year, ""].exact_value for year in YEARS] == [1, 0]


def test_the_french_company_beside_it_keeps_its_figures(belgium, results):
    """Another company's staff, books and mapping change nothing."""
    again = belgium.results(FRENCH)
    assert set(again) == set(results)
    for key, result in results.items():
        assert (again[key].exact_value, again[key].status) == (result.exact_value, result.status)
