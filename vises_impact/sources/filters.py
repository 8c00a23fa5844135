"""Filters of definitions: read, checked against the source's allow-list, put in SQL.

A filter is an Odoo domain as text, limited to the fields of its source. It is put
in SQL with three values on purpose: a condition on an empty field is unknown, and
so is the filter unless the rest of it decides. ``filter IS TRUE`` counts a record,
``filter IS NULL`` makes it a gap in the coverage.
"""

import ast
import re
import warnings
from dataclasses import dataclass
from datetime import date

from odoo.tools import SQL

from ..engine.errors import EngineError

MAX_LENGTH = 2000
MAX_VALUES = 200
PARAMETER = re.compile(r"[a-z][a-z0-9_]*")
RELATIVE_DATE = re.compile(r"(period_start|period_end)(?:\s*([+-])\s*(\d{1,4})([dmy]))?")
COMPARISONS = {
    "=": SQL("="),
    "!=": SQL("!="),
    "<": SQL("<"),
    "<=": SQL("<="),
    ">": SQL(">"),
    ">=": SQL(">="),
}
UNITS = {"d": "day", "m": "month", "y": "year"}


class FilterError(EngineError):
    """A filter that cannot be used; its sentences stand with the engine's."""


@dataclass(frozen=True)
class Parameter:
    """A dated parameter, by its code, as the value of a condition on a number."""

    code: str


@dataclass(frozen=True)
class Condition:
    """``field operator value``; the value is checked against the field's type."""

    field: str
    operator: str
    value: object


@dataclass(frozen=True)
class Junction:
    """Conditions joined by ``&`` or ``|``, or one of them denied by ``!``."""

    operator: str
    parts: tuple


def read_filter(source, text: str | None) -> Junction:
    """Read a filter of the given ``impact.source`` and check all that it names.

    :return: a tree of ``Junction`` and ``Condition``; no condition: an empty ``&``.
    :raises FilterError: whatever is not a list of allow-listed conditions.
    """
    tokens = _literal(text or "[]")
    allowed = {name: field for name, field in source._fields_by_name().items() if field.filterable}
    stack = []
    for token in reversed(tokens):
        if token in ("&", "|"):
            if len(stack) < 2:
                raise FilterError("filter_syntax", text=text)
            stack.append(Junction(token, (stack.pop(), stack.pop())))
        elif token == "!":
            if not stack:
                raise FilterError("filter_syntax", text=text)
            stack.append(Junction("!", (stack.pop(),)))
        else:
            stack.append(_condition(source, allowed, token, text))
    return Junction("&", tuple(reversed(stack)))


def _literal(text: str) -> list:
    if len(text) > MAX_LENGTH:
        raise FilterError("filter_length", limit=MAX_LENGTH)
    try:
        with warnings.catch_warnings():
            # Python would complain of "7years" in the server's log before it refuses it.
            warnings.simplefilter("ignore")
            tokens = ast.literal_eval(text.strip())
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError) as error:
        raise FilterError("filter_syntax", text=text[:80]) from error
    if not isinstance(tokens, list):
        raise FilterError("filter_syntax", text=text[:80])
    return tokens


def _condition(source, allowed, token, text) -> Condition:
    if not (
        isinstance(token, (list, tuple))
        and len(token) == 3
        and isinstance(token[0], str)
        and isinstance(token[1], str)
    ):
        raise FilterError("filter_syntax", text=text)
    name, operator, value = token
    if name not in allowed:
        raise FilterError(
            "filter_field",
            field=name,
            source=source.name,
            allowed=", ".join(sorted(allowed)),
        )
    field = allowed[name]
    if operator in ("in", "not in") and isinstance(value, (list, tuple)):
        if not 0 < len(value) <= MAX_VALUES:
            raise FilterError("filter_value", field=name, value=value)
        return Condition(name, operator, tuple(_value(field, item) for item in value))
    if operator not in COMPARISONS or (
        field.type in ("selection", "boolean", "many2one") and operator not in ("=", "!=")
    ):
        raise FilterError("filter_operator", field=name, operator=operator)
    return Condition(name, operator, _value(field, value))


