"""The dashboard's spreadsheets are what their description says."""

import pytest

from tools.dashboard import build
from tools.dashboard.description import CARDS, CHARTS


@pytest.mark.parametrize("path", build.files(), ids=lambda path: path.name)
def test_file_is_what_the_description_gives(path):
    assert path.read_text(encoding="utf-8") == build.files()[path], "run: ./vises dashboard"


def test_cards_read_rows_that_stand_for_them():
    dashboard, data = build.spreadsheet()["sheets"]
    cards = [figure for figure in dashboard["figures"] if figure["data"]["type"] == "scorecard"]
    for card, figure in zip(CARDS, cards, strict=True):
        now, before = (figure["data"][key] for key in ("keyValue", "baseline"))
        letters, row = ("DE" if card.unit == "amount" else "BC"), now.removeprefix("Data!")[1:]
        assert figure["data"]["title"]["text"] == card.title
        assert (now, before) == tuple(f"Data!{letter}{row}" for letter in letters)
        assert data["cells"][f"A{row}"] == card.code
        for letter, measure in (("B", "value"), ("C", "before")):
            assert f'"{measure}","code",A{row},' in data["cells"][f"{letter}{row}"]


def test_all_data_comes_from_the_results():
    spreadsheet = build.spreadsheet()
    models = {pivot["model"] for pivot in spreadsheet["pivots"].values()}
    charts = [
        figure["data"]
        for figure in spreadsheet["sheets"][0]["figures"]
        if figure["data"]["type"] in ("odoo_bar", "odoo_line")
    ]
    assert len(charts) == len(CHARTS)
    assert models | {chart["metaData"]["resModel"] for chart in charts} == {
        "impact.result.analysis"
    }


def test_sample_asks_the_server_for_nothing():
    sample = build.spreadsheet(sample=True)
    cells = [text for sheet in sample["sheets"] for text in sheet["cells"].values()]
    kinds = {figure["data"]["type"] for sheet in sample["sheets"] for figure in sheet["figures"]}
    assert not sample["pivots"] and not any("PIVOT" in text for text in cells)
    assert kinds == {"scorecard", "bar", "line"}
