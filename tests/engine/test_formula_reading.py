"""Which texts are formulas, what is said of the others, and how fast."""

import time
from decimal import Decimal

import pytest
from engine.errors import FormulaError
from engine.formula import Formula, check_names, parse
from engine.formula_tree import Arithmetic, Name, Negative, Number, Power


def refusal(text: str) -> FormulaError:
    began = time.process_time()
    with pytest.raises(FormulaError) as caught:
        parse(text)
    assert time.process_time() - began < 5  # seconds: refused, not worked out
    return caught.value


# What is read


def test_capitals_are_indicator_codes_and_small_letters_are_terms() -> None:
    formula = parse("EMP01 * annual_hours / EMP01_B2 + rate2")
    assert formula.codes == {"EMP01", "EMP01_B2"}
    assert formula.names == {"annual_hours", "rate2"}


def test_functions_are_no_names() -> None:
    assert parse("max(EMP01, coalesce(floor, 0))").names == {"floor"}


def test_numbers_keep_the_decimals_they_are_written_with() -> None:
    assert parse("0.10").tree == Number(Decimal("0.10"))
    assert parse(".5").tree == Number(Decimal("0.5"))
    assert parse("123456789012.345").tree == Number(Decimal("123456789012.345"))


def test_spaces_and_line_ends_do_not_matter() -> None:
    assert parse("  A\n  +\tB ").tree == parse("A+B").tree


def test_text_is_kept_as_it_was_written() -> None:
    assert parse(" A  / B ").text == "A  / B"


def test_power_binds_tighter_than_minus() -> None:
    assert parse("-A ** 2").tree == Negative(Power(Name("A"), Decimal(2)))


def test_subtraction_binds_to_the_left() -> None:
    inner = Arithmetic("-", Name("A"), Name("B"))
    assert parse("A - B - C").tree == Arithmetic("-", inner, Name("C"))


def test_plus_before_a_number_changes_nothing() -> None:
    assert parse("+A").tree == Name("A")


def test_formula_is_the_same_whenever_it_is_read() -> None:
    assert parse("A / B") == parse("A / B")
    assert hash(parse("A / B")) == hash(parse("A / B"))


def test_known_names_pass_and_the_first_unknown_one_is_told() -> None:
    formula: Formula = parse("A + b + Z9")
    check_names(formula, {"A", "b", "Z9", "other"})
    with pytest.raises(FormulaError) as caught:
        check_names(formula, {"A"})
    assert caught.value.code == "formula_unknown_name"
    assert caught.value.details == {"name": "Z9"}


# What is refused


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "formula_empty"),
        (" \n ", "formula_empty"),
        ("A" * 501, "formula_too_long"),
        ("A +", "formula_syntax"),
        ("A B", "formula_syntax"),
        ("(A", "formula_syntax"),
        ("A)", "formula_syntax"),
        ("A = B", "formula_syntax"),
        ("A <> B", "formula_syntax"),
        ("A if B", "formula_syntax"),
        ("007", "formula_syntax"),
        ("class", "formula_syntax"),
        # Python that is no formula
        ("A.b", "formula_construct"),
        ("a.__class__", "formula_construct"),
        ("(1).real", "formula_construct"),
        ("A // B", "formula_construct"),
        ("A << B", "formula_construct"),
        ("A in B", "formula_construct"),
        ("A is not B", "formula_construct"),
        ("A, B", "formula_construct"),
        ("()", "formula_construct"),
        ("sum(*A)", "formula_construct"),
        ("sum(a for a in B)", "formula_construct"),
        ("(yield)", "formula_construct"),
        ("(yield from a)", "formula_construct"),
        ("sum(A)(B)", "formula_unknown_function"),
        ("A[0]", "formula_character"),
        ("{A}", "formula_character"),
        ("lambda: 1", "formula_character"),
        ("(a := 1)", "formula_character"),
        ("'text'", "formula_character"),
        ('f"{A}"', "formula_character"),
        ("A % B", "formula_character"),
        ("A @ B", "formula_character"),
        ("~A", "formula_character"),
        ("A; B", "formula_character"),
        ("A # note", "formula_character"),
        ("A \\ B", "formula_character"),
        ("A\x00", "formula_character"),
        ("\uff21 + 1", "formula_character"),  # a wide A, which Python takes for an A
        ("é", "formula_character"),
        ("100 × A", "formula_character"),
        # Functions
        ("exit()", "formula_unknown_function"),
        ("__import__(os)", "formula_unknown_function"),
        ("MAX(A, B)", "formula_unknown_function"),
        ("iff(A, B, C)", "formula_unknown_function"),
        ("a.b(C)", "formula_unknown_function"),
        ("min()", "formula_arguments"),
        ("max()", "formula_arguments"),
        ("sum()", "formula_arguments"),
        ("avg()", "formula_arguments"),
        ("coalesce()", "formula_arguments"),
        ("abs()", "formula_arguments"),
        ("round()", "formula_arguments"),
        ("round(A, 1, 2)", "formula_arguments"),
        ("abs(A, B)", "formula_arguments"),
        ("max(A, key=B)", "formula_arguments"),
        ("max(**a)", "formula_arguments"),
        ("round(A, B)", "formula_arguments"),
        ("round(A, 0.5)", "formula_arguments"),
        ("round(A, 11)", "formula_arguments"),
        ("sum", "formula_function_as_name"),
        ("max(abs, 1)", "formula_function_as_name"),
        # Names
        ("Emp01", "formula_name"),
        ("_a", "formula_name"),
        ("eMP", "formula_name"),
        ("True", "formula_name"),
        ("None", "formula_name"),
        # Numbers
        ("1234567890123456", "formula_number"),
        ("0.1234567890123456", "formula_number"),
        ("1e5", "formula_number"),
        ("1.5E5", "formula_number"),
        ("0x1F", "formula_number"),
        ("1_000", "formula_number"),
        ("1j", "formula_number"),
        ("1if A else 2", "formula_number"),
        ("...", "formula_number"),
        # Powers
        ("9**9**9", "formula_exponent"),
        ("A ** B", "formula_exponent"),
        ("A ** 11", "formula_exponent"),
        ("A ** -10.5", "formula_exponent"),
        ("2 ** (1 + 1)", "formula_exponent"),
    ],
)
def test_refused(text: str, code: str) -> None:
    assert refusal(text).code == code


