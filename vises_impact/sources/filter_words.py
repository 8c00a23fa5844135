"""Filters in words: what the screen, the live test and its log say of them."""

from dateutil.relativedelta import relativedelta
from odoo.tools import format_date

from .filters import RELATIVE_DATE, UNITS, Condition, Junction, Parameter, read_filter


def describe(source, text: str | None, period=None) -> str:
    """A filter as a sentence: ``Sex is Women and Birth date is after period end − 26 years``.

    :param period: an engine period; with it, relative dates are told as days.
    :return: '' without any condition.
    :raises FilterError: what ``read_filter`` refuses.
    """
    return _Words(source, period).of(read_filter(source, text))


class _Words:
    def __init__(self, source, period):
        self.env = source.env
        self.fields = source._fields_by_name()
        self.period = period

    def of(self, node, inside: bool = False) -> str:
        if isinstance(node, Condition):
            return self._condition(node)
        if node.operator == "!":
            return self.env._("not (%(condition)s)", condition=self.of(node.parts[0]))
        parts = [self.of(part, True) for part in _flattened(node)]
        if node.operator == "|":
            joined = self.env._(" or ").join(parts)
            return f"({joined})" if inside and len(parts) > 1 else joined
        return self.env._(" and ").join(filter(None, parts))

    def _condition(self, node: Condition) -> str:
        field = self.fields[node.field]
        if node.operator in ("in", "not in"):
            values = self.env._(" or ").join(self._value(field, value) for value in node.value)
        else:
            values = self._value(field, node.value)
        return self._sentences(field, node.operator, node.value is None)[node.operator] % {
            "field": field.label,
            "value": values,
        }

    def _sentences(self, field, operator: str, empty: bool) -> dict[str, str]:
        if empty:
            return {
                "=": self.env._("%(field)s is not known"),
                "!=": self.env._("%(field)s is known"),
            }
        is_, is_not = self.env._("%(field)s is %(value)s"), self.env._("%(field)s is not %(value)s")
        sentences = {"=": is_, "in": is_, "!=": is_not, "not in": is_not}
        if field.type == "date":
            return sentences | {
                "<": self.env._("%(field)s is before %(value)s"),
                "<=": self.env._("%(field)s is %(value)s or before"),
                ">": self.env._("%(field)s is after %(value)s"),
                ">=": self.env._("%(field)s is %(value)s or after"),
            }
        return sentences | {
            "<": self.env._("%(field)s is less than %(value)s"),
            "<=": self.env._("%(field)s is at most %(value)s"),
            ">": self.env._("%(field)s is more than %(value)s"),
            ">=": self.env._("%(field)s is at least %(value)s"),
        }

    def _value(self, field, value) -> str:
        if value is None:
            return self.env._("not known")
        if field.type in ("selection", "boolean"):
            return field._choices().get(str(value), str(value))
        if field.type == "date":
            return self._date(value)
        if field.type == "many2one":
            model = self.env[self.env[field.source_id.model]._fields[field.name].comodel_name]
            return model.browse(value).exists().display_name or str(value)
        if isinstance(value, Parameter):
            return self.env["impact.parameter"]._names({value.code})[value.code]
        return f"{value:g}"

    def _date(self, value: str) -> str:
        match = RELATIVE_DATE.fullmatch(value)
        if not match:
            return format_date(self.env, value)
        if self.period:
            return format_date(self.env, relative_day(match, self.period))
        return self._relative(*match.groups())

    def _relative(self, anchor, sign, number, unit) -> str:
        start = anchor == "period_start"
        anchor = (
            self.env._("the start of the period") if start else self.env._("the end of the period")
        )
        if not number:
            return anchor
        length = {
            "d": self.env._("%(number)s days", number=number),
            "m": self.env._("%(number)s months", number=number),
            "y": self.env._("%(number)s years", number=number),
        }[unit]
        if sign == "-":
            return self.env._("%(day)s minus %(length)s", length=length, day=anchor)
        return self.env._("%(day)s plus %(length)s", length=length, day=anchor)


def relative_day(match, period):
    """The day that a relative date means in a period: as in PostgreSQL, 29 February gives way."""
    anchor, sign, number, unit = match.groups()
    day = period.start if anchor == "period_start" else period.last
    length = int(f"{sign or '+'}{number or 0}")
    return day + relativedelta(**{f"{UNITS[unit or 'd']}s": length})


def _flattened(node: Junction):
    """Parts of a junction, those of nested ones of the same kind among them."""
    for part in node.parts:
        if isinstance(part, Junction) and part.operator == node.operator:
            yield from _flattened(part)
        else:
            yield part
