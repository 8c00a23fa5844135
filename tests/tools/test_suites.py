"""Counting what suites found: nothing run is never "passed", and the closing line is fixed."""

import re

import pytest

from tools import suites
from tools.steps import StepError
from tools.suites import Outcome

STAMP = "2026-01-01 10:00:00,123 42"
RESULT = f"{STAMP} INFO db odoo.tests.result: 1 failed, 1 error(s) of 9 tests when loading database"


def test_odoo_log_is_counted_and_its_errors_are_failures():
    outcome = suites.read_odoo_log(RESULT, chosen=False)
    assert (outcome.passed, outcome.failed) == (7, 2)


def test_warning_fails_though_all_tests_passed():
    log = f"{STAMP} INFO db odoo.tests.result: 0 failed, 0 error(s) of 4 tests when loading database\n"
    outcome = suites.read_odoo_log(f"{log}{STAMP} WARNING db odoo.x: hm\n", chosen=False)
    assert (outcome.passed, outcome.failed) == (4, 1)
    assert "odoo.x: hm" in outcome.notes[0]


def test_odoo_that_died_before_its_result_fails():
    assert suites.read_odoo_log("nothing", chosen=True).failed == 1


@pytest.mark.parametrize(("chosen", "failed"), [(False, 1), (True, 0)])
def test_no_odoo_test_at_all_fails_unless_tests_were_chosen(chosen, failed):
    log = (
        f"{STAMP} INFO db odoo.tests.result: 0 failed, 0 error(s) of 0 tests when loading database"
    )
    assert suites.read_odoo_log(log, chosen).failed == failed


JUNIT = '<testsuites><testsuite tests="6" failures="1" errors="1" skipped="2"/></testsuites>'


def test_pytest_report_is_counted(tmp_path):
    report = tmp_path / "r.xml"
    report.write_text(JUNIT, "utf-8")
    outcome = suites.read_pytest(1, report, tmp_path / "r.log", chosen=False)
    assert (outcome.passed, outcome.failed, outcome.skipped) == (2, 2, 2)


@pytest.mark.parametrize(
    ("code", "chosen", "failed"), [(5, False, 1), (5, True, 0), (2, True, 1), (3, False, 1)]
)
def test_pytest_that_ran_nothing_or_broke(tmp_path, code, chosen, failed):
    outcome = suites.read_pytest(code, tmp_path / "none.xml", tmp_path / "none.log", chosen)
    assert (outcome.passed, outcome.failed) == (0, failed)


@pytest.fixture
def addon(tmp_path):
    """An addon with two test files."""
    tests = tmp_path / "vises_impact" / "tests"
    tests.mkdir(parents=True)
    (tests / "test_period.py").write_text(
        "class TestYear:\n    def test_leap(self): ...\n    def test_short(self): ...\n", "utf-8"
    )
    (tests / "test_rights.py").write_text(
        "class TestReader:\n    def test_reader_sees_leap_days(self): ...\n", "utf-8"
    )
    return tmp_path / "vises_impact"


@pytest.mark.parametrize(
    ("expression", "tags"),
    [
        ("", "/vises_impact"),
        ("testyear", "/vises_impact:TestYear"),
        ("test_period", "/vises_impact:TestYear"),
        (
            "leap",
            "/vises_impact:TestYear.test_leap,/vises_impact:TestReader.test_reader_sees_leap_days",
        ),
        ("nothing_such", None),
    ],
)
def test_plain_name_picks_files_classes_and_methods(addon, expression, tags):
    assert suites.addon_tags(expression, addon) == tags


def test_closing_line_sums_all_suites_and_stands_alone():
    text = suites.summary({"a": Outcome(3, 0, 0), "b": Outcome(2, 1, 0, ["it broke"])})
    assert text.splitlines()[-1] == "5 passed, 1 failed"
    assert "it broke" in text
    skipping = suites.summary({"a": Outcome(3, 0, 1)}).splitlines()[-1]
    assert re.fullmatch(r"3 passed, 0 failed, 1 skipped", skipping)


def test_a_run_of_nothing_is_a_failure():
    assert suites.summary({}).splitlines()[-1] == "0 passed, 1 failed"


def test_unknown_suite_is_refused_with_the_known_ones():
    with pytest.raises(StepError, match="engine"):
        suites.choose("", fast=False, only=["motor"])


def test_fast_leaves_out_what_needs_a_served_demo():
    assert not {"oracles", "browser"} & set(suites.choose("", fast=True, only=[]))
