"""A reader of a document tries out all numbers that agree with what it prints."""

import random
from collections import defaultdict

from odoo.tests import tagged

from .common import ImpactCommon

DIMENSIONS = {
    "sex": ("female", "male", "undeclared"),
    "age_band": ("0-25", "26-54", "55+"),
    "contract_class": ("permanent", "temporary", "integration"),
}


@tagged("post_install", "-at_install", "security")
class TestDocumentPrivacy(ImpactCommon):
    """Headcount with three breakdowns beside the share of women and of permanent contracts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        codes = ("EMP01", "EMP06", "EMP03")
        cls.staff, cls.women, cls.permanent = (
            cls.env.ref(f"vises_impact.indicator_{code}") for code in codes
        )
        cls.assessment = cls._assessment(indicator_ids=(cls.staff | cls.women | cls.permanent).ids)

    def _population(self, chance, year):
        """Results of a random staff; returns how many people each cell counts."""
        total = chance.choice((3, 6, 9, 14, 22, 31))
        cells = {}
        for name, categories in DIMENSIONS.items():
            drawn = [chance.choices(categories, (5, 3, 1))[0] for _person in range(total)]
            cells |= {f"{name}={one}": drawn.count(one) for one in categories}
        results = self._shown_figure(self.staff, year, total, total)
        for key, count in cells.items():
            results |= self._shown_figure(self.staff, year, count, count, key=key)
        women, known = cells["sex=female"], total - cells["sex=undeclared"]
        permanent = cells["contract_class=permanent"]
        for indicator, part, whole in (
            (self.women, women, known),
            (self.permanent, permanent, total),
        ):
            if whole:
                results |= self._shown_figure(indicator, year, 100 * part / whole, part, whole)
        self.env["impact.disclosure"]._review(results)
        return {"": total, **cells}

    def _read(self):
        """What the document prints: counts by cell, and the two shares."""
        shown, shares = {}, {}
        for line in self.assessment._document().lines:
            if line.indicator != self.staff:
                shares[line.indicator] = line.now.value
                continue
            shown[""] = line.now.value
            shown |= {now.result.cell_id.key: now.value for _name, now, _before in line.details}
        return shown, shares

    def _possible(self, counts, shown, shares):
        """For each cell, the numbers that it may have: all staffs are tried."""
        possible = defaultdict(set)
        known = shown[""]
        for total in [int(known)] if known is not None else range(1, counts[""] + 12):
            tables = [list(self._tables(name, total, counts, shown, shares)) for name in DIMENSIONS]
            if all(tables):
                possible[""].add(total)
                for table in tables:
                    for cells in table:
                        for key, count in cells.items():
                            possible[key].add(count)
        return possible

    def _tables(self, name, total, counts, shown, shares):
        keys = [f"{name}={one}" for one in DIMENSIONS[name]]

        def numbers(key):
            if shown[key] is not None:
                return [int(shown[key])]
            return range(1, total + 1) if counts[key] else [0]

        for first in numbers(keys[0]):
            for second in numbers(keys[1]):
                third = total - first - second
                if third not in numbers(keys[2]):
                    continue
                cells = dict(zip(keys, (first, second, third), strict=True))
                whole = {"sex": total - third, "contract_class": total}.get(name)
                share = shares.get({"sex": self.women, "contract_class": self.permanent}.get(name))
                if share is None or (whole and self._rounds_to(100 * first / whole, share)):
                    yield cells

    def _rounds_to(self, exact, share):
        public = self.assessment.audience == "public"
        return abs(exact - share) <= (0.5 if public else 1e-5)

    def _check(self, audience, threshold):
        chance = random.Random(threshold)
        hidden = shown_cells = 0
        for year in range(2000, 2025):
            counts = self._population(chance, year)
            self.assessment.write(
                {
                    "audience": audience,
                    "date_from": f"{year}-01-01",
                    "date_to": f"{year}-12-31",
                    "compare_date_from": False,
                    "compare_date_to": False,
                }
            )
            shown, shares = self._read()
            possible = self._possible(counts, shown, shares)
            for key, count in counts.items():
                with self.subTest(year=year, key=key, counts=counts, shown=shown, shares=shares):
                    if shown[key] is not None:
                        shown_cells += 1
                        self.assertEqual(shown[key], count)
                        self.assertFalse(0 < count < threshold)
                    elif count and "undeclared" not in key:  # nobody can tell who they are
                        hidden += 1
                        self.assertIn(count, possible[key])
                        if count < threshold:
                            self.assertGreaterEqual(len(possible[key]), 2)
        self.assertTrue(hidden and shown_cells)

    def test_no_hidden_count_follows_from_what_is_read_inside(self):
        self._check("internal", 5)

    def test_no_hidden_count_follows_from_what_is_published(self):
        self._check("public", 11)
