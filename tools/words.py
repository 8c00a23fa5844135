"""``./vises words``: the templates and the translations, brought up to the source."""

import os
from collections.abc import Callable
from pathlib import Path

from tools import database, demo_database, lint, odoo_run, setup
from tools.paths import LOGS
from tools.setup import Ready
from tools.steps import say


def run(names: list[str] | None = None) -> int:
    """Write ``i18n`` of our addons afresh and print what is left to translate.

    :param names: only these addons; all when empty.
    Returns 0 when nothing is. ``./vises format`` does not do this: it needs a database.
    """
    addons = [addon for addon in lint.addons() if not names or addon.name in names]
    bridges = [addon for addon in addons if addon in lint.bridges()]
    core = [addon for addon in addons if addon not in bridges]
    ready = setup.prepare()
    # Apart: Odoo's apps give the core's models fields, and so terms, of their own.
    findings = _refresh(ready, core, demo_database.make_base) if core else []
    findings += _refresh(ready, bridges, demo_database.make_apps) if bridges else []
    for line in findings:
        print(line)
    say(f"{len(findings)} left to do in {', '.join(addon.name for addon in addons)}")
    return 1 if findings else 0


def _refresh(ready: Ready, addons: list[Path], make: Callable[[Ready], str]) -> list[str]:
    """Refresh addons in a copy of a database; what is left to do."""
    base, name = make(ready), f"vises_words_{os.getpid()}"
    try:
        database.copy(ready, base, name)
        modules = [addon.name for addon in addons]
        odoo_run.install(ready, name, modules, LOGS / "words-install.log")
        return [line for addon in addons for line in call(ready, name, "refresh", addon)]
    finally:
        database.drop(ready, name)


def call(ready: Ready, name: str, function: str, addon: Path) -> list[str]:
    """What ``refresh`` or ``check`` of tools/translations.py finds on a database."""
    log = LOGS / f"words-{function}-{addon.name}.log"
    folder = addon / "i18n"
    return odoo_run.call_function(ready, name, "tools.translations", function, folder, log=log)
