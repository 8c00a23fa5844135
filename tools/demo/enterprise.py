"""The whole demo enterprise, room by room. Entry point: :func:`build`.

The Atelier des Trois Rivières is invented: an association near Lille that runs a market
garden with integration posts (atelier et chantier d'insertion) and an agency that lends
staff to households, firms and town halls (association intermédiaire). It shows what the
addon does on three years of plausible records, gaps of real life included.
"""

import logging
import time

from tools.demo import company, contacts, ledger, people
from tools.demo.common import QUIET

_logger = logging.getLogger(__name__)


def build(env) -> dict:
    """Build the enterprise on the main company, unless it stands; returns ``logins`` to show.

    Works with or without the addon ``vises_impact``: the assessment needs it. Where Odoo's
    other apps and our bridges are installed, their records come on top (``tools/demo/apps``).
    Commits nothing. Nothing depends on today's date.
    """
    if company.stands(env):
        return {}
    # Odoo's own English is switched off where a database begins in French.
    env["res.lang"]._activate_lang("en_US")
    env = env(context={**env.context, **QUIET})
    firm = _step("company", company.build, env)
    env = env(context={**env.context, "allowed_company_ids": firm.ids})
    staff = _step("people", people.build, env, firm)
    crowd = _step("contacts", contacts.build, env, staff)
    book = _step("ledger", ledger.build, env, firm, crowd, staff)
    if "impact.assessment" in env:
        # These import the addon, which may not be installed.
        from tools.demo import apps, assessment, users

        with_apps = apps.stand(env)
        if with_apps:
            _step("apps", apps.build, env, firm, crowd, staff)
        _step("assessment", assessment.build, env, firm, crowd, staff, book)
        if with_apps:
            _step("what the apps know", apps.evaluate, env, firm)
        return {"logins": users.logins()}
    return {}


def _step(name, function, *args):
    """Call one room's builder and log how long it took."""
    start = time.monotonic()
    result = function(*args)
    _logger.info("demo: %s built in %.1f s", name, time.monotonic() - start)
    return result
