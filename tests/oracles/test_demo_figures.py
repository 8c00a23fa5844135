"""The demo's figures: all there, each equal to its oracle, each shown as far as it may be."""

from decimal import Decimal

import pytest

from tests.oracles.ledger import Ledger
from tests.oracles.staff import Staff
from tools.demo import directory
from tools.demo.common import day

YEARS = (2024, 2025)
SCOPES = ("", "ACI Les Jardins", "AI Services")
STAFF = [
    "EMP01",
    "EMP02",
    "EMP03",
    "EMP04",
    "EMP06",
    "EMP08",
    "EMP09",
    "EMP17",
    "EMP18",
    "EMP19",
    "EMP23",
    "EMP24",
    "EMP25",
    "INS01",
    "INS02",
    "INS12",
    "INS13",
    "INS27",
    "VLG02",
]
LEDGER = [
    "ECO01",
    "ECO02",
    "ECO03",
    "ECO04",
    "ECO05",
    "ECO06",
    "ECO08",
    "ECO09",
    "ECO10",
    "ECO20",
    "ECO21",
    "ECO25",
    "ECO26",
    "ECO27",
    "ECO28",
    "EMP30",
]
BALANCES = ("ECO26", "ECO27")
BOARD = {
    "GOV04": lambda _seat, sex, *_rest: sex == "female",
    "GOV06": lambda seat, *_rest: seat == "worker",
    "GOV07": lambda seat, *_rest: seat == "user",
    "GOV08": lambda _seat, _sex, _born, since, year: since.year == year,
    "GOV09": lambda _seat, _sex, born, _since, year: year - born < 35,
}
AUTOMATIC = [*STAFF, *LEDGER, *BOARD, "ECO07"]
DISCLOSIVE = ("EMP08", "EMP09")
THRESHOLD = 5


def within_six_decimals(figure, expected) -> bool:
    return figure is not None and abs(figure - Decimal(float(expected))) < Decimal("0.0000015")


@pytest.fixture(scope="module")
def staff() -> dict:
    return {scope: Staff(scope) for scope in SCOPES}


@pytest.fixture(scope="module")
def ledger(database) -> dict:
    return {scope: Ledger(database, scope) for scope in SCOPES}


def test_all_automatic_figures_are_there(results):
    assert len(AUTOMATIC) == 41
    for year in YEARS:
        for code in AUTOMATIC:
            result = results[code, "", year, ""]
            assert result.exact_status in ("measured", "estimated"), (code, year, result.reason)


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("code", STAFF)
def test_staff_figure_of_the_enterprise(results, staff, code, year):
    expected = staff[""].figure(code, year)
    result = results[code, "", year, ""]
    assert within_six_decimals(result.exact_value, expected.value)
    assert result.exact_status == expected.status


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("scope", SCOPES[1:])
def test_staff_figures_of_an_agreement(results, staff, scope, year):
    for code in STAFF:
        if code in ("EMP08", "EMP09", "EMP17", "EMP19"):
            continue
        expected = staff[scope].figure(code, year)
        result = results[code, scope, year, ""]
        where = (code, scope, year)
        if expected.value is None:
            assert (result.exact_status, result.exact_value) == ("missing", None), where
        else:
            assert within_six_decimals(result.exact_value, expected.value), where


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("code", LEDGER)
def test_ledger_figure(results, ledger, code, scope, year):
    result = results[code, scope, year, ""]
    if scope and code in BALANCES:
        assert (result.exact_status, result.reason) == ("not_applicable", "whole_enterprise_only")
        return
    value, coverage = ledger[scope].figure(code, year)
    assert within_six_decimals(result.exact_value, value)
    assert result.exact_status == ("measured" if coverage == 1 else "estimated")
    assert within_six_decimals(result.coverage, coverage)


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("scope", SCOPES)
def test_value_added_per_full_time_equivalent(results, ledger, staff, scope, year):
    value_added, _coverage = ledger[scope].figure("ECO06", year)
    expected = float(value_added) / float(staff[scope].figure("EMP02", year).value)
    assert within_six_decimals(results["ECO07", scope, year, ""].exact_value, expected)


