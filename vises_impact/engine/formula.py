"""Indicator formulas: how one figure follows from others.

A formula is written like ``100 * EMP08 / EMP02`` or
``(EMP17 if EMP17 > floor else floor) / annual_hours``. The grammar, loosest binding
first::

    formula     = choice
    choice      = or ["if" or "else" choice]
    or          = and {"or" and}
    and         = not {"and" not}
    not         = "not" not | comparison
    comparison  = sum {("<" | "<=" | ">" | ">=" | "==" | "!=") sum}
    sum         = product {("+" | "-") product}
    product     = sign {("*" | "/") sign}
    sign        = ("-" | "+") sign | power
    power       = atom ["**" ["-"] number]
    atom        = number | code | term | function "(" choice {"," choice} ")"
                | "(" choice ")"
    code        = capital {capital | digit | "_"}         an indicator: EMP01
    term        = small letter {small letter | digit | "_"}   a term or dated parameter
    function    = min | max | sum | avg | abs | round | coalesce

Comparisons give 1 or 0; any value but 0 counts as true. ``round(x, decimals)`` rounds
halves away from zero. ``coalesce`` gives the first of its arguments that is not
missing. A number has up to 15 digits, an exponent lies between -10 and 10.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from typing import TypeGuard

from .errors import FormulaError
from .formula_evaluator import Compiler, Computation
from .formula_reader import read
from .formula_tree import Arithmetic, Name, Negative, Node, Number, walk
from .formula_writer import SIGNS_AS_TYPED, SIGNS_FOR_PEOPLE, Writer
from .quantity import ARITHMETIC, STATUSES, Quantity

__all__ = [
    "STATUSES",
    "Formula",
    "Quantity",
    "Ratio",
    "check_names",
    "evaluate",
    "explain",
    "order",
    "parse",
    "ratio",
]


@dataclass(frozen=True)
class Formula:
    """A formula that has been read: its text and its tree."""

    text: str
    tree: Node

    @cached_property
    def codes(self) -> frozenset[str]:
        """The indicator codes in it, such as ``EMP01``."""
        return frozenset(name for name in self._all_names if name.isupper())

    @cached_property
    def names(self) -> frozenset[str]:
        """The terms and dated parameters in it, such as ``annual_hours``."""
        return self._all_names - self.codes

    @cached_property
    def computation(self) -> Computation:
        """What makes a figure of the values of its codes and terms."""
        return Compiler().visit(self.tree)

    @cached_property
    def _all_names(self) -> frozenset[str]:
        return frozenset(node.name for node in walk(self.tree) if isinstance(node, Name))


@dataclass(frozen=True)
class Ratio:
    """``factor × numerator ÷ denominator``, with the two parts as formulas."""

    factor: Decimal
    numerator: Formula
    denominator: Formula


def parse(text: str) -> Formula:
    """Read a formula; nothing in it is ever run.

    :raises FormulaError: with a ``code`` that says what is wrong; see ``errors``.
    """
    return Formula(text.strip(), read(text))


def check_names(formula: Formula, known: Collection[str]) -> None:
    """Refuse a formula with a code or a term that nothing here is called.

    :raises FormulaError: ``formula_unknown_name``, for the first one by alphabet.
    """
    for name in sorted((formula.codes | formula.names).difference(known)):
        raise FormulaError("formula_unknown_name", name=name)


def evaluate(formula: Formula, values: Mapping[str, Quantity]) -> Quantity:
    """The figure that the formula gives for these values of its codes and terms.

    It never fails: what cannot be computed is a quantity with a status and a reason.

    - A result has the weakest status of what it was made from, with its reason:
      measured < estimated < suppressed < missing < not_applicable (``prevailing``).
    - A name without a value is missing, reason ``unknown_name``.
    - Division by zero is not_applicable, reason ``division_by_zero``, even when the
      dividend is missing.
    - Overflow and other accidents are missing, reason ``arithmetic_error``.
    - A conditional looks at the branch taken only; its condition's status counts too.
    - ``and`` is decided by any operand that is known to be false, ``or`` by any that is
      known to be true, whatever is unknown beside it.

    Values are computed with 28 digits and rounded by nobody but ``round``.
    """
    if isinstance(formula.tree, Name):  # as most figures and most parts of ratios are
        return formula.computation(values)
    with localcontext(ARITHMETIC):
        return formula.computation(values)


def explain(formula: Formula, labels: Mapping[str, str]) -> str:
    """The formula for people: ``100 × Exits ÷ Headcount``.

    ``labels`` gives the words for codes and terms; a name without one stays as it is.
    The words of the grammar (``if``, ``else``, ``and``, ``or``, ``not``, the functions)
    cannot be names, so that ``labels`` may translate them as well.
    """
    return Writer(SIGNS_FOR_PEOPLE, labels).write(formula.tree)


def ratio(formula: Formula) -> Ratio | None:
    """The formula as factor × numerator ÷ denominator, if it is exactly that.

    Recognised: ``A / B``, ``k * A / B``, ``A / B * k``, ``k * (A / B)``, where k is a
    number and A and B are any expressions with a name in them. The point of it: figures
    of this kind are aggregated by summing numerators and denominators. So ``A / 12``
    (a scaled figure), ``A / B / C`` and ``1 - A / B`` are none.
    """
    tree, factor = formula.tree, Decimal(1)
    if _is(tree, "*"):
        factor, tree = _split_factor(tree)
    if not _is(tree, "/"):
        return None
    numerator = tree.left
    if tree is formula.tree and _is(numerator, "*"):
        factor, numerator = _split_factor(numerator)
    if _is(numerator, "/"):
        return None
    parts = [_as_formula(part) for part in (numerator, tree.right)]
    if not all(part.codes or part.names for part in parts):
        return None
    return Ratio(factor, *parts)


def order(formulas: Mapping[str, Formula]) -> tuple[str, ...]:
    """The codes of the formulas, so that each comes after those it needs.

    Codes that have no formula here are left to the caller. Names in small letters make
    no dependencies.

    :raises FormulaError: ``formula_cycle``, with the cycle as ``A → B → A``.
    """
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for code in sorted(formulas):
        sorter.add(code, *sorted(formulas[code].codes.intersection(formulas)))
    try:
        return tuple(sorter.static_order())
    except CycleError as error:
        # graphlib lists each code before the one that needs it.
        cycle = list(reversed(error.args[1]))[:-1]
        first = cycle.index(min(cycle))
        cycle = [*cycle[first:], *cycle[:first], cycle[first]]
        raise FormulaError("formula_cycle", cycle=" → ".join(cycle)) from error


def _is(node: Node, operator: str) -> TypeGuard[Arithmetic]:
    return isinstance(node, Arithmetic) and node.operator == operator


def _split_factor(product: Arithmetic) -> tuple[Decimal, Node]:
    """A product as number and rest; 1 and the product if no side is a number."""
    for number, rest in (
        (product.left, product.right),
        (product.right, product.left),
    ):
        if isinstance(number, Number):
            return number.value, rest
        if isinstance(number, Negative) and isinstance(number.operand, Number):
            return -number.operand.value, rest
    return Decimal(1), product


def _as_formula(tree: Node) -> Formula:
    return Formula(Writer(SIGNS_AS_TYPED, {}).write(tree), tree)
