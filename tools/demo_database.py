"""The databases: Odoo with what the addon needs; the demo enterprise; copies to work on.

Each is made once and kept: ``vises_base_…`` (Odoo's own apps and languages) is copied to
make ``vises_apps_…`` (with the apps that bridges read) and ``vises_master_…`` (the addon and the
demo enterprise), which is copied for each use. ``vises_master_apps_…`` is the demo enterprise with
those apps and the bridges. ``vises_sample_…`` is the addon on Odoo's own demo.
The names' ends are hashes of what they were made from, so an outdated one is never taken.
"""

import time

from tools import database, lint, log_scan, odoo_run
from tools.odoo import addons_path
from tools.paths import ADDON, BRIDGES, LOGS, ROOT, short_hash, tree_hash
from tools.setup import Ready
from tools.steps import StepError

MODULES = (
    "account",
    "contacts",
    "hr",
    "survey",
    "spreadsheet_dashboard",
    "l10n_fr",
    "l10n_fr_account",
)
# What the bridges read, besides. None of these may bring an addon that is not free: they are
# installed without those that would install by themselves.
APPS = (
    "hr_attendance",
    "hr_holidays",
    "hr_work_entry",
    "hr_timesheet",
    "hr_skills",
    "event",
    "sale_management",
    "purchase",
    "stock",
    "project",
    "fleet",
)
LANGUAGES = ("fr_FR", "nl_BE")
DEMO = ROOT / "tools" / "demo"
DAY = 24 * 3600


def base_name(ready: Ready) -> str:
    """The name of the database with Odoo's own apps, for this Odoo."""
    key = f"{ready.odoo.version} {ready.odoo.command} {MODULES} {LANGUAGES}"
    return f"vises_base_{short_hash(key)}"


def make_base(ready: Ready) -> str:
    """The database with Odoo's own apps and the languages; made if need be. Its name."""
    name = base_name(ready)

    def make() -> None:
        database.create(ready, name)
        languages = ",".join(LANGUAGES)
        log = LOGS / "base.log"
        odoo_run.install(ready, name, MODULES, log, "--load-language", languages)

    database.keep(ready, name, name, make)
    return name


def make_apps(ready: Ready) -> str:
    """The database with Odoo's own apps and those that bridges read; made if need be."""
    base = make_base(ready)
    name = f"vises_apps_{short_hash(f'{base} {APPS}')}"

    def make() -> None:
        database.copy(ready, base, name)
        odoo_run.install(ready, name, APPS, LOGS / "apps.log")

    database.keep(ready, name, name, make)
    return name


def sources_stamp(ready: Ready) -> str:
    """A hash of everything the demo database is made from."""
    return short_hash(f"{base_name(ready)} {tree_hash(ADDON, *_more_sources())} {addons_path()}")


def _more_sources() -> list:
    return [folder for folder in (BRIDGES, DEMO) if folder.is_dir()]


def make_master(ready: Ready, apps: bool = False) -> str:
    """The database with the addon and the demo enterprise; made if need be. Its name.

    :param apps: with the apps that bridges read, the bridges, and the enterprise's records there.

    Its notes hold ``answer``, what the demo's ``build`` returned (``logins``: lines to show),
    and ``complaints``, the warnings in the logs of its making.
    """
    if not (ADDON / "__manifest__.py").exists():
        raise StepError(f"{ADDON} holds no addon yet", "get a whole checkout of the repository")
    if not (DEMO / "enterprise.py").exists():
        raise StepError(
            f"{DEMO / 'enterprise.py'} is not there, which makes the demo enterprise",
            "get a whole checkout of the repository",
        )
    base = make_apps(ready) if apps else make_base(ready)
    name = f"vises_master_{'apps_' if apps else ''}{sources_stamp(ready)}"
    addons = [ADDON, *(lint.bridges() if apps else [])]

    def make() -> object:
        _drop_old_masters(ready)
        database.copy(ready, base, name)
        end = "-apps.log" if apps else ".log"
        logs = LOGS / f"install{end}", LOGS / f"demo{end}"
        odoo_run.install(ready, name, [addon.name for addon in addons], logs[0])
        answer = odoo_run.call_function(ready, name, "tools.demo.enterprise", "build", log=logs[1])
        complaints = [line for log in logs for line in log_scan.read_complaints(log)]
        return {"answer": answer, "complaints": complaints[:30]}

    database.keep(ready, name, name, make)
    return name


def make_sample(ready: Ready) -> str:
    """The database with the addon on Odoo's own demo data; made if need be. Its name."""
    # Odoo dates its demo by the day on which it is loaded.
    name = f"vises_sample_{short_hash(f'{sources_stamp(ready)} {time.gmtime().tm_year}')}"

    def make() -> object:
        _drop_old_masters(ready)
        database.create(ready, name)
        log = LOGS / "sample.log"
        odoo_run.install(ready, name, ["vises_impact"], log, "--with-demo")
        return {"complaints": log_scan.read_complaints(log)}

    database.keep(ready, name, name, make)
    return name


def _drop_old_masters(ready: Ready) -> None:
    """Drop masters of a day ago: younger ones may be in use by another checkout."""
    for name in database.names(ready):
        kept = name.startswith(("vises_master_", "vises_sample_"))
        if not (kept and database.is_ours(ready, name)):
            continue
        if database.read_mark(ready, name).get("made", 0) < time.time() - DAY:
            database.drop(ready, name)


def make_demo(ready: Ready, name: str, apps: bool = False) -> bool:
    """A working copy of the demo under ``name``; kept while its sources are the same.

    Returns whether it was made anew. A database that ``./vises`` did not make is not touched.
    """
    database.check_name(name)
    if name in database.names(ready) and not database.is_ours(ready, name):
        raise StepError(
            f"there is a database {name} that ./vises did not make",
            "choose another name with --database, or drop that database yourself",
        )
    stamp = sources_stamp(ready) + (" apps" if apps else "")
    if database.read_mark(ready, name).get("stamp") == stamp:
        return False
    master = make_master(ready, apps)

    def make() -> object:
        database.copy(ready, master, name)
        return database.read_mark(ready, master).get("notes")

    return database.keep(ready, name, stamp, make)
