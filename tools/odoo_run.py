"""Running Odoo: installing modules, calling a Python function with an ``env``, serving.

All of it works with any Odoo 19 program, because it only uses its command line.
"""

import json
import os
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tools.paths import LOGS, ROOT, cache
from tools.setup import Ready
from tools.steps import StepError

# Runs inside "odoo shell": imports a module of ours, calls its function, writes its answer.
SHELL_SCRIPT = """
import importlib, json, sys
sys.path.insert(0, {root!r})
sys.dont_write_bytecode = True
answer = getattr(importlib.import_module({module!r}), {function!r})(env, *{arguments!r})
env.cr.commit()
with open({answer!r}, "w", encoding="utf-8") as file:
    json.dump(answer, file, default=str)
"""


def tail(log: Path, lines: int = 25) -> str:
    """The last lines of a log, indented."""
    if not log.exists():
        return "    (no log was written)"
    text = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return "\n".join(f"    {line}" for line in text[-lines:])


def odoo(ready: Ready, log: Path, *arguments: str, script: str | None = None) -> None:
    """Run Odoo with these arguments to its end, all output going to ``log``.

    ``script`` is given on standard input. Raises StepError with the log's end.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with open(log, "w", encoding="utf-8") as output:
        done = subprocess.run(
            [*ready.odoo.command, *arguments],
            input=script or "",
            text=True,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=ready.environment,
            cwd=ROOT,
            check=False,
        )
    if done.returncode:
        raise StepError(f"Odoo ended with code {done.returncode}; the end of {log}:\n{tail(log)}")


def install(ready: Ready, database: str, modules: Sequence[str], log: Path, *more: str) -> None:
    """Install modules, and none that would install by themselves."""
    odoo(
        ready,
        log,
        "-d",
        database,
        "-i",
        ",".join(modules),
        "--skip-auto-install",
        "--stop-after-init",
        "--no-http",
        *more,
    )


def call_function(
    ready: Ready,
    database: str,
    module: str,
    function: str,
    *arguments: object,
    log: Path,
    options: Sequence[str] = (),
) -> object:
    """Call ``module.function(env, *arguments)`` on a database, as the superuser.

    What it changed is committed when it ends well; what it returns comes back as JSON.
    ``module`` is a dotted name from the checkout's root, such as ``tools.demo.enterprise``.
    """
    with tempfile.TemporaryDirectory(prefix="vises-") as folder:
        answer = Path(folder, "answer.json")
        script = SHELL_SCRIPT.format(
            root=str(ROOT),
            module=module,
            function=function,
            arguments=[str(a) if isinstance(a, Path) else a for a in arguments],
            answer=str(answer),
        )
        odoo(ready, log, "shell", "-d", database, "--no-http", *options, script=script)
        if not answer.exists():
            raise StepError(f"{module}.{function} did not come to its end; see {log}\n{tail(log)}")
        return json.loads(answer.read_text(encoding="utf-8"))


def free_port(first: int = 8069) -> int:
    """The first free loopback port from ``first`` on."""
    for port in range(first, first + 200):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise StepError(f"no free port between {first} and {first + 199}", "stop some servers")


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/web/health", timeout=5) as response:
            return response.status == 200
    except (urllib.error.URLError, OSError):
        return False


class Served:
    """A running Odoo server: its address, process and log."""

    def __init__(self, url: str, process: subprocess.Popen, log: Path):
        self.url = url
        self.process = process
        self.log = log

    def check(self) -> None:
        """Raise StepError if the server has ended."""
        code = self.process.poll()
        if code is not None:
            raise StepError(f"the server ended with code {code}; its log:\n{tail(self.log)}")

    def stop(self) -> None:
        """End the server, kindly first."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


@contextmanager
def serve(
    ready: Ready, database: str, first_port: int = 8069, log: Path | None = None, crons: int = 0
) -> Iterator[Served]:
    """Serve a database on loopback while the block runs.

    Pages and printed reports fetch their styles from this very server (``report.url``).
    """
    port = free_port(first_port)
    url = f"http://127.0.0.1:{port}"
    log = log or LOGS / f"server-{database}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    set_report_url(ready, database, url)
    command = [
        *ready.odoo.command,
        "-d",
        database,
        "--db-filter",
        f"^{database}$",
        "--no-database-list",
        "--http-port",
        str(port),
        "--max-cron-threads",
        str(crons),
    ]
    with open(log, "w", encoding="utf-8") as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=ready.environment,
            cwd=ROOT,
            start_new_session=True,
        )
    served = Served(url, process, log)
    note = cache() / "run" / f"served-{process.pid}"
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_text(start_time(process.pid), encoding="utf-8")
    try:
        wait_until_up(served)
        yield served
    finally:
        served.stop()
        note.unlink(missing_ok=True)


def wait_until_up(served: Served, seconds: int = 120) -> None:
    """Wait until the server answers; StepError when it ends or stays silent."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        served.check()
        if _answers(served.url):
            return
        time.sleep(0.2)
    raise StepError(f"the server does not answer after {seconds} s:\n{tail(served.log)}")


def set_report_url(ready: Ready, database: str, url: str) -> None:
    """Let printed reports fetch styles and pictures from ``url``."""
    from tools.database import literal, query

    query(
        ready,
        "INSERT INTO ir_config_parameter (key, value, create_date, write_date) "
        f"VALUES ('report.url', {literal(url)}, now(), now()) "
        f"ON CONFLICT (key) DO UPDATE SET value = {literal(url)}",
        database,
    )


def start_time(pid: int) -> str:
    """When a process started (in the kernel's ticks); '' if there is none of this number."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return ""
    return text.rpartition(")")[2].split()[19]


def stop_served() -> int:
    """Stop every server that a ``./vises`` left running; returns how many there were."""
    stopped = 0
    for note in (cache() / "run").glob("served-*"):
        pid = int(note.name.partition("-")[2])
        # The same number may be another process by now: compare when it started.
        if (began := start_time(pid)) and began == note.read_text(encoding="utf-8"):
            os.kill(pid, signal.SIGTERM)
            stopped += 1
        note.unlink(missing_ok=True)
    return stopped
