"""Behind each figure of the demo stand records, for those who may read them; Odoo's own sums agree."""

import pytest

from tests.oracles.compare import BOARD, within_six_decimals
from tests.oracles.ledger import LEDGER
from tests.oracles.staff import STAFF
from tests.oracles.survey import CHANGES, SURVEY
from tests.oracles.test_demo_figures import VOLUNTEERS
from tools.demo.story import PURCHASES

NO_SUMS = ("ECO23", "TER01")
"""Days to pay, municipalities: the sum of their records tells nothing."""
ANSWERS = {*SURVEY, *CHANGES} - {"PRO02"}
"""Figures of questionnaires: their records are the answers of people, but for the response rate."""
NOT_A_SUM = ("largest", "average", "minimum", "maximum")


def test_each_part_lists_as_many_as_the_proof_says(behind):
    """In every scope: as many people, or records, as the figure was counted from."""
    assert len(behind) > 600
    for key, row in behind.items():
        if row["measure"] == "largest" or row["model"] == "survey.survey":
            continue  # one partner; people who were asked, of whom the questionnaires are listed
        listed = row["records"] if row["people"] is None else row["people"]
        assert listed == row["count"], key
        if row["model"] == "hr.version":
            assert row["seen"] == row["people"], key


def test_each_figure_opens_numerator_and_denominator(behind):
    """A share opens what counts and its whole; a ratio of two counts opens both."""
    parts = {code: set() for code, *_rest in behind}
    for code, _scope, _year, part in behind:
        parts[code].add(part)
    assert parts["EMP01"] == {"staff"}
    assert parts["EMP03"] == {"permanent", "permanent_base"}
    assert parts["EMP17"] == {"leavers", "mean_headcount"}
    assert parts["ECO03"] == {"public_funding", "income"}
    assert parts["ECO07"] == {"value_added", "working_time"}
    assert parts["ECO08"] == {"staff_costs", "shared_out"}
    assert parts["INS21"] == {"dynamic", "dynamic_base", "exits"}


def test_ledger_records_add_up_to_what_was_counted(behind):
    """In the whole enterprise, where each item counts in full."""
    checked = set()
    for (code, scope, year, part), row in behind.items():
        if row["model"] != "account.move.line" or scope or row["measure"] in NOT_A_SUM:
            continue
        if part.endswith("_base") or row["value"] is None or code in NO_SUMS:
            continue
        assert abs(abs(row["sum"]) - abs(float(row["value"]))) < 0.005, (code, year, part)
        checked.add(code)
    assert {*LEDGER} - {*NO_SUMS} <= checked


def test_largest_payer_is_among_the_records(results, behind):
    for year in (2024, 2025):
        (row,) = (
            row
            for (code, scope, when, _part), row in behind.items()
            if (code, scope, when) == ("ECO05", "", year) and row["measure"] == "largest"
        )
        assert within_six_decimals(results["ECO05", "", year, ""].exact_numerator, row["largest"])


def test_what_tells_nothing_of_a_scope_opens_nothing(results, behind):
    """The seats of the board are the whole enterprise's: no site lists them."""
    for code, scope, year, cell in results:
        if code in BOARD and scope and not cell:
            assert (code, scope, year, "women") not in behind
            assert results[code, scope, year, ""].reason == "whole_enterprise_only"


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
        PURCHASES,
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