def test_refusal_of_a_strange_character_says_where_it_stands() -> None:
    error = refusal("A + B % C")
    assert error.details == {"character": "%", "position": 6}


def test_refusal_of_what_cannot_be_read_says_near_where() -> None:
    assert refusal("A + * B").details == {"position": 4}


def test_refusal_of_a_construct_shows_it() -> None:
    assert refusal("1 + EMP01.value").details == {"construct": "EMP01.value"}


# What would keep a parser busy


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("(" * 1_000_000 + ")" * 1_000_000, "formula_too_long"),
        ("[" * 1_000_000, "formula_too_long"),
        ("9" * 1_000_000, "formula_too_long"),
        (" " * 1_000_000, "formula_too_long"),
        ("(" * 200 + "A" + ")" * 200, "formula_too_deep"),
        ("(" * 400, "formula_too_deep"),
        ("abs(" * 21 + "A" + ")" * 21, "formula_too_deep"),
        ("-" * 499 + "A", "formula_too_deep"),
        ("not " * 120 + "A", "formula_too_deep"),
        ("1 if A else " * 30 + "1", "formula_too_deep"),
        ("A ** 2" + "*A" * 50, "formula_too_deep"),
        ("max(" + "a," * 210 + "a)", "formula_too_large"),
        ("A" + "<A" * 220, "formula_too_large"),
        ("(" * 20 + ")" * 20, "formula_construct"),
        ("(" * 20 + "A" + ")" * 19 + "=", "formula_syntax"),
        ("max(" * 20 + "A if" + ")" * 20, "formula_syntax"),
        ("(A if " * 20, "formula_syntax"),
        ("(*" * 20, "formula_syntax"),
    ],
)
def test_refused_at_once(text: str, code: str) -> None:
    assert refusal(text).code == code


def test_twenty_levels_are_allowed_and_no_more() -> None:
    parse("abs(" * 19 + "A" + ")" * 19)
    assert refusal("abs(" * 20 + "A" + ")" * 20).details == {"limit": 20}


def test_two_hundred_parts_are_allowed_and_no_more() -> None:
    parse("max(" + ",".join("a" * 199) + ")")
    assert refusal("max(" + ",".join("a" * 200) + ")").details == {"limit": 200}


def test_five_hundred_characters_are_allowed_and_no_more() -> None:
    parse("A" * 500)
    assert refusal("A" * 501).details == {"length": 501, "limit": 500}


@pytest.mark.parametrize("function", ["min", "max", "sum", "avg", "coalesce", "abs", "round"])
def test_one_argument_is_enough(function: str) -> None:
    assert parse(f"{function}(A)").codes == {"A"}
