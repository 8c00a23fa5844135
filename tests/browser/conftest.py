"""The served demo database, and people in front of it. ``./vises test --suite browser`` says where."""

import os
from collections.abc import Callable, Iterator

import pytest

from tests.oracles.conftest import Database
from tools import axe, chromium

URL = os.environ.get("VISES_URL", "")
LANGUAGE = "fr_FR"  # of the demo's accounts
needs_axe = pytest.mark.skipif(not axe.available(), reason="npm is not installed on this machine")


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
def database() -> Iterator[Database]:
    """The database that is served, read by plain SQL."""
    found = Database(os.environ["VISES_DATABASE"])
    yield found
    found.connection.close()


@pytest.fixture(scope="session")
def people(browser) -> dict[tuple[str, str], chromium.Visitor]:
    """Who has logged in so far, by account and language: each does so once."""
    return {}


@pytest.fixture(scope="session")
def speaking() -> dict[str, str]:
    """The language that each account's preferences say by now."""
    return {}


@pytest.fixture
def visit(browser, people, speaking) -> Iterator[Callable[..., chromium.Visitor]]:
    """A demo account at a new page: ``visit("lead")``, ``visit("board", "nl_BE")``.

    Who has no other language speaks French. What goes wrong in the page fails the test.
    """
    visitors: list[chromium.Visitor] = []

    def log_in(who: str, language: str = LANGUAGE) -> chromium.Visitor:
        # A session keeps the language it began with, and screens follow the account's as well.
        if who not in speaking:
            first = chromium.Visitor(browser, URL, *chromium.account(who))
            speaking[who] = first.language
            people[who, first.language] = first
        if speaking[who] != language:
            people[who, speaking[who]].speak(language)
            speaking[who] = language
        if (who, language) not in people:
            people[who, language] = chromium.Visitor(browser, URL, *chromium.account(who))
        visitors.append(people[who, language].another())
        return visitors[-1]

    yield log_in
    errors = [error for visitor in visitors for error in visitor.errors]
    for visitor in visitors:
        visitor.page.close()
    assert not errors, "\n".join(errors)
