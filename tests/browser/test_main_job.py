"""The main job, walked through in Chromium: from logging in to the printed report."""

import io

import openpyxl
import pypdf
import pytest

LIST_ROW = ".o_list_view .o_data_row"
LINE = ".o_field_widget[name=indicator_line_ids] .o_data_row"

# The column of the figures in the workbook's first sheet.
FIGURE = 6


@pytest.fixture
def lead(visit):
    """The evaluation lead, at the screen."""
    return visit("lead")


def open_assessment(visitor):
    """From the overview of assessments to the one of 2025, as a person clicks."""
    visitor.open("impact-assessments", ".o_kanban_view")
    visitor.page.click(".o_kanban_record:has-text('impact social 2025')")
    visitor.settle(".o_form_view .o_statusbar_status")


def press(visitor, button: str, wanted: str = ".o_form_view"):
    """Press the button with this action, and wait for what it brings."""
    visitor.page.click(f".o_form_view button[name={button}]")
    visitor.settle(wanted)


def test_lead_walks_a_new_cycle_from_stage_to_figures(lead):
    page = lead.page
    open_assessment(lead)
    press(lead, "action_next_cycle", "button[name=action_next_stage]")
    current = ".o_statusbar_status .o_arrow_button_current"
    first_stage = page.inner_text(current)
    press(lead, "action_next_stage")
    page.wait_for_function(
        "([place, text]) => document.querySelector(place).innerText !== text",
        arg=[current, first_stage],
    )

    lead.tab("indicators")
    count = page.locator(LINE).count()
    page.click(".o_field_widget[name=indicator_line_ids] .o_field_x2many_list_row_add a")
    page.locator(".o_selected_row .o_field_widget[name=indicator_id] input").fill("EMP01")
    page.click(".o-autocomplete--dropdown-item:has-text('EMP01')")
    press(lead, "action_compute")
    headcount = page.locator(LINE).filter(has_text="EMP01")
    headcount.locator("[name=shown]:not(:empty)").wait_for()
    assert page.locator(LINE).count() == count + 1
    assert any(letter.isdigit() for letter in headcount.locator("[name=shown]").inner_text())


def test_lead_opens_a_result_with_its_definition(lead):
    page = lead.page
    open_assessment(lead)
    lead.tab("indicators")
    line = page.locator(LINE).filter(has_text="EMP17")
    shown = line.locator("[name=shown]").inner_text()
    line.locator("button[name=action_open_result]").click()
    lead.settle(".o_form_view .o_field_widget[name=reason_text], .o_field_widget[name=basis_text]")
    assert shown == page.inner_text(".oe_title .o_field_widget[name=shown]")
    assert page.inner_text(".o_field_widget[name=definition]")


def test_hr_reader_sees_the_very_people_counted(visit):
    hr = visit("hr")
    domain = [
        ["indicator_id.code", "=", "EMP01"],
        ["cell_id.key", "=", ""],
        ["period_type", "=", "year"],
        ["scope_id.kind", "=", "enterprise"],
    ]
    result = hr.call("impact.result", "search", domain, 0, 1, "date_to desc")[0]
    figure = hr.call("impact.result", "read", [result], ["value"])[0]["value"]
    hr.open(f"impact-results/{result}", ".o_form_view")
    press(hr, "action_show_records", ".o_list_view .o_data_row")
    assert figure > 0
    assert int(hr.page.inner_text(".o_pager_limit")) == figure


def test_board_reader_is_not_led_to_the_people_counted(visit):
    board = visit("board")
    board.open("impact-results", ".o_list_view .o_data_row")
    board.page.locator(LIST_ROW).filter(has_text="EMP01").first.click()
    board.settle(".o_form_view .oe_title")
    assert not board.page.query_selector("button[name=action_show_records]")


@pytest.fixture
def printed(lead):
    """The report of 2025, printed by its button, and the figures that the screen shows."""
    page = lead.page
    open_assessment(lead)
    lead.tab("indicators")
    figures = page.locator(f"{LINE} [name=shown]").all_inner_texts()
    with page.expect_download() as download:
        page.click("button[name=action_print_report]")
    return pypdf.PdfReader(download.value.path()), figures


def test_report_is_printed_by_its_button(printed):
    pdf, _figures = printed
    assert len(pdf.pages) >= 4
    width, height = (round(float(side) / 72 * 25.4) for side in pdf.pages[0].mediabox[2:])
    assert (width, height) == (210, 297)
    assert pdf.metadata.title.endswith("impact social 2025")


def test_printed_report_names_the_figures_of_the_screen(printed):
    pdf, figures = printed
    text = squeeze("".join(page.extract_text() for page in pdf.pages))
    assert squeeze("Atelier des Trois Rivières") in text
    missing = [figure for figure in figures if squeeze(figure) not in text]
    assert figures and not missing


def test_workbook_holds_the_figures_of_the_screen(lead):
    page = lead.page
    open_assessment(lead)
    lead.tab("indicators")
    codes = [
        text.split()[0] for text in page.locator(f"{LINE} [name=indicator_id]").all_inner_texts()
    ]
    with page.expect_download() as download:
        page.click("button[name=action_download_workbook]")
    book = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()), read_only=True)
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert list(dict.fromkeys(row[0] for row in rows[1:])) == codes
    figures = [row[FIGURE] for row in rows[1:]]
    assert any(figures)
    assert all(isinstance(figure, int | float | None) for figure in figures)


def squeeze(text: str) -> str:
    """Text without white space, which a PDF sets as it likes."""
    return "".join(text.split())
