"""Account formulas: how they are read, and which balances they add up."""

import time
from decimal import Decimal

import pytest
from engine.account_formula import AccountFormula, AccountTerm, parse, total
from engine.errors import MESSAGES, AccountFormulaError
from hypothesis import given, settings
from hypothesis import strategies as st

# A small French ledger at the end of a year; a balance is debit − credit.
BALANCES = {
    "701000": Decimal("-1000.10"),
    "706000": Decimal("-500"),
    "709000": Decimal("40"),
    "740000": Decimal("-300"),
    "741000": Decimal("-200"),
    "741100": Decimal("-50"),
    "512001": Decimal("80"),
    "512002": Decimal("-30"),
    "471000": Decimal("0"),
    "21D100": Decimal("7"),
}


def amount(text: str, **more: object) -> Decimal:
    return total(parse(text), BALANCES, **more)  # type: ignore[arg-type]


# Reading


def test_formula_is_a_row_of_signed_terms() -> None:
    assert parse(r"70 + 74\(741) - 709D") == AccountFormula(
        r"70 + 74\(741) - 709D",
        (
            AccountTerm(1, "70"),
            AccountTerm(1, "74", ("741",)),
            AccountTerm(-1, "709", (), "D"),
        ),
    )


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("-70", [AccountTerm(-1, "70")]),
        ("+70", [AccountTerm(1, "70")]),
        ("70-71+72", [AccountTerm(1, "70"), AccountTerm(-1, "71"), AccountTerm(1, "72")]),
        (" 70C ", [AccountTerm(1, "70", (), "C")]),
        ("70 C", [AccountTerm(1, "70", (), "C")]),
        (r"70\(701,702)D", [AccountTerm(1, "70", ("701", "702"), "D")]),
        (r"70 \( 701 , 702 ) D", [AccountTerm(1, "70", ("701", "702"), "D")]),
        (r"21D\()", [AccountTerm(1, "21D")]),
        (r"21D\()D", [AccountTerm(1, "21D", (), "D")]),
        (r"21D\(21D1)C", [AccountTerm(1, "21D", ("21D1",), "C")]),
        ("21DX", [AccountTerm(1, "21DX")]),
        ("1.01.02", [AccountTerm(1, "1.01.02")]),
        ("6d", [AccountTerm(1, "6d")]),
        ("tag(a_module.a_tag)", [AccountTerm(1, "", tag="a_module.a_tag")]),
        ("tag( Public funding )", [AccountTerm(1, "", tag="Public funding")]),
        ("tag(Été-2025)", [AccountTerm(1, "", tag="Été-2025")]),
        (r"-tag(a.b)\(70)C", [AccountTerm(-1, "", ("70",), "C", "a.b")]),
        ("type(income)", [AccountTerm(1, "", types=("income",))]),
        (
            r"type(expense, expense_direct_cost)\(68)D",
            [AccountTerm(1, "", ("68",), "D", types=("expense", "expense_direct_cost"))],
        ),
        ("tag", [AccountTerm(1, "tag")]),
        ("type1", [AccountTerm(1, "type1")]),
    ],
)
def test_terms(text: str, terms: list[AccountTerm]) -> None:
    assert list(parse(text).terms) == terms


@pytest.mark.parametrize(
    ("text", "code", "position", "shown"),
    [
        ("70 74", "account_formula_sign", 3, "74"),
        ("70 * 2", "account_formula_sign", 3, "* 2"),
        (r"70\(701)X", "account_formula_sign", 8, "X"),
        (r"70\(701)DD", "account_formula_sign", 8, "DD"),
        ("(70)", "account_formula_prefix", 0, "(70)"),
        ("70 + - 71", "account_formula_prefix", 5, "- 71"),
        ("70 +", "account_formula_prefix", 4, "70 +"),
        ("-", "account_formula_prefix", 1, "-"),
        ("70 + é", "account_formula_prefix", 5, "é"),
        ("C", "account_formula_side", 0, "C"),
        ("70 + 21DC", "account_formula_side", 5, "21DC"),
        ("21D D", "account_formula_side", 0, "21D D"),
        (r"70\701", "account_formula_excluded", 2, r"\701"),
        (r"70\(701", "account_formula_excluded", 2, r"\(701"),
        (r"70\(701,)", "account_formula_excluded", 2, r"\(701,)"),
        (r"70\(7 01)", "account_formula_excluded", 2, r"\(7 01)"),
        ("70 + tag()", "account_formula_tag", 5, "tag()"),
        ("tag(a", "account_formula_tag", 0, "tag(a"),
        ("70 - type(incomes)", "account_formula_type", 5, "type(incomes)"),
        ("type()", "account_formula_type", 0, "type()"),
        ("type(income", "account_formula_type", 0, "type(income"),
    ],
)
def test_refusal_shows_the_place(text: str, code: str, position: int, shown: str) -> None:
    with pytest.raises(AccountFormulaError) as caught:
        parse(text)
    assert caught.value.code == code
    assert caught.value.details == {"position": position, "text": shown}


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_empty_formula_is_refused(text: str) -> None:
    with pytest.raises(AccountFormulaError) as caught:
        parse(text)
    assert caught.value.code == "account_formula_empty"


