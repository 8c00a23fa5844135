"""Numbers in a text that tell what a document hides.

A sentence gives a hidden figure away where a number stands in it **beside** its unit or a word
of its name ("8 women", "42 %"), or together with that name. Which numbers are looked for
depends on what whoever is warned may know:

- the number is known (it is shown inside the enterprise and hidden from the public): that
  number, beside the unit or a word of the name, in a sentence with such a word, or anywhere
  if it has three digits or more and is no year;
- the number is not known (it is hidden inside already): **any** number beside the unit or a
  word of the name, in a sentence with such a word. A warning that depended on the number
  would tell it to whoever tries one after the other.

Numbers are read as digits, with the separators of any language: ``1,234.5``, ``1.234,5`` and
``1 234,5`` are one number. Where a text can be read in two ways (``1.234``), both count. Numbers
written as words are not found.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

SPACES = "\u0020\u00a0\u202f\u2009"
NUMBER = re.compile(rf"\d{{1,3}}(?:[{SPACES}.,'’]\d{{3}})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)?")
SENTENCE = re.compile(r"(?<=[.!?…;])\s+|\n+")
WORD = re.compile(r"[^\W\d_]+|%|€|²|³")
YEARS = range(1900, 2101)
SHORTEST, STEM = 5, 5  # "dans", "with", "from" say nothing; "femme" stands for "femmes"
LONG = 3


@dataclass(frozen=True)
class Hidden:
    """A figure that a document hides.

    :param name: what readers call it, returned with what was found.
    :param words: stems of its name (``stems``).
    :param units: stems of the words and signs that follow it as its unit.
    :param numbers: what would tell it; empty: whoever is warned may not know.
    :param decimals: those with which it is printed.
    """

    name: str
    words: frozenset[str]
    units: frozenset[str]
    numbers: frozenset[Decimal] = frozenset()
    decimals: int = 0


def stems(text: str) -> frozenset[str]:
    """What the significant words of a text begin with, without accents and capitals."""
    return frozenset(_stem(word) for word in WORD.findall(text) if len(word) >= SHORTEST)


def unit_stems(*words: str) -> frozenset[str]:
    """Stems of words and signs that stand after a number."""
    return frozenset(_stem(part) for word in words for part in WORD.findall(word)[:1])


def told(text: str, figures) -> list[tuple[str, Hidden]]:
    """The numbers in ``text`` that give figures away, as written, with these figures."""
    found = {}
    for sentence in SENTENCE.split(text):
        about = stems(sentence)
        for number in NUMBER.finditer(sentence):
            beside = unit_stems(sentence[number.end() :][:40])
            for figure in figures:
                if _tells(number.group(), about, beside, figure):
                    found[number.group(), figure.name] = figure
    return [(number, figure) for (number, _name), figure in found.items()]


def _tells(written: str, about: frozenset, beside: frozenset, figure: Hidden) -> bool:
    named = bool(about & figure.words)
    close = bool(beside & (figure.units | figure.words))
    if not figure.numbers:
        return named and close
    return bool(_rounded(readings(written), figure) & _rounded(figure.numbers, figure)) and (
        named or close or _is_long(written)
    )


def _rounded(numbers, figure: Hidden) -> set[Decimal]:
    step = Decimal(1).scaleb(-figure.decimals)
    return {number.quantize(step, ROUND_HALF_UP) for number in numbers}


def _is_long(written: str) -> bool:
    digits = re.sub(r"\D", "", written)
    return len(digits) >= LONG and not (written.isdigit() and int(written) in YEARS)


def readings(written: str) -> set[Decimal]:
    """The numbers that these digits with separators may stand for."""
    return set(_readings(written.translate(dict.fromkeys(map(ord, f"{SPACES}'’")))))


def _readings(written: str) -> Iterator[Decimal]:
    parts = re.split("[.,]", written)
    if all(len(part) == LONG for part in parts[1:]):
        yield Decimal("".join(parts))
    if len(parts) > 1:
        yield Decimal(f"{''.join(parts[:-1])}.{parts[-1]}")


def _stem(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))[:STEM]
