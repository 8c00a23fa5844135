"""``./vises words``: the templates and the translations, brought up to the source."""

import os
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
    ready = setup.prepare()
    with_apps = any(addon.parent == lint.BRIDGES for addon in addons)
    base = demo_database.make_apps(ready) if with_apps else demo_database.make_base(ready)
    name = f"vises_words_{os.getpid()}"
    findings = []
    try:
        database.copy(ready, base, name)
        modules = ["vises_impact", *(addon.name for addon in addons)]
        odoo_run.install(ready, name, modules, LOGS / "words-install.log")
        for addon in addons:
            findings += call(ready, name, "refresh", addon)
    finally:
        database.drop(ready, name)
    for line in findings:
        print(line)
    say(f"{len(findings)} left to do in {', '.join(addon.name for addon in addons)}")
    return 1 if findings else 0


def call(ready: Ready, name: str, function: str, addon: Path) -> list[str]:
    """What ``refresh`` or ``check`` of tools/translations.py finds on a database."""
    log = LOGS / f"words-{function}-{addon.name}.log"
    folder = addon / "i18n"
    return odoo_run.call_function(ready, name, "tools.translations", function, folder, log=log)
