"""Figures of the demo enterprise's apps, counted a second time; runs inside Odoo.

See ``tools.odoo_run.call_function``. One figure or more of each bridge, from the demo's own
description, or from the books by plain SQL. Nothing here uses the code of the addon.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from tools.demo import company, directory, histories
from tools.demo.apps import events, goods, orders, presence, projects, training, vehicles

YEARS = (2024, 2025)


def compare(env) -> list[dict]:
    """Code, year, what is stored and what was counted here, of each figure."""
    stored = _stored(env)
    counted = {}
    for count in (_presence, _absences, _training, _projects, _events, _goods, _vehicles):
        counted.update(count())
    counted.update(_sales(env))
    counted.update(_purchases(env))
    return [
        {"code": code, "year": year, "stored": stored.get((code, year)), "counted": value}
        for (code, year), value in sorted(counted.items())
    ]


def followed(env) -> list[str]:
    """Codes of the indicators in the assessment of the apps."""
    found = env["impact.assessment"].search([("name", "ilike", "applications")])
    return found.indicator_ids.mapped("code")


def _stored(env) -> dict:
    """Exact yearly figures of the whole enterprise by code and year."""
    results = env["impact.result"].search(
        [
            ("scope_id.kind", "=", "enterprise"),
            ("period_type", "=", "year"),
            ("cell_id.key", "=", ""),
            ("status", "!=", "missing"),
        ]
    )
    return {(one.indicator_id.code, one.date_to.year): one.exact_value for one in results}


def _is_staff(person) -> bool:
    return person.employee_type == "employee"


def _in(year: int, moment: date) -> bool:
    return moment.year == year


def _presence() -> dict:
    """Hours at work, and those from home, of staff."""
    people = histories.everyone()
    present = [one for one in presence.attendances(people) if _is_staff(people[one.number])]
    found = {
        ("EMP29", year): sum(one.hours for one in present if one.start.year == year)
        for year in YEARS
    }
    entered = presence.entered_days(people, present)
    home = sum(one.hours for one, is_home in entered if is_home)
    found["TELETRAVAIL", 2025] = 100 * home / sum(one.hours for one, _home in entered)
    return found


def _absences() -> dict:
    """Days away, holidays left out, of the days to be worked in 2025."""
    people = histories.everyone()
    away = {
        (one.number, moment)
        for one in presence.absences(people)
        if one.kind != "holiday"
        for moment in _days(one.first, one.last)
    }
    wanted = [
        (number, moment)
        for number, person in enumerate(people)
        if _is_staff(person)
        for moment in _days(date(2025, 1, 1), date(2025, 12, 31))
        if _works(person, moment)
    ]
    return {("EMP16", 2025): 100 * len(away.intersection(wanted)) / len(wanted)}


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += timedelta(days=1)


def _works(person, moment: date) -> bool:
    """Whether somebody's schedule has hours on a day that is no feast."""
    step = person.on(moment)
    if not step or moment in presence.feasts():
        return False
    return moment.weekday() in company.TIMETABLES[step.hours][0]


def _training() -> dict:
    """Hours of courses, a part for each day, over the staff of the last day of the year."""
    people = histories.everyone()
    found = {}
    for year in YEARS:
        staff = [one for one in people if _is_staff(one) and one.on(date(year, 12, 31))]
        hours = 0.0
        for one in training.courses(people):
            days = list(_days(one.first, one.last))
            if _is_staff(people[one.number]):
                hours += one.hours * sum(_in(year, moment) for moment in days) / len(days)
        found["EMP20", year] = hours / len(staff)
    return found


def _projects() -> dict:
    """Hours of service, days of evaluation, tasks done in time."""
    lines = list(projects.hours(histories.everyone()))
    found = {}
    for year in YEARS:
        hours = dict.fromkeys(projects.PROJECTS, 0.0)
        for _name, project, moment, length in lines:
            hours[project] += length * _in(year, moment)
        done = [one for one in projects.tasks() if one.done and _in(year, one.done)]
        in_time = [one for one in done if one.done <= one.deadline]
        found["BEN24", year] = hours["service"]
        found["PRO05", year] = hours["evaluation"] / 7
        found["TACHES_A_TEMPS", year] = 100 * len(in_time) / len(done)
    return found


