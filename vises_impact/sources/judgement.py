"""Whether a record counts for a term, and whether that is known: as conditions, and numbers of them."""

from dataclasses import dataclass

from odoo.tools import SQL

from .filters import read_filter, to_sql
from .statement import ONE, Statement

TRUE = SQL("TRUE")
VALUE_MEASURES = ("average", "minimum", "maximum")
# What puts numbers of smaller cells together.
OF_CELLS = {"count": SQL("sum"), "sum": SQL("sum"), "min": SQL("min"), "max": SQL("max")}
DISTINCT_BASES = ("flow", "during", "average_days", "average_month_ends")


@dataclass(frozen=True)
class Judgement:
    """What is known of a record for one term, each as an SQL condition.

    :param counted: it counts; ``judged``: whether it counts could be told.
    :param certain: told without an assumption; ``concerned``: it should be told.
    :param measure: what is measured of it; ``weight``: how much of it falls on the days.
    """

    counted: SQL
    judged: SQL
    certain: SQL
    concerned: SQL
    measure: SQL
    weight: SQL

    @property
    def gap(self) -> SQL:
        """The record should be told and cannot be: somebody has to repair it."""
        return SQL("(%s AND (%s) IS NOT TRUE)", self.concerned, self.certain)

    def weighed(self, amount: SQL) -> SQL:
        """As much of an amount as falls on the days."""
        return amount if self.weight == ONE else SQL("%s * %s", self.weight, amount)


def judgement(statement: Statement, term) -> Judgement:
    """What a term wants to know of the rows of a statement.

    A number or a sum asks all who are concerned whether they count: a sure no is an
    answer, even where the rest is not known. An average, a lowest or a highest value
    asks those who count what theirs is. A share asks everybody in its base for both.
    """
    population = population_sql(statement, term)
    filter_ = condition_sql(statement, term.filter)
    field = term.measure_field_id
    measure = statement.measured[field.name] if field else ONE
    on = SQL("s.id IS NOT NULL AND i.weight IS NOT NULL")
    if term.basis not in statement.like:
        on = SQL("%s AND i.basis = %s", on, term.basis)
    inside = _told(population, "%s IS TRUE")
    measured = _told(measure, "%s IS NOT NULL")
    certain = (
        _told(SQL.identifier("s", field.known_field), "%s IS TRUE") if field.known_field else TRUE
    )
    judged = _all(on, inside, _told(filter_, "%s IS NOT NULL"), measured)
    counted = _all(on, inside, measured, _told(filter_, "%s IS TRUE"))
    concerned = _all(on, _told(population, "%s IS NOT FALSE"))
    sure = _all(measured, certain)
    if term.id in statement.request.bases or (filter_, sure) == (TRUE, TRUE):
        certain = _all(judged, certain)
    else:
        if term.measure in VALUE_MEASURES:
            concerned = _all(concerned, _told(filter_, "%s IS NOT FALSE"))
        # Of three values: one sure no is enough, a yes needs all to be sure.
        answer = SQL("(%s AND %s AND NULLIF(%s, FALSE))", population, filter_, sure)
        certain = SQL("%s AND %s IS NOT NULL", concerned, answer)
    return Judgement(counted, judged, certain, concerned, measure, statement.weight(term.basis))


def _told(piece: SQL, test: str) -> SQL:
    """A test of a condition or a number; TRUE where it is always passed.

    What is put together without needless parts is the same for many terms, and is then
    worked out once for all of them.
    """
    return TRUE if piece in (TRUE, ONE) else SQL(test, piece)


def _all(*conditions: SQL) -> SQL:
    kept = [one for one in conditions if one != TRUE]
    return SQL(" AND ").join(kept) if kept else TRUE


def aggregates_of(statement: Statement, term, fact) -> list[SQL]:
    """Value, weight, base, count, base count, known and considered of one term.

    :param fact: what stands for a piece of SQL that is worked out for each row.
    """
    known = judgement(statement, term)
    value = _measure_sql(statement, term, known, fact)
    count = _count_sql(statement, term, fact)
    size = _size_sql(statement, term, known, fact)
    weight = _weight_sql(known, fact) if term.measure == "average" else count
    counted, certain, concerned = (
        fact(one) for one in (known.counted, known.certain, known.concerned)
    )
    # A base that no formula asks for is not looked for: it costs as much as the value.
    judged = fact(known.judged) if term.id in statement.request.bases else counted
    return [
        SQL("%s FILTER (WHERE %s)", what, where)
        for what, where in (
            (value, counted),
            (weight, counted),
            (value, judged),
            (count, counted),
            (count, judged),
            (size, certain),
            (size, concerned),
        )
    ]


def of_cells(aggregate: SQL, name: SQL) -> SQL | None:
    """An aggregate of a cell, from what it is in the smaller cells that make it up.

    :param name: the column of what it is in these.
    :return: None where that does not tell: the same people may be in several.
    """
    function, _bracket, argument = aggregate.code.partition("(")
    if argument.startswith("DISTINCT"):
        return None
    return SQL("%s(%s)", OF_CELLS[function], name)


def population_sql(statement: Statement, term) -> SQL:
    """Who or what is concerned; where records answer indicators, those that answer this one."""
    population = condition_sql(statement, term.population)
    if not statement.source.indicator_field:
        return population
    return SQL(
        "(%s = %s AND %s)",
        SQL.identifier("s", statement.source.indicator_field),
        term.version_id.indicator_id.id,
        population,
    )


def condition_sql(statement: Statement, text: str) -> SQL:
    return to_sql(read_filter(statement.source, text), statement.columns)


def _measure_sql(statement: Statement, term, known: Judgement, fact) -> SQL:
    if term.measure == "persons" and term.basis in ("flow", "during"):
        return SQL("count(DISTINCT %s)", fact(_person(statement)))
    if term.measure in ("persons", "records"):
        return _weight_sql(known, fact)
    if term.measure in ("sum", "average"):
        return SQL("sum(%s)", fact(known.weighed(known.measure)))
    if term.measure == "distinct":
        return SQL("count(DISTINCT %s)", fact(known.measure))
    function = SQL("min" if term.measure == "minimum" else "max")
    return SQL("%s(%s)", function, fact(known.measure))


def _size_sql(statement: Statement, term, known: Judgement, fact) -> SQL:
    """What coverage is told in: people or events; for sums of money, amounts.

    What may not be known, such as a weight, has no size: records are counted instead.
    """
    if statement.source.person_field:
        if term.basis == "during":
            return SQL("count(DISTINCT %s)", fact(_person(statement)))
    elif term.measure == "sum" and not term.measure_field_id.known_field:
        return SQL("sum(%s)", fact(known.weighed(SQL("abs(%s)", known.measure))))
    return _weight_sql(known, fact)


def _weight_sql(known: Judgement, fact) -> SQL:
    """The weights of records together; their number, which is asked for anyway, if each is one."""
    return SQL("count(*)") if known.weight == ONE else SQL("sum(%s)", fact(known.weight))


def _count_sql(statement: Statement, term, fact) -> SQL:
    """People behind the figure; a person has one row a day, so a day needs no DISTINCT."""
    distinct = term.basis in DISTINCT_BASES and not statement.like & {"start", "end"}
    if statement.source.person_field and distinct:
        return SQL("count(DISTINCT %s)", fact(_person(statement)))
    return SQL("count(*)")


def _person(statement: Statement) -> SQL:
    return SQL.identifier("s", statement.source.person_field)
