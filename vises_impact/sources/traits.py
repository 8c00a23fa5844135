"""What conditions say of one trait, as sets: what lies within what can then be told.

``contract_class in ('temporary', 'integration')`` and the cell ``contract_class=temporary``
are sets of choices; ``age >= 55`` and the cell ``age_band=55+`` are the same stretch of
whole numbers. A condition that is no such set stands alone.
"""

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from numbers import Real

from .cells import UNDECLARED
from .filters import Condition, Junction

# Born less than so many full years before the last day of the period.
YOUNGER = re.compile(r"period_end\s*-\s*(\d{1,3})y")


@dataclass(frozen=True)
class Choices:
    """Some categories of a trait."""

    keys: tuple[str, ...]

    def __le__(self, other) -> bool:
        return isinstance(other, Choices) and set(self.keys) <= set(other.keys)

    def __and__(self, other) -> "Choices":
        return Choices(tuple(key for key in self.keys if key in other.keys))

    def meets(self, other) -> bool:
        """Whether anybody could be in both."""
        return isinstance(other, Choices) and not set(self.keys).isdisjoint(other.keys)


@dataclass(frozen=True)
class Stretch:
    """Numbers from ``low`` to below ``stop``; ``(n, 1)`` lies just after the number n."""

    low: tuple
    stop: tuple

    def __le__(self, other) -> bool:
        return isinstance(other, Stretch) and other.low <= self.low and self.stop <= other.stop

    def __and__(self, other) -> "Stretch":
        return Stretch(max(self.low, other.low), min(self.stop, other.stop))

    def meets(self, other) -> bool:
        """Whether anybody could be in both."""
        return isinstance(other, Stretch) and self.low < other.stop and other.low < self.stop


LOWEST, HIGHEST = (-math.inf, 0), (math.inf, 0)


@dataclass(frozen=True)
class Traits:
    """How the conditions and the cells of one source speak of traits.

    :param choices: for each field of type choice, its keys.
    :param bands: for a choice that stands for numbers: the field of these, and for each
        key the first number and the one after the last; None: without a limit.
    :param birth: whether the days looked at are the last of each period: then a date of
        birth relative to it tells an age.
    """

    choices: dict
    bands: dict
    birth: bool

    @classmethod
    def of(cls, source, basis: str) -> "Traits":
        """The traits of a source, as a term of this basis looks at them."""
        kinds = ("selection", "boolean")
        return cls(
            {f.name: tuple(f._choices()) for f in source.field_ids if f.type in kinds},
            getattr(source.env[source.model], "_impact_bands", {}),
            basis == "end",
        )

    @property
    def _whole(self) -> set[str]:
        return {number for number, _limits in self.bands.values()}

    def of_category(self, name: str, category: str) -> tuple:
        """(trait, set) of a category of a breakdown."""
        number, limits = self.bands.get(name, (name, {}))
        if category not in limits:
            return number, Choices((category,))
        low, stop = limits[category]
        return number, Stretch(
            LOWEST if low is None else (low, 0), HIGHEST if stop is None else (stop, 0)
        )

    def of_filter(self, node) -> tuple | None:
        """(trait, set) of a condition, or of several on one trait; None: it is no set."""
        if isinstance(node, Condition):
            return self._of_condition(node)
        found = [self.of_filter(part) for part in node.parts]
        if None in found or len({trait for trait, _values in found}) != 1:
            return None
        trait, first = found[0]
        if len(found) == 1:
            return (trait, first) if node.operator != "!" else self._others(trait, first)
        if node.operator == "|" and all(isinstance(one, Choices) for _trait, one in found):
            return trait, _choices(key for _trait, one in found for key in one.keys)
        return None

    def _of_condition(self, one: Condition) -> tuple | None:
        if one.operator in ("in", "not in"):
            keys = _choices(UNDECLARED if key is None else str(key) for key in one.value)
            return (one.field, keys) if one.operator == "in" else self._others(one.field, keys)
        if isinstance(one.value, Real) and not isinstance(one.value, bool):
            return self._of_number(one.field, one.operator, one.value)
        if one.field == "birth_date" and self.birth and isinstance(one.value, str):
            years = YOUNGER.fullmatch(one.value)
            older = {">": "<", "<=": ">="}.get(one.operator)
            return self._of_number("age", older, int(years[1])) if years and older else None
        if one.operator not in ("=", "!="):
            return None
        keys = Choices((UNDECLARED if one.value is None else str(one.value),))
        return (one.field, keys) if one.operator == "=" else self._others(one.field, keys)

    def _of_number(self, name: str, operator: str, number) -> tuple | None:
        if name not in self._whole:
            at, after = (number, 0), (number, 1)
        else:  # more than 25 is 26 or more
            at, after = (math.ceil(number), 0), (math.floor(number) + 1, 0)
        limits = {
            "=": (at, after),
            "<": (LOWEST, at),
            "<=": (LOWEST, after),
            ">": (after, HIGHEST),
            ">=": (at, HIGHEST),
        }
        return (name, Stretch(*limits[operator])) if operator in limits else None

    def _others(self, name: str, values) -> tuple | None:
        """Those of whom the trait is known and who are not in the set."""
        if isinstance(values, Stretch):
            if values.low == LOWEST:
                return name, Stretch(values.stop, HIGHEST)
            return (name, Stretch(LOWEST, values.low)) if values.stop == HIGHEST else None
        if name not in self.choices:
            return None
        return name, _choices(key for key in self.choices[name] if key not in values.keys)


def _choices(keys) -> Choices:
    return Choices(tuple(sorted(set(keys))))


def conjunction(tree: Junction) -> list:
    """The conditions of a filter that all have to hold."""
    found = []
    for one in tree.parts:
        is_and = isinstance(one, Junction) and one.operator == "&"
        found += conjunction(one) if is_and else [one]
    return found


@lru_cache(maxsize=1000)
def sums_of(sets: tuple) -> list[tuple]:
    """(whole, parts that lie apart in it) of sets of one trait; whole None: all there are.

    A whole is the sum of the smallest sets within it and of those in none of them. Where
    these may meet, each is a part by itself, as is each larger set.
    """
    if all(isinstance(one, Choices) and len(one.keys) == 1 for one in sets):
        return [(None, sets)]
    found = [(None, parts) for parts in _parts(sets)]
    for whole in sets:
        inside = tuple(one for one in sets if one != whole and one <= whole)
        found += [(whole, parts) for parts in _parts(inside)]
    return found


def _parts(sets: tuple) -> list[tuple]:
    """Those that lie apart together, the others one by one."""
    atoms = tuple(one for one in sets if not any(other != one and other <= one for other in sets))
    apart = not any(one.meets(other) for one, other in combinations(atoms, 2))
    alone = [(one,) for one in sets if one not in atoms]
    return ([atoms] if apart and atoms else [(one,) for one in atoms]) + alone
