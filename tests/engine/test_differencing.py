"""Questions that are harmless one by one, and what they give away together."""

import random
from fractions import Fraction

from engine.differencing import Audit

STAFF = frozenset(range(20))
YOUNG = frozenset(range(8))


def answered(*groups: frozenset[int], threshold: int = 5) -> list[bool]:
    audit = Audit(groups, threshold)
    return [audit.learn(group) for group in groups]


def test_group_and_its_rest_are_known_together() -> None:
    assert answered(STAFF, YOUNG) == [True, True]


def test_small_group_is_refused() -> None:
    assert answered(STAFF, frozenset(range(4))) == [True, False]


def test_small_rest_is_refused() -> None:
    assert answered(STAFF, frozenset(range(16))) == [True, False]


def test_two_questions_that_differ_by_one_person_are_not_both_answered() -> None:
    assert answered(STAFF, YOUNG, YOUNG | {8}) == [True, True, False]


def test_same_question_may_be_asked_again() -> None:
    assert answered(STAFF, YOUNG, YOUNG) == [True, True, True]


def test_person_hidden_among_those_who_have_a_feature_and_those_who_have_not() -> None:
    """Denning's tracker: (feature or the person) + (no feature or the person) − all."""
    person = 15
    others = STAFF - YOUNG
    assert answered(STAFF, YOUNG | {person}, others | {person}) == [True, True, False]


def test_halves_of_a_group_are_not_compared_with_the_whole_and_one_more() -> None:
    first, second = frozenset(range(6)), frozenset(range(6, 13))
    assert answered(STAFF, first, second, first | second | {13}) == [True, True, True, False]


def test_three_overlapping_questions_give_away_no_third() -> None:
    one, two, three = (frozenset(range(n, n + 3)) for n in (0, 3, 6))
    everybody = frozenset(range(30))
    questions = (everybody, one | two, two | three, one | three)
    assert answered(*questions) == [True, True, True, False]


def test_small_group_of_people_who_differ_is_found() -> None:
    """Two people are left over by the bands of age; they stand in different groups."""
    bands = frozenset(range(29)), frozenset(range(29, 38))
    everybody, women = frozenset(range(40)), frozenset(range(0, 40, 2))
    assert answered(everybody, women, *bands) == [True, True, True, False]


def test_what_was_told_before_counts_whatever_it_gives_away() -> None:
    audit = Audit([STAFF, YOUNG, YOUNG | {8}], 5)
    audit.know(YOUNG)
    assert not audit.learn(YOUNG | {8})


def _in_span(rows: list[frozenset[int]], wanted: frozenset[int], people: int) -> bool:
    """Plain elimination with fractions: whether ``wanted`` is a combination of ``rows``."""
    columns = [[Fraction(person in row) for row in rows] for person in range(people)]
    target = [Fraction(person in wanted) for person in range(people)]
    matrix = [column + [value] for column, value in zip(columns, target, strict=True)]
    rank = 0
    for column in range(len(rows)):
        pivot = next((n for n in range(rank, people) if matrix[n][column]), None)
        if pivot is None:
            continue
        matrix[rank], matrix[pivot] = matrix[pivot], matrix[rank]
        for n in range(people):
            if n != rank and matrix[n][column]:
                factor = matrix[n][column] / matrix[rank][column]
                matrix[n] = [a - factor * b for a, b in zip(matrix[n], matrix[rank], strict=True)]
        rank += 1
    return all(any(row[:-1]) or not row[-1] for row in matrix)


def test_no_person_ever_follows_from_what_was_answered() -> None:
    """Forty attackers ask at random; each person is looked for by brute force."""
    people, threshold = 9, 3
    refused = 0
    for seed in range(40):
        chance = random.Random(seed)
        questions = [
            frozenset(n for n in range(people) if chance.random() < 0.5) for _ in range(12)
        ]
        audit = Audit(questions, threshold)
        told = [question for question in questions if audit.learn(question)]
        refused += len(questions) - len(told)
        assert not any(_in_span(told, frozenset({person}), people) for person in range(people))
    assert refused > 100
