"""Members and places served, against a second count in plain Python, on random records."""

from collections import defaultdict
from datetime import date, timedelta

from odoo.fields import Command
from odoo.tests import tagged

from ..engine.period import split
from .chance import Chance, tell
from .oracle_case import OracleCase
from .test_ledger_oracle import LedgerCase

ONE_DAY = timedelta(days=1)
PERIODS = (
    *split("year", date(2022, 1, 1), date(2025, 12, 31)),
    *split("quarter", date(2024, 1, 1), date(2024, 12, 31)),
)
# Each town as different people write it.
TOWNS = {
    "lille": ("Lille", "LILLE", " lille ", "Lille CEDEX", "Lille Cedex 9"),
    "evry": ("Évry-Courcouronnes", "EVRY COURCOURONNES", "evry  courcouronnes"),
    "nord": ("Villeneuve d'Ascq", "VILLENEUVE-D’ASCQ"),
    "liege": ("Liège", "Liege"),
    None: ("", False, " - "),
}


class ContactCase(OracleCase):
    def _compare(self, figure, status, value, coverage=1):
        self.assertEqual(figure.quantity.status, status, figure.proof)
        if value is None:
            self.assertIsNone(figure.quantity.value)
        else:
            self.assertEqual(float(figure.quantity.value), value)
            self.assertAlmostEqual(float(figure.coverage), coverage, 9)


@tagged("post_install", "-at_install")
class TestMemberOracle(ContactCase):
    def _join(self, draw: Chance) -> list[dict]:
        """Memberships as they are kept: renewed, left and taken up again, some without a contact."""
        seats = []
        for number in range(draw.randint(0, 12)):
            kind = draw.choice(("person", "organisation", None))
            partner = self.env["res.partner"]
            if kind:
                partner = partner.create({"name": str(number), "is_company": kind != "person"})
            first = draw.day(date(2021, 3, 1), date(2023, 8, 18))
            for _period in range(draw.randint(1, 4)):
                last = first + timedelta(days=draw.choice((0, 30, 364, 500)))
                ends = last if draw.random() < 0.8 else None
                seats.append(
                    {
                        "company_id": self.company.id,
                        "body": draw.choice(("assembly", "assembly", "assembly", "board")),
                        "seat_type": draw.choice(("member", "worker", "user")),
                        "partner_id": partner.id,
                        "name": str(number),
                        "date_from": first,
                        "date_to": ends,
                        "holder": kind,
                    }
                )
                if not ends:
                    break
                first = last + timedelta(days=draw.choice((1, 2, 200)))
        return seats

    def _days(self, seat) -> tuple[date, date]:
        return seat["date_from"], seat["date_to"] or date.max

    def _members(self, members, last) -> list[dict]:
        return [seat for seat in members if self._days(seat)[0] <= last <= self._days(seat)[1]]

    def _new(self, members, period) -> list[dict]:
        """Those that began, but for renewals: the contact was a member the day before."""
        begun = [s for s in members if period.start <= s["date_from"] <= period.last]
        return [
            seat
            for seat in begun
            if not seat["partner_id"]
            or seat["partner_id"]
            not in [s["partner_id"] for s in self._members(members, seat["date_from"] - ONE_DAY)]
        ]

    def test_agrees_with_oracle(self):
        def check(draw):
            seats = self._join(draw)
            tell("Seats", seats)
            self.env["impact.mandate"].create(
                [{key: seat[key] for key in seat if key != "holder"} for seat in seats]
            )
            members = [seat for seat in seats if seat["body"] == "assembly"]
            figures = self._computed(("GOV01", "GOV02"), self.scope, PERIODS)
            for position, period in enumerate(PERIODS):
                with self.subTest(period=period.key):
                    known = any(seat["date_from"] <= period.last for seat in members)
                    status = "measured" if known else "missing"
                    present = self._members(members, period.last)
                    for code, found in (("GOV01", present), ("GOV02", self._new(members, period))):
                        figure = figures[code, self.scope.id, position, ""]
                        self._compare(figure, status, len(found) if known else None)
                    cells = defaultdict(int)
                    for seat in present:
                        cells[f"holder={seat['holder'] or 'undeclared'}"] += 1
                        cells[f"seat_type={seat['seat_type']}"] += 1
                    self.assertEqual(
                        {
                            key[3]: int(figure.quantity.value)
                            for key, figure in figures.items()
                            if key[0] == "GOV01" and key[2] == position and key[3]
                        },
                        cells,
                    )

        self._for_histories(check, 30)

    def test_board_alone_says_nothing_of_members(self):
        """Who keeps the board's mandates only has no members of number zero."""
        self.env["impact.mandate"].create({"date_from": "2020-01-01", "body": "board"})
        figures = self._computed(("GOV01", "GOV02"), self.scope, PERIODS)
        self.assertEqual({figure.quantity.status for figure in figures.values()}, {"missing"})

    def test_renewal_is_no_new_member_and_return_is_one(self):
        partner = self.env["res.partner"].create({"name": "Coopératrice"})
        seats = [("2023-01-01", "2023-12-31"), ("2024-01-01", "2024-06-30"), ("2025-01-01", False)]
        self.env["impact.mandate"].create(
            [
                {"body": "assembly", "partner_id": partner.id, "date_from": first, "date_to": last}
                for first, last in seats
            ]
        )
        figures = self._computed(("GOV02",), self.scope, PERIODS)
        found = [figures["GOV02", self.scope.id, n, ""].quantity.value for n in (1, 2, 3)]
        self.assertEqual(found, [1, 0, 1])


