"""Take over an indicator set from a file: all of it, or nothing."""

import base64
import io
from collections import defaultdict

import openpyxl
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..models.impact_indicator_set_sheets import MEANING, TERMS

LARGEST_FILE = 5_000_000
MOST_LINES = 1000
MOST_COLUMNS = 80


class _Refused(Exception):
    """Some line is wrong: what was made is taken back."""


class ImpactIndicatorSetImport(models.TransientModel):
    """A file with an indicator set, and what is wrong in it, line by line."""

    _name = "impact.indicator.set.import"
    _description = "Import of an indicator set"

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, default=lambda self: self.env.company
    )
    file = fields.Binary(required=True, attachment=False)
    filename = fields.Char()
    problem_ids = fields.One2many(
        "impact.indicator.set.problem", "import_id", "To correct", readonly=True
    )

    @api.onchange("file")
    def _onchange_file(self):
        """What was wrong in another file says nothing of this one: it is not checked yet."""
        self.problem_ids = [Command.clear()]

    def action_import(self):
        """Import the file if nothing is wrong with it, else list what is.

        :raises AccessError: for others than the module manager.
        :raises UserError: where the file is no workbook of a set.
        """
        self.ensure_one()
        if not self.env.user.has_group("vises_impact.group_manager"):
            raise AccessError(self.env._("Only the module manager imports indicator sets."))
        book = _Book(self.env, base64.b64decode(self.file))
        if book.problems:
            # What a wrong cell means cannot be told: the rest would be refused for it too.
            return self._show(book.problems)
        problems = []
        try:
            with self.env.cr.savepoint():
                indicator_set = self._take(book, problems)
                if problems:
                    raise _Refused
        except _Refused:
            self.env.invalidate_all(flush=False)
            return self._show(problems)
        return {
            "type": "ir.actions.act_window",
            "res_model": indicator_set._name,
            "res_id": indicator_set.id,
            "view_mode": "form",
        }

    def _show(self, problems):
        self.problem_ids = [
            Command.clear(),
            *(
                Command.create({"sheet": sheet, "line": line, "name": text})
                for sheet, line, text in sorted(problems)
            ),
        ]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import a set"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    def _take(self, book, problems):
        """Make the set and its indicators; what cannot be made is added to the problems.

        All indicators come before their definitions: a formula may name any of them.
        """
        terms = defaultdict(list)
        for line in book.lines["terms"]:
            terms[line.key].append(line)
        indicators = {}
        own = []
        for line in book.lines["indicators"]:
            with _Noting(self.env, line, problems):
                indicator, is_own = self._indicator(line)
                indicators[line.key] = indicator
                if is_own:
                    own.append((line, indicator))
        for line, indicator in own:
            with _Noting(self.env, line, problems):
                self._version(line, indicator, terms.pop(line.key, []))
        for lines in terms.values():
            for line in lines:
                text = self.env._(
                    "The sheet “indicators” has no own indicator “%(code)s”.", code=line.key
                )
                problems.append((*line.place, text))
        made = self.env["impact.indicator.set"]
        for line in book.lines["set"]:
            with _Noting(self.env, line, problems):
                made = self._set(line, indicators.values())
        return made

    def _indicator(self, line):
        """The indicator of a line, and whether it is one's own."""
        values = line.values["impact.indicator"]
        namespace = values.pop("namespace", "company") or "company"
        there = (
            self.env["impact.indicator"]
            .with_context(active_test=False)
            .search([("code", "=", line.key), ("company_id", "in", [self.company_id.id, False])])
        )
        if namespace != "company":
            if not there or there.namespace == "company":
                raise UserError(
                    self.env._("The library of this database has no %(code)s.", code=line.key)
                )
            return there, False
        if there:
            return there, True
        made = there.create({**values, "company_id": self.company_id.id})
        line.translate(made)
        return made, True

    def _version(self, line, indicator, terms):
        """Give an indicator the definition of its line, unless it has the very same one.

        :raises UserError: where it has another one that is as recent.
        """
        values = dict(line.values["impact.indicator.version"])
        wanted = [term.values["impact.indicator.term"] for term in terms]
        current = indicator.current_version_id
        if current and self._same(current, values, wanted):
            return
        if current and values["valid_from"] <= current.valid_from:
            raise UserError(
                self.env._(
                    "%(code)s stands already with another definition. Change the code, or give "
                    "a date after %(date)s in “valid_from”: it becomes a new version.",
                    code=indicator.code,
                    date=fields.Date.to_string(current.valid_from),
                )
            )
        version = current.create(
            {
                **values,
                "indicator_id": indicator.id,
                "breakdown_ids": [Command.set(values["breakdown_ids"])],
                "term_ids": [
                    Command.create({**term, "sequence": 10 * number})
                    for number, term in enumerate(wanted, 1)
                ],
            }
        )
        line.translate(version)

    def _same(self, version, values, terms) -> bool:
        """Whether a version means what a line says."""
        read = self.env["impact.indicator.set.sheets"]
        there = [
            [read._value(term._name, name, self._key(term, name), term) for name in TERMS]
            for term in version.term_ids
        ]
        here = [[term[name] for name in TERMS] for term in terms]
        means = all((version[name] or "") == (values[name] or "") for name in MEANING)
        return means and sorted(map(str, there)) == sorted(map(str, here))

    def _key(self, term, name):
        cell = self.env["impact.indicator.set.sheets"]._cell(term, name, None)
        return cell[0] if isinstance(cell, tuple) else cell

    def _set(self, line, indicators):
        values = {
            **line.values["impact.indicator.set"],
            "indicator_ids": [Command.set([indicator.id for indicator in indicators])],
        }
        sets = self.env["impact.indicator.set"].with_context(active_test=False)
        there = sets.search([("code", "=", line.key)])
        if not there:
            there = sets.create(values)
        elif any(there._get_external_ids().values()):
            raise UserError(
                self.env._(
                    "The set %(code)s comes with the module: give yours another code.",
                    code=line.key,
                )
            )
        else:
            there.write(values)
        line.translate(there)
        return there


