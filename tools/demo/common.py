"""Small helpers shared by the rooms of the demo."""

import unicodedata
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

SEED = 2025
"""Seed of every random choice, so that each build gives the same enterprise."""

YEARS = (2023, 2024, 2025)
MAIL = "trois-rivieres.example"
ZONE = ZoneInfo("Europe/Paris")
LANGUAGES = ("fr_FR", "nl_BE")

QUIET = {
    "lang": "en_US",
    "tracking_disable": True,
    "mail_create_nosubscribe": True,
    "mail_create_nolog": True,
    "mail_notrack": True,
    "no_wizard": True,
}
"""Context of the build: nothing to track, no one to notify, no wizard to answer."""


def day(text: str) -> date:
    """The date written ``YYYY-MM-DD``."""
    return date.fromisoformat(text)


def utc(moment: datetime) -> datetime:
    """A time of the enterprise's clock as Odoo stores it."""
    return moment.replace(tzinfo=ZONE).astimezone(ZoneInfo("UTC")).replace(tzinfo=None)


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def add_months(start: date, months: int) -> date:
    """The same day ``months`` later, or the last day of that month when it is shorter."""
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(start.day, month_end(year, month + 1).day))


def ascii_slug(text: str) -> str:
    """``text`` in lower-case letters, fit for an e-mail address."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join("".join(char if char.isalnum() else " " for char in plain).split())


def in_french(record, **values):
    """Write the French wording of translated fields, where the database has French."""
    return in_languages(record, **{name: [wording] for name, wording in values.items()})


def in_languages(record, **values):
    """Write the French, then the Dutch wording of translated fields, in what the database has."""
    languages = record.env["res.lang"]
    for name, wordings in values.items():
        texts = {lang: text for lang, text in zip(LANGUAGES, wordings) if languages._lang_get(lang)}
        record.update_field_translations(name, texts)
    return record
