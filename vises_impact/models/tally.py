"""What becomes of the figures of a computation, in numbers."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tally:
    """What became of a computation.

    :param computed: figures that were worked out, breakdowns included.
    :param written: those that were new, or differed from what was kept.
    :param proposed: those that differ from a validated or typed figure, which stays.
    :param failed: definitions that could not be worked out.
    """

    computed: int = 0
    written: int = 0
    proposed: int = 0
    failed: int = 0

    @property
    def unchanged(self) -> int:
        """Figures that are as they were, or that stay although they differ."""
        return self.computed - self.written

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.computed + other.computed,
            self.written + other.written,
            self.proposed + other.proposed,
            self.failed + other.failed,
        )
