"""Which Odoo 19 is used, and how it is started: command, environment, configuration file."""

import os
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tools import machine, odoo_fetch, postgres, print_fetch, python_env
from tools.paths import ADDON, BRIDGES, ROOT, cache, short_hash
from tools.steps import StepError

SERIES = "19.0"


@dataclass(frozen=True)
class Odoo:
    """An Odoo to run: the start of its command line, and folders for Python's path."""

    command: tuple[str, ...]
    python_path: tuple[str, ...]
    version: str


def _version(command: Sequence[str]) -> str:
    """The version an Odoo program prints, or '' when it does not start."""
    try:
        done = subprocess.run(
            [*command, "--version"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    match = re.search(r"(\d+\.\d+[^\s]*)", done.stdout)
    return match[1] if match else ""


def _given() -> Odoo | None:
    """The Odoo of ``ODOO_BIN``, else one of the right series on PATH."""
    chosen = os.environ.get("ODOO_BIN")
    if chosen:
        file = Path(chosen).expanduser().absolute()
        if not file.is_file():
            raise StepError(f"ODOO_BIN names {chosen}, which is not a file", "correct or unset it")
        version = _version([str(file)])
        if not version.startswith(SERIES):
            raise StepError(
                f"ODOO_BIN names {chosen}, which is not an Odoo {SERIES} (it says: "
                f"{version or 'nothing; does it start?'})",
                "correct or unset ODOO_BIN",
            )
    else:
        found = machine.program("odoo", "odoo-bin")
        version = _version([found]) if found else ""
        if not found or not version.startswith(SERIES):
            return None
        file = Path(found)
    home = file.resolve().parent
    path = (str(home),) if (home / "odoo").is_dir() else ()
    return Odoo((str(file),), path, version)


def is_given() -> bool:
    """Whether the machine has an Odoo 19 of its own (``ODOO_BIN`` or on PATH)."""
    return _given() is not None


def find() -> Odoo:
    """The Odoo to use: the machine's own, else Debian's package in the cache."""
    if given := _given():
        return given
    prefix = odoo_fetch.fetch(cache())
    command = (str(python_env.make()), str(prefix / "usr/bin/odoo"))
    path = str(prefix / "usr/lib/python3/dist-packages")
    return Odoo(command, (path,), prefix.name)


def data_dir() -> Path:
    """Odoo's data folder (file store, sessions), in the cache."""
    return cache() / "data"


def addons_path() -> list[Path]:
    """Our folders of addons; Odoo adds its own. Folders that hold none yet are left out.

    The inner folder stands first: Odoo takes a file to be of the addon that the first of
    them says, and would look for the words of a bridge in an addon called "bridges".
    """
    folders = [BRIDGES] if BRIDGES.is_dir() and any(BRIDGES.glob("*/__manifest__.py")) else []
    if (ADDON / "__manifest__.py").exists():
        folders.append(ROOT)
    return folders


def write_configuration(server: postgres.Server) -> Path:
    """Write the configuration file that this checkout's Odoo reads; returns its path."""
    values = {
        "db_host": server.host,
        "db_port": server.port,
        "db_user": server.user,
        "db_template": "template0",
        "data_dir": data_dir(),
        "http_interface": "127.0.0.1",
        "without_demo": True,
        "max_cron_threads": 0,
        "limit_time_real": 0,
        "limit_time_cpu": 0,
    }
    if server.password:
        values["db_password"] = server.password
    if folders := addons_path():
        values["addons_path"] = ",".join(map(str, folders))
    lines = "".join(f"{name} = {value}\n" for name, value in values.items())
    file = cache() / "run" / f"odoo-{short_hash(str(ROOT))}.conf"
    text = f"[options]\n{lines}"
    if not file.exists() or file.read_text(encoding="utf-8") != text:
        file.parent.mkdir(parents=True, exist_ok=True)
        rough = file.with_suffix(f".{os.getpid()}")
        rough.touch(mode=0o600)
        rough.write_text(text, encoding="utf-8")
        rough.replace(file)
    return file


def environment(odoo: Odoo, server: postgres.Server) -> dict[str, str]:
    """The environment in which Odoo (or a Python that imports it) runs."""
    variables = dict(os.environ)
    variables.update(server.environment())
    variables["ODOO_RC"] = str(write_configuration(server))
    variables["PYTHONPATH"] = os.pathsep.join(odoo.python_path)
    variables["LANG"] = variables["LC_ALL"] = "C.UTF-8"
    variables["PYTHONDONTWRITEBYTECODE"] = "1"
    # Odoo's own lint calls "pylint" by name; wkhtmltopdf (Qt) wants a folder of the user's own.
    path = [variables.get("PATH", os.defpath), str(python_env.python().parent)]
    path.append(str(print_fetch.folder()))
    variables["PATH"] = os.pathsep.join(path)
    variables.setdefault("XDG_RUNTIME_DIR", str(_runtime_dir()))
    # The assets' and reports' dates follow the machine's zone: the same everywhere.
    variables.setdefault("TZ", "UTC")
    return variables


def _runtime_dir() -> Path:
    folder = cache() / "runtime"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder
