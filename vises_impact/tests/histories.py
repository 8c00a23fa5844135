"""Random histories in a database: each is drawn, compared with its oracle, and undone.

Hypothesis draws them. It begins with the emptiest one, likes borders, and where a history
breaks a statement, it looks for the smallest that still does; the failure tells that one in
words. The histories are the same at each run. ``VISES_EXAMPLES=200`` asks for more of them.
"""

import logging
import os
import tempfile
from contextlib import closing, contextmanager
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta

from odoo.tools import mute_logger

try:
    import hypothesis
except ImportError:  # it is no part of Odoo: an enterprise's own server may be without
    hypothesis = None
else:
    # It keeps notes on the code that it reads: out of the folder in which Odoo was started.
    hypothesis.configuration.set_hypothesis_home_dir(f"{tempfile.gettempdir()}/hypothesis")

_logger = logging.getLogger(__name__)
MORE = "VISES_EXAMPLES"
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


class ForHistories:
    """Mixed into test cases with statements about every history."""

    _in_history = False

    def _for_histories(self, check, examples: int = 5):
        """Check a statement on random histories; nothing of one is left for the next.

        :param check: gets a :class:`Chance`, makes a history, raises AssertionError.
        :param examples: how many of them, unless more are asked for.
        """
        if not hypothesis:
            self.skipTest("Random histories need the Python package hypothesis.")
        differences = []

        @hypothesis.settings(
            max_examples=max(examples, int(os.environ.get(MORE) or 0)),
            derandomize=True,
            database=None,
            deadline=None,
            report_multiple_bugs=False,
            # To explain a failure takes as many histories again as to find it.
            phases=(hypothesis.Phase.generate, hypothesis.Phase.shrink),
            # Records are made while the history is drawn, and long ones are wanted.
            suppress_health_check=(
                hypothesis.HealthCheck.too_slow,
                hypothesis.HealthCheck.data_too_large,
            ),
        )
        @hypothesis.given(hypothesis.strategies.randoms(use_true_random=False))
        def every_history(numbers):
            try:
                with self._undone():
                    check(Chance(numbers))
            except AssertionError as error:
                if not differences:
                    _logger.info("A difference, and now for a smaller history: %s", error)
                differences.append(error)
                raise

        self._in_history = True
        try:
            every_history()
        except Exception as error:
            notes = "\n".join(getattr(error, "__notes__", ()))
            raise AssertionError(f"{error}\nThe smallest history found:\n{notes}") from error
        finally:
            self._in_history = False

    @contextmanager
    def _undone(self):
        """Whatever is written inside is undone, and what Odoo remembers of it is forgotten."""
        try:
            with closing(self.env.cr.savepoint()):
                yield
        finally:
            self.env.invalidate_all(flush=False)
            with mute_logger("odoo.registry"):
                self.env.registry.clear_all_caches()

    @contextmanager
    def subTest(self, message="", **where):
        """In a history the first difference ends it: the search for a smaller one needs that."""
        if not self._in_history:
            with super().subTest(message, **where):
                yield
            return
        try:
            yield
        except AssertionError:
            hypothesis.note(f"Where: {in_words(where)}")
            raise
