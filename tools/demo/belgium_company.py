"""The small Belgian enterprise in Odoo: a company of its own, with staff, books and figures."""

from datetime import date, timedelta

from odoo.fields import Command

from tools.demo import belgium, contacts, people
from tools.demo.common import QUIET, add_months, day, month_end
from tools.demo.company import add_accounts
from tools.demo.entries import Book

# What Odoo's chart of Belgian associations lacks: code, type, reconcile, English, French.
ACCOUNTS = [
    ("736000", "income", False, "Investment grants", "Subsides en capital"),
    ("737000", "income", False, "Operating grants", "Subsides d'exploitation"),
    ("738000", "income", False, "Compensation for pay", "Montants compensatoires salariaux"),
]
GROWTH = {2024: 1.0, 2025: 1.043}
ON_COSTS, WITHHELD = 0.27, 0.1307
DAILY = 7.6
"""Hours of a working day; fewer hours a week are fewer days."""


def build(env) -> None:
    """Make the company and all that its figures are counted from. Needs ``l10n_be``."""
    env = env(context={**env.context, **QUIET})
    firm = _company(env)
    env = env(context={**env.context, "allowed_company_ids": firm.ids})
    firm = firm.with_env(env)
    staff = _staff(env, firm)
    crowd = _contacts(env)
    book = Book(env, firm, belgium.DEPARTMENTS, "Agréments - erkenningen")
    _books(book, crowd, staff)
    _map(env, firm, crowd, staff)
    _scope(env, firm, staff, book)
    _board(env, firm)


def _company(env):
    zipcode, city = belgium.SEAT
    firm = env["res.company"].create(
        {
            "name": belgium.NAME,
            "currency_id": env.ref("base.EUR").id,
            "zip": zipcode,
            "city": city,
            "impact_territory": ", ".join(belgium.TERRITORY),
        }
    )
    # Through its contact: a company's own country lets Odoo install whatever is for it.
    firm.partner_id.country_id = env.ref("base.be")
    env.user.company_ids = [Command.link(firm.id)]
    env["account.chart.template"].try_loading("be_asso", firm, install_demo=False)
    env = env(context={**env.context, "allowed_company_ids": firm.ids})
    add_accounts(env, firm, ACCOUNTS)
    return firm


def _calendars(env, firm, hours: set[float]) -> dict:
    """One working time for each number of hours, Monday first; full time is the company's."""
    calendars = {}
    for weekly in hours:
        calendars[weekly] = env["resource.calendar"].create(
            {
                "name": f"{weekly:g} h",
                "company_id": firm.id,
                "tz": "Europe/Brussels",
                "attendance_ids": [
                    Command.clear(),
                    *(
                        Command.create(
                            {
                                "name": f"{weekday} {half}",
                                "dayofweek": str(weekday),
                                "day_period": half,
                                "hour_from": begin,
                                "hour_to": begin + DAILY / 2,
                            }
                        )
                        for weekday in range(round(weekly / DAILY))
                        for half, begin in (("morning", 8.0), ("afternoon", 12.5))
                    ),
                ],
            }
        )
        calendars[weekly].full_time_required_hours = belgium.FULL_TIME
    firm.resource_calendar_id = calendars[belgium.FULL_TIME]
    return calendars


def _staff(env, firm) -> people.Staff:
    everyone = belgium.everyone()
    made = {
        "contract_types": {
            key: env["hr.contract.type"].create({"name": name})
            for key, (name, _class) in belgium.CONTRACTS.items()
        },
        "calendars": _calendars(
            env, firm, {step.hours for person in everyone for step in person.steps}
        ),
        "departments": people.make_departments(env, firm, belgium.DEPARTMENTS),
        "jobs": {
            key: env["hr.job"].create({"name": name, "company_id": firm.id})
            for key, (name, _class) in belgium.JOBS.items()
        },
    }
    reasons = {
        key: env["hr.departure.reason"].create({"name": name})
        for key, (name, *_classes) in belgium.REASONS.items()
    }
    employees = people.hire(env, firm, everyone, made)
    staff = people.Staff(everyone, employees, made, reasons)
    people.depart(staff)
    return staff


