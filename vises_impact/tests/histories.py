"""Random histories in a database: each is drawn, compared with its oracle, and undone.

Hypothesis draws them. It begins with the emptiest one, likes borders, and where a history
breaks a statement, it looks for the smallest that still does; the failure tells that one in
words. The histories are the same at each run. ``VISES_EXAMPLES=200`` asks for more of them.
"""

import logging
import os
from contextlib import closing, contextmanager

from odoo.tools import mute_logger

from .chance import Chance, hypothesis, in_words

_logger = logging.getLogger(__name__)
MORE = "VISES_EXAMPLES"


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
