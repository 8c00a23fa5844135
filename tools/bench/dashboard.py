"""What the dashboard and the analysis ask of a database with 80,000 results.

The dashboard asks the server once for each pivot and chart in it. Beside it: Odoo's own
Invoicing dashboard in the same database, and the groupings of as many journal items.
Nothing is kept: the transaction is rolled back at the end.
"""

import json

from odoo.tools import file_open

from tools.bench.measure import measure, multiply, multiply_results

RESULTS = 80_000
OURS = "vises_impact/data/dashboards/impact_dashboard.json"
INVOICING = "spreadsheet_dashboard_account/data/files/invoicing_dashboard.json"
SHARES = ("EMP03", "EMP06")


def run(env) -> list[dict]:
    """For each: requests, statements and seconds."""
    try:
        results, items = multiply_results(env, RESULTS, "month"), multiply(env, RESULTS)
        board = env(user=env["res.users"].search([("login", "=like", "board@%")], limit=1))
        calls, requests = {}, {}
        for name, reader, file in (("Social impact", board, OURS), ("Invoicing", env, INVOICING)):
            calls[name], requests[name] = _dashboard(reader, file)
        analysis, ledger = board["impact.result.analysis"], env["account.move.line"]
        shares = [("cell_id.key", "=", ""), ("period_type", "=", "month"), ("code", "in", SHARES)]
        for what, model, domain, groups, figure in (
            ("results by indicator", analysis, [], ["indicator_id"], "value"),
            ("items by account", ledger, [], ["account_id"], "balance"),
            ("pivot of results", analysis, [], ["indicator_id", "date_to:month"], "value"),
            ("pivot of items", ledger, [], ["account_id", "date:month"], "balance"),
            ("shares by scope", analysis, shares, ["scope_id"], "value"),
        ):
            calls[what] = _pivot(model, domain, groups, figure)
        return [
            {"what": name, "requests": requests.get(name, 1), **one}
            | {"results": results, "items": items}
            for name, one in measure(env, calls).items()
        ]
    finally:
        env.cr.rollback()


def _dashboard(env, file: str):
    """A call that asks all that a dashboard asks (its pivots with their totals, and its
    charts), and how many requests that takes.
    """
    with file_open(file) as opened:
        data = json.load(opened)
    figures = [figure["data"] for sheet in data["sheets"] for figure in sheet["figures"]]
    charts = [figure for figure in figures if figure.get("type", "").startswith("odoo_")]
    pivots = list(data["pivots"].values())

    def ask() -> None:
        for pivot in pivots:
            groups = [_spec(row) for row in [*pivot["rows"], *pivot["columns"]]]
            model = env[pivot["model"]].with_context(**pivot["context"])
            names = [one["fieldName"] for one in pivot["measures"]]
            # Others are worked out in the browser.
            sums = [_measure(model, one) for one in names if one in {*model._fields, "__count"}]
            sets = [groups[:place] for place in range(len(groups) + 1)]
            model.formatted_read_grouping_sets(pivot["domain"], sets, sums)
        for chart in charts:
            about = chart["metaData"]
            model = env[about["resModel"]]
            model.formatted_read_group(
                chart["searchParams"]["domain"],
                about["groupBy"],
                [_measure(model, about["measure"])],
            )

    return ask, len(pivots) + len(charts)


def _spec(row: dict) -> str:
    interval = row.get("granularity")
    return f"{row['fieldName']}:{interval}" if interval else row["fieldName"]


def _measure(model, name: str) -> str:
    if name == "__count":
        return name
    return f"{name}:{model.fields_get([name], ['aggregator'])[name].get('aggregator') or 'count'}"


def _pivot(model, domain, groups, figure):
    """A call that groups all records, with the totals of each level."""
    sets = [groups[:place] for place in range(len(groups) + 1)]
    return lambda: model.formatted_read_grouping_sets(domain, sets, [_measure(model, figure)])
