"""Who sits on the board, against a count seat by seat, on random and on bad mandates."""

from datetime import date, timedelta

from odoo.tests import tagged

from ..engine.period import split
from .chance import Chance, tell
from .oracle_case import OracleCase, fixed

CODES = ("GOV04", "GOV06", "GOV07", "GOV08", "GOV09")
PERIODS = (
    *split("year", date(2022, 1, 1), date(2025, 12, 31)),
    *split("month", date(2024, 1, 1), date(2024, 12, 31)),
)

# Each would be a wrong definition: code, term (none: the formula), field, what it says then.
MUTATIONS = (
    ("GOV04", "women", "population", "[]"),
    ("GOV04", "women", "filter", "[('sex', '!=', 'male')]"),
    ("GOV06", "workers", "basis", "start"),
    ("GOV07", "users", "filter", "[('seat_type', 'in', ['user', 'member'])]"),
    ("GOV08", "begun", "filter", "[('date_from', '>', 'period_start')]"),
    ("GOV09", "young", "filter", "[('age_in_year', '<=', 35)]"),
    ("GOV09", "", "formula", "100 - 100 * young / young_base"),
)


@tagged("post_install", "-at_install")
class TestMandateOracle(OracleCase):
    def _seats(self, draw: Chance) -> list[dict]:
        """Mandates as people keep them: some for one day, many without sex or end."""
        seats = []
        for _number in range(draw.randint(0, 14)):
            first = draw.day(date(2021, 6, 1), date(2025, 8, 1))
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
                    "birth_year": draw.choice((False, 1958, 1979, 1987, 1988, 1989, 1990, 1999)),
                }
            )
        return seats

    def _judged(self, code: str, seat: dict, period) -> bool | None:
        """Whether a seat counts; None where nobody knows."""
        if code == "GOV04":
            return seat["sex"] and seat["sex"] == "female"
        if code == "GOV08":
            return period.start <= seat["date_from"] <= period.last
        if code == "GOV09":
            return period.last.year - seat["birth_year"] < 35 if seat["birth_year"] else None
        return seat["seat_type"] == {"GOV06": "worker", "GOV07": "user"}[code]

    def _expected(self, code: str, seats, period) -> tuple[str, float | None, float]:
        """Status, share and coverage on the last day of a period."""
        last = period.last
        if not any(seat["date_from"] <= last for seat in seats):
            return "missing", None, 1
        answers = [
            self._judged(code, seat, period)
            for seat in seats
            if seat["body"] == "board"
            and seat["date_from"] <= last <= (seat["date_to"] or date.max)
        ]
        known = [bool(answer) for answer in answers if answer is not None]
        if not answers:
            return "not_applicable", None, 1
        if not known:
            return "missing", None, 1
        coverage = len(known) / len(answers)
        share = 100 * sum(known) / len(known)
        return ("measured" if coverage == 1 else "estimated"), share, coverage

    def test_agrees_with_oracle(self):
        seen = {code: set() for code in CODES}

        def check(draw):
            seats = self._seats(draw)
            tell("Mandates", seats)
            self.env["impact.mandate"].create(seats)
            figures = self._computed(CODES, self.scope, PERIODS)
            for code in CODES:
                for position, period in enumerate(PERIODS):
                    figure = figures[code, self.scope.id, position, ""]
                    status, value, coverage = self._expected(code, seats, period)
                    seen[code].add(status)
                    with self.subTest(code=code, period=period.key):
                        self.assertEqual(figure.quantity.status, status, figure.proof)
                        if value is not None:
                            self.assertLess(abs(float(figure.quantity.value) - value), 1e-6)
                            self.assertAlmostEqual(float(figure.coverage), coverage, 9)
                            self.assertFalse(figure.hidden, "A seat on the board is public.")

        self._for_histories(check, 30)
        certain = {"measured", "missing", "not_applicable"}
        for code, statuses in seen.items():
            uncertain = {"estimated"} if code in ("GOV04", "GOV09") else set()
            self.assertEqual(statuses, certain | uncertain, code)

    def test_the_oracle_finds_each_wrong_definition(self):
        draw = fixed(1)
        seats = [seat for _time in range(8) for seat in self._seats(draw)]
        first = {"body": "board", "date_from": date(2024, 1, 1), "date_to": None}
        seats.append({**seats[0], **first, "birth_year": 1989})
        self.env["impact.mandate"].create(seats)

        def expected(code, period):
            return self._expected(code, seats, period)

        self._finds_each(MUTATIONS, self.scope, PERIODS, expected)

    def test_mandate_counts_on_its_last_day(self):
        year_end = {"date_from": "2020-01-01", "date_to": "2024-12-31"}
        self.env["impact.mandate"].create(
            [{**year_end, "sex": "female"}, {"date_from": "2020-01-01", "sex": "male"}]
        )
        figures = self._computed(CODES, self.scope, PERIODS)
        values = [figures["GOV04", self.scope.id, n, ""].quantity.value for n in (2, 3)]
        self.assertEqual(values, [50, 0])

    def test_board_is_that_of_the_whole_enterprise(self):
        """A site has no board of its own: its figure has no meaning, and is no copy."""
        site = self.env["impact.scope"].create(
            {"name": "Site", "kind": "site", "company_id": self.company.id}
        )
        self.env["impact.mandate"].create({"date_from": "2020-01-01", "sex": "female"})
        figures = self._computed(CODES, self.scope + site, PERIODS)
        self.assertEqual(figures["GOV04", self.scope.id, 0, ""].quantity.value, 100)
        self.assertEqual(figures["GOV04", site.id, 0, ""].quantity.status, "not_applicable")
