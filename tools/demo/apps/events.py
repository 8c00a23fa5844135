"""Events with those who came (Events): open days, workshops, meetings, trainings."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from odoo.fields import Command

from tools.demo import directory
from tools.demo.apps import words
from tools.demo.common import day, utc

# Key -> English, French, what it counts as.
TAGS = {
    "public": ("Open to residents", "Ouvert aux habitants", "public"),
    "workshop": ("Collective activity", "Activité collective", "collective"),
    "users": ("Users' council", "Comité des usagers", "user_body"),
    "works": ("Works council", "CSE", "other_body"),
    "board": ("Board meeting", "Conseil d'administration", "board"),
    "volunteers": ("Volunteer training", "Formation des bénévoles", "volunteer_training"),
}
# Tag | name | months | day of the month | hour | hours | people who came in 2024 and 2025
TABLE = """
public | Portes ouvertes des jardins | 5 9 | 18 | 10 | 7 | 86 112
public | Marché de Noël solidaire | 12 | 14 | 10 | 8 | 140 165
public | Atelier compost du quartier | 3 6 10 | 23 | 14 | 3 | 18 24
workshop | Atelier cuisine des paniers | 1 2 3 4 5 6 9 10 11 12 | 12 | 9 | 3 | 9 11
users | Comité des salariés en insertion | 2 5 9 11 | 20 | 14 | 2 | 11 13
works | Réunion du CSE | 1 3 5 7 9 11 | 7 | 14 | 2 | 6 6
volunteers | Accueillir et animer une vente | 4 | 26 | 9 | 6 | 14 19
"""
BOARD_DAYS = ("02-15", "04-18", "06-13", "09-19", "12-12")
PERSONS = 220
"""Different people who come to the events of this enterprise; the same ones come again."""


@dataclass(frozen=True)
class Event:
    """An event: its tag, start by the clock of the house, hours, and how many came."""

    tag: str
    name: str
    start: datetime
    hours: float
    came: int


def events() -> list[Event]:
    """All events of both years but the board's."""
    found = []
    for line in TABLE.strip().splitlines():
        tag, name, months, on, hour, length, came = (cell.strip() for cell in line.split("|"))
        for year, count in zip((2024, 2025), came.split(), strict=True):
            for month in map(int, months.split()):
                start = datetime.combine(date(year, month, int(on)), time(int(hour)))
                found.append(Event(tag, name, start, float(length), int(count)))
    return found


def boards() -> list[tuple[date, list[tuple[str, bool]]]]:
    """Meetings of the board: day, and of each member in office then the name and who came."""
    members = [(row[0], row[5], row[6]) for row in directory.BOARD]
    members += [(row[0], row[4], row[5]) for row in directory.FORMER_BOARD]
    found = []
    for year in (2024, 2025):
        for number, when in enumerate(BOARD_DAYS):
            moment = f"{year}-{when}"
            seats = [
                (name, until is not None or (seat * 7 + number * 3 + year) % 6 != 0)
                for seat, (name, since, until) in enumerate(members)
                if since <= moment <= (until or moment)
            ]
            found.append((day(moment), seats))
    return found


def names_of(event: Event) -> list[str]:
    """Who came to an event: whoever comes to one of its kind comes to the next ones too."""
    first = sum(map(ord, event.tag)) % PERSONS
    return [f"Participant {(first + number) % PERSONS + 1}" for number in range(event.came)]


def build(env, firm, crowd) -> None:
    """Tags and what they count as, events, and the people marked as attended."""
    category = env["event.tag.category"].create({"name": "Impact"})
    tags = env["event.tag"].create(
        [{"name": row[0], "category_id": category.id} for row in TAGS.values()]
    )
    words.name_all(tags, [row[:2] for row in TAGS.values()])
    meaning = {one: row[2] for one, row in zip(tags, TAGS.values(), strict=True)}
    words.say(env, firm, "event_tag", "event_tag_id", "event_class", meaning)
    by_key = dict(zip(TAGS, tags, strict=True))
    described = events()
    records = _hold(env, firm, by_key, [(e.tag, e.name, e.start, e.hours) for e in described])
    came = [
        {"event_id": record.id, "name": name, "email": False, "state": "done"}
        for event, record in zip(described, records, strict=True)
        for name in names_of(event)
    ]
    meetings = boards()
    records = _hold(
        env,
        firm,
        by_key,
        [
            ("board", "Conseil d'administration", datetime.combine(moment, time(18)), 2.5)
            for moment, _seats in meetings
        ],
    )
    contacts = {one.name: one for one in crowd.board}
    came += [
        {
            "event_id": record.id,
            "partner_id": contacts[name].id if name in contacts else False,
            "name": name,
            "state": "done",
        }
        for (_moment, seats), record in zip(meetings, records, strict=True)
        for name, is_there in seats
        if is_there
    ]
    env["event.registration"].create(came)


def _hold(env, firm, tags: dict, rows):
    """Events by tag, name, start and hours, at the last stage."""
    return env["event.event"].create(
        [
            {
                "name": name,
                "company_id": firm.id,
                "date_tz": "Europe/Paris",
                "date_begin": utc(start),
                "date_end": utc(start + timedelta(hours=hours)),
                "tag_ids": [Command.set(tags[tag].ids)],
                "event_mail_ids": [Command.clear()],
                "stage_id": env.ref("event.event_stage_done").id,
            }
            for tag, name, start, hours in rows
        ]
    )
