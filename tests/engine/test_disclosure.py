"""Many tables at once: what one of them hides must not come back from the others.

The reader of these tests tries out numbers: all that agree with what is shown, whatever
the way in which the figures to hide were chosen.
"""

import random
import time
from collections.abc import Iterator, Mapping, Sequence

from engine.disclosure import Relation, protect
from hypothesis import assume, given, settings
from hypothesis import strategies as st

Counts = Mapping[str, int]


def hidden_of(
    counts: Counts, relations: Sequence[Relation], threshold: int = 5, **known
) -> set[str]:
    """What is hidden where each count that is printed has a figure of its own."""
    unprinted = known.pop("unprinted", ())
    figures = {key: [key] for key in counts if key not in unprinted}
    return set(protect(counts, figures, relations, dict.fromkeys(counts, threshold), **known))


# Rules


def test_small_rest_of_an_enterprise_hides_its_site() -> None:
    """Enterprise 50, site 48: the two of them who work elsewhere are printed nowhere."""
    counts = {"enterprise": 50, "site": 48, "elsewhere": 2}
    relations = [Relation("enterprise", ("site", "elsewhere"))]
    assert hidden_of(counts, relations, unprinted={"elsewhere"}) == {"site"}


def test_large_rest_hides_nothing() -> None:
    counts = {"enterprise": 50, "site": 30, "elsewhere": 20}
    relations = [Relation("enterprise", ("site", "elsewhere"))]
    assert hidden_of(counts, relations, unprinted={"elsewhere"}) == set()


def test_small_month_of_a_year_takes_another_one_with_it() -> None:
    counts = {"2025": 30, "January": 2, "February": 8, "March to December": 20}
    relations = [Relation("2025", ("January", "February", "March to December"))]
    assert hidden_of(counts, relations) == {"January", "February"}


def test_share_and_headcount_by_sex_are_hidden_together() -> None:
    """The share of women shows women, men and staff; it goes with either of the two."""
    counts = {"staff": 40, "women": 37, "men": 3}
    figures = {"headcount": ["staff"], "women": ["women"], "share": ["staff", "women", "men"]}
    relations = [Relation("staff", ("women", "men"))]
    found = protect(counts, figures, relations, dict.fromkeys(counts, 5))
    assert found == {"share", "women"}


def test_two_tables_do_not_give_back_what_each_hides() -> None:
    """Sex by site: each row and each column is a table of its own, and they meet."""
    counts = {"aw": 2, "am": 20, "bw": 20, "bm": 20, "cw": 20, "cm": 3}
    counts |= {site: counts[f"{site}w"] + counts[f"{site}m"] for site in "abc"}
    counts |= {sex: sum(counts[f"{site}{sex}"] for site in "abc") for sex in "wm"}
    relations = [Relation(site, (f"{site}w", f"{site}m")) for site in "abc"]
    relations += [Relation(sex, tuple(f"{site}{sex}" for site in "abc")) for sex in "wm"]
    hidden = hidden_of(counts, relations)
    assert {"aw", "am", "cw", "cm"} <= hidden
    assert not worked_out(counts, relations, hidden, 5)


def test_three_hidden_cells_in_line_are_worked_out_and_so_there_is_a_fourth() -> None:
    """Known as one sum each: a + b = 7, b + c = 9, a + c = 6 leave one answer only."""
    counts = {"a": 2, "b": 5, "c": 4, "ab": 7, "bc": 9, "ac": 6}
    relations = [
        Relation("ab", ("a", "b")),
        Relation("bc", ("b", "c")),
        Relation("ac", ("a", "c")),
    ]
    hidden = hidden_of(counts, relations)
    assert {"a", "b", "c"} < hidden
    assert not worked_out(counts, relations, hidden, 5)


def test_what_is_known_already_stays_and_others_give_way() -> None:
    counts = {"staff": 40, "women": 37, "men": 3}
    relations = [Relation("staff", ("women", "men"))]
    assert hidden_of(counts, relations) == {"women", "men"}
    assert hidden_of(counts, relations, settled={"women"}) == {"men", "staff"}


def test_figures_hidden_for_other_reasons_stay_hidden() -> None:
    counts = {"staff": 40, "women": 20, "men": 20}
    relations = [Relation("staff", ("women", "men"))]
    assert hidden_of(counts, relations, hidden={"women"}) == {"women"}


# The reader who tries out numbers


def fillings(
    counts: Counts, relations: Sequence[Relation], unknown: Sequence[str], largest: int
) -> Iterator[dict[str, int]]:
    """All whole numbers from 1 for the unknown counts that agree with the others."""

    def search(found: dict[str, int]) -> Iterator[dict[str, int]]:
        for relation in relations:
            missing = [key for key in relation.keys if key not in found]
            if len(missing) > 1:
                continue
            known = sum(found[key] for key in relation.parts if key in found)
            if not missing:
                if known != found[relation.total]:
                    return
                continue
            (key,) = missing
            forced = known if key == relation.total else found[relation.total] - known
            if forced >= 1:
                yield from search({**found, key: forced})
            return
        free = next((key for key in unknown if key not in found), None)
        if free is None:
            yield found
            return
        for n in range(1, largest + 1):
            yield from search({**found, free: n})

    return search({key: n for key, n in counts.items() if key not in set(unknown)})


