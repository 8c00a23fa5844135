"""What is left to chance in a random history, and how such a history is told in words.

It knows nothing of Odoo: oracles use it outside as well.
"""

import tempfile
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta

try:
    import hypothesis
except ImportError:  # it is no part of Odoo: an enterprise's own server may be without
    hypothesis = None
else:
    # It keeps notes on the code that it reads: out of the folder in which Odoo was started.
    hypothesis.configuration.set_hypothesis_home_dir(f"{tempfile.gettempdir()}/hypothesis")

TOLD = 60
BORDERS = (
    date(2024, 2, 29),
    # Days with 23 or 25 hours in Brussels, in Montreal and in Auckland.
    date(2024, 3, 31),
    date(2024, 10, 27),
    date(2024, 3, 10),
    date(2024, 11, 3),
    date(2024, 9, 29),
    date(2024, 4, 7),
)
HOURS = (9, 10, 12, 4, 5, 11, 13, 21, 22, 23)
"""In UTC: office hours, and those around midnight in Montreal, Auckland and Brussels."""


class Chance:
    """What a history leaves to chance: the choice that comes first is the plainest one.

    :param numbers: a ``random.Random``, or what hypothesis gives in its place.
    """

    def __init__(self, numbers):
        self.choice, self.sample = numbers.choice, numbers.sample
        self.randint, self.randrange = numbers.randint, numbers.randrange

    def random(self) -> float:
        """At least 0 and below 1: ``random() < 0.2`` is plainer if it is not so."""
        return (999 - self.randrange(1000)) / 1000

    def weighted(self, choices: dict):
        """One of some choices, each as often as its weight, a whole number, says."""
        return self.choice([one for one, weight in choices.items() for _time in range(weight)])

    def day(self, first: date, last: date) -> date:
        """A day from first to last; half of them on borders of months, years and clocks."""
        day = first + timedelta(self.randrange((last - first).days + 1))
        month = day.replace(day=1)
        year = date(day.year, 1, 1), date(day.year, 12, 31)
        day = self.choice((day, day, day, day, month, month - timedelta(1), *year, None))
        return max(first, min(last, day or self.choice(BORDERS)))

    def moment(self, first: date, last: date) -> datetime:
        """A moment in UTC on such a day; half of them near some midnight."""
        day = self.day(first, last)
        return datetime.combine(day, time(self.choice(HOURS), self.choice((0, 29, 30, 59))))


def in_words(thing) -> str:
    """What a drawn thing says, but for what is as always."""
    if isinstance(thing, list | tuple):
        return f"[{', '.join(map(in_words, thing))}]"
    if isinstance(thing, dict):
        return f"{{{', '.join(f'{in_words(k)}: {in_words(v)}' for k, v in thing.items())}}}"
    if not is_dataclass(thing):
        return str(thing) if isinstance(thing, date) else repr(thing)
    told = ((one.name, getattr(thing, one.name), one.default) for one in fields(thing))
    said = (f"{name}={in_words(value)}" for name, value, default in told if value != default)
    return f"{type(thing).__name__}({', '.join(said)})"


def tell(title: str, things):
    """Say what was drawn, should the statement fail for it: the first of many things."""
    if hypothesis and hypothesis.currently_in_test_context():
        things = list(things)
        lines = [f"    {in_words(thing)}" for thing in things[:TOLD]]
        more = [f"    and {len(things) - TOLD} more"] if len(things) > TOLD else []
        hypothesis.note("\n".join([f"{title}:", *lines, *more]))
