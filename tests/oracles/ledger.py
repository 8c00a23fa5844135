"""Figures of a ledger and of purchases, counted on its items as plain SQL gives them.

What an account, a partner or a postcode means is said here once more, from the definitions and
from the enterprise's own directory, not read from the addon.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

LEDGER = (
    "ECO01",
    "ECO02",
    "ECO03",
    "ECO04",
    "ECO05",
    "ECO06",
    "ECO08",
    "ECO09",
    "ECO10",
    "ECO12",
    "ECO20",
    "ECO21",
    "ECO23",
    "ECO25",
    "ECO26",
    "ECO27",
    "ECO28",
    "EMP30",
    "TER01",
)
"""Figures of an association, of whatever country."""
WHOLE_ONLY = ("ECO23", "ECO26", "ECO27")
"""Balances and payments have no analytic account: there are none of a part of the enterprise."""
SOCIAL = {"social"}
KNOWN_TAGS = {"social", "ordinary", "public_funder", "public_client", "private_funder"}
ITEMS = """
    SELECT line.date, line.balance, line.display_type, move.move_type,
           line.analytic_distribution AS distribution,
           account.account_type, partner.name AS partner, partner.id AS partner_id,
           partner.city, partner.country_id,
           account.code_store ->> line.company_id::text AS code
      FROM account_move_line line
      JOIN account_move move ON move.id = line.move_id
      JOIN account_account account ON account.id = line.account_id
      JOIN res_company company ON company.id = line.company_id
      LEFT JOIN res_partner contact ON contact.id = line.partner_id
      LEFT JOIN res_partner partner ON partner.id = contact.commercial_partner_id
     WHERE move.state = 'posted' AND company.name = %s
"""
PAYMENTS = """
    SELECT paid.date, bill.invoice_date, part.amount
      FROM account_partial_reconcile part
      JOIN account_move_line paid ON paid.id = part.debit_move_id
      JOIN account_journal journal ON journal.id = paid.journal_id
      JOIN account_move_line owed ON owed.id = part.credit_move_id
      JOIN account_move bill ON bill.id = owed.move_id
      JOIN res_company company ON company.id = bill.company_id
     WHERE company.name = %s AND bill.move_type IN ('in_invoice', 'in_receipt')
       AND bill.state = 'posted' AND paid.parent_state = 'posted'
       AND journal.type IN ('bank', 'cash', 'credit')
