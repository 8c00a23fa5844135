"""The lint suite: ruff, pylint-odoo, well-formed XML, and prettier where npx is installed."""

import json
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from tools import machine, node, python_env
from tools.paths import ADDON, BRIDGES, ROOT
from tools.steps import call, say

# What prettier formats, and with what. On a machine without npx it is left out: Debian's npm
# would pull in several hundred packages for the sake of white space.
PRETTIER = {"prettier": "3.5.3", "@prettier/plugin-xml": "3.4.1"}
PRETTIER_KINDS = (".xml", ".js", ".scss", ".css")
PRETTIER_SETTINGS = {
    "printWidth": 100,
    "tabWidth": 4,
    "bracketSpacing": False,
    "xmlWhitespaceSensitivity": "strict",
    "xmlSelfClosingSpace": False,
}


@dataclass(frozen=True)
class Check:
    """One check of the suite and its outcome: None for skipped, with the reason in ``text``."""

    name: str
    passed: bool | None
    text: str = ""


def folders() -> list[Path]:
    """The folders with our Python: addon, bridges, tools, tests."""
    every = (ADDON, BRIDGES, ROOT / "tools", ROOT / "tests")
    return [folder for folder in every if folder.is_dir()]


def addons() -> list[Path]:
    """Our addons."""
    found = [ADDON, *sorted(BRIDGES.glob("*"))]
    return [folder for folder in found if (folder / "__manifest__.py").exists()]


def files(kinds: Sequence[str]) -> list[Path]:
    """Files of our addons with these endings; libraries of others are left out."""
    return [
        path
        for addon in addons()
        for path in sorted(addon.rglob("*"))
        if path.suffix in kinds and path.is_file() and "lib" not in path.relative_to(addon).parts
    ]


def _command(name: str, *words: object) -> Check:
    """A check that is one command: passed when it ends with 0."""
    done = subprocess.run(
        [str(word) for word in words],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return Check(name, done.returncode == 0, done.stdout.strip())


def ruff_rules() -> Check:
    """Ruff's rules (pyproject.toml)."""
    return _command("ruff check", _tool("ruff"), "check", "--no-cache", *folders())


def ruff_format() -> Check:
    """Ruff's layout."""
    words = ("format", "--check", "--no-cache")
    return _command("ruff format (./vises format mends it)", _tool("ruff"), *words, *folders())


def pylint_odoo() -> Check:
    """The Odoo community's lint on our addons."""
    settings = f"--rcfile={ROOT / 'pyproject.toml'}"
    return _command(
        "pylint-odoo",
        _tool("pylint"),
        settings,
        # One file for each side of the assessment keeps its files short.
        "--disable=consider-merging-classes-inherited",
        *addons(),
    )


def well_formed() -> Check:
    """Every XML file parses."""
    broken = []
    for file in files((".xml", ".svg")):
        try:
            ElementTree.parse(file)
        except ElementTree.ParseError as error:
            broken.append(f"{file.relative_to(ROOT)}: {error}")
    return Check("well-formed XML", not broken, "\n".join(broken))


def prettier() -> Check:
    """Prettier's layout of XML, JavaScript and styles."""
    name = "prettier (./vises format mends it)"
    if not machine.program("npx"):
        return Check(name, None, "npx is not installed on this machine")
    chosen = files(PRETTIER_KINDS)
    return _command(name, *_prettier(), "--check", *chosen) if chosen else Check(name, True)


def _tool(name: str) -> Path:
    return python_env.python().with_name(name)


def _prettier() -> list[object]:
    """The start of a prettier command; installs it into the cache when it is not there."""
    modules = node.install(PRETTIER)
    plugin = modules / "@prettier/plugin-xml/src/plugin.js"
    settings = modules.parent / "prettier.json"
    text = json.dumps(PRETTIER_SETTINGS)
    if not settings.exists() or settings.read_text(encoding="utf-8") != text:
        settings.write_text(text, encoding="utf-8")
    program = modules / ".bin/prettier"
    return [program, "--config", settings, "--plugin", plugin, "--log-level", "warn"]


CHECKS: tuple[Callable[[], Check], ...] = (
    ruff_rules,
    ruff_format,
    pylint_odoo,
    well_formed,
    prettier,
)


def run_checks() -> list[Check]:
    """All checks, one after the other."""
    return [check() for check in CHECKS]


def put_in_format() -> int:
    """Format all files; returns the exit code."""
    python_env.make(tests=True)
    call([_tool("ruff"), "check", "--fix", "-q", "--exit-zero", "--no-cache", *folders()], cwd=ROOT)
    print(call([_tool("ruff"), "format", "--no-cache", *folders()], cwd=ROOT).strip())
    if not machine.program("npx"):
        say("npx is not installed: XML, JavaScript and styles were left as they are.")
    elif chosen := files(PRETTIER_KINDS):
        print(call([*_prettier(), "--write", *chosen], cwd=ROOT).strip())
    return 0
