"""``./vises test``: the suites, at most two side by side, and what they found."""

import ast
import os
import re
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from tools import (
    database,
    demo_database,
    lint,
    log_scan,
    machine,
    odoo_run,
    python_env,
    setup,
    words,
)
from tools.paths import ADDON, LOGS, OUT, ROOT
from tools.setup import Ready
from tools.steps import StepError, say

FAST = ("lint", "tools", "engine", "addon", "bridges")
ODOO_RESULT = re.compile(r"(\d+) failed, (\d+) error\(s\) of (\d+) tests when loading")
ODOO_SKIPPED = re.compile(r"^.* INFO \S+ odoo\.addons\.\S+: skipped ", re.MULTILINE)
PLAIN_NAME = re.compile(r"\w+")


@dataclass
class Outcome:
    """What a suite found: counts, and texts to show."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    notes: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def fail(self, text: str) -> None:
        """Count one failure more, with its text."""
        self.failed += 1
        self.notes.append(text)


@dataclass(frozen=True)
class Context:
    """What a suite gets: the set-up, and the expression by which tests are chosen."""

    ready: Ready
    expression: str


def lint_suite(context: Context) -> Outcome:
    """Lint of all files."""
    outcome = Outcome()
    for check in lint.run_checks():
        if check.passed is None:
            outcome.skipped += 1
            outcome.notes.append(f"{check.name} skipped: {check.text}")
        elif check.passed:
            outcome.passed += 1
        else:
            outcome.fail(f"{check.name}:\n{_cut(check.text)}")
    return outcome


def _cut(text: str, lines: int = 60) -> str:
    """The first lines of a long text."""
    every = text.splitlines()
    more = [f"... and {len(every) - lines} lines more"] if len(every) > lines else []
    return "\n".join(every[:lines] + more)


def pytest_suite(context: Context, name: str, variables: dict[str, str] | None = None) -> Outcome:
    """The tests in ``tests/NAME``, run by pytest."""
    LOGS.mkdir(parents=True, exist_ok=True)
    log, report = LOGS / f"{name}.log", LOGS / f"{name}.xml"
    report.unlink(missing_ok=True)
    command = [python_env.python(), "-m", "pytest", f"tests/{name}", "-q", f"--junitxml={report}"]
    if context.expression:
        command += ["-k", context.expression]
    environment = {**context.ready.environment, **(variables or {})}
    with open(log, "w", encoding="utf-8") as output:
        done = subprocess.run(
            [str(word) for word in command],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environment,
            check=False,
        )
    return read_pytest(done.returncode, report, log, chosen=bool(context.expression))


def read_pytest(code: int, report: Path, log: Path, chosen: bool) -> Outcome:
    """Counts of a pytest run from its JUnit report. No test at all is a failure, unless
    tests were ``chosen`` by an expression."""
    outcome = Outcome()
    if report.exists():
        for suite in ElementTree.parse(report).iter("testsuite"):
            count = {key: int(suite.get(key, 0)) for key in ("tests", "failures", "errors")}
            outcome.skipped += int(suite.get("skipped", 0))
            outcome.failed += count["failures"] + count["errors"]
            outcome.passed += count["tests"] - count["failures"] - count["errors"]
        outcome.passed = max(0, outcome.passed - outcome.skipped)
    nothing = code == 5
    if nothing and chosen:
        outcome.notes.append("no test here matches the expression")
    elif code and not outcome.failed:
        outcome.fail("no test was found" if nothing else f"pytest ended with code {code}")
    if outcome.failed:
        outcome.notes.append(f"the end of {log}:\n{odoo_run.tail(log, 60)}")
    return outcome


def addon_tags(expression: str, addon: Path = ADDON) -> str | None:
    """The ``--test-tags`` that choose the addon's tests by a name, or None if none matches.

    Like pytest's ``-k``: a file, class or method counts whose name holds ``expression``.
    """
    name = f"/{addon.name}"
    if not expression:
        return name
    wanted = expression.lower()
    tags = []
    for file in sorted(addon.glob("tests/**/test_*.py")):
        for item in ast.parse(file.read_text(encoding="utf-8")).body:
            if not isinstance(item, ast.ClassDef):
                continue
            if wanted in item.name.lower() or wanted in file.stem.lower():
                tags.append(f"{name}:{item.name}")
                continue
            methods = [m.name for m in item.body if isinstance(m, ast.FunctionDef)]
            tags += [
                f"{name}:{item.name}.{method}"
                for method in methods
                if method.startswith("test_") and wanted in method.lower()
            ]
    return ",".join(dict.fromkeys(tags)) or None


def read_odoo_log(text: str, chosen: bool) -> Outcome:
    """Counts of Odoo's test run from its log; warnings in it are one failure together."""
    outcome = Outcome()
    found = ODOO_RESULT.findall(text)
    for failures, errors, tests in found:
        outcome.failed += int(failures) + int(errors)
        outcome.passed += int(tests) - int(failures) - int(errors)
    skipped = len(ODOO_SKIPPED.findall(text))
    outcome.skipped += skipped
    outcome.passed = max(0, outcome.passed - skipped)
    if not found:
        outcome.fail("Odoo did not come to the end of its tests")
    elif not (outcome.passed or outcome.failed or outcome.skipped or chosen):
        outcome.fail("no test was found")
    _add_complaints(outcome, "Odoo's tests", log_scan.complaints(text, log_scan.allow_list()))
    return outcome


