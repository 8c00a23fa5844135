"""The printing program where the machine's Debian has none (13 and later): Debian 12's.

Fetched by apt into private folders with all that it needs, unpacked into the cache, run with
its own libraries and the machine's C library, which is newer.
"""

import shutil
from pathlib import Path

from tools import machine, odoo_fetch
from tools.mirror import debian_mirror
from tools.paths import cache
from tools.steps import StepError, call, say

SUITE = "bookworm"
PACKAGE = "wkhtmltopdf"
# The machine's own: everything else is linked to them. The last two are settings and fonts.
FROM_MACHINE = ("libc6", "libcrypt1", "libgcc-s1", "fontconfig-config", "fonts-dejavu-core")
START = """\
#!/bin/sh
# Debian 12's wkhtmltopdf with the libraries it was built for.
LD_LIBRARY_PATH="{libraries}" QT_PLUGIN_PATH="{plugins}" exec "{program}" "$@"
"""


def folder() -> Path:
    """Where the program stands once it is fetched, to be put on the PATH."""
    return cache() / PACKAGE / "start"


def is_there() -> bool:
    """Whether there is a printing program: on the PATH, or fetched before."""
    return bool(machine.program(PACKAGE)) or (folder() / PACKAGE).exists()


def provide() -> None:
    """Install the program as the machine does, or fetch Debian 12's where there is none."""
    try:
        machine.apt_install([PACKAGE])
    except StepError:
        if not is_gone(call(["apt-cache", "policy", PACKAGE])):
            raise
        fetch()


def is_gone(policy: str) -> bool:
    """Whether the package lists know no version, by what ``apt-cache policy`` says."""
    return not policy.strip() or "Candidate: (none)" in policy


def fetch() -> None:
    """Fetch and unpack the program; StepError when that fails."""
    home = folder().parent
    downloads = home.with_name("wkhtmltopdf.downloads")
    apt = odoo_fetch.PrivateApt(downloads, debian_mirror(), (SUITE,))
    say(f"      this Debian has no {PACKAGE}: fetching Debian 12's (60 MB)")
    odoo_fetch.update(apt)
    quiet = ["-y", "-o", "Debug::NoLocking=1", "-o", f"Dir::State={downloads}"]
    apt("install", "--download-only", "--no-install-recommends", *quiet, PACKAGE)
    packages = [
        file
        for file in sorted((downloads / "cache/archives").glob("*.deb"))
        if file.name.partition("_")[0] not in FROM_MACHINE
    ]
    rough = home.with_name("wkhtmltopdf.unpacking")
    shutil.rmtree(rough, ignore_errors=True)
    for package in packages:
        call(["dpkg-deb", "-x", package, rough], odoo_fetch.ADVICE)
    _write_start(rough, home)
    shutil.rmtree(home, ignore_errors=True)
    rough.rename(home)
    shutil.rmtree(downloads, ignore_errors=True)
    machine.apt_install(["fontconfig-config", "fonts-dejavu-core"])


def _write_start(rough: Path, home: Path) -> None:
    """Write the script that starts the program from its final folder ``home``."""
    core = next(rough.glob("usr/lib/*/libQt5Core.so.5"))
    libraries = home / core.parent.relative_to(rough)
    start = rough / "start" / PACKAGE
    start.parent.mkdir()
    start.write_text(
        START.format(
            libraries=f"{libraries}:{home / 'lib' / libraries.name}:{libraries / 'pulseaudio'}",
            plugins=libraries / "qt5/plugins",
            program=home / "usr/bin" / PACKAGE,
        ),
        "utf-8",
    )
    start.chmod(0o755)
