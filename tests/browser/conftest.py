"""The served demo database, and people in front of it. ``./vises test --suite browser`` says where."""

import os
from collections.abc import Callable, Iterator

import pytest

from tools import chromium

URL = os.environ.get("VISES_URL", "")


def pytest_collection_modifyitems(items):
    """Without a served demo there is nothing to look at."""
    if not URL:
        pytest.exit("run it with: ./vises test --suite browser", 4)


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium."""
    with chromium.browser(os.environ.get("VISES_CHROMIUM") or "chromium") as started:
        yield started


@pytest.fixture
def visit(browser) -> Iterator[Callable[[str], chromium.Visitor]]:
    """Log a demo account in: ``visit("lead")``. What goes wrong in its page fails the test."""
    visitors: list[chromium.Visitor] = []

    def log_in(who: str) -> chromium.Visitor:
        visitor = chromium.Visitor(browser, URL, f"{who}@trois-rivieres.example")
        visitors.append(visitor)
        return visitor

    yield log_in
    errors = [error for visitor in visitors for error in visitor.errors]
    for visitor in visitors:
        visitor.context.close()
    assert not errors, "\n".join(errors)
