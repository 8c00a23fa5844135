"""What a reader of sums cannot tell: the changes that leave all of them as they are."""

import random
from fractions import Fraction

from engine.elimination import Elimination
from hypothesis import given
from hypothesis import strategies as st

FACTORS = st.sampled_from([0, 0, 1, 1, -1, 2])


@st.composite
def systems(draw):
    """Equations over a few numbers, and the sizes of these."""
    keys = range(draw(st.integers(1, 8)))
    rows = draw(st.lists(st.tuples(*(FACTORS for _key in keys)), max_size=6))
    equations = [{key: value for key, value in enumerate(row) if value} for row in rows]
    return equations, draw(st.lists(st.integers(1, 5), min_size=len(keys), max_size=len(keys)))


def after(equations, sizes, unknown) -> Elimination:
    reader = Elimination(equations, sizes)
    for key in unknown:
        reader.lose(key)
    return reader


def rank(rows) -> int:
    """Of a matrix, by the school method."""
    rows, found = [list(map(Fraction, row)) for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((row for row in rows if row[column]), None)
        if pivot is None:
            continue
        found += 1
        rows = [
            [a - b * row[column] / pivot[column] for a, b in zip(row, pivot, strict=True)]
            for row in rows
            if row is not pivot
        ]
    return found


@given(systems(), st.randoms())
def test_solutions_are_all_the_changes_that_no_sum_shows(system, chance: random.Random) -> None:
    equations, sizes = system
    unknown = chance.sample(range(len(sizes)), chance.randint(0, len(sizes)))
    reader = after(equations, sizes, unknown)
    solutions = [one for key in unknown for one in reader.solutions(key)]
    for one in solutions:
        assert one.keys() <= set(unknown)
        assert not any(sum(row.get(key, 0) * n for key, n in one.items()) for row in equations)
    wide = rank([[one.get(key, 0) for key in unknown] for one in solutions])
    narrow = rank([[row.get(key, 0) for key in unknown] for row in equations])
    assert wide == len(unknown) - narrow


@given(systems(), st.randoms())
def test_order_in_which_numbers_are_lost_does_not_matter(system, chance: random.Random) -> None:
    equations, sizes = system
    unknown = chance.sample(range(len(sizes)), chance.randint(0, len(sizes)))
    one = after(equations, sizes, sorted(unknown))
    two = after(chance.sample(equations, len(equations)), sizes, unknown)
    for key in unknown:
        found = [sorted(map(sorted, map(dict.items, s.solutions(key)))) for s in (one, two)]
        assert found[0] == found[1]


def test_large_number_gives_way_for_small_ones() -> None:
    """2 + 3 + 40 = 45: each of the small ones changes with the large one alone."""
    reader = after([{0: 1, 1: 1, 2: 1}], [2, 3, 40], [0, 1, 2])
    assert list(reader.solutions(0)) == [{0: 1, 2: -1}]
    assert list(reader.solutions(1)) == [{1: 1, 2: -1}]


def test_single_unknown_of_a_sum_cannot_change() -> None:
    reader = after([{0: 1, 1: 1}], [2, 3], [0])
    assert list(reader.solutions(0)) == []
