r"""Account formulas: which accounts of the ledger add up to a financial figure.

The syntax is that of the engine "Prefix of Account Codes" of Odoo's financial reports,
with one addition, ``type(…)``, for ledgers whose account codes nobody knows::

    formula  = [sign] term {sign term}              sign = "+" | "-"
    term     = what ["\(" [prefix {"," prefix}] ")"] ["D" | "C"]
    what     = prefix | "tag(" name ")" | "type(" type {"," type} ")"
    prefix   = {letter | digit | "."}

``70 + 74\(741) - 709D`` is the balance of the accounts that begin with 70, plus that of
those that begin with 74 but not with 741, minus that of those that begin with 709 and
have a debit balance. ``tag(…)`` takes the accounts with a tag (its external id or its
name), ``type(…)`` those of Odoo's account types. A prefix that itself ends in C or D is
followed by ``\()``: ``21D\()``. An account that two terms take counts twice.

A balance is debit − credit, so that income is negative; who wants it positive writes
``-70``.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from .errors import AccountFormulaError

MAX_LENGTH = 2000

# The values of ``account.account.account_type`` in Odoo 19.
ACCOUNT_TYPES = frozenset(
    {
        "asset_receivable",
        "asset_cash",
        "asset_current",
        "asset_non_current",
        "asset_prepayments",
        "asset_fixed",
        "liability_payable",
        "liability_credit_card",
        "liability_current",
        "liability_non_current",
        "equity",
        "equity_unaffected",
        "income",
        "income_other",
        "expense",
        "expense_other",
        "expense_depreciation",
        "expense_direct_cost",
        "off_balance",
    }
)

_SPACE = re.compile(r"\s*")
_SIGN = re.compile(r"[+-]")
_TAG = re.compile(r"tag\s*\(([^()]*)(\)?)")
_TYPE = re.compile(r"type\s*\(([^()]*)(\)?)")
_PREFIX = re.compile(r"[A-Za-z0-9.]+")
_EXCLUDED = re.compile(r"\\\(([A-Za-z0-9.,\s]*)\)")
_SIDE = re.compile(r"[DC](?![A-Za-z0-9.])")


@dataclass(frozen=True)
class AccountTerm:
    r"""Some accounts of the ledger, to be added or subtracted.

    Exactly one of ``prefix``, ``tag`` and ``types`` says which accounts.

    :param sign: 1 to add, -1 to subtract.
    :param prefix: what their codes begin with.
    :param excluded: prefixes of codes that are left out.
    :param side: ``D`` keeps accounts with a debit balance only, ``C`` with a credit
        balance only, and nothing keeps all.
    :param tag: external id or name of a tag of theirs.
    :param types: their account types.
    """

    sign: int
    prefix: str
    excluded: tuple[str, ...] = ()
    side: str = ""
    tag: str = ""
    types: tuple[str, ...] = ()

    def matches(self, code: str, *, tags: Collection[str] = (), account_type: str = "") -> bool:
        """Whether the term takes an account, its side left aside.

        :param code: the code of the account.
        :param tags: external ids and names of its tags; only needed for ``tag(…)``.
        :param account_type: its type; only needed for ``type(…)``.
        """
        if code.startswith(self.excluded):
            return False
        if self.tag:
            return self.tag in tags
        if self.types:
            return account_type in self.types
        return code.startswith(self.prefix)

    def keeps(self, balance: Decimal) -> bool:
        """Whether this balance is on the side that the term asks for."""
        return not self.side or (balance > 0 if self.side == "D" else balance < 0)


@dataclass(frozen=True)
class AccountFormula:
    """An account formula that has been read: its text and its terms, in order."""

    text: str
    terms: tuple[AccountTerm, ...]


def parse(text: str) -> AccountFormula:
    """Read an account formula.

    :raises AccountFormulaError: with position and text of what cannot be read.
    """
    if len(text) > MAX_LENGTH:
        raise AccountFormulaError("account_formula_too_long", length=len(text), limit=MAX_LENGTH)
    if not text.strip():
        raise AccountFormulaError("account_formula_empty")
    return AccountFormula(text.strip(), _Reader(text).terms())


def total(
    formula: AccountFormula,
    balances: Mapping[str, Decimal],
    *,
    tags: Mapping[str, Collection[str]] | None = None,
    types: Mapping[str, str] | None = None,
) -> Decimal:
    """What the formula comes to, account by account.

    This is the meaning of a formula, written out; the addon asks the database for the
    same in one statement, and its tests compare.

    :param balances: account code → debit − credit.
    :param tags: account code → external ids and names of the account's tags.
    :param types: account code → account type.
    """
    tags, types = tags or {}, types or {}
    return sum(
        (
            term.sign * balance
            for term in formula.terms
            for code, balance in balances.items()
            if term.keeps(balance)
            and term.matches(code, tags=tags.get(code, ()), account_type=types.get(code, ""))
        ),
        Decimal(0),
    )


class _Reader:
    """Reads terms from left to right; ``position`` is where it stands."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0

    def terms(self) -> tuple[AccountTerm, ...]:
        terms: list[AccountTerm] = []
        self._take(_SPACE)
        while self.position < len(self.text):
            sign = self._take(_SIGN)
            if terms and not sign:
                raise self._error("account_formula_sign")
            terms.append(self._term(-1 if sign and sign[0] == "-" else 1))
        return tuple(terms)

    def _term(self, sign: int) -> AccountTerm:
        if tag := self._take(_TAG):
            return self._named_term(sign, tag=self._tag(tag))
        if types := self._take(_TYPE):
            return self._named_term(sign, types=self._types(types))
        start, prefix = self.position, self._take(_PREFIX)
        if not prefix:
            raise self._error("account_formula_prefix")
        if self.text.startswith("\\", self.position):
            excluded = self._excluded()
            return AccountTerm(sign, prefix[0], excluded, self._side())
        code, side = prefix[0], self._side()
        if not side and code[-1] in "CD":
            code, side = code[:-1], code[-1]
        if not code or code[-1] in "CD":
            raise self._error("account_formula_side", start)
        return AccountTerm(sign, code, (), side)

    def _named_term(self, sign: int, tag: str = "", types: tuple[str, ...] = ()) -> AccountTerm:
        return AccountTerm(sign, "", self._excluded(), self._side(), tag, types)

    def _tag(self, tag: re.Match[str]) -> str:
        name = tag[1].strip()
        if not (name and tag[2]):
            raise self._error("account_formula_tag", tag.start())
        return name

    def _types(self, types: re.Match[str]) -> tuple[str, ...]:
        names = tuple(name.strip() for name in types[1].split(","))
        if not (types[2] and ACCOUNT_TYPES.issuperset(names)):
            raise self._error("account_formula_type", types.start())
        return names

    def _excluded(self) -> tuple[str, ...]:
        start = self.position
        if not self.text.startswith("\\", start):
            return ()
        excluded = self._take(_EXCLUDED)
        if not excluded:
            raise self._error("account_formula_excluded")
        if not excluded[1].strip():
            return ()
        prefixes = tuple(prefix.strip() for prefix in excluded[1].split(","))
        if not all(_PREFIX.fullmatch(prefix) for prefix in prefixes):
            raise self._error("account_formula_excluded", start)
        return prefixes

    def _side(self) -> str:
        side = self._take(_SIDE)
        return side[0] if side else ""

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """What stands here, if it fits the pattern; steps over it and spaces."""
        found = pattern.match(self.text, self.position)
        if found:
            spaces = _SPACE.match(self.text, found.end())
            self.position = spaces.end() if spaces else found.end()
        return found

    def _error(self, code: str, position: int | None = None) -> AccountFormulaError:
        position = self.position if position is None else position
        text = self.text[position : position + 20] or self.text[-20:]
        return AccountFormulaError(code, position=position, text=text)
