"""A warning in Odoo's log fails a run, unless a rule with a reason allows it."""

import pytest

from tools import log_scan
from tools.steps import StepError

LOG = """\
2026-01-01 10:00:00,123 42 INFO db odoo.modules: WARNING is only a word here
2026-01-01 10:00:01,123 42 WARNING db odoo.models: something is off
2026-01-01 10:00:02,123 42 ERROR ? odoo.sql_db: bad query
Traceback (most recent call last):
2026-01-01 10:00:03,123 42 CRITICAL db odoo.service: gone
"""


def test_every_level_from_warning_up_counts():
    assert [line.split()[3] for line in log_scan.complaints(LOG, [])] == [
        "WARNING",
        "ERROR",
        "CRITICAL",
    ]


def test_allowed_lines_do_not_count():
    rules = log_scan.read_rules("# comment\n\nodoo\\.models: something  # known, harmless\n")
    assert rules[0].reason == "known, harmless"
    assert len(log_scan.complaints(LOG, rules)) == 2


@pytest.mark.parametrize("line", ["no reason", "  # only a reason", "(unclosed  # reason", "x  # "])
def test_rule_without_reason_or_with_bad_pattern_is_refused(line):
    with pytest.raises(StepError, match="line 1"):
        log_scan.read_rules(line)


def test_rules_of_this_repository_can_be_read():
    assert all(rule.reason for rule in log_scan.allow_list())
