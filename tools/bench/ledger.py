"""How fast figures of the ledger are made: the engine beside one statement written by hand.

The demo's posted items are multiplied to 300,000, over 36 months. Nothing is kept: the
transaction is rolled back at the end.
"""

import time

from odoo.addons.vises_impact.engine.period import split
from odoo.addons.vises_impact.sources import evaluation
from odoo.addons.vises_impact.sources.request import Slot

from tools.demo.common import YEARS, day

ITEMS = 300_000
ROUNDS = 3
LEDGER = ("ECO01", "ECO02", "ECO03", "ECO06", "ECO28", "EMP30")
PARTNERS = ("ECO05", "ECO20", "ECO21")
BY_HAND = """
    SELECT l.month,
           -sum(l.balance) FILTER (WHERE a.code ~ '^(7[0-5]|781|789|791)'),
           -sum(l.balance) FILTER (WHERE a.code ~ '^70'),
           -sum(l.balance) FILTER (WHERE a.code ~ '^7[34]'),
           -sum(l.balance) FILTER (WHERE a.code ~ '^(7[01235]|6[012])'),
           -sum(l.balance) FILTER (WHERE a.code ~ '^[67]'),
           sum(l.balance) FILTER (WHERE a.code ~ '^64')
      FROM (SELECT account_id, date_trunc('month', date) AS month, sum(balance) AS balance
              FROM account_move_line
             WHERE parent_state = 'posted' AND company_id = %s AND date >= %s AND date <= %s
             GROUP BY 1, 2) l
      JOIN (SELECT id, code_store ->> %s AS code FROM account_account) a ON a.id = l.account_id
     GROUP BY 1
"""


def run(env) -> list[dict]:
    """Seconds (best of three), statements, and the ratio to the statement by hand."""
    scope = env["impact.scope"].search([("is_default", "=", True)], limit=1)
    first, last = day(f"{YEARS[0]}-01-01"), day(f"{YEARS[-1]}-12-31")
    months = split("month", first, last)
    try:
        items = multiply(env)
        company = scope.company_id
        values = (company.id, first, last, str(company.root_id.id))
        by_hand, _count = best(env, lambda: env.cr.execute(BY_HAND, values))
        rows = [
            {"what": "one statement by hand", "seconds": by_hand, "statements": 1, "ratio": 1.0}
        ]
        for what, codes in (("ledger", LEDGER), ("purchases and payers", PARTNERS)):
            seconds, statements = best(env, _computing(env, codes, scope, months))
            rows.append(
                {
                    "what": what,
                    "seconds": seconds,
                    "statements": statements,
                    "ratio": seconds / by_hand,
                }
            )
        return [{**row, "items": items, "periods": len(months)} for row in rows]
    finally:
        env.cr.rollback()


def multiply(env, items: int = ITEMS) -> int:
    """Copy the posted items until there are about so many; how many there are then."""
    env.cr.execute("SELECT count(*) FROM account_move_line WHERE parent_state = 'posted'")
    there = env.cr.fetchone()[0]
    env.cr.execute(
        """
        SELECT string_agg(quote_ident(column_name), ', ')
          FROM information_schema.columns
         WHERE table_schema = current_schema() AND table_name = 'account_move_line'
           AND column_name <> 'id'
        """
    )
    columns = env.cr.fetchone()[0]
    copies = items // there
    env.cr.execute(
        f"INSERT INTO account_move_line ({columns}) SELECT {columns} FROM account_move_line, "
        "generate_series(1, %s) WHERE parent_state = 'posted'",
        (copies,),
    )
    env.cr.execute("ANALYZE account_move_line")
    return there * (copies + 1)


def _computing(env, codes, scope, periods):
    """A call that computes indicators, as the service account does."""
    computation = env["impact.computation"]
    service = computation._service_env(scope.company_id)
    indicators = env["impact.indicator"].search([("code", "in", codes)])
    versions = computation._versions(indicators).with_env(service)
    return lambda: evaluation.compute(service, versions, [Slot.of(scope)], periods)


def best(env, function) -> tuple[float, int]:
    """The shortest time of a few rounds, and the statements of the last."""
    times = []
    for _round in range(ROUNDS):
        before, start = env.cr.sql_log_count, time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return min(times), env.cr.sql_log_count - before
