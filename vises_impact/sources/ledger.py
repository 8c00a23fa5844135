"""Account formulas over posted journal items, for all terms, scopes and periods.

Three statements, however many definitions, periods and companies there are: which
accounts there are; what moved on them between any two borders of the periods; and
in which of these stretches anything was posted at all. Signs are those of the
ledger (debit minus credit): a formula writes income as ``-70``.
"""

from bisect import bisect_left
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

from odoo.tools import SQL

from ..engine import account_formula
from ..engine.period import Period
from .records import ANALYTIC_SHARE
from .request import TOTAL, Observation, Observations, Request, values_list

BALANCE_BASES = ("end", "start")


def observe(env, source, request: Request) -> Observations:
    """Answers of the ledger.

    :param env: that of the service account, which reads the accounting only.
    """
    env["account.move.line"].check_access("read")
    env["account.move.line"].flush_model(
        ["account_id", "analytic_distribution", "balance", "company_id", "date", "parent_state"]
    )
    env["account.move"].flush_model(["company_id", "date", "state"])
    env["account.account"].flush_model(["account_type", "code", "company_ids", "tag_ids"])
    terms = tuple(term for term in request.terms if term.source_id == source)
    ledger = Ledger(env, request, terms)
    answers = Observations()
    for slot in request.slots:
        company = env["res.company"].browse(slot.company_id)
        for term in terms:
            formula = term._accounts_in(company)
            for position, period in enumerate(request.periods):
                seen = ledger.observation(term, formula, slot, period)
                answers.put(term, slot.scope_id, position, TOTAL, seen)
    return answers


class Ledger:
    """Movements by scope, account and stretch between borders."""

    def __init__(self, env, request: Request, terms):
        self.env = env
        self.request = request
        self.borders = _borders(request.periods, any(term.monthly for term in terms))
        self.since_ever = any(term.basis in BALANCE_BASES for term in terms)
        self.accounts = self._read_accounts()
        self.parsed = {}
        self.movements = self._read_movements(terms)
        self.posted = self._read_posted()

    def _read_accounts(self) -> dict[int, dict[int, tuple[str, str]]]:
        """Code and type of each account, by company and account id."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT company.id, account.id,
                       account.code_store ->> split_part(company.parent_path, '/', 1),
                       account.account_type
                  FROM account_account account
                  JOIN account_account_res_company_rel rel
                    ON rel.account_account_id = account.id
                  JOIN res_company company
                    ON company.parent_path LIKE rel.res_company_id::text || '/%%'
                    OR company.parent_path LIKE '%%/' || rel.res_company_id::text || '/%%'
                 WHERE company.id IN %s
                """,
                self.request.company_ids,
            )
        )
        accounts = defaultdict(dict)
        for company_id, account_id, code, account_type in rows:
            accounts[company_id][account_id] = (code or "", account_type)
        return accounts

    def _read_movements(self, terms) -> dict[tuple[int, int], dict[int, Decimal]]:
        """Sum of the items of each account by scope and stretch."""
        needed = set()
        for slot in self.request.slots:
            company = self.env["res.company"].browse(slot.company_id)
            for term in terms:
                needed |= self.matching(company.id, term._accounts_in(company))
        movements = defaultdict(dict)
        if not needed:
            return movements
        for scope_id, stretch, account_id, amount in self.env.execute_query(
            self._movements_sql(needed)
        ):
            movements[scope_id, stretch][account_id] = Decimal(str(amount))
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
                   sum(s.balance * CASE WHEN sc.analytics IS NULL THEN 1
                                        ELSE COALESCE(%(share)s, 0) END)
              FROM account_move_line s
              JOIN %(slots)s AS sc(scope_id, company_id, analytics)
                ON sc.company_id = s.company_id
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

    def matching(self, company_id: int, formula: str) -> set[int]:
        """Ids of the accounts that a formula touches in a company."""
        if not formula:
            return set()
        key = (company_id, formula)
        if key not in self.parsed:
            self.parsed[key] = [
                (
                    part,
                    {
                        account_id
                        for account_id, (code, kind) in self.accounts[company_id].items()
                        if part.matches(code, account_type=kind)
                    },
                )
                for part in account_formula.parse(formula).terms
            ]
        return set().union(*(ids for _part, ids in self.parsed[key]))

    def observation(self, term, formula: str, slot, period: Period) -> Observation:
        """What one term comes to in one scope and period."""
        if slot.analytic_accounts == ():
            return Observation(present=False, reason="scope_without_analytic")
        if not self.matching(slot.company_id, formula):
            return Observation(present=False, reason="no_accounts")
        stretches = self._stretches(term, period)
        if not self.posted[slot.company_id].intersection(stretches):
            return Observation(present=False, reason="no_entries")
        balances = defaultdict(Decimal)
        for stretch in stretches:
            for account_id, amount in self.movements[slot.scope_id, stretch].items():
                balances[account_id] += amount
        value = Decimal(0)
        moved = 0
        for part, account_ids in self.parsed[slot.company_id, formula]:
            for account_id in account_ids & balances.keys():
                moved += 1
                balance = balances[account_id]
                if part.keeps(balance):
                    value += part.sign * balance
        months, booked = self._months(term, formula, slot, stretches)
        if months and not booked:
            return Observation(present=False, reason="no_entries")
        return Observation(
            value=value,
            count=moved,
            known=Decimal(booked),
            considered=Decimal(months),
        )

    def _stretches(self, term, period: Period) -> range:
        """Numbers of the stretches that make up what the term looks at."""
        first, last = (bisect_left(self.borders, day) for day in (period.start, period.stop))
        if term.basis == "end":
            return range(last + 1)
        if term.basis == "start":
            return range(first + 1)
        return range(first + 1, last + 1)

    def _months(self, term, formula: str, slot, stretches) -> tuple[int, int]:
        """How many months should have an entry, and how many have one."""
        if not term.monthly:
            return 0, 0
        account_ids = self.matching(slot.company_id, formula)
        months, booked = set(), set()
        for stretch in stretches:
            day = self.borders[stretch - 1]
            months.add((day.year, day.month))
            if account_ids & self.movements[slot.scope_id, stretch].keys():
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
