"""Figures of the ledger against a second count in plain Python, item by item.

The oracle says in its own words which accounts a definition takes in each chart, and adds
up the items one after the other; it knows nothing of account formulas or of the SQL.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from ..engine.period import Period, split
from ..report.impact_payer_line import OPERATING_INCOME
from ..sources import evaluation
from ..sources.request import Slot
from .chance import Chance, tell
from .oracle_case import OracleCase, fixed

FIRST_DAY, LAST_DAY = date(2023, 1, 1), date(2025, 12, 31)
QUIET_MONTH = date(2024, 8, 1)
"""A month in which nobody posts anything."""
FRENCH = [
    "102000",
    "106800",
    "129000",
    "139000",
    "151100",
    "164000",
    "168800",
    "169000",
    "171000",
    "181000",
    "194000",
    "205000",
    "213500",
    "281300",
    "296100",
    "601000",
    "607000",
    "613500",
    "622600",
    "631100",
    "641100",
    "641200",
    "645100",
    "657000",
    "657100",
    "658000",
    "661200",
    "661600",
    "666000",
    "667100",
    "671000",
    "675000",
    "681100",
    "687250",
    "689000",
    "695000",
    "695100",
    "699000",
    "701000",
    "706000",
    "709700",
    "713310",
    "722000",
    "731000",
    "740000",
    "741100",
    "747000",
    "754000",
    "754100",
    "756100",
    "757000",
    "758200",
    "758700",
    "764000",
    "766000",
    "767100",
    "768000",
    "775000",
    "777000",
    "781500",
    "786500",
    "787000",
    "789000",
    "791000",
    "861000",
    "870000",
    "871000",
    "875000",
]
BELGIAN = [
    "100000",
    "130000",
    "140000",
    "150000",
    "160000",
    "170000",
    "173000",
    "174000",
    "175000",
    "190000",
    "215000",
    "240900",
    "291000",
    "600000",
    "601000",
    "604000",
    "613000",
    "620000",
    "621000",
    "630200",
    "631000",
    "640000",
    "640200",
    "641000",
    "645000",
    "650000",
    "650100",
    "650200",
    "651000",
    "656000",
    "657000",
    "660000",
    "664000",
    "670000",
    "671000",
    "680000",
    "689000",
    "690000",
    "691000",
    "693000",
    "694000",
    "700000",
    "704000",
    "708000",
    "713000",
    "720000",
    "730000",
    "731000",
    "732000",
    "733000",
    "736000",
    "737000",
    "740000",
    "741000",
    "743000",
    "750000",
    "752000",
    "753000",
    "760000",
    "763000",
    "764000",
    "771000",
    "773000",
    "780000",
    "789000",
    "790000",
    "792000",
    "793000",
]
APPROPRIATION = ("69", "79")
"""Belgian accounts that share out a result that is known already."""
OPERATING = {
    "french_company": ("70", "71", "72", "73", "74", "75", "781", "791"),
    "french_association": ("70", "71", "72", "73", "74", "75", "781", "789", "791"),
    "belgian_company": ("70", "71", "72", "73", "74"),
    "belgian_association": ("70", "71", "72", "73", "74"),
}
PUBLIC_FUNDING = {
    "french_company": ("74",),
    "french_association": ("73", "74"),
    "belgian_company": ("740",),
    "belgian_association": ("733", "736", "737", "738"),
}
PRODUCTION = {
    "french_company": ("70", "71", "72", "75"),
    "french_association": ("70", "71", "72", "73", "75"),
    "belgian_company": ("70", "71", "72", "74"),
    "belgian_association": ("70", "71", "72", "74"),
}
DONATIONS = {
    "french_company": ("7582",),
    "french_association": ("754", "756"),
    "belgian_company": (),
    "belgian_association": ("730", "731", "732"),
}
SOLD_OR_GRANTED = {
    "french_company": ("657", "6671", "675", "747", "757", "7671", "775", "777"),
    "french_association": ("6570", "6671", "675", "7470", "7570", "7671", "775", "777"),
    "belgian_company": ("641", "663", "741", "753", "763"),
    "belgian_association": ("641", "663", "736", "741", "753", "763"),
}
"""What is booked of assets that are sold, and of investment grants."""
NO_MONEY = {
    True: ("68", "78"),
    False: ("63", "6501", "651", "656", "660", "661", "662", "680", "760", "761", "762", "780"),
}
"""Depreciation, provisions and deferred taxes, in French charts or Belgian ones."""
UNPAID = {"VOL04": ("875",), "VOL07": ("870", "871")}
"""Work and gifts in French associations; elsewhere no account tells."""
DECIDED_LATER = {
    "ECO11": ("french_company", "french_association", "belgian_association"),
    "ECO12": ("french_company",),
}
SHARES = ("ECO04", "ECO08", "ECO09", "ECO10", "ECO11", "ECO12", "ECO25", "ECO26", "ECO27")
CODES = ("ECO01", "ECO02", "ECO03", "ECO06", "ECO28", "EMP30", *UNPAID, *SHARES)


@dataclass
class Item:
    """One journal item, as the oracle sees it."""

    code: str
    day: date
    balance: Decimal
    state: str = "posted"
    distribution: dict[tuple[str, ...], int] = field(default_factory=dict)
    """Percentage by the analytic accounts that a key names, one of each plan."""

    def share(self, scope: tuple[str, ...] | None) -> Decimal | None:
        """Part of the item that belongs to a scope; None when none does."""
        if scope is None:
            return Decimal(1)
        parts = [part for names, part in self.distribution.items() if set(names) & set(scope)]
        return min(Decimal(sum(parts)) / 100, Decimal(1)) if parts else None


ACCOUNTS = "accounts_french_association"
# Each would be a wrong definition: code, term (none: the formula), field, what it says then.
MUTATIONS = (
    ("ECO01", "income", ACCOUNTS, "70 - 71 - 72 - 73 - 74 - 75 - 781 - 789 - 791"),
    ("ECO01", "income", ACCOUNTS, "-70C - 71C - 72C - 73C - 74C - 75C - 781C - 789C - 791C"),
    ("ECO02", "", "formula", "100 * sales / (sales + income)"),
    ("ECO03", "public_funding", ACCOUNTS, "-74"),
    ("ECO04", "donations", ACCOUNTS, "-75"),
    ("ECO06", "value_added", ACCOUNTS, "-70 - 71 - 72 - 73 - 75 + 60 + 61 + 62"),
    ("ECO06", "value_added", "basis", "end"),
    ("ECO08", "", "formula", "100 * shared_out / staff_costs"),
    ("ECO09", "taxes", ACCOUNTS, "63"),
    ("ECO10", "interest", ACCOUNTS, "661"),
    ("ECO12", "kept", ACCOUNTS, "-6 - 7"),
    ("ECO25", "self_financing", ACCOUNTS, "-6\\(68) - 7\\(78)"),
    ("ECO26", "working_capital", "basis", "flow"),
    ("ECO26", "", "formula", "365 * working_capital / current_costs"),
    ("ECO27", "permanent_capital", "basis", "start"),
    ("ECO28", "result", ACCOUNTS, "-7"),
    ("EMP30", "staff_costs", "monthly", False),
    ("VOL07", "gifts", ACCOUNTS, "-87"),
)


@dataclass
class Oracle:
    """The items of one company that uses a chart."""

    chart: str
    items: list[Item]

    def within(self, scope, first: date, last: date, takes) -> list[Item]:
        return [
            item
            for item in self.items
            if item.state == "posted"
            and first <= item.day <= last
            and takes(item.code)
            and item.share(scope) is not None
        ]

    def total(self, scope, first, last, takes) -> Decimal:
        """Credit less debit of what ``takes`` says of a code."""
        found = self.within(scope, first, last, takes)
        return -sum((item.balance * item.share(scope) for item in found), Decimal(0))

    def takes(self, code: str, indicator: str) -> bool:
        """Whether an account is behind an indicator (the whole of it, if it is a share)."""
        french = self.chart.startswith("french")
        if indicator == "EMP30":
            return code.startswith("64" if french else "62")
        if indicator in UNPAID:
            return code.startswith(UNPAID[indicator])
        if indicator == "ECO28":
            appropriated = ("689", "789", *APPROPRIATION)
            return code[0] in "67" and (french or not code.startswith(appropriated))
        if indicator == "ECO06":
            consumed = ("60", "61", "62") if french else ("60", "61")
            subsidy = self.chart == "belgian_company" and code.startswith("740")
            return code.startswith((*PRODUCTION[self.chart], *consumed)) and not subsidy
        return code.startswith(OPERATING[self.chart])

    def figure(self, indicator: str, scope, first: date, last: date):
        """Status and value of an indicator."""
        if indicator in SHARES:
            return self.share(indicator, scope, first, last)
        if indicator in UNPAID and self.chart != "french_association":
            return "missing", None
        if not any(item.state == "posted" and first <= item.day <= last for item in self.items):
            return "missing", None
        whole = self.total(scope, first, last, lambda code: self.takes(code, indicator))
        if indicator == "EMP30":
            return self.staff_costs(scope, first, last, -whole)
        if indicator in ("ECO02", "ECO03"):
            prefixes = ("70",) if indicator == "ECO02" else PUBLIC_FUNDING[self.chart]
            part = self.total(scope, first, last, lambda code: code.startswith(prefixes))
            return ("measured", 100 * part / whole) if whole else ("not_applicable", None)
        return "measured", whole

    def parts(self, indicator: str, code: str) -> tuple[bool, bool]:
        """Whether an account is in the part and in the whole of a share."""
        french = self.chart.startswith("french")
        if indicator == "ECO04":
            return code.startswith(DONATIONS[self.chart]), self.takes(code, "ECO01")
        if indicator == "ECO25":
            return self._is_self_financing(code, french), self.takes(code, "ECO01")
        if indicator == "ECO26":
            stable = code[0] in "1267" and not (french and code.startswith("18"))
            spent = ("60", "61", "62", "63", "64", "65") if french else ("60", "61", "62", "64")
            sold = code.startswith(SOLD_OR_GRANTED[self.chart])
            return stable, code.startswith(spent) and not sold
        if indicator == "ECO27":
            loans = ("16", "17") if french else ("170", "171", "172", "173", "174")
            stable = code[0] in "167" and not (french and code.startswith("18"))
            return code.startswith(loans), stable
        taxes = ("63", "695", "696", "697", "698", "699") if french else ("640", "67", "77")
        part = {
            "ECO08": code.startswith("64" if french else "62"),
            "ECO09": code.startswith(taxes),
            "ECO10": code.startswith("661" if french else "6500") and not code.startswith("6612"),
            "ECO11": code.startswith("694"),
            "ECO12": self._is_kept(code, french),
        }[indicator]
        return part, self._is_shared_out(code)

    def _is_shared_out(self, code: str) -> bool:
        """Behind value added, or an operating subsidy."""
        return self.takes(code, "ECO06") or code.startswith(
            {
                "french_company": "74",
                "french_association": "74",
                "belgian_company": "740",
                "belgian_association": PUBLIC_FUNDING["belgian_association"],
            }[self.chart]
        )

    def _is_kept(self, code: str, french: bool) -> bool:
        """Behind the result before depreciation, less what is paid to the members."""
        worn = ("681", "781") if french else ("63",)
        paid = self.chart == "belgian_company" and code.startswith("694")
        return paid or (self.takes(code, "ECO28") and not code.startswith(worn))

    def _is_self_financing(self, code: str, french: bool) -> bool:
        moved = (*NO_MONEY[french], *SOLD_OR_GRANTED[self.chart])
        return self.takes(code, "ECO28") and not code.startswith(moved)

    def share(self, indicator: str, scope, first: date, last: date):
        """Status and value of a share whose parts may be balances since the first entry."""
        balances = {"ECO26": (True, False), "ECO27": (True, True)}.get(indicator, (False, False))
        if any(balances) and scope is not None:
            return "not_applicable", None
        sums, status = [], "measured"
        for number, since_ever in enumerate(balances):
            start = date.min if since_ever else first
            if not any(i.state == "posted" and start <= i.day <= last for i in self.items):
                return "missing", None
            sums.append(
                self.total(scope, start, last, lambda c, n=number: self.parts(indicator, c)[n])
            )
        if indicator == "ECO08":
            status, _costs = self.staff_costs(scope, first, last, Decimal(0))
        part, whole = sums
        if not whole:
            return "not_applicable", None
        untold = self.chart in DECIDED_LATER.get(indicator, ())
        if untold or status == "missing" or (indicator == "ECO04" and not DONATIONS[self.chart]):
            return "missing", None
        if indicator in ("ECO08", "ECO09", "ECO10", "ECO11"):
            part = -part
        if indicator == "ECO26":
            return status, ((last - first).days + 1) * part / -whole
        return status, 100 * part / whole

    def count(self, indicator: str, scope, first: date, last: date) -> int:
        """Items behind a figure: of a share, those of the part or of the whole, if more."""
        if indicator not in SHARES:
            return len(self.within(scope, first, last, lambda c: self.takes(c, indicator)))
        starts = {"ECO26": (date.min, first), "ECO27": (date.min, date.min)}
        return max(
            len(self.within(scope, start, last, lambda c, n=n: self.parts(indicator, c)[n]))
            for n, start in enumerate(starts.get(indicator, (first, first)))
        )

    def staff_costs(self, scope, first: date, last: date, value: Decimal):
        """A month without staff costs is a gap; nothing but gaps is nothing known."""
        months = {(day.year, day.month) for day in _days(first, last)}
        found = self.within(scope, first, last, lambda code: self.takes(code, "EMP30"))
        booked = {(item.day.year, item.day.month) for item in found}
        if not booked:
            return "missing", None
        return ("measured" if booked == months else "estimated"), value


def _days(first: date, last: date):
    return (first + timedelta(number) for number in range((last - first).days + 1))


class RandomLedger:
    """Random items of one company; dates like to stand on the borders of periods."""

    def __init__(self, draw: Chance, codes: list[str]):
        self.draw = draw
        self.codes = codes

    def day(self) -> date:
        day = self.draw.day(FIRST_DAY, LAST_DAY)
        is_quiet = (day.year, day.month) == (QUIET_MONTH.year, QUIET_MONTH.month)
        return day + timedelta(31) if is_quiet else day

    def distribution(self) -> dict:
        return self.draw.choice(
            (
                {},
                {("a1",): 100},
                {("a2",): 100},
                {("a1",): 60, ("a2",): 40},
                {("a1", "b1"): 70, ("a2", "b1"): 30},
                {("a1", "b2"): 35.5},
                {("a1",): 100, ("b1",): 100},
            )
        )

    def entries(self, size: int) -> list[list[Item]]:
        """Entries of some items each, the counterpart in the bank left out."""
        entries = []
        for _number in range(size):
            day = self.day()
            state = self.draw.weighted({"posted": 8, "draft": 1, "cancel": 1})
            entries.append(
                [
                    Item(
                        self.draw.choice(self.codes),
                        day,
                        Decimal(self.draw.randint(-500000, 500000)) / 100,
                        state,
                        self.distribution(),
                    )
                    for _item in range(self.draw.randint(1, 3))
                ]
            )
        return entries


class LedgerCase(OracleCase):
    """Two companies and a branch with accounts, journals and analytic plans of their own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.branch = cls.env["res.company"].create(
            {"name": "Antenne de Tourcoing (test)", "parent_id": cls.company.id}
        )
        groups = "account.group_account_user,vises_impact.group_board_reader"
        cls.bookkeeper = cls._user("bookkeeper", groups)
        cls.companies = cls.company + cls.other_company + cls.branch
        cls.env.user.company_ids = [Command.link(company.id) for company in cls.companies]
        cls.env = cls.env(context=dict(cls.env.context, allowed_company_ids=cls.companies.ids))
        cls.companies = cls.companies.with_env(cls.env)
        cls.foreign = cls.env["res.currency"].create(
            {"name": "ZZT", "symbol": "z", "rate_ids": [Command.create({"rate": 3.7})]}
        )
        cls.analytic = cls._analytic_accounts()
        cls.accounts = {}
        cls.journals = {company: cls._journals(company) for company in cls.companies}

    @classmethod
    def _analytic_accounts(cls):
        accounts = {}
        for plan in "ab":
            record = cls.env["account.analytic.plan"].create({"name": f"Oracle plan {plan}"})
            for name in (f"{plan}1", f"{plan}2"):
                accounts[name] = cls.env["account.analytic.account"].create(
                    {"name": name, "plan_id": record.id, "company_id": False}
                )
        return accounts

    @classmethod
    def _journals(cls, company):
        kinds = ("general", "general", "bank", "purchase")
        return cls.env["account.journal"].create(
            [
                {
                    "name": f"Oracle {kind} {n}",
                    "code": f"OR{n}",
                    "type": kind,
                    "company_id": company.id,
                }
                for n, kind in enumerate(kinds)
            ]
        )

    @classmethod
    def _open_accounts(cls, company, codes):
        for code in (*codes, "512999", "401999"):
            cls.accounts[company, code] = (
                cls.env["account.account"]
                .with_company(company)
                .create(
                    {
                        "code": code,
                        "name": f"Oracle {code}",
                        "account_type": cls._account_type(code),
                        "reconcile": code in ("401999", "411999"),
                        "company_ids": [Command.set(company.ids)],
                    }
                )
            )

    @classmethod
    def _account_type(cls, code):
        if code.startswith(APPROPRIATION):
            return "equity"
        kinds = {
            "40": "liability_payable",
            "86": "expense",
            "87": "income",
            "51": "asset_cash",
            "75": "income_other",
        }
        by_class = {
            "1": "liability_non_current",
            "2": "asset_fixed",
            "6": "expense",
            "7": "income",
        }
        return kinds.get(code[:2]) or by_class[code[0]]

    @classmethod
    def _account(cls, company, code):
        """The account of a code; a branch uses those of the company above it."""
        return cls.accounts.get((company, code)) or cls.accounts[company.parent_id, code]

    @classmethod
    def _post(cls, company, entries: list[list[Item]], foreign: bool = True):
        """Store entries in Odoo, in several journals, some items in a foreign currency."""
        journals = cls.journals[company][:2]
        moves = cls.env["account.move"].create(
            [
                {
                    "move_type": "entry",
                    "company_id": company.id,
                    "journal_id": journals[number % 2].id,
                    "date": items[0].day,
                    "line_ids": [
                        Command.create(cls._item_values(company, item, foreign and number % 5 == 0))
                        for item in (*items, cls._counterpart(items))
                    ],
                }
                for number, items in enumerate(entries)
            ]
        )
        by_state = {
            state: moves.browse(
                [m.id for m, items in zip(moves, entries, strict=True) if items[0].state == state]
            )
            for state in ("posted", "cancel")
        }
        by_state["posted"].action_post()
        by_state["cancel"].button_cancel()
        return moves

    @classmethod
    def _counterpart(cls, items):
        return Item("512999", items[0].day, -sum(item.balance for item in items))

    @classmethod
    def _item_values(cls, company, item: Item, foreign: bool):
        values = {
            "account_id": cls._account(company, item.code).id,
            "name": "Oracle",
            "balance": float(item.balance),
            "tax_ids": [],
            "analytic_distribution": {
                ",".join(str(cls.analytic[name].id) for name in names): part
                for names, part in item.distribution.items()
            }
            or False,
        }
        if foreign:
            values["currency_id"] = cls.foreign.id
            values["amount_currency"] = float(item.balance * 4)
        return values

    @classmethod
    def _scopes(cls, company) -> dict:
        """The scopes of a company, by the names of their analytic accounts."""
        found = {None: company._impact_default_scope()}
        for names in (("a1",), ("a1", "b1"), ()):
            found[names] = cls.env["impact.scope"].create(
                {
                    "name": f"Oracle {names}",
                    "kind": "project",
                    "company_id": company.id,
                    "analytic_account_ids": [Command.set([cls.analytic[n].id for n in names])],
                }
            )
        return found

    def _figures(self, company, codes, scopes, periods) -> dict:
        """Stored totals by code, scope and first day; one search for all."""
        results = self.env["impact.result"].sudo()
        indicators = self._indicators(*codes)
        results._refresh(indicators, company, scopes, periods)
        found = results.search(
            [
                ("indicator_id", "in", indicators.ids),
                ("scope_id", "in", scopes.ids),
                ("cell_id", "=", self._total_cell().id),
            ]
        )
        return {(r.indicator_id.code, r.scope_id, r.period_type, r.date_from): r for r in found}

    @staticmethod
    def _periods() -> list[Period]:
        return [
            *split("month", date(2024, 6, 1), date(2024, 10, 31)),
            *split("quarter", date(2025, 1, 1), date(2025, 12, 31)),
            *split("year", FIRST_DAY, date(2026, 12, 31)),
            Period.inclusive("fiscal_year", date(2023, 7, 1), date(2024, 6, 30)),
            Period.inclusive("fiscal_year", date(2024, 7, 1), date(2025, 12, 31)),
            Period.inclusive("agreement", date(2024, 3, 15), date(2025, 2, 9)),
        ]

    def _check_figure(self, result, expected):
        status, value = expected
        self.assertEqual(result.exact_status, status, result.reason)
        if value is None:
            self.assertIn(result.exact_value, (None, False))
        else:
            self.assertAlmostEqual(result.exact_value, float(value), places=6)


