"""``./vises words``: the template and the translations, brought up to the source."""

import os

from tools import database, demo_database, odoo_run, setup
from tools.paths import ADDON, LOGS
from tools.setup import Ready
from tools.steps import say

I18N = ADDON / "i18n"


def run() -> int:
    """Write ``vises_impact/i18n`` afresh and print what is left to translate.

    Returns 0 when nothing is. ``./vises format`` does not do this: it needs a database.
    """
    ready = setup.prepare()
    base, name = demo_database.make_base(ready), f"vises_words_{os.getpid()}"
    try:
        database.copy(ready, base, name)
        odoo_run.install(ready, name, ["vises_impact"], LOGS / "words-install.log")
        findings = call(ready, name, "refresh")
    finally:
        database.drop(ready, name)
    for line in findings:
        print(line)
    say(f"{len(findings)} left to do in {I18N.relative_to(ADDON.parent)}")
    return 1 if findings else 0


def call(ready: Ready, name: str, function: str) -> list[str]:
    """What ``refresh`` or ``check`` of tools/translations.py finds on a database."""
    log = LOGS / f"words-{function}.log"
    return odoo_run.call_function(ready, name, "tools.translations", function, I18N, log=log)
