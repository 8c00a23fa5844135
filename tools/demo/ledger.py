"""Three fiscal years of posted entries, made through Odoo's own accounting.

Sales and purchases are invoices and bills; grants, payroll, depreciation and the bank are journal
entries. Payroll is one entry a month, computed from the employment histories. The books are
closed up to November 2025.
"""

import random
from datetime import date, timedelta

from tools.demo import closing, directory, histories
from tools.demo.common import SEED, YEARS, add_months, day, month_end
from tools.demo.entries import Book

LOCK_DATE = day("2025-11-30")

SALES_GROWTH = {2023: 0.970, 2024: 1.000, 2025: 1.052}
COST_GROWTH = {2023: 0.945, 2024: 1.000, 2025: 1.024}
ON_COSTS = {"permanent": 0.285, "integration": 0.085}
"""Employer contributions as a share of gross pay; integration posts of a workshop are largely exempt."""
WITHHELD = 0.218
"""Employees' contributions as a share of gross pay."""
SEASON = {
    "garden": (2, 2, 3, 5, 7, 8, 8, 8, 8, 6, 4, 3),
    "services": (5,) * 7 + (3,) + (5,) * 4,
    "office": (1,) * 12,
}
"""Weight of each month when the dates of invoices and bills are drawn."""


def build(env, firm, crowd, staff):
    """Post everything, settle most invoices, close the books up to November 2025."""
    rng = random.Random(SEED + 2)
    book = Book(env, firm)
    closing.opening(book)
    invoices = _invoices(book, rng, crowd)
    bills = _bills(book, rng, crowd)
    for year in YEARS:
        _grants(book, crowd, year)
        _gifts(book, rng, crowd, year)
        for month in range(1, 13):
            _payroll(book, staff.people, year, month)
        closing.year_end(book, year)
    book.post()
    closing.value_added_tax(book)
    _settle(book, rng, invoices | bills)
    _unfinished_bills(book, crowd)
    firm.fiscalyear_lock_date = LOCK_DATE
    return book


def _draw_dates(rng, year: int, place: str, count: int) -> list[date]:
    """``count`` days of a year, spread evenly when there is one a month or more."""
    if count >= 12:
        months = list(range(1, 13))
    else:
        months = sorted(rng.choices(range(1, 13), weights=SEASON[place], k=count))
    return [date(year, month, rng.randrange(3, 28)) for month in months]


def _documents(rng, rows, growth, times: str):
    """For each row of the directory and each year: its dates and amounts, which add up."""
    for row in rows:
        for year in YEARS:
            dates = _draw_dates(rng, year, row.place, getattr(row, times))
            weights = [rng.uniform(0.75, 1.25) for _one in dates]
            trend = directory.TRENDS.get(row.key, (1, 1, 1))[year - YEARS[0]]
            total = row.amount * growth[year] * trend * rng.uniform(0.96, 1.04)
            for moment, weight in zip(dates, weights, strict=True):
                yield row, moment, round(total * weight / sum(weights), 2)


def _invoices(book, rng, crowd):
    """Customer invoices, with a credit note now and then."""
    values = []
    for row, moment, amount in _documents(rng, directory.CLIENTS, SALES_GROWTH, "invoices"):
        label = f"{row.label} - {moment:%m/%Y}"
        values.append(
            book.invoice("out_invoice", crowd.clients[row.key], moment, label, row, amount)
        )
        if rng.random() < 0.012:
            values.append(
                book.invoice(
                    "out_refund",
                    crowd.clients[row.key],
                    moment + timedelta(days=2),
                    f"Avoir - {label}",
                    row,
                    round(amount * 0.1, 2),
                )
            )
    return book.create(values)


def _bills(book, rng, crowd):
    """Vendor bills, each with the supplier's own number."""
    values = []
    documents = _documents(rng, directory.SUPPLIERS, COST_GROWTH, "bills")
    for counter, (row, moment, amount) in enumerate(documents, start=1):
        bill = book.invoice("in_invoice", crowd.suppliers[row.key], moment, row.label, row, amount)
        bill["ref"] = f"{row.key[:3].upper()}{moment:%y%m}-{counter:04d}"
        values.append(bill)
    return book.create(values)


