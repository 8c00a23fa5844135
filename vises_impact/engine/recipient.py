"""For whom figures are written, and from which number of people on these readers see them.

The rules of design section 5.9, in one place:

- ``internal``: readers inside the enterprise;
- ``public``: everybody, at once and for good;
- ``return``: a funder or an authority that may ask for exact figures, by an agreement or a
  decree that is named.
"""

from dataclasses import dataclass

from .suppression import THRESHOLD_INSIDE, THRESHOLD_PUBLICATION

SMALLEST_GROUP = {"internal": THRESHOLD_INSIDE, "public": THRESHOLD_PUBLICATION, "return": 0}


@dataclass(frozen=True)
class Recipient:
    """The readers of a document.

    :param kind: a key of ``SMALLEST_GROUP``.
    :param threshold: the smallest number of people that they read of; 0: exact figures.
    """

    kind: str
    threshold: int

    @property
    def is_public(self) -> bool:
        """Whether anybody may read it: figures are then rounded, so that nobody counts back."""
        return self.kind == "public"

    @property
    def is_exact(self) -> bool:
        """Whether nothing is hidden from them."""
        return self.threshold == 0


def recipient(kind: str, inside: int) -> Recipient:
    """The recipient of a kind.

    :param inside: the smallest group that the enterprise shows its own readers: no other
        reader sees a smaller one, but for those to whom exact figures are due.
    """
    smallest = SMALLEST_GROUP[kind]
    return Recipient(kind, max(smallest, inside) if smallest else 0)
