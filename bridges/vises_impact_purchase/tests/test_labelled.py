"""Labelled purchases against a second count, line by line, and as people keep them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.vises_impact.engine.period import split
from odoo.addons.vises_impact.tests.chance import Chance, tell
from odoo.addons.vises_impact.tests.test_ledger_oracle import LedgerCase

LABELS = {"organic": "environmental", "fair": "social", "novelty": None}
COSTS = ("601000", "606300")
OTHERS = ("641100", "218200")
PERIODS = [
    *split("quarter", date(2024, 1, 1), date(2025, 12, 31)),
    *split("year", date(2023, 1, 1), date(2026, 12, 31)),
]


@dataclass
class Line:
    """One line of a posted bill: what it adds to the purchases."""

    day: date
    amount: Decimal
    share: Decimal
    is_labelled: bool | None


class LabelCase(LedgerCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.vendor = cls.env["res.partner"].create({"name": "Oracle vendor", "is_company": True})
        cls.buyers = cls.company + cls.other_company
        cls.tags = {
            name: cls.env["product.tag"].create({"name": f"Oracle {name}"}) for name in LABELS
        }
        for company in cls.buyers:
            cls._open_accounts(company, (*COSTS, *OTHERS))
            cls._map(company)

    @classmethod
    def _account_type(cls, code):
        return "asset_fixed" if code == "218200" else super()._account_type(code)

    @classmethod
    def _map(cls, company):
        return cls.env["impact.mapping"].create(
            [
                {
                    "company_id": company.id,
                    "kind": "product_tag",
                    "product_tag_id": cls.tags[name].id,
                    "label_class": label,
                }
                for name, label in LABELS.items()
                if label
            ]
        )

    @classmethod
    def _product(cls, tags=(), of_variant=False):
        name = "additional_product_tag_ids" if of_variant else "product_tag_ids"
        return cls.env["product.product"].create(
            {
                "name": "Oracle",
                "company_id": False,
                "supplier_taxes_id": [],
                name: [Command.set([cls.tags[tag].id for tag in tags])],
            }
        )

    @classmethod
    def _buy(cls, company, day, rows, kind="in_invoice", post=True):
        """A bill of rows (account, amount, analytic share, product)."""
        cls.vendor.with_company(company).property_account_payable_id = cls._account(
            company, "401999"
        )
        journal = cls.journals[company].filtered(lambda journal: journal.type == "purchase")
        move = cls.env["account.move"].create(
            {
                "move_type": kind,
                "company_id": company.id,
                "journal_id": journal.id,
                "partner_id": cls.vendor.id,
                "invoice_date": day,
                "date": day,
                "invoice_line_ids": [cls._row(company, *row) for row in rows],
            }
        )
        if post:
            move.action_post()
        return move

    @classmethod
    def _row(cls, company, code, amount, share, product):
        distribution = {str(cls.analytic["a1"].id): float(100 * share)} if share else False
        return Command.create(
            {
                "name": "Oracle",
                "account_id": cls._account(company, code).id,
                "product_id": product.id if product else False,
                "quantity": 1,
                "price_unit": float(amount),
                "tax_ids": [],
                "analytic_distribution": distribution,
            }
        )

    @classmethod
    def _indicators(cls, *codes):
        indicators = cls.env["impact.indicator"].sudo().with_context(active_test=False)
        return indicators.search([("code", "in", codes)])


@tagged("post_install", "-at_install")
class TestLabelledOracle(LabelCase):
    def _random_bills(self, company, draw: Chance) -> list[Line]:
        """Random bills; what the oracle has to count of them."""
        choices = [(self._product(), False), (self._product(("novelty",)), False), (None, None)]
        for tags in (("organic",), ("fair", "novelty"), ("organic", "fair")):
            choices += [(self._product(tags), True), (self._product(tags, of_variant=True), True)]
        lines = []
        for _number in range(draw.randint(0, 12)):
            kind = draw.weighted({"in_invoice": 8, "in_refund": 2})
            day = draw.day(date(2023, 12, 31), date(2025, 12, 31))
            is_posted = draw.random() >= 0.15
            rows = []
            for _line in range(draw.randint(1, 3)):
                product, label = draw.choice(choices)
                code = draw.choice((*COSTS, *COSTS, *OTHERS))
                amount = Decimal(draw.randrange(100, 90000)) / 100
                share = draw.choice((Decimal(0), Decimal(1), Decimal("0.4")))
                rows.append((code, amount, share, product))
                if is_posted and code in (*COSTS, "641100"):
                    sign = -1 if kind == "in_refund" else 1
                    lines.append(Line(day, sign * amount, share, label))
            self._buy(company, day, rows, kind, is_posted)
        tell(f"Lines of bills of {company.name}", lines)
        return lines

    def _expected(self, lines, is_scoped, first, last):
        """Status, share and coverage."""
        if not any(line.day <= last for line in lines):
            return "missing", None, None
        found = [
            (line.is_labelled, line.amount * (line.share if is_scoped else 1))
            for line in lines
            if first <= line.day <= last and (line.share or not is_scoped)
        ]
        size = sum(abs(amount) for _label, amount in found)
        known = sum(abs(amount) for label, amount in found if label is not None)
        whole = sum(amount for label, amount in found if label is not None)
        if size and not known:
            return "missing", None, None
        if not whole:
            return "not_applicable", None, None
        part = sum(amount for label, amount in found if label)
        return ("measured" if known == size else "estimated"), 100 * part / whole, known / size

    def test_agrees_with_oracle(self):
        self._for_histories(self._check, 6)

    def _check(self, draw: Chance):
        for company in self.buyers:
            lines = self._random_bills(company, draw)
            narrow = self.env["impact.scope"].create(
                {
                    "name": "Workshop",
                    "kind": "site",
                    "company_id": company.id,
                    "analytic_account_ids": self.analytic["a1"].ids,
                }
            )
            scopes = company._impact_default_scope() + narrow
            figures = self._figures(company, ["ECO22"], scopes, PERIODS)
            for (_code, scope, _kind, _day), result in figures.items():
                with self.subTest(result=result.display_name, scope=scope.name):
                    status, value, coverage = self._expected(
                        lines, scope == narrow, result.date_from, result.date_to
                    )
                    self._check_figure(result, (status, value))
                    if coverage is not None:
                        self.assertAlmostEqual(result.coverage, float(coverage), places=5)


@tagged("post_install", "-at_install")
class TestLabelled(LabelCase):
    def _share(self):
        periods = split("year", date(2025, 1, 1), date(2025, 12, 31))
        figures = self._figures(self.company, ["ECO22"], self.scope, periods)
        return figures["ECO22", self.scope, "year", date(2025, 1, 1)]

    def _bill(self, amount, product):
        return self._buy(self.company, date(2025, 5, 5), [("601000", amount, 0, product)])

    def test_line_without_a_product_lowers_the_coverage_and_is_to_be_repaired(self):
        self._bill(300, self._product(("organic",)))
        self._bill(100, self._product())
        nameless = self._bill(400, None)
        result = self._share()
        self.assertEqual((result.status, result.value), ("estimated", 75))
        self.assertAlmostEqual(result.coverage, 0.5, 6)
        gaps = self.env["impact.repair"]._find(result.version_id, self.scope, result._period())
        gap = gaps[result.version_id.id]
        self.assertEqual(gap.ids, {"account.move": {nameless.id}})
        self.assertIn("product", self.env["impact.repair"]._advice(gap, self.company))

    def test_without_a_mapped_label_nobody_knows(self):
        self._bill(300, self._product(("organic",)))
        self.env["impact.mapping"].search([("kind", "=", "product_tag")]).unlink()
        self.assertEqual(self._share().status, "missing")

    def test_bills_are_shown_to_who_may_read_the_books(self):
        labelled = self._bill(300, self._product(("organic",)))
        self._bill(100, self._product())
        result = self._share()
        keeper = self._user("keeper", "vises_impact.group_lead,account.group_account_invoice")
        self.assertEqual(self._records_behind(result, keeper), labelled.invoice_line_ids)
        with self.assertRaises(AccessError):
            self.env["impact.computation"].with_user(self.contributor)._records_action(result)
        with self.assertRaises(AccessError):
            self.env["impact.labelled.line"].with_user(keeper).search([])

    def test_tags_are_proposed_and_applied(self):
        self.env["impact.mapping"].search([("kind", "=", "product_tag")]).unlink()
        self.tags["organic"].name = "Agriculture biologique"
        self.tags["fair"].name = "Eerlijke handel"
        readiness = self.env["impact.readiness"].with_user(self.lead)
        readiness = readiness.with_context(allowed_company_ids=self.company.ids)
        readiness = readiness.browse(readiness.action_open()["res_id"])
        lines = {line.product_tag_id: line.label_class for line in readiness.product_line_ids}
        self.assertEqual(lines[self.tags["organic"]], "environmental")
        self.assertEqual(lines[self.tags["fair"]], "social")
        self.assertFalse(lines[self.tags["novelty"]])
        readiness.step = "product_tag"
        readiness.action_apply()
        self._bill(300, self._product(("fair",)))
        self.assertEqual(self._share().value, 100)
