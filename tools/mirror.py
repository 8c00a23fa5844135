"""The machine's own Debian mirror, read from its apt settings: none is written here."""

import os
import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from tools.steps import StepError

APT = Path("/etc/apt")
ONE_LINE = re.compile(r"^\s*deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+\S+")


def addresses_in_sources(text: str) -> list[str]:
    """Addresses of enabled binary entries of a deb822 ``.sources`` file."""
    found = []
    for stanza in re.split(r"\n\s*\n", text):
        fields: dict[str, str] = {}
        name = ""
        for line in stanza.splitlines():
            if line.startswith("#") or not line.strip():
                continue
            if line[0] in " \t":
                fields[name] = f"{fields.get(name, '')} {line.strip()}"
            elif ":" in line:
                name, _, value = line.partition(":")
                name = name.strip().lower()
                fields[name] = value.strip()
        off = fields.get("enabled", "yes").lower() in ("no", "false", "0", "off")
        if not off and "deb" in fields.get("types", "").split():
            found += fields.get("uris", "").split()
    return found


def addresses_in_list(text: str) -> list[str]:
    """Addresses of binary entries of a one-line ``.list`` file."""
    return [match[1] for line in text.splitlines() if (match := ONE_LINE.match(line))]


def choose(addresses: Iterable[str]) -> str | None:
    """The first address of a whole Debian archive: not security, not another archive."""
    for address in addresses:
        parts = urlsplit(address)
        if parts.scheme in ("http", "https", "file", "copy") and parts.path.rstrip("/").endswith(
            "/debian"
        ):
            return address.rstrip("/")
    return None


def _mirror_list(address: str) -> list[str]:
    """Addresses in the file of a ``mirror+file:`` entry (an address a line, then options)."""
    try:
        lines = Path(urlsplit(address).path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
    return [line.split()[0] for line in lines if line.strip() and not line.startswith("#")]


def apt_addresses(apt: Path = APT) -> list[str]:
    """All addresses in the machine's apt settings, in apt's order."""
    found: list[str] = []
    for file in [apt / "sources.list", *sorted((apt / "sources.list.d").glob("*"))]:
        if not file.is_file() or file.suffix not in (".list", ".sources"):
            continue
        text = file.read_text(encoding="utf-8", errors="replace")
        found += (addresses_in_sources if file.suffix == ".sources" else addresses_in_list)(text)
    return [
        real
        for address in found
        for real in (_mirror_list(address) if address.startswith("mirror+file:") else [address])
    ]


def debian_mirror(apt: Path = APT) -> str:
    """The mirror to fetch Odoo from: ``VISES_DEBIAN_MIRROR``, else the machine's own.

    Raises StepError naming both ways out when the settings name no Debian mirror.
    """
    mirror = os.environ.get("VISES_DEBIAN_MIRROR") or choose(apt_addresses(apt))
    if not mirror:
        raise StepError(
            f"the package settings in {apt} name no Debian mirror to fetch Odoo 19 from",
            "set VISES_DEBIAN_MIRROR to the address of a Debian mirror (ending in /debian), "
            "or set ODOO_BIN to the odoo program of an Odoo 19 that you have",
        )
    return mirror.rstrip("/")
