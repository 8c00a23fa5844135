"""Behind each figure of the demo stand records, for those who may read them; Odoo's own sums agree."""

from decimal import Decimal

import pytest

from tests.oracles.compare import BOARD, MEMBERS, within_six_decimals
from tests.oracles.ledger import LEDGER
from tests.oracles.staff import STAFF
from tests.oracles.survey import CHANGES, SURVEY
from tests.oracles.test_demo_figures import VOLUNTEERS

WHOLE = ("ECO02", "ECO03", "ECO04", "ECO05", "ECO27")
"""Shares of a whole: their records are that whole, such as the operating income."""
COSTS = ("ECO08", "ECO09", "ECO10")
"""Costs as shares of what is shared out: their records are both."""
TOLD_BY_SOME = ("EMP08", "EMP09", "EMP10")
"""Pay: those without a wage on file are listed too."""
OF_MORE_PEOPLE = (
    *("EMP17", "EMP18", "EMP25", "INS21", "INS22", "INS23", "INS24", "INS29", "VLG06"),
)
"""Made of two numbers of people: the records are those of the first."""
NO_SUMS = ("ECO23", "TER01")
"""Days to pay, municipalities: the sum of their records tells nothing."""
ANSWERS = {*SURVEY, *CHANGES} - {"PRO02"}
"""Figures of questionnaires: their records are the answers of people, but for the response rate."""


def test_ledger_records_add_up_to_the_figure(results, behind):
    """In the whole enterprise, where each item counts in full."""
    checked = set()
    for (code, scope, year), row in behind.items():
        if code not in LEDGER or code in NO_SUMS or scope:
            continue
        result = results[code, scope, year, ""]
        assert row["model"] == "account.move.line"
        amount = Decimal(str(round(row["sum"], 2)))
        if code in WHOLE:
            assert -amount == result.exact_denominator, (code, year)
        elif code in COSTS:
            assert amount == result.exact_numerator - result.exact_denominator, (code, year)
        elif code == "ECO26":
            days = 366 if year == 2024 else 365
            assert -amount * days == result.exact_numerator, (code, year)
        elif code in ("ECO12", "ECO20", "ECO21", "ECO25"):
            assert abs(amount) == abs(result.exact_numerator), (code, year)
        else:
            assert abs(amount) == abs(result.exact_value), (code, year)
        checked.add(code)
    assert checked == {*LEDGER} - {*NO_SUMS}


def test_largest_payer_is_among_the_records(results, behind):
    for year in (2024, 2025):
        largest = behind["ECO05", "", year]["largest"]
        assert within_six_decimals(results["ECO05", "", year, ""].exact_numerator, largest)


def test_number_of_ledger_records_is_the_one_kept_as_proof(results, behind):
    """In every scope: as many items as the figure says it was counted from."""
    for (code, scope, year), row in behind.items():
        if code in ("ECO01", "ECO02", "ECO03", "ECO06", "ECO20", "ECO21", "ECO28", "EMP30"):
            assert row["records"] == results[code, scope, year, ""].exact_count, (code, scope, year)


def test_number_of_people_is_that_of_the_figure(results, behind):
    for (code, scope, year), row in behind.items():
        if code in STAFF and code not in (*TOLD_BY_SOME, *OF_MORE_PEOPLE):
            count = results[code, scope, year, ""].exact_count
            assert row["people"] == count, (code, scope, year)


def test_seats_behind_the_board_and_the_assembly(results, behind):
    for year in (2024, 2025):
        for code in (*BOARD, *MEMBERS):
            count = results[code, "", year, ""].exact_count
            assert behind[code, "", year]["records"] == count, (code, year)


def test_records_open_under_the_readers_own_rights(database, results):
    """A bookkeeper sees journal items and no staff file; another lead sees neither; answers
    without names are shown to nobody.
    """
    auditor = database.call("refusals", "auditor")
    assert {code for code, refused in auditor.items() if refused} == ANSWERS
    bookkeeper = database.call("refusals", "bookkeeper")
    assert {code for code, refused in bookkeeper.items() if refused} == {*STAFF, *ANSWERS}
    outsider = database.call("refusals", "outsider")
    assert {code for code, refused in outsider.items() if refused} == {
        *STAFF,
        *ANSWERS,
        *LEDGER,
        *VOLUNTEERS,
        "ECO07",
        "ECO11",
    }


@pytest.fixture(scope="module")
def trial_balance(database) -> list[dict]:
    return database.call("trial_balance")


@pytest.mark.parametrize("year", (2023, 2024, 2025))
def test_figures_reconcile_with_odoos_trial_balance(results, trial_balance, year):
    rows = [row for row in trial_balance if row["year"] == year]
    assert abs(sum(row["debit"] - row["credit"] for row in rows)) < 0.005

    def total(takes) -> float:
        return -sum(row["balance"] for row in rows if takes(row))

    profit = total(lambda row: row["group"] in ("income", "expense"))
    assert within_six_decimals(results["ECO28", "", year, ""].exact_value, profit)
    financial = ("76", "77", "786", "787", "796", "797")
    income = total(lambda row: row["group"] == "income" and not row["code"].startswith(financial))
    assert within_six_decimals(results["ECO01", "", year, ""].exact_value, income)
    staff = -total(lambda row: row["group"] == "expense" and row["code"].startswith("64"))
    assert within_six_decimals(results["EMP30", "", year, ""].exact_value, staff)


def test_the_balance_sheet_carries_the_result(trial_balance):
    """Assets less debts and funds are the result of the three years."""
    sheet = sum(
        r["balance"] for r in trial_balance if r["group"] in ("asset", "liability", "equity")
    )
    result = -sum(r["balance"] for r in trial_balance if r["group"] in ("income", "expense"))
    assert abs(sheet - result) < 0.005
