"""How fast figures of the ledger are made, beside one statement by hand and MIS Builder.

The demo's posted items are multiplied to a million, over 36 months. Twenty indicators that
are counted from accounts alone are computed (those of the library and a few of one's own);
each cell is compared with that of the statement and with MIS Builder's. Purchases and payers,
which are counted by partner, stand beside a statement of their own. Nothing is kept: the
transaction is rolled back at the end.
"""

from decimal import Decimal
from functools import partial

from odoo.fields import Command

from odoo.addons.vises_impact.engine import account_formula

from tools import mis_builder
from tools.bench.measure import computing, measure, months, multiply, rows_of

ITEMS = 1_000_000
MONTHS = 36
# What an enterprise would add to the library: basis and accounts.
OWN = {
    "cash": ("end", "type(asset_cash)"),
    "stocks": ("end", "3 - 39"),
    "equity": ("start", "-10 - 11 - 12 - 13"),
    "goods": ("flow", "60 - 609"),
    "services": ("flow", r"61 + 62\(621)"),
}
PARTNERS = ("ECO05", "ECO20", "ECO21")
SUMS = {
    "flow": "{}",
    "end": "sum({}) OVER (ORDER BY l.month)",
    "start": "sum({}) OVER (ORDER BY l.month ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)",
}
# By month: the part of the largest payer in income, of purchases nearby, of those from the
# social economy. Postcodes are those of the company's own country.
BY_PARTNER = """
    WITH class AS (
        SELECT tag.partner_id, min(m.partner_class) AS name
          FROM res_partner_res_partner_category_rel tag
          JOIN impact_mapping m ON m.partner_tag_id = tag.category_id AND m.company_id = %(company)s
         GROUP BY 1
        HAVING min(m.partner_class) = max(m.partner_class)),
    moved AS (
        SELECT date_trunc('month', line.date)::date AS month, contact.commercial_partner_id AS id,
               account.account_type IN ('expense', 'expense_direct_cost')
                   AND line.display_type = 'product'
                   AND move.move_type IN ('in_invoice', 'in_refund', 'in_receipt') AS bought,
               account.code_store ->> %(root)s ~ '^(7[0-5]|781|789|791)' AS earned,
               sum(line.balance) AS amount
          FROM account_move_line line
          JOIN account_move move ON move.id = line.move_id
          JOIN account_account account ON account.id = line.account_id
          LEFT JOIN res_partner contact ON contact.id = line.partner_id
         WHERE line.parent_state = 'posted' AND line.company_id = %(company)s
           AND line.date >= %(start)s AND line.date < %(stop)s
           AND (account.account_type IN ('expense', 'expense_direct_cost')
                OR account.code_store ->> %(root)s LIKE '7%%')
         GROUP BY 1, 2, 3, 4),
    known AS (
        SELECT moved.*, class.name AS class, left(NULLIF(partner.zip, ''), 2) = ANY(%(near)s) AS near
          FROM moved
          LEFT JOIN res_partner partner ON partner.id = moved.id
          LEFT JOIN class ON class.partner_id = moved.id)
    SELECT month,
           100 * max(-amount) FILTER (WHERE earned AND id IS NOT NULL)
               / NULLIF(sum(-amount) FILTER (WHERE earned), 0),
           100 * COALESCE(sum(amount) FILTER (WHERE bought AND near), 0)
               / NULLIF(sum(amount) FILTER (WHERE bought AND near IS NOT NULL), 0),
           100 * COALESCE(sum(amount) FILTER (WHERE bought AND class = 'social_economy'), 0)
               / NULLIF(sum(amount) FILTER (WHERE bought AND class IS NOT NULL), 0)
      FROM known
     GROUP BY 1
"""


def run(env) -> list[dict]:
    """Seconds, statements, and ratios to the statements by hand.

    :raises ValueError: where a cell differs from that of a statement or of MIS Builder.
    """
    scope = env["impact.scope"].search([("is_default", "=", True)], limit=1)
    try:
        items = multiply(env, ITEMS)
        rows = [*_accounts(env, scope), *_partners(env, scope)]
        return [{**row, "items": items} for row in rows]
    finally:
        env.cr.rollback()


def _accounts(env, scope) -> list[dict]:
    indicators = _indicators(env)
    periods = months(MONTHS)
    terms = of_accounts(indicators, scope.company_id)
    hand = by_hand(env, terms, scope.company_id, periods)
    report = mis_builder.report(env, terms, scope.company_id, periods)
    calls = {"one statement by hand": hand, "MIS Builder": report.compute}
    told = {}
    for number in (3, MONTHS, 120):
        name = f"{len(indicators)} indicators, {number} months"
        calls[name] = computing(env, indicators, scope, months(number))
    seen = mis_builder.observed(terms, scope, periods)
    told["one statement by hand"] = {"cells alike": _compare(seen, _of_hand(hand, terms, periods))}
    alike, differences = mis_builder.compare(report, terms, scope, periods)
    if differences:
        raise ValueError("\n".join(differences))
    told["MIS Builder"] = {"cells alike": alike}
    return rows_of(measure(env, calls), "one statement by hand", told)


