"""Figures as screens write them, against the numbers that the database holds."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

# By language: what stands between thousands, and before the decimals.
WRITTEN = {"en_US": (",", "."), "fr_FR": (" ", ","), "nl_BE": (".", ",")}
NUMBER = re.compile(r"[+\-−]?\d[\d., ]*")


@dataclass(frozen=True)
class Shown:
    """A number as a screen rounds it: its digits after the point, and thousands or units."""

    value: Decimal
    step: Decimal

    def rounds(self, figure: Decimal) -> Decimal:
        """A figure as it would be written beside this one."""
        return (figure / self.step).quantize(Decimal(1), ROUND_HALF_UP) * self.step


def read(text: str, language: str) -> Shown | None:
    """The first number of a text; None for words such as “small group”."""
    text = plain(text)
    if not (found := NUMBER.search(text)):
        return None
    thousands, point = WRITTEN[language]
    digits = found.group().strip().replace("−", "-").replace(thousands, "").replace(point, ".")
    factor = 1000 if text[found.end() :].strip().startswith("k") else 1
    value = Decimal(digits)
    return Shown(value * factor, Decimal(factor).scaleb(value.as_tuple().exponent))


def plain(text: str) -> str:
    """A text with ordinary spaces."""
    return text.replace("\u202f", " ").replace("\xa0", " ")
