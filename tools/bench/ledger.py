"""How fast figures of the ledger are made, beside one statement by hand and MIS Builder.

The demo's posted items are multiplied to a million, over 36 months. All indicators that are
counted from accounts are computed; each cell is compared with MIS Builder's. Nothing is
kept: the transaction is rolled back at the end.
"""

from decimal import Decimal

from odoo.fields import Command

from odoo.addons.vises_impact.engine import account_formula
from odoo.addons.vises_impact.sources import ledger
from odoo.addons.vises_impact.sources.request import TOTAL, Request, Slot

from tools.bench.measure import best, computing, months, multiply

ITEMS = 1_000_000
MONTHS = 36
PARTNERS = ("ECO05", "ECO20", "ECO21")
# MIS Builder starts accounts of income and costs anew each year; we go on counting results
# that nobody has allocated yet, which it knows as "u".
FORMS = {"flow": "p", "end": "eu", "start": "iu"}
SIDES = {"": "bal", "D": "pbal", "C": "nbal"}
CENT = Decimal("0.005")


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
        report = _mis_report(env, terms, scope.company_id, periods)
        rows.append(_row(env, "MIS Builder", report.compute))
        rows[-1]["cells alike"] = _compare(env, report, terms, scope, periods)
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


def _mis_report(env, terms, company, months):
    """The same figures as a report of MIS Builder: a KPI for each term."""
    kpis = [
        Command.create(
            {
                "name": f"t{term.id}",
                "description": f"{term.version_id.indicator_id.code} {term.name}",
                "expression": _mis_expression(term, company),
                "sequence": number,
            }
        )
        for number, term in enumerate(terms)
    ]
    report = env["mis.report"].create({"name": "The same figures", "kpi_ids": kpis})
    periods = [
        Command.create(
            {
                "name": month.key,
                "mode": "fix",
                "manual_date_from": month.start,
                "manual_date_to": month.last,
                "sequence": number,
            }
        )
        for number, month in enumerate(months)
    ]
    return env["mis.report.instance"].create(
        {
            "name": "The same figures",
            "report_id": report.id,
            "company_id": company.id,
            "target_move": "posted",
            "period_ids": periods,
        }
    )


def _mis_expression(term, company) -> str:
    """The account formula of a term in the language of MIS Builder."""
    texts = []
    for part in account_formula.parse(term._accounts_in(company)).terms:
        if part.types:
            domain = [("account_type", "in", tuple(part.types))]
        else:
            domain = [("code", "=like", f"{part.prefix}%")]
        for prefix in part.excluded:
            domain += ["!", ("code", "=like", f"{prefix}%")]
        sign = "" if part.sign > 0 else "-"
        accounts = ", ".join(map(repr, domain))
        texts += [f"{sign}{SIDES[part.side]}{form}[{accounts}]" for form in FORMS[term.basis]]
    return " + ".join(texts)


def _compare(env, report, terms, scope, months) -> int:
    """How many cells are alike; those that our side leaves missing are not compared."""
    service = env["impact.computation"]._service_env(scope.company_id)
    source = terms.source_id.with_env(service)
    slot = Slot.of(scope)
    request = Request(tuple(terms.with_env(service)), (slot,), tuple(months))
    ours = ledger.observe(service, source, request)
    matrix = report._compute_matrix()
    alike = 0
    for row in matrix.iter_rows():
        term = terms.filtered(lambda one, row=row: f"t{one.id}" == row.kpi.name)
        for position, cell in enumerate(row.iter_cells()):
            seen = ours.get(term, slot.scope_id, position, TOTAL)
            if seen is None or seen.value is None:
                continue
            theirs = Decimal(str(float(cell.val or 0))) if cell else Decimal(0)
            if abs(theirs - seen.value) > CENT:
                raise ValueError(
                    f"{row.kpi.description}, {months[position].key}: "
                    f"{seen.value} here, {theirs} in MIS Builder"
                )
            alike += 1
    return alike
