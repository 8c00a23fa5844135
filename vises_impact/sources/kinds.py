"""Kinds of people: those of whom some conditions hold, and what kinds they are a part of."""

from functools import cached_property
from itertools import combinations

PLAIN = ("in", "where")  # conditions that are taken as they are, of a filter or a cell


class Kind:
    """The people of whom some conditions hold.

    In one document there is one object for each set of conditions (``Kinds``): so they
    are compared by identity, and what follows from the conditions is worked out once for
    all scopes and periods. They sort by their conditions, so that the same is hidden each
    time.

    :param kinds: those of the document.
    """

    def __init__(self, kinds: "Kinds", conditions) -> None:
        self._kinds = kinds
        self._conditions = in_order(conditions)
        self._text = repr(self._conditions)

    def __repr__(self) -> str:
        return self._text

    def _without(self, *these) -> "Kind":
        return self._kinds.of(one for one in self._conditions if one not in these)

    @cached_property
    def wholes(self) -> list[tuple[tuple, "Kind"]]:
        """Each condition, with the people of whom the others hold."""
        return [(one, self._without(one)) for one in self._conditions]

    @cached_property
    def counterparts(self) -> dict[tuple, "Kind"]:
        """By condition ``not``: the people who are the part where these are the rest."""
        found = {}
        for one in self._conditions:
            if one[0] == "not":
                known = (one, ("known", one[1]))
                others = (other for other in self._conditions if other not in known)
                found[one] = self._kinds.of(joined({*others, *one[1]}))
        return found

    @cached_property
    def further_wholes(self) -> list[list["Kind"]]:
        """The people of whom two, three … of the plain conditions need not hold."""
        plain = [one for one in self._conditions if one[0] in PLAIN]
        return [
            [self._without(*some) for some in combinations(plain, size)]
            for size in range(2, len(plain) + 1)
        ]


class Kinds:
    """All kinds of people that the counts of one document are about."""

    def __init__(self) -> None:
        self._known: dict[frozenset, Kind] = {}

    def of(self, conditions) -> Kind:
        """The people of whom these conditions hold."""
        conditions = frozenset(conditions)
        if conditions not in self._known:
            self._known[conditions] = Kind(self, conditions)
        return self._known[conditions]


def joined(conditions) -> frozenset:
    """The conditions with one set for each trait: what several ask for is in all of them."""
    sets, others = {}, []
    for one in conditions:
        if one[0] != "in":
            others.append(one)
        elif one[1] not in sets:
            sets[one[1]] = one[2]
        elif type(sets[one[1]]) is type(one[2]):
            sets[one[1]] &= one[2]
        else:
            others.append(("where", repr(one)))
    return frozenset([*others, *(("in", *one) for one in sets.items())])


def in_order(conditions) -> tuple:
    """In one order, so that the same is hidden each time."""
    return tuple(sorted(conditions, key=repr))
