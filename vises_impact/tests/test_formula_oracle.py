"""The library's rates of typed figures, against a sum by hand, on random figures and gaps."""

from datetime import date
from fractions import Fraction

from odoo.tests import tagged

from ..engine.period import split
from .chance import Chance, tell
from .common import ImpactCommon

YEARS = split("year", date(2023, 1, 1), date(2025, 12, 31))
# What people type; by month or by quarter as well what adds up and is not about people.
LEVELS = ("INS03", "INS04", "WAL01", "WAL02", "EMP02", "EMP29")
FLOWS = ("WAL05", "ENV08", "ENV09", "ENV14", "VOL02", "EMP11", "EMP38", "EMP39")
# The enterprise's own numbers: training hours were approved from 2024 on.
APPROVED = {2024: 1200, 2025: 1500}
PLACES = 24
INHABITANTS = 45678
FULL_TIME = 1540
HOUSEHOLD = 3500
WORST_LAST = ("measured", "estimated", "missing", "not_applicable")


class Gap(Exception):
    """There is no number; it says why not."""


@tagged("post_install", "-at_install")
class TestFormulaOracle(ImpactCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        indicators = cls.env["impact.indicator"].with_context(active_test=False)
        found = indicators.search([("namespace", "=", "library")])
        cls.by_code = {indicator.code: indicator for indicator in found}
        cls.site = cls.env["impact.scope"].create(
            {"name": "Site", "kind": "site", "company_id": cls.company.id}
        )
        own = [("approved_hours", APPROVED[year], f"{year}-01-01") for year in APPROVED]
        own += [
            ("approved_places", PLACES, "2000-01-01"),
            ("inhabitants_served", INHABITANTS, "2000-01-01"),
            ("full_time_hours", FULL_TIME, "2000-01-01"),
        ]
        for code, value, day in own:
            cls.env["impact.parameter.value"].create(
                {
                    "parameter_id": cls.env.ref(f"vises_impact.parameter_{code}").id,
                    "company_id": cls.company.id,
                    "value": value,
                    "valid_from": day,
                }
            )

    def _typed(self, draw: Chance) -> dict:
        """By code, scope and year, the kind of period that is typed, and what is."""
        typed = {}
        for code in (*LEVELS, *FLOWS):
            for scope in (self.scope, self.site):
                for period in YEARS:
                    kinds = ("year",) if code in LEVELS else ("year", "month", "quarter")
                    kind = draw.choice((*kinds, None))
                    parts = split(kind, period.start, period.last) if kind else ()
                    answers = [(part, self._answer(draw, kind)) for part in parts]
                    typed[code, scope, period.start.year] = kind, answers
        return typed

    def _answer(self, draw, kind):
        """A status with a number; None: nobody typed anything."""
        number = draw.choice((0, draw.randint(1, 40), draw.randint(1, 4000) / 100))
        if kind != "year":
            return ("measured", number) if draw.random() >= 0.03 else None
        status = draw.weighted(dict(zip(WORST_LAST, (20, 2, 1, 1), strict=True)))
        return status, number if status in ("measured", "estimated") else None

    def _keep(self, typed):
        rows = []
        for (code, scope, _year), (kind, answers) in typed.items():
            indicator = self.by_code[code]
            for part, (status, number) in filter(lambda pair: pair[1], answers):
                key = self._figure_key(indicator, 2000)
                key |= {"period_type": kind, "date_from": part.start, "date_to": part.last}
                values = {"scope_id": scope.id, "value": number, "status": status}
                version = {"version_id": indicator.current_version_id.id}
                rows.append({**key, **values, **version, "origin": "imported"})
        self.env["impact.result"].create(rows)

    def _year_of(self, typed, code, scope, year) -> tuple[str, Fraction | None]:
        """Status and number of a year, as it was typed or as its parts add up."""
        kind, answers = typed[code, scope, year]
        known = [answer for _part, answer in answers if answer]
        if not known:
            return "missing", None
        if kind == "year":
            status, number = known[0]
            return status, None if number is None else Fraction(str(number))
        whole = "measured" if len(known) == len(answers) else "estimated"
        return whole, sum(Fraction(str(number)) for _status, number in known)

    def _expected(self, code, year, of) -> tuple[str, Fraction | None]:
        """Status and number of a rate, from its definition.

        :param of: code → status and number of what it is worked out from.
        """
        seen = []

        def number(name):
            status, value = of(name)
            seen.append(status)
            return value

        def over(part, whole, factor):
            if whole == 0:
                raise Gap("not_applicable")
            return None if part is None or whole is None else factor * part / whole

        def total(*parts):
            return None if None in parts else sum(parts)

        rates = {
            "INS05": lambda: over(number("INS03"), number("INS04"), 100),
            "WAL03": lambda: over(total(number("WAL01"), number("WAL02")), number("EMP02"), 100),
            "WAL06": lambda: over(number("WAL05"), APPROVED.get(year), 100),
            "BEN09": lambda: over(number("EMP02"), PLACES, 1),
            "EMP12": lambda: over(number("EMP11"), number("EMP29"), 200000),
            "EMP13": lambda: over(number("EMP38"), number("EMP29"), 1000000),
            "EMP14": lambda: over(number("EMP39"), number("EMP29"), 1000),
            "ENV10": lambda: over(number("ENV09"), number("ENV08"), 100),
            "ENV11": lambda: over(number("ENV09"), INHABITANTS, 1000),
            "ENV15": lambda: over(number("ENV14"), HOUSEHOLD, 1000),
            "VOL03": lambda: over(number("VOL02"), FULL_TIME, 1),
        }
        try:
            value = rates[code]()
        except Gap as gap:
            return str(gap), None
        if code == "WAL06" and year not in APPROVED:
            seen.append("missing")
        return max(seen, key=WORST_LAST.index), value

    def _compare(self, draw: Chance):
        typed = self._typed(draw)
        tell("Typed", typed.items())
        self._keep(typed)
        codes = ("INS05", "WAL03", "WAL06", "BEN09", "EMP12", "EMP13", "EMP14")
        codes += ("ENV10", "ENV11", "ENV15", "VOL03")
        rates = self.env["impact.indicator"].union(*(self.by_code[code] for code in codes))
        scopes = self.scope | self.site
        self.env["impact.computation"]._run(rates, self.company, scopes, YEARS)
        results = self.env["impact.result"].search([("indicator_id", "in", rates.ids)])
        self.assertEqual(len(results), len(rates) * len(scopes) * len(YEARS))
        for result in results:
            code, year = result.indicator_id.code, result.date_from.year
            status, value = self._expected(
                code,
                year,
                lambda name, r=result, y=year: self._year_of(typed, name, r.scope_id, y),
            )
            with self.subTest(code=code, scope=result.scope_id.name, year=year):
                exact = result.sudo()
                self.assertEqual(exact.exact_status, status)
                if status in ("measured", "estimated"):
                    self.assertAlmostEqual(exact.exact_value, float(value), places=6)
                    hidden = "suppressed" in result.operand_ids.mapped("status")
                    self.assertEqual(result.status == "suppressed", hidden)

    def test_rates_equal_a_sum_by_hand(self):
        self._for_histories(self._compare, 6)
