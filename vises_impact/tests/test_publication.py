"""What a public document must not show, and what it shows all the same."""

import random

from odoo.fields import Command
from odoo.tests import tagged

from .common import ImpactCommon

CELLS = {"sex": ("female", "male", "undeclared"), "age_band": ("0-25", "26-54", "55+")}


@tagged("post_install", "-at_install")
class TestPublication(ImpactCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = cls._indicator("PEOPLE", privacy="person", unit="persons")
        cls.assessment = cls._assessment(audience="public")
        cls.assessment._add_indicators(cls.people)

    def _counted(self, indicator, counts, year=2025, value=None, **values):
        """A computed figure. ``counts``: for each term, people counted and among whom."""
        shown = counts[0][0] if value is None else value
        small = values.pop("hidden", any(0 < count < 5 for count, _base in counts))
        return self._result(
            indicator,
            year,
            None if small else shown,
            **{
                "status": "suppressed" if small else "measured",
                "origin": "computed",
                "exact_value": shown,
                "exact_status": "measured",
                "provenance": {
                    "terms": {
                        f"term{n}": {"count": count, "base_count": base}
                        for n, (count, base) in enumerate(counts)
                    }
                },
                **values,
            },
        )

    def _now(self, indicator):
        lines = self.assessment._document().lines
        return next(line.now for line in lines if line.indicator == indicator)

    def test_ten_people_are_shown_inside_and_not_to_the_public(self):
        self._counted(self.people, [(10, 10)])
        now = self._now(self.people)
        self.assertEqual((now.value, now.text), (None, "small group"))
        self.assessment.audience = "internal"
        self.assertEqual(self._now(self.people).value, 10)

    def test_eleven_people_are_shown_to_the_public(self):
        self._counted(self.people, [(11, 11)])
        self.assertEqual(self._now(self.people).value, 11)

    def test_a_company_may_ask_for_more_than_eleven(self):
        self.company.impact_threshold = 20
        self._counted(self.people, [(19, 19)])
        self.assertEqual(self._now(self.people).status, "suppressed")

    def test_a_share_is_hidden_where_few_people_are_without_the_feature(self):
        share = self._indicator("SHARE", privacy="person", unit="percent")
        self.assessment._add_indicators(share)
        self._counted(share, [(40, 47)], value=85.106383)
        self.assertEqual(self._now(share).status, "suppressed")

    def test_a_share_is_rounded_so_that_nobody_counts_back(self):
        share = self._indicator("SHARE", privacy="person", unit="percent")
        self.assessment._add_indicators(share)
        self._counted(share, [(24, 52)], value=46.153846, coverage=0.98)
        now = self._now(share)
        self.assertEqual((now.value, now.coverage), (46, 0.9))

    def test_a_typed_share_is_judged_by_its_parts(self):
        share = self._indicator("SHARE", privacy="person", unit="percent")
        self.assessment._add_indicators(share)
        result = self._result(share, 2025, 82.6, numerator=38, denominator=46)
        self.assertEqual(self._now(share).status, "suppressed")
        result.write({"value": 50, "numerator": 23})
        self.assertEqual(self._now(share).value, 50)

    def test_a_typed_mean_is_judged_by_the_people_among_whom(self):
        hours = self._indicator("HOURS", privacy="person", unit="hours")
        self.assessment._add_indicators(hours)
        result = self._result(hours, 2025, 700, numerator=14000, denominator=20)
        self.assertEqual(self._now(hours).value, 700)
        result.write({"numerator": 7000, "denominator": 10})
        self.assertEqual(self._now(hours).status, "suppressed")

    def test_typed_full_time_posts_are_held_by_as_many_people_at_least(self):
        posts = self._indicator("POSTS", privacy="person", unit="fte")
        self.assessment._add_indicators(posts)
        result = self._result(posts, 2025, 0.4)
        self.assertEqual(self._now(posts).status, "suppressed")
        result.value = 11
        self.assertEqual(self._now(posts).value, 11)

    def test_a_typed_mean_of_nobody_knows_how_many_is_hidden(self):
        mean = self._indicator("MEAN", privacy="person", unit="years")
        self.assessment._add_indicators(mean)
        self._result(mean, 2025, 4.2)
        self.assertEqual(self._now(mean).status, "suppressed")

    def test_pay_is_public_only_once_it_is_released(self):
        gap = self._indicator("GAP", privacy="disclosive", unit="percent")
        self.assessment._add_indicators(gap)
        result = self._counted(gap, [(26, 26), (24, 24)], value=3, hidden=True)
        self.assertEqual(self._now(gap).status_text, "Not released")
        result.write({"value": 3, "status": "measured"})
        self.assertEqual(self._now(gap).value, 3)

    def test_a_figure_worked_out_from_a_hidden_one_is_hidden(self):
        double = self._indicator(
            "DOUBLE",
            version_ids=[Command.create({"kind": "formula", "formula": "2 * PEOPLE"})],
        )
        self.assessment._add_indicators(double)
        self._result(double, 2025, 18, origin="computed", exact_value=18)
        self._counted(self.people, [(9, 9)])
        self.assertEqual(self._now(double).status, "suppressed")

    def test_a_figure_worked_out_from_pay_that_was_not_released_is_hidden(self):
        gap = self._indicator("GAP", privacy="disclosive", unit="percent")
        double = self._indicator(
            "DOUBLE", version_ids=[Command.create({"kind": "formula", "formula": "2 * GAP"})]
        )
        self.assessment._add_indicators(gap | double)
        self._counted(gap, [(26, 26), (24, 24)], value=3, hidden=True)
        self._result(double, 2025, 6, origin="computed", exact_value=6)
        self.assertEqual(self._now(double).status, "suppressed")

    def test_nothing_can_be_worked_out_from_total_and_breakdowns(self):
        chance = random.Random(19)
        for year in range(2000, 2025):
            counts = {}
            total = chance.randrange(8, 70)
            for dimension, categories in CELLS.items():
                first = chance.randrange(total + 1)
                second = chance.randrange(total - first + 1)
                parts = (first, second, total - first - second)
                for category, count in zip(categories, parts):
                    counts[f"{dimension}={category}"] = count
            self._counted(self.people, [(total, total)], year)
            for key, count in counts.items():
                self._counted(self.people, [(count, count)], year, cell_id=self._cell(key))
            self.assessment.write({"date_from": f"{year}-01-01", "date_to": f"{year}-12-31"})
            with self.subTest(total=total, **counts):
                self._check_table(total, counts)

    def _check_table(self, total, counts):
        line = self.assessment._document().lines[0]
        shown = {now.result.cell_id.key: now.value for _name, now, _before in line.details}
        values = [value for value in (line.now.value, *shown.values()) if value is not None]
        self.assertFalse([value for value in values if 0 < value < 11])
        if line.now.value is None:
            self.assertFalse([value for value in shown.values() if value is not None])
            return
        for dimension in CELLS:
            hidden = [
                counts[key]
                for key, value in shown.items()
                # Nobody can tell who is not declared: that may follow from the others.
                if key.startswith(dimension) and value is None and "undeclared" not in key
            ]
            # One hidden cell is the total minus the others; all ones are told by their sum.
            self.assertNotEqual(len(hidden), 1)
            self.assertTrue(not hidden or sum(hidden) > len(hidden))

    def test_what_is_hidden_inside_is_hidden_from_the_public_too(self):
        self._counted(self.people, [(40, 40)], hidden=True)
        self.assertEqual(self._now(self.people).status, "suppressed")

    def test_few_participants_are_named_by_their_category_alone(self):
        category = self.env["impact.stakeholder.category"].create(
            {"name": "Neighbours", "code": "neighbours_test"}
        )
        engagement = self.env["impact.engagement"].create(
            {
                "name": "Coffee",
                "assessment_id": self.assessment.id,
                "company_id": self.company.id,
                "date": "2025-06-01",
                "method": "workshop",
                "participant_line_ids": [Command.create({"category_id": category.id, "count": 4})],
            }
        )
        self.assertEqual(self.assessment._document_participants(engagement), ["Neighbours"])
        self.assessment.audience = "internal"
        self.assertEqual(self.assessment._document_participants(engagement), ["Neighbours: 4"])

    def test_the_board_reader_prints_without_seeing_exact_figures(self):
        self._counted(self.people, [(10, 10)])
        reader = self.assessment.with_user(self.board_reader)
        self.assertEqual(reader._document().lines[0].now.status, "suppressed")
