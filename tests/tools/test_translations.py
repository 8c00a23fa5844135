"""The check of translations: each way in which a term can be wrong is told, and only those."""

import polib
import pytest

from tools import lint, translations


def catalogue(**terms: str) -> polib.POFile:
    """Terms and their translations; the words of a term are joined by underscores."""
    file = polib.POFile()
    for term, translation in terms.items():
        file.append(polib.POEntry(msgid=term, msgstr=translation, comment="module: vises_impact"))
    return file


def entry(term: str, translation: str = "", **options) -> polib.POFile:
    file = polib.POFile()
    file.append(polib.POEntry(msgid=term, msgstr=translation, **options))
    return file


def test_complete_translation_has_no_flaws():
    template = catalogue(Outcome="", Portrait="")
    french = catalogue(Outcome="Effet recherché", Portrait="Portrait")
    assert translations.flaws(template, french, {"Portrait"}) == []


def test_one_term_without_translation_is_told():
    template = catalogue(Outcome="", Target="")
    for french in (catalogue(Target="Cible"), catalogue(Target="Cible", Outcome=" ")):
        assert translations.flaws(template, french, set()) == ["not translated: 'Outcome'"]


def test_fuzzy_translation_is_told():
    french = entry("Target", "Cible", flags=["fuzzy"])
    assert translations.flaws(catalogue(Target=""), french, set()) == ["fuzzy: 'Target'"]


@pytest.mark.parametrize(
    ("english", "other"),
    [
        ("%(count)s figures", "%(nombre)s chiffres"),
        ("%s figures", "chiffres"),
        ("{count} figures", "{nombre} chiffres"),
        ("<b>Figures</b>", "Chiffres"),
        ('<i class="fa fa-check"/> Figure', '<i class="fa fa-times"/> Chiffre'),
    ],
)
def test_placeholders_and_tags_are_those_of_the_source(english, other):
    (line,) = translations.flaws(entry(english), entry(english, other), set())
    assert line.startswith("other placeholders or tags than in English")


def test_what_people_read_in_a_tag_may_differ():
    english = '<i class="fa fa-check" title="Filled in" invisible="not filled"/>'
    french = english.replace("Filled in", "Rempli")
    assert translations.flaws(entry(english), entry(english, french), set()) == []


def test_same_as_english_is_told_unless_listed():
    both = entry("Indicator"), entry("Indicator", "Indicator")
    assert translations.flaws(*both, {"Indicator"}) == []
    (line,) = translations.flaws(*both, set())
    assert line.startswith("as in English")


def test_list_of_same_words_holds_no_others():
    (line,) = translations.flaws(catalogue(Target=""), catalogue(Target="Cible"), {"Target"})
    assert line == "listed in words_same.txt for nothing: 'Target'"


def test_languages_of_the_list_of_same_words():
    assert translations.allowed_same("# why\n\nfr,nl|Code\nnl|a|b\n") == {
        "fr": {"Code"},
        "nl": {"Code", "a|b"},
    }


def test_template_that_is_not_what_the_source_gives_is_told():
    lines = translations.outdated(catalogue(Old="", Same=""), catalogue(New="", Same=""))
    assert lines == ["vises_impact.pot lacks 'New'", "vises_impact.pot has 'Old', which is gone"]


def test_term_that_moved_is_told():
    before, after = (entry("Total", occurrences=[(place, "")]) for place in ("model:a", "model:b"))
    assert translations.outdated(before, after) == ["vises_impact.pot: other places use 'Total'"]


def test_merge_keeps_drops_and_adds():
    merged = translations.merge(
        catalogue(Outcome="", Target=""), catalogue(Target="Cible", Gone="Parti"), "fr"
    )
    assert {one.msgid: one.msgstr for one in merged} == {"Outcome": "", "Target": "Cible"}


def test_changed_sentence_keeps_its_translation_as_fuzzy():
    old = entry("The period ends before it starts.", "La période se termine avant de commencer.")
    (merged,) = translations.merge(entry("The period ends before it begins."), old, "fr")
    assert (merged.msgstr, merged.fuzzy) == ("La période se termine avant de commencer.", True)


def test_files_tell_no_date_and_are_sorted():
    lines = str(translations.plain(catalogue(b="", a=""), "nl")).splitlines()
    assert [line for line in lines if line.startswith("msgid")] == [
        'msgid ""',
        'msgid "a"',
        'msgid "b"',
    ]
    assert not [line for line in lines if "Date" in line]


def test_files_of_the_repository_are_in_their_normal_form(tmp_path):
    """What ./vises words would write again, to the byte: diffs show terms only."""
    for addon in lint.addons():
        for name, language in ((f"{addon.name}.pot", ""), ("fr.po", "fr"), ("nl.po", "nl")):
            path = addon / "i18n" / name
            terms = translations.plain(polib.pofile(str(path)), language, addon.name)
            translations.save(terms, tmp_path / name)
            assert (tmp_path / name).read_text("utf-8") == path.read_text("utf-8")
