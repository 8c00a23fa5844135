"""What formulas come to, and what is known of the result when not all is known."""

from decimal import Decimal, localcontext
from itertools import product

import pytest
from engine.errors import EngineError
from engine.formula import STATUSES, Quantity, evaluate, parse
from engine.quantity import prevailing
from hypothesis import given
from hypothesis import strategies as st

MISSING = Quantity(None, "missing", "no_answer")
NOT_APPLICABLE = Quantity(None, "not_applicable", "no_contract")
SUPPRESSED = Quantity(None, "suppressed", "few_people")
ESTIMATED = Quantity(Decimal(4), "estimated", "two_wages_missing")
BY_STATUS = {
    "measured": Quantity(Decimal(6)),
    "estimated": ESTIMATED,
    "suppressed": SUPPRESSED,
    "missing": MISSING,
    "not_applicable": NOT_APPLICABLE,
}


def result(text: str, **values: object) -> Quantity:
    return evaluate(
        parse(text),
        {
            name: value if isinstance(value, Quantity) else Quantity(Decimal(str(value)))
            for name, value in values.items()
        },
    )


def value(text: str, **values: object) -> Decimal | None:
    return result(text, **values).value


# Arithmetic


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("7 - 2 - 1", "4"),
        ("100 * A / B", "37.5"),
        ("-A ** 2", "-9"),
        ("(-A) ** 2", "9"),
        ("A ** -1 * 3", "1"),
        ("B ** 0.5 * B ** 0.5", "8"),
        ("--A", "3"),
        ("0.1 + 0.2", "0.3"),
        ("min(A, B, 5)", "3"),
        ("max(A, B, 5)", "8"),
        ("sum(A, B, 5)", "16"),
        ("avg(A, B, 4)", "5"),
        ("abs(A - B)", "5"),
        ("round(2.5)", "3"),
        ("round(-2.5)", "-3"),
        ("round(2.345, 2)", "2.35"),
        ("round(1250, -2)", "1300"),
        ("coalesce(A, B)", "3"),
        ("A if A > B else B", "8"),
        ("1 if A == 3 and B != 3 else 2", "1"),
        ("A < B", "1"),
        ("A > B", "0"),
        ("A >= 3", "1"),
        ("A > 3", "0"),
        ("A <= 3", "1"),
        ("A < 3", "0"),
        ("A == 3", "1"),
        ("A != 3", "0"),
        ("1 < A < B <= 8", "1"),
        ("1 < A < 3", "0"),
        ("not A", "0"),
        ("not 0", "1"),
        ("A and B", "1"),
        ("0 or B", "1"),
        ("A and 0 or 1", "1"),
    ],
)
def test_value(text: str, expected: str) -> None:
    got = value(text, A=3, B=8)
    assert got is not None
    assert abs(got - Decimal(expected)) < Decimal("1e-20")


def test_division_keeps_28_digits_and_rounds_for_nobody() -> None:
    assert value("1 / 3") == Decimal("0.3333333333333333333333333333")


def test_value_does_not_depend_on_the_caller_s_arithmetic() -> None:
    with localcontext() as context:
        context.prec = 3
        assert value("1 / 3") == Decimal("0.3333333333333333333333333333")


def test_terms_and_parameters_have_values_like_indicators() -> None:
    assert value("EMP17 / annual_hours", EMP17=3214, annual_hours=1607) == 2


# Missing is not zero


@pytest.mark.parametrize(
    "text",
    ["A + M", "M + A", "M - M", "0 * M", "M / A", "-M", "M ** 2", "M ** 0"]
    + ["min(A, M)", "max(A, M)", "sum(A, M)", "avg(A, M)", "abs(M)", "round(M, 2)"]
    + ["A < M", "M == M", "not M", "1 if M else 2", "A and M", "0 or M"],
)
def test_missing_stays_missing_and_keeps_its_reason(text: str) -> None:
    assert result(text, A=3, M=MISSING) == MISSING


def test_name_without_a_value_is_missing() -> None:
    assert result("A + B", A=3) == Quantity(None, "missing", "unknown_name")


def test_coalesce_takes_the_first_that_is_not_missing() -> None:
    assert value("coalesce(M, M, A, B)", M=MISSING, A=3, B=8) == 3
    assert result("coalesce(M, N, A)", M=MISSING, N=NOT_APPLICABLE, A=3) == NOT_APPLICABLE
    assert result("coalesce(S, A)", S=SUPPRESSED, A=3) == SUPPRESSED