def _value(field, value):
    """The value as the field can have it; False stands for "empty"."""
    if value is False and field.type != "boolean":
        return None
    if field.type == "number" and isinstance(value, str) and PARAMETER.fullmatch(value):
        return Parameter(value)
    accepted = {
        "selection": lambda: isinstance(value, str) and value in field._choices(),
        "number": lambda: isinstance(value, (int, float)) and not isinstance(value, bool),
        "boolean": lambda: isinstance(value, bool),
        "many2one": lambda: isinstance(value, int) and not isinstance(value, bool),
        "date": lambda: isinstance(value, str) and _is_date(value),
    }
    if not accepted[field.type]():
        raise FilterError("filter_value", field=field.name, value=value)
    return value


def _is_date(text: str) -> bool:
    if RELATIVE_DATE.fullmatch(text):
        return True
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


@dataclass(frozen=True)
class Columns:
    """Where the SQL of a filter finds what it names.

    :param fields: SQL of each allow-listed field, in the statement at hand.
    :param period_start: first day of the period.
    :param period_end: last day of the period.
    :param parameters: SQL of each dated parameter, by its code.
    """

    fields: dict
    period_start: SQL
    period_end: SQL
    parameters: dict


def conditions(node: Junction | Condition) -> list[Condition]:
    """All conditions of a filter, from left to right."""
    if isinstance(node, Condition):
        return [node]
    return [condition for part in node.parts for condition in conditions(part)]


def parameters(term) -> set[str]:
    """Codes of the dated parameters in the population and the filter of a term."""
    return {
        condition.value.code
        for text in (term.population, term.filter)
        for condition in conditions(read_filter(term.source_id, text))
        if isinstance(condition.value, Parameter)
    }


def to_sql(node: Junction | Condition, columns: Columns) -> SQL:
    """The filter as an SQL condition with three values (true, false, unknown)."""
    if isinstance(node, Junction):
        parts = [to_sql(part, columns) for part in node.parts]
        if node.operator == "!":
            return SQL("(NOT %s)", parts[0])
        if not parts:
            return SQL("TRUE")
        glue = SQL(" OR ") if node.operator == "|" else SQL(" AND ")
        return SQL("(%s)", glue.join(parts))
    field = columns.fields[node.field]
    if node.operator in ("in", "not in"):
        return _membership(field, node, columns)
    if node.value is None:
        return SQL("(%s IS %s)", field, SQL("NULL" if node.operator == "=" else "NOT NULL"))
    return SQL("(%s %s %s)", field, COMPARISONS[node.operator], _operand(node.value, columns))


def _membership(field: SQL, node: Condition, columns: Columns) -> SQL:
    values = [_operand(value, columns) for value in node.value if value is not None]
    parts = []
    if values:
        parts.append(SQL("%s IN (%s)", field, SQL(", ").join(values)))
    if None in node.value:
        # "in [False, …]" asks for the empty ones on purpose.
        parts.append(SQL("%s IS NULL", field))
    joined = SQL("(%s)", SQL(" OR ").join(parts))
    return joined if node.operator == "in" else SQL("(NOT %s)", joined)


def _operand(value, columns: Columns) -> SQL:
    if isinstance(value, Parameter):
        return columns.parameters[value.code]
    match = isinstance(value, str) and RELATIVE_DATE.fullmatch(value)
    if not match:
        return SQL("%s", value)
    anchor, sign, number, unit = match.groups()
    day = columns.period_start if anchor == "period_start" else columns.period_end
    if not number:
        return day
    return SQL(
        "(%s %s %s::interval)::date",
        day,
        SQL("+" if sign == "+" else "-"),
        f"{number} {UNITS[unit]}",
    )
