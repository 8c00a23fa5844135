"""The machine: which programs are there, and Debian packages for those that are not."""

import glob
import os
import pwd
import shutil
from collections.abc import Iterable
from pathlib import Path

from tools.steps import StepError, call, say

CREATE_CLUSTER = Path("/etc/postgresql-common/createcluster.d")


def is_root() -> bool:
    """Whether we run as root."""
    return os.geteuid() == 0


def program(*names: str) -> str | None:
    """The full path of the first of these programs that is on PATH, or None."""
    return next((path for name in names if (path := shutil.which(name))), None)


def postgres_folders() -> list[Path]:
    """Folders with PostgreSQL's server programs, highest version first."""
    found = [Path(name).parent for name in glob.glob("/usr/lib/postgresql/*/bin/initdb")]
    found.sort(key=lambda folder: float(folder.parent.name), reverse=True)
    if not found and (initdb := program("initdb")):
        found = [Path(os.path.realpath(initdb)).parent]
    return found


def has_user(name: str) -> bool:
    """Whether the machine has a user of this name."""
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def ensure_proc() -> None:
    """Mount ``/proc`` where it is missing, as in a bare chroot: Odoo reads its own process there.

    Raises StepError when that is not ours to do.
    """
    if Path("/proc/self/stat").exists():
        return
    advice = "mount it: mount -t proc proc /proc"
    if not is_root():
        raise StepError("/proc is not mounted, which Odoo needs", advice)
    say("/proc is not mounted here, which Odoo needs: mounting it")
    call(["mount", "-t", "proc", "proc", "/proc"], advice)


def _as_root() -> list[str]:
    if is_root():
        return []
    if sudo := program("sudo"):
        return [sudo]
    raise StepError(
        "packages have to be installed, and we are neither root nor is there sudo",
        "run as root, or install sudo, or install the packages named above by hand",
    )


def apt_install(packages: Iterable[str]) -> None:
    """Install Debian packages by the machine's own apt settings."""
    names = list(packages)
    if not program("apt-get"):
        raise StepError(
            f"this is not a Debian system, so these cannot be installed by themselves: {names}",
            "install the programs by your system's own means, then run again",
        )
    say(f"      apt-get install {' '.join(names)}")
    quiet = [*_as_root(), "env", "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C.UTF-8", "apt-get"]
    advice = "see that apt-get works (network, settings, disk space), then run again"
    call([*quiet, "update"], advice)
    call([*quiet, "install", "-y", "--no-install-recommends", *names], advice)


def install_postgres() -> None:
    """Install PostgreSQL's server programs, without the cluster Debian would start with them."""
    drop_in = CREATE_CLUSTER / "vises-impact.conf"
    root = _as_root()
    call([*root, "mkdir", "-p", str(CREATE_CLUSTER)])
    call([*root, "sh", "-c", f"echo 'create_main_cluster = false' > {drop_in}"])
    try:
        apt_install(["postgresql"])
    finally:
        call([*root, "rm", "-f", str(drop_in)])


def require(browser: bool = False) -> list[str]:
    """Names of what is missing for a run (and for browser tests)."""
    missing = []
    if not os.environ.get("PGHOST") and not postgres_folders():
        missing.append("postgresql")
    if not program("psql") and "postgresql" not in missing:
        missing.append("postgresql-client")
    if browser and not chromium():
        missing.append("chromium")
    # The driver inside Playwright's package is linked to it.
    if browser and not glob.glob("/usr/lib*/*/libatomic.so.1"):
        missing.append("libatomic1")
    return missing


def chromium() -> str | None:
    """The path of Chromium (``VISES_CHROMIUM`` wins), or None."""
    return os.environ.get("VISES_CHROMIUM") or program("chromium", "chromium-browser")


def install(missing: list[str]) -> None:
    """Install what :func:`require` named."""
    if "postgresql" in missing:
        install_postgres()
    if rest := [name for name in missing if name != "postgresql"]:
        apt_install(rest)
