"""What the benchmarks share: the shortest of a few rounds, and how many statements it took."""

import time
from datetime import date

from odoo.addons.vises_impact.engine.period import split
from odoo.addons.vises_impact.sources import evaluation
from odoo.addons.vises_impact.sources.request import Slot

from tools.demo.common import YEARS

ROUNDS = 3


def best(env, function, rounds: int = ROUNDS) -> tuple[float, int]:
    """Seconds of the shortest round, and the statements of the last."""
    times = []
    for _round in range(rounds):
        env.invalidate_all()
        before, start = env.cr.sql_log_count, time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return min(times), env.cr.sql_log_count - before


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
