"""How fast the whole automatic library is made, kept and refreshed for one large company.

2,000 people with 12,000 versions and a ledger of 1,000,000 items, 36 months, beside the
statements by hand for its staff, its ledger, its purchases and payers (what else it counts
stands beside nothing).
Nothing is kept: the transaction is rolled back at the end.
"""

from datetime import timedelta
from unittest.mock import patch

from odoo import fields

from odoo.addons.vises_impact.models.impact_indicator import AUTOMATIC_KINDS

from tools.bench import ledger, people, staff
from tools.bench.measure import computing, measure, months, multiply, rows_of

ITEMS = 1_000_000
MONTHS = 36


def run(env) -> list[dict]:
    """Seconds, statements, memory in MB above what it was, ratios to the statements by hand."""
    scope = env["impact.scope"].search([("is_default", "=", True)], limit=1)
    try:
        people.make(env, scope.company_id)
        scope.structure_type = "aci"
        multiply(env, ITEMS)
        indicators = env["impact.indicator"].with_context(active_test=False)
        indicators = indicators.search([("kind", "in", AUTOMATIC_KINDS)])
        name = "three statements by hand"
        calls = {name: _by_hand(env, indicators, scope)}
        calls[name]()
        before, told = _memory(), {}
        for number in (3, MONTHS, 120):
            what = f"{len(indicators)} indicators, {number} months"
            calls[what] = computing(env, indicators, scope, months(number))
            calls[what]()
            told[what] = {"MB": round(_memory() - before)}
        rows = rows_of(measure(env, calls), name, told)
        for times in ("first", "second"):
            call = _refresh(env, indicators, scope, months(MONTHS))
            rows.append(_once(env, f"computed, hidden, kept: {times} time", call))
        return [*rows, *_nights(env, indicators, scope)]
    finally:
        env.cr.rollback()


def _once(env, what, call) -> dict:
    return {"what": what, **measure(env, {what: call}, rounds=1)[what]}


def _by_hand(env, indicators, scope):
    request = staff.request_of(env, indicators, scope, months(MONTHS))
    by_hand = staff.ByHand(request, scope.company_id)
    company = scope.company_id
    terms = ledger.of_accounts(indicators, company)
    of_ledger = ledger.by_hand(env, terms, company, months(MONTHS))
    of_partners = ledger.by_partner(env, company, months(MONTHS))

    def call():
        by_hand.fetch(env)
        of_ledger()
        of_partners()

    return call


def _refresh(env, indicators, scope, periods):
    return lambda: env["impact.result"]._refresh(indicators, scope.company_id, scope, periods)


def _nights(env, indicators, scope) -> list[dict]:
    """The scheduled job in two nights, with nothing changed between them."""
    indicators.active = True
    settings = env["impact.indicator.setting"]
    settings.search([("company_id", "=", scope.company_id.id)]).unlink()
    settings.create(
        [
            {"indicator_id": one.id, "company_id": scope.company_id.id, "used": True}
            for one in indicators
        ]
    )
    rows, job, now = [], env["impact.refresh"], fields.Datetime.now
    with patch.object(type(env["ir.cron"]), "_commit_progress", lambda self, *a, **k: 1000.0):
        for night in (1, 2):
            # Dates that are kept are not moved back instead: the job would see that they changed.
            clock = patch.object(fields.Datetime, "now", lambda days=night: now() + timedelta(days))
            with clock:
                row = _once(env, f"night {night}", job._cron_refresh)
            first = rows[0]["seconds"] if rows else row["seconds"]
            rows.append({**row, "ratio": row["seconds"] / first})
    return rows


def _memory() -> float:
    """Memory of this process in MB."""
    with open("/proc/self/statm", encoding="ascii") as told:
        return int(told.read().split()[1]) * 4096 / 2**20
