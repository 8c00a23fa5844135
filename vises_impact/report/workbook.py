"""Workbooks: sheets of rows, ready to be read, filtered and printed."""

import datetime
import io
import math

import xlsxwriter

# In letters; longer texts are wrapped.
WIDEST = 48
NARROWEST = 9
LINE_HEIGHT = 15


def workbook(title: str, company: str, sheets) -> bytes:
    """An xlsx file.

    :param sheets: (name, rows) of each; the first row is the head. A cell is a text, or a
        pair of a value and its format: the number of decimals of a figure, "share" or
        "date". What has no value stays empty: it is no zero.
    """
    output = io.BytesIO()
    options = {
        "in_memory": True,
        # Whatever a text begins with: it is no formula and no link.
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(output, options) as book:
        book.set_properties({"title": title, "company": company})
        formats = _formats(book)
        for name, rows in sheets:
            _add_sheet(book.add_worksheet(name[:31]), formats, rows)
    return output.getvalue()


def _formats(book) -> dict:
    """Formats by what they are for; those of figures by their number of decimals."""
    top = {"valign": "top"}
    formats = {
        "head": book.add_format(
            {"bold": True, "bg_color": "#17594F", "font_color": "#FFFFFF", "indent": 1}
        ),
        "text": book.add_format({**top, "text_wrap": True, "indent": 1}),
        "share": book.add_format({**top, "num_format": "0%"}),
        "date": book.add_format({**top, "num_format": "yyyy-mm-dd"}),
    }
    for decimals in range(7):
        digits = f"#,##0.{'0' * decimals}".rstrip(".")
        formats[decimals] = book.add_format({**top, "num_format": digits})
    return formats


def _add_sheet(sheet, formats, rows):
    widths = [NARROWEST] * len(rows[0])
    for number, row in enumerate(rows):
        lines = 1
        for column, cell in enumerate(row):
            value, style = cell if isinstance(cell, tuple) else (cell, "text")
            if value is None or value is False or value == "":
                continue
            _write_cell(sheet, number, column, value, formats[style if number else "head"])
            length = len(str(value)) + 4
            widths[column] = min(WIDEST, max(widths[column], length))
            lines = max(lines, math.ceil(length / WIDEST))
        # Not every program works out the height of a wrapped row by itself.
        sheet.set_row(number, LINE_HEIGHT * lines)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    _set_up(sheet, len(rows), len(rows[0]))


def _write_cell(sheet, row, column, value, style):
    if isinstance(value, str):
        sheet.write_string(row, column, value, style)
    elif isinstance(value, datetime.date):
        sheet.write_datetime(row, column, value, style)
    else:
        sheet.write_number(row, column, value, style)


def _set_up(sheet, rows, columns):
    """Head that stays in view and on each page, a filter, and pages as wide as paper."""
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, rows - 1), columns - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4)
    sheet.repeat_rows(0)
    sheet.set_footer("&L&F&C&A&R&P / &N")