@pytest.mark.parametrize("year", (2023, *YEARS))
@pytest.mark.parametrize("code", BOARD)
def test_board(results, code, year):
    last = day(f"{year}-12-31")
    present = [
        (seat, sex, born, day(since), year)
        for *_who, seat, sex, born, since, until in (*directory.BOARD, *directory.FORMER_BOARD)
        if day(since) <= last <= (day(until) if until else last)
    ]
    share = Decimal(100 * sum(BOARD[code](*one) for one in present)) / len(present)
    assert within_six_decimals(results[code, "", year, ""].exact_value, share)


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("year", YEARS)
def test_shown_is_exact_or_hidden(results, staff, scope, year):
    """A group of one to four people, or such a rest, is never shown; a disclosive figure neither."""
    for code in AUTOMATIC:
        result = results[code, scope, year, ""]
        where = (code, scope, year)
        if code in DISCLOSIVE:
            assert (result.status, result.value) == ("suppressed", None), where
        elif code not in STAFF:
            assert (result.status, result.value) == (result.exact_status, result.exact_value), where
        elif scope == "" or code not in ("EMP17", "EMP19"):
            small = any(0 < n < THRESHOLD for n in staff[scope].figure(code, year).groups)
            if small:
                assert (result.status, result.value) == ("suppressed", None), where
            else:  # it may be hidden with a small one that would follow from it
                assert result.value == result.exact_value or result.status == "suppressed", where


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("year", YEARS)
def test_hidden_cells_cannot_be_worked_out(results, scope, year):
    """No cell of one to four people is shown, and no single hidden one is total less the rest."""
    tables = {}
    for (code, where, when, cell), result in results.items():
        if (code, where, when) == ("EMP01", scope, year) and cell:
            tables.setdefault(cell.split("=")[0], []).append(result)
    total = results["EMP01", scope, year, ""]
    assert set(tables) >= {"sex", "contract_class", "age_band"}
    for cells in tables.values():
        assert sum(cell.exact_value for cell in cells) == total.exact_value
        hidden = [cell for cell in cells if cell.status == "suppressed"]
        assert all(cell.value is None for cell in hidden)
        # Nobody can tell who is not declared: how many they are may follow.
        hidden = [cell for cell in hidden if not cell.cell.endswith("=undeclared")]
        for cell in cells:
            if cell.status != "suppressed":
                assert cell.value == cell.exact_value
                assert not 0 < cell.value < THRESHOLD
        if hidden and total.status != "suppressed":
            assert len(hidden) >= 2


def test_months_and_years_agree(database):
    """What adds up over time adds up: the months of 2025 to the year."""
    rows = database.rows(
        """
        SELECT i.code, r.period_type, sum(r.exact_value) AS value, count(*) AS figures
          FROM impact_result r
          JOIN impact_indicator i ON i.id = r.indicator_id
          JOIN impact_scope s ON s.id = r.scope_id AND s.is_default
          JOIN impact_cell c ON c.id = r.cell_id AND c.key = ''
         WHERE i.code IN ('ECO01', 'EMP30') AND r.date_from >= '2025-01-01'
           AND r.date_to <= '2025-12-31'
         GROUP BY 1, 2
        """
    )
    found = {(row.code, row.period_type): row for row in rows}
    for code in ("ECO01", "EMP30"):
        assert found[code, "month"].figures == 12
        assert found[code, "month"].value == found[code, "year"].value


def test_a_closed_year_is_final_and_an_open_one_provisional(results):
    """The books are locked up to November 2025."""
    for code in LEDGER:
        assert not results[code, "", 2024, ""].provisional
        assert results[code, "", 2025, ""].provisional
