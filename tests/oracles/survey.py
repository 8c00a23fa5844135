"""Figures of the demo's questionnaires, from what people replied (``tools.demo.replies``)."""

from fractions import Fraction

from tools.demo.replies import ASKED, NOT_ASKED, given

SURVEY = ("EMP05", "EMP27", "ENV17", "PRO02")
CHANGES = ("WAL15", "WAL16", "WAL17", "WAL18", "WAL19", "WAL20", "WAL21")
LOW_CARBON, AT_HOME = range(4), 6


class Questionnaires:
    """The replies of 2025, and those on entry, by the code that people made up."""

    def __init__(self):
        replies = {"staff": [], "entry": [], "exit": []}
        for name, reply, _moment in given():
            replies[name].append(reply)
        self.staff, self.end = replies["staff"], replies["exit"]
        self.entry = {code: rest for code, *rest in replies["entry"]}

    def figure(self, code: str) -> tuple[Fraction, Fraction, int]:
        """Value, coverage, and how many people it tells of."""
        if code in CHANGES:
            return self._change(SCORES[CHANGES.index(code)])
        return getattr(self, f"_{code.lower()}")()

    def _emp27(self):
        """Mean mark of those who gave one."""
        return mean([satisfaction for satisfaction, *_rest in self.staff])

    def _emp05(self):
        """Of those who work part time, who would like more hours: the first choice."""
        asked = [more for _mark, _hours, more, *_rest in self.staff if more != NOT_ASKED]
        return share([more == 0 for more in asked])

    def _env17(self):
        """Who comes without burning much; who stays at home is left out."""
        ways = [way for _mark, _hours, _more, way, *_who in self.staff]
        return share([way in LOW_CARBON for way in ways if way != AT_HOME])

    def _pro02(self):
        """Completed questionnaires of those that people were asked for in the year."""
        asked = sum(ASKED[name][0] for name in ("staff", "exit"))
        done = len(self.staff) + len(self.end)
        return Fraction(100 * done, asked), Fraction(1), done

    def _change(self, score):
        """Mean of what became of the score of each, where the code tells who it was on entry."""
        changes = []
        for code, *after in self.end:
            before = self.entry.get(code.replace(" ", "").upper())
            changes.append(score(after) - score(before) if before else None)
        return mean(changes)


def _mean_of_rows(matrix, least: int) -> Fraction:
    """Mean score of the rows of a matrix, whose first column is worth ``least``."""
    return Fraction(sum(least + column for column in matrix.values()), len(matrix))


# Esteem, body, network, services, ways to travel, digital tools, important problems.
SCORES = (
    lambda replies: _mean_of_rows(replies[0], 1),
    lambda replies: replies[1],
    lambda replies: replies[2],
    lambda replies: _mean_of_rows(replies[3], 0),
    lambda replies: len(replies[4]),
    lambda replies: replies[5],
    lambda replies: sum(column == 2 for column in replies[6].values()),
)


def mean(marks: list) -> tuple[Fraction, Fraction, int]:
    """Of the marks that were given."""
    known = [mark for mark in marks if mark is not None]
    return Fraction(sum(known), len(known)), Fraction(len(known), len(marks)), len(known)


def share(answers: list[bool]) -> tuple[Fraction, Fraction, int]:
    """How many said yes."""
    return Fraction(100 * sum(answers), len(answers)), Fraction(1), sum(answers)
