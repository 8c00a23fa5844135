"""The company itself: address, chart of accounts, association accounts, working times."""

import base64
import io
import math

from odoo.fields import Command

from tools.demo.common import MAIL, in_french

NAME = "Atelier des Trois Rivières"
REFERENCE = "demo-trois-rivieres"
"""Reference of the company's contact: how a second build knows that the first one stands."""

# Code, account type, reconcile, English, French: what Odoo's French chart lacks for an association.
ACCOUNTS = [
    (
        "102100",
        "equity",
        False,
        "Association funds without right of return",
        "Fonds propres sans droit de reprise",
    ),
    (
        "194000",
        "liability_non_current",
        False,
        "Dedicated funds on operating grants",
        "Fonds dédiés sur subventions d'exploitation",
    ),
    ("689000", "expense", False, "Transfers to dedicated funds", "Reports en fonds dédiés"),
    (
        "741100",
        "income",
        False,
        "State - aid for integration posts",
        "État - aides aux postes d'insertion",
    ),
    (
        "741200",
        "income",
        False,
        "State - other operating grants",
        "État - autres subventions d'exploitation",
    ),
    ("742100", "income", False, "Region - operating grants", "Région - subventions d'exploitation"),
    (
        "743100",
        "income",
        False,
        "Department - operating grants",
        "Département - subventions d'exploitation",
    ),
    (
        "744100",
        "income",
        False,
        "Municipalities and groupings - operating grants",
        "Communes et EPCI - subventions d'exploitation",
    ),
    (
        "745100",
        "income",
        False,
        "European funds - operating grants",
        "Fonds européens - subventions d'exploitation",
    ),
    ("754100", "income", False, "Donations from individuals", "Dons manuels"),
    (
        "755300",
        "income",
        False,
        "Contributions received from foundations",
        "Contributions financières de fondations",
    ),
    ("756100", "income", False, "Membership fees", "Cotisations"),
    ("789000", "income", False, "Use of dedicated funds", "Utilisations de fonds dédiés"),
    (
        "861000",
        "off_balance",
        False,
        "Use of goods lent free of charge",
        "Mise à disposition de biens",
    ),
    ("864000", "off_balance", False, "Use of volunteer work", "Personnel bénévole"),
    ("871000", "off_balance", False, "Services received free of charge", "Prestations en nature"),
    ("875000", "off_balance", False, "Volunteer work received", "Bénévolat"),
]

# Weekly hours -> (days of the week, morning, afternoon); full time is 35 hours.
TIMETABLES = {
    35.0: (range(5), (8.5, 12.0), (13.0, 16.5)),
    30.0: (range(5), (8.5, 12.0), (13.0, 15.5)),
    28.0: (range(4), (8.5, 12.0), (13.0, 16.5)),
    26.0: (range(4), (8.0, 12.0), (12.5, 15.0)),
    24.0: (range(4), (8.5, 12.0), (13.0, 15.5)),
    21.0: (range(3), (8.5, 12.0), (13.0, 16.5)),
    17.5: (range(5), (8.5, 12.0), None),
}

WEEKDAYS = ("Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi")


def stands(env) -> bool:
    """Whether the demo enterprise is already in this database."""
    return bool(
        env["res.company"].sudo().search_count([("partner_id.ref", "=", REFERENCE)], limit=1)
    )


def build(env):
    """Turn the main company into the enterprise and return it."""
    firm = env.ref("base.main_company")
    euro = env.ref("base.EUR")
    euro.active = True
    french = env["res.lang"]._lang_get("fr_FR")
    firm.write(
        {
            "name": NAME,
            "currency_id": euro.id,
            "country_id": env.ref("base.fr").id,
            "street": "48 rue de l'Épeule",
            "zip": "59100",
            "city": "Roubaix",
            "phone": "03 53 01 48 20",
            "email": f"contact@{MAIL}",
            "website": f"https://www.{MAIL}",
            "logo": _logo(),
            "primary_color": "#2f7d5b",
            "secondary_color": "#1f5f8b",
        }
    )
    firm.partner_id.write({"ref": REFERENCE, **({"lang": "fr_FR"} if french else {})})
    env["account.chart.template"].try_loading("fr", firm, install_demo=False)
    env = env(context={**env.context, "allowed_company_ids": firm.ids})
    add_accounts(env, firm, ACCOUNTS)
    _add_calendars(env, firm)
    return firm.with_env(env)


def add_accounts(env, firm, rows) -> None:
    """Accounts that a chart lacks: code, type, reconcile, English, French."""
    accounts = env["account.account"].with_company(firm)
    created = accounts.create(
        [
            {
                "code": code,
                "account_type": kind,
                "reconcile": reconcile,
                "name": english,
                "company_ids": [Command.set(firm.ids)],
            }
            for code, kind, reconcile, english, _french in rows
        ]
    )
    for account, (*_rest, french) in zip(created, rows, strict=True):
        in_french(account, name=french)


def _add_calendars(env, firm) -> None:
    """Make one working time per number of hours; full time becomes the company's own."""
    calendars = {}
    for hours in TIMETABLES:
        calendars[hours] = env["resource.calendar"].create(
            {
                "name": f"{hours:g} h par semaine".replace(".", ","),
                "company_id": firm.id,
                "tz": "Europe/Paris",
                "attendance_ids": [Command.clear(), *map(Command.create, _attendances(hours))],
            }
        )
        calendars[hours].full_time_required_hours = 35.0
    firm.resource_calendar_id = calendars[35.0]
    env["res.users"].sudo().with_context(active_test=False).search(
        [("login", "in", ("admin", "__system__"))]
    ).tz = "Europe/Paris"


def _attendances(hours: float) -> list[dict]:
    """The attendance lines of a week of ``hours`` hours."""
    days, morning, afternoon = TIMETABLES[hours]
    halves = [("morning", "matin", morning)]
    if afternoon:
        halves.append(("afternoon", "après-midi", afternoon))
    return [
        {
            "name": f"{WEEKDAYS[weekday]} {french}",
            "dayofweek": str(weekday),
            "day_period": half,
            "hour_from": begin,
            "hour_to": end,
        }
        for weekday in days
        for half, french, (begin, end) in halves
    ]


def calendar(env, firm, hours: float):
    """The company's working time of ``hours`` hours a week."""
    return (
        env["resource.calendar"]
        .search([("company_id", "=", firm.id), ("full_time_required_hours", "=", 35.0)])
        .filtered(lambda one: abs(one.hours_per_week - hours) < 0.01)[:1]
    )


def _logo() -> bytes:
    """Three rivers in a green round, as a PNG."""
    from PIL import Image, ImageDraw  # Odoo's own dependency

    size = 480
    image = Image.new("RGBA", (size, size), (255, 255, 255, 0))
    draw = ImageDraw.Draw(image)
    draw.ellipse((8, 8, size - 8, size - 8), fill="#2f7d5b")
    for row, colour in enumerate(("#f6f3e4", "#bfe0ee", "#f6f3e4")):
        points = [(x, 170 + row * 70 + 18 * math.sin(x / 36 + row)) for x in range(90, size - 88)]
        draw.line(points, fill=colour, width=26, joint="curve")
    buffer = io.BytesIO()
    image.resize((240, 240), Image.Resampling.LANCZOS).save(buffer, "PNG")
    return base64.b64encode(buffer.getvalue())