def _contacts(env) -> contacts.Crowd:
    crowd = contacts.Crowd()
    crowd.tags = {
        key: env["res.partner.category"].create({"name": english})
        for key, (english, _french, _colour) in contacts.TAGS.items()
    }
    crowd.suppliers = contacts.organisations(env, crowd, belgium.SUPPLIERS, supplier=True)
    crowd.clients = contacts.organisations(env, crowd, belgium.CLIENTS)
    crowd.funders = contacts.organisations(env, crowd, belgium.FUNDERS)
    return crowd


# -- books ----------------------------------------------------------------------------------


def _books(book, crowd, staff) -> None:
    """Two fiscal years of posted entries; the first one is closed."""
    _opening(book)
    invoices = book.create(
        [
            book.invoice("out_invoice", crowd.clients[row.key], moment, row.label, row, amount)
            for row, moment, amount in _documents(belgium.CLIENTS, "invoices")
        ]
    )
    bills = book.create(
        [
            {
                **book.invoice(
                    "in_invoice", crowd.suppliers[row.key], moment, row.label, row, amount
                ),
                "ref": f"{row.key}-{moment:%y%m%d}",
            }
            for row, moment, amount in _documents(belgium.SUPPLIERS, "bills")
        ]
    )
    row = belgium.SUPPLIERS[0]
    refund = book.invoice(
        "in_refund", crowd.suppliers[row.key], day("2025-03-20"), "Retour", row, 640.0
    )
    book.create([{**refund, "ref": "retour"}])
    for year in belgium.YEARS:
        _grants(book, crowd, year)
        _year(book, crowd, year)
        for month in range(1, 13):
            _payroll(book, staff, year, month)
    book.post()
    _settle(book, invoices | bills)
    book.firm.fiscalyear_lock_date = day("2024-12-31")


def _documents(rows, times: str):
    """Dates, spread over the year, and amounts of each row's documents."""
    for row in rows:
        count = getattr(row, times)
        for year in belgium.YEARS:
            for number in range(count):
                month = number * 12 // count + 1
                amount = round(row.amount * GROWTH[year] / count + 11.37 * number, 2)
                yield row, date(year, month, 5 + number), amount


def _opening(book) -> None:
    """The balance sheet of 1 January 2024."""
    amounts = {
        "230000": 48000,
        "240000": 18500,
        "bank": 139000,
        "413000": 31000,
        "100000": -60000,
        "130000": -42000,
        "150000": -24000,
        "173000": -30000,
        "454000": -12500,
    }
    amounts["140000"] = -sum(amounts.values())
    book.entry("misc", day("2024-01-01"), "Ouverture", list(amounts.items()))


def _grants(book, crowd, year: int) -> None:
    """Grants and gifts as they are decided, and their payment two months later."""
    for row in belgium.FUNDERS:
        amount = row.amounts[year - belgium.YEARS[0]] / len(row.months)
        partner = crowd.funders[row.key]
        for month in row.months:
            moment = month_end(year, month)
            lines = [("413000", amount), (row.account, -amount, row.place)]
            book.entry("misc", moment, row.label, lines, partner)
            paid = add_months(moment, 2)
            if paid.year in belgium.YEARS:
                book.entry(
                    "bank", paid, row.label, [("bank", amount), ("413000", -amount)], partner
                )


def _year(book, crowd, year: int) -> None:
    """What happens once a year: fees, gifts, loan, taxes, depreciation, appropriation."""
    later = year - belgium.YEARS[0]
    last = date(year, 12, 31)
    member = crowd.clients["coop"]
    for label, lines in {
        "Cotisations": [("bank", 870.0 + later), ("730000", -870.0 - later)],
        "Dons": [("bank", 2450.5), ("731000", -2450.5, None, member)],
        "Emprunt": [
            ("173000", 5000.0),
            ("650000", 812.4 - 130 * later),
            ("bank", -5812.4 + 130 * later),
        ],
        "Précompte immobilier": [("640600", 1290.0), ("bank", -1290.0)],
        "Frais de banque": [("657200", 214.6), ("bank", -214.6)],
        "Intérêts": [("bank", 377.2), ("751000", -377.2)],
        "Indemnité": [("bank", 930.0), ("743000", -930.0, "shop")],
    }.items():
        book.entry("bank", last, label, lines)
    for label, lines in {
        "Amortissements": [("630200", 9800.0, "bikes"), ("230009", -9800.0)],
        "Subside en capital": [("150000", 3600.0), ("736000", -3600.0, "bikes")],
        "Bénévoles": [("623000", 460.0, "shop"), ("492000", -460.0)],
        "Affectation": [("691000", 4000.0), ("130000", -4000.0)],
    }.items():
        book.entry("misc", last, label, lines)


