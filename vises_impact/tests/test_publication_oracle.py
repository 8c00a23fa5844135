"""What goes out, compared with a plain count of the people on a list."""

import random
from datetime import date
from types import SimpleNamespace

from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import float_round

from ..engine.period import Period
from ..sources.cells import UNDECLARED, categories_of
from .publication_case import PublicationCase

BANDS = {"0-25": 2004, "26-54": 1985, "55+": 1966}


@tagged("post_install", "-at_install", "oracle")
class TestPublicationOracle(PublicationCase):
    """Random staffs, hired before the year and still there: EMP01 by sex and age, EMP06."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        codes = ("EMP01", "EMP06")
        cls.staff, cls.share = (cls.env.ref(f"vises_impact.indicator_{one}") for one in codes)
        cls.set.indicator_ids = cls.staff | cls.share
        cls.assessment.indicator_ids = [Command.set((cls.staff | cls.share).ids)]
        cls.period = Period.inclusive("year", date(2025, 1, 1), date(2025, 12, 31))

    def _hire(self, chance):
        """A list of people; nobody's sex or age is left out."""
        people = [
            SimpleNamespace(
                sex=chance.choices(("female", "male"), (1, chance.choice((1, 4))))[0],
                age_band=chance.choices(tuple(BANDS), (1, 5, 2))[0],
            )
            for _number in range(chance.choice((4, 9, 14, 30, 48)))
        ]
        self.env["hr.employee"].create(
            [
                {
                    "name": f"Person {number}",
                    "company_id": self.company.id,
                    "sex": one.sex,
                    "birthday": date(BANDS[one.age_band], 3, 3),
                    "wage": 1900,
                    "date_version": "2020-01-01",
                    "contract_date_start": "2020-01-01",
                    "employee_type": "employee",
                }
                for number, one in enumerate(people)
            ]
        )
        self.env["impact.result"].sudo()._refresh(
            self.staff | self.share, self.company, self.scope, [self.period]
        )
        return people

    def _count(self, people, key):
        """How many of the list are what a cell says."""
        asked = categories_of(key)
        return sum(
            all(getattr(one, name, UNDECLARED) == category for name, category in asked)
            for one in people
        )

    def test_a_return_sends_what_one_counts_and_the_public_what_may_be_told(self):
        chance = random.Random(2311)
        for _round in range(5):
            with self.env.cr.savepoint() as point:
                people = self._hire(chance)
                with self.subTest(people=len(people)):
                    self._check_return(people)
                    self._check_public(people)
                point.rollback()
                self.env.invalidate_all()

    def _check_return(self, people):
        lines = self._lines(self._sent(with_breakdowns=True))
        told = {key: line.exact_value for (code, key), line in lines.items() if code == "EMP01"}
        plain = {key: self._count(people, key) for key in told}
        self.assertEqual(told, plain)
        one_by_one = {f"sex={one.sex}" for one in people} | {
            f"age_band={one.age_band}" for one in people
        }
        self.assertLessEqual({"", *one_by_one}, set(told))
        women = self._count(people, "sex=female")
        self.assertAlmostEqual(lines["EMP06", ""].exact_value, 100 * women / len(people), places=6)

    def _check_public(self, people):
        draft = self._publication()
        women, total = self._count(people, "sex=female"), len(people)
        for (code, key), line in self._lines(draft).items():
            if line.value is None:
                continue
            if code == "EMP01":
                number = self._count(people, key)
                self.assertEqual(line.value, number)
                self.assertFalse(0 < number < 11, key)
            else:
                self.assertEqual(line.value, float_round(100 * women / total, self.share.decimals))
                self.assertFalse(0 < women < 11 or 0 < total - women < 11)
        self._check_subtraction(people, draft)

    def _check_subtraction(self, people, draft):
        """Of each breakdown of a total that is shown, no small part stands alone."""
        shown = {
            key: line.value for (code, key), line in self._lines(draft).items() if code == "EMP01"
        }
        for name in ("sex", "age_band"):
            parts = {key for key in shown if [of for of, _one in categories_of(key)] == [name]}
            hidden = [self._count(people, key) for key in parts if shown[key] is None]
            hidden = [number for number in hidden if number]
            if shown[""] is not None and any(number < 11 for number in hidden):
                self.assertGreater(len(hidden), 1)
                self.assertGreater(sum(hidden), len(hidden))
