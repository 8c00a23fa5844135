"""How fast the overview opens, beside Odoo's accounting dashboard in the same database.

The demo's results are multiplied to 80,000, in other scopes. Nothing is kept: the transaction
is rolled back at the end.
"""

from functools import partial

from lxml import etree

from tools.bench.measure import measure, multiply_results, rows_of

RESULTS = 80_000
ROUNDS = 30
SCREENS = {
    "accounting dashboard": ("account.journal", "account.account_journal_dashboard_kanban_view"),
    "overview": ("impact.overview", "vises_impact.impact_overview_view_kanban"),
}
DOMAINS = {
    "account.journal": [("show_on_dashboard", "=", True)],
    "impact.overview": [("is_key", "=", True), ("period_type", "=", "year")],
}


def run(env) -> list[dict]:
    """Seconds, statements, and the ratio to the accounting dashboard."""
    try:
        results = multiply_results(env, RESULTS)
        lead = env["res.users"].search([("login", "=like", "lead@%")], limit=1)
        admin = env.ref("base.user_admin")
        calls = {}
        for what, (model, view) in SCREENS.items():
            user = lead if model.startswith("impact") else admin
            reader = env(user=user.id, su=False)[model].with_context(
                allowed_company_ids=lead.company_id.ids, lang="en_US", tz="Europe/Paris"
            )
            calls[what] = partial(_open, reader, env.ref(view))
        rows = rows_of(measure(env, calls, ROUNDS), "accounting dashboard")
        return [{**row, "results": results} for row in rows]
    finally:
        env.cr.rollback()


def _open(reader, view):
    """What the client asks for when it opens the screen, the head of ours included."""
    arch = etree.fromstring(reader.get_view(view.id, "kanban")["arch"])
    names = {field.get("name") for field in arch.iter("field")} & set(reader._fields)
    domain = DOMAINS[reader._name]
    found = reader.web_search_read(domain, {name: {} for name in names}, limit=80)
    if not found["records"]:
        raise RuntimeError(f"there is nothing to open in {reader._name}")
    if hasattr(reader, "retrieve_head"):
        reader.env.invalidate_all()
        reader.retrieve_head(domain)