def _events() -> dict:
    """Events, those who came, hours, and the board's seats taken."""
    found = {}
    for year in YEARS:
        held = [one for one in events.events() if one.start.year == year]
        public = [one for one in held if one.tag == "public"]
        seats = [
            is_there
            for moment, seats in events.boards()
            if _in(year, moment)
            for _name, is_there in seats
        ]
        found["TER06", year] = len(public)
        found["TER07", year] = sum(one.came for one in public)
        found["WAL13", year] = sum(one.hours for one in held if one.tag == "workshop")
        found["GOV12", year] = sum(one.tag in ("users", "works") for one in held)
        found["GOV05", year] = 100 * sum(seats) / len(seats)
    return found


def _goods() -> dict:
    """Tonnes collected and reused; what is left over."""
    found = {}
    for year in YEARS:
        tonnes = dict.fromkeys(goods.OPERATIONS, 0.0)
        for operation, number, quantity, moment in goods.moves():
            kilograms = goods.PRODUCTS[number][2] or 1
            tonnes[operation] += quantity * kilograms / 1000 * _in(year, moment)
        found["ENV08", year] = tonnes["collected"]
        found["ENV09", year] = tonnes["reused"]
        found["ENV13", year] = 100 * tonnes["disposed"] / tonnes["collected"]
    return found


def _vehicles() -> dict:
    """Share of clean vehicles on the last day of the year."""
    found = {}
    for year in YEARS:
        last = f"{year}-12-31"
        owned = [
            int(co2)
            for _brand, _model, _kind, _fuel, co2, since, until, _plate in vehicles.rows()
            if since <= last and (not until or until > last)
        ]
        clean = [co2 for co2 in owned if co2 <= vehicles.CLEAN]
        found["VEHICULES_PROPRES", year] = 100 * len(clean) / len(owned)
    return found


LINES = """
    SELECT extract(year FROM line.date)::int, partner.name, sum(line.balance)
      FROM account_move_line line
      JOIN account_move move ON move.id = line.move_id
      JOIN account_account account ON account.id = line.account_id
      JOIN res_partner partner ON partner.id = line.partner_id
     WHERE move.state = 'posted' AND line.display_type = 'product'
       AND move.move_type IN %s
       AND account.code_store ->> line.company_id::text SIMILAR TO %s
     GROUP BY 1, 2
"""


def _of_keys(rows, keys) -> set[str]:
    """Names of the directory's rows of these keys."""
    return {row.name for row in rows if row.key in keys}


def _sales(env) -> dict:
    """What public clients with a social clause were invoiced; the share of public clients."""
    env.cr.execute(LINES, (("out_invoice", "out_refund"), "70%"))
    lines = env.cr.fetchall()
    clause = _of_keys(directory.CLIENTS, orders.CLAUSES)
    public = {row.name for row in directory.CLIENTS if row.tag == "public_client"}
    found = {}
    for year in YEARS:
        amounts = {name: -float(balance) for y, name, balance in lines if y == year}
        found["INS45", year] = sum(amounts[name] for name in clause)
        found["ESA10", year] = 100 * sum(amounts[name] for name in public) / sum(amounts.values())
    return found


def _purchases(env) -> dict:
    """The share of goods with a label in the operating costs of vendor bills."""
    env.cr.execute(LINES, (("in_invoice", "in_refund"), "(60|61|62)%"))
    lines = env.cr.fetchall()
    labelled = set()
    for *_words, keys in orders.LABELS:
        labelled |= _of_keys(directory.SUPPLIERS, keys)
    found = {}
    for year in YEARS:
        amounts = {name: float(balance) for y, name, balance in lines if y == year}
        found["ECO22", year] = 100 * sum(amounts[name] for name in labelled) / sum(amounts.values())
    return found
