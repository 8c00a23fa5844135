"""Addons of others that the benchmarks run beside ours: never shipped."""

import shutil
import zipfile
from pathlib import Path

from tools import odoo, python_env
from tools.paths import cache
from tools.steps import call

# By benchmark: packages of the Python registry, and the addon to install.
PEERS = {
    "ledger": (
        (
            "odoo-addon-mis-builder==19.0.*",
            "odoo-addon-date-range==19.0.*",
            "odoo-addon-report-xlsx==19.0.*",
        ),
        "mis_builder",
    ),
    # Odoo's own: nothing is fetched for it.
    "screens": ((), "spreadsheet_dashboard_account"),
}


def fetch(benchmark: str) -> tuple[str, list[str]] | None:
    """The peer's addon and the options with which Odoo finds it; None: it has no peer."""
    if benchmark not in PEERS:
        return None
    packages, addon = PEERS[benchmark]
    if not packages:
        return addon, []
    folder = cache() / "peers" / addon
    if not folder.is_dir():
        _unpack(packages, folder)
    # Odoo's own addons are on the path whatever is given here.
    paths = [*odoo.addons_path(), folder]
    return addon, ["--addons-path", ",".join(map(str, paths))]


def _unpack(packages: tuple[str, ...], folder: Path) -> None:
    """Download wheels and unpack their addons; all of them or none."""
    rough = folder.with_suffix(".part")
    shutil.rmtree(rough, ignore_errors=True)
    wheels = rough / "wheels"
    call(
        [
            *(python_env.python(), "-m", "pip", "download", "-q", "--no-deps"),
            *("--disable-pip-version-check", "-d", wheels, *packages),
        ],
        python_env.ADVICE,
    )
    for wheel in wheels.glob("*.whl"):
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(rough / "unpacked")
    (rough / "unpacked" / "odoo" / "addons").replace(folder)
    shutil.rmtree(rough)