def _indicators(env):
    """Those of the library that are counted from accounts alone, and some of one's own."""
    library = env["impact.indicator"].with_context(active_test=False)
    found = library.search([("kind", "=", "accounts")]).filtered(
        lambda one: set(one.current_version_id.term_ids.mapped("source_id.engine")) == {"accounts"}
    )
    source = env.ref("vises_impact.impact_source_ledger")
    return found | env["impact.indicator"].create(
        [
            {
                "code": f"OWN_{name.upper()}",
                "name": name,
                "unit": "currency",
                "version_ids": [Command.create({"kind": "accounts", "term_ids": [term]})],
            }
            for name, (basis, accounts) in OWN.items()
            for term in [
                Command.create(
                    {
                        "name": name,
                        "source_id": source.id,
                        "basis": basis,
                        "accounts_french_association": accounts,
                        "accounts_other": accounts,
                    }
                )
            ]
        ]
    )


def of_accounts(indicators, company):
    """The terms of indicators that count something in the company's chart."""
    return indicators.current_version_id.term_ids.filtered(
        lambda term: term.source_id.engine == "accounts" and term._accounts_in(company)
    )


def by_hand(env, terms, company, months):
    """One statement that gives the same cells, as somebody who knows the chart writes it.

    :return: a call that answers rows: a month and the amount of each term.
    """
    amounts, values = [], []
    for term in terms:
        parts = []
        for part in account_formula.parse(term._accounts_in(company)).terms:
            condition, arguments = _condition(part)
            sign = "" if part.sign > 0 else "-"
            parts.append(f"{sign}coalesce(sum(l.balance) FILTER (WHERE {condition}), 0)")
            values += arguments
        amounts.append(SUMS[term.basis].format(" + ".join(parts)))
    statement = f"""
        SELECT l.month, {", ".join(amounts)}
          FROM (SELECT account_id, date_trunc('month', date)::date AS month, sum(balance) AS balance
                  FROM account_move_line
                 WHERE parent_state = 'posted' AND company_id = %s AND date < %s
                 GROUP BY 1, 2) l
          JOIN (SELECT id, code_store ->> %s AS code, account_type FROM account_account) a
            ON a.id = l.account_id
         GROUP BY 1
    """
    values += [company.id, months[-1].stop, str(company.root_id.id)]
    return partial(_rows, env, statement, values)


def by_partner(env, company, months):
    """One statement for purchases and payers: a call that answers a month and three shares."""
    values = {
        "company": company.id,
        "root": str(company.root_id.id),
        "stop": months[-1].stop,
        "start": months[0].start,
        "near": [prefix.strip() for prefix in company.impact_territory.split(",")],
    }
    return partial(_rows, env, BY_PARTNER, values)


def _rows(env, statement: str, values) -> list[tuple]:
    env.cr.execute(statement, values)
    return env.cr.fetchall()


def _condition(part) -> tuple[str, list]:
    if part.types:
        condition, arguments = "a.account_type IN %s", [tuple(part.types)]
    else:
        condition, arguments = "starts_with(a.code, %s)", [part.prefix]
    for prefix in part.excluded:
        condition += " AND NOT starts_with(a.code, %s)"
        arguments.append(prefix)
    return condition, arguments


def _of_hand(hand, terms, months) -> dict:
    """Amounts of the statement, keyed as ``mis_builder.observed`` has ours."""
    positions = {month.start: position for position, month in enumerate(months)}
    return {
        (f"t{term.id}", positions[month]): value or 0
        for month, *values in hand()
        for term, value in zip(terms, values, strict=True)
        if month in positions
    }


def _compare(ours: dict, theirs: dict) -> int:
    """How many cells are alike; those that our side leaves missing are not compared."""
    known = {key: value for key, value in ours.items() if value is not None}
    for key, value in known.items():
        if abs(Decimal(str(float(theirs.get(key, 0)))) - value) > mis_builder.CENT:
            raise ValueError(f"term or figure, month {key}: {value} here, {theirs.get(key)} there")
    return len(known)


def _partners(env, scope) -> list[dict]:
    """Purchases by territory and class of the supplier, the largest payer's part."""
    indicators = env["impact.indicator"].search([("code", "in", PARTNERS)], order="code")
    periods = months(MONTHS)
    hand = by_partner(env, scope.company_id, periods)
    computed = computing(env, indicators, scope, periods)
    theirs = {
        (code, month): value for month, *shares in hand() for code, value in zip(PARTNERS, shares)
    }
    ours = {
        (figure.version.indicator_id.code, periods[figure.position].start): figure.quantity.value
        for figure in computed()
        if not figure.cell and figure.quantity.is_known
    }
    name = "one statement by hand for purchases and payers"
    calls = {name: hand, "purchases and payers": computed}
    return rows_of(measure(env, calls), name, {name: {"cells alike": _compare(ours, theirs)}})
