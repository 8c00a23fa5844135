"""Numbers in texts: how they are read, and which of them tell a hidden figure."""

from decimal import Decimal

import pytest
from engine.told import Hidden, readings, stems, told, unit_stems

WOMEN = Hidden(
    "Women", stems("Femmes dans l'effectif"), unit_stems("personnes"), frozenset({Decimal(8)})
)
SHARE = Hidden("Share", stems("Part locale"), unit_stems("%"), frozenset({Decimal("42.46")}), 1)
UNKNOWN = Hidden("Unknown", stems("Femmes"), unit_stems("personnes"))


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("8", {"8"}),
        ("1,234.5", {"1234.5"}),
        ("1.234,5", {"1234.5"}),
        ("1 234,5", {"1234.5"}),
        ("1\u202f234", {"1234"}),
        ("1\u00a0234", {"1234"}),
        ("1\u2009234", {"1234"}),
        ("1’234.50", {"1234.50"}),
        ("1.234", {"1234", "1.234"}),
        ("12,5", {"12.5"}),
    ],
)
def test_a_number_is_read_as_any_language_writes_it(written, numbers):
    assert readings(written) == {Decimal(one) for one in numbers}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Il y a 8 femmes.", ["8"]),
        ("L'effectif compte 8 personnes.", ["8"]),
        ("Les femmes sont 8.", ["8"]),
        ("Nous sommes 8 personnes.", ["8"]),
        ("Le 8 mars, des personnes sont venues.", []),
        ("Le 8 mars\nLes femmes aussi.", []),
        ("Le 8 mars ; les femmes aussi.", []),
        ("Nous avons 9 femmes.", []),
        ("L'article 8. Les femmes aussi.", []),
        ("Le 8 mars fut une fête.", []),
    ],
)
def test_a_small_number_tells_beside_its_unit_or_name(text, found):
    assert [number for number, _figure in told(text, [WOMEN])] == found


def test_a_long_number_tells_wherever_it_stands():
    hidden = Hidden(
        "Hours", stems("Heures"), frozenset(), frozenset({Decimal(1234), Decimal(2025)})
    )
    assert [number for number, _one in told("Bref : 1 234.", [hidden])] == ["1 234"]
    assert [number for number, _one in told("Bref : 1’234.", [hidden])] == ["1’234"]
    assert told("C'était en 2025.", [hidden]) == []
    assert told("Réf. 1 2345.", [hidden]) == []
    assert told(
        "Bref : 850.", [Hidden("Days", frozenset(), frozenset(), frozenset({Decimal(850)}))]
    )


def test_a_number_is_compared_with_the_decimals_that_are_printed():
    assert told("Soit 42,5 %.", [SHARE]) and told("Soit 42,46 %.", [SHARE])
    assert not told("Soit 42,4 %.", [SHARE])
    half = Hidden("Half", frozenset(), unit_stems("€"), frozenset({Decimal("42.45")}), 1)
    assert told("Soit 42,5 €.", [half])


def test_where_the_number_is_not_known_all_numbers_are_alike():
    for number in range(30):
        assert told(f"Il y a {number} femmes.", [UNKNOWN])
        assert not told(f"Il y a {number} chats.", [UNKNOWN])
        assert not told(f"Il y a {number} personnes.", [UNKNOWN])
        assert not told(f"Les femmes ont gagné {number} fois.", [UNKNOWN])


def test_words_are_known_in_their_plural_and_not_by_their_beginning():
    assert stems("Énergie") == stems("energie")
    assert stems("Femme") == stems("femmes") and stems("Vrouw") == stems("vrouwen")
    assert not stems("Taux de rotation du personnel") & stems("Pour 82 % des personnes")


def test_a_text_without_numbers_or_figures_tells_nothing():
    assert told("Des femmes, beaucoup.", [WOMEN, UNKNOWN]) == []
    assert told("8 femmes", []) == []
    assert told("", [WOMEN]) == []