@tagged("post_install", "-at_install")
class TestCustomerOracle(LedgerCase, ContactCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.account_fiscal_country_id = cls.env.ref("base.fr")
        cls.journal = cls.env["account.journal"].create(
            {"name": "Sales", "code": "ORS", "type": "sale", "company_id": cls.company.id}
        )
        cls._open_accounts(cls.company, ("706000", "411999"))

    @classmethod
    def _account_type(cls, code):
        return "asset_receivable" if code == "411999" else super()._account_type(code)

    def _customer(self, name, country):
        code = country and f"base.{country}"
        partner = self.env["res.partner"].create(
            {
                "name": "Customer",
                "city": name,
                "country_id": self.env.ref(code).id if code else False,
            }
        )
        partner = partner.with_company(self.company)
        partner.property_account_receivable_id = self._account(self.company, "411999")
        return partner

    def _sell(self, customer, day, analytic=None, kind="out_invoice", post=True):
        line = {
            "name": "Oracle",
            "account_id": self._account(self.company, "706000").id,
            "quantity": 1,
            "price_unit": 100,
            "tax_ids": [],
            "analytic_distribution": {str(analytic.id): 40} if analytic else False,
        }
        move = self.env["account.move"].create(
            {
                "move_type": kind,
                "company_id": self.company.id,
                "journal_id": self.journal.id,
                "partner_id": customer.id,
                "invoice_date": day,
                "date": day,
                "invoice_line_ids": [Command.create(line)],
            }
        )
        if post:
            move.action_post()
        return move

    def _sales(self, draw: Chance) -> list[tuple]:
        """Random invoices: day, place or None, of the site or not, and whether it counts."""
        found = []
        for _number in range(draw.randint(0, 12)):
            town = draw.choice(tuple(TOWNS))
            country = draw.choice(("fr", "fr", "be", None))
            customer = self._customer(draw.choice(TOWNS[town]), country)
            day = draw.day(date(2022, 12, 1), date(2025, 12, 31))
            analytic = draw.choice((None, self.analytic["a1"]))
            kind = draw.weighted({"out_invoice": 6, "out_refund": 1})
            post = draw.random() >= 0.15
            self._sell(customer, day, analytic, kind, post)
            place = (town, country or "fr") if town else None
            found.append((day, place, bool(analytic), post and kind == "out_invoice"))
        return found

    def _expected(self, sales, period, site: bool):
        counted = [sale for sale in sales if sale[3]]
        if not any(day <= period.last for day, *_rest in counted):
            return "missing", None, 1
        places = [
            place
            for day, place, here, _counts in counted
            if period.start <= day <= period.last and (here or not site)
        ]
        known = {place for place in places if place}
        if places and not known:
            return "missing", None, 1
        return "", len(known), places

    def test_agrees_with_oracle(self):
        site = self.env["impact.scope"].create(
            {
                "name": "Site",
                "kind": "site",
                "company_id": self.company.id,
                "analytic_account_ids": [Command.set(self.analytic["a1"].ids)],
            }
        )

        def check(draw):
            sales = self._sales(draw)
            tell("Invoices (day, place, of the site, counts)", sales)
            figures = self._computed(("TER01",), self.scope + site, PERIODS)
            for scope in (self.scope, site):
                for position, period in enumerate(PERIODS):
                    status, value, places = self._expected(sales, period, scope == site)
                    figure = figures["TER01", scope.id, position, ""]
                    with self.subTest(scope=scope.name, period=period.key):
                        if value is None:
                            self.assertEqual(figure.quantity.status, status)
                        else:
                            self.assertEqual(figure.quantity.value, value)
                        if places == 1:
                            continue
                        told = sum(place is not None for place in places)
                        coverage = told / len(places) if places else 1
                        self.assertAlmostEqual(float(figure.coverage), coverage, 9)

        self._for_histories(check, 12)

    def test_customer_without_a_town_is_to_be_repaired(self):
        self._sell(self._customer("Lille", "fr"), "2025-05-05")
        nowhere = self._customer(False, "fr")
        self._sell(nowhere, "2025-05-05")
        figures = self._computed(("TER01",), self.scope, PERIODS)
        figure = figures["TER01", self.scope.id, 3, ""]
        self._compare(figure, "estimated", 1, 0.5)
        gap = self.env["impact.repair"]._find(figure.version, self.scope, PERIODS[3])
        self.assertEqual(dict(gap[figure.version.id].ids), {"res.partner": set(nowhere.ids)})

    def test_different_values_are_counted_of_texts_only(self):
        term = self.env.ref("vises_impact.term_TER01_municipalities")
        with self.assertRaisesRegex(Exception, "cannot be measured"):
            term.sudo().with_context(install_mode=True).measure = "maximum"
