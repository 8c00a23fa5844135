"""``./vises run``: from nothing to a served demo, with its printed report."""

import time
from pathlib import Path

from tools import database, demo_database, log_scan, odoo_run, setup
from tools.paths import LOGS, OUT
from tools.setup import Ready
from tools.steps import StepError, Steps, say

REPORT = demo_database.DEMO / "report.py"
WRITTEN = ("impact-report.pdf", "impact-results.xlsx")


def run(name: str, serve: bool, apps: bool = False) -> int:
    """Set up, make the demo database, write the report, and serve unless told not to.

    :param apps: the demo enterprise with Odoo's other apps and the bridges.
    """
    began = time.monotonic()
    ready = setup.prepare()
    steps = Steps(4)
    with steps("Odoo with its apps and languages"):
        (demo_database.make_apps if apps else demo_database.make_base)(ready)
    with steps(f"The demo enterprise, database {name}"):
        made = demo_database.make_demo(ready, name, apps)
        say(f"      {'made' if made else 'as it was (nothing changed in its sources)'}")
        for line in (database.read_mark(ready, name).get("notes") or {}).get("complaints", []):
            say(f"      Note, from its making: {line}")
    with _server(ready, name, steps) as served:
        with steps("The printed report and the workbook"):
            write_report(ready, name)
        _warn_of_complaints(served.log)
        say(f"Done in {time.monotonic() - began:.0f} s: " + ", ".join(f"out/{f}" for f in WRITTEN))
        if serve:
            _wait(ready, name, served)
    return 0


class _server:
    """The serving step: a step whose end is the server's start."""

    def __init__(self, ready: Ready, name: str, steps: Steps):
        self._context = odoo_run.serve(ready, name, crons=1)
        self._steps = steps

    def __enter__(self) -> odoo_run.Served:
        with self._steps("Start Odoo"):
            return self._context.__enter__()

    def __exit__(self, *error) -> bool | None:
        return self._context.__exit__(*error)


def write_report(ready: Ready, name: str, out: Path = OUT) -> None:
    """Let ``tools/demo/report.py`` write the report and the workbook into ``out``."""
    if not REPORT.exists():
        raise StepError(
            f"{REPORT} is not there, which writes the report",
            "get a whole checkout of the repository",
        )
    out.mkdir(parents=True, exist_ok=True)
    for file in WRITTEN:
        (out / file).unlink(missing_ok=True)
    log = LOGS / "report.log"
    odoo_run.call_function(ready, name, "tools.demo.report", "write", out, log=log)
    _warn_of_complaints(log)
    for file in WRITTEN:
        if not (out / file).exists() or not (out / file).stat().st_size:
            raise StepError(f"{out / file} was not written; see {log}\n{odoo_run.tail(log)}")


def _warn_of_complaints(log: Path) -> None:
    for line in log_scan.read_complaints(log):
        say(f"      Note, from {log.name}: {line}")


def _wait(ready: Ready, name: str, served: odoo_run.Served) -> None:
    """Print address and logins, then wait until the server ends or Ctrl-C is pressed."""
    notes = database.read_mark(ready, name).get("notes") or {}
    answer = notes.get("answer")
    print(f"\nOdoo is served at {served.url}/odoo  (database {name})")
    print("  login admin, password admin")
    for login in answer.get("logins", []) if isinstance(answer, dict) else []:
        print(f"  {login if isinstance(login, str) else ', '.join(map(str, login))}")
    print(f"  log: {served.log}\nCtrl-C ends it.", flush=True)
    try:
        served.process.wait()
    except KeyboardInterrupt:
        say("\nStopping.")
        return
    served.check()
