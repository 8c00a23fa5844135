"""What an indicator formula comes to. The rules are told at ``formula.evaluate``."""

from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext

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
from .quantity import ARITHMETIC, Quantity, prevailing


class Evaluator(Visitor[Quantity]):
    """Computes a tree from the values of its names."""

    def __init__(self, values: Mapping[str, Quantity]) -> None:
        self.values = values

    def evaluate(self, tree: Node) -> Quantity:
        """The figure for a whole tree, in the arithmetic of figures."""
        if isinstance(tree, Name):  # as most figures and most parts of ratios are
            return self.visit_name(tree)
        with localcontext(ARITHMETIC):
            return self.visit(tree)

    def visit_number(self, node: Number) -> Quantity:
        return Quantity(node.value)

    def visit_name(self, node: Name) -> Quantity:
        return self.values.get(node.name, _UNKNOWN_NAME)

    def visit_negative(self, node: Negative) -> Quantity:
        return _compute(lambda value: -value, self.visit(node.operand))

    def visit_arithmetic(self, node: Arithmetic) -> Quantity:
        left, right = self.visit(node.left), self.visit(node.right)
        if node.operator == "/" and right.value == 0:
            return prevailing((left, _DIVISION_BY_ZERO))
        return _compute(_ARITHMETIC[node.operator], left, right)

    def visit_power(self, node: Power) -> Quantity:
        base = self.visit(node.base)
        if base.value == 0 and node.exponent < 0:
            return _DIVISION_BY_ZERO
        return _compute(lambda value: value**node.exponent, base)

    def visit_comparison(self, node: Comparison) -> Quantity:
        def compare(*values: Decimal) -> Decimal:
            pairs = zip(node.operators, values, values[1:], strict=False)
            return Decimal(all(_COMPARISONS[op](a, b) for op, a, b in pairs))

        return _compute(compare, *(self.visit(operand) for operand in node.operands))

    def visit_logic(self, node: Logic) -> Quantity:
        decisive = node.operator == "or"
        operands = []
        for operand in node.operands:
            quantity = self.visit(operand)
            if quantity.is_known and bool(quantity.value) == decisive:
                return _compute(lambda _value: Decimal(decisive), quantity)
            operands.append(quantity)
        return _compute(lambda *_values: Decimal(not decisive), *operands)

    def visit_not(self, node: Not) -> Quantity:
        return _compute(lambda value: Decimal(not value), self.visit(node.operand))

    def visit_conditional(self, node: Conditional) -> Quantity:
        condition = self.visit(node.condition)
        if not condition.is_known:
            return condition
        taken = self.visit(node.then if condition.value else node.otherwise)
        return _compute(lambda _condition, value: value, condition, taken)

    def visit_call(self, node: Call) -> Quantity:
        if node.function == "coalesce":
            return self._first_not_missing(node.arguments)
        arguments = [self.visit(argument) for argument in node.arguments]
        return _compute(_FUNCTIONS[node.function], *arguments)

    def _first_not_missing(self, arguments: Sequence[Node]) -> Quantity:
        quantities = [self.visit(argument) for argument in arguments]
        return next((q for q in quantities if q.status != "missing"), quantities[0])


def _compute(function: Callable[..., Decimal], *operands: Quantity) -> Quantity:
    """What the function makes of the operands' values, with the weakest status."""
    weakest = prevailing(operands)
    if not weakest.is_known:
        return weakest
    try:
        value = function(*(operand.value for operand in operands))
    except ArithmeticError:
        return Quantity(None, "missing", "arithmetic_error")
    return Quantity(value, weakest.status, weakest.reason)


def _rounded(value: Decimal, decimals: Decimal = Decimal(0)) -> Decimal:
    unit = Decimal(1).scaleb(-int(decimals))
    return value.quantize(unit, rounding=ROUND_HALF_UP)


_UNKNOWN_NAME = Quantity(None, "missing", "unknown_name")
_DIVISION_BY_ZERO = Quantity(None, "not_applicable", "division_by_zero")

_ARITHMETIC: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
}
_COMPARISONS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
    "==": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
}
_FUNCTIONS: dict[str, Callable[..., Decimal]] = {
    "min": lambda *values: min(values),
    "max": lambda *values: max(values),
    "sum": lambda *values: sum(values, Decimal(0)),
    "avg": lambda *values: sum(values, Decimal(0)) / len(values),
    "abs": abs,
    "round": _rounded,
}
