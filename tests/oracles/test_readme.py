"""The numbers in the README are those of the library."""

import csv
from pathlib import Path

ROOT = Path(__file__).parents[2]
KINDS = """
    SELECT version.kind, count(*) AS indicators
      FROM impact_indicator indicator
      JOIN impact_indicator_version version ON version.id = indicator.current_version_id
     WHERE indicator.namespace = 'library'
     GROUP BY 1
"""


def test_readme_tells_how_many_indicators_fill_in(database):
    kinds = {row.kind: row.indicators for row in database.rows(KINDS)}
    counted = sum(kinds.get(kind, 0) for kind in ("records", "accounts", "survey"))
    with open(ROOT / "vises_impact/data/impact.indicator-apps.csv", encoding="utf-8") as file:
        with_apps = len(list(csv.DictReader(file)))
    text = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    assert f"**The {sum(kinds.values())} indicators" in text
    assert f"{counted} fill in by themselves" in text
    assert f"{kinds['formula']} are worked out from others" in text
    assert f"{with_apps} more where an app" in text
