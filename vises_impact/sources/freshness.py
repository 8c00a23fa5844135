"""Whether what figures are counted from has changed: two numbers of each table.

Cheap beside counting. What is written past Odoo, without a write date, is not seen.
"""

from odoo.tools import SQL

from .ledger import LEDGER_DEPENDS
from .operands import FROZEN_STATES

# What every figure depends on besides its source: what it means, and where it is counted.
DEFINITIONS = {
    "account.analytic.account": ["active"],
    "hr.department": ["parent_path"],
    "impact.indicator": ["privacy"],
    "impact.indicator.setting": ["threshold"],
    "impact.indicator.term": ["filter"],
    "impact.indicator.version": ["breakdown_ids", "formula"],
    "impact.mapping": ["company_id"],
    "impact.parameter.value": ["value"],
    "impact.survey.item": ["indicator_id"],
    "impact.scope": ["analytic_account_ids", "department_ids"],
    "impact.source.field": ["name"],
    "res.company": ["parent_path"],
}
# Not the name of a table: of results, those that no computation replaces.
STANDING = "standing figures"
# A sum, not the latest: a long transaction brings an older date in late. Of seconds as an
# exact number: intervals of some hundred thousand rows add up to more than one can hold.
LAST_CHANGES = SQL("coalesce(sum(extract(epoch FROM write_date)), 0)")
CONTENT = SQL("coalesce(sum(hashtext(t::text)), 0)")


def depends_of(env, source) -> dict:
    """Models and fields that the records of a source are made of."""
    if source.engine == "accounts":
        return LEDGER_DEPENDS
    return env[source.model]._depends or {source.model: list(env[source.model]._fields)}


def tables(env, depends: list[dict]) -> dict[str, SQL]:
    """The tables that figures of some sources are made of, and what tells their state."""
    told = {}
    for part in (DEFINITIONS, *depends):
        for model, names in part.items():
            told[env[model]._table] = LAST_CHANGES
            told.update(dict.fromkeys(_relations(env[model], names), CONTENT))
    return told


def states(env, depends: list[dict]) -> dict[str, str]:
    """What each table is like, by its name: number of rows, and when they were changed.

    ``STANDING`` is such a name too: the figures that formulas may be worked out from.
    """
    env.flush_all()
    statements = [
        SQL("SELECT %s, count(*) || ' ' || %s FROM %s t", table, state, SQL.identifier(table))
        for table, state in tables(env, depends).items()
    ]
    standing = SQL(
        "SELECT %s, count(*) || ' ' || %s FROM impact_result t"
        " WHERE origin <> 'computed' OR state IN %s",
        STANDING,
        LAST_CHANGES,
        FROZEN_STATES,
    )
    return dict(env.execute_query(SQL(" UNION ALL ").join([*statements, standing])))


def _relations(model, names) -> list[str]:
    """Tables of the links among some fields; they have no write date."""
    fields = [model._fields[name] for name in names]
    return [field.relation for field in fields if field.type == "many2many" and field.store]
