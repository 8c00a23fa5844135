"""The terms of an addon and their translations: ``<addon>.pot``, ``fr.po``, ``nl.po``.

``refresh`` and ``check`` are called inside Odoo (see odoo_run.call_function), on a database
where the addon was just installed: Odoo itself knows what can be translated. What they do
with the files, in the addon's folder ``i18n``, needs nothing but polib, which is one of
Odoo's own requirements.
"""

import difflib
import io
import re
from collections import Counter
from collections.abc import Collection
from pathlib import Path

import polib

LANGUAGES = ("fr", "nl")
# fr.po serves France and Belgium, nl.po Flanders and the Netherlands.
SAME = "words_same.txt"
CORE_SAME = Path(__file__).with_name(SAME)
CORE = "vises_impact"
CORE_FOLDER = Path(__file__).parent.parent / CORE / "i18n"

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
TAG = re.compile(r"<[^<>]+>")
SHOWN_ATTRIBUTE = re.compile(
    r"\b(?:title|alt|placeholder|aria-label|data-tooltip)=(\"[^\"]*\"|'[^']*')"
)
ALIKE = 0.75
"""From this likeness on (0 to 1), a changed English sentence keeps its translation, as fuzzy."""


def refresh(env, folder: str) -> list[str]:
    """Write the template afresh and merge it into the translations; returns what is missing.

    The same source gives the same files, to the byte.
    """
    place = Path(folder)
    place.mkdir(exist_ok=True)
    template = export(env, addon_of(place))
    save(template, place / f"{addon_of(place)}.pot")
    for language in LANGUAGES:
        path = place / f"{language}.po"
        old = polib.pofile(str(path)) if path.exists() else polib.POFile()
        if addon_of(place) != CORE:
            _take_over(old, polib.pofile(str(CORE_FOLDER / path.name)), template)
        save(merge(template, old, language, addon_of(place)), path)
    return check(env, folder)


def check(env, folder: str) -> list[str]:
    """What is wrong with the files in ``folder``: one line each; none when all is well."""
    place = Path(folder)
    addon = addon_of(place)
    files = [f"{addon}.pot", *(f"{language}.po" for language in LANGUAGES)]
    absent = [name for name in files if not (place / name).exists()]
    if absent:
        return [f"{addon}: {name} is not there: ./vises words makes it" for name in absent]
    template = polib.pofile(str(place / f"{addon}.pot"))
    findings = outdated(template, export(env, addon), addon)
    core, own = _same_of(CORE_SAME), _same_of(place / SAME)
    for language in LANGUAGES:
        translation = polib.pofile(str(place / f"{language}.po"))
        if addon == CORE:
            texts = flaws(template, translation, core[language])
        else:
            texts = flaws(template, translation, own[language], core[language])
        findings += [f"{addon}, {language}.po: {text}" for text in texts]
    return findings


def _same_of(path: Path) -> dict[str, set[str]]:
    return allowed_same(path.read_text("utf-8") if path.exists() else "")


def _take_over(terms: polib.POFile, core: polib.POFile, template: polib.POFile) -> None:
    """What a bridge says like the addon is translated like there, unless it has its own."""
    wanted = {entry.msgid for entry in template} - {entry.msgid for entry in terms if entry.msgstr}
    terms += [entry for entry in core if entry.msgid in wanted]


def addon_of(folder: Path) -> str:
    """The addon whose terms a folder ``i18n`` holds."""
    return folder.parent.name


def export(env, addon: str) -> polib.POFile:
    """The addon's terms as Odoo finds them, without what changes from one day to the next."""
    from odoo.tools.translate import trans_export

    buffer = io.BytesIO()
    trans_export(None, [addon], buffer, "po", env)
    return plain(polib.pofile(buffer.getvalue().decode()), addon=addon)


def plain(terms: polib.POFile, language: str = "", addon: str = CORE) -> polib.POFile:
    """The same terms sorted, under a heading with no dates."""
    result = polib.POFile(wrapwidth=78)
    result.header = f"Translation of Odoo Server.\nThe terms of the module {addon}."
    result.metadata = {
        "Project-Id-Version": "Odoo Server 19.0",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        **({"Language": language} if language else {}),
    }
    for entry in sorted(terms, key=lambda one: one.msgid):
        entry.occurrences = sorted(set(entry.occurrences))
        result.append(entry)
    return result


