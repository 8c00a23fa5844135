"""The rows of data/library: the catalogue of indicators, which people who do not code edit.

Loading refuses little: a label passes for a value, a share may be typed as one number. What
a reader of the catalogue counts on is checked here, row by row.
"""

import csv
from collections import Counter
from pathlib import Path

from odoo.fields import Command
from odoo.modules.module import Manifest
from odoo.tests import tagged
from odoo.tools.misc import file_open, file_path

from ..models.impact_indicator import AUTOMATIC_KINDS
from .common import ImpactCommon

LAST = {
    "INS": 45,
    "WAL": 21,
    "VLG": 7,
    "EMP": 39,
    "ESA": 10,
    "GOV": 15,
    "ECO": 30,
    "TER": 8,
    "ENV": 18,
    "BEN": 24,
    "VOL": 7,
    "ESF": 13,
    "PRO": 9,
}
NEVER_USED = {"INS19"}
# Those that records, the ledger or questionnaires answer, and the first to be typed: data/*.xml.
IN_XML = {
    "INS": (1, 2, 12, 13, 27, 43),
    "WAL": tuple(range(15, 22)),
    "VLG": (2,),
    "EMP": (1, 2, 3, 4, 5, 6, 8, 9, 11, 17, 18, 19, 23, 24, 25, 27, 30),
    "GOV": (3, 4, 6, 7, 8, 9),
    "ECO": (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 21, 25, 26, 27, 28),
    "ENV": (17,),
    "BEN": (3, 4, 5, 16, 17, 18, 20, 21, 22, 23),
    "ESF": (13,),
    "PRO": (2,),
}


def codes(theme, numbers):
    return {f"{theme}{number:02}" for number in numbers} - NEVER_USED


CATALOGUE = {theme: codes(theme, range(1, last + 1)) for theme, last in LAST.items()}
FOLDER = "data/library/"
INDICATOR, VERSION = "impact.indicator", "impact.indicator.version"
CHOICES = {
    INDICATOR: ("namespace", "theme", "unit", "direction", "frequency", "privacy", "confidence"),
    VERSION: (
        "kind",
        "form_input",
        "form_rule",
        "aggregation_time",
        "aggregation_organisation",
    ),
}


