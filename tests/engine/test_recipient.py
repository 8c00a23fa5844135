"""Which groups of people the readers of a document see."""

import pytest
from engine.recipient import recipient


@pytest.mark.parametrize(
    ("kind", "inside", "threshold"),
    [
        ("internal", 1, 5),
        ("internal", 5, 5),
        ("internal", 8, 8),
        ("public", 5, 11),
        ("public", 20, 20),
    ],
)
def test_nobody_sees_smaller_groups_than_the_enterprise_shows_its_own(kind, inside, threshold):
    assert recipient(kind, inside).threshold == threshold


@pytest.mark.parametrize("inside", [5, 20])
def test_exact_figures_are_due_whatever_the_enterprise_shows_its_own(inside):
    due = recipient("return", inside)
    assert due.is_exact and not due.is_public


@pytest.mark.parametrize("kind", ["internal", "public"])
def test_no_other_reader_is_shown_everything(kind):
    assert not recipient(kind, 1).is_exact


def test_only_what_anybody_reads_is_public():
    assert [recipient(kind, 5).is_public for kind in ("internal", "public")] == [False, True]
