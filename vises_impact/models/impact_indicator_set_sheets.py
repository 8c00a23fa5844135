"""The file of an indicator set: its sheets and columns, and what a cell holds.

Heads and keys are the technical ones, the same in every language: a file that was written in
a French database is read in a Dutch one. Texts stand in English first; ``name:fr`` is the
same text in French.
"""

from datetime import date, datetime

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import get_lang

SETS = ("code", "name", "description", "group_kind", "country_id")
INDICATORS = (
    "code",
    "namespace",
    "name",
    "theme",
    "unit",
    "decimals",
    "direction",
    "frequency",
    "privacy",
    "source_note",
)
VERSIONS = (
    "valid_from",
    "kind",
    "definition",
    "formula",
    "form_input",
    "form_factor",
    "numerator_label",
    "denominator_label",
    "may_exceed_whole",
    "form_rule",
    "aggregation_time",
    "aggregation_organisation",
    "breakdown_ids",
    "crossings",
)
TERMS = (
    "name",
    "source_id",
    "measure",
    "measure_field_id",
    "population",
    "filter",
    "basis",
    "monthly",
    "accounts_french_company",
    "accounts_french_association",
    "accounts_belgian_company",
    "accounts_belgian_association",
    "accounts_other",
)
# What a version means: the rest are words and ways of showing it.
MEANING = ("kind", "formula", "form_input", "form_factor")
KEY_OF = {"res.country": "code", "impact.source": "code", "impact.source.field": "name"}
YES = ("yes", "true", "1", "oui", "ja")
NO = ("no", "false", "0", "non", "nee", "")


class ImpactIndicatorSetSheets(models.AbstractModel):
    """Writes and reads the cells of the file of an indicator set."""

    _name = "impact.indicator.set.sheets"
    _description = "Sheets of an indicator set"

    def _sheets(self) -> dict:
        """Of each sheet: (model, names of its fields), in the order of its columns."""
        return {
            "set": [("impact.indicator.set", SETS)],
            "indicators": [
                ("impact.indicator", INDICATORS),
                ("impact.indicator.version", VERSIONS),
            ],
            "terms": [("impact.indicator.term", TERMS)],
        }

    def _languages(self) -> list[str]:
        """Codes of the languages of this database besides English, such as fr_FR."""
        codes = [code for code, _name in self.env["res.lang"].get_installed()]
        return [code for code in codes if code != "en_US"]

    def _heads(self, model: str, names) -> list[tuple[str, str, str | None]]:
        """(head, field, language) of the columns of some fields."""
        heads = []
        for name in names:
            heads.append((name, name, None))
            if self.env[model]._fields[name].translate:
                heads += [(f"{name}:{code[:2]}", name, code) for code in self._languages()]
        return list({head: (head, name, code) for head, name, code in heads}.values())

    def _cell(self, record, name: str, lang: str | None):
        """What stands in the cell of a field of a record; None: an empty one."""
        field = record._fields[name]
        if lang:
            there = record.with_context(lang=lang)[name]
            return there if there != record.with_context(lang="en_US")[name] else None
        value = record.with_context(lang="en_US")[name]
        if field.type == "many2one":
            return value[KEY_OF[field.comodel_name]] if value else None
        if field.type == "many2many":
            return ", ".join(f"{one.source_id.code}.{one.name}" for one in value)
        if field.type == "boolean":
            return "yes" if value else "no"
        if field.type == "integer":
            return (value, 0)
        if field.type == "date":
            return (value, "date") if value else None
        return value or None

    def _value(self, model: str, name: str, cell, context: dict):
        """The value of a field from its cell, as ``create`` takes it.

        :param context: what the same line says so far: the source of a measured field.
        :raises UserError: that says what the cell may hold.
        """
        field = self.env[model]._fields[name]
        read = getattr(self, f"_read_{field.type}", None)
        return read(field, cell, context) if read else self._text(cell)

    def _text(self, cell) -> str:
        if isinstance(cell, float) and cell.is_integer():
            cell = int(cell)
        return "" if cell is None else str(cell).strip()

    def _read_boolean(self, field, cell, context):
        text = self._text(cell).lower()
        if text not in YES + NO:
            raise UserError(self.env._("“%(text)s” is neither “yes” nor “no”.", text=text))
        return text in YES

    def _read_integer(self, field, cell, context):
        text = self._text(cell) or "0"
        try:
            return int(text)
        except ValueError as error:
            raise UserError(self.env._("“%(text)s” is not a whole number.", text=text)) from error

    def _read_date(self, field, cell, context):
        if isinstance(cell, datetime):
            return cell.date()
        if isinstance(cell, date):
            return cell
        try:
            return date.fromisoformat(self._text(cell))
        except ValueError as error:
            raise UserError(
                self.env._("“%(text)s” is not a date such as 2026-01-31.", text=self._text(cell))
            ) from error

    def _read_selection(self, field, cell, context):
        text = self._text(cell)
        keys = field.get_values(self.env)
        if text and text not in keys:
            raise UserError(
                self.env._(
                    "“%(text)s” is not known here. It is one of: %(keys)s.",
                    text=text,
                    keys=", ".join(keys),
                )
            )
        return text or False

    def _read_many2one(self, field, cell, context):
        text = self._text(cell)
        if not text:
            return False
        domain = [(KEY_OF[field.comodel_name], "=", text)]
        if field.comodel_name == "impact.source.field":
            if context.get("source_id") is False:
                return False  # the source is what is wrong: said of its own cell
            domain += [("source_id", "=", context.get("source_id")), ("measure", "=", True)]
        found = self.env[field.comodel_name].search(domain, limit=1)
        return found.id or self._unknown(field, text, domain[1:])

    def _read_many2many(self, field, cell, context):
        wanted = [part.strip() for part in self._text(cell).split(",") if part.strip()]
        ids = []
        for text in wanted:
            source, _dot, name = text.partition(".")
            domain = [("source_id.code", "=", source), ("breakdown", "=", True)]
            found = self.env[field.comodel_name].search([("name", "=", name), *domain], limit=1)
            ids.append(found.id or self._unknown(field, text, domain))
        return ids

    def _unknown(self, field, text, domain):
        """Say that a record is not there, and which ones are."""
        known = self.env[field.comodel_name].search(domain, limit=60)
        names = sorted(filter(None, known.mapped(KEY_OF[field.comodel_name])))
        raise UserError(
            self.env._(
                "“%(text)s” is not there in this database. There is: %(names)s.",
                text=text,
                names=", ".join(names) or self.env._("none"),
            )
        )

    def _guide_rows(self) -> list[list]:
        """What each column means and may hold, in the reader's language."""
        self = self.with_context(lang=get_lang(self.env).code)
        rows = [
            [
                self.env._("Sheet"),
                self.env._("Column"),
                self.env._("Meaning"),
                self.env._("What it may hold"),
            ]
        ]
        for sheet, parts in self._sheets().items():
            for model, names in parts:
                for name in names:
                    field = self.env[model]._fields[name]
                    described = field.get_description(self.env, ["string", "help"])
                    meaning = " – ".join(filter(None, map(described.get, ("string", "help"))))
                    rows.append([sheet, name, meaning, self._allowed(field)])
        return rows

    def _allowed(self, field) -> str:
        if field.type == "selection":
            pairs = field._description_selection(self.env)
            return ", ".join(f"{key} ({label})" for key, label in pairs)
        if field.type == "boolean":
            return "yes, no"
        if field.comodel_name == "impact.source":
            codes = self.env["impact.source"]._read_group([], ["code"])
            return ", ".join(code for (code,) in codes)
        return ""