def test_two_thousand_characters_are_allowed_and_no_more() -> None:
    assert parse("7" * 2000).terms == (AccountTerm(1, "7" * 2000),)
    with pytest.raises(AccountFormulaError) as caught:
        parse("7" * 2001)
    assert caught.value.details == {"length": 2001, "limit": 2000}


def test_formula_of_a_million_terms_is_refused_at_once() -> None:
    began = time.process_time()
    with pytest.raises(AccountFormulaError) as caught:
        parse("+70" * 1_000_000)
    assert caught.value.code == "account_formula_too_long"
    assert time.process_time() - began < 5  # seconds: refused, not worked out


# Which accounts


def test_prefix_takes_the_codes_that_begin_with_it() -> None:
    term = parse("70").terms[0]
    assert term.matches("70") and term.matches("701000")
    assert not term.matches("7") and not term.matches("170")


def test_excluded_prefixes_are_left_out() -> None:
    term = parse(r"74\(741,7402)").terms[0]
    assert term.matches("740100")
    assert not term.matches("741100") and not term.matches("740200")


def test_tag_takes_the_accounts_that_have_it() -> None:
    term = parse(r"tag(funding)\(741)").terms[0]
    assert term.matches("740000", tags={"funding", "other"})
    assert not term.matches("740000", tags={"other"})
    assert not term.matches("740000")
    assert not term.matches("741000", tags={"funding"})


def test_type_takes_the_accounts_of_any_type_it_names() -> None:
    term = parse("type(expense,expense_direct_cost)").terms[0]
    assert term.matches("600000", account_type="expense_direct_cost")
    assert not term.matches("600000", account_type="expense_depreciation")
    assert not term.matches("600000")


def test_account_without_a_balance_is_on_neither_side() -> None:
    zero = Decimal(0)
    assert parse("70").terms[0].keeps(zero)
    assert not parse("70D").terms[0].keeps(zero)
    assert not parse("70C").terms[0].keeps(zero)


# What it comes to


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("70", "-1460.10"),
        ("-70", "1460.10"),
        (r"74\(741)", "-300"),
        (r"70 + 74\(741) - 709D", "-1800.10"),
        ("51", "50"),
        ("51D", "80"),
        ("51C", "-30"),
        ("51D + 51C", "50"),
        ("47D + 47C", "0"),
        ("70D", "40"),
        ("70 + 701", "-2460.20"),
        ("70 - 70", "0"),
        (r"21D\()", "7"),
        ("99", "0"),
    ],
)
def test_total(text: str, expected: str) -> None:
    assert amount(text) == Decimal(expected)


def test_side_is_that_of_each_account_not_of_their_sum() -> None:
    assert amount("51D") == BALANCES["512001"]
    assert amount("51C") == BALANCES["512002"]


def test_total_by_tag_and_by_type() -> None:
    tags = {"740000": ["funding"], "741000": ["funding", "city"]}
    types = {"701000": "income", "706000": "income", "741000": "income_other"}
    assert amount("-tag(funding)", tags=tags) == 500
    assert amount("-type(income)", types=types) == Decimal("1500.10")
    assert amount(r"-tag(funding)\(741) - type(income_other)", tags=tags, types=types) == 500


CODES = st.text("0179D.", min_size=1, max_size=4)
LEDGERS = st.dictionaries(CODES, st.decimals(-1000, 1000, places=2), max_size=12)
TERMS = st.tuples(
    st.sampled_from("+-"),
    CODES,
    st.lists(CODES, max_size=2).map(lambda codes: rf"\({','.join(codes)})"),
    st.sampled_from(["", "D", "C"]),
)


@settings(max_examples=300)
@given(st.lists(TERMS, min_size=1, max_size=5), LEDGERS)
def test_total_is_the_sum_over_terms_and_accounts(
    terms: list[tuple[str, str, str, str]], ledger: dict[str, Decimal]
) -> None:
    expected = Decimal(0)
    for sign, prefix, excluded, side in terms:
        left_out = [code for code in excluded[2:-1].split(",") if code]
        for code, balance in ledger.items():
            if not code.startswith(prefix) or any(map(code.startswith, left_out)):
                continue
            if (side == "D" and balance <= 0) or (side == "C" and balance >= 0):
                continue
            expected += balance if sign == "+" else -balance
    text = " ".join("".join(term) for term in terms)
    assert total(parse(text), ledger) == expected


@settings(max_examples=2000)
@given(
    st.lists(
        st.sampled_from([*"+-() \\,.é", "70", "D", "C", "21D", "tag(", "type(", "income", "a.b"]),
        max_size=25,
    ).map("".join)
)
def test_any_text_is_read_or_refused_with_its_place(text: str) -> None:
    try:
        formula = parse(text)
    except AccountFormulaError as error:
        assert error.code in MESSAGES
        assert 0 <= int(str(error.details.get("position", 0))) <= len(text)
    else:
        assert formula.terms
        assert all(
            bool(term.prefix) + bool(term.tag) + bool(term.types) == 1 for term in formula.terms
        )
