"""Account formulas over posted journal items, for all terms, scopes and periods.

Three statements, however many definitions, periods and companies there are: which
accounts there are; what moved on them between any two borders of the periods; and
in which of these stretches anything was posted at all. Signs are those of the
ledger (debit minus credit): a formula writes income as ``-70``. A company counts its
own items only: those of a branch are the branch's.
"""

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from odoo.fields import Domain
from odoo.tools import SQL

from ..engine import account_formula
from ..engine.account_formula import AccountTerm
from ..engine.period import Period
from .request import TOTAL, Observation, Observations, Request, values_list
from .statement import ANALYTIC_SHARE

BALANCE_BASES = ("end", "start")
LEDGER_DEPENDS = {
    "account.account": ["account_type", "code_store", "company_ids", "tag_ids"],
    "account.account.tag": ["name"],
    "account.move": ["company_id", "date", "state"],
    "account.move.line": [
        "account_id",
        "analytic_distribution",
        "balance",
        "company_id",
        "date",
        "parent_state",
    ],
}


def observe(env, source, request: Request, answers: Observations):
    """Note the answers of the ledger.

    :param env: that of the service account, which reads the accounting only.
    """
    env["account.move.line"].check_access("read")
    for model, names in LEDGER_DEPENDS.items():
        env[model].flush_model(names)
    terms = tuple(term for term in request.terms if term.source_id == source)
    ledger = Ledger(env, request, terms)
    for slot in request.slots:
        for term in terms:
            for position, period in enumerate(request.periods):
                seen = ledger.observation(term, slot, period)
                answers.put(term, slot.scope_id, position, TOTAL, seen)


def items_domain(env, terms, slot, period: Period) -> list:
    """The journal items behind terms of the ledger in one scope and period.

    :param env: that of the service account.
    """
    chart = Chart(env, (slot.company_id,), terms)
    domain = [("parent_state", "=", "posted"), ("company_id", "=", slot.company_id)]
    if slot.analytic_accounts is not None:
        domain.append(("analytic_distribution", "in", list(slot.analytic_accounts)))
    parts = []
    for term in terms:
        accounts = chart.account_ids(term, slot.company_id)
        if any(part.side for part, _ids in chart.parts(term, slot.company_id)):
            ledger = Ledger(env, Request((term,), (slot,), (period,)), (term,), chart)
            accounts = ledger.kept(term, slot, period)
        part = [("account_id", "in", sorted(accounts))]
        if term.basis == "start":
            part.append(("date", "<", str(period.start)))
        else:
            part.append(("date", "<=", str(period.last)))
        if term.basis not in BALANCE_BASES:
            part.append(("date", ">=", str(period.start)))
        parts.append(Domain(part))
    return list(Domain(domain) & Domain.OR(parts))


class Chart:
    """Which accounts the formulas of terms take, in each company's own chart."""

    def __init__(self, env, company_ids: tuple[int, ...], terms):
        self.env = env
        self.company_ids = company_ids
        companies = env["res.company"].browse(company_ids)
        self.accounts = self._read_accounts()
        self.matched = {}  # several terms have the same formula
        self.by_term = {
            (term.id, company.id): self._parts(term._accounts_in(company), company.id)
            for company in companies
            for term in terms
        }
        self.ids_by_term = {
            key: set().union(*(ids for _part, ids in parts)) for key, parts in self.by_term.items()
        }

    def _read_accounts(self) -> dict[int, dict[int, tuple[str, str, list[str]]]]:
        """Code, type and names of the tags of each account, by company and account id."""
        env = self.env
        rows = env.execute_query(
            SQL(
                """
                WITH tag AS (
                    SELECT rel.account_account_id AS account_id,
                           array_agg(label.name) AS names
                      FROM account_account_account_tag rel
                      JOIN account_account_tag tag ON tag.id = rel.account_account_tag_id
                      JOIN LATERAL (
                            SELECT value AS name FROM jsonb_each_text(tag.name)
                             UNION SELECT module || '.' || name FROM ir_model_data
                             WHERE model = 'account.account.tag' AND res_id = tag.id
                           ) label ON TRUE
                     GROUP BY 1)
                SELECT company.id, account.id,
                       account.code_store ->> split_part(company.parent_path, '/', 1),
                       account.account_type, tag.names
                  FROM account_account account
                  JOIN account_account_res_company_rel rel
                    ON rel.account_account_id = account.id
                  JOIN res_company company
                    ON '/' || company.parent_path LIKE '%%/' || rel.res_company_id || '/%%'
                  LEFT JOIN tag ON tag.account_id = account.id
                 WHERE company.id IN %s
                """,
                self.company_ids,
            )
        )
        accounts = defaultdict(dict)
        for company_id, account_id, code, account_type, tags in rows:
            accounts[company_id][account_id] = (code or "", account_type, tags or [])
        return accounts

    def _parts(self, text: str, company_id: int) -> list[tuple[AccountTerm, set[int]]]:
        key = (company_id, text)
        if key not in self.matched:
            self.matched[key] = [
                (
                    part,
                    {
                        account_id
                        for account_id, (code, kind, tags) in self.accounts[company_id].items()
                        if part.matches(code, tags=tags, account_type=kind)
                    },
                )
                for part in (account_formula.parse(text).terms if text else ())
            ]
        return self.matched[key]

    def parts(self, term, company_id: int) -> list[tuple[AccountTerm, set[int]]]:
        """Each part of a term's formula in a company, with the ids of its accounts."""
        return self.by_term[term.id, company_id]

    def account_ids(self, term, company_id: int) -> set[int]:
        """Ids of all accounts that a term takes in a company."""
        return self.ids_by_term[term.id, company_id]


