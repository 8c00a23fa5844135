"""A figure as it was computed, before it is stored."""

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from ..engine.quantity import Quantity


class ComputedFigure(NamedTuple):
    """One computed figure; ``hidden`` says whether inside readers may see it.

    ``settled``: they know it already and go on seeing it. ``provisional``: it is worked
    out from figures that may still change.

    :param numerator, denominator: the parts of a ratio before its factor.
    :param count: people or records behind the figure.
    :param counts: people behind each term: what a small one would give away.
    """

    version: object
    scope_id: int
    position: int
    cell: str
    quantity: Quantity
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    count: int | None = None
    counts: tuple[tuple[str, int, int], ...] = ()
    coverage: Decimal | None = None
    uses_ledger: bool = False
    provisional: bool = False
    hidden: bool = False
    settled: bool = False
    prove: Callable[[], dict] = dict

    def at(self, scope_id: int, position: int, cell: str) -> "ComputedFigure":
        """The same in another place, in which the same was seen."""
        return ComputedFigure(self.version, scope_id, position, cell, *self[4:])

    @property
    def proof(self) -> dict:
        """What a reader needs in order to count again: made when it is asked for, and not kept."""
        return self.prove()
