"""Women on the board against a count seat by seat, on random and on bad mandates."""

import random
from datetime import date, timedelta

from odoo.tests import tagged

from ..engine.period import split
from ..sources import evaluation
from ..sources.request import Slot
from .common import ImpactCommon

PERIODS = (
    *split("year", date(2022, 1, 1), date(2025, 12, 31)),
    *split("month", date(2024, 1, 1), date(2024, 12, 31)),
)


@tagged("post_install", "-at_install")
class TestMandateOracle(ImpactCommon):
    def _computed(self, *scopes):
        """Women on the board by scope and period."""
        indicator = self.env["impact.indicator"].sudo().search([("code", "=", "GOV04")])
        computation = self.env["impact.computation"].sudo()
        env = computation._service_env(self.company)
        versions = computation._versions(indicator).with_env(env)
        figures = evaluation.compute(env, versions, [Slot.of(s) for s in scopes], PERIODS)
        figures = evaluation.hide(figures, lambda _version, _scope: 5)
        return {(figure.scope_id, figure.position): figure for figure in figures}

    def _seats(self, seed: int) -> list[dict]:
        """Mandates as people keep them: some for one day, many without sex or end."""
        draw = random.Random(seed)
        seats = []
        for _number in range(draw.randint(1, 14)):
            first = date(2021, 6, 1) + timedelta(days=draw.randrange(1500))
            last = first + timedelta(days=draw.choice((0, 1, 364, 365, 900)))
            ends = draw.choice((None, last, date(2023, 12, 31), date(2024, 1, 31)))
            seats.append(
                {
                    "company_id": self.company.id,
                    "body": draw.choice(("board", "board", "board", "assembly", "other")),
                    "seat_type": draw.choice(("worker", "user", "member", "qualified", "public")),
                    "date_from": first,
                    "date_to": ends if ends and ends >= first else None,
                    "sex": draw.choice(("female", "female", "male", "other", None)),
                }
            )
        return seats

    def _expected(self, seats, last: date) -> tuple[str, float | None, float]:
        """Status, share and coverage on one day."""
        if not any(seat["date_from"] <= last for seat in seats):
            return "missing", None, 1
        sexes = [
            seat["sex"]
            for seat in seats
            if seat["body"] == "board"
            and seat["date_from"] <= last <= (seat["date_to"] or date.max)
        ]
        known = [sex for sex in sexes if sex]
        if not sexes:
            return "not_applicable", None, 1
        if not known:
            return "missing", None, 1
        coverage = len(known) / len(sexes)
        share = 100 * known.count("female") / len(known)
        return ("measured" if coverage == 1 else "estimated"), share, coverage

    def test_agrees_with_oracle(self):
        seen = set()
        for seed in range(25):
            self.env["impact.mandate"].search([("company_id", "=", self.company.id)]).unlink()
            seats = self._seats(seed)
            self.env["impact.mandate"].create(seats)
            figures = self._computed(self.scope)
            for position, period in enumerate(PERIODS):
                figure = figures[self.scope.id, position]
                status, value, coverage = self._expected(seats, period.last)
                seen.add(status)
                with self.subTest(seed=seed, period=period.key):
                    self.assertEqual(figure.quantity.status, status, figure.proof)
                    if value is not None:
                        self.assertLess(abs(float(figure.quantity.value) - value), 1e-6)
                        self.assertAlmostEqual(float(figure.coverage), coverage, 9)
                        self.assertFalse(figure.hidden, "A seat on the board is public.")
        self.assertEqual(seen, {"measured", "estimated", "missing", "not_applicable"})

    def test_mandate_counts_on_its_last_day(self):
        year_end = {"date_from": "2020-01-01", "date_to": "2024-12-31"}
        self.env["impact.mandate"].create(
            [{**year_end, "sex": "female"}, {"date_from": "2020-01-01", "sex": "male"}]
        )
        values = [self._computed(self.scope)[self.scope.id, n].quantity.value for n in (2, 3)]
        self.assertEqual(values, [50, 0])

    def test_board_is_that_of_the_whole_enterprise(self):
        """A site has no board of its own: its figure has no meaning, and is no copy."""
        site = self.env["impact.scope"].create(
            {"name": "Site", "kind": "site", "company_id": self.company.id}
        )
        self.env["impact.mandate"].create({"date_from": "2020-01-01", "sex": "female"})
        figures = self._computed(self.scope, site)
        self.assertEqual(figures[self.scope.id, 0].quantity.value, 100)
        self.assertEqual(figures[site.id, 0].quantity.status, "not_applicable")