def _grants(book, crowd, year: int) -> None:
    """Each grant is booked when it is decided or due, with the funder as partner."""
    for row in directory.FUNDERS:
        partner = crowd.funders[row.key]
        total = row.amounts[year - YEARS[0]]
        for moment in (month_end(year, month) for month in row.months):
            amount = round(total / len(row.months), 2)
            label = f"{row.label} {year}"
            book.entry(
                "misc",
                moment,
                label,
                [("441000", amount), (row.account, -amount, row.place)],
                partner,
            )
            paid = add_months(moment, 2)
            if paid <= day("2025-12-31"):
                book.entry(
                    "bank",
                    paid,
                    f"{row.label} - versement",
                    [("bank", amount), ("441000", -amount)],
                    partner,
                )


def _gifts(book, rng, crowd, year: int) -> None:
    """Membership fees in March and donations in June and December, member by member."""
    fees = [("756100", -25.0, None, member) for member in crowd.members]
    book.entry(
        "bank", date(year, 3, 31), f"Cotisations {year}", [("bank", 25.0 * len(fees)), *fees]
    )
    for month in (6, 12):
        donors = rng.sample(list(crowd.members), 16)
        gifts = [
            ("754100", -float(rng.choice((50, 100, 150, 200, 300, 500))), None, donor)
            for donor in donors
        ]
        book.entry(
            "bank",
            month_end(year, month),
            f"Dons {month_end(year, month):%m/%Y}",
            [("bank", -sum(gift[1] for gift in gifts)), *gifts],
        )


def _payroll(book, people, year: int, month: int) -> None:
    """One entry a month for everyone's pay, then its payment the month after."""
    pay = {
        key: round(amount, 2) for key, amount in histories.gross_pay(people, year, month).items()
    }
    lines, owed, social = [], 0.0, 0.0
    for key, gross in sorted(pay.items()):
        group, place = key.split(".")
        charges = round(gross * ON_COSTS[group], 2)
        withheld = round(gross * WITHHELD, 2)
        lines += [("641100", gross, place), ("645100", charges, place)]
        owed += gross - withheld
        social += charges + withheld
    moment = month_end(year, month)
    total = sum(pay.values())
    extras = [
        ("633300", round(total * 0.0155, 2)),
        ("631100", round(total * 0.009, 2)),
        ("647500", 410.0 if month in (3, 9) else 95.0),
    ]
    social = round(social + sum(amount for _code, amount in extras), 2)
    owed = round(owed, 2)
    book.entry(
        "misc",
        moment,
        f"Paie {moment:%m/%Y}",
        [*lines, *extras, ("421000", -owed), ("431000", -social)],
    )
    if month < 12 or year < YEARS[-1]:
        book.entry(
            "bank",
            moment + timedelta(days=5),
            f"Règlement de la paie {moment:%m/%Y}",
            [("421000", owed), ("431000", social), ("bank", -round(owed + social, 2))],
        )


def _settle(book, rng, moves) -> None:
    """Pay what fell due before December 2025, but for a few late payers; reconcile it."""
    due: dict[date, list] = {}
    for move in moves:
        paid = move.invoice_date + timedelta(days=rng.choice((20, 30, 35, 45)))
        if paid <= LOCK_DATE and rng.random() < 0.975:
            due.setdefault(month_end(paid.year, paid.month), []).append(move)
    pairs = []
    for moment, settled in sorted(due.items()):
        terms = [
            move.line_ids.filtered(lambda line: line.display_type == "payment_term")
            for move in settled
        ]
        lines = [
            (term.account_id.code, -sum(term.mapped("balance")), None, move.partner_id)
            for move, term in zip(settled, terms, strict=True)
        ]
        payment = book.entry(
            "bank",
            moment,
            f"Règlements {moment:%m/%Y}",
            [*lines, ("bank", -sum(line[1] for line in lines))],
        )
        pairs += [(payment, terms)]
    book.post()
    for payment, terms in pairs:
        counterparts = book.moves_of(payment).line_ids.filtered(
            lambda line: line.account_type in ("asset_receivable", "liability_payable")
        )
        counterparts.browse()._reconcile_plan(
            [term + line for term, line in zip(terms, counterparts.sorted("id"), strict=True)]
        )


def _unfinished_bills(book, crowd) -> None:
    """Two bills of December that nobody has checked yet: drafts count nowhere."""
    rows = [row for row in directory.SUPPLIERS if row.key in ("garage", "plants")]
    book.create(
        [
            book.invoice(
                "in_invoice", crowd.suppliers[row.key], day("2025-12-22"), row.label, row, 640.0
            )
            for row in rows
        ]
    )
    book.pending.clear()
