"""Debian's package of Odoo 19: fetched by apt into private folders, unpacked into the cache.

apt checks the archive's signature (with Debian's own keyring) and every file's hash. The
machine's package lists, settings and installed packages are left as they are.
"""

import os
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from tools import machine
from tools.mirror import debian_mirror
from tools.paths import short_hash
from tools.steps import StepError, call, say

PACKAGE = "odoo-19"
SUITE = "sid"
KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")

# What links inside Odoo's package point to. The two of the second row must come from a
# stable suite: sid's Font Awesome 7 and Inconsolata 3 no longer hold the files linked to.
LINKED = (
    "fonts-dejavu-core",
    "fonts-glyphicons-halflings",
    "fonts-montserrat",
    "fonts-ocr-b",
    "fonts-roboto-unhinted",
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
)
LINKED_STABLE = ("fonts-font-awesome", "fonts-inconsolata")
STABLE_SUITES = ("bookworm", "trixie")

# A minified library (background blur in video calls) that Debian takes out although Odoo's
# list of scripts names it: every page would report the gap as an error. An empty file fills it.
TAKEN_OUT = ("mail/static/lib/selfie_segmentation/selfie_segmentation.js",)

ADVICE = (
    "check the network and the free disk space (3 GB), then run again: finished downloads are "
    "kept; or set VISES_DEBIAN_MIRROR to another Debian mirror, or ODOO_BIN to an Odoo 19 you have"
)


def stable_suite(os_release: str) -> str:
    """The machine's own suite where its fonts fit Odoo's links, else the first that does."""
    match = re.search(r"^VERSION_CODENAME=\"?(\w+)", os_release, re.MULTILINE)
    own = match[1] if match else ""
    return own if own in STABLE_SUITES else STABLE_SUITES[0]


class PrivateApt:
    """apt-get on folders of our own below ``home``, with the given mirror and suites."""

    def __init__(self, home: Path, mirror: str, suites: Sequence[str]):
        self.home = home
        for folder in ("lists/partial", "cache/archives/partial"):
            (home / folder).mkdir(parents=True, exist_ok=True)
        (home / "status").write_text("", encoding="utf-8")
        signed = f"[signed-by={KEYRING}]"
        lines = [f"deb {signed} {mirror} {suite} main\n" for suite in suites]
        (home / "sources.list").write_text("".join(lines), encoding="utf-8")

    def __call__(self, *arguments: str, cwd: Path | None = None) -> str:
        """Run ``apt-get`` with these arguments; StepError when it fails."""
        options = {
            "Dir::Etc::sourcelist": self.home / "sources.list",
            "Dir::Etc::sourceparts": "/dev/null",
            "Dir::State::lists": self.home / "lists",
            "Dir::Cache": self.home / "cache",
            "Dir::State::status": self.home / "status",
            "Acquire::Languages": "none",
            "Acquire::Retries": "3",
            "APT::Architectures": call(["dpkg", "--print-architecture"]).strip(),
        }
        if machine.is_root():
            options["APT::Sandbox::User"] = "root"
        words = [word for key, value in options.items() for word in ("-o", f"{key}={value}")]
        return call(["apt-get", *words, *arguments], ADVICE, cwd=cwd)


def _check_tools() -> None:
    for name in ("apt-get", "dpkg-deb"):
        if not machine.program(name):
            raise StepError(
                f"{name} is not there, so Odoo cannot be fetched from Debian",
                "set ODOO_BIN to the odoo program of an Odoo 19 that you have",
            )
    if not KEYRING.exists():
        machine.apt_install(["debian-archive-keyring"])


def update(apt: PrivateApt) -> None:
    """Read the package lists; those of a mirror that lags behind (or a clock ahead) count too.

    A suite's list bears a date until which it is fresh, a week for ``sid``. A stale one is
    still signed by Debian: it can be old, not forged. Odoo 19 may be old.
    """
    try:
        apt("update")
    except StepError as error:
        if "is expired" not in error.problem:
            raise
        say("      the mirror's lists are past their date; taken all the same, signature checked")
        apt("-o", "Acquire::Check-Valid-Until=false", "update")