"""
ANALYTIC = "SELECT id, name ->> 'en_US' AS name FROM account_analytic_account"


@dataclass(frozen=True)
class Chart:
    """What the accounts of a chart are, by the beginnings of their codes.

    ``shared_out``: value added and operating subsidies; ``no_money``: what the result holds of
    depreciation, provisions, assets sold and investment grants; ``set_aside``: what it holds of
    depreciation and operating provisions; ``appropriated``: what is no part of the result.
    """

    income: tuple[str, ...]
    public: tuple[str, ...]
    donations: tuple[str, ...]
    value_added: tuple[str, ...]
    shared_out: tuple[str, ...]
    staff: tuple[str, ...]
    taxes: tuple[str, ...]
    interest: tuple[str, ...]
    no_money: tuple[str, ...]
    set_aside: tuple[str, ...]
    current_costs: tuple[str, ...]
    no_current_costs: tuple[str, ...]
    lent: tuple[str, ...]
    no_capital: tuple[str, ...] = ()
    appropriated: tuple[str, ...] = ()
    sales: tuple[str, ...] = ("70",)
    result: tuple[str, ...] = ("6", "7")


FRENCH = Chart(
    income=("70", "71", "72", "73", "74", "75", "781", "789", "791"),
    public=("73", "74"),
    donations=("754", "756"),
    value_added=("70", "71", "72", "73", "75", "60", "61", "62"),
    shared_out=("70", "71", "72", "73", "74", "75", "60", "61", "62"),
    staff=("64",),
    taxes=("63", "695", "696", "697", "698", "699"),
    interest=("661",),
    no_money=("68", "78", "6570", "6671", "675", "7470", "7570", "7671", "775", "777"),
    set_aside=("681", "781"),
    current_costs=("60", "61", "62", "63", "64", "65"),
    no_current_costs=("6570",),
    lent=("16", "17"),
    no_capital=("18",),
)
BELGIAN = Chart(
    income=("70", "71", "72", "73", "74"),
    public=("733", "736", "737", "738"),
    donations=("730", "731", "732"),
    value_added=("70", "71", "72", "74", "60", "61"),
    shared_out=("70", "71", "72", "733", "736", "737", "738", "74", "60", "61"),
    staff=("62",),
    taxes=("640", "67", "77"),
    interest=("6500",),
    no_money=(
        *("63", "641", "6501", "651", "656", "660", "661", "662", "663", "680"),
        *("736", "741", "753", "760", "761", "762", "763", "780"),
    ),
    set_aside=("63",),
    current_costs=("60", "61", "62", "64"),
    no_current_costs=("641",),
    lent=("170", "171", "172", "173", "174"),
    appropriated=("689", "69", "789", "79"),
)


class Ledger:
    """The posted items of a company: all, or the parts for one analytic account.

    :param rows: the enterprise's directory: whom it buys from and sells to.
    :param local: beginnings of postcodes in its territory, which have as many digits as
        ``digits``.
    """

    def __init__(
        self,
        database,
        company: str,
        chart: Chart,
        rows: Iterable,
        local: tuple[str, ...],
        digits: int,
        scope: str = "",
    ):
        names = {row.name: str(row.id) for row in database.rows(ANALYTIC)}
        wanted = names[scope] if scope else None
        self.chart, self.local, self.digits = chart, local, digits
        self.items = []
        for item in database.rows(ITEMS, company):
            share = Decimal(1)
            if wanted:
                distribution = item.distribution or {}
                share = Decimal(str(distribution.get(wanted, 0))) / 100
            if share:
                self.items.append((item, item.balance * share))
        self.payments = database.rows(PAYMENTS, company)
        self.directory = {row.name: row for row in rows}

    def figure(self, code: str, year: int) -> tuple[Decimal | None, Decimal]:
        """Value and coverage of an indicator for a calendar year."""
        return getattr(self, f"_{code.lower()}")(year)

    def sum(self, year: int, prefixes) -> Decimal:
        """Credit less debit of the accounts that begin so."""
        return -sum(
            amount
            for item, amount in self.items
            if item.date.year == year and self._takes(item, prefixes)
        )

    def _takes(self, item, prefixes) -> bool:
        return item.code.startswith(tuple(prefixes))

    def balance(self, year: int, classes, without=()) -> Decimal:
        """Credit less debit at the end of a year of accounts that begin so, but for some."""
        return -sum(
            amount
            for item, amount in self.items
            if item.date.year <= year
            and item.code.startswith(tuple(classes))
            and not (without and item.code.startswith(without))
        )

    def _of_income(self, year, prefixes) -> tuple[Decimal, Decimal]:
        return 100 * self.sum(year, prefixes) / self.sum(year, self.chart.income), Decimal(1)

    def _part(self, year, prefixes) -> tuple[Decimal, Decimal]:
        """Costs as a share of what is shared out."""
        whole = self.sum(year, self.chart.shared_out)
        return -100 * self.sum(year, prefixes) / whole, Decimal(1)

    def _result(self, year) -> Decimal:
        return self.sum(year, self.chart.result) - self.sum(year, self.chart.appropriated)

    def _capital(self, year) -> Decimal:
        """Means of more than one year; the results of all years are among them."""
        return self.balance(year, "167", self.chart.no_capital)

    def _eco01(self, year):
        return self.sum(year, self.chart.income), Decimal(1)

    def _eco02(self, year):
        return self._of_income(year, self.chart.sales)

    def _eco03(self, year):
        return self._of_income(year, self.chart.public)

    def _eco04(self, year):
        return self._of_income(year, self.chart.donations)

    def _eco05(self, year):
        paid, unknown = {}, Decimal(0)
        size = Decimal(0)
        for item, amount in self.items:
            if item.date.year == year and self._takes(item, self.chart.income):
                size += abs(amount)
                if item.partner_id:
                    paid[item.partner_id] = paid.get(item.partner_id, 0) - amount
                else:
                    unknown += abs(amount)
        return 100 * max(paid.values()) / self.sum(year, self.chart.income), 1 - unknown / size

    def _ter01(self, year):
        """Towns of those who were invoiced in the year."""
        invoiced = [
            self._town(item)
            for item, _amount in self.items
            if item.date.year == year
            and item.display_type == "product"
            and item.move_type in ("out_invoice", "out_receipt")
        ]
        known = [town for town in invoiced if town]
        coverage = Fraction(len(known), len(invoiced)) if invoiced else 1
        return Decimal(len(set(known))), coverage

    def _town(self, item):
        return self.directory[item.partner].city

    def _eco06(self, year):
        return self.sum(year, self.chart.value_added), Decimal(1)

    def _eco08(self, year):
        return self._part(year, self.chart.staff)

    def _eco09(self, year):
        return self._part(year, self.chart.taxes)

    def _eco10(self, year):
        return self._part(year, self.chart.interest)

    def _eco12(self, year):
        kept = self._result(year) - self.sum(year, self.chart.set_aside)
        return 100 * kept / self.sum(year, self.chart.shared_out), Decimal(1)

    def _eco20(self, year):
        return self._purchases(year, self._is_local)

    def _eco21(self, year):
        return self._purchases(year, self._is_social)

    def _eco23(self, year):
        """Days from the date of a bill to its payment, weighted by what was paid."""
        paid = [one for one in self.payments if one.date.year == year]
        days = sum(one.amount * (one.date - one.invoice_date).days for one in paid)
        return days / sum(one.amount for one in paid), Decimal(1)

    def _eco25(self, year):
        earned = self._result(year) - self.sum(year, self.chart.no_money)
        return 100 * earned / self.sum(year, self.chart.income), Decimal(1)

    def _eco26(self, year):
        """What is left of long-term means after fixed assets, in days of current costs."""
        capital = self._capital(year) + self.balance(year, "2")
        costs = -self.sum(year, self.chart.current_costs)
        costs += self.sum(year, self.chart.no_current_costs)
        return (date(year, 12, 31) - date(year - 1, 12, 31)).days * capital / costs, Decimal(1)

    def _eco27(self, year):
        return 100 * self.balance(year, self.chart.lent) / self._capital(year), Decimal(1)

    def _eco28(self, year):
        return self._result(year), Decimal(1)

    def _emp30(self, year):
        return -self.sum(year, self.chart.staff), Decimal(1)

    def _vol04(self, year):
        return self.sum(year, ("875",)), Decimal(1)

    def _vol07(self, year):
        return self.sum(year, ("870", "871")), Decimal(1)

    def _purchases(self, year, judge) -> tuple[Decimal, Decimal]:
        """Share of the purchases for which ``judge`` is true, of those it can tell."""
        told = [
            (judge(self.directory[item.partner]), amount)
            for item, amount in self.items
            if item.date.year == year
            and item.display_type == "product"
            and item.move_type in ("in_invoice", "in_refund")
            and item.account_type in ("expense", "expense_direct_cost")
        ]
        size = sum(abs(amount) for _answer, amount in told)
        known = sum(abs(amount) for answer, amount in told if answer is not None)
        whole = sum(amount for answer, amount in told if answer is not None)
        return 100 * sum(amount for answer, amount in told if answer) / whole, known / size

    def _is_local(self, row) -> bool | None:
        if not row.zip:
            return None
        return len(row.zip) == self.digits and row.zip.startswith(self.local)

    @staticmethod
    def _is_social(row) -> bool | None:
        return row.tag in SOCIAL if row.tag in KNOWN_TAGS else None
