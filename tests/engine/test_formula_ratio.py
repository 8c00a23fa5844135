"""Formulas that are ratios, so that figures can be recomputed from sums."""

from decimal import Decimal

import pytest
from engine.formula import Quantity, evaluate, parse, ratio
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("text", "factor", "numerator", "denominator"),
    [
        ("A / B", 1, "A", "B"),
        ("100 * A / B", 100, "A", "B"),
        ("A * 100 / B", 100, "A", "B"),
        ("A / B * 100", 100, "A", "B"),
        ("100 * (A / B)", 100, "A", "B"),
        ("-100 * A / B", -100, "A", "B"),
        ("0.5 * (A + B) / (A - C)", "0.5", "A + B", "A - C"),
        ("A * B / C", 1, "A * B", "C"),
        ("A / (B / 12)", 1, "A", "B / 12"),
        ("(A / 12 + C) / B", 1, "A / 12 + C", "B"),
        ("hours / annual_hours", 1, "hours", "annual_hours"),
    ],
)
def test_is_a_ratio(text: str, factor: object, numerator: str, denominator: str) -> None:
    found = ratio(parse(text))
    assert found is not None
    assert found.factor == Decimal(str(factor))
    assert (found.numerator.text, found.denominator.text) == (numerator, denominator)
    assert found.numerator.tree == parse(numerator).tree
    assert found.denominator.tree == parse(denominator).tree


@pytest.mark.parametrize(
    "text",
    [
        "A",
        "A * B",
        "100 * A",
        "A / 12",
        "100 / B",
        "A / B / C",
        "100 * (A / B / C)",
        "100 * (A / B) / C",
        "1 - A / B",
        "A / B + C / D",
        "-(A / B)",
        "A * (B / C)",
        "A / B if B else 0",
        "round(A / B, 1)",
    ],
)
def test_is_no_ratio(text: str) -> None:
    assert ratio(parse(text)) is None


@given(
    st.sampled_from(["A / B", "100 * A / B", "A / B * 100", "-3 * ((A + C) / (B * C))"]),
    st.lists(st.integers(1, 10**6), min_size=3, max_size=3),
)
def test_ratio_comes_to_the_same_as_its_formula(text: str, numbers: list[int]) -> None:
    formula = parse(text)
    values = {name: Quantity(Decimal(n)) for name, n in zip("ABC", numbers)}
    found = ratio(formula)
    assert found is not None
    numerator = evaluate(found.numerator, values).value
    denominator = evaluate(found.denominator, values).value
    whole = evaluate(formula, values).value
    assert numerator is not None and denominator is not None and whole is not None
    assert abs(found.factor * numerator / denominator - whole) < Decimal("1e-15")