def _add_complaints(outcome: Outcome, source: str, complaints: list[str]) -> None:
    """Count warnings in a log as one failure together."""
    if complaints:
        lines = "\n".join(f"    {line}" for line in complaints[:30])
        outcome.fail(f"{len(complaints)} warnings or errors in the log of {source}:\n{lines}")


def _complaints_of(ready: Ready, master: str) -> list[str]:
    return (database.read_mark(ready, master).get("notes") or {}).get("complaints", [])


def addon_suite(context: Context) -> Outcome:
    """The addon's own tests inside Odoo, its log, and Odoo's lint on its files."""
    return inside_suite(context, "addon", [ADDON], demo_database.make_base)


def bridges_suite(context: Context) -> Outcome:
    """The same for all bridges together; then how they come and go (tests/bridges)."""
    return inside_suite(context, "bridges", lint.bridges(), demo_database.make_apps, "bridges")


def inside_suite(
    context: Context,
    suite: str,
    addons: list[Path],
    make_base: Callable[[Ready], str],
    afterwards: str = "",
) -> Outcome:
    """The tests of addons inside Odoo, in a copy of the database that ``make_base`` makes.

    :param afterwards: a folder of tests for pytest, which get the same database.
    """
    expression = context.expression
    if expression and not PLAIN_NAME.fullmatch(expression):
        return Outcome(notes=["not run: -k is not a plain name"])
    tags = ",".join(filter(None, (addon_tags(expression, addon) for addon in addons)))
    if not tags:
        return Outcome(notes=["no test here matches the expression"])
    ready, name = context.ready, f"vises_{suite}_{os.getpid()}"
    base = make_base(ready)
    log = LOGS / f"{suite}.log"
    try:
        database.copy(ready, base, name)
        outcome = _inside_tests(ready, name, addons, tags, log, chosen=bool(expression))
        if not expression:
            # Before the lint: test_lint brings terms of its own into the database.
            _words(ready, name, addons, outcome)
            _odoo_lint(ready, name, addons, outcome)
            if afterwards:
                _add(outcome, pytest_suite(context, afterwards, {"VISES_DATABASE": name}))
    finally:
        database.drop(ready, name)
    return outcome


def _add(outcome: Outcome, more: Outcome) -> None:
    outcome.passed += more.passed
    outcome.failed += more.failed
    outcome.skipped += more.skipped
    outcome.notes += more.notes


def _inside_tests(
    ready: Ready, name: str, addons: list[Path], tags: str, log: Path, chosen: bool
) -> Outcome:
    # Two such suites run side by side: they must not find the same port free.
    port = odoo_run.free_port((8300 if addons == [ADDON] else 8900) + os.getpid() % 500)
    crash = ""
    try:
        odoo_run.odoo(
            ready,
            log,
            "-d",
            name,
            "-i",
            ",".join(addon.name for addon in addons),
            "--skip-auto-install",
            "--test-tags",
            tags,
            "--stop-after-init",
            "--http-port",
            str(port),
            "--screenshots",
            str(LOGS / "screenshots"),
        )
    except StepError as error:
        crash = str(error)
    outcome = read_odoo_log(log.read_text(encoding="utf-8", errors="replace"), chosen)
    if crash and not outcome.failed:
        outcome.fail(crash)
    elif outcome.failed:
        outcome.notes.append(f"the end of {log}:\n{odoo_run.tail(log, 40)}")
    return outcome


def _words(ready: Ready, name: str, addons: list[Path], outcome: Outcome) -> None:
    """Check that every term is in the template and in French and Dutch."""
    for addon in addons:
        try:
            findings = words.call(ready, name, "check", addon)
        except StepError as error:
            findings = [str(error)]
        if findings:
            text = _cut("\n".join(findings))
            outcome.fail(f"{len(findings)} terms (./vises words lists them all):\n{text}")
        else:
            outcome.passed += 1


