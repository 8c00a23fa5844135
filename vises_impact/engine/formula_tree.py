"""The tree of an indicator formula: one small class per kind of node.

Trees are made by ``formula_reader`` only, from an allow-list. What is done with a tree
(evaluating, printing, collecting names) is a ``Visitor``, apart from the tree.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar


@dataclass(frozen=True)
class Number:
    """A number as written: ``100``, ``0.5``. Never negative."""

    value: Decimal


@dataclass(frozen=True)
class Name:
    """An indicator code (``EMP01``), a term or a dated parameter (``annual_hours``)."""

    name: str


@dataclass(frozen=True)
class Negative:
    """``-operand``"""

    operand: "Node"


@dataclass(frozen=True)
class Arithmetic:
    """``left operator right``, with operator one of ``+ - * /``."""

    operator: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True)
class Power:
    """``base ** exponent``; the exponent is a plain number."""

    base: "Node"
    exponent: Decimal


@dataclass(frozen=True)
class Comparison:
    """``operands[0] operators[0] operands[1] operators[1] …``, all of them at once."""

    operators: tuple[str, ...]
    operands: tuple["Node", ...]


@dataclass(frozen=True)
class Logic:
    """``and`` or ``or`` (the operator) between two or more operands."""

    operator: str
    operands: tuple["Node", ...]


@dataclass(frozen=True)
class Not:
    """``not operand``"""

    operand: "Node"


@dataclass(frozen=True)
class Conditional:
    """``then if condition else otherwise``"""

    condition: "Node"
    then: "Node"
    otherwise: "Node"


@dataclass(frozen=True)
class Call:
    """``function(arguments)``"""

    function: str
    arguments: tuple["Node", ...]


Node = Number | Name | Negative | Arithmetic | Power | Comparison | Logic | Not | Conditional | Call

Result = TypeVar("Result")


class Visitor(Generic[Result]):
    """Something that is done with a tree: a method ``visit_<class>`` for each node."""

    def visit(self, node: Node) -> Result:
        """The result for one node, which asks for those of its children as it likes."""
        return getattr(self, f"visit_{type(node).__name__.lower()}")(node)


class Children(Visitor[tuple[Node, ...]]):
    """The nodes right below a node."""

    def visit_number(self, node: Number) -> tuple[Node, ...]:
        return ()

    def visit_name(self, node: Name) -> tuple[Node, ...]:
        return ()

    def visit_negative(self, node: Negative) -> tuple[Node, ...]:
        return (node.operand,)

    def visit_arithmetic(self, node: Arithmetic) -> tuple[Node, ...]:
        return (node.left, node.right)

    def visit_power(self, node: Power) -> tuple[Node, ...]:
        return (node.base,)

    def visit_comparison(self, node: Comparison) -> tuple[Node, ...]:
        return node.operands

    def visit_logic(self, node: Logic) -> tuple[Node, ...]:
        return node.operands

    def visit_not(self, node: Not) -> tuple[Node, ...]:
        return (node.operand,)

    def visit_conditional(self, node: Conditional) -> tuple[Node, ...]:
        return (node.then, node.condition, node.otherwise)

    def visit_call(self, node: Call) -> tuple[Node, ...]:
        return node.arguments


def walk(node: Node) -> Iterator[Node]:
    """The node and all nodes below it, from left to right."""
    yield node
    for child in Children().visit(node):
        yield from walk(child)