def merge(
    template: polib.POFile, old: polib.POFile, language: str, addon: str = CORE
) -> polib.POFile:
    """The template's terms with the translations of ``old``.

    A term that is new but much like one that is gone takes over its translation, marked
    fuzzy: somebody has to look at it.
    """
    known = {entry.msgid: entry for entry in old if not entry.obsolete}
    gone = {term: known[term] for term in known.keys() - {entry.msgid for entry in template}}
    result = polib.POFile()
    for entry in template:
        before, fuzzy = known.get(entry.msgid), False
        if not before and (near := difflib.get_close_matches(entry.msgid, gone, 1, ALIKE)):
            before, fuzzy = gone[near[0]], True
        result.append(
            polib.POEntry(
                msgid=entry.msgid,
                msgstr=before.msgstr if before else "",
                comment=entry.comment,
                occurrences=entry.occurrences,
                flags=["fuzzy"] if before and before.msgstr and (fuzzy or before.fuzzy) else [],
            )
        )
    return plain(result, language, addon)


def save(terms: polib.POFile, path: Path) -> None:
    """Write the file, with one line feed at its end."""
    path.write_text(str(terms).rstrip("\n") + "\n", "utf-8")


def outdated(template: polib.POFile, source: polib.POFile, addon: str = CORE) -> list[str]:
    """How the template in the repository differs from what the source gives."""
    ours = {entry.msgid: entry for entry in template}
    found = {entry.msgid: entry for entry in source}
    lines = [f"{addon}.pot lacks {term!r}" for term in sorted(found.keys() - ours.keys())]
    lines += [f"{addon}.pot has {term!r}, which is gone" for term in sorted(ours.keys() - found)]
    lines += [
        f"{addon}.pot: other places use {term!r}"
        for term in sorted(ours.keys() & found)
        if (ours[term].occurrences, ours[term].comment)
        != (found[term].occurrences, found[term].comment)
    ]
    return lines


def flaws(
    template: polib.POFile,
    translation: polib.POFile,
    same: set[str],
    elsewhere: Collection[str] = (),
) -> list[str]:
    """What is wrong in one translation.

    :param same: terms that may stay as in English, and do; ``elsewhere``: that may.
    """
    ours = {entry.msgid: entry for entry in translation if not entry.obsolete}
    terms = [entry.msgid for entry in template]
    lines = []
    for term in terms:
        if fault := _fault(ours.get(term), {*same, *elsewhere}):
            lines.append(f"{fault}: {term!r}")
    lines += [f"no longer a term: {term!r}" for term in sorted(ours.keys() - set(terms))]
    lines += [
        f"listed in {SAME} for nothing: {term!r}"
        for term in sorted(same)
        if term not in ours or ours[term].msgstr != term
    ]
    return lines


def _fault(entry: polib.POEntry | None, same: set[str]) -> str:
    if entry is None or not entry.msgstr.strip():
        return "not translated"
    if entry.fuzzy:
        return "fuzzy"
    if skeleton(entry.msgid) != skeleton(entry.msgstr):
        return "other placeholders or tags than in English"
    if entry.msgid == entry.msgstr and entry.msgid not in same:
        return f"as in English, and not listed in {SAME}"
    return ""


def skeleton(text: str) -> Counter:
    """What has to be in a translation as it is in the source: placeholders and tags.

    The attributes of tags that people read (``title`` and the like) may differ.
    """
    tags = [SHOWN_ATTRIBUTE.sub("", tag) for tag in TAG.findall(text)]
    return Counter(PLACEHOLDER.findall(TAG.sub("", text)) + tags)


def allowed_same(text: str) -> dict[str, set[str]]:
    """By language, the terms that may be as in English.

    One a line, after the languages that it holds for: ``fr,nl|Portrait``.
    """
    result: dict[str, set[str]] = {language: set() for language in LANGUAGES}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            languages, _, term = line.partition("|")
            for language in languages.split(","):
                result[language].add(term)
    return result
