"""``./vises bench``: how fast figures are made, as ratios within one run and as statements."""

import json
import subprocess

from tools import database, demo_database, machine, odoo_run, peers, python_env, setup
from tools.paths import LOGS, OUT, ROOT
from tools.setup import Ready
from tools.steps import StepError, say

FOLDER = demo_database.DEMO.parent / "bench"
DATABASE = "vises_bench"


def run(only: list[str]) -> int:
    """Run the benchmarks of ``tools/bench`` and write ``out/bench.json``.

    :param only: names of benchmarks; none: all of them.
    """
    names = all_names()
    if unknown := [name for name in only if name not in names]:
        raise StepError(
            f"there is no benchmark {', '.join(unknown)}", f"one of: {', '.join(names)}"
        )
    ready = setup.prepare(browser=True, tests=True)
    written = OUT / "bench.json"
    OUT.mkdir(exist_ok=True)
    results = json.loads(written.read_text("utf-8")) if written.exists() else {}
    for name in only or names:
        say(f"{name} ...")
        rows = _run_one(ready, name)
        results[name] = rows
        print(f"\n{name}\n{table(rows)}\n", flush=True)
        written.write_text(json.dumps(results, indent=2, ensure_ascii=False) + "\n", "utf-8")
    print("Written: out/bench.json")
    return 0


def all_names() -> list[str]:
    """The benchmarks of ``tools/bench``, without what they share."""
    files = FOLDER.glob("[a-z]*.py")
    return sorted(file.stem for file in files if "\ndef run(" in file.read_text("utf-8"))


def _run_one(ready: Ready, name: str) -> list[dict]:
    """The rows of one benchmark, on a fresh copy of the demo, beside its peer if it has one."""
    options: list[str] = []
    log = LOGS / f"bench-{name}.log"
    database.copy(ready, demo_database.make_master(ready), DATABASE)
    try:
        if peer := peers.fetch(name):
            addon, options = peer
            odoo_run.install(ready, DATABASE, [addon], LOGS / f"bench-{name}-peer.log", *options)
        answer = odoo_run.call_function(
            ready, DATABASE, f"tools.bench.{name}", "run", log=log, options=options
        )
        if name == "screens":
            answer = [{**row, **answer} for row in _in_chromium(ready)]
    finally:
        database.drop(ready, DATABASE)
    return answer if isinstance(answer, list) else [answer]


def _in_chromium(ready: Ready) -> list[dict]:
    """What opening the screens of the database takes, seen from the browser."""
    with odoo_run.serve(ready, DATABASE, 8450, LOGS / "bench-screens-server.log") as served:
        command = [python_env.python(), "-m", "tools.bench.screens", served.url]
        command.append(machine.chromium() or "chromium")
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise StepError("the screens could not be opened in Chromium; the lines above say why")
    return json.loads(done.stdout)


def table(rows: list[dict]) -> str:
    """Rows (dictionaries, or lists of values) as text in columns."""
    if rows and isinstance(rows[0], dict):
        head = list(dict.fromkeys(key for row in rows for key in row))
        lines = [head, *[[row.get(key, "") for key in head] for row in rows]]
    else:
        lines = [row if isinstance(row, list) else [row] for row in rows]
    cells = [[f"{v:.3f}" if isinstance(v, float) else str(v) for v in line] for line in lines]
    count = max((len(line) for line in cells), default=0)
    widths = [max(len(line[i]) for line in cells if i < len(line)) for i in range(count)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip() for line in cells
    )
