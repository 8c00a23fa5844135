"""Staff figures against a second count in plain Python, day by day, from the definitions."""

from datetime import date
from itertools import combinations

from odoo.fields import Command
from odoo.tests import tagged

from ..engine.period import split
from ..models.impact_indicator import AUTOMATIC_KINDS
from ..sources import evaluation
from ..sources.request import Slot
from .chance import Chance, tell
from .oracle_case import THRESHOLD, OracleCase, fixed
from .staff_histories import Histories, Record, StaffWorld, Version
from .staff_oracle import MINIMUM_WAGE, StaffOracle, full_time_equivalents, headcount

STAFF_CODES = (
    "EMP01",
    "EMP02",
    "EMP03",
    "EMP04",
    "EMP06",
    "EMP07",
    "EMP08",
    "EMP09",
    "EMP10",
    "EMP17",
    "EMP18",
    "EMP19",
    "EMP23",
    "EMP24",
    "EMP25",
    "EMP28",
    "EMP33",
    "EMP34",
    "EMP35",
    "EMP36",
    "EMP37",
    "INS01",
    "INS02",
    "INS12",
    "INS13",
    "INS20",
    "INS21",
    "INS22",
    "INS23",
    "INS24",
    "INS25",
    "INS27",
    "INS29",
    "INS39",
    "INS40",
    "INS41",
    "VLG02",
    "VLG03",
    "VLG06",
    "TER05",
)
BROKEN_DOWN = ("EMP01", "EMP02", "INS01", "INS13")
DISCLOSIVE = ("EMP08", "EMP09")
PERIODS = (
    *split("year", date(2023, 1, 1), date(2025, 12, 31)),
    *split("month", date(2024, 1, 1), date(2024, 12, 31)),
)

STAFF = "('is_staff', '=', True)"
# Each would be a wrong definition: code, term (none: the formula), field, what it says then.
MUTATIONS = (
    ("EMP01", "staff", "basis", "start"),
    ("EMP01", "staff", "population", "[]"),
    ("EMP02", "working_time", "basis", "average_days"),
    ("EMP03", "", "formula", "permanent / permanent_base"),
    ("EMP03", "permanent", "filter", "[('contract_class', '=', 'temporary')]"),
    ("EMP04", "part_time", "filter", "[('working_time_rate', '<', 0.6)]"),
    ("EMP06", "women", "filter", "[('sex', '!=', 'female')]"),
    ("EMP07", "women", "population", f"[{STAFF}]"),
    ("EMP08", "", "formula", "100 * (men_pay - women_pay) / women_pay"),
    ("EMP09", "", "formula", "lowest / highest"),
    ("EMP10", "", "formula", "lowest < minimum_wage"),
    ("EMP18", "", "formula", "100 * (entries + exits) / staff"),
    ("EMP18", "entries", "population", f"[{STAFF}]"),
    ("EMP25", "", "formula", "at_start - at_end"),
    ("EMP28", "local", "filter", "[('works_locally', '=', True)]"),
    ("EMP33", "staff", "basis", "average_days"),
    ("EMP35", "", "formula", "weekly_hours * period_days / 5"),
    ("EMP36", "entries", "population", f"[{STAFF}]"),
    ("INS20", "exits", "population", f"[{STAFF}, ('contract_class', '=', 'integration')]"),
    ("INS21", "dynamic", "filter", "[('integration_class', '=', 'lasting')]"),
    ("INS21", "", "formula", "100 * dynamic / dynamic_base"),
    ("INS25", "unknown", "filter", "[('integration_class', '=', False)]"),
    ("INS29", "support", "filter", "[('job_class', '=', 'workplace_support')]"),
    ("INS29", "support", "population", f"[{STAFF}]"),
    ("INS39", "broken", "filter", "[('ended_early', '=', True)]"),
    ("INS40", "broken", "population", f"[{STAFF}]"),
    ("INS41", "employed", "filter", "[('integration_class', '=', 'transition')]"),
    ("TER05", "local", "filter", "[('lives_locally', '=', True)]"),
    ("VLG03", "internal", "population", f"[{STAFF}]"),
    ("VLG06", "coaches", "basis", "average_days"),
)


