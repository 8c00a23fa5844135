"""How a stored figure is held against its oracle."""

from datetime import timedelta
from decimal import Decimal

from tests.oracles.ledger import WHOLE_ONLY
from tools.demo.common import day

# Of a seat: its kind, sex, year of birth, first day, and the year of the figure.
BOARD = {
    "GOV04": lambda _seat, sex, *_rest: sex == "female",
    "GOV06": lambda seat, *_rest: seat == "worker",
    "GOV07": lambda seat, *_rest: seat == "user",
    "GOV08": lambda _seat, _sex, _born, since, year: since.year == year,
    "GOV09": lambda _seat, _sex, born, _since, year: year - born < 35,
}
MEMBERS = ("GOV01", "GOV02")
THRESHOLD = 5
DISCLOSIVE = ("EMP08", "EMP09")


def within_six_decimals(figure, expected) -> bool:
    return figure is not None and abs(figure - Decimal(float(expected))) < Decimal("0.0000015")


def is_exact(result, value, status: str, coverage=1) -> bool:
    """Whether the figure behind a result is this one, told of as much of the records.

    What is hidden does not say of how much of them it tells.
    """
    if result.exact_status != status:
        return False
    if value is None:
        return result.exact_value is None
    told = result.coverage is None or within_six_decimals(result.coverage, coverage)
    return told and within_six_decimals(result.exact_value, value)


def is_staff_figure(result, expected) -> bool:
    return is_exact(result, expected.value, expected.status, expected.coverage)


def is_ledger_figure(result, value, coverage) -> bool:
    return is_exact(result, value, "measured" if coverage == 1 else "estimated", coverage)


def is_shown_as_far_as_it_may_be(result, expected) -> bool:
    """Hidden if it tells of a group of one to four people; else exact.

    It may be hidden with a small one that would follow from it.
    """
    hidden = (result.status, result.value) == ("suppressed", None)
    if expected.value is None:
        return (result.status, result.value) == (result.exact_status, None)
    if result.code in DISCLOSIVE or expected.is_hidden(THRESHOLD):
        return hidden
    return hidden or (result.status, result.value) == (result.exact_status, result.exact_value)


def is_figure_of_the_books(results, ledgers, code: str, scope: str, year: int) -> bool:
    """Whether it is that of the ledger, where a part of the enterprise has such a figure."""
    result = results[code, scope, year, ""]
    if scope and code in WHOLE_ONLY:
        return is_exact(result, None, "not_applicable") and result.reason == "whole_enterprise_only"
    return is_ledger_figure(result, *ledgers[scope].figure(code, year))


def is_value_added_per_head(results, ledgers, staff, scope: str, year: int) -> bool:
    """Value added over full-time equivalents."""
    value_added, _coverage = ledgers[scope].figure("ECO06", year)
    expected = float(value_added) / staff.figure("EMP02", year, scope).value
    return within_six_decimals(results["ECO07", scope, year, ""].exact_value, expected)


def is_number_of_members(result, code: str, memberships) -> bool:
    """Of the memberships at the end of the year, or of those that began and are no renewals."""
    last = day(f"{result.year}-12-31")
    rows = [(one, day(since), day(until) if until else last) for one, since, until in memberships]
    if code == "GOV01":
        found = [one for one, since, until in rows if since <= last <= until]
    else:
        found = [
            one
            for one, since, _until in rows
            if since.year == result.year
            and not any(
                other == one and before < since <= until + timedelta(days=1)
                for other, before, until in rows
            )
        ]
    return is_exact(result, len(found), "measured")


def is_share_of_the_board(result, code: str, seats) -> bool:
    """Of the seats held at the end of the year: rows of seat, sex, birth, from, until."""
    last = day(f"{result.year}-12-31")
    present = [
        (seat, sex, born, day(since), result.year)
        for seat, sex, born, since, until in seats
        if day(since) <= last <= (day(until) if until else last)
    ]
    share = Decimal(100 * sum(BOARD[code](*one) for one in present)) / len(present)
    return within_six_decimals(result.exact_value, share)
