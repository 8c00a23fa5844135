"""Databases: made, copied, dropped; with the files that Odoo keeps beside each.

What a database holds is written in its comment, as JSON: ``stamp`` (a hash of what it was
made from), ``notes`` and ``made`` (when, in seconds of the clock). A database whose making
broke off has no stamp, so it is never used.
"""

import json
import os
import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from tools.odoo import data_dir
from tools.paths import cache
from tools.setup import Ready
from tools.steps import StepError, call, lock

MARK = "vises:"
NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")


def check_name(name: str) -> str:
    """``name`` if it can be a database's; StepError else."""
    if not NAME.fullmatch(name):
        raise StepError(
            f"{name!r} cannot be a database's name",
            "use small letters, digits and underscores, beginning with a letter",
        )
    return name


def query(ready: Ready, sql: str, database: str = "postgres") -> list[str]:
    """Run one SQL statement with psql; returns the lines it prints (columns apart by ``|``)."""
    command = ["psql", "-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", sql]
    advice = "check PGHOST, PGUSER and that this user may create databases, or unset PGHOST"
    given = "PGHOST" in os.environ
    return call(command, advice if given else "", env=ready.environment).splitlines()


def literal(text: str) -> str:
    """``text`` as an SQL string."""
    return "'" + text.replace("'", "''") + "'"


def names(ready: Ready) -> list[str]:
    """Names of all databases of the server."""
    return query(ready, "SELECT datname FROM pg_database WHERE NOT datistemplate")


def _comment(ready: Ready, name: str) -> str:
    sql = f"SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = '{name}'"
    return "\n".join(query(ready, sql))


def is_ours(ready: Ready, name: str) -> bool:
    """Whether ``./vises`` made this database."""
    return _comment(ready, check_name(name)).startswith(MARK)


def read_mark(ready: Ready, name: str) -> dict:
    """What the comment says: ``stamp`` and ``notes``; empty for an unfinished or foreign one."""
    comment = _comment(ready, check_name(name))
    return json.loads(comment.removeprefix(MARK)) if comment.startswith(MARK) else {}


def write_mark(ready: Ready, name: str, stamp: str = "", notes: object = None) -> None:
    """Write the comment; without a stamp it says "ours, unfinished"."""
    content = {"stamp": stamp, "notes": notes} if stamp else {}
    text = MARK + json.dumps({**content, "made": int(time.time())})
    query(ready, f'COMMENT ON DATABASE "{name}" IS {literal(text)}')


def file_store(name: str) -> Path:
    """The folder with the attachments of a database."""
    return data_dir() / "filestore" / name


def drop(ready: Ready, name: str) -> None:
    """Drop a database and its files, if they are there."""
    query(ready, f'DROP DATABASE IF EXISTS "{check_name(name)}" WITH (FORCE)')
    shutil.rmtree(file_store(name), ignore_errors=True)


def create(ready: Ready, name: str) -> None:
    """Make an empty database, marked as ours and unfinished."""
    drop(ready, name)
    query(ready, f"""CREATE DATABASE "{name}" TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C'""")
    write_mark(ready, name)


def copy(ready: Ready, source: str, name: str) -> None:
    """Copy a database and its files (hard links: Odoo never changes a stored file)."""
    drop(ready, name)
    query(ready, f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
    write_mark(ready, name)
    if file_store(source).exists():
        shutil.copytree(file_store(source), file_store(name), copy_function=_link)


def _link(source: str, target: str) -> str:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
    return target


def keep(ready: Ready, name: str, stamp: str, make: Callable[[], object]) -> bool:
    """Make database ``name`` by ``make()`` unless it is there with this stamp.

    What ``make`` returns is kept as its notes. Returns whether it had to be made. Two runs do
    not make the same database at once.
    """
    with lock(cache() / "run" / f"{check_name(name)}.lock"):
        if read_mark(ready, name).get("stamp") == stamp:
            return False
        write_mark(ready, name, stamp, make())
        return True