@tagged("post_install", "-at_install")
class TestStaffOracle(StaffWorld, OracleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_world()
        cls.env["impact.parameter.value"].create(
            [
                {
                    "parameter_id": cls.env.ref("vises_impact.parameter_minimum_wage").id,
                    "company_id": company.id,
                    "value": MINIMUM_WAGE,
                }
                for company in cls.companies
            ]
        )

    def _figures(self, company, *codes, years=(2025,)):
        """Total results by code and year, as the service account stored them."""
        periods = split("year", date(years[0], 1, 1), date(years[-1], 12, 31))
        indicators = self._indicators(*codes)
        scope = company._impact_default_scope()
        results = self.env["impact.result"].sudo()
        results._refresh(indicators, company, scope, periods)
        found = results.search(
            [
                ("indicator_id", "in", indicators.ids),
                ("scope_id", "=", scope.id),
                ("period_type", "=", "year"),
                ("cell_id", "=", self._total_cell().id),
            ]
        )
        return {(r.indicator_id.code, r.date_from.year): r for r in found}

    def _scopes(self):
        """Each company as a whole, and a site of two departments of the first."""
        site = self.env["impact.scope"].create(
            {
                "name": "Site",
                "kind": "site",
                "company_id": self.company.id,
                "department_ids": self.departments[1].ids,
                "structure_type": "ai",
            }
        )
        wholes = [company._impact_default_scope() for company in self.companies]
        for whole, kind in zip(wholes, ("aci", "ai"), strict=True):
            whole.structure_type = kind
        return [(wholes[0], 0, None), (wholes[1], 1, None), (site, 0, (1, 2))]

    def _check(self, draw: Chance):
        histories = Histories(draw)
        records = histories.records(draw.randint(0, 25)) + histories.leavers(draw.randint(0, 15))
        tell("Employees", records)
        self._hire(records)
        oracles = [StaffOracle(records, company) for company in (0, 1)]
        scopes = self._scopes()
        everything = self.env["impact.scope"].union(*(scope for scope, _c, _d in scopes))
        figures = self._computed(STAFF_CODES, everything, PERIODS)
        for scope, company, departments in scopes:
            oracles[company].structure = scope.structure_type
            for position, period in enumerate(PERIODS):
                for code in STAFF_CODES:
                    asked = (period.start, period.last, departments)
                    with self.subTest(scope=scope.name, period=period.key, code=code):
                        expected = oracles[company].expected(code, *asked)
                        self.seen.add(expected.status)
                        self._compare(figures[code, scope.id, position, ""], expected)
                for code in BROKEN_DOWN:
                    cells = {
                        key[3]: figure
                        for key, figure in figures.items()
                        if key[:3] == (code, scope.id, position) and key[3]
                    }
                    with self.subTest(scope=scope.name, period=period.key, code=code):
                        found = oracles[company].cells(code, *asked)
                        self._compare_cells(cells, found)

    def _compare(self, figure, expected):
        self.assertEqual(figure.quantity.status, expected.status, figure.proof)
        if expected.value is None:
            self.assertIsNone(figure.quantity.value)
            self.assertFalse(figure.hidden)
            return
        self.assertLess(abs(float(figure.quantity.value) - expected.value), 1e-6, figure.proof)
        self.assertAlmostEqual(float(figure.coverage), expected.coverage, 9, figure.proof)
        if figure.cell == "" and not figure.version.breakdown_ids:
            disclosive = figure.version.indicator_id.code in DISCLOSIVE
            # Others may be hidden with a small one, so that it cannot be worked out.
            if disclosive or expected.is_hidden(THRESHOLD):
                self.assertTrue(figure.hidden)

    def _compare_cells(self, cells, expected):
        self.assertEqual(set(cells), set(expected))
        for key, one in expected.items():
            self._compare(cells[key], one)
            if one.is_hidden(THRESHOLD):
                self.assertTrue(cells[key].hidden, key)

    def test_agrees_with_oracle(self):
        self.seen = set()
        self._for_histories(self._check, 12)
        # Else the comparison would leave a branch of the definitions out.
        self.assertEqual(self.seen, {"measured", "estimated", "missing", "not_applicable"})

    def test_three_breakdowns_at_once_agree_with_their_oracle(self):
        """Each cell of sex × contract × age, and of each table that these are made of."""
        self._for_histories(self._check_crossed, 4)

    def _check_crossed(self, draw: Chance):
        records = Histories(draw).records(draw.randint(0, 45))
        tell("Employees", records)
        self._hire(records)
        oracle = StaffOracle(records, 0)
        whole = self.companies[0]._impact_default_scope()
        for code, measure in (("EMP01", headcount), ("EMP02", full_time_equivalents)):
            version = self._indicators(code).current_version_id
            version.write(
                {
                    "breakdown_ids": [Command.clear()],
                    "crossings": "sex * age_band * contract_class",
                }
            )
            figures = self._computed([code], whole, PERIODS[:3])
            for position, period in enumerate(PERIODS[:3]):
                expected = {"": oracle.expected(code, period.start, period.last)}
                names = ("sex", "contract_class", "age_band")  # in the order of keys
                for size in (1, 2, 3):
                    for some in combinations(names, size):
                        expected |= oracle.crossed(measure, some, period.last)
                found = {key[3]: one for key, one in figures.items() if key[2] == position}
                with self.subTest(code=code, period=period.key):
                    self._compare_cells(found, expected)

    def test_the_oracle_finds_each_wrong_definition(self):
        """A definition that says something else gives another figure at least once."""
        histories = Histories(fixed(1))
        records = histories.records(40) + histories.leavers(40)
        self._hire(records)
        oracle = StaffOracle(records, 0)
        whole = self._scopes()[0][0]

        def expected(code, period):
            one = oracle.expected(code, period.start, period.last)
            return one.status, one.value, one.coverage

        self._finds_each(MUTATIONS, whole, PERIODS, expected)

    def _statements(self, versions, slots, periods) -> int:
        """How many SQL statements fetching takes; storing is apart."""
        before = self.env.cr.sql_log_count
        evaluation.compute(versions.env, versions, slots, periods)
        return self.env.cr.sql_log_count - before

    def test_statements_do_not_grow_with_periods_scopes_or_companies(self):
        """All automatic indicators: as many statements for 3 months as for 36."""
        self._hire(Histories(fixed(7)).records(15))
        library = self.env["impact.indicator"].sudo().search([("namespace", "=", "library")])
        indicators = library.filtered(lambda i: i.current_version_id.kind in AUTOMATIC_KINDS)
        indicators |= self.env.ref("vises_impact.indicator_WAL03").sudo()  # reads typed figures
        self.assertGreater(len(indicators), 41)
        computation = self.env["impact.computation"].sudo()
        env = computation._service_env(self.companies)
        versions = computation._versions(indicators).with_env(env)
        one = [Slot.of(self.company._impact_default_scope())]
        many = [Slot.of(scope) for scope, _company, _departments in self._scopes()]
        quarter = split("month", date(2025, 1, 1), date(2025, 3, 31))
        three_years = split("month", date(2023, 1, 1), date(2025, 12, 31))
        self.assertEqual((len(quarter), len(three_years)), (3, 36))
        self._statements(versions, many, quarter)
        counts = {
            self._statements(versions, slots, periods)
            for slots in (one, many)
            for periods in (quarter, three_years)
        }
        self.assertEqual(len(counts), 1, counts)
        # One for each source, two more for the ledger, one for a largest part, one for
        # the parameters, one for the figures that formulas are worked out from.
        with self.assertQueryCount(14):
            evaluation.compute(env, versions, many, three_years)

    def test_missing_is_not_zero(self):
        company = self.env["res.company"].create({"name": "Nobody yet (test)"})
        self.env.user.company_ids = [Command.link(company.id)]
        figures = self._figures(company, "EMP01", "EMP02", "EMP17", "EMP19", years=(2025,))
        self.assertEqual(len(figures), 4)
        for (code, _year), result in figures.items():
            with self.subTest(code=code):
                self.assertEqual(result.status, "missing")
                self.assertIn(result.exact_value, (None, False))

    def test_small_group_is_hidden(self):
        start = date(2022, 1, 1)
        self._hire([Record(n, [Version(start, start)]) for n in range(4)])
        result = self._figures(self.company, "EMP01", years=(2025,))["EMP01", 2025]
        self.assertEqual(result.status, "suppressed")
        self.assertIn(result.value, (None, False))
        self.assertEqual(result.exact_value, 4)
        self.assertEqual(result.exact_status, "measured")

    def test_group_at_threshold_is_shown(self):
        start = date(2022, 1, 1)
        self._hire([Record(n, [Version(start, start)]) for n in range(5)])
        result = self._figures(self.company, "EMP01", years=(2025,))["EMP01", 2025]
        self.assertEqual((result.status, result.value), ("measured", 5))

    def test_division_by_zero_has_no_value(self):
        """Only integration contracts: there is no permanent staff to turn over."""
        start = date(2022, 1, 1)
        version = Version(start, start, kind="integration")
        self._hire([Record(n, [version]) for n in range(6)])
        result = self._figures(self.company, "EMP17", years=(2025,))["EMP17", 2025]
        self.assertIn(result.status, ("not_applicable", "missing"))
        self.assertIn(result.exact_value, (None, False))
