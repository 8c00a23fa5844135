"""What people replied to the questionnaires of 2025, as plain data."""

import random
from collections.abc import Iterator

from tools.demo.common import SEED

STAFF_ANSWERED = 31
# How many were asked, and from which day on.
ASKED = {"staff": (38, "2025-11-03"), "entry": (26, "2024-01-08"), "exit": (24, "2025-01-06")}
PAIRED, ENTRY_ONLY, EXIT_ONLY = 18, 5, 2
"""People who answered both times, on entry only (they are still there), at the end only."""
NOT_ASKED = "not asked"

# How often each choice of the way to work is taken: on foot, bicycle, public transport, …
WAYS = (4, 5, 8, 3, 9, 1, 1)
VOWELS = ("LE", "NS", "AI", "IX", "NG")


def given() -> Iterator[tuple[str, list, str]]:
    """Each completed questionnaire: which, a reply to each question, when; always the same."""
    draw = random.Random(SEED)
    who = random.Random(SEED + 1)
    for number in range(STAFF_ANSWERED):
        yield "staff", [*_of_staff(draw), *_oneself(who)], f"2025-11-{3 + number % 25:02} 14:30:00"
    for number in range(PAIRED + ENTRY_ONLY):
        code = (
            f"{draw.choice('ABCEFJLMNS')}{draw.choice('AEIO')}{number + 3:02}{draw.choice(VOWELS)}"
        )
        month = number % 12 + 1
        yield "entry", [code, *_of_person(draw, 0)], f"2024-{month:02}-12 09:15:00"
        if number < PAIRED:
            # One writes the code in small letters and with a space: it is the same code.
            written = f"{code[:4]} {code[4:]}".lower() if number == 0 else code
            yield "exit", [written, *_of_person(draw, 1)], f"2025-{month:02}-20 15:40:00"
    for _number in range(EXIT_ONLY):
        yield "exit", ["", *_of_person(draw, 1)], "2025-12-15 11:00:00"


def _of_staff(draw) -> list:
    """Satisfaction, full or part time, more hours, way to work; None: skipped."""
    satisfaction = draw.choice((4, 5, 6, 6, 7, 7, 7, 8, 8, 8, 9, 10, None))
    if draw.random() < 0.4:
        hours, more = 0, NOT_ASKED
    else:
        hours, more = 1, draw.choice((0, 0, 1))
    way = draw.choices(range(len(WAYS)), WAYS)[0]
    return [satisfaction, hours, more, way]


def _oneself(draw) -> list:
    """Sex and age; the last choice of each: rather not say."""
    return [draw.choices(range(4), (15, 14, 0, 1))[0], draw.choices(range(4), (8, 16, 7, 0))[0]]


def _of_person(draw, later: int) -> list:
    """Esteem, body, network, services, travel, ease with digital tools, problems."""

    def level(low, high):
        return min(draw.randint(low, high) + later * draw.choice((0, 1, 1)), high + 1)

    return [
        {row: min(level(0, 2), 3) for row in range(4)},
        level(3, 7),
        min(level(0, 3), 4),
        {row: min(level(0, 1), 2) for row in range(5)},
        sorted(draw.sample(range(6), min(draw.randint(1, 2) + later, 6))),
        level(2, 7),
        {row: max(draw.randint(0, 2) - later * draw.choice((0, 1)), 0) for row in range(4)},
    ]
