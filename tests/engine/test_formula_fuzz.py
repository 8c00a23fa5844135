"""Whatever is typed as a formula: it is read or refused, soon, and never run."""

import random
import sys
import time
from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
from engine import account_formula
from engine.errors import MESSAGES, AccountFormulaError, FormulaError
from engine.formula import Quantity, evaluate, explain, parse, ratio

PIECES = [
    *"+-*/()<>=!,. \n:;[]{}\"'%@~^&|\\#",
    *("**", "//", "==", "!=", "<=", ">=", ":=", "->", "**9", "()", "(*", "(**"),
    *(" if ", " else ", " and ", " or ", " not ", " in ", " is ", " for ", " lambda "),
    *("yield ", "await ", "import ", "None", "True", "async ", "..."),
    *("A", "EMP01", "b", "annual_hours", "Mixed", "_", "__class__", "__import__", "é"),
    *("0", "1", "7.5", "99999999999999999999", "1e999", "0x1", "1j", "1_0", "9**9"),
    *("max(", "min(", "sum(", "avg(", "abs(", "round(", "coalesce(", "eval(", "exec("),
    *("open(", "print(", "getattr(", "os.system(", "''.join", 'f"{A}"', "b''"),
]
ATTACKS = (
    "__import__('os').system('true')",
    "__import__(os)",
    "eval(A)",
    "exec(A)",
    "open(A)",
    "breakpoint()",
    "max(open(A), 1)",
    "(lambda: open('/etc/passwd'))()",
    "[x for x in open('/etc/passwd')]",
    "A.__class__.__base__.__subclasses__()",
    "A if open(b) else 1",
    "1 + 2 * A",
)
REPEATED = ("(", "-", "not ", "abs(", "A if ", "A**", "A<", "(A,", "A.", "max(A,", "1+(")
SOUND = (
    ("A", "b", "EMP01", "7.5", "-A", "(A - b)", "max(A, 1)", "round(b)", "(1 if A > b else 2)"),
    ("+", "-", "*", "/", "<", "==", "and", "**", ","),
)
ENDS = ("", "A", "9", ")", "A)", "=", " else ")
ACCOUNT_PIECES = [
    *"+-*/\\()<>=,. \n;[]{}\"'%_é0",
    *("70", "74", "6\\(64", "64\\(641,645)", "781D", "40C", "D", "C", "DC", "99999999999999999999"),
    *("tag(", "tag(l10n_fr.x)", "type(", "type(income)", "type(income,expense)", "tag()", "\\("),
    *(" + ", " - ", "__import__('os')", "eval(1)", "open('x')", "{0}", "%s", "'; DROP TABLE x; --"),
]
ATTEMPTS = 10_000
PROMPTLY = 1.0  # seconds of processor time, on a machine that may stall
FORBIDDEN = {"exec", "import", "open", "os.system", "subprocess.Popen"}


def formulas() -> Iterator[str]:
    """Ten thousand texts, the same each time: pieces of Python or of formulas, any text."""
    chance = random.Random(19)
    for number in range(ATTEMPTS):
        if number % 10 < 3:
            yield "".join(chance.choices(PIECES, k=chance.randrange(60)))
        elif number % 10 < 6:
            parts = (SOUND[n % 2] for n in range(chance.randrange(1, 16)))
            yield " ".join(map(chance.choice, parts)) + chance.choice(("", "", "", ")", "+"))
        elif number % 10 < 9:
            yield any_text(chance)
        else:
            yield chance.choice(REPEATED) * chance.randint(1, 600) + chance.choice(ENDS)


def account_formulas() -> Iterator[str]:
    """The same of account formulas."""
    chance = random.Random(74)
    for number in range(ATTEMPTS):
        if number % 10 < 7:
            yield "".join(chance.choices(ACCOUNT_PIECES, k=chance.randrange(40)))
        elif number % 10 < 9:
            yield any_text(chance)
        else:
            yield chance.choice(ACCOUNT_PIECES) * chance.randint(1, 2500)


def any_text(chance: random.Random) -> str:
    """Signs of all scripts, and now and then none."""
    limit = chance.choice((0x80, 0x3000, 0x110000))
    signs = (chr(chance.randrange(limit)) for _number in range(chance.randrange(80)))
    return "".join(signs).encode("utf-8", "replace").decode("utf-8")


def use_formula(text: str) -> bool:
    """Read and use the text in every way; nothing but a FormulaError may come of it."""
    try:
        formula = parse(text)
    except FormulaError as error:
        assert error.code in MESSAGES
        assert len(str(error)) < 1000
        return False
    values = {name: Quantity(Decimal(7)) for name in formula.codes | formula.names}
    for known in (values, {}):
        result = evaluate(formula, known)
        assert result.is_known == (result.value is not None)
    explain(formula, {})
    ratio(formula)
    return True


def use_account_formula(text: str) -> bool:
    """Read the text and add up the accounts that it takes."""
    try:
        formula = account_formula.parse(text)
    except AccountFormulaError as error:
        assert error.code in MESSAGES
        assert len(str(error)) < 1000
        return False
    for term in formula.terms:
        term.matches("641100", tags=["l10n_fr.x"], account_type="expense")
        term.keeps(Decimal(-1))
    return True


class Watch:
    """The interpreter itself is asked what it runs, imports, opens and calls."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.on = False
        sys.addaudithook(self._note)  # which nobody can take away again

    def _note(self, event: str, _arguments: tuple[object, ...]) -> None:
        if self.on and event in FORBIDDEN:
            self.seen.append(event)


@pytest.mark.parametrize(
    ("texts", "use"), [(formulas, use_formula), (account_formulas, use_account_formula)]
)
def test_whatever_is_typed_is_read_or_refused_soon_and_never_run(
    texts: Callable[[], Iterator[str]], use: Callable[[str], bool]
) -> None:
    for text in ATTACKS:  # whatever Python loads the first time
        use(text)
    watch = Watch()
    tried = read = 0
    for text in texts():
        began = time.process_time()
        watch.on = True
        try:
            read += use(text)
        finally:
            watch.on = False
        assert time.process_time() - began < PROMPTLY, text[:200]
        tried += 1
    assert watch.seen == []
    assert tried == ATTEMPTS
    assert ATTEMPTS / 200 < read < ATTEMPTS / 2  # both sides of the gate are tried


def test_nothing_of_an_attack_is_run() -> None:
    watch = Watch()
    watch.on = True
    try:
        for text in ATTACKS:
            use_formula(text)
            use_account_formula(text)
    finally:
        watch.on = False
    assert watch.seen == []
