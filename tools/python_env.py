"""The virtual environment with Odoo's Python requirements, and the tests' when asked for."""

import shutil
import sys
from pathlib import Path

from tools import machine
from tools.paths import ROOT, cache, short_hash
from tools.steps import StepError, call, say

RUN = ROOT / "tools" / "requirements.txt"
TEST = ROOT / "tools" / "requirements-test.txt"

ADVICE = (
    "check that pip reaches its package index (its own settings and environment are used: "
    "PIP_INDEX_URL, PIP_CERT, pip.conf) and that the disk has 1 GB free, then run again"
)


def folder() -> Path:
    """Where the environment of this Python and these requirements lies."""
    series = f"{sys.version_info.major}.{sys.version_info.minor}"
    return cache() / "python" / f"{series}-{short_hash(RUN.read_text(encoding='utf-8'))}"


def _stamp(requirements: Path) -> Path:
    digest = short_hash(requirements.read_text(encoding="utf-8"))
    return folder() / f".{requirements.stem}-{digest}"


def python() -> Path:
    """The environment's Python."""
    return folder() / "bin" / "python"


def missing(tests: bool = False) -> list[Path]:
    """The requirement files whose packages are not (wholly) installed yet."""
    return [file for file in (RUN, TEST)[: 2 if tests else 1] if not _stamp(file).exists()]


def make(tests: bool = False) -> Path:
    """Make or complete the environment; returns its Python. A broken one is made again."""
    wanted = missing(tests)
    if RUN in wanted:
        shutil.rmtree(folder(), ignore_errors=True)
        folder().parent.mkdir(parents=True, exist_ok=True)
        call([sys.executable, "-m", "venv", folder()], ADVICE)
        wanted = missing(tests)
    for file in wanted:
        say(f"      pip install -r {file.relative_to(ROOT)}")
        install = [python(), "-m", "pip", "install", "--prefer-binary", "-q"]
        command = [*install, "--disable-pip-version-check", "-r", file]
        # Odoo's own versions hold for the tests' packages as well.
        if file == TEST:
            command += ["-c", RUN]
        try:
            call(command, ADVICE)
        except StepError:
            if machine.program("gcc") or not machine.program("apt-get"):
                raise
            say("      a package has no wheel for this machine: installing a compiler")
            machine.apt_install(["gcc", "g++", "python3-dev", "libpq-dev"])
            call(command, ADVICE)
        _stamp(file).touch()
    return python()
