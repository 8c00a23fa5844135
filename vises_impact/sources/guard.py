"""What a definition of one's own may tell readers without a right to staff records.

The library's figures are few; a live test can be asked again and again, with another
filter each time, and so can definitions be saved and computed. So both obey the rules of
all figures (``hiding.hide``) and, on sources of people, three more. A figure is told
only if

1. **each condition matters for many**: those whom it lets in, and those whom it keeps
   out, are each at least the threshold, where the rest of the filter leaves it the say.
   "Born on 3 May and on a permanent contract" is refused whoever that is, and whatever
   contract it is; so is "born before 1960" while fewer than five are. A zero is refused
   like a four, since it tells as much of the one person that was meant. Conditions that
   make up a population of the library have their say, whether they stand as the population
   or, all of them and no other, as the filter.
2. **no earlier test asked for nearly the same people**: two tests with different filters
   count sets of people that differ by at least the threshold, in any period. A filter
   that is varied step by step steps over five people at least. The same holds beside the
   stored figures of other definitions of one's own, in the same period.
3. **nothing follows by subtraction**: from the figures of the library, the stored ones of
   the company's own definitions, the earlier tests of the company by whomever, and this
   one, no group below the threshold can be worked out by adding and subtracting
   (``engine.differencing``).

Lowest, highest and largest values of people are disclosive: only readers of staff
records see them, and these rules do not concern those readers. What is not guarded: what
colleagues know of each other from elsewhere, and figures that change while people come
and go, as those of all reports do.
"""

import functools
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import product

from ..engine.differencing import Audit
from ..engine.errors import EngineError
from .cells import UNDECLARED, cell_key
from .membership import People, Question, normal_form
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
        """Total first; ``place`` gives the position of a period.

        A filter that the source offers no more, after an update, tells nothing more.
        """
        found = []
        for cell in sorted(self.cells):
            for values in (values for of, values in self.terms if of == source):
                with suppress(EngineError):
                    position = place[self.period]
                    found.append(Question.of(source, values, self.slot.scope_id, position, cell))
        return found


def term_values(term) -> dict:
    """Of a term, what tells whom it counts."""
    measured = term.measure_field_id.name if term.measure != "largest" else ""
    return {
        "population": term.population or "[]",
        "filter": term.filter or "[]",
        "basis": term.basis,
        "measured": measured or "",
    }


def of_version(version, slot, period, dimensions=None) -> Asked:
    """All that the figures of a definition tell: its total and each cell there could be.

    :param dimensions: names of the breakdowns that are looked at; None: all.
    """
    fields = {field.name: field for field in version.term_ids.source_id._breakdown_fields()}
    cells = [TOTAL]
    for names in version._dimension_sets():
        if names <= (fields.keys() if dimensions is None else set(dimensions) & fields.keys()):
            choices = ((*fields[name]._choices(), UNDECLARED) for name in names)
            cells += [cell_key(dict(zip(names, one, strict=True))) for one in product(*choices)]
    terms = tuple((term.source_id, term_values(term)) for term in version.term_ids)
    return Asked(terms, slot, period, tuple(dict.fromkeys(cells)))


def is_own(version) -> bool:
    """Whether a definition is the company's own and counts people: such ones are guarded."""
    return bool(
        version.indicator_id.company_id and version.term_ids.source_id.filtered("person_field")
    )


def told(
    env,
    asked: list[Asked],
    known: list[Asked],
    stored: list[Asked],
    earlier: list[Asked],
    threshold: int,
) -> list[set[str]]:
    """The cells of each of ``asked`` that may be told; none without the total.

    What is told of one counts for those after it.

    :param env: that of the service account: nobody else may read the sources.
    :param known: figures of the library, in the same scopes and periods.
    :param stored: figures of the company's own definitions that are shown already.
    :param earlier: tests that were answered, the oldest first.
    """
    cells = [set(one.cells) for one in asked]
    for source in {source: None for one in asked for source, _values in one.terms}:
        if source.person_field:
            guard = _Guard(env, source, asked, known, stored, earlier, threshold)
            cells = [mine & told for mine, told in zip(cells, guard.told(), strict=True)]
    return [mine if TOTAL in mine else set() for mine in cells]


class _Guard:
    """The three rules, for one source."""

    def __init__(self, env, source, asked, known, stored, earlier, threshold):
        everything = (*asked, *known, *stored, *earlier)
        periods = list(dict.fromkeys(one.period for one in everything))
        place = {period: position for position, period in enumerate(periods)}
        slots = {one.slot.scope_id: one.slot for one in everything}.values()
        self.threshold = threshold
        self.asked = [one.questions(source, place) for one in asked]
        self.known, self.stored, self.earlier = (
            list(dict.fromkeys(q for one in some for q in one.questions(source, place)))
            for some in (known, stored, earlier)
        )
        self.trusted = {normal_form(q.population) for q in self.known}
        every = [question for questions in self.asked for question in questions]
        self.wholes = [replace(q, filter=q.population, cell=TOTAL) for q in every]
        questions = [*every, *self.known, *self.stored, *self.earlier, *self.wholes]
        self.people = People(env, source, slots, periods, questions)
        self.counted = functools.cache(self.people.counted)
        self._audits: dict[tuple, Audit] = {}

    def told(self) -> list[set[str]]:
        return [self._told(questions) for questions in self.asked]

    def _told(self, questions) -> set[str]:
        cells = {question.cell for question in questions}
        for question in questions:
            audit = self._audit(question)
            told = (
                self._matters_for_many(question)
                and self._is_far_from_earlier(question)
                and all(audit.learn(group) for group in self._groups(question))
            )
            if not told:
                cells.discard(question.cell)
        if TOTAL in cells:
            self.stored += [question for question in questions if question.cell in cells]
        return cells

    def _audit(self, question) -> Audit:
        """What readers know already: of the library, as far as it is shown, and the rest."""
        place = question.scope_id, question.position, question.basis
        if place not in self._audits:
            used = self._groups_at(question, (*self.wholes, *self.known), everywhere=False)
            stored = Audit(used, self.threshold)
            known = [group for group in used if stored.learn(group)]
            known += self._groups_at(question, (*self.stored, *self.earlier))
            asked = self._groups_at(question, [q for some in self.asked for q in some])
            audit = self._audits[place] = Audit([*known, *asked], self.threshold)
            for group in known:
                audit.know(group)
        return self._audits[place]

    def _groups_at(self, asked, questions, everywhere=True) -> list:
        """Groups of the questions that look at the same days as another one."""
        place = asked.position, asked.basis
        return [
            group
            for question in questions
            if (question.position, question.basis) == place
            and (everywhere or question.scope_id == asked.scope_id)
            for group in self._groups(question)
        ]

    def _groups(self, question):
        """Those who count; where a field is measured, also those of whom that is known.

        How many could not be judged is told anyway, as coverage; what they earn is not.
        """
        counted = self.counted(question)
        return (counted, self.people.judged(question)) if question.measured else (counted,)

    def _matters_for_many(self, question) -> bool:
        if question.meaning in self.trusted:
            return True  # a whole population of the library, also where a filter names it
        is_trusted = normal_form(question.population) in self.trusted
        fewest = self.people.least_told_apart(question, is_trusted)
        return fewest is None or fewest >= self.threshold

    def _is_far_from_earlier(self, question) -> bool:
        if question.cell:
            return True  # its total is asked about
        group = self.counted(question)
        beside = [other for other in self.stored if other.position == question.position]
        return all(
            other.cell
            or other.meaning == question.meaning
            or len(group ^ self.counted(other)) >= self.threshold
            for other in (*beside, *self.earlier)
        )