@tagged("post_install", "-at_install")
class TestLibraryCatalogue(ImpactCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.files = [
            path
            for path in Manifest.for_addon("vises_impact")["data"]
            if path.startswith(FOLDER) and path.endswith(".csv")
        ]
        cls.indicators = cls._rows(INDICATOR)
        cls.versions = cls._rows(VERSION)

    @classmethod
    def _rows(cls, model):
        """The rows of a model in all files, each with the theme that its file is named for."""
        rows = []
        for path in cls.files:
            name, _dash, theme = path.removeprefix(FOLDER).removesuffix(".csv").partition("-")
            if name == model:
                with file_open(f"vises_impact/{path}") as file:
                    rows += [{**row, "file": theme} for row in csv.DictReader(file)]
        return rows

    def test_files_come_in_pairs_and_all_are_loaded(self):
        names = Counter(
            path.partition("-")[2]
            for path in self.files
            if path.startswith((f"{FOLDER}{INDICATOR}-", f"{FOLDER}{VERSION}-"))
        )
        self.assertEqual(set(names.values()), {2}, names)
        there = Path(file_path(f"vises_impact/{FOLDER}")).glob("*.csv")
        self.assertEqual(sorted(self.files), sorted(f"{FOLDER}{path.name}" for path in there))

    def test_a_file_holds_the_codes_of_its_theme_once_each(self):
        found = Counter(row["code"] for row in self.indicators)
        self.assertFalse([code for code, times in found.items() if times > 1])
        for theme in {row["file"] for row in self.indicators}:
            shipped = {row["code"] for row in self.indicators if row["file"] == theme}
            apart = codes(theme.upper(), IN_XML.get(theme.upper(), ()))
            self.assertEqual(shipped, CATALOGUE[theme.upper()] - apart, theme)

    def test_every_library_indicator_is_of_the_catalogue(self):
        library = self.env[INDICATOR].with_context(active_test=False)
        for indicator in library.search([("namespace", "=", "library")]):
            with self.subTest(code=indicator.code):
                self.assertIn(indicator.code, CATALOGUE[indicator.theme])
                self.assertTrue(indicator.definition)
                self.assertTrue(indicator.confidence)
                self.assertEqual(
                    indicator, self.env.ref(f"vises_impact.indicator_{indicator.code}")
                )

    def test_an_indicator_row_is_whole(self):
        for row in self.indicators:
            with self.subTest(row=row["id"]):
                self.assertEqual(row["id"], f"indicator_{row['code']}")
                self.assertEqual(row["theme"], row["file"].upper())
                self.assertEqual(row["namespace"], "library")
                self.assertEqual(row["active"], "False")
                self.assertTrue(row["name"])
                self.assertIn(int(row["decimals"]), range(7))
                if row["confidence"] != "J":
                    self.assertRegex(row["source_note"], r"^[A-Z].+\.$")

    def test_each_indicator_has_one_version_typed_or_with_its_terms(self):
        self.assertEqual(
            Counter(row["indicator_id/id"] for row in self.versions),
            Counter(row["id"] for row in self.indicators),
        )
        for row in self.versions:
            with self.subTest(row=row["id"]):
                code = row["indicator_id/id"].removeprefix("indicator_")
                self.assertEqual(row["id"], f"version_{code}_1")
                version = self.env.ref(f"vises_impact.{row['id']}")
                worked_out = row["kind"] == "formula"
                self.assertEqual(
                    bool(version.term_ids), row["kind"] in AUTOMATIC_KINDS and not worked_out
                )
                named = version.indicator_id._codes() if row["kind"] != "form" else ()
                self.assertEqual(bool(named), worked_out)
                self.assertRegex(row["definition"], r"^[A-Z0-9][^\n]{30,}\.$")

    def test_choices_are_written_as_odoo_keeps_them(self):
        """A label would load too, and only in the language of the day."""
        for model, rows in ((INDICATOR, self.indicators), (VERSION, self.versions)):
            fields = self.env[model]._fields
            for row in rows:
                with self.subTest(row=row["id"]):
                    for name in CHOICES[model]:
                        self.assertIn(row[name], fields[name].get_values(self.env), name)

    def test_a_share_is_typed_as_a_part_and_a_whole(self):
        units = {row["id"]: row["unit"] for row in self.indicators}
        for row in self.versions:
            if row["kind"] != "form":
                continue
            with self.subTest(row=row["id"]):
                labels = (row["numerator_label"], row["denominator_label"])
                if units[row["indicator_id/id"]] == "percent":
                    self.assertEqual(row["form_input"], "ratio")
                if row["form_input"] == "ratio":
                    self.assertTrue(all(labels), labels)
                    self.assertIn(row["aggregation_organisation"], ("recompute", "none"))
                    self.assertIn(row["aggregation_time"], ("recompute", "last", "none"))
                else:
                    self.assertFalse(any(labels), labels)
                    self.assertNotIn("recompute", row.values())

    def test_counts_of_people_are_never_shown_as_if_they_were_of_things(self):
        for row in self.indicators:
            with self.subTest(row=row["id"]):
                if row["unit"] == "persons":
                    self.assertNotEqual(row["privacy"], "none")

    def test_sets_named_by_the_rows_hold_them(self):
        for row in self.indicators:
            with self.subTest(row=row["id"]):
                indicator = self.env.ref(f"vises_impact.{row['id']}")
                for name in filter(None, row["set_ids/id"].split(",")):
                    self.assertEqual(name, name.strip())
                    self.assertIn(self.env.ref(f"vises_impact.{name}"), indicator.set_ids)

    def test_an_update_keeps_what_the_manager_chose(self):
        """Loaded anew, a row is neither archived again nor taken out of other sets."""
        of_no_set = next(row for row in self.indicators if not row["set_ids/id"])
        of_some_set = next(row for row in self.indicators if row["set_ids/id"])
        own_set = self.env["impact.indicator.set"].create({"code": "own", "name": "Our board"})
        for row in [of_no_set, of_some_set]:
            with self.subTest(row=row["id"]):
                indicator = self.env.ref(f"vises_impact.{row['id']}")
                chosen = {"active": True, "set_ids": [Command.link(own_set.id)]}
                indicator.with_user(self.manager).write(chosen)
                indicator.sudo().name = "Another name"
                self._load_anew(row)
                self.assertEqual(indicator.name, row["name"])
                self.assertTrue(indicator.active)
                self.assertIn(own_set, indicator.set_ids)

    def _load_anew(self, row):
        """What Odoo does with a row of a data file when the addon is updated."""
        update = {"install_mode": True, "mode": "update", "install_module": "vises_impact"}
        indicators = self.env[INDICATOR].with_context(**update, module="vises_impact")
        names = [name for name in row if name != "file"]
        loaded = indicators.load(names, [[row[name] for name in names]])
        self.assertFalse(loaded["messages"])
