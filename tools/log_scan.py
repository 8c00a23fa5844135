"""Warnings and errors in Odoo's log, less those on the allow-list.

The allow-list has one rule a line: a regular expression, two spaces and a ``#``, the reason.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from tools.steps import StepError

ALLOW_LIST = Path(__file__).parent / "log_allowlist.txt"
LINE = re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} \d+ (WARNING|ERROR|CRITICAL) ")


@dataclass(frozen=True)
class Rule:
    """A log line that does not count, and why."""

    pattern: re.Pattern
    reason: str


def read_rules(text: str) -> list[Rule]:
    """The rules of an allow-list. Raises StepError on a line without a reason or pattern."""
    rules = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        pattern, mark, reason = line.rpartition("  # ")
        if not mark or not pattern.strip() or not reason.strip():
            raise StepError(f"allow-list, line {number}: want 'REGEX  # REASON', got {line!r}")
        try:
            rules.append(Rule(re.compile(pattern.strip()), reason.strip()))
        except re.error as error:
            raise StepError(f"allow-list, line {number}: {error}") from error
    return rules


def allow_list() -> list[Rule]:
    """The rules of this repository."""
    return read_rules(ALLOW_LIST.read_text(encoding="utf-8"))


def complaints(log: str, rules: list[Rule]) -> list[str]:
    """Log lines of level WARNING and above that no rule allows."""
    return [
        line
        for line in log.splitlines()
        if LINE.match(line) and not any(rule.pattern.search(line) for rule in rules)
    ]


def read_complaints(log: Path) -> list[str]:
    """The complaints in a log file, less those on this repository's allow-list."""
    return complaints(log.read_text(encoding="utf-8", errors="replace"), allow_list())