def _odoo_lint(ready: Ready, name: str, addons: list[Path], outcome: Outcome) -> None:
    """Run Odoo's ``test_lint`` on addons of ours and add its findings."""
    ours = [addon.name for addon in addons]
    log = LOGS / f"odoo-lint-{ours[0]}.log"
    try:
        odoo_run.install(ready, name, ["test_lint"], LOGS / f"odoo-lint-install-{ours[0]}.log")
        found = odoo_run.call_function(ready, name, "tools.odoo_lint", "run", ours, log=log)
    except StepError as error:
        outcome.fail(f"Odoo's test_lint: {error}")
        return
    outcome.skipped += len(found["skipped"])
    outcome.passed += found["ran"] - len(found["failures"]) - len(found["skipped"])
    for text in found["failures"]:
        outcome.fail(f"Odoo's test_lint: {_cut(text, 25)}")


def demo_suite(context: Context, name: str, serve: bool) -> Outcome:
    """The tests in ``tests/NAME`` on a copy of the demo database, served if wanted.

    The tests find it by ``VISES_DATABASE``, ``VISES_URL``, ``VISES_CHROMIUM``, ``VISES_OUT``.
    """
    ready, copy = context.ready, f"vises_{name}_{os.getpid()}"
    variables = {
        "VISES_DATABASE": copy,
        "VISES_CHROMIUM": machine.chromium() or "",
        "VISES_OUT": str(OUT),
    }
    try:
        master = demo_database.make_master(ready)
        database.copy(ready, master, copy)
        if not serve:
            # The browser suite runs on the same demo: one of the two counts its log.
            outcome = pytest_suite(context, name, variables)
            _add_complaints(outcome, "making the demo", _complaints_of(ready, master))
            return outcome
        log = LOGS / f"{name}-server.log"
        with odoo_run.serve(ready, copy, 8400, log) as served:
            outcome = pytest_suite(context, name, {**variables, "VISES_URL": served.url})
        _add_complaints(outcome, "the server", log_scan.read_complaints(log))
        return outcome
    finally:
        database.drop(ready, copy)


SUITES: dict[str, Callable[[Context], Outcome]] = {
    # The longest first: two run side by side.
    "addon": addon_suite,
    "bridges": bridges_suite,
    "browser": lambda context: demo_suite(context, "browser", serve=True),
    "oracles": lambda context: demo_suite(context, "oracles", serve=False),
    "lifecycle": lambda context: pytest_suite(context, "lifecycle"),
    "lint": lint_suite,
    "engine": lambda context: pytest_suite(context, "engine"),
    "tools": lambda context: pytest_suite(context, "tools"),
}


def choose(expression: str, fast: bool, only: list[str]) -> list[str]:
    """Names of the suites to run; StepError for a name that is none."""
    if unknown := [name for name in only if name not in SUITES]:
        raise StepError(f"there is no suite {', '.join(unknown)}", f"one of: {', '.join(SUITES)}")
    names = [name for name in SUITES if not only or name in only]
    if fast:
        names = [name for name in names if name in FAST]
    if expression:
        names = [name for name in names if name != "lint"]
    return names


def _run_one(name: str, context: Context) -> Outcome:
    began = time.monotonic()
    say(f"{name} ...")
    try:
        outcome = SUITES[name](context)
    except StepError as error:
        outcome = Outcome()
        outcome.fail(str(error))
    outcome.seconds = time.monotonic() - began
    word = "FAILED" if outcome.failed else "ok"
    say(f"{name}: {word} ({outcome.seconds:.0f} s)")
    return outcome


def run(expression: str, fast: bool, only: list[str]) -> int:
    """Run the suites; prints a table and the closing line; returns the exit code."""
    names = choose(expression, fast, only)
    ready = setup.prepare(browser=not fast, tests=True)
    context = Context(ready, expression)
    with ThreadPoolExecutor(max_workers=2) as pool:
        outcomes = dict(zip(names, pool.map(lambda name: _run_one(name, context), names)))
    print(summary(outcomes))
    return 1 if any(outcome.failed for outcome in outcomes.values()) else 0


def summary(outcomes: dict[str, Outcome]) -> str:
    """The notes, a table of the suites, and the closing line ``N passed, N failed``."""
    lines = []
    for name, outcome in outcomes.items():
        lines += [f"\n---- {name}: {note}" for note in outcome.notes]
    lines.append(f"\n{'suite':<10}{'passed':>8}{'failed':>8}{'skipped':>8}{'seconds':>9}")
    for name, o in outcomes.items():
        lines.append(f"{name:<10}{o.passed:>8}{o.failed:>8}{o.skipped:>8}{o.seconds:>9.0f}")
    passed, failed, skipped = (
        sum(getattr(outcome, key) for outcome in outcomes.values())
        for key in ("passed", "failed", "skipped")
    )
    if not passed and not failed:
        failed = 1
        lines.append("no test ran at all")
    closing = f"{passed} passed, {failed} failed"
    lines.append(f"\n{closing}, {skipped} skipped" if skipped else f"\n{closing}")
    return "\n".join(lines)
