"""The records behind a figure: which ones a term counted, and which ones it counted them of."""

from dataclasses import dataclass

from odoo.tools import SQL

from .cells import UNDECLARED, categories_of, dimensions_of
from .definition import Definition
from .judgement import judgement
from .parameters import with_parameters
from .request import TOTAL, Request
from .statement import Statement, flush


@dataclass(frozen=True)
class Behind:
    """Records of one term in one scope, period and cell.

    :param ids: ids of the records that are shown.
    :param people: how many people they are about; None where the source tells no people.
    """

    ids: frozenset[int]
    people: int | None


def behind(env, term, slot, period, cell: str = TOTAL) -> tuple[Behind, Behind]:
    """The records that count, and the whole of those that could be judged.

    What has no measured value is in neither, as in the figure itself.

    :param env: that of the service account: nobody else may read the sources.
    """
    term, source = term.with_env(env), term.source_id.with_env(env)
    env[source.model].check_access("read")
    flush(env, source)
    request = with_parameters(env, Request((term,), (slot,), (period,)))
    statement = Statement(env, source, request, {term.basis})
    known = judgement(statement, term)
    rows = env.execute_query(
        SQL(
            "%(rows)s WHERE %(judged)s AND %(cell)s GROUP BY 1, 2",
            rows=statement.select(
                SQL(
                    "%(record)s, %(person)s, COALESCE(bool_or(%(counted)s), FALSE)",
                    record=SQL.identifier("s", source.record_field),
                    person=SQL.identifier("s", source.person_field or source.record_field),
                    counted=known.counted,
                )
            ),
            judged=known.judged,
            cell=_in_cell(statement, cell),
        )
    )
    return (
        _behind(source, [row for row in rows if row[2]]),
        _behind(source, rows),
    )


def _behind(source, rows) -> Behind:
    people = len({person for _record, person, _counts in rows}) if source.person_field else None
    return Behind(frozenset(record for record, _person, _counts in rows if record), people)


def _in_cell(statement: Statement, cell: str) -> SQL:
    """Whether a record is of the categories of a cell; those of other sources are not told."""
    conditions = [SQL("TRUE")]
    for name, category in categories_of(cell):
        # As in keys of cells: the text of what the database answered, True and False among it.
        value = SQL("lower(to_jsonb(%s) #>> '{}')", statement.columns.fields[name])
        conditions.append(
            SQL("%s IS NULL", value)
            if category == UNDECLARED
            else SQL("%s = %s", value, category.lower())
        )
    return SQL(" AND ").join(conditions)


def has_cell(source, cell: str) -> bool:
    """Whether a source tells the categories of a cell."""
    return dimensions_of(cell) <= set(source._breakdown_fields().mapped("name"))


def asked(version) -> list[tuple[object, bool, bool]]:
    """Terms of a definition as its formula uses them: term, whether itself, whether its whole."""
    definition = Definition.of(version)
    names = definition.formula.names
    return [
        (term, term.name in names, definition.has_base(term))
        for term in version.term_ids
        if term.name in names or definition.has_base(term)
    ]
