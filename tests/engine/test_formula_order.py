"""In which order formulas are computed, and which ones never can be."""

import pytest
from engine.errors import FormulaError
from engine.formula import order, parse
from hypothesis import given
from hypothesis import strategies as st


def ordered(**texts: str) -> tuple[str, ...]:
    return order({code: parse(text) for code, text in texts.items()})


def cycle(**texts: str) -> str:
    with pytest.raises(FormulaError) as caught:
        ordered(**texts)
    assert caught.value.code == "formula_cycle"
    return str(caught.value.details["cycle"])


def test_what_is_needed_comes_first() -> None:
    assert ordered(C="B + A", B="A * 2", A="1") == ("A", "B", "C")


def test_codes_without_a_formula_and_terms_are_left_to_the_caller() -> None:
    assert ordered(B="EMP01 + A + term", A="EMP02") == ("A", "B")


def test_nothing_has_an_empty_order() -> None:
    assert order({}) == ()


def test_formula_that_needs_itself_is_refused() -> None:
    assert cycle(A="A + 1") == "A → A"


def test_cycle_is_told_in_the_direction_of_need() -> None:
    assert cycle(A="B", B="C", C="A", D="A") == "A → B → C → A"
    assert cycle(A="C", C="B", B="A") == "A → C → B → A"


def test_chain_of_ten_thousand_formulas_is_no_problem() -> None:
    formulas = {f"X{n}": parse(f"X{n + 1} + 1") for n in range(10_000)}
    assert order(formulas)[0] == "X9999"


@given(
    st.dictionaries(
        st.sampled_from("ABCDEFGH"),
        st.lists(st.sampled_from("ABCDEFGH"), min_size=1, max_size=4),
        max_size=8,
    )
)
def test_order_puts_needs_first_or_tells_a_real_cycle(needs: dict[str, list[str]]) -> None:
    formulas = {code: parse(" + ".join(names)) for code, names in needs.items()}
    try:
        result = order(formulas)
    except FormulaError as error:
        codes = str(error.details["cycle"]).split(" → ")
        assert codes[0] == codes[-1] and len(codes) > 1
        assert all(later in needs[earlier] for earlier, later in zip(codes, codes[1:]))
        return
    assert sorted(result) == sorted(needs)
    for code, names in needs.items():
        for name in set(names) & set(needs):
            assert result.index(name) < result.index(code)
    assert order(dict(reversed(formulas.items()))) == result
