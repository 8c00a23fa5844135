"""Records that figures could not judge: what somebody has to repair.

One statement a source, whatever the number of definitions and records. A record is a
gap for a definition by the very conditions that lower its coverage (``judgement``).
"""

from collections import defaultdict
from dataclasses import dataclass, field

from odoo.tools import SQL

from .definition import Definition, bases_of
from .filters import conditions, read_filter
from .judgement import judgement
from .parameters import with_parameters
from .request import Request
from .statement import Statement, flush


@dataclass
class Gap:
    """What a definition could not judge in one scope and period.

    :param ids: ids of the records to repair, by model.
    :param fields: the source's fields that were empty or only assumed, in order.
    :param personal: whether the records are about people; ``of_staff``: about staff.
    """

    ids: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    fields: dict = field(default_factory=dict)
    personal: bool = False
    of_staff: bool = False

    @property
    def count(self) -> int:
        """How many records there are to repair, each counted once."""
        return sum(map(len, self.ids.values()))

    @property
    def main_model(self) -> str:
        """The model of most of the records."""
        return max(self.ids, key=lambda model: len(self.ids[model]))


def find(env, versions, slot, period) -> dict[int, Gap]:
    """Gaps of each definition version, by its id; those without any are absent.

    :param env: that of the service account: nobody else may read the sources.
    """
    versions = versions.with_env(env)
    terms = versions.term_ids
    definitions = map(Definition.of, versions)
    request = Request(tuple(terms), (slot,), (period,), bases_of(definitions))
    request = with_parameters(env, request)
    gaps = defaultdict(Gap)
    # A question that somebody skipped is nobody's to repair.
    for source in terms.source_id.filtered(
        lambda source: source.engine == "records" and not source.sampled
    ):
        env[source.model].check_access("read")
        flush(env, source)
        asked = _asked(env, source, request)
        columns = SQL(", ").join(column for *_key, column in asked)
        statement = asked[0][0]
        rows = env.execute_query(statement.select(columns))
        for (_statement, version, name, _column), found in zip(asked, rows[0], strict=True):
            if found:
                _note(gaps[version.id], source, name, found)
    return {key: gap for key, gap in gaps.items() if gap.count}


def _asked(env, source, request) -> list[tuple]:
    """Statement, version, what is asked (a field or None: the records) and its column."""
    terms = request.of_engine("records")
    terms = [term for term in terms if term.source_id == source]
    statement = Statement(env, source, request, {term.basis for term in terms})
    record = SQL.identifier("s", source.repair_field or source.record_field)
    by_version = defaultdict(list)
    for term in terms:
        by_version[term.version_id].append((term, _gap(statement, term)))
    asked = []
    for version, gaps in by_version.items():
        wanted = SQL(" OR ").join(gap for _term, gap in gaps)
        column = SQL(
            "array_agg(DISTINCT %s) FILTER (WHERE (%s) AND %s IS NOT NULL)", record, wanted, record
        )
        asked.append((statement, version, None, column))
        names = dict.fromkeys(name for term, _gap in gaps for name in _names(term))
        for name in names:
            empty = SQL("%s IS NULL", _value(statement, name))
            asked.append((statement, version, name, SQL("bool_or((%s) AND %s)", wanted, empty)))
    return asked


def _gap(statement: Statement, term) -> SQL:
    if term.measure != "largest":
        return judgement(statement, term).gap
    # The largest partner's part: what nobody is named for cannot be anybody's.
    return SQL("(%s AND s.partner_id IS NULL)", judgement(statement, term).counted)


def _names(term) -> list[str]:
    """Fields on which a term depends, the measured one first."""
    names = [term.measure_field_id.name] if term.measure_field_id else []
    if term.measure == "largest":
        names.append("partner_id")
    for text in (term.filter, term.population):
        names += [one.field for one in conditions(read_filter(term.source_id, text))]
    return names


def _value(statement: Statement, name: str) -> SQL:
    return statement.columns.fields.get(name) or SQL.identifier("s", name)


def _note(gap: Gap, source, name: str | None, found):
    if name is None:
        gap.ids[source.repair_model or source.record_model].update(found)
        gap.personal = gap.personal or bool(source.person_field)
        gap.of_staff = gap.of_staff or source._is_of_staff()
    else:
        gap.fields[name] = source.id
