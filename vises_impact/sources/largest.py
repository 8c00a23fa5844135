"""The largest partner's part: needs sums by partner first, and so a statement of its own."""

from decimal import Decimal

from odoo.tools import SQL

from .judgement import condition_sql
from .request import TOTAL, Observation, decimal_of
from .statement import Statement


def observe_largest(env, source, term, request, answers):
    """The part of the partner that adds up to most, and the people paid by unknowns."""
    statement = Statement(env, source, request, {term.basis})
    counted = SQL(
        "%s IS TRUE AND %s IS TRUE",
        condition_sql(statement, term.population),
        condition_sql(statement, term.filter),
    )
    amount = SQL(
        "%s * %s",
        statement.weight(term.basis),
        statement.measured[term.measure_field_id.name],
    )
    rows = env.execute_query(
        SQL(
            """
            WITH record AS MATERIALIZED (%(records)s),
                 presence AS MATERIALIZED (%(presence)s),
                 part AS (
                    SELECT sc.scope_id, i.period, presence.first_day, s.partner_id,
                           sum(%(amount)s) FILTER (WHERE %(counted)s) AS amount,
                           sum(abs(%(amount)s)) FILTER (WHERE %(counted)s) AS size
                      %(joined)s
                     GROUP BY 1, 2, 3, 4)
            SELECT scope_id, period, first_day,
                   max(amount) FILTER (WHERE partner_id IS NOT NULL),
                   sum(size) FILTER (WHERE partner_id IS NOT NULL),
                   sum(size)
              FROM part
             GROUP BY 1, 2, 3
            """,
            records=statement.records,
            presence=statement.presence,
            amount=amount,
            counted=counted,
            joined=statement.joined,
        )
    )
    for scope_id, position, first_day, largest, known, considered in rows:
        present = bool(first_day) and first_day <= request.periods[position].last
        seen = Observation(
            value=decimal_of(largest) if present else None,
            count=1 if largest is not None else 0,
            known=decimal_of(known) or Decimal(0),
            considered=decimal_of(considered) or Decimal(0),
            present=present,
            reason=None if largest is not None else "no_records",
        )
        answers.put(term, scope_id, position, TOTAL, seen)
