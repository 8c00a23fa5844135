"""Formulas written for people, and written back as one types them."""

import pytest
from engine.formula import explain, parse
from engine.formula_tree import Node
from engine.formula_writer import SIGNS_AS_TYPED, Writer
from hypothesis import given
from hypothesis import strategies as st

LABELS = {"EMP08": "Women", "EMP02": "Headcount", "hours": "Hours of a post"}
FRENCH = {"if": "si", "else": "sinon", "and": "et", "max": "le plus grand de"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("100 * EMP08 / EMP02", "100 × Women ÷ Headcount"),
        ("EMP08 - EMP02", "Women − Headcount"),
        ("-EMP08", "−Women"),
        ("EMP08 / hours", "Women ÷ Hours of a post"),
        ("EMP08 / UNKNOWN", "Women ÷ UNKNOWN"),
        ("EMP08 ** -2", "Women ^ −2"),
        ("1 if EMP08 >= 2 and EMP02 != 0 else 0", "1 if Women ≥ 2 and Headcount ≠ 0 else 0"),
        ("max(EMP08, 0)", "max(Women, 0)"),
        ("EMP08 == 3", "Women = 3"),
    ],
)
def test_explained(text: str, expected: str) -> None:
    assert explain(parse(text), LABELS) == expected


def test_words_of_the_grammar_can_be_translated() -> None:
    formula = parse("max(A, 2) if A and B else 0")
    assert explain(formula, FRENCH) == "le plus grand de(A, 2) si A et B sinon 0"


@pytest.mark.parametrize(
    "text",
    [
        "A - (B - C)",
        "A / (B * C)",
        "A * (B / C)",
        "(A + B) * C",
        "-(A + B)",
        "(-A) ** 2",
        "-A ** 2",
        "(A ** 2) ** 3",
        "A ** 0.5",
        "A ** -0.5",
        "--A",
        "A and B or C",
        "(A < B) < C",
        "not (A and B)",
        "(not A) + 1",
        "(A if B else C) if D else E",
        "A if (B if C else D) else E",
        "A if B else C if D else E",
        "(A or B) and C",
        "(A and B) and C",
    ],
)
def test_brackets_stand_exactly_where_they_are_needed(text: str) -> None:
    assert typed(parse(text).tree) == text


def typed(tree: Node) -> str:
    return Writer(SIGNS_AS_TYPED, {}).write(tree)


ATOMS = st.sampled_from(["A", "B1", "x", "7", "0.5", "100"])


def larger(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    operators = st.sampled_from(["+", "-", "*", "/", "<", "<=", "==", "!=", "and", "or"])
    return st.one_of(
        st.tuples(parts, operators, parts).map(lambda t: f"({t[0]}) {t[1]} ({t[2]})"),
        st.tuples(parts, operators, parts).map(" ".join),
        st.tuples(parts, st.sampled_from([" ** 2", " ** -0.5"])).map(lambda t: f"({t[0]}){t[1]}"),
        st.tuples(st.sampled_from(["-", "not "]), parts).map(lambda t: f"({t[0]}({t[1]}))"),
        st.tuples(parts, parts, parts).map(lambda t: f"({t[0]} if {t[1]} else {t[2]})"),
        st.tuples(parts, parts).map(lambda t: f"max({t[0]}, {t[1]})"),
    )


FORMULAS = st.recursive(ATOMS, larger, max_leaves=12).filter(lambda text: len(text) < 400)


@given(FORMULAS)
def test_text_written_back_means_the_same(text: str) -> None:
    tree = parse(text).tree
    assert parse(typed(tree)).tree == tree
