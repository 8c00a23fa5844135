"""Keys of cells, and the crossings of breakdowns that cells come from.

A cell is told by what its records have in common: ``sex=female``, or
``sex=female;age_band=55+`` where breakdowns are crossed. The total is the empty key. The
dimensions stand in one order in every key, so that a cell has one key in each database.
"""

from functools import lru_cache
from itertools import combinations

from ..engine.errors import EngineError

UNDECLARED = "undeclared"
MOST_DIMENSIONS = 3


class CrossingError(EngineError):
    """Crossed breakdowns that cannot be made; its sentences stand with the engine's."""


def ordered(names) -> tuple[str, ...]:
    """Dimensions in the order of keys: backwards, so that sex comes before age."""
    return tuple(sorted(names, reverse=True))


def cell_key(categories: dict) -> str:
    """Key of the cell of some categories, by dimension; None: it is not declared.

    >>> cell_key({"age_band": "55+", "sex": None})
    'sex=undeclared;age_band=55+'
    """
    found = {n: UNDECLARED if one is None else one for n, one in categories.items()}
    return ";".join(f"{name}={found[name]}" for name in ordered(found))


@lru_cache(maxsize=4096)
def categories_of(key: str) -> tuple[tuple[str, str], ...]:
    """(dimension, category) for each dimension of a cell; none for the total."""
    return tuple(tuple(part.split("=", 1)) for part in key.split(";")) if key else ()


@lru_cache(maxsize=4096)
def dimensions_of(key: str) -> frozenset[str]:
    """Names of the dimensions of a cell."""
    return frozenset(name for name, _category in categories_of(key))


def read_crossings(text: str | None) -> list[tuple[str, ...]]:
    """The crossings that a definition asks for: ``sex * age_band, sex * contract_class``.

    :raises CrossingError: ``crossing_size``, ``crossing_repeated``.
    """
    crossings = []
    for part in filter(None, map(str.strip, (text or "").split(","))):
        names = [name.strip() for name in part.replace("×", "*").split("*")]
        if not 2 <= len(names) <= MOST_DIMENSIONS or not all(names):
            raise CrossingError("crossing_size", text=part)
        if len(set(names)) < len(names):
            raise CrossingError("crossing_repeated", text=part)
        crossings.append(tuple(names))
    return list(dict.fromkeys(crossings))


def with_margins(crossings) -> frozenset[frozenset[str]]:
    """Sets of dimensions whose cells are needed: a crossed table comes with its margins.

    Without these nobody could read it, and nothing would tell that its cells add up.
    """
    return frozenset(
        frozenset(part)
        for names in crossings
        for size in range(1, len(names) + 1)
        for part in combinations(names, size)
    )
