"""Who is counted by which filter: what the answers to several questions are compared by.

One statement a source: each condition that any of the filters names is judged once for
each record, and the filters are put together from these answers in Python, with three
values as in SQL. Ids of people live as long as the request and are never stored.
"""

from collections import defaultdict
from dataclasses import dataclass

from odoo.tools import SQL

from .cells import UNDECLARED, categories_of, dimensions_of
from .filters import Condition, Junction, Parameter, read_filter, to_sql
from .parameters import with_parameters
from .records import dimension_columns
from .request import TOTAL, Request
from .statement import Statement, flush


@dataclass(frozen=True)
class Question:
    """What was asked of one source: whose records, in which stretch of time.

    :param measured: name of the measured field; '' where people or records are counted.
    :param cell: its key; '' for the total.
    """

    population: Junction
    filter: Junction
    basis: str
    scope_id: int
    position: int
    measured: str = ""
    cell: str = TOTAL

    @property
    def meaning(self) -> frozenset:
        """Whom it asks for, however it says so, and whenever and wherever it is."""
        return normal_form(self.population) | normal_form(self.filter)

    @classmethod
    def of(cls, source, values: dict, scope_id: int, position: int, cell: str = TOTAL):
        """A question about a term, from the values that are kept of it."""
        return cls(
            read_filter(source, values["population"]),
            read_filter(source, values["filter"]),
            values["basis"],
            scope_id,
            position,
            values.get("measured") or "",
            cell,
        )


class People:
    """Who stands behind questions to one source, in some scopes and periods.

    :param env: that of the service account: nobody else may read the sources.
    """

    def __init__(self, env, source, slots, periods, questions):
        self._conditions = list(
            dict.fromkeys(
                condition
                for question in questions
                for tree in (question.population, question.filter)
                for condition in conditions(tree)
            )
        )
        self._positions = {condition: n for n, condition in enumerate(self._conditions)}
        self._measured = sorted({question.measured for question in questions} - {""})
        names = frozenset().union(*(dimensions_of(question.cell) for question in questions))
        self._dimensions = [field for field in source._breakdown_fields() if field.name in names]
        self._rows = self._fetch(env, source, slots, periods, {q.basis for q in questions})

    def _fetch(self, env, source, slots, periods, bases) -> dict:
        """(scope, position, basis) → (person, cells, what holds) of each record."""
        env[source.model].check_access("read")
        flush(env, source)
        codes = {one.value.code for one in self._conditions if isinstance(one.value, Parameter)}
        request = with_parameters(env, Request((), tuple(slots), tuple(periods)), codes)
        statement = Statement(env, source, request, bases, codes)
        known = [SQL("%s IS NOT NULL", statement.measured[name]) for name in self._measured]
        judged = [to_sql(condition, statement.columns) for condition in self._conditions]
        asked = SQL(
            "sc.scope_id, i.period, i.basis, %s, ARRAY[%s]::bool[], d.*",
            SQL.identifier("s", source.person_field),
            SQL(", ").join([SQL("TRUE"), *known, *judged]),
        )
        found = env.execute_query(
            SQL(
                "%s LEFT JOIN LATERAL (SELECT %s) d ON TRUE"
                " WHERE s.id IS NOT NULL AND i.weight IS NOT NULL",
                statement.select(asked),
                dimension_columns(statement, self._dimensions),
            )
        )
        rows = defaultdict(list)
        for scope_id, position, basis, person, holds, *categories in found:
            pairs = zip(self._dimensions, categories, strict=False)
            own = {(f.name, UNDECLARED if one is None else str(one)) for f, one in pairs}
            rows[scope_id, position, basis].append((person, own, holds[1:]))
        return rows

    def counted(self, question: Question) -> frozenset:
        """People who count; those whose filter is unknown do not."""
        return self._who(question, lambda holds: self._counts(question, holds))

    def judged(self, question: Question) -> frozenset:
        """People of whom it is known whether they count: the base of a share."""
        return self._who(
            question,
            lambda holds: (
                self._is_measured(question, holds)
                and self._value(question.population, holds) is True
                and self._value(question.filter, holds) is not None
            ),
        )

    def least_told_apart(self, question: Question, trusted: bool) -> int | None:
        """How few people a single condition of the filter lets in or keeps out.

        Those for whom a condition decides are let in if it holds and kept out if not:
        the smaller of the two groups, of the condition for which it is smallest. None
        without any condition.

        :param trusted: the population is one that the library uses: it is not judged.
        """
        whole = Junction("&", (question.population, question.filter))
        sizes = [
            min(len(self._deciding(question, whole, condition, holds)) for holds in (True, False))
            for condition in dict.fromkeys(conditions(question.filter if trusted else whole))
        ]
        return min(sizes, default=None)

    def _deciding(self, question, whole, condition, truth: bool) -> frozenset:
        position = len(self._measured) + self._positions[condition]

        def decides(holds) -> bool:
            if not self._is_measured(question, holds) or bool(holds[position]) != truth:
                return False
            with_, without = ([*holds[:position], v, *holds[position + 1 :]] for v in (True, False))
            return (self._value(whole, with_) is True) != (self._value(whole, without) is True)

        return self._who(question, decides)

    def _who(self, question, wanted) -> frozenset:
        place = question.scope_id, question.position, question.basis
        asked = set(categories_of(question.cell))
        return frozenset(
            person for person, own, holds in self._rows[place] if asked <= own and wanted(holds)
        )

    def _counts(self, question, holds) -> bool:
        return (
            self._is_measured(question, holds)
            and self._value(question.population, holds) is True
            and self._value(question.filter, holds) is True
        )

    def _is_measured(self, question, holds) -> bool:
        return not question.measured or holds[self._measured.index(question.measured)]

    def _value(self, node, holds) -> bool | None:
        """A filter for one record: true, false or, as None, not known."""
        if isinstance(node, Condition):
            return holds[len(self._measured) + self._positions[node]]
        values = [self._value(part, holds) for part in node.parts]
        if node.operator == "!":
            return None if values[0] is None else not values[0]
        decisive = node.operator == "|"
        if decisive in values:
            return decisive
        return None if None in values else not decisive


def normal_form(node: Junction | Condition) -> frozenset:
    """The parts of a filter that must all hold, in whatever order it names them.

    Filters with the same one let in the same records; others may do so too.
    """
    if isinstance(node, Condition):
        return frozenset([_plain(node)])
    if node.operator == "&":
        return frozenset().union(*map(normal_form, node.parts))
    return frozenset([node])


def _plain(one: Condition) -> Condition:
    """``= x`` for ``in [x]``, and ``= True`` for ``!= False``: both are unknown where it is."""
    if one.operator == "in" and len(one.value) == 1:
        return Condition(one.field, "=", *one.value)
    if one.operator == "!=" and isinstance(one.value, bool):
        return Condition(one.field, "=", not one.value)
    return one


def conditions(node: Junction | Condition):
    """The conditions of a filter, one after the other."""
    if isinstance(node, Condition):
        yield node
    else:
        for part in node.parts:
            yield from conditions(part)