class _Noting:
    """Within it, what one line leads to is made, or refused with a problem."""

    def __init__(self, env, line, problems):
        self.env, self.line, self.problems = env, line, problems

    def __enter__(self):
        self.savepoint = self.env.cr.savepoint()
        self.savepoint.__enter__()

    def __exit__(self, kind, error, trace):
        self.savepoint.__exit__(kind, error, trace)
        if isinstance(error, UserError):
            self.env.invalidate_all(flush=False)
            self.problems.append((*self.line.place, str(error)))
            return True
        return False


class _Line:
    """A line of a sheet: its key, and the values of the records that it tells of."""

    def __init__(self, sheet, number, key):
        self.place = (sheet, number)
        self.key = key
        self.values = defaultdict(dict)
        self.translations = defaultdict(dict)

    def translate(self, record):
        """Write the texts of the line in the other languages of this database."""
        for lang, values in self.translations[record._name].items():
            record.with_context(lang=lang).write(values)


class _Book:
    """The lines of a file, and what is wrong with single cells."""

    def __init__(self, env, content: bytes):
        self.env = env(context=dict(env.context, lang="en_US"))
        self.told = env
        self.sheets = env["impact.indicator.set.sheets"]
        self.problems = []
        self.lines = {}
        book = self._open(content)
        for name, parts in self.sheets._sheets().items():
            self.lines[name] = list(self._read(book[name], name, parts))
        self._check_keys()

    @property
    def _(self):
        return self.told._

    def _open(self, content):
        if len(content) > LARGEST_FILE:
            raise UserError(self._("The file is too large for an indicator set."))
        try:
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        except Exception as error:
            raise UserError(
                self._("This is no workbook (.xlsx). Export a set to see what one looks like.")
            ) from error
        absent = [name for name in self.sheets._sheets() if name not in book.sheetnames]
        if absent:
            raise UserError(
                self._("The workbook has no sheet “%(names)s”.", names="”, “".join(absent))
            )
        return book

    def _read(self, sheet, name, parts):
        rows = sheet.iter_rows(max_row=MOST_LINES + 2, max_col=MOST_COLUMNS, values_only=True)
        heads = [str(cell or "").strip() for cell in next(rows, ())]
        columns = {
            head: (model, field, lang)
            for model, names in parts
            for head, field, lang in self.sheets._heads(model, names)
        }
        first = "indicator" if name == "terms" else "code"
        self._check_heads(name, heads, columns, first)
        for number, row in enumerate(rows, 2):
            cells = {head: cell for head, cell in zip(heads, row, strict=False) if cell is not None}
            if not cells:
                continue
            if number > MOST_LINES:
                self.problems.append(
                    (name, number, self._("There are too many lines for one set."))
                )
                return
            yield self._line(name, number, cells, columns, first)

    def _check_heads(self, name, heads, columns, first):
        # The words of a language that this database does not have are left aside.
        known = {first, *columns} | {
            head for head in heads if ":" in head and head.split(":")[0] in columns
        }
        for head in heads:
            if head and head not in known:
                text = self._("There is no column “%(head)s” in this sheet.", head=head)
                self.problems.append((name, 1, text))
        if first not in heads:
            text = self._("The column “%(head)s” is missing.", head=first)
            self.problems.append((name, 1, text))

    def _line(self, name, number, cells, columns, first):
        line = _Line(name, number, self.sheets._text(cells.get(first)))
        is_library = name == "indicators" and cells.get("namespace") not in (None, "company")
        for head, (model, field, lang) in columns.items():
            if is_library and head not in ("code", "namespace"):
                continue
            cell = cells.get(head)
            if lang:
                if cell:
                    line.translations[model].setdefault(lang, {})[field] = str(cell).strip()
                continue
            try:
                line.values[model][field] = self._value(model, field, cell, line.values[model])
            except UserError as error:
                line.values[model][field] = False
                self.problems.append((name, number, f"{head}: {error}"))
        return line

    def _value(self, model, field, cell, context):
        """A value; where a cell is empty, what the screens start from."""
        sheets = self.sheets.with_env(self.told)
        if cell is None or not sheets._text(cell):
            default = self.env[model].default_get([field]).get(field)
            if default not in (None, False):
                return fields.Date.to_date(default) if field == "valid_from" else default
            if self.env[model]._fields[field].required:
                raise UserError(self._("it cannot stay empty."))
        return sheets._value(model, field, cell, context)

    def _check_keys(self):
        if len(self.lines["set"]) != 1:
            text = self._("The sheet “set” has one line: that of the set.")
            self.problems.append(("set", 2, text))
        for name in ("set", "indicators"):
            seen = set()
            for line in self.lines[name]:
                if line.key in seen:
                    text = self._("The code “%(code)s” stands twice.", code=line.key)
                    self.problems.append((*line.place, text))
                seen.add(line.key)
