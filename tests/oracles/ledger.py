"""Figures of the demo's ledger and purchases, counted on its items as plain SQL gives them.

What an account, a partner or a postcode means is said here once more, from the definitions and
from the demo's own directory, not read from the addon.
"""

from datetime import date
from decimal import Decimal

from tools.demo import directory

INCOME = ("70", "71", "72", "73", "74", "75", "781", "789", "791")
SUBSIDIES = ("73", "74")
VALUE_ADDED = ("70", "71", "72", "73", "75", "60", "61", "62")
SHARED_OUT = (*VALUE_ADDED, "74")
"""Value added and operating subsidies."""
NO_MONEY = ("68", "78", "6570", "6671", "675", "7470", "7570", "7671", "775", "777")
"""What the result holds of depreciation, provisions, assets sold and investment grants."""
LOCAL = ("59", "62")
SOCIAL = {"social"}
KNOWN_TAGS = {"social", "ordinary", "public_funder", "public_client", "private_funder"}
ITEMS = """
    SELECT line.date, line.balance, line.display_type, move.move_type,
           line.analytic_distribution AS distribution,
           account.account_type, partner.name AS partner, partner.id AS partner_id,
           account.code_store ->> line.company_id::text AS code
      FROM account_move_line line
      JOIN account_move move ON move.id = line.move_id
      JOIN account_account account ON account.id = line.account_id
      LEFT JOIN res_partner contact ON contact.id = line.partner_id
      LEFT JOIN res_partner partner ON partner.id = contact.commercial_partner_id
     WHERE move.state = 'posted'
"""
ANALYTIC = "SELECT id, name ->> 'en_US' AS name FROM account_analytic_account"


class Ledger:
    """The posted items of a scope: all, or the parts for one analytic account."""

    def __init__(self, database, scope: str = ""):
        names = {row.name: str(row.id) for row in database.rows(ANALYTIC)}
        wanted = names[scope] if scope else None
        self.items = []
        for item in database.rows(ITEMS):
            share = Decimal(1)
            if wanted:
                distribution = item.distribution or {}
                share = Decimal(str(distribution.get(wanted, 0))) / 100
            if share:
                self.items.append((item, item.balance * share))
        rows = (*directory.SUPPLIERS, *directory.CLIENTS, *directory.FUNDERS)
        self.directory = {row.name: row for row in rows}

    def figure(self, code: str, year: int) -> tuple[Decimal | None, Decimal]:
        """Value and coverage of an indicator for a calendar year."""
        return getattr(self, f"_{code.lower()}")(year)

    def sum(self, year: int, prefixes) -> Decimal:
        """Credit less debit of the accounts that begin so."""
        return -sum(
            amount
            for item, amount in self.items
            if item.date.year == year and item.code.startswith(tuple(prefixes))
        )

    def balance(self, year: int, takes) -> Decimal:
        """Credit less debit at the end of a year of the accounts that ``takes`` says yes to."""
        return -sum(
            amount for item, amount in self.items if item.date.year <= year and takes(item.code)
        )

    def _part(self, year, prefixes, whole=SHARED_OUT) -> tuple[Decimal, Decimal]:
        """Costs as a share of what is shared out."""
        return -100 * self.sum(year, prefixes) / self.sum(year, whole), Decimal(1)

    def _eco04(self, year):
        return 100 * self.sum(year, ("754", "756")) / self.sum(year, INCOME), Decimal(1)

    def _eco08(self, year):
        return self._part(year, ("64",))

    def _eco09(self, year):
        return self._part(year, ("63", "695", "696", "697", "698", "699"))

    def _eco10(self, year):
        return self._part(year, ("661",))

    def _eco25(self, year):
        earned = self.sum(year, ("6", "7")) - self.sum(year, NO_MONEY)
        return 100 * earned / self.sum(year, INCOME), Decimal(1)

    def _eco26(self, year):
        """What is left of long-term means after fixed assets, in days of current costs."""
        capital = self.balance(year, lambda code: code[0] in "1267" and code[:2] != "18")
        costs = -self.sum(year, ("60", "61", "62", "63", "64", "65"))
        costs += self.sum(year, ("6570",))
        return (date(year, 12, 31) - date(year - 1, 12, 31)).days * capital / costs, Decimal(1)

    def _eco27(self, year):
        debts = self.balance(year, lambda code: code.startswith(("16", "17")))
        capital = self.balance(year, lambda code: code[0] in "167" and code[:2] != "18")
        return 100 * debts / capital, Decimal(1)

    def _eco01(self, year):
        return self.sum(year, INCOME), Decimal(1)

    def _eco02(self, year):
        return 100 * self.sum(year, ("70",)) / self.sum(year, INCOME), Decimal(1)

    def _eco03(self, year):
        return 100 * self.sum(year, SUBSIDIES) / self.sum(year, INCOME), Decimal(1)

    def _eco05(self, year):
        paid, unknown = {}, Decimal(0)
        size = Decimal(0)
        for item, amount in self.items:
            if item.date.year == year and item.code.startswith(INCOME):
                size += abs(amount)
                if item.partner_id:
                    paid[item.partner_id] = paid.get(item.partner_id, 0) - amount
                else:
                    unknown += abs(amount)
        return 100 * max(paid.values()) / self.sum(year, INCOME), 1 - unknown / size

    def _eco06(self, year):
        return self.sum(year, VALUE_ADDED), Decimal(1)

    def _eco20(self, year):
        return self._purchases(year, self._is_local)

    def _eco21(self, year):
        return self._purchases(year, self._is_social)

    def _eco28(self, year):
        return self.sum(year, ("6", "7")), Decimal(1)

    def _emp30(self, year):
        return -self.sum(year, ("64",)), Decimal(1)

    def _purchases(self, year, judge) -> tuple[Decimal, Decimal]:
        """Share of the purchases for which ``judge`` is true, of those it can tell."""
        told = [
            (judge(self.directory[item.partner]), amount)
            for item, amount in self.items
            if item.date.year == year
            and item.display_type == "product"
            and item.move_type in ("in_invoice", "in_refund")
            and item.code.startswith("6")
        ]
        size = sum(abs(amount) for _answer, amount in told)
        known = sum(abs(amount) for answer, amount in told if answer is not None)
        whole = sum(amount for answer, amount in told if answer is not None)
        return 100 * sum(amount for answer, amount in told if answer) / whole, known / size

    @staticmethod
    def _is_local(row) -> bool | None:
        if not row.zip:
            return None
        return len(row.zip) == 5 and row.zip.startswith(LOCAL)

    @staticmethod
    def _is_social(row) -> bool | None:
        return row.tag in SOCIAL if row.tag in KNOWN_TAGS else None
