"""What an indicator formula comes to. The rules are told at ``formula.evaluate``."""

import operator
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal

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
from .quantity import Quantity, prevailing

Computation = Callable[[Mapping[str, Quantity]], Quantity]


class Compiler(Visitor[Computation]):
    """Makes a tree a function of the values of its names: walked once, called for each figure."""

    def visit_number(self, node: Number) -> Computation:
        number = Quantity(node.value)
        return lambda _values: number

    def visit_name(self, node: Name) -> Computation:
        name = node.name
        return lambda values: values.get(name, _UNKNOWN_NAME)

    def visit_negative(self, node: Negative) -> Computation:
        return self._of(operator.neg, node.operand)

    def visit_arithmetic(self, node: Arithmetic) -> Computation:
        if node.operator != "/":
            return self._of(_ARITHMETIC[node.operator], node.left, node.right)
        left, right = self.visit(node.left), self.visit(node.right)

        def divide(values: Mapping[str, Quantity]) -> Quantity:
            dividend, divisor = left(values), right(values)
            if divisor.value == 0:
                return prevailing((dividend, _DIVISION_BY_ZERO))
            return _compute(operator.truediv, dividend, divisor)

        return divide

    def visit_power(self, node: Power) -> Computation:
        base, exponent = self.visit(node.base), node.exponent

        def raise_(values: Mapping[str, Quantity]) -> Quantity:
            quantity = base(values)
            if quantity.value == 0 and exponent < 0:
                return _DIVISION_BY_ZERO
            return _compute(lambda value: value**exponent, quantity)

        return raise_

    def visit_comparison(self, node: Comparison) -> Computation:
        tests = [_COMPARISONS[sign] for sign in node.operators]

        def compare(*values: Decimal) -> Decimal:
            pairs = zip(tests, values, values[1:], strict=False)
            return Decimal(all(test(a, b) for test, a, b in pairs))

        return self._of(compare, *node.operands)

    def visit_logic(self, node: Logic) -> Computation:
        decisive = node.operator == "or"
        operands = [self.visit(operand) for operand in node.operands]

        def decide(values: Mapping[str, Quantity]) -> Quantity:
            seen = []
            for operand in operands:
                quantity = operand(values)
                if quantity.is_known and bool(quantity.value) == decisive:
                    return _compute(lambda _value: Decimal(decisive), quantity)
                seen.append(quantity)
            return _compute(lambda *_values: Decimal(not decisive), *seen)

        return decide

    def visit_not(self, node: Not) -> Computation:
        return self._of(lambda value: Decimal(not value), node.operand)

    def visit_conditional(self, node: Conditional) -> Computation:
        condition, then, otherwise = map(self.visit, (node.condition, node.then, node.otherwise))

        def choose(values: Mapping[str, Quantity]) -> Quantity:
            chosen = condition(values)
            if not chosen.is_known:
                return chosen
            taken = then(values) if chosen.value else otherwise(values)
            return _compute(lambda _condition, value: value, chosen, taken)

        return choose

    def visit_call(self, node: Call) -> Computation:
        if node.function != "coalesce":
            return self._of(_FUNCTIONS[node.function], *node.arguments)
        arguments = [self.visit(argument) for argument in node.arguments]

        def first_not_missing(values: Mapping[str, Quantity]) -> Quantity:
            quantities = [argument(values) for argument in arguments]
            return next((q for q in quantities if q.status != "missing"), quantities[0])

        return first_not_missing

    def _of(self, function: Callable[..., Decimal], *nodes: Node) -> Computation:
        """A function of the values of some nodes, all of which have to be known."""
        operands = [self.visit(node) for node in nodes]
        return lambda values: _compute(function, *[operand(values) for operand in operands])


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
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
}
_COMPARISONS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
_FUNCTIONS: dict[str, Callable[..., Decimal]] = {
    "min": lambda *values: min(values),
    "max": lambda *values: max(values),
    "sum": lambda *values: sum(values, Decimal(0)),
    "avg": lambda *values: sum(values, Decimal(0)) / len(values),
    "abs": abs,
    "round": _rounded,
}
