"""The figures of Odoo's dashboard "Social impact" against plain SQL on the stored results."""

from itertools import product

import pytest

from tools.dashboard import build
from tools.dashboard.description import CARDS

BOARD, LEAD = "board@trois-rivieres.example", "lead@trois-rivieres.example"
YEARS = {"value": 2025, "before": 2024}


@pytest.fixture(scope="module", params=[BOARD, LEAD])
def pivots(request, database) -> dict:
    """What the pivots of the dashboard give to a reader."""
    return database.call("dashboard_data", request.param)


@pytest.fixture(scope="module")
def stored(database) -> dict:
    """Yearly totals of the whole enterprise as shown inside it, and whether hidden."""
    rows = database.rows(
        """
        SELECT i.code, extract(year FROM r.date_to)::int AS year, r.value, r.status, t.value AS aim
          FROM impact_result r
          JOIN impact_indicator i ON i.id = r.indicator_id
          JOIN impact_scope s ON s.id = r.scope_id AND s.is_default
          JOIN impact_cell c ON c.id = r.cell_id AND COALESCE(c.key, '') = ''
          LEFT JOIN impact_target t ON t.indicator_id = r.indicator_id AND t.scope_id = r.scope_id
               AND t.date_from = r.date_from AND t.date_to = r.date_to
         WHERE r.period_type = 'year'
        """
    )
    return {(row.code, row.year): row for row in rows}


def test_cards_show_the_stored_figures(pivots, stored):
    assert set(pivots[build.FIGURES]) == {card.code for card in CARDS}
    assert_stored(pivots[build.FIGURES], stored)


def assert_stored(found: dict, stored: dict):
    """What is found of each indicator is stored, this year and the year before."""
    for (code, figures), (name, year) in product(found.items(), YEARS.items()):
        value = stored[code, year].value
        assert figures[name] == (False if value is None else pytest.approx(float(value))), code


def test_table_shows_what_assessments_follow(pivots, stored, database):
    (followed,) = database.rows(
        """
        SELECT array_agg(DISTINCT i.code) AS codes
          FROM impact_assessment_indicator l JOIN impact_indicator i ON i.id = l.indicator_id
          JOIN impact_assessment a ON a.id = l.assessment_id AND a.active
          JOIN impact_scope s ON s.id = a.scope_id AND s.is_default
        """
    )
    assert set(pivots[build.FOLLOWED]) == set(followed.codes)
    assert len(followed.codes) > 5
    assert_stored(pivots[build.FOLLOWED], stored)
    aims = {code: found["target"] for code, found in pivots[build.FOLLOWED].items()}
    assert aims == {code: float(stored[code, 2025].aim or 0) or False for code in aims}
    assert any(aims.values())


def test_hidden_figures_say_so_and_show_nothing(pivots, stored):
    for key in (build.FIGURES, build.FOLLOWED):
        for code, found in pivots[key].items():
            hidden = stored[code, 2025].status == "suppressed"
            assert (found["absence"] > 1) == hidden, code
            assert not (hidden and found["value"])


@pytest.mark.parametrize("reader", [BOARD, LEAD])
def test_the_table_beside_finance_shows_the_stored_figures(database, stored, reader):
    found = database.call("finance_table", reader)
    assert {"ECO01", "EMP30", "ECO28", "ECO03", "EMP01", "EMP02", "ECO20"} <= set(found)
    for code, (now, before, target) in found.items():
        rows = stored[code, 2025], stored[code, 2024]
        for figure, row in zip((now, before), rows, strict=True):
            assert figure == (row.value if row.value is None else pytest.approx(float(row.value)))
        assert target == (rows[0].aim if rows[0].aim is None else float(rows[0].aim)), code
    assert found["ECO01"][2] and not found["EMP01"][2]


def test_a_ratio_over_four_quarters_is_that_of_the_year(database, stored):
    codes = ["ECO02", "ECO03", "ECO20", "ECO21"]
    totals = database.call("quarters_put_together", codes)
    assert set(totals) == {"pivot", "graph", "table", "dashboard"}
    for screen, found in totals.items():
        assert set(found) == set(codes), screen
        for code, total in found.items():
            year = pytest.approx(float(stored[code, 2025].value), abs=1e-6)
            assert total == year, (screen, code)


def test_an_accountant_goes_from_the_dashboard_to_the_journal_items(database, stored):
    """Someone with accounting rights who reads results; without them, the figure is all."""
    opened = database.call("items_behind_cards", "accountant")
    assert {"ECO01", "EMP30", "ECO28"} <= set(opened)
    for code, found in opened.items():
        assert found["items"] > 0, code
        if code in ("ECO01", "EMP30", "ECO28"):
            value = abs(float(stored[code, 2025].value))
            assert abs(found["sum"]) == pytest.approx(value, abs=0.005), code
    refused = database.call("items_behind_cards", "reader")
    assert set(refused) == set(opened)
    assert not any(refused.values())
