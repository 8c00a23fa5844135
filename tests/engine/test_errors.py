"""Every objection of the engine has a sentence, and the facts that the sentence names."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import engine
import pytest
from engine.errors import (
    MESSAGES,
    AccountFormulaError,
    EngineError,
    FormulaError,
    PeriodError,
)

ERRORS = {
    "EngineError",
    "PeriodError",
    "FormulaError",
    "AccountFormulaError",
    "FilterError",
    "CrossingError",
}


def objections() -> Iterator[tuple[str, set[str]]]:
    """The code and the names of the details of each place that makes an error."""
    folder = Path(engine.__file__).parent
    for path in sorted([*folder.glob("*.py"), *folder.parent.glob("sources/*.py")]):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            if isinstance(node.func, ast.Name) and node.func.id in ERRORS:
                if isinstance(node.args[0], ast.Constant):
                    yield node.args[0].value, {str(word.arg) for word in node.keywords}
            # The account formula's reader adds position and text itself.
            elif isinstance(node.func, ast.Attribute) and node.func.attr == "_error":
                assert isinstance(node.args[0], ast.Constant)
                yield node.args[0].value, {"position", "text"}


def placeholders(sentence: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)s", sentence))


def test_every_code_that_is_raised_has_a_sentence_and_no_sentence_is_left_over() -> None:
    assert {code for code, _details in objections()} == set(MESSAGES)


@pytest.mark.parametrize(("code", "details"), sorted(objections(), key=str))
def test_details_are_those_that_the_sentence_names(code: str, details: set[str]) -> None:
    assert placeholders(MESSAGES[code]) == details


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_sentence_is_a_sentence(code: str) -> None:
    sentence = MESSAGES[code]
    assert sentence.endswith(".")
    assert sentence[0].isupper() or sentence[0] == "“"
    assert "%" not in re.sub(r"%\(\w+\)s", "", sentence)


def test_error_carries_its_code_its_details_and_an_english_sentence() -> None:
    error = FormulaError("formula_unknown_name", name="EMP99")
    assert error.code == "formula_unknown_name"
    assert error.details == {"name": "EMP99"}
    assert str(error) == "Nothing here is called “EMP99”."


@pytest.mark.parametrize("kind", [PeriodError, FormulaError, AccountFormulaError])
def test_all_errors_can_be_caught_as_one(kind: type[EngineError]) -> None:
    assert issubclass(kind, EngineError)
    assert issubclass(kind, ValueError)
