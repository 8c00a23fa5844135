"""A figure while it is being made: its value, or why there is none.

"Not measured" is no zero. Every quantity therefore says what is known of it:

- ``measured``: it has a value that was counted or declared.
- ``estimated``: it has a value, made from a part of what it should be made from.
- ``suppressed``: it was measured, and is hidden because it would tell about persons.
- ``missing``: it should be there, and nobody knows it.
- ``not_applicable``: it has no meaning here (a share of nobody).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow

from .errors import EngineError

STATUSES = ("measured", "estimated", "missing", "not_applicable", "suppressed")
STATUSES_WITH_VALUE = ("measured", "estimated")

# From the one that gives way to all others, to the one that gives way to none.
_IN_ORDER = ("measured", "estimated", "suppressed", "missing", "not_applicable")
_PRECEDENCE = {status: place for place, status in enumerate(_IN_ORDER)}

# 28 digits carry sums of a federation's accounts in cents without rounding. Powers that
# leave 10^±99 are errors of a formula, not figures.
ARITHMETIC = Context(
    prec=28,
    Emin=-99,
    Emax=99,
    traps=[InvalidOperation, DivisionByZero, Overflow],
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """One figure: a value with its status, or a status with the reason for it.

    :param value: set if and only if the status is ``measured`` or ``estimated``.
    :param reason: machine key for why it is not simply measured, e.g.
        ``division_by_zero``.
    :raises EngineError: ``quantity_status_unknown``; ``quantity_not_decimal`` for
        floats, infinities and the like; ``quantity_inconsistent``.
    """

    value: Decimal | None
    status: str = "measured"
    reason: str | None = None

    def __post_init__(self) -> None:
        if self.status not in STATUSES:
            raise EngineError("quantity_status_unknown", status=self.status)
        if self.value is not None and not (
            isinstance(self.value, Decimal) and self.value.is_finite()
        ):
            raise EngineError("quantity_not_decimal", value=self.value)
        if self.is_known != (self.value is not None):
            raise EngineError("quantity_inconsistent", status=self.status, value=self.value)

    @property
    def is_known(self) -> bool:
        """Whether there is a value to compute with."""
        return self.status in STATUSES_WITH_VALUE


def prevailing(quantities: Iterable[Quantity]) -> Quantity:
    """The quantity whose status a result made from all of these has.

    ``measured`` < ``estimated`` < ``suppressed`` < ``missing`` < ``not_applicable``.
    Each status gives way to what would still hold if it were repaired: revealing a
    hidden figure does not help if another one is missing, and finding a missing one
    does not give meaning to what has none. Of equals, the first prevails, and with it
    its reason.
    """
    return max(quantities, key=lambda quantity: _PRECEDENCE[quantity.status])
