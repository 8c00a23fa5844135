"""How long our screens and Odoo's like ones take to open in Chromium: with 80,000 results, for
ours, and as many journal items, for Odoo's.

Inside Odoo, ``run`` makes the results. Then this file, in the Python of the tests, opens the
screens in turn: ``python -m tools.bench.screens URL CHROMIUM``.
"""

import json
import sys
import time

RESULTS = 80_000
ROUNDS = 21
CARD = ".o_kanban_record:not(.o_kanban_ghost)"
CHART = ".o-figure canvas"
# Odoo's own, then ours: address, and what is there when it is open.
PAIRS = (
    (
        ("accounting dashboard", "action-account.open_account_journal_dashboard_kanban", CARD),
        ("overview", "impact-overview", CARD),
    ),
    (
        ("Invoicing", "dashboards?dashboard_id={spreadsheet_dashboard_account/%invoic%}", CHART),
        ("Social impact", "dashboards?dashboard_id={vises_impact/%}", CHART),
    ),
)


def run(env) -> dict:
    """Multiply the demo's results and journal items; how many there are then."""
    from tools.bench.measure import multiply, multiply_results

    return {"results": multiply_results(env, RESULTS), "items": multiply(env, RESULTS)}


def measure(url: str, program: str) -> list[dict]:
    """By screen: the shortest and the median seconds, and the ratio of the median to Odoo's."""
    from tools import chromium

    rows = []
    with chromium.browser(program) as browser:
        visitor = chromium.Visitor(browser, url, *chromium.account("admin"))
        for pair in PAIRS:
            screens = [(name, _filled(visitor, path), wanted) for name, path, wanted in pair]
            taken = {name: [] for name, _path, _wanted in pair}
            for _round in range(ROUNDS):
                for name, path, wanted in screens:
                    taken[name].append(_seconds(visitor, path, wanted))
            medians = {name: sorted(each)[ROUNDS // 2] for name, each in taken.items()}
            rows += [
                {
                    "what": name,
                    "shortest": min(each),
                    "seconds": medians[name],
                    "ratio": medians[name] / medians[pair[0][0]],
                }
                for name, each in taken.items()
            ]
    return rows


def _filled(visitor, path: str) -> str:
    """The path, with the id of the dashboard whose sample file is like the text in it."""
    before, brace, file = path.rstrip("}").partition("{")
    if not brace:
        return path
    found = visitor.call(
        "spreadsheet.dashboard", "search", [["sample_dashboard_file_path", "=like", file]], 0, 1
    )
    return f"{before}{found[0]}"


def _seconds(visitor, path: str, wanted: str) -> float:
    visitor.page.goto("about:blank")
    began = time.perf_counter()
    visitor.open(path, wanted)
    return time.perf_counter() - began


if __name__ == "__main__":
    print(json.dumps(measure(*sys.argv[1:])))