def worked_out(
    counts: Counts,
    relations: Sequence[Relation],
    hidden: set[str],
    threshold: int,
    unprinted: Sequence[str] = (),
) -> list[str]:
    """Small counts that are left with fewer values than the threshold leaves them."""
    unknown = [key for key, n in counts.items() if n and (key in hidden or key in unprinted)]
    small = {key: set() for key in unknown if counts[key] < threshold}
    largest = max(counts.values()) + threshold
    for filling in fillings(counts, relations, unknown, largest):
        for key, values in small.items():
            values.add(filling[key])
        if all(len(values) >= threshold - 1 for values in small.values()):
            break
    return [key for key, values in small.items() if len(values) < threshold - 1]


SIZES = st.one_of(st.integers(0, 3), st.integers(0, 9))


@settings(max_examples=150)
@given(
    st.lists(SIZES, min_size=4, max_size=4),
    st.lists(SIZES, min_size=4, max_size=4),
    st.sampled_from([3, 5]),
)
def test_sex_and_age_of_two_months_and_their_sum(first, second, threshold: int) -> None:
    """People of four kinds in each of two months: totals, by sex, by age, and of both months."""
    counts, relations = {}, []
    months = {"m1": first, "m2": second, "y": [a + b for a, b in zip(first, second, strict=True)]}
    for month, (a, b, c, d) in months.items():
        table = {"": a + b + c + d, "w": a + b, "m": c + d, "o": a + c, "j": b + d}
        counts |= {month + key: n for key, n in table.items()}
        relations += [
            Relation(month, (f"{month}w", f"{month}m")),
            Relation(month, (f"{month}o", f"{month}j")),
        ]
    relations += [Relation("y" + key, ("m1" + key, "m2" + key)) for key in ("", "w", "m", "o", "j")]
    hidden = hidden_of(counts, relations, threshold)
    check(counts, relations, hidden, threshold)


@settings(max_examples=150)
@given(st.lists(SIZES, min_size=6, max_size=6), st.sampled_from([3, 5]))
def test_sites_beside_their_enterprise_with_shares(sizes, threshold: int) -> None:
    """Two sites and everybody else, women and men, and the share of women of each."""
    places = {"a": sizes[:2], "b": sizes[2:4], "else": sizes[4:]}
    places["all"] = [sum(column) for column in zip(*places.values(), strict=True)]
    counts, relations, figures = {}, [], {}
    for place, (women, men) in places.items():
        counts |= {f"{place}w": women, f"{place}m": men, place: women + men}
        relations.append(Relation(place, (f"{place}w", f"{place}m")))
        if place != "else":
            figures[f"share {place}"] = [f"{place}w", f"{place}m", place]
            figures[f"staff {place}"] = [place]
    relations += [
        Relation(f"all{key}", (f"a{key}", f"b{key}", f"else{key}")) for key in ("", "w", "m")
    ]
    gone = protect(counts, figures, relations, dict.fromkeys(counts, threshold))
    shown = {key for figure, keys in figures.items() if figure not in gone for key in keys}
    hidden = {key for figure in gone for key in figures[figure]} - shown
    check(counts, relations, hidden, threshold, [key for key in counts if key.startswith("else")])


def check(counts, relations, hidden, threshold, unprinted=()) -> None:
    assert not [
        k for k, n in counts.items() if 0 < n < threshold and k not in {*hidden, *unprinted}
    ]
    unknown = [key for key, n in counts.items() if n and (key in hidden or key in unprinted)]
    assume(len(unknown) <= 9)
    assert not worked_out(counts, relations, hidden, threshold, unprinted), (counts, hidden)


@given(st.lists(SIZES, min_size=4, max_size=4), st.randoms())
def test_order_does_not_matter(sizes, chance: random.Random) -> None:
    a, b, c, d = sizes
    counts = {"": a + b + c + d, "w": a + b, "m": c + d, "o": a + c, "j": b + d}
    relations = [Relation("", ("w", "m")), Relation("", ("o", "j"))]
    shuffled = dict(chance.sample(list(counts.items()), len(counts)))
    assert hidden_of(counts, relations) == hidden_of(shuffled, relations[::-1])


def test_three_years_of_forty_indicators_take_seconds() -> None:
    """40 indicators × 36 months × 8 categories, with their years: 13,320 counts."""
    chance = random.Random(7)
    counts, relations = {}, []
    for indicator in range(40):
        for year in range(3):
            for month in range(12):
                cells = [chance.choice((0, 2, 9, 14, 30)) for _cell in range(4)]
                other = [sum(cells[:2]), sum(cells[2:]), 0, 0]
                place = (indicator, year, month)
                counts |= {(*place, "a", n): value for n, value in enumerate(cells)}
                counts |= {(*place, "b", n): value for n, value in enumerate(other)}
                counts[(*place, "", 0)] = sum(cells)
                for name in "ab":
                    parts = tuple((*place, name, n) for n in range(4))
                    relations.append(Relation((*place, "", 0), parts))
            for name, n in [("", 0), *((name, n) for name in "ab" for n in range(4))]:
                parts = tuple((indicator, year, month, name, n) for month in range(12))
                counts[indicator, year, "all", name, n] = sum(counts[part] for part in parts)
                relations.append(Relation((indicator, year, "all", name, n), parts))
            for name in "ab":
                parts = tuple((indicator, year, "all", name, n) for n in range(4))
                relations.append(Relation((indicator, year, "all", "", 0), parts))
    figures = {key: [key] for key in counts}
    before = time.process_time()
    hidden = protect(counts, figures, relations, dict.fromkeys(counts, 5))
    assert time.process_time() - before < 30
    assert all(key in hidden for key, n in counts.items() if 0 < n < 5)
