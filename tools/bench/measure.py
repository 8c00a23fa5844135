"""What the benchmarks share: calls that take turns, how long they take, more of the demo."""

import time
from datetime import date

from odoo.addons.vises_impact.engine.period import split
from odoo.addons.vises_impact.models.impact_place import PERIOD_TYPES
from odoo.addons.vises_impact.sources import evaluation
from odoo.addons.vises_impact.sources.request import Slot

from tools.demo.common import YEARS

ROUNDS = 5


def measure(env, calls: dict, rounds: int = ROUNDS) -> dict[str, dict]:
    """By name of the call: seconds and statements with nothing in the cache.

    The calls take turns, so that what else the machine does slows down all of them; each
    counts with its shortest round, the statements are those of the last one.
    """
    found = {name: {"seconds": float("inf")} for name in calls}
    for _round in range(rounds):
        for name, function in calls.items():
            env.flush_all()
            env.invalidate_all()
            before, start = env.cr.sql_log_count, time.perf_counter()
            function()
            seconds = min(found[name]["seconds"], time.perf_counter() - start)
            found[name] = {"seconds": seconds, "statements": env.cr.sql_log_count - before}
    return found


def rows_of(measured: dict[str, dict], first: str, told: dict[str, dict] | None = None):
    """Rows for a table: what it is, seconds, statements, ratio to ``first``.

    :param told: by name, what else a row says.
    """
    beside = measured[first]["seconds"]
    return [
        {"what": name, **(told or {}).get(name, {}), **one, "ratio": one["seconds"] / beside}
        for name, one in measured.items()
    ]


def computing(env, indicators, scope, periods):
    """A call that computes indicators, as the service account does, and keeps nothing."""
    computation = env["impact.computation"]
    service = computation._service_env(scope.company_id)
    versions = computation._versions(indicators).with_env(service)
    return lambda: evaluation.compute(service, versions, [Slot.of(scope)], periods)


def months(number: int):
    """That many months, the last of them the last of the demo."""
    last = date(YEARS[-1], 12, 31)
    years = -(-number // 12)
    return split("month", date(last.year - years + 1, 1, 1), last)[-number:]


def columns(env, table: str, *but: str) -> list[str]:
    """Names of the columns of a table, quoted, without its id and some others."""
    env.cr.execute(
        """
        SELECT quote_ident(column_name)
          FROM information_schema.columns
         WHERE table_schema = current_schema() AND table_name = %s AND column_name <> ALL(%s)
        """,
        (table, ["id", *but]),
    )
    return [row[0] for row in env.cr.fetchall()]


def multiply(env, items: int) -> int:
    """Copy the posted items until there are about so many; how many there are then."""
    env.cr.execute("SELECT count(*) FROM account_move_line WHERE parent_state = 'posted'")
    there = env.cr.fetchone()[0]
    names = ", ".join(columns(env, "account_move_line"))
    copies = items // there
    env.cr.execute(
        f"INSERT INTO account_move_line ({names}) SELECT {names} FROM account_move_line, "
        "generate_series(1, %s) WHERE parent_state = 'posted'",
        (copies,),
    )
    env.cr.execute("ANALYZE account_move_line")
    return there * (copies + 1)


def multiply_results(env, results: int, period_type: str | None = None) -> int:
    """Copy the whole enterprise's results to projects until there are about so many.

    :param period_type: copy those of one kind of period only.
    :return: how many results there are then.
    """
    whole = env["impact.scope"].search([("is_default", "=", True)], limit=1)
    types = (period_type,) if period_type else tuple(dict(PERIOD_TYPES))
    there = env["impact.result"].search_count(
        [("scope_id", "=", whole.id), ("period_type", "in", types)]
    )
    projects = env["impact.scope"].create(
        [
            {"name": f"Project {number}", "company_id": whole.company_id.id, "kind": "project"}
            for number in range(results // there)
        ]
    )
    env.flush_all()
    names = ", ".join(columns(env, "impact_result", "scope_id"))
    env.cr.execute(
        f"INSERT INTO impact_result ({names}, scope_id) "
        f"SELECT {names}, project.id FROM impact_result, unnest(%s) AS project(id) "
        "WHERE scope_id = %s AND period_type IN %s",
        (projects.ids, whole.id, types),
    )
    env.cr.execute("ANALYZE impact_result")
    return env["impact.result"].search_count([])
