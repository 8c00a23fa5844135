"""How long suppliers wait for their money, against a sum payment by payment."""

from datetime import date, timedelta

from odoo.fields import Command
from odoo.tests import tagged

from ..engine.period import split
from .chance import Chance, tell
from .test_ledger_oracle import LedgerCase

YEARS = split("year", date(2023, 1, 1), date(2026, 12, 31))


@tagged("post_install", "-at_install")
class TestPaymentOracle(LedgerCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for company in cls.company + cls.other_company:
            cls._open_accounts(company, ["601000"])
        cls.vendor = cls.env["res.partner"].create({"name": "Vendor"})

    def _bill(self, company, day, amount, kind="in_invoice"):
        """A posted bill; its payable item."""
        self.vendor.with_company(company).property_account_payable_id = self._account(
            company, "401999"
        )
        line = {
            "name": "Wood",
            "account_id": self._account(company, "601000").id,
            "price_unit": amount,
            "tax_ids": [],
        }
        bill = self.env["account.move"].create(
            {
                "move_type": kind,
                "company_id": company.id,
                "journal_id": self._journal(company, "purchase").id,
                "partner_id": self.vendor.id,
                "invoice_date": day,
                # The bill may be booked later than it was written.
                "date": day + timedelta(days=3),
                "invoice_line_ids": [Command.create(line)],
            }
        )
        bill.action_post()
        return bill.line_ids.filtered(lambda item: item.account_type == "liability_payable")

    def _journal(self, company, kind):
        return self.journals[company].filtered(lambda journal: journal.type == kind)[:1]

    def _pay(self, owed, day, amount, kind="bank"):
        """Pay a part of a bill by an entry of a journal, and match the two."""
        company = owed.company_id
        items = [
            {"account_id": owed.account_id.id, "debit": amount, "partner_id": self.vendor.id},
            {"account_id": self._account(company, "512999").id, "credit": amount},
        ]
        entry = self.env["account.move"].create(
            {
                "company_id": company.id,
                "journal_id": self._journal(company, kind).id,
                "date": day,
                "line_ids": [Command.create(item) for item in items],
            }
        )
        entry.action_post()
        (owed | entry.line_ids.filtered("debit")).reconcile()

    def _days(self, company, year=None):
        figures = self._figures(company, ["ECO23"], company._impact_default_scope(), YEARS)
        found = {day.year: result for (_code, _scope, _type, day), result in figures.items()}
        return found[year] if year else found

    def test_mean_weighted_by_amount_agrees(self):
        def check(draw):
            for company in self.company + self.other_company:
                self._agree(company, draw)

        self._for_histories(check, 8)

    def _settle(self, company, draw: Chance) -> list[tuple]:
        """Random bills, some paid in parts or before they are due: (day, days, amount)."""
        paid = []
        for _number in range(draw.randint(0, 6)):
            day = draw.day(date(2023, 6, 1), date(2025, 6, 1))
            amount = draw.randint(100, 9000)
            owed = self._bill(company, day, amount)
            for share in draw.choice(((), (1,), (0.25, 0.75), (0.5,))):
                later = day + timedelta(days=draw.choice((0, -5, 12, 30, 45, 200)))
                part = round(amount * share, 2)
                self._pay(owed, later, part)
                paid.append((later, (later - day).days, part))
        tell(f"Payments by {company.name} (day, days, amount)", paid)
        return paid

    def _agree(self, company, draw: Chance):
        paid = self._settle(company, draw)
        for year, result in self._days(company).items():
            mine = [(days, part) for day, days, part in paid if day.year == year]
            whole = sum(part for _days, part in mine)
            with self.subTest(company=company.name, year=year):
                if not any(day.year <= year for day, _days, _part in paid):
                    self._check_figure(result, ("missing", None))
                elif not whole:
                    self._check_figure(result, ("not_applicable", None))
                else:
                    value = sum(days * part for days, part in mine) / whole
                    self._check_figure(result, ("measured", value))

    def test_a_set_off_and_a_refund_pay_nothing(self):
        first = self._bill(self.company, date(2024, 1, 1), 100)
        self._pay(first, date(2024, 1, 11), 100)
        second = self._bill(self.company, date(2024, 1, 1), 500)
        self._pay(second, date(2024, 12, 1), 200, kind="general")
        refund = self._bill(self.company, date(2024, 11, 1), 300, kind="in_refund")
        (second | refund).reconcile()
        self.assertEqual(self._days(self.company, 2024).value, 10)

    def test_a_payment_that_is_cancelled_counts_no_more(self):
        owed = self._bill(self.company, date(2024, 1, 1), 100)
        self._pay(owed, date(2024, 1, 11), 40)
        self._pay(owed, date(2024, 3, 1), 60)
        self.assertEqual(self._days(self.company, 2024).value, (40 * 10 + 60 * 60) / 100)
        owed.matched_debit_ids.sorted("id")[-1:].unlink()
        self.assertEqual(self._days(self.company, 2024).value, 10)

    def test_days_to_pay_are_provisional_until_the_books_are_locked(self):
        self._pay(self._bill(self.company, date(2024, 1, 1), 100), date(2024, 1, 11), 100)
        self.assertTrue(self._days(self.company, 2024).provisional)
        self.company.fiscalyear_lock_date = "2024-12-31"
        self.assertFalse(self._days(self.company, 2024).provisional)
