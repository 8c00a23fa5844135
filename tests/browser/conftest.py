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


@pytest.fixture(scope="session")
def people(browser) -> dict[tuple[str, str], chromium.Visitor]:
    """Who has logged in so far, by account and language: each does so once."""
    return {}


@pytest.fixture
def visit(browser, people) -> Iterator[Callable[..., chromium.Visitor]]:
    """A demo account at a new page: ``visit("lead")``, ``visit("board", "nl_BE")``.

    Without a language it is the account's own. What goes wrong in the page fails the test.
    """
    visitors: list[chromium.Visitor] = []

    def log_in(who: str, language: str = "") -> chromium.Visitor:
        if (who, language) not in people:
            known = log_in(who) if language else None
            if known:
                known.speak(language)  # a session keeps the language that it began with
            people[who, language] = chromium.Visitor(browser, URL, f"{who}@trois-rivieres.example")
            if known:
                known.speak("fr_FR")
        visitors.append(people[who, language].another())
        return visitors[-1]

    yield log_in
    errors = [error for visitor in visitors for error in visitor.errors]
    for visitor in visitors:
        visitor.page.close()
    assert not errors, "\n".join(errors)
