"""The spreadsheet of the dashboard, in the format of Odoo 19's Dashboards app."""

import json
from pathlib import Path

from tools.dashboard.description import (
    CARDS,
    CHARTS,
    KEY_INDICATORS,
    MENU,
    MODEL,
    TOTALS,
    Card,
    Chart,
)
from tools.paths import ADDON, ROOT

FOLDER = ADDON / "data" / "dashboards"
FORMAT = "18.5.10"
DATES, COMPANIES = "impact-dates", "impact-companies"
FIGURES, FOLLOWED = "1", "2"
EMPTY = '""'
FIRST_FOLLOWED = len(CARDS) + 4  # its row on the other sheet
NOTHING_FOLLOWED = "No assessment follows an indicator yet."
# By the number that the analysis has for it (impact.result.analysis).
ABSENCES = {1: "not measured", 2: "not released", 3: "small group"}
# A card has room for one word.
SHORT_ABSENCES = {1: "missing", 2: "hidden", 3: "hidden"}
WIDTH, CARD_WIDTH, CARD_HEIGHT, GAP, CHART_HEIGHT = 1000, 192, 105, 10, 300
ROW_HEIGHT = 23
# Titles, small enough for two cards beside each other on a telephone.
CARD_TITLE, CHART_TITLE = 12, 14
# Of numbers, by id; those of the cards by the unit of their figures.
FORMATS = {"1": "#,##0.0", "2": "#,##0", "3": '0.0" %"'}
CARD_FORMATS = {"persons": 2, "fte": 1, "percent": 3}
COLORS = ("#EFF6FF", "#FFF7ED")
INK = "#434343"
ACCENT = "#01666B"


def files() -> dict[Path, str]:
    """The dashboard and its sample for an empty database, as they have to be."""
    return {
        FOLDER / "impact_dashboard.json": _text(spreadsheet()),
        FOLDER / "impact_sample_dashboard.json": _text(spreadsheet(sample=True)),
    }


