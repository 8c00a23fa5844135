"""``./vises bench``: which benchmarks there are."""

import pytest

from tools import benches
from tools.steps import StepError


def test_what_benchmarks_share_is_none_itself() -> None:
    names = benches.all_names()
    assert {"ledger", "library", "screens", "staff"} <= set(names)
    assert not {"measure", "people"} & set(names)


def test_unknown_benchmark_is_told_before_anything_is_made_ready() -> None:
    with pytest.raises(StepError, match="no benchmark people"):
        benches.run(["people"])
