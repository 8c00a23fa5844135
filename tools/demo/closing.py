"""Entries at the edges of a year: opening balances, value added tax, year-end entries."""

from datetime import date, timedelta

from tools.demo.common import YEARS, add_months, day, month_end


def opening(book) -> None:
    """The balance sheet that the association brings into Odoo on 1 January 2023."""
    amounts = {
        "218200": 146200,
        "215400": 118600,
        "213500": 92400,
        "218300": 21800,
        "281800": -96400,
        "281500": -71200,
        "281300": -38600,
        "bank": 371400,
        "441000": 96000,
        "102100": -84000,
        "106800": -357000,
        "110000": -22600,
        "164000": -78000,
        "431000": -58600,
    }
    amounts["421000"] = -sum(amounts.values())
    book.entry(
        "misc", day("2023-01-01"), "Reprise des soldes au 1er janvier 2023", list(amounts.items())
    )
    _after_opening(book, amounts)


def _after_opening(book, amounts: dict) -> None:
    """What the opening balance sheet leads to: old debts and grants paid; later, two purchases."""
    book.entry(
        "bank",
        day("2023-01-06"),
        "Règlement de la paie 12/2022",
        [
            ("421000", -amounts["421000"]),
            ("431000", -amounts["431000"]),
            ("bank", amounts["421000"] + amounts["431000"]),
        ],
    )
    book.entry(
        "bank",
        day("2023-02-28"),
        "Subventions 2022 - versement",
        [("bank", amounts["441000"]), ("441000", -amounts["441000"])],
    )
    book.entry(
        "bank", day("2024-05-15"), "Achat d'un fourgon", [("218200", 28400), ("bank", -28400)]
    )
    book.entry(
        "bank", day("2025-04-10"), "Achat d'une serre tunnel", [("215400", 31000), ("bank", -31000)]
    )


def value_added_tax(book) -> None:
    """Declare and pay the tax of each quarter up to September 2025, the month after."""
    accounts = [book.account(code) for code in ("445710", "445660")]
    totals = book.env["account.move.line"]._read_group(
        [
            ("account_id", "in", [one.id for one in accounts]),
            ("parent_state", "=", "posted"),
            ("date", "<=", "2025-09-30"),
        ],
        ["date:quarter", "account_id"],
        ["balance:sum"],
    )
    quarters: dict[date, dict[str, float]] = {}
    for start, account, balance in totals:
        quarters.setdefault(start, {})[account.code] = round(balance, 2)
    for start, balances in sorted(quarters.items()):
        end = add_months(start, 3) - timedelta(days=1)
        owed = -round(sum(balances.values()), 2)
        label = f"TVA du trimestre {(end.month + 2) // 3}/{end.year}"
        book.entry(
            "misc",
            end,
            label,
            [*((code, -balance) for code, balance in balances.items()), ("445510", -owed)],
        )
        book.entry(
            "bank",
            end + timedelta(days=20),
            f"{label} - paiement",
            [("445510", owed), ("bank", -owed)],
        )


def year_end(book, year: int) -> None:
    """Depreciation, loan, local tax, holiday pay owed and the volunteers' work."""
    last = date(year, 12, 31)
    growth = year - YEARS[0]
    book.entry(
        "misc",
        last,
        f"Dotations aux amortissements {year}",
        [
            ("681100", 38400 + 900 * growth),
            ("281800", -(19800 + 900 * growth)),
            ("281500", -12900),
            ("281300", -5700),
        ],
    )
    _loan(book, year)
    book.entry(
        "bank",
        date(year, 10, 15),
        f"Taxe foncière {year}",
        [("635120", 4150 + 120 * growth, "office"), ("bank", -(4150 + 120 * growth))],
    )
    book.entry(
        "misc",
        last,
        f"Variation des congés à payer {year}",
        [("641200", 2350 + 180 * growth), ("428200", -(2350 + 180 * growth))],
    )
    book.entry(
        "misc",
        date(year, 11, 30),
        f"Indemnité d'assurance {year}",
        [("467000", 1850), ("758700", -1850, "garden")],
    )
    book.entry(
        "bank",
        last,
        f"Intérêts du livret {year}",
        [("bank", 610 + 90 * growth), ("764000", -(610 + 90 * growth))],
    )
    _volunteers(book, year)


def _volunteers(book, year: int) -> None:
    """The worth of the volunteers' hours and of the town's land, off the balance sheet."""
    hours = (940, 1010, 1085)[year - YEARS[0]]
    value = round(hours * 17.2, 2)
    book.entry(
        "misc",
        date(year, 12, 31),
        f"Valorisation du bénévolat {year} ({hours} heures)",
        [("864000", value), ("875000", -value)],
    )
    land = 4800 + 120 * (year - YEARS[0])
    book.entry(
        "misc",
        date(year, 12, 31),
        f"Terrain mis à disposition par la commune {year}",
        [("861000", land), ("871000", -land)],
    )


def _loan(book, year: int) -> None:
    """The quarterly instalments of the bank loan, interest apart."""
    for month in (3, 6, 9, 12):
        interest = round(520 - 38 * (year - YEARS[0]) - 7.5 * month / 3, 2)
        book.entry(
            "bank",
            month_end(year, month),
            "Échéance d'emprunt",
            [("164000", 3900), ("661600", interest), ("bank", -(3900 + interest))],
        )