def write() -> int:
    """Write the files and name them; returns the exit code."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path, text in files().items():
        path.write_text(text, encoding="utf-8")
        print(path.relative_to(ROOT))
    return 0


def _text(data: dict) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def spreadsheet(sample: bool = False) -> dict:
    """The whole spreadsheet; a sample has the same cards and charts with made-up figures."""
    sheets = [_dashboard(sample), _data(sample)]
    return {
        "version": FORMAT,
        "sheets": sheets,
        "styles": {
            "1": {"textColor": ACCENT, "bold": True, "fontSize": 16},
            "2": {"textColor": INK, "bold": True, "fontSize": 11},
            "3": {"textColor": INK, "bold": True, "fontSize": 11, "align": "right"},
            "4": {"textColor": INK, "align": "right"},
        },
        "formats": FORMATS,
        "borders": {"1": {"bottom": {"style": "thin", "color": "#CCCCCC"}}},
        "revisionId": "START_REVISION",
        "uniqueFigureIds": True,
        "settings": {
            "locale": {
                "name": "English (US)",
                "code": "en_US",
                "thousandsSeparator": ",",
                "decimalSeparator": ".",
                "dateFormat": "mm/dd/yyyy",
                "timeFormat": "hh:mm:ss",
                "formulaArgSeparator": ",",
                "weekStart": 7,
            }
        },
        "pivots": {} if sample else _pivots(),
        "pivotNextId": 3,
        "customTableStyles": {},
        "globalFilters": _filters(),
        "lists": {},
        "listNextId": 1,
        "chartOdooMenusReferences": {
            figure["id"]: MENU for sheet in sheets for figure in sheet["figures"]
        },
    }


def _filters() -> list[dict]:
    # Until there is a year of figures: with one, it opens on the last (spreadsheet_dashboard.py).
    dates = {"id": DATES, "type": "date", "label": "Period", "defaultValue": "last_12_months"}
    companies = {
        "id": COMPANIES,
        "type": "relation",
        "label": "Company",
        "modelName": "res.company",
        "defaultValueDisplayNames": [],
    }
    return [dates, companies]


def _matching(dates: bool) -> dict:
    """How the filters narrow a data source."""
    matching = {COMPANIES: {"chain": "company_id", "type": "many2one"}}
    if dates:
        matching[DATES] = {"chain": "date_to", "type": "date", "offset": 0}
    return matching


def _domain(*leaves: list) -> list:
    every = [*TOTALS, *leaves]
    return ["&"] * (len(every) - 1) + every


def _pivots() -> dict:
    # Of years and of months at once: each data source is a request of its own.
    codes = ["code", "in", [card.code for card in CARDS]]
    both = ["period_type", "in", ["year", "month"]]
    followed, year = ["is_followed", "=", True], ["period_type", "=", "year"]
    return {
        FIGURES: _pivot(
            FIGURES,
            "Figures",
            [codes, both],
            ["code", "period_type", "symbol"],
            ["value", "before", "absence"],
        ),
        FOLLOWED: _pivot(
            FOLLOWED,
            "Indicators followed",
            [followed, year],
            ["indicator_id"],
            ["value", "before", "target", "absence"],
        ),
    }


def _pivot(key, name, leaves, rows, measures) -> dict:
    return {
        "type": "ODOO",
        "id": key,
        "formulaId": key,
        "name": name,
        "model": MODEL,
        "domain": _domain(*leaves),
        # Of several periods, no figure: some may be missing among them.
        "context": {"one_period": True, "with_unit": True},
        "measures": [{"id": measure, "fieldName": measure} for measure in measures],
        "rows": [{"fieldName": row, "order": "asc"} for row in rows],
        "columns": [],
        "sortedColumn": None,
        "fieldMatching": _matching(dates=True),
    }


def _sheet(key: str, name: str, **values) -> dict:
    return {
        "id": key,
        "name": name,
        "colNumber": 26,
        "rowNumber": 100,
        "rows": {},
        "cols": {},
        "merges": [],
        "cells": {},
        "styles": {},
        "formats": {},
        "borders": {},
        "conditionalFormats": [],
        "dataValidationRules": [],
        "figures": [],
        "tables": [],
        "areGridLinesVisible": False,
        "isVisible": True,
        "headerGroups": {"ROW": [], "COL": []},
        "comments": {},
        **values,
    }


def _dashboard(sample: bool) -> dict:
    """The sheet that people see: cards, charts, and a table of what assessments follow."""
    per_row = len(CARDS) // 2
    figures = [
        _figure_at(
            f"card-{card.code}",
            (
                (number % per_row) * (CARD_WIDTH + GAP),
                GAP + (number // per_row) * (CARD_HEIGHT + GAP),
            ),
            (CARD_WIDTH, CARD_HEIGHT),
            _card(card, number),
        )
        for number, card in enumerate(CARDS)
    ]
    top = 2 * (CARD_HEIGHT + GAP) + 2 * GAP
    first = (top + CHART_HEIGHT + GAP) // ROW_HEIGHT + 2
    left, bottom = 0, (first + KEY_INDICATORS + 3) * ROW_HEIGHT
    for number, chart in enumerate(CHARTS):
        width = WIDTH if chart.wide else (WIDTH - GAP) // 2
        figures.append(
            _figure_at(
                f"chart-{number + 1}",
                (left, bottom if number else top),
                (width, CHART_HEIGHT),
                _sample_chart(chart, number) if sample else _chart(chart),
            )
        )
        if number:
            left += width + GAP
        if left >= WIDTH:
            left, bottom = 0, bottom + CHART_HEIGHT + GAP
    cells, styles = _table(first, sample)
    return _sheet(
        "dashboard",
        "Dashboard",
        colNumber=6,
        rowNumber=bottom // ROW_HEIGHT + 1,
        cols={str(place): {"size": size} for place, size in enumerate((455, 125, 150, 135, 135))},
        cells=cells,
        styles=styles,
        formats={f"B{first + 2}:E{first + 1 + KEY_INDICATORS}": 1},
        borders={f"A{first}:E{first}": 1, f"A{first + 1}:E{first + 1}": 1},
        figures=figures,
    )


def _figure_at(key, place, size, data) -> dict:
    return {
        "id": key,
        "tag": "chart",
        "width": size[0],
        "height": size[1],
        "col": 0,
        "row": 0,
        "offset": {"x": place[0], "y": place[1]},
        "data": {**data, "chartId": key},
    }


def _card(card: Card, number: int) -> dict:
    row, (now, before) = number + 2, "DE" if card.unit == "amount" else "BC"
    return {
        "type": "scorecard",
        "title": {"text": card.title, "color": INK, "bold": True, "fontSize": CARD_TITLE},
        "keyValue": f"Data!{now}{row}",
        "baseline": f"Data!{before}{row}",
        "baselineMode": "text",
        "baselineDescr": {"text": "before"},
        # Whether a rise is good depends on the indicator: no colour judges it.
        "baselineColorUp": INK,
        "baselineColorDown": INK,
        "background": COLORS[number % (len(CARDS) // 2) % 2],
        "humanize": False,
    }


def _chart(chart: Chart) -> dict:
    groups = [f"date_to:{chart.interval}", "indicator_id"]
    domain = _domain(["code", "in", list(chart.codes)], ["period_type", "=", chart.period_type])
    return {
        "type": f"odoo_{chart.kind}",
        "title": {"text": chart.title, "color": INK, "bold": True, "fontSize": CHART_TITLE},
        "background": "#FFFFFF",
        "legendPosition": "top",
        "verticalAxisPosition": "left",
        "stacked": False,
        "dataSets": [{}],
        "metaData": {
            "groupBy": groups,
            "measure": "value",
            "order": None,
            "resModel": MODEL,
            "mode": chart.kind,
        },
        "searchParams": {
            "comparison": None,
            # Legends have no room for codes.
            "context": {"without_code": True},
            "domain": domain,
            "groupBy": groups,
            "orderBy": [],
        },
        "fieldMatching": _matching(dates=False),
    }


def _sample_chart(chart: Chart, number: int) -> dict:
    """The same chart of made-up figures, which stand on the other sheet."""
    labels, *series = _sample_columns(number)[: len(chart.codes) + 1]
    last = len(_sample_labels(chart)) + 1
    return {
        "type": chart.kind,
        "title": {"text": chart.title, "color": INK, "bold": True, "fontSize": CHART_TITLE},
        "background": "#FFFFFF",
        "legendPosition": "top",
        "verticalAxisPosition": "left",
        "stacked": False,
        "aggregated": False,
        "cumulative": False,
        "labelsAsText": True,
        "dataSetsHaveTitle": True,
        "labelRange": f"Data!{labels}1:{labels}{last}",
        "dataSets": [{"dataRange": f"Data!{letter}1:{letter}{last}"} for letter in series],
    }


def _sample_columns(number: int) -> list[str]:
    """The columns of a chart's made-up figures: labels, then a column for each series."""
    width = max(len(chart.codes) for chart in CHARTS) + 1
    first = len("ABCDEFG") + number * width
    return [
        (chr(64 + place // 26) if place >= 26 else "") + chr(65 + place % 26)
        for place in range(first, first + width)
    ]


def _sample_labels(chart: Chart) -> list[str]:
    if chart.interval == "month":
        return [f'=TEXT(DATE(2025,{month},1),"mm")' for month in range(1, 13)]
    return ['=_t("Year before")', '=_t("Figure")']


def _sample_series(chart: Chart) -> dict:
    """Cells of a chart's made-up figures: those of its cards, by month with some ups and downs."""
    cards = {card.code: card for card in CARDS}
    labels = _sample_labels(chart)
    columns = _sample_columns(CHARTS.index(chart))
    cells = {f"{columns[0]}{row}": label for row, label in enumerate(labels, 2)}
    for letter, code in zip(columns[1:], chart.codes, strict=False):
        card = cards[code]
        now, before = card.sample
        values: list[float] = [before, now]
        if chart.interval == "month":
            share = 12 if card.unit == "amount" else 1
            wave = 0.15 if code == "ECO01" else 0.03
            values = [
                round(
                    (before + (now - before) * month / 11) / share * (1 + wave * (month % 4 - 1.5)),
                    1,
                )
                for month in range(12)
            ]
        cells[f"{letter}1"] = f'=_t("{card.title}")'
        cells |= {f"{letter}{row}": str(value) for row, value in enumerate(values, 2)}
    return cells


def _table(first: int, sample: bool) -> tuple[dict, dict]:
    """Cells and styles of the table, from row ``first`` on."""
    view = {
        "viewType": "pivot",
        "action": {
            "domain": _domain(["is_followed", "=", True], ["period_type", "=", "year"]),
            "context": {"group_by": []},
            "modelName": MODEL,
            "views": [[False, "pivot"], [False, "graph"], [False, "list"], [False, "search"]],
        },
        "threshold": 0,
        "name": "Analysis",
    }
    cells = {f"A{first}": f"[Indicators followed](odoo://view/{json.dumps(view)})"}
    heads = ("Indicator", "Figure", "Year before", "Change", "Target")
    for letter, head in zip("ABCDE", heads, strict=True):
        cells[f"{letter}{first + 1}"] = f'=_t("{head}")'
    styles = {
        f"A{first}": 1,
        f"A{first + 1}": 2,
        f"B{first + 1}:E{first + 1}": 3,
        f"B{first + 2}:E{first + 1 + KEY_INDICATORS}": 4,
    }
    rows = _sample_rows(first + 2) if sample else _rows(first + 2)
    return {**cells, **rows}, styles


def _rows(top: int) -> dict:
    """Rows of the table; a click on a name opens the results behind it."""
    cells, nobody = {}, f'_t("{NOTHING_FOLLOWED}")'
    for number in range(1, KEY_INDICATORS + 1):
        row, followed = top + number - 1, FIRST_FOLLOWED + number - 1
        value, before, target, absence = (f"Data!{letter}{followed}" for letter in "BCDE")
        change = f"ROUND(ROUND(B{row},1)-ROUND(C{row},1),1)"
        name = f'PIVOT.HEADER({FOLLOWED},"#indicator_id",{number})'
        # Each indicator has a number there, zero where its figure is known.
        cells[f"A{row}"] = f"=IF(ISNUMBER({absence}),{name},{EMPTY if number > 1 else nobody})"
        cells[f"B{row}"] = f"=IF(ISNUMBER({value}),{value},{_absence(absence, ABSENCES)})"
        cells[f"C{row}"] = f'=IF(ISNUMBER({before}),{before},"")'
        cells[f"D{row}"] = f'=IF(AND(ISNUMBER(B{row}),ISNUMBER(C{row})),{change},"")'
        cells[f"E{row}"] = f'=IF(ISNUMBER({target}),{target},"")'
    return cells


def _sample_rows(top: int) -> dict:
    """Shares, with the next five per cent as their target."""
    cells = {}
    for row, card in enumerate((card for card in CARDS if card.unit == "percent"), top):
        now, before = card.sample
        cells[f"A{row}"] = f'=CONCATENATE(_t("{card.title}")," · %")'
        cells[f"B{row}"], cells[f"C{row}"] = str(now), str(before)
        cells[f"D{row}"] = f"=B{row}-C{row}"
        cells[f"E{row}"] = str(now // 5 * 5 + 5)
    return cells


def _absence(cell: str, texts: dict[int, str]) -> str:
    """A formula that says why a figure is not there; nothing where nothing is known of it."""
    formula = EMPTY
    for absence, text in texts.items():
        formula = f'IF({cell}={absence},_t("{text}"),{formula})'
    return formula


def _data(sample: bool) -> dict:
    """The sheet behind the other: the figures of the cards, and those of the table."""
    heads = ("Indicator", "Figure", "Year before", "Figure", "Year before")
    cells = dict(zip(("A1", "B1", "C1", "D1", "E1"), heads, strict=True))
    formats = {}
    for row, card in enumerate(CARDS, 2):
        now, before = card.sample
        absence = "" if sample else _absence(f"F{row}", SHORT_ABSENCES)
        cells[f"A{row}"] = card.code
        cells[f"B{row}"] = str(now) if sample else _figure("value", row, absence)
        cells[f"C{row}"] = str(before) if sample else _figure("before", row, '"–"')
        if not sample:
            cells[f"F{row}"] = _figure("absence", row, EMPTY)
        if card.unit == "amount":
            cells |= _amounts(row, sample)
        else:
            formats[f"B{row}:C{row}"] = CARD_FORMATS[card.unit]
    if sample:
        for chart in CHARTS:
            cells |= _sample_series(chart)
    else:
        table = f"=PIVOT({FOLLOWED},{KEY_INDICATORS},FALSE,FALSE,4,FALSE)"
        cells[f"A{FIRST_FOLLOWED}"] = table
    return _sheet("data", "Data", colNumber=40, cells=cells, formats=formats)


def _place(row: int, period_type: str) -> str:
    return f'"code",A{row},"period_type","{period_type}"'


def _figure(measure: str, row: int, absent: str) -> str:
    """A formula for the figure of the year, else that of the one month that is chosen."""
    year, month = (
        f'PIVOT.VALUE({FIGURES},"{measure}",{_place(row, one)})' for one in ("year", "month")
    )
    return f"=IF(ISNUMBER({year}),{year},IF(ISNUMBER({month}),{month},{absent}))"


def _amounts(row: int, sample: bool) -> dict:
    """Amounts as their card shows them: with their currency, large ones in thousands.

    Odoo's own FORMAT.LARGE.NUMBER drops signs that stand after the number.
    """
    signs = (
        f'PIVOT.HEADER({FIGURES},{_place(row, period_type)},"#symbol",1)'
        for period_type in ("year", "month")
    )
    cells = {f"G{row}": "€" if sample else f"=IFERROR({','.join(signs)})"}
    for letter, shown in (("B", "D"), ("C", "E")):
        cell = f"{letter}{row}"
        small, large = f'TEXT({cell},"#,##0")," "', f'TEXT({cell}/1000,"#,##0")," k"'
        small, large = (f"CONCATENATE({text},G{row})" for text in (small, large))
        text = f"IF(ABS({cell})<100000,{small},{large})"
        cells[f"{shown}{row}"] = f"=IF(ISNUMBER({cell}),{text},{cell})"
    return cells
