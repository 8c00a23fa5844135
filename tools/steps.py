"""Steps with progress and time, errors that say what to do, and the set-up lock."""

import fcntl
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path


class StepError(Exception):
    """A step that failed: what went wrong, and what the person can do about it."""

    def __init__(self, problem: str, advice: str = ""):
        super().__init__(problem)
        self.problem = problem
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.problem}\n  What to do: {self.advice}" if self.advice else self.problem


def say(text: str) -> None:
    """Print a line for the person; on standard error, so that output can be piped."""
    print(text, file=sys.stderr, flush=True)


class Steps:
    """Numbered steps: ``with steps("Fetch Odoo"):`` prints ``[2/7] Fetch Odoo … 12.3 s``."""

    def __init__(self, total: int):
        self.total = total
        self.number = 0

    @contextmanager
    def __call__(self, title: str) -> Iterator[None]:
        """Announce a step, time it, and name it in the error when it fails."""
        self.number += 1
        label = f"[{self.number}/{self.total}] {title}"
        say(f"{label} ...")
        start = time.monotonic()
        try:
            yield
        except StepError as error:
            seconds = time.monotonic() - start
            problem = f"step {label} failed after {seconds:.0f} s: {error.problem}"
            raise StepError(
                problem, error.advice or "mend that, then run the same command again"
            ) from error
        say(f"      done in {time.monotonic() - start:.1f} s")


@contextmanager
def lock(file: Path) -> Iterator[None]:
    """Hold an exclusive lock on ``file``; says so when it has to wait for another run."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with open(file, "w", encoding="utf-8") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another ./vises is setting things up; waiting for it ...")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def call(
    command: Sequence[str | Path],
    advice: str = "",
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    log: Path | None = None,
    **options,
) -> str:
    """Run a command quietly and return its output; raise StepError with its last lines.

    The whole output goes to ``log`` when one is given. Standard input is always empty.
    """
    words = [str(word) for word in command]
    try:
        done = subprocess.run(
            words,
            env=env,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
            **options,
        )
    except OSError as error:
        raise StepError(f"cannot start {words[0]}: {error.strerror}", advice) from error
    if log:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(done.stdout, encoding="utf-8")
    if done.returncode:
        tail = "\n    ".join(done.stdout.strip().splitlines()[-15:])
        where = f"\n  Its whole output: {log}" if log else ""
        raise StepError(
            f"{shlex.join(words)[:300]} ended with code {done.returncode}:\n    {tail}{where}",
            advice,
        )
    return done.stdout
