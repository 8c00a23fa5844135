"""Indicator formulas as text: as typed, or with labels and signs for people."""

from collections.abc import Mapping

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
    Visitor,
)

SIGNS_AS_TYPED: dict[str, str] = {}
SIGNS_FOR_PEOPLE = {
    "*": "×",
    "/": "÷",
    "-": "−",
    "**": "^",
    "<=": "≤",
    ">=": "≥",
    "==": "=",
    "!=": "≠",
}

# How tightly each kind of node holds together; an operand that is looser than its place
# asks for needs brackets.
_CHOICE, _OR, _AND, _NOT, _COMPARED, _SUM, _PRODUCT, _SIGN, _POWER, _ATOM = range(10)


class Writer(Visitor[tuple[str, int]]):
    """Writes a tree as text, each node with how tightly it holds together."""

    def __init__(self, signs: Mapping[str, str], labels: Mapping[str, str]) -> None:
        self.signs = signs
        self.labels = labels

    def write(self, node: Node, place: int = _CHOICE) -> str:
        """The text of a node, in brackets where its place needs them."""
        text, binding = self.visit(node)
        return f"({text})" if binding < place else text

    def _sign(self, operator: str) -> str:
        return self.signs.get(operator, operator)

    def _word(self, word: str) -> str:
        return self.labels.get(word, word)

    def visit_number(self, node: Number) -> tuple[str, int]:
        return f"{node.value:f}", _ATOM

    def visit_name(self, node: Name) -> tuple[str, int]:
        return self._word(node.name), _ATOM

    def visit_negative(self, node: Negative) -> tuple[str, int]:
        return self._sign("-") + self.write(node.operand, _SIGN), _SIGN

    def visit_arithmetic(self, node: Arithmetic) -> tuple[str, int]:
        binding = _SUM if node.operator in "+-" else _PRODUCT
        left = self.write(node.left, binding)
        right = self.write(node.right, binding + 1)
        return f"{left} {self._sign(node.operator)} {right}", binding

    def visit_power(self, node: Power) -> tuple[str, int]:
        minus = self._sign("-") if node.exponent < 0 else ""
        base, power = self.write(node.base, _ATOM), self._sign("**")
        return f"{base} {power} {minus}{abs(node.exponent):f}", _POWER

    def visit_comparison(self, node: Comparison) -> tuple[str, int]:
        text = self.write(node.operands[0], _SUM)
        for operator, operand in zip(node.operators, node.operands[1:], strict=True):
            text += f" {self._sign(operator)} {self.write(operand, _SUM)}"
        return text, _COMPARED

    def visit_logic(self, node: Logic) -> tuple[str, int]:
        binding = _OR if node.operator == "or" else _AND
        operands = [self.write(operand, binding + 1) for operand in node.operands]
        return f" {self._word(node.operator)} ".join(operands), binding

    def visit_not(self, node: Not) -> tuple[str, int]:
        return f"{self._word('not')} {self.write(node.operand, _NOT)}", _NOT

    def visit_conditional(self, node: Conditional) -> tuple[str, int]:
        then, condition = self.write(node.then, _OR), self.write(node.condition, _OR)
        otherwise = self.write(node.otherwise)
        words = (then, self._word("if"), condition, self._word("else"), otherwise)
        return " ".join(words), _CHOICE

    def visit_call(self, node: Call) -> tuple[str, int]:
        arguments = ", ".join(self.write(argument) for argument in node.arguments)
        return f"{self._word(node.function)}({arguments})", _ATOM