@dataclass
class Movement:
    """What moved on the accounts of a scope in one stretch: sums, and numbers of items."""

    sums: dict[int, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    items: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, account_id: int, amount: Decimal, items: int):
        self.sums[account_id] += amount
        self.items[account_id] += items

    def plus(self, other: "Movement") -> "Movement":
        """What moved in both stretches together."""
        both = Movement(self.sums.copy(), self.items.copy())
        for account_id, amount in other.sums.items():
            both.add(account_id, amount, other.items[account_id])
        return both


class Ledger:
    """Movements by scope, account and stretch between borders."""

    def __init__(self, env, request: Request, terms, chart: Chart | None = None):
        self.env = env
        self.request = request
        self.borders = _borders(request.periods, any(term.monthly for term in terms))
        self.since_ever = any(term.basis in BALANCE_BASES for term in terms)
        self.chart = chart or Chart(env, request.company_ids, terms)
        self.movements = self._read_movements(terms)
        self.moved = {}  # by scope and stretches: terms and periods share them
        self.posted = self._read_posted()

    def _read_movements(self, terms) -> dict[tuple[int, int], Movement]:
        """What moved on the accounts by scope and stretch."""
        needed = set().union(
            *(
                self.chart.account_ids(term, company_id)
                for company_id in self.request.company_ids
                for term in terms
            )
        )
        movements = defaultdict(Movement)
        if not needed:
            return movements
        for scope_id, stretch, account_id, amount, items in self.env.execute_query(
            self._movements_sql(needed)
        ):
            movements[scope_id, stretch].add(account_id, Decimal(str(amount)), items)
        return movements

    def _movements_sql(self, account_ids: set[int]) -> SQL:
        slots = values_list(
            [
                (
                    slot.scope_id,
                    slot.company_id,
                    None if slot.analytic_accounts is None else list(slot.analytic_accounts),
                )
                for slot in self.request.slots
            ],
            ("int", "int", "int[]"),
        )
        first = SQL("TRUE") if self.since_ever else SQL("s.date >= %s", self.borders[0])
        return SQL(
            """
            SELECT sc.scope_id,
                   width_bucket(s.date, %(borders)s::date[]) AS stretch,
                   s.account_id,
                   sum(part.amount),
                   count(*)
              FROM account_move_line s
              JOIN %(slots)s AS sc(scope_id, company_id, analytics)
                ON sc.company_id = s.company_id
              JOIN LATERAL (
                    SELECT CASE WHEN sc.analytics IS NULL THEN s.balance
                                ELSE s.balance * %(share)s END
                   ) part(amount) ON part.amount IS NOT NULL
             WHERE s.parent_state = 'posted'
               AND s.account_id IN %(accounts)s
               AND s.date < %(last)s
               AND %(first)s
             GROUP BY 1, 2, 3
            """,
            borders=list(self.borders),
            share=ANALYTIC_SHARE,
            slots=slots,
            accounts=tuple(account_ids),
            last=self.borders[-1],
            first=first,
        )

    def _read_posted(self) -> dict[int, set[int]]:
        """Stretches in which a company posted anything at all."""
        posted = defaultdict(set)
        for company_id, stretch in self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT company_id, width_bucket(date, %s::date[])
                  FROM account_move
                 WHERE state = 'posted' AND company_id IN %s AND date < %s
                """,
                list(self.borders),
                self.request.company_ids,
                self.borders[-1],
            )
        ):
            posted[company_id].add(stretch)
        return posted

    def observation(self, term, slot, period: Period) -> Observation:
        """What one term comes to in one scope and period."""
        if slot.analytic_accounts == ():
            return Observation(present=False, reason="scope_without_analytic")
        if term.basis in BALANCE_BASES and slot.analytic_accounts is not None:
            # Debts, assets and reserves are those of the enterprise: what little of them
            # is distributed to a project is no balance sheet of it.
            return Observation(present=False, reason="whole_enterprise_only")
        if not self.chart.account_ids(term, slot.company_id):
            return Observation(present=False, reason="no_accounts")
        stretches = self._stretches(term, period)
        if not self.posted[slot.company_id].intersection(stretches):
            return Observation(present=False, reason="no_entries")
        months, booked = self._months(term, slot, stretches)
        if months and not booked:
            return Observation(present=False, reason="no_entries")
        moved = self._moved(slot, stretches)
        kept = self._kept(term, slot, moved)
        return Observation(
            value=sum(
                (part.sign * moved.sums[account] for part, ids in kept for account in ids),
                Decimal(0),
            ),
            count=sum(moved.items[account] for account in set().union(*(i for _p, i in kept))),
            known=Decimal(booked),
            considered=Decimal(months),
        )

    def kept(self, term, slot, period: Period) -> set[int]:
        """Ids of the accounts whose balance is on the side that the formula asks for."""
        moved = self._moved(slot, self._stretches(term, period))
        return set().union(*(ids for _part, ids in self._kept(term, slot, moved)))

    def _kept(self, term, slot, moved: Movement) -> list[tuple[AccountTerm, set[int]]]:
        return [
            (
                part,
                {account for account in ids & moved.sums.keys() if part.keeps(moved.sums[account])},
            )
            for part, ids in self.chart.parts(term, slot.company_id)
        ]

    def _moved(self, slot, stretches: range) -> Movement:
        """What moved in several stretches together: in all but the last, and in that one."""
        key = (slot.scope_id, stretches)
        if key not in self.moved:
            before = self._moved(slot, stretches[:-1]) if len(stretches) > 1 else Movement()
            last = self.movements.get((slot.scope_id, stretches[-1]))
            self.moved[key] = before.plus(last) if last else before
        return self.moved[key]

    def _stretches(self, term, period: Period) -> range:
        """Numbers of the stretches that make up what the term looks at."""
        first, last = (bisect_left(self.borders, day) for day in (period.start, period.stop))
        if term.basis == "end":
            return range(last + 1)
        if term.basis == "start":
            return range(first + 1)
        return range(first + 1, last + 1)

    def _months(self, term, slot, stretches: range) -> tuple[int, int]:
        """How many months should have an entry, and how many have one."""
        if not term.monthly or term.basis in BALANCE_BASES:
            return 0, 0
        account_ids = self.chart.account_ids(term, slot.company_id)
        months, booked = set(), set()
        for stretch in stretches:
            day = self.borders[stretch - 1]
            months.add((day.year, day.month))
            seen = self.movements.get((slot.scope_id, stretch))
            if seen and account_ids & seen.sums.keys():
                booked.add((day.year, day.month))
        return len(months), len(booked)


def _borders(periods, monthly: bool) -> tuple[date, ...]:
    """Days at which a stretch starts: those of the periods, and of their months."""
    days = {day for period in periods for day in (period.start, period.stop)}
    if monthly:
        for period in periods:
            day = (period.start.replace(day=1) + timedelta(32)).replace(day=1)
            while day < period.stop:
                days.add(day)
                day = (day + timedelta(32)).replace(day=1)
    return tuple(sorted(days))
