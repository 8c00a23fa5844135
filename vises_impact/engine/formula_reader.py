"""From the text of an indicator formula to its tree, through an allow-list.

Python's own parser reads the text; nothing that it makes is ever run. Each of its nodes
is translated into a node of ``formula_tree`` or refused. Whatever could keep the parser
busy or surprise it (length, brackets, strange characters) is refused before that.
"""

import ast
import re
from collections.abc import Callable
from decimal import Decimal

from .errors import FormulaError
from .formula_tree import (
    Arithmetic,
    Call,
    Comparison,
    Conditional,
    Logic,
    Name,
    Negative,
    Node,
    Not,
    Number,
    Power,
)

MAX_LENGTH = 500
MAX_DEPTH = 20
MAX_NODES = 200
MAX_DIGITS = 15
MAX_EXPONENT = 10

# Function: the fewest and the most arguments it takes (MAX_LENGTH: any number).
FUNCTIONS: dict[str, tuple[int, int]] = {
    "min": (1, MAX_LENGTH),
    "max": (1, MAX_LENGTH),
    "sum": (1, MAX_LENGTH),
    "avg": (1, MAX_LENGTH),
    "coalesce": (1, MAX_LENGTH),
    "abs": (1, 1),
    "round": (1, 2),
}

_ARITHMETIC: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
}
_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}

_STRANGE_CHARACTER = re.compile(r"[^A-Za-z0-9_.,+\-*/()<>=! ]")
_NUMBER_WITH_LETTERS = re.compile(r"(?<![A-Za-z0-9_])[0-9.]*[0-9]\.?[A-Za-z_][A-Za-z0-9_]*")
_NUMBER = re.compile(r"[0-9]+(\.[0-9]*)?|\.[0-9]+")
_NAME = re.compile(r"[A-Z][A-Z0-9_]*|[a-z][a-z0-9_]*")


def read(text: str) -> Node:
    """The tree of a formula.

    :raises FormulaError: whatever keeps the text from being a formula; see ``errors``.
    """
    text = _checked(text)
    try:
        expression = ast.parse(text, mode="eval").body
    except SyntaxError as error:
        position = (error.offset or 1) - 1  # Python counts from 1
        raise FormulaError("formula_syntax", position=position) from error
    except (RecursionError, MemoryError, ValueError) as error:
        raise FormulaError("formula_too_deep", limit=MAX_DEPTH) from error
    return _Reader(text).read(expression)


def _checked(text: str) -> str:
    """The text on one line, if it is worth parsing."""
    if len(text) > MAX_LENGTH:
        raise FormulaError("formula_too_long", length=len(text), limit=MAX_LENGTH)
    text = " ".join(text.split())
    if not text:
        raise FormulaError("formula_empty")
    if strange := _STRANGE_CHARACTER.search(text):
        raise FormulaError("formula_character", character=strange[0], position=strange.start())
    if number := _NUMBER_WITH_LETTERS.search(text):
        raise FormulaError("formula_number", number=number[0], limit=MAX_DIGITS)
    depth = 0
    for character in text:
        depth += (character == "(") - (character == ")")
        if depth > MAX_DEPTH:
            raise FormulaError("formula_too_deep", limit=MAX_DEPTH)
    return text


class _Reader:
    """Translates Python's nodes, counting them on the way down."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.depth = 0
        self.nodes = 0

    def read(self, node: ast.expr) -> Node:
        translate = self._TRANSLATIONS.get(type(node))
        if translate is None:
            raise FormulaError("formula_construct", construct=self._source(node))
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise FormulaError("formula_too_large", limit=MAX_NODES)
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise FormulaError("formula_too_deep", limit=MAX_DEPTH)
        result = translate(self, node)
        self.depth -= 1
        return result

    def _source(self, node: ast.expr) -> str:
        # Columns count bytes; the text is plain ASCII on one line.
        return self.text[node.col_offset : node.end_col_offset]

    def _number(self, node: ast.Constant) -> Node:
        source = self._source(node)
        if source in ("True", "False", "None"):
            raise FormulaError("formula_name", name=source)
        digits = sum(character.isdigit() for character in source)
        if not _NUMBER.fullmatch(source) or digits > MAX_DIGITS:
            raise FormulaError("formula_number", number=source, limit=MAX_DIGITS)
        return Number(Decimal(source))

    def _name(self, node: ast.Name) -> Node:
        if not _NAME.fullmatch(node.id):
            raise FormulaError("formula_name", name=node.id)
        if node.id in FUNCTIONS:
            raise FormulaError("formula_function_as_name", name=node.id)
        return Name(node.id)

    def _unary(self, node: ast.UnaryOp) -> Node:
        operand = self.read(node.operand)
        if isinstance(node.op, ast.USub):
            return Negative(operand)
        if isinstance(node.op, ast.Not):
            return Not(operand)
        return operand  # + changes nothing

    def _binary(self, node: ast.BinOp) -> Node:
        if isinstance(node.op, ast.Pow):
            return Power(self.read(node.left), self._exponent(node.right))
        operator = _ARITHMETIC.get(type(node.op))
        if operator is None:
            raise FormulaError("formula_construct", construct=self._source(node))
        return Arithmetic(operator, self.read(node.left), self.read(node.right))

    def _exponent(self, node: ast.expr) -> Decimal:
        exponent = _literal(self.read(node))
        if exponent is None or abs(exponent) > MAX_EXPONENT:
            raise FormulaError("formula_exponent", limit=MAX_EXPONENT)
        return exponent

    def _comparison(self, node: ast.Compare) -> Node:
        operators = tuple(_COMPARISONS.get(type(op), "") for op in node.ops)
        if "" in operators:
            raise FormulaError("formula_construct", construct=self._source(node))
        operands = (node.left, *node.comparators)
        return Comparison(operators, tuple(self.read(operand) for operand in operands))

    def _logic(self, node: ast.BoolOp) -> Node:
        operator = "and" if isinstance(node.op, ast.And) else "or"
        return Logic(operator, tuple(self.read(value) for value in node.values))

    def _conditional(self, node: ast.IfExp) -> Node:
        return Conditional(self.read(node.test), self.read(node.body), self.read(node.orelse))

    def _call(self, node: ast.Call) -> Node:
        name = self._source(node.func)
        if name not in FUNCTIONS:
            raise FormulaError("formula_unknown_function", name=name)
        fewest, most = FUNCTIONS[name]
        if node.keywords or not fewest <= len(node.args) <= most:
            raise FormulaError("formula_arguments", name=name)
        arguments = tuple(self.read(argument) for argument in node.args)
        if name == "round" and not _are_digits(arguments[1:]):
            raise FormulaError("formula_arguments", name=name)
        return Call(name, arguments)

    _TRANSLATIONS: dict[type[ast.expr], Callable[..., Node]] = {
        ast.Constant: _number,
        ast.Name: _name,
        ast.UnaryOp: _unary,
        ast.BinOp: _binary,
        ast.Compare: _comparison,
        ast.BoolOp: _logic,
        ast.IfExp: _conditional,
        ast.Call: _call,
    }


def _literal(node: Node) -> Decimal | None:
    """The number that a node writes out, if it does no more than that."""
    if isinstance(node, Number):
        return node.value
    if isinstance(node, Negative) and isinstance(node.operand, Number):
        return -node.operand.value
    return None


def _are_digits(arguments: tuple[Node, ...]) -> bool:
    """Whether the second argument of ``round``, if any, is a number of decimals."""
    decimals = [_literal(argument) for argument in arguments]
    return all(
        number is not None and number == int(number) and abs(number) <= MAX_EXPONENT
        for number in decimals
    )