def _download(downloads: Path) -> list[Path]:
    """Fetch the packages into ``downloads``; apt resumes partial files, skips whole ones."""
    _check_tools()
    release = Path("/etc/os-release").read_text(encoding="utf-8")
    stable = stable_suite(release)
    apt = PrivateApt(downloads / "apt", debian_mirror(), (SUITE, stable))
    say(f"      reading Debian's package lists ({SUITE}, {stable})")
    update(apt)
    wanted = [f"{name}/{SUITE}" for name in (PACKAGE, *LINKED)]
    wanted += [f"{name}/{stable}" for name in LINKED_STABLE]
    partial = downloads / "partial"
    partial.mkdir(exist_ok=True)
    say(f"      downloading {PACKAGE} and {len(wanted) - 1} font and JavaScript packages (130 MB)")
    apt("download", *wanted, cwd=partial)
    return keep_newest(partial)


def keep_newest(folder: Path) -> list[Path]:
    """The newest ``.deb`` of each package in ``folder``; older ones are removed."""
    newest: dict[str, Path] = {}
    for file in sorted(folder.glob("*.deb"), key=lambda deb: deb.stat().st_mtime):
        name = file.name.partition("_")[0]
        if name in newest:
            newest[name].unlink()
        newest[name] = file
    return sorted(newest.values())


def dangling_links(prefix: Path) -> list[Path]:
    """Links below ``prefix`` that point to nothing."""
    return [
        path
        for folder, folders, files in os.walk(prefix)
        for name in (*folders, *files)
        if (path := Path(folder, name)).is_symlink() and not path.exists()
    ]


def unpack(packages: Sequence[Path], target: Path) -> None:
    """Unpack packages side by side, then rename: ``target`` is whole or not there."""
    rough = target.with_name(f"{target.name}.unpacking")
    shutil.rmtree(rough, ignore_errors=True)
    rough.mkdir(parents=True)
    for package in packages:
        try:
            call(["dpkg-deb", "-x", package, rough])
        except StepError as error:
            package.unlink(missing_ok=True)
            raise StepError(
                f"{package.name} is damaged and was removed: {error}", ADVICE
            ) from error
    dangling = dangling_links(rough / "usr/lib/python3/dist-packages/odoo")
    if dangling:
        names = "\n    ".join(str(path.relative_to(rough)) for path in dangling[:10])
        raise StepError(
            f"{len(dangling)} links inside Odoo's package point to nothing:\n    {names}",
            "Debian's font packages have changed: set VISES_DEBIAN_MIRROR to a mirror with "
            "Debian 12 or 13 as well, or ODOO_BIN to an Odoo 19 that you have",
        )
    shutil.rmtree(target, ignore_errors=True)
    rough.rename(target)


def fill_gaps(prefix: Path) -> None:
    """Put an empty script where Debian took out one that Odoo's pages still load."""
    addons = prefix / "usr/lib/python3/dist-packages/odoo/addons"
    for name in TAKEN_OUT:
        file = addons / name
        if not file.exists() and (addons / name.partition("/")[0]).is_dir():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("/* Not in Debian's package; see tools/odoo_fetch.py. */\n", "utf-8")


def unpacked(cache: Path) -> Path | None:
    """The newest unpacked Odoo in the cache, or None."""
    found = sorted((cache / "odoo").glob("*/usr/bin/odoo"), key=lambda file: file.stat().st_mtime)
    whole = [file for file in found if not file.parts[-4].endswith(".unpacking")]
    return whole[-1].parents[2] if whole else None


def fetch(cache: Path) -> Path:
    """The folder with Debian's Odoo 19, fetched when the cache has none."""
    if prefix := unpacked(cache):
        fill_gaps(prefix)
        return prefix
    downloads = cache / "downloads"
    packages = _download(downloads)
    odoo = next(package for package in packages if package.name.startswith(f"{PACKAGE}_"))
    version = odoo.name.split("_")[1].replace("%3a", ".")
    target = cache / "odoo" / f"{version}-{short_hash(' '.join(p.name for p in packages))}"
    say("      unpacking (1.1 GB)")
    unpack(packages, target)
    fill_gaps(target)
    shutil.rmtree(downloads, ignore_errors=True)
    return target