def test_coalesce_of_nothing_but_missing_keeps_the_first_reason() -> None:
    other = Quantity(None, "missing", "other")
    assert result("coalesce(M, N)", M=MISSING, N=other) == MISSING


def test_conditional_looks_at_the_branch_taken_only() -> None:
    assert result("A if A > 1 else M", A=3, M=MISSING) == Quantity(Decimal(3))
    assert result("100 * A / B if B > 0 else 0", A=3, B=0) == Quantity(Decimal(0))


def test_false_decides_and_true_decides_or_beside_what_is_missing() -> None:
    for text in ("M and 0", "0 and M"):
        assert value(text, M=MISSING) == 0
    for text in ("M or 1", "1 or M"):
        assert value(text, M=MISSING) == 1


# Division by zero and other accidents


@pytest.mark.parametrize(
    "text", ["A / 0", "A / (B - 8)", "0 / 0", "M / 0", "0 ** -1", "(A - 3) ** -2"]
)
def test_division_by_zero_is_not_applicable(text: str) -> None:
    expected = Quantity(None, "not_applicable", "division_by_zero")
    assert result(text, A=3, B=8, M=MISSING) == expected


def test_division_of_what_does_not_apply_keeps_the_reason_of_that() -> None:
    assert result("N / 0", N=NOT_APPLICABLE) == NOT_APPLICABLE


@pytest.mark.parametrize(
    "text",
    [
        "((((A ** 10) ** 10) ** 10) ** 10) ** 10",
        "(0 - A) ** 0.5",
        "0 ** 0",
        "round(A ** 10 * 10 ** 10 * 10 ** 10, 10)",
    ],
)
def test_arithmetic_accident_is_missing_with_a_reason(text: str) -> None:
    expected = Quantity(None, "missing", "arithmetic_error")
    assert result(text, A=999_999) == expected


def test_tiny_results_are_no_accident() -> None:
    assert value("((A ** -10) ** 10) ** 10", A=999_999) == 0


# Which status prevails


def test_estimated_taints_measured_and_keeps_its_reason() -> None:
    assert result("E + A", E=ESTIMATED, A=3) == Quantity(
        Decimal(7), "estimated", "two_wages_missing"
    )
    assert result("A if E > 1 else 0", E=ESTIMATED, A=3).status == "estimated"


ORDER = ["measured", "estimated", "suppressed", "missing", "not_applicable"]


@pytest.mark.parametrize(("left", "right"), [*product(ORDER, ORDER)])
@pytest.mark.parametrize("text", ["L + R", "L * R", "L / R", "max(L, R)", "L < R"])
def test_weaker_status_prevails_whatever_the_side(text: str, left: str, right: str) -> None:
    got = result(text, L=BY_STATUS[left], R=BY_STATUS[right])
    assert got.status == max(left, right, key=ORDER.index)


def test_of_equal_statuses_the_first_reason_is_kept() -> None:
    first, second = Quantity(None, "missing", "a"), Quantity(None, "missing", "b")
    assert prevailing([first, second]) is first


@given(st.lists(st.sampled_from(ORDER), min_size=1, max_size=6))
def test_suppressed_figures_never_show_in_a_sum(statuses: list[str]) -> None:
    names = [f"T{number}" for number in range(len(statuses))]
    values = {name: BY_STATUS[s] for name, s in zip(names, statuses)}
    total = evaluate(parse(" + ".join(names)), values)
    assert (total.value is None) == bool(set(statuses) - {"measured", "estimated"})


# What a quantity is


@pytest.mark.parametrize("status", STATUSES)
def test_quantity_has_a_value_when_it_is_known_and_only_then(status: str) -> None:
    known = status in ("measured", "estimated")
    value, other = (Decimal(1), None) if known else (None, Decimal(1))
    assert Quantity(value, status).is_known == known
    with pytest.raises(EngineError) as caught:
        Quantity(other, status)
    assert caught.value.code == "quantity_inconsistent"


@pytest.mark.parametrize("value", [1.5, 3, "3", Decimal("NaN"), Decimal("Infinity")])
def test_quantity_is_a_finite_decimal(value: object) -> None:
    with pytest.raises(EngineError) as caught:
        Quantity(value)  # type: ignore[arg-type]
    assert caught.value.code == "quantity_not_decimal"


def test_quantity_with_an_unknown_status_is_refused() -> None:
    with pytest.raises(EngineError) as caught:
        Quantity(None, "guessed")
    assert caught.value.code == "quantity_status_unknown"
