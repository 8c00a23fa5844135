"""Sales by client, clause and price against a second count, line by line."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from odoo.tests import tagged

from odoo.addons.vises_impact.engine.period import Period, split
from odoo.addons.vises_impact.tests.chance import Chance, tell

from .common import CHARTS, OTHERS, SALES, SaleCase

CODES = ("ESA10", "INS45", "BEN12")
TAGS = ((), ("public_body",), ("social_economy",), ("conventional", "social_economy"))


@dataclass(frozen=True)
class Client:
    number: int
    tags: tuple[str, ...]
    is_company: bool

    @property
    def type(self) -> str | None:
        if len(self.tags) == 1:
            return self.tags[0]
        return None if self.is_company else "household"


@dataclass
class Sale:
    client: Client
    day: date
    amount: Decimal
    share: Decimal
    is_refund: bool
    clause: bool | None
    solidarity: bool | None


def equals(value, wanted) -> bool | None:
    return None if value is None else value == wanted


@tagged("post_install", "-at_install")
class TestSaleOracle(SaleCase):
    def _clients(self) -> list[tuple[Client, object]]:
        """Clients with the contact that is invoiced: a person of the enterprise, at times."""
        clients = []
        for number in range(4):
            client = Client(number, self.draw.choice(TAGS), self.draw.random() < 0.5)
            partner = self._client(client.tags, is_company=client.is_company)
            if client.is_company and self.draw.random() < 0.5:
                partner = self._client(("public_body",), parent_id=partner.id, type="invoice")
            clients.append((client, partner))
        return clients

    def _sell(self, company, draw: Chance) -> list[Sale]:
        """Random invoices; what the oracle has to count of them."""
        self.draw = draw
        clients = self._clients()
        orders = {}
        for client, partner in clients:
            for clause in (True, False):
                for solidarity in (True, False, None):
                    tag = self.clause if clause else self.draw.choice((self.plain, None))
                    lists = self.pricelists[company]
                    pricelist = None if solidarity is None else lists[0 if solidarity else 1]
                    line = self._order_line(company, partner, (tag,) if tag else (), pricelist)
                    if solidarity is None:
                        line.order_id.pricelist_id = False
                    orders[client, clause, solidarity] = line
        sales = []
        for _number in range(draw.randint(0, 12)):
            sales += self._random_invoice(company, *self.draw.choice(clients), orders)
        tell(f"Sales of {company.name}", sales)
        return sales

    def _random_invoice(self, company, client, partner, orders) -> list[Sale]:
        draw = self.draw
        kind = draw.weighted({"out_invoice": 8, "out_refund": 2, "out_receipt": 1})
        day = draw.day(date(2023, 12, 31), date(2025, 12, 31))
        is_posted = draw.random() >= 0.15
        rows, sales = [], []
        for _line in range(draw.randint(1, 3)):
            code = draw.choice((*SALES, *SALES, *OTHERS))
            amount = Decimal(draw.randrange(0, 90000)) / 100
            share = draw.choice((Decimal(0), Decimal(1), Decimal("0.4")))
            clause, solidarity = draw.choice((True, False)), draw.choice((True, False, None))
            has_order = draw.random() >= 0.3
            line = orders[client, clause, solidarity] if has_order else None
            rows.append((code, amount, share, line))
            # Without a chart that is known, what the account is tells, not its number.
            is_sale = code in SALES or code == "741000" and company.impact_chart == "other"
            if is_posted and is_sale:
                sales.append(
                    Sale(
                        client,
                        day,
                        -amount if kind == "out_refund" else amount,
                        share,
                        kind == "out_refund",
                        clause if has_order else None,
                        bool(solidarity) if has_order else None,
                    )
                )
        self._invoice(company, partner, day, rows, kind, is_posted)
        return sales

    def _expected(self, code, sales, is_scoped, period):
        """Status, value, coverage."""
        if not any(sale.day <= period.last for sale in sales):
            return "missing", None, None
        inside = [
            sale
            for sale in sales
            if period.start <= sale.day <= period.last and (sale.share or not is_scoped)
        ]
        if code == "BEN12":
            return self._users(inside, is_scoped)
        answers = {"ESA10": self._is_public, "INS45": self._has_clause}[code]
        rows = [(answers(sale), sale.amount * (sale.share if is_scoped else 1)) for sale in inside]
        if code == "INS45":
            pairs = zip(rows, inside, strict=True)
            rows = [row for row, sale in pairs if self._is_public(sale) is not False]
        size = sum(abs(amount) for _answer, amount in rows)
        known = sum(abs(amount) for answer, amount in rows if answer is not None)
        value = sum(amount for answer, amount in rows if answer)
        if size and not known:
            return "missing", None, None
        if code == "ESA10":
            whole = sum(amount for answer, amount in rows if answer is not None)
            if not whole:
                return "not_applicable", None, None
            value = 100 * value / whole
        return self._told(value, known, size)

    @staticmethod
    def _is_public(sale) -> bool | None:
        return equals(sale.client.type, "public_body")

    def _has_clause(self, sale) -> bool | None:
        if sale.clause is False:
            return False
        return self._is_public(sale) if sale.clause else None

    def _users(self, inside, is_scoped):
        rows = [s for s in inside if not s.client.is_company and not s.is_refund]
        known = [sale for sale in rows if sale.solidarity is not None]
        if rows and not known:
            return "missing", None, None
        if not known:
            return "not_applicable", None, None
        users = {sale.client for sale in known}
        helped = {sale.client for sale in known if sale.solidarity}
        sizes = [sum(s.share if is_scoped else 1 for s in part) for part in (known, rows)]
        return self._told(100 * len(helped) / len(users), *sizes)

    @staticmethod
    def _told(value, known, size):
        coverage = known / size if size else 1
        return ("measured" if coverage == 1 else "estimated"), value, coverage

    def test_agrees_with_oracle(self):
        periods = [
            *split("quarter", date(2024, 1, 1), date(2025, 12, 31)),
            *split("year", date(2023, 1, 1), date(2026, 12, 31)),
            Period.inclusive("fiscal_year", date(2024, 7, 1), date(2025, 6, 30)),
        ]
        seen = set()
        for company in self.companies:
            self._map_all(company)
        self._for_histories(lambda draw: self._check(draw, periods, seen), 6)
        self.assertLessEqual({(code, "estimated") for code in CODES}, seen)
        self.assertIn(("BEN12", "measured"), seen)

    def _check(self, draw, periods, seen):
        for number, company in enumerate(self.companies):
            sales = self._sell(company, draw)
            narrow = self.env["impact.scope"].create(
                {
                    "name": "Workshop",
                    "kind": "site",
                    "company_id": company.id,
                    "analytic_account_ids": self.analytic["a1"].ids,
                }
            )
            scopes = company._impact_default_scope() + narrow
            figures = self._figures(company, CODES, scopes, periods)
            for (code, scope, kind, first), result in figures.items():
                period = next(p for p in periods if (p.period_type, p.start) == (kind, first))
                status, value, coverage = self._expected(code, sales, scope == narrow, period)
                seen.add((code, status))
                with self.subTest(
                    result=result.display_name, scope=scope.name, chart=CHARTS[number]
                ):
                    self._check_figure(result, (status, value))
                    if coverage is not None:
                        proof = list(result.provenance["terms"].values())[0]
                        told = float(proof["known"]) / (float(proof["considered"]) or 1)
                        self.assertAlmostEqual(told or 1, float(coverage) or 1, places=5)
