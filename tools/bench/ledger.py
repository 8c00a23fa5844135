"""How fast figures of the ledger are made, beside one statement by hand and MIS Builder.

The demo's posted items are multiplied to a million, over 36 months. All indicators that are
counted from accounts are computed; each cell is compared with MIS Builder's. Nothing is
kept: the transaction is rolled back at the end.
"""

from odoo.addons.vises_impact.engine import account_formula

from tools import mis_builder
from tools.bench.measure import best, computing, months, multiply

ITEMS = 1_000_000
MONTHS = 36
PARTNERS = ("ECO05", "ECO20", "ECO21")


def run(env) -> list[dict]:
    """Seconds (best of three), statements, and ratios to the statement by hand.

    :raises ValueError: where a cell differs from that of MIS Builder.
    """
    scope = env["impact.scope"].search([("is_default", "=", True)], limit=1)
    try:
        items = multiply(env, ITEMS)
        library = env["impact.indicator"].with_context(active_test=False)
        indicators = library.search([("kind", "=", "accounts")])
        periods = months(MONTHS)
        terms = indicators.current_version_id.term_ids.filtered(
            lambda term: term.source_id.engine == "accounts" and term._accounts_in(scope.company_id)
        )
        hand = by_hand(env, terms, scope.company_id, periods)
        rows = [_row(env, "one statement by hand", hand)]
        for number in (3, MONTHS, 120):
            call = computing(env, indicators, scope, months(number))
            rows.append(_row(env, f"{len(indicators)} indicators", call, periods=number))
        report = mis_builder.report(env, terms, scope.company_id, periods)
        rows.append(_row(env, "MIS Builder", report.compute))
        alike, differences = mis_builder.compare(report, terms, scope, periods)
        if differences:
            raise ValueError("\n".join(differences))
        rows[-1]["cells alike"] = alike
        partners = env["impact.indicator"].search([("code", "in", PARTNERS)])
        rows.append(_row(env, "purchases and payers", computing(env, partners, scope, periods)))
        first = rows[0]["seconds"]
        return [{**row, "ratio": row["seconds"] / first, "items": items} for row in rows]
    finally:
        env.cr.rollback()


def _row(env, what, call, periods=MONTHS) -> dict:
    seconds, statements = best(env, call)
    return {"what": what, "periods": periods, "seconds": seconds, "statements": statements}


def by_hand(env, terms, company, months):
    """One statement that gives the same cells, as somebody who knows the chart writes it."""
    parts, values = [], []
    for term in terms:
        amount = []
        for part in account_formula.parse(term._accounts_in(company)).terms:
            condition, arguments = _condition(part)
            sign = "" if part.sign > 0 else "-"
            amount.append(f"{sign}coalesce(sum(l.balance) FILTER (WHERE {condition}), 0)")
            values += arguments
        parts.append(" + ".join(amount))
    statement = f"""
        SELECT l.month, {", ".join(parts)}
          FROM (SELECT account_id, date_trunc('month', date) AS month, sum(balance) AS balance
                  FROM account_move_line
                 WHERE parent_state = 'posted' AND company_id = %s AND date < %s
                 GROUP BY 1, 2) l
          JOIN (SELECT id, code_store ->> %s AS code, account_type FROM account_account) a
            ON a.id = l.account_id
         GROUP BY 1
    """
    values += [company.id, months[-1].stop, str(company.root_id.id)]
    return lambda: env.cr.execute(statement, values)


def _condition(part) -> tuple[str, list]:
    if part.types:
        condition, arguments = "a.account_type IN %s", [tuple(part.types)]
    else:
        condition, arguments = "starts_with(a.code, %s)", [part.prefix]
    for prefix in part.excluded:
        condition += " AND NOT starts_with(a.code, %s)"
        arguments.append(prefix)
    return condition, arguments
