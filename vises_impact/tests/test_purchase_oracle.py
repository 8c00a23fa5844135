"""Purchases and payers against a second count in plain Python, line by line.

The oracle knows of each vendor what the definition asks: its enterprise, what its tags
stand for, and whether its postcode lies in the territory.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from odoo.fields import Command
from odoo.tests import tagged

from ..engine.period import Period, split
from .chance import Chance, tell
from .oracle_case import fixed
from .test_ledger_oracle import LedgerCase

TERRITORY = "59, 62,, BE-77"
PLACES = (
    ("59100", "FR", True),
    ("62000", "FR", True),
    ("75010", "FR", False),
    ("7700", "BE", True),
    ("5900", "BE", False),
    ("77000", "FR", False),
    ("", "FR", None),
)
"""Postcode, country, and whether that is local; None: nobody can tell."""
TAGS = {
    "coop": "social_economy",
    "charity": "social_economy",
    "firm": "conventional",
    "town": "public_body",
    "friend": None,
}
"""What the tags are mapped to."""
EXPENSES = ("601000", "606300", "611000")
OTHERS = ("641100", "218200", "681100")
"""Accounts of a bill that are staff costs, an investment or a write-down."""
ANSWERS = {
    "ECO20": lambda vendor: vendor.local,
    "ECO21": lambda vendor: vendor.known_class and vendor.known_class == "social_economy",
}
# Each would be a wrong definition: code, term (none: the formula), field, what it says then.
MUTATIONS = (
    ("ECO20", "local", "filter", "[('is_local', '=', False)]"),
    ("ECO20", "", "formula", "100 * local / (local + local_base)"),
    ("ECO20", "local", "population", "[('partner_class', '!=', False)]"),
    ("ECO21", "", "formula", "100 * social_economy"),
    ("ECO21", "social_economy", "filter", "[('partner_class', '!=', 'conventional')]"),
)


@dataclass
class Vendor:
    """A vendor as the oracle sees it."""

    tags: tuple[str, ...]
    place: tuple

    @property
    def known_class(self) -> str | None:
        found = {TAGS[tag] for tag in self.tags} - {None}
        return found.pop() if len(found) == 1 else None

    @property
    def local(self) -> bool | None:
        return self.place[2]


@dataclass
class Line:
    """One line of a bill: what it adds to the purchases."""

    vendor: Vendor
    day: date
    amount: Decimal
    share: Decimal
    posted: bool


def share_of(lines: list[Line], answer, scoped: bool, first: date, last: date):
    """Status, value and coverage of the part for which ``answer`` of a vendor is True."""
    of_company = [line for line in lines if line.posted]
    if not any(line.day <= last for line in of_company):
        return "missing", None, None
    found = [
        (answer(line.vendor), line.amount * (line.share if scoped else 1))
        for line in of_company
        if first <= line.day <= last and (line.share or not scoped)
    ]
    size = sum(abs(amount) for _told, amount in found)
    known = sum(abs(amount) for told, amount in found if told is not None)
    if size and not known:
        return "missing", None, None
    whole = sum(amount for told, amount in found if told is not None)
    if not whole:
        return "not_applicable", None, None
    part = sum(amount for told, amount in found if told)
    status = "measured" if known == size else "estimated"
    return status, 100 * part / whole, (known / size)


@tagged("post_install", "-at_install")
class TestPurchaseOracle(LedgerCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The chart is proposed from the country: choose it afterwards.
        cls.companies.account_fiscal_country_id = cls.env.ref("base.fr")
        cls.companies.impact_chart = "french_association"
        cls.companies.impact_territory = TERRITORY
        for company in cls.company + cls.other_company:
            cls._open_accounts(
                company, (*EXPENSES, *OTHERS, "706000", "741100", "754100", "758000", "764000")
            )
        cls.tags = {
            name: cls.env["res.partner.category"].create({"name": f"Oracle {name}"})
            for name in TAGS
        }
        cls.env["impact.mapping"].create(
            [
                {
                    "company_id": company.id,
                    "kind": "partner_tag",
                    "partner_tag_id": cls.tags[name].id,
                    "partner_class": partner_class,
                }
                for company in cls.companies
                for name, partner_class in TAGS.items()
                if partner_class
            ]
        )

    @classmethod
    def _account_type(cls, code):
        by_code = {"218200": "asset_fixed", "681100": "expense_depreciation"}
        return by_code.get(code) or super()._account_type(code)

    @classmethod
    def _partner(cls, vendor: Vendor, contact: bool):
        """The vendor's record; ``contact``: a person of it whose own tags say nothing."""
        postcode, country, _local = vendor.place
        partner = cls.env["res.partner"].create(
            {
                "name": "Oracle vendor",
                "is_company": True,
                "zip": postcode,
                "country_id": cls.env.ref(f"base.{country.lower()}").id,
                "category_id": [Command.set([cls.tags[tag].id for tag in vendor.tags])],
            }
        )
        if not contact:
            return partner
        return cls.env["res.partner"].create(
            {
                "name": "Oracle contact",
                "parent_id": partner.id,
                "type": "invoice",
                "zip": "13000",
                "category_id": [Command.set(cls.tags["firm"].ids)],
            }
        )

    def _buy(self, company, chance: Chance, size: int) -> list[Line]:
        """Random bills and refunds of a company; what the oracle has to count of them."""
        vendors = [
            Vendor(
                chance.choice(((), *((t,) for t in TAGS), ("coop", "charity"), ("coop", "firm"))),
                place,
            )
            for place in PLACES * 2
        ]
        partners = [self._partner(vendor, chance.random() < 0.4) for vendor in vendors]
        lines, values, states = [], [], []
        for _number in range(size):
            index = chance.randrange(len(vendors))
            kind = chance.weighted({"in_invoice": 8, "in_refund": 2, "in_receipt": 1})
            posted = chance.random() >= 0.15
            day = chance.day(date(2023, 12, 31), date(2026, 1, 1))
            products = []
            for _line in range(chance.randint(1, 3)):
                code = chance.choice((*EXPENSES, *EXPENSES, *OTHERS))
                amount = Decimal(chance.choice((0, chance.randint(100, 90000)))) / 100
                share = chance.choice((Decimal(0), Decimal(1), Decimal("0.4")))
                products.append(self._product(company, code, amount, share))
                if code in (*EXPENSES, "641100"):
                    sign = -1 if kind == "in_refund" else 1
                    lines.append(Line(vendors[index], day, sign * amount, share, posted))
            values.append(self._bill(company, kind, partners[index], day, products))
            states.append(posted)
        moves = self.env["account.move"].create(values)
        moves.browse([m.id for m, ok in zip(moves, states, strict=True) if ok]).action_post()
        tell(f"Lines of bills of {company.name}", lines)
        return lines

    def _product(self, company, code, amount, share):
        distribution = {str(self.analytic["a1"].id): float(100 * share)} if share else False
        return Command.create(
            {
                "name": "Oracle",
                "account_id": self._account(company, code).id,
                "quantity": 1,
                "price_unit": float(amount),
                "tax_ids": [],
                "analytic_distribution": distribution,
            }
        )

    def _bill(self, company, kind, partner, day, products):
        vendor = partner.commercial_partner_id.with_company(company)
        vendor.property_account_payable_id = self._account(company, "401999")
        return {
            "move_type": kind,
            "company_id": company.id,
            "journal_id": self.journals[company].filtered(lambda j: j.type == "purchase").id,
            "partner_id": partner.id,
            "invoice_date": day,
            "date": day,
            "invoice_line_ids": products,
        }

    def _check_shares(self, draw: Chance):
        periods = [
            *split("quarter", date(2024, 1, 1), date(2025, 12, 31)),
            *split("year", date(2023, 1, 1), date(2026, 12, 31)),
            Period.inclusive("fiscal_year", date(2024, 7, 1), date(2025, 6, 30)),
        ]
        for company in self.companies:
            lines = self._buy(company, draw, draw.randint(0, 20))
            scopes = self._scopes(company)
            every = scopes[None] + scopes[("a1",)] + scopes[()]
            figures = self._figures(company, tuple(ANSWERS), every, periods)
            for (code, scope, _type, _day), result in figures.items():
                with self.subTest(result=result.display_name, scope=scope.name):
                    if scope == scopes[()]:
                        self.assertEqual(result.reason, "scope_without_analytic")
                        continue
                    status, value, coverage = share_of(
                        lines,
                        ANSWERS[code],
                        scope != scopes[None],
                        result.date_from,
                        result.date_to,
                    )
                    self._check_figure(result, (status, value))
                    if coverage is not None:
                        self.assertAlmostEqual(result.coverage, float(coverage), places=5)

    def test_shares_agree(self):
        self._for_histories(self._check_shares, 5)

    def test_the_oracle_finds_each_wrong_definition(self):
        lines = self._buy(self.company, fixed(3), 60)

        def expected(code, period):
            return share_of(lines, ANSWERS[code], False, period.start, period.last)

        periods = split("quarter", date(2024, 1, 1), date(2025, 12, 31))
        self._finds_each(MUTATIONS, self.company._impact_default_scope(), periods, expected)

    def _share(self, code, year=2025, periods=None):
        periods = periods or split("year", date(year, 1, 1), date(year, 12, 31))
        scope = self.company._impact_default_scope()
        figures = self._figures(self.company, [code], scope, periods)
        return figures[code, scope, "year", date(year, 1, 1)]

    def _bill_of(self, vendor: Vendor, amount, day=date(2025, 5, 5)):
        product = self._product(self.company, "601000", Decimal(amount), Decimal(0))
        partner = self._partner(vendor, contact=False)
        move = self.env["account.move"].create(
            self._bill(self.company, "in_invoice", partner, day, [product])
        )
        move.action_post()
        return move

    def test_vendor_without_class_lowers_the_coverage(self):
        self._bill_of(Vendor(("coop",), PLACES[0]), 300)
        self._bill_of(Vendor(("firm",), PLACES[0]), 100)
        self._bill_of(Vendor(("friend",), PLACES[0]), 100)
        result = self._share("ECO21")
        self.assertEqual((result.status, result.value), ("estimated", 75))
        self.assertAlmostEqual(result.coverage, 0.8, places=6)
        for part, amount in enumerate((300, 400)):
            lines = self._records_behind(result, self.bookkeeper, part)
            self.assertEqual(sum(lines.mapped("balance")), amount)

    def test_contradictory_tags_are_unknown(self):
        self._bill_of(Vendor(("coop", "firm"), PLACES[0]), 300)
        self.assertEqual(self._share("ECO21").status, "missing")

    def test_a_bill_of_nothing_tells_nothing_of_the_others(self):
        """Found by random histories: one line of 0 from a known vendor made all others known."""
        self._bill_of(Vendor((), PLACES[0]), 0)
        self._bill_of(Vendor((), PLACES[-1]), 39.86)
        result = self._share("ECO20")
        self.assertEqual((result.status, result.reason), ("missing", "coverage"))

    def test_without_territory_nothing_is_local_or_far(self):
        self._bill_of(Vendor(("coop",), PLACES[0]), 300)
        self.company.impact_territory = False
        self.assertEqual(self._share("ECO20").status, "missing")

    def test_year_without_purchases_does_not_depend_on_the_years_asked_for(self):
        """Purchases began in 2024: a year without any has no share, however it is asked."""
        self._bill_of(Vendor(("coop",), PLACES[0]), 300, date(2024, 5, 5))
        together = split("year", date(2023, 1, 1), date(2025, 12, 31))
        self.assertEqual(self._share("ECO20", 2023, together).status, "missing")
        self.assertEqual(self._share("ECO20", 2025, together).status, "not_applicable")
        self.assertEqual(self._share("ECO20", 2025).status, "not_applicable")

    def test_four_quarters_in_the_analysis_make_the_year(self):
        """The share over quarters is the year counted again from its bills, and no mean."""
        local, far = PLACES[0], PLACES[2]
        for month, here, there in ((2, 100, 900), (5, 400, 0.5), (8, 70, 70), (11, 1, 2000)):
            for place, amount in ((local, here), (far, there)):
                self._bill_of(Vendor(("coop",), place), amount, date(2025, month, 5))
        whole = (date(2025, 1, 1), date(2025, 12, 31))
        year = self._share("ECO20", periods=[*split("quarter", *whole), *split("year", *whole)])
        analysis = self.env["impact.result.analysis"].with_user(self.board_reader)
        quarters = analysis.with_context(allowed_company_ids=self.company.ids)._read_group(
            [
                ("indicator_id.code", "=", "ECO20"),
                ("cell_id.key", "=", ""),
                ("period_type", "=", "quarter"),
                ("date_from", ">=", whole[0]),
                ("date_to", "<=", whole[1]),
            ],
            [],
            ["value:avg", "__count"],
        )
        self.assertEqual(year.status, "measured")
        self.assertEqual(quarters[0][1], 4)
        self.assertAlmostEqual(quarters[0][0], year.value, places=5)

    def _receive(self, rows):
        """Post income: (account, amount, partner)."""
        self.env["account.move"].create(
            [
                {
                    "move_type": "entry",
                    "company_id": self.company.id,
                    "journal_id": self.journals[self.company][0].id,
                    "date": "2025-06-30",
                    "line_ids": [
                        Command.create(
                            {
                                "account_id": self._account(self.company, account).id,
                                "balance": balance,
                                "partner_id": partner.id,
                                "name": "Oracle",
                            }
                        )
                        for account, balance in ((code, -amount), ("512999", amount))
                    ],
                }
                for code, amount, partner in rows
            ]
        ).action_post()

    def _payers(self, *names):
        return self.env["res.partner"].create([{"name": n, "is_company": True} for n in names])

    def test_largest_payer_over_operating_income(self):
        """Financial income is no funding; a contact pays for its enterprise."""
        town, state, bank = self._payers("Town", "State", "Bank")
        office = self.env["res.partner"].create({"name": "Office", "parent_id": town.id})
        self._receive(
            [
                ("741100", 300, town),
                ("706000", 150, office),
                ("706000", -50, office),
                ("741100", 350, state),
                ("764000", 9000, bank),
                ("706000", 250, self.env["res.partner"]),
            ]
        )
        result = self._share("ECO05")
        self.assertEqual(result.status, "estimated")
        self.assertAlmostEqual(result.exact_value, 100 * 400 / 1000, places=6)
        self.assertAlmostEqual(result.coverage, 850 / 1100, places=6)
        largest, income = self.env["impact.computation"]._record_parts(result.with_env(self.env))
        self.assertEqual(largest["opened"]["context"]["group_by"], ["partner_id"])
        lines = self.env["account.move.line"].search(largest["opened"]["domain"])
        self.assertEqual(sum(lines.mapped("balance")), -1000)
        self.assertEqual(income["records"], 5)

    def test_random_payers(self):
        self._for_histories(self._check_payers, 8)

    def _check_payers(self, draw: Chance):
        self.company.impact_chart = chart = draw.choice(
            ("french_company", "french_association", "other")
        )
        payers = [*self._payers(*"ABCDE"), self.env["res.partner"]]
        rows = [
            (
                draw.choice(("706000", "741100", "754100", "758000")),
                draw.choice((draw.randint(1, 9000), -draw.randint(1, 2000))),
                draw.choice(payers),
            )
            for _number in range(draw.randint(0, 25))
        ]
        tell(f"Income in {chart}", [(c, amount, payer.name) for c, amount, payer in rows])
        self._receive(rows)
        self._check_figure(self._share("ECO05"), self._largest(rows))

    def _largest(self, rows):
        """Status and share of the payer who paid most; who it is must be known of one item."""
        paid = defaultdict(int)
        for _code, amount, payer in rows:
            paid[payer.name] += amount
        named = [amount for payer, amount in paid.items() if payer]
        whole = sum(paid.values())
        if not whole and rows:
            return "not_applicable", None
        if not named:
            return "missing", None
        return "estimated" if False in paid else "measured", 100 * max(named) / whole