def _payroll(book, staff, year: int, month: int) -> None:
    """One entry a month, by department, for whoever is there on the 15th."""
    lines, owed, social = [], 0.0, 0.0
    for key in belgium.DEPARTMENTS:
        steps = [person.on(date(year, month, 15)) for person in staff.people]
        gross = round(sum(step.paid for step in steps if step and step.department == key), 2)
        charges, withheld = round(gross * ON_COSTS, 2), round(gross * WITHHELD, 2)
        lines += [("620200", gross, key), ("621000", charges, key)]
        owed, social = owed + gross - withheld, social + charges + withheld
    owed, social = round(owed, 2), round(social, 2)
    moment = month_end(year, month)
    book.entry("misc", moment, "Paie", [*lines, ("455000", -owed), ("454000", -social)])
    paid = moment + timedelta(days=4)
    if paid.year in belgium.YEARS:
        lines = [("455000", owed), ("454000", social), ("bank", -round(owed + social, 2))]
        book.entry("bank", paid, "Paiement des salaires", lines)


def _settle(book, moves) -> None:
    """Pay what is due, each document by a bank entry of its own, some in two parts."""
    pairs = []
    for number, move in enumerate(moves.sorted("id")):
        term = move.line_ids.filtered(lambda line: line.display_type == "payment_term")
        for part in [1.0] if number % 5 else [0.4, 0.6]:
            paid = move.invoice_date + timedelta(days=18 + number % 4 * 9 + round(10 * part))
            if paid.year in belgium.YEARS:
                amount = round(term.balance * part, 2)
                lines = [(term.account_id.code, -amount, None, move.partner_id), ("bank", amount)]
                pairs.append((term, book.entry("bank", paid, "Paiement", lines)))
    book.post()
    for term, number in pairs:
        paid = book.moves_of(number).line_ids
        (
            term + paid.filtered(lambda line, owed=term: line.account_id == owed.account_id)
        ).reconcile()


# -- what the addon has to know ---------------------------------------------------------------


def _map(env, firm, crowd, staff) -> None:
    values = [
        {
            "kind": "contract_type",
            "contract_type_id": staff.contract_types[key].id,
            "contract_class": name,
        }
        for key, (_name, name) in belgium.CONTRACTS.items()
        if name
    ]
    values += [
        {
            "kind": "departure_reason",
            "departure_reason_id": staff.reasons[key].id,
            "exit_class": name,
            "integration_class": after,
        }
        for key, (_name, name, after) in belgium.REASONS.items()
        if name
    ]
    values += [
        {"kind": "job", "job_id": staff.jobs[key].id, "job_class": name}
        for key, (_name, name) in belgium.JOBS.items()
        if name
    ]
    values += [
        {"kind": "partner_tag", "partner_tag_id": crowd.tags[key].id, "partner_class": name}
        for key, name in belgium.TAGS.items()
    ]
    env["impact.mapping"].create([{"company_id": firm.id, **one} for one in values])


def _scope(env, firm, staff, book) -> None:
    """The approved workshop is a scope of its own."""
    env["impact.scope"].create(
        {
            "name": belgium.AGREEMENT,
            "company_id": firm.id,
            "kind": "agreement",
            "department_ids": [Command.set(staff.departments["bikes"].ids)],
            "analytic_account_ids": [Command.set(book.analytic["bikes"].ids)],
        }
    )


def _board(env, firm) -> None:
    env["impact.mandate"].create(
        [
            {
                "company_id": firm.id,
                "body": "board",
                "name": name,
                "seat_type": seat,
                "sex": sex,
                "birth_year": born,
                "date_from": day(since),
                "date_to": day(until) if until else False,
            }
            for name, seat, sex, born, since, until in belgium.BOARD
        ]
    )
