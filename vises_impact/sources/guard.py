"""What the live test of a definition may tell a reader without a right to staff records.

A stored figure is one of few; a live test can be asked again and again, with another
filter each time. So it obeys the rules of stored figures (``evaluation.hide``) and, on
sources of people, three more. A figure is told only if

1. **each condition matters for many**: those whom it lets in, and those whom it keeps
   out, are each at least the threshold, where the rest of the filter leaves it the say.
   "Born on 3 May and on a permanent contract" is refused whoever that is, and whatever
   contract it is; so is "born before 1960" while fewer than five are. A zero is refused
   like a four, since it tells as much of the one person that was meant.
2. **no earlier test asked for nearly the same people**: two tests with different filters
   count sets of people that differ by at least the threshold, in any period. A filter
   that is varied step by step steps over five people at least.
3. **nothing follows by subtraction**: from the figures of the indicators in use, the
   earlier tests of the company by whomever, and this one, no group below the threshold
   can be worked out by adding and subtracting (``engine.differencing``).

Lowest, highest and largest values of people are disclosive: only readers of staff
records see them, and these rules do not concern those readers. What is not guarded: what
colleagues know of each other from elsewhere, and figures that change while people come
and go, as those of all reports do.
"""

from dataclasses import dataclass, replace

from ..engine.differencing import Audit
from .membership import People, Question
from .records import UNDECLARED
from .request import TOTAL, Slot


@dataclass(frozen=True)
class Asked:
    """What somebody asked of people, in one scope and period.

    :param terms: ``(source, values)`` of each term; the values are those of ``term_values``.
    :param cells: cells that are told, or were; '' is the total.
    """

    terms: tuple
    slot: Slot
    period: object
    cells: tuple[str, ...] = (TOTAL,)

    def questions(self, source, place) -> list[Question]:
        """Total first; ``place`` gives the position of a period."""
        return [
            Question.of(source, values, self.slot.scope_id, place[self.period], cell)
            for cell in sorted(self.cells)
            for of, values in self.terms
            if of == source
        ]


def term_values(term) -> dict:
    """Of a term, what tells whom it counts."""
    measured = term.measure_field_id.name if term.measure != "largest" else ""
    return {
        "population": term.population or "[]",
        "filter": term.filter or "[]",
        "basis": term.basis,
        "measured": measured or "",
    }


def of_version(version, slot, period) -> Asked:
    """All that the figures of a definition tell: its total and each cell there could be."""
    cells = [TOTAL]
    for field in version.breakdown_ids:
        cells += [f"{field.name}={category}" for category in (*field._choices(), UNDECLARED)]
    terms = tuple((term.source_id, term_values(term)) for term in version.term_ids)
    return Asked(terms, slot, period, tuple(dict.fromkeys(cells)))


def told(env, asked: Asked, known: list[Asked], earlier: list[Asked], threshold: int) -> set[str]:
    """The cells of ``asked`` that may be told.

    :param env: that of the service account: nobody else may read the sources.
    :param known: figures of indicators in use, in the same scope and period.
    :param earlier: tests that were answered, the oldest first.
    """
    cells = set(asked.cells)
    for source in {source: None for source, _values in asked.terms}:
        if source.person_field:
            cells &= _Guard(env, source, asked, known, earlier, threshold).told()
    return cells


class _Guard:
    """The three rules, for one source."""

    def __init__(self, env, source, asked, known, earlier, threshold):
        everything = (asked, *known, *earlier)
        periods = list(dict.fromkeys(one.period for one in everything))
        place = {period: position for position, period in enumerate(periods)}
        slots = {one.slot.scope_id: one.slot for one in everything}.values()
        self.threshold = threshold
        self.asked = asked.questions(source, place)
        self.known = [q for one in known for q in one.questions(source, place)]
        self.earlier = [q for one in earlier for q in one.questions(source, place)]
        self.trusted = {q.population for q in self.known}
        self.wholes = [replace(q, filter=q.population, cell=TOTAL) for q in self.asked]
        questions = [*self.asked, *self.known, *self.earlier, *self.wholes]
        self.people = People(env, source, slots, periods, questions)

    def told(self) -> set[str]:
        cells = {question.cell for question in self.asked}
        for basis in {question.basis for question in self.asked}:
            here = [question for question in self.asked if question.basis == basis]
            audit = self._audit(here)
            for question in here:
                told = (
                    self._matters_for_many(question)
                    and self._is_far_from_earlier(question)
                    and all(audit.learn(group) for group in self._groups(question))
                )
                if not told:
                    cells.discard(question.cell)
        return cells

    def _audit(self, here) -> Audit:
        """What readers know already: of the indicators in use, as far as it is shown."""
        used = self._groups_at(here[0], (*self.wholes, *self.known))
        stored = Audit(used, self.threshold)
        known = [group for group in used if stored.learn(group)]
        known += self._groups_at(here[0], self.earlier)
        asked = [group for question in here for group in self._groups(question)]
        audit = Audit([*known, *asked], self.threshold)
        for group in known:
            audit.know(group)
        return audit

    def _groups_at(self, asked, questions) -> list:
        """Groups of the questions that look at the same days as another one."""
        place = asked.position, asked.basis
        return [
            group
            for question in questions
            if (question.position, question.basis) == place
            for group in self._groups(question)
        ]

    def _groups(self, question):
        """Those who count; where a field is measured, also those of whom that is known.

        How many could not be judged is told anyway, as coverage; what they earn is not.
        """
        counted = self.people.counted(question)
        return (counted, self.people.judged(question)) if question.measured else (counted,)

    def _matters_for_many(self, question) -> bool:
        fewest = self.people.least_told_apart(question, question.population in self.trusted)
        return fewest is None or fewest >= self.threshold

    def _is_far_from_earlier(self, question) -> bool:
        if question.cell:
            return True  # its total is asked about
        group = self.people.counted(question)
        return all(
            other.cell
            or other.meaning == question.meaning
            or len(group ^ self.people.counted(other)) >= self.threshold
            for other in self.earlier
        )
