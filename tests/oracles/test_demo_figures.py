"""The demo's figures: all there, each equal to its oracle, each shown as far as it may be."""

import pytest

from tests.oracles import three_rivers
from tests.oracles.compare import (
    BOARD,
    MEMBERS,
    is_exact,
    is_figure_of_the_books,
    is_ledger_figure,
    is_number_of_members,
    is_share_of_the_board,
    is_shown_as_far_as_it_may_be,
    is_staff_figure,
    is_value_added_per_head,
)
from tests.oracles.ledger import LEDGER
from tests.oracles.staff import STAFF
from tests.oracles.survey import CHANGES, SURVEY, Questionnaires
from tests.oracles.three_rivers import SCOPES, YEARS
from tools.demo import directory, story

VOLUNTEERS = ("VOL04", "VOL07")
# Worked out from declared figures; of the others, nobody declares what they need.
WORKED_OUT = {
    "INS05": lambda told: 100 * told["INS03"] / told["INS04"],
    "VOL03": lambda told: told["VOL02"] / 1607,
}
UNDECLARED = ("BEN09", "EMP12", "EMP13", "EMP14", "ENV10", "ENV11", "ENV15", "WAL03", "WAL06")
AUTOMATIC = (*STAFF, *LEDGER, *VOLUNTEERS, *BOARD, *MEMBERS, "ECO07", *WORKED_OUT, *UNDECLARED)


@pytest.fixture(scope="module")
def staff() -> three_rivers.ThreeRivers:
    return three_rivers.ThreeRivers()


@pytest.fixture(scope="module")
def ledger(database) -> dict:
    return {scope: three_rivers.ledger(database, scope) for scope in SCOPES}


def test_every_automatic_figure_has_its_oracle(database):
    """But the dividends of an association, which allots none."""
    rows = database.rows(
        """
        SELECT DISTINCT i.code FROM impact_indicator i
          JOIN impact_indicator_version v ON v.indicator_id = i.id
         WHERE i.namespace = 'library' AND v.kind IN ('records', 'accounts', 'formula')
        """
    )
    known = {*AUTOMATIC, "ECO11"}
    assert {row.code for row in rows} == known


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("code", STAFF)
def test_staff_figure(results, staff, code, scope, year):
    assert is_staff_figure(results[code, scope, year, ""], staff.figure(code, year, scope))


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("code", LEDGER)
def test_ledger_figure(results, ledger, code, scope, year):
    assert is_figure_of_the_books(results, ledger, code, scope, year)


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("code", VOLUNTEERS)
def test_what_volunteers_and_donors_give_in_kind(results, ledger, code, year):
    assert is_ledger_figure(results[code, "", year, ""], *ledger[""].figure(code, year))


def test_dividends_of_an_association_are_typed(results):
    for year in YEARS:
        assert results["ECO11", "", year, ""].exact_value is None


@pytest.mark.parametrize("code", (*SURVEY, *CHANGES))
def test_questionnaire_figure(results, code):
    """Of those of November 2025, and of the change since entry of those who left in 2025."""
    value, coverage, people = Questionnaires().figure(code)
    result = results[code, "", 2025, ""]
    assert is_ledger_figure(result, value, coverage)
    assert result.exact_count == people


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("scope", SCOPES)
def test_value_added_per_full_time_equivalent(results, ledger, staff, scope, year):
    assert is_value_added_per_head(results, ledger, staff, scope, year)


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("code", WORKED_OUT)
def test_rate_of_declared_figures(results, code, year):
    told = {code: figures[year] for code, figures in story.DECLARED.items()}
    result = results[code, "", year, ""]
    assert is_ledger_figure(result, WORKED_OUT[code](told), 1)
    assert result.value == result.exact_value


@pytest.mark.parametrize("code", UNDECLARED)
def test_rate_of_what_nobody_declares_is_missing(results, code):
    for year in YEARS:
        assert is_exact(results[code, "", year, ""], None, "missing"), year


@pytest.mark.parametrize("year", (2023, *YEARS))
@pytest.mark.parametrize("code", BOARD)
def test_board(results, code, year):
    seats = [row[-5:] for row in (*directory.BOARD, *directory.FORMER_BOARD)]
    assert is_share_of_the_board(results[code, "", year, ""], code, seats)


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("code", MEMBERS)
def test_members(results, code, year):
    assert is_number_of_members(results[code, "", year, ""], code, directory.memberships())


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("year", YEARS)
def test_shown_is_exact_or_hidden(results, staff, scope, year):
    """A group of one to four people, or such a rest, is never shown; a disclosive figure neither."""
    for code in STAFF:
        expected = staff.figure(code, year, scope)
        result = results[code, scope, year, ""]
        assert is_shown_as_far_as_it_may_be(result, expected), (code, scope, year)
    for code in (*LEDGER, *BOARD):
        result = results[code, scope, year, ""]
        assert (result.status, result.value) == (result.exact_status, result.exact_value), code


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("year", YEARS)
def test_hidden_cells_cannot_be_worked_out(results, scope, year):
    """No cell of one to four people is shown, nor follows as the total less the rest.

    A larger one that was hidden for the sake of a small one may follow.
    """
    tables = {}
    for (code, where, when, cell), result in results.items():
        if (code, where, when) == ("EMP01", scope, year) and cell:
            names = ";".join(part.split("=")[0] for part in cell.split(";"))
            tables.setdefault(names, []).append(result)
    total = results["EMP01", scope, year, ""]
    assert set(tables) == {"sex", "contract_class", "age_band", "sex;contract_class"}
    for cells in tables.values():
        assert sum(cell.exact_value for cell in cells) == total.exact_value
        hidden = [cell for cell in cells if cell.status == "suppressed"]
        assert all(cell.value is None for cell in hidden)
        # Nobody can tell who is not declared: how many they are may follow.
        hidden = [cell for cell in hidden if "=undeclared" not in cell.cell]
        for cell in cells:
            if cell.status != "suppressed":
                assert cell.value == cell.exact_value
                assert not 0 < cell.value < 5
        if hidden and total.status != "suppressed":
            assert len(hidden) >= 2 or hidden[0].exact_value >= 5


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