@tagged("post_install", "-at_install")
class TestLedgerOracle(LedgerCase):
    def _agree(self, chart: str):
        """Each company has items of its own, the branch on the accounts of its parent."""
        codes = FRENCH if chart.startswith("french") else BELGIAN
        self.companies.impact_chart = chart
        self._open_accounts(self.company, codes)
        self._open_accounts(self.other_company, codes)
        self._for_histories(lambda draw: self._books_agree(draw, chart, codes), 4)

    def _books_agree(self, draw: Chance, chart: str, codes):
        periods = self._periods()
        for company in self.companies:
            entries = RandomLedger(draw, codes).entries(draw.randint(0, 45))
            tell(f"Items of {company.name}", [item for items in entries for item in items])
            self._post(company, entries)
            oracle = Oracle(chart, [item for items in entries for item in items])
            scopes = self._scopes(company)
            figures = self._figures(
                company, CODES, self.env["impact.scope"].union(*scopes.values()), periods
            )
            self.assertEqual(len(figures), len(CODES) * len(scopes) * len(periods))
            for names, scope in scopes.items():
                for period in periods:
                    self._agree_in(oracle, figures, names, scope, period)

    def _agree_in(self, oracle, figures, names, scope, period):
        for code in CODES:
            with self.subTest(company=scope.company_id.name, scope=names, period=period, code=code):
                result = figures[code, scope, period.period_type, period.start]
                if names == ():
                    self.assertEqual(result.reason, "scope_without_analytic")
                    self._check_figure(result, ("missing", None))
                    continue
                days = (period.start, period.last)
                expected = oracle.figure(code, names, *days)
                self._check_figure(result, expected)
                if expected[1] is not None:
                    self.assertEqual(result.exact_count, oracle.count(code, names, *days))

    def test_french_company(self):
        self._agree("french_company")

    def test_french_association(self):
        self._agree("french_association")

    def test_belgian_company(self):
        self._agree("belgian_company")

    def test_belgian_association(self):
        self._agree("belgian_association")

    def test_the_oracle_finds_each_wrong_definition(self):
        """A lost sign, another account, another day or another whole is seen in the figures."""
        chart = "french_association"
        self.company.impact_chart = chart
        self._open_accounts(self.company, FRENCH)
        entries = RandomLedger(fixed(5), FRENCH).entries(120)
        self._post(self.company, entries)
        oracle = Oracle(chart, [item for items in entries for item in items])

        def expected(code, period):
            return *oracle.figure(code, None, period.start, period.last), None

        scope = self.company._impact_default_scope()
        self._finds_each(MUTATIONS, scope, self._periods(), expected)


