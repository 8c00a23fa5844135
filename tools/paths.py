"""Where things lie: the checkout, the cache outside it, the folder for output."""

import hashlib
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ADDON = ROOT / "vises_impact"
BRIDGES = ROOT / "bridges"
OUT = ROOT / "out"
LOGS = OUT / "log"


def cache() -> Path:
    """The cache folder, shared by all checkouts of one user; made when absent."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(base).absolute() / "vises-impact"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def short_hash(text: str) -> str:
    """Eight hexadecimal digits that stand for ``text`` in a file or database name."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def tree_hash(*folders: Path, skip: tuple[str, ...] = ("__pycache__",)) -> str:
    """A hash of the names and contents of all files below ``folders`` (or of files given)."""
    digest = hashlib.sha256()
    for folder in folders:
        files = [folder] if folder.is_file() else sorted(folder.rglob("*"))
        for file in files:
            if file.is_file() and not any(part in skip for part in file.parts):
                digest.update(f"{file.relative_to(folder.parent)}\0".encode())
                digest.update(file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
