"""Packages of the npm registry, kept in the cache: for tools only, never for the addon."""

import json
from collections.abc import Mapping
from pathlib import Path

from tools.paths import cache
from tools.steps import call


def install(packages: Mapping[str, str]) -> Path:
    """The ``node_modules`` folder with these packages; they are fetched on the first call.

    :param packages: name to exact version.
    :raises StepError: npm could not fetch them.
    """
    home = cache() / "node" / "-".join(packages.values())
    stamp = home / ".complete"
    if not stamp.exists():
        home.mkdir(parents=True, exist_ok=True)
        (home / "package.json").write_text(json.dumps({"dependencies": dict(packages)}), "utf-8")
        npm = ["npm", "install", "--no-audit", "--no-fund", "--loglevel=error"]
        call(npm, "check that npm reaches its registry", cwd=home)
        stamp.touch()
    return home / "node_modules"