@tagged("post_install", "-at_install")
class TestLedgerFigures(LedgerCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.companies.impact_chart = "french_association"
        cls._open_accounts(cls.company, FRENCH)

    def _one(self, code, company=None, year=2025, scope=None):
        company = company or self.company
        scope = scope or company._impact_default_scope()
        period = Period.inclusive("year", date(year, 1, 1), date(year, 12, 31))
        return self._figures(company, [code], scope, [period])[code, scope, "year", period.start]

    def _sell(self, amount, day=date(2025, 3, 1), code="706000", company=None, **values):
        item = Item(code, day, Decimal(-amount), **values)
        return self._post(company or self.company, [[item]], foreign=False)

    def _own(self, formula, basis="flow"):
        """Value of an indicator of the company's own over a formula in the year 2025."""
        code = f"OWN{self.env['impact.indicator'].search_count([]):03}"
        term = {
            "name": "amount",
            "source_id": self.env.ref("vises_impact.impact_source_ledger").id,
            "basis": basis,
            "accounts_french_association": formula,
        }
        version = {"kind": "accounts", "term_ids": [Command.create(term)]}
        self._indicator(code, unit="currency", version_ids=[Command.create(version)])
        return self._one(code)

    def test_nothing_posted_is_missing(self):
        result = self._one("ECO01")
        self.assertEqual((result.status, result.reason), ("missing", "no_entries"))

    def test_posted_elsewhere_is_zero(self):
        """The year has entries, but none on the accounts of the figure: that is zero."""
        self._sell(50, code="658000")
        result = self._one("ECO01")
        self.assertEqual((result.status, result.exact_value), ("measured", 0))

    def test_draft_is_nothing_posted(self):
        self._sell(100, state="draft")
        self.assertEqual(self._one("ECO01").reason, "no_entries")

    def test_chart_without_formula_has_no_accounts(self):
        self.company.impact_chart = "other"
        self._sell(100)
        result = self._one("ECO06")
        self.assertEqual((result.status, result.reason), ("missing", "no_accounts"))
        self.assertEqual(self._one("ECO01").exact_value, 100)

    def test_no_account_of_the_chart_matches(self):
        self.company.impact_chart = "belgian_company"
        self._sell(100)
        result = self._one("EMP30")
        self.assertEqual(result.exact_status, "missing")

    def test_shared_account_counts_by_each_companys_code(self):
        """One account, two codes: income here, a loan there."""
        shared = self.accounts[self.company, "706000"]
        shared.write(
            {
                "company_ids": [Command.link(self.other_company.id)],
                "code_mapping_ids": [
                    Command.create({"company_id": self.other_company.id, "code": "164000"})
                ],
            }
        )
        self._open_accounts(self.other_company, ["601000"])
        self.accounts[self.other_company, "706000"] = shared
        self._sell(300)
        self._sell(700, company=self.other_company)
        self.assertEqual(self._one("ECO01").exact_value, 300)
        self.assertEqual(self._one("ECO28", self.other_company).exact_value, 0)

    def test_branch_counts_for_itself(self):
        self._sell(40, company=self.branch)
        self._sell(100)
        self.assertEqual(self._one("ECO01").exact_value, 100)
        self.assertEqual(self._one("ECO01", self.branch).exact_value, 40)

    def test_closing_and_opening_balance(self):
        self._sell(10, day=date(2023, 5, 5))
        self._sell(20, day=date(2024, 12, 31))
        self._sell(40, day=date(2025, 1, 1))
        self._sell(80, day=date(2025, 12, 31))
        self._sell(160, day=date(2026, 1, 1))
        self.assertEqual(self._own("512", "start").exact_value, 30)
        self.assertEqual(self._own("512", "end").exact_value, 150)
        self.assertEqual(self._own("512").exact_value, 120)

    def test_balance_before_the_first_entry_is_missing(self):
        self._sell(10, day=date(2025, 5, 5))
        self.assertEqual(self._own("512", "start").reason, "no_entries")

    def test_side_keeps_accounts_of_that_balance(self):
        self._sell(100, code="706000")
        self._sell(-30, code="701000")
        self.assertEqual(self._own("-70C").exact_value, 100)
        result = self._own("70D")
        self.assertEqual((result.exact_value, result.exact_count), (30, 1))
        domain = result.action_show_records()["domain"]
        self.assertEqual(self.env["account.move.line"].search(domain).mapped("balance"), [30])

    def test_tag_by_name_and_external_id(self):
        tag = self.env["account.account.tag"].create(
            {"name": "Oracle: territory", "applicability": "accounts"}
        )
        self.env["ir.model.data"].create(
            {"module": "oracle", "name": "territory", "model": tag._name, "res_id": tag.id}
        )
        self.accounts[self.company, "754100"].tag_ids = tag
        self._sell(100)
        self._sell(25, code="754100")
        self.assertEqual(self._own("-tag(Oracle: territory)").exact_value, 25)
        self.assertEqual(self._own("-tag(oracle.territory)").exact_value, 25)

    def test_unknown_tag_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "no account tag “Oracle: nowhere”"):
            self._own("-tag(Oracle: nowhere)")

    def test_account_type(self):
        self._sell(100)
        self._sell(25, code="754100")
        self.assertEqual(self._own("-type(income)").exact_value, 100)
        self.assertEqual(self._own("-type(income,income_other)").exact_value, 125)

    def test_only_movements_are_booked_each_month(self):
        self._own("64")
        term = self.env["impact.indicator.term"].search([], order="id desc", limit=1)
        with self.assertRaisesRegex(ValidationError, "booked each month"):
            term.write({"basis": "end", "monthly": True})

    def test_books_are_provisional_until_locked(self):
        self._sell(100)
        self.assertTrue(self._one("ECO01").provisional)
        self.company.fiscalyear_lock_date = "2025-12-30"
        self.assertTrue(self._one("ECO01").provisional)
        self.company.fiscalyear_lock_date = "2025-12-31"
        self.assertFalse(self._one("ECO01").provisional)

    def test_branch_is_closed_with_its_company(self):
        self._sell(40, company=self.branch)
        self.assertTrue(self._one("ECO01", self.branch).provisional)
        self.company.hard_lock_date = "2025-12-31"
        self.assertFalse(self._one("ECO01", self.branch).provisional)

    def test_locked_purchases_do_not_close_the_books(self):
        self._sell(100)
        self.company.write({"purchase_lock_date": "2025-12-31", "sale_lock_date": "2025-12-31"})
        self.assertTrue(self._one("ECO01").provisional)

    def test_records_of_all_terms_in_the_scope(self):
        """The share of public funding shows the subsidies and the whole of the income."""
        project = self._scopes(self.company)[("a1",)]
        self._sell(100, distribution={("a1", "b1"): 50})
        self._sell(60, code="741100", distribution={("a1",): 100})
        self._sell(30, code="741100", distribution={("a2",): 100})
        self._sell(900, code="741100")
        result = self._one("ECO03", scope=project)
        self.assertAlmostEqual(result.exact_value, 100 * 60 / 110, places=6)
        for part, balances in enumerate(([-60], [-100, -60])):
            lines = self._records_behind(result, self.bookkeeper, part)
            self.assertEqual(sorted(lines.mapped("balance")), balances)

    def test_operating_income_of_payers_is_that_of_the_definition(self):
        """Payers are told by the same accounts as operating income, in every chart."""
        term = self.env.ref("vises_impact.term_ECO01_income")
        for chart, prefixes in OPERATING.items():
            with self.subTest(chart=chart):
                parts = {
                    part.prefix
                    for part in evaluation.ledger.account_formula.parse(term._accounts(chart)).terms
                }
                self.assertEqual(parts, set(prefixes))
                self.assertIn(f"'{chart}'", OPERATING_INCOME.code)

    def _statements(self, companies, scopes, periods) -> int:
        indicators = self._indicators(*CODES)
        computation = self.env["impact.computation"].sudo()
        env = computation._service_env(companies)
        versions = computation._versions(indicators).with_env(env)
        slots = [Slot.of(scope.sudo()) for scope in scopes]
        statements = 0
        for _time in range(3):  # the first times also learn what the user may read
            env.invalidate_all()
            before = self.env.cr.sql_log_count
            evaluation.compute(env, versions, slots, periods)
            statements = self.env.cr.sql_log_count - before
        return statements

    def test_statements_grow_neither_with_periods_nor_scopes_nor_companies(self):
        entries = RandomLedger(fixed(9), FRENCH).entries(10)
        self._post(self.company, entries)
        scopes = self.env["impact.scope"].union(*self._scopes(self.company).values())
        every = scopes + (self.companies - self.company).mapped(lambda c: c._impact_default_scope())
        one = self.company._impact_default_scope()
        year = split("year", date(2025, 1, 1), date(2025, 12, 31))
        months = split("month", date(2023, 1, 1), date(2025, 12, 31))
        few = self._statements(self.company, one, year)
        self.assertEqual(self._statements(self.company, one, months), few)
        self.assertEqual(self._statements(self.company, scopes, year), few)
        self.assertEqual(self._statements(self.companies, every, months), few)
