"""The engine stands by itself: the standard library, dateutil, and no Odoo."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import engine
import pytest

MODULES = sorted(Path(engine.__file__).parent.glob("*.py"))


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield (node.module or "").partition(".")[0]


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_module_imports_the_standard_library_and_dateutil_only(module: Path) -> None:
    names = set(imported(ast.parse(module.read_text(encoding="utf-8"))))
    assert names <= sys.stdlib_module_names | {"dateutil"}


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_module_says_what_it_is(module: Path) -> None:
    assert ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_module_never_runs_text(module: Path) -> None:
    calls = {
        node.func.id
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert not calls & {"eval", "exec", "compile", "__import__"}
