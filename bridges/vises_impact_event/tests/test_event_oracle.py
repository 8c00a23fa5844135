"""Events, participants and meetings against a second count in plain Python."""

from dataclasses import dataclass, field
from datetime import date, timedelta, timezone
from zoneinfo import ZoneInfo

from odoo.tests import tagged

from odoo.addons.vises_impact.engine.period import split
from odoo.addons.vises_impact.tests.chance import Chance, tell

from .common import CLASSES, EventCommon

CODES = ("TER06", "TER07", "WAL13", "GOV12", "GOV05", "BEN15", "VOL06")
CERTAIN = {"measured", "missing"}
LONGEST = timedelta(hours=12)


@dataclass
class Session:
    """One event, or one slot of it, as the oracle sees it."""

    day: date
    length: timedelta
    tags: tuple[str, ...]
    is_first: bool
    guests: list["Guest"] = field(default_factory=list)

    def is_a(self, *names: str) -> bool | None:
        """Whether it is one of these; None where no tag of it stands for anything."""
        known = set(self.tags) & set(CLASSES)
        return bool(known & set(names)) if known else None

    @property
    def hours(self) -> float | None:
        seconds = self.length.total_seconds()
        return seconds / 3600 if timedelta(0) < self.length <= LONGEST else None


@dataclass
class Guest:
    name: str
    email: str
    state: str
    contact: str = ""

    @property
    def person(self) -> tuple[str, str]:
        return self.name.strip().lower(), self.email.strip().lower()

    def came(self, session: Session) -> bool | None:
        if self.state == "done":
            return True
        taken = any(guest.state == "done" for guest in session.guests)
        return False if self.state == "draft" or taken else None


def all_of(*answers: bool | None) -> bool | None:
    """Yes if all are, no if one is not, else unknown."""
    if False in answers:
        return False
    return None if None in answers else True


def counted(rows, present: bool, total=len):
    """Status, value and coverage of rows (answer, what is added up)."""
    if not present:
        return "missing", None, None
    known = [row for row in rows if row[0] is False or (row[0] and row[1] is not None)]
    yes = [value for answer, value in rows if answer and value is not None]
    if rows and not known and not yes:
        return "missing", None, None
    status = "measured" if len(known) == len(rows) else "estimated"
    return status, total(yes), len(known) / len(rows) if rows else 1


@tagged("post_install", "-at_install")
class TestEventOracle(EventCommon):
    def _make(self, company, draw: Chance) -> tuple[list[Session], list]:
        """Random events with their guests, and mandates on the board."""
        self.draw = draw
        zone = ZoneInfo(company.resource_calendar_id.tz)
        mandates = [self._mandate(company, number) for number in range(5)]
        sessions = []
        for _number in range(draw.randint(0, 12)):
            sessions += self._random_event(company, zone, mandates)
        told = [(m.body, m.date_from, m.date_to, m.partner_id.id) for m in mandates]
        tell(f"Mandates and events of {company.name}", [*told, *sessions])
        return sessions, mandates

    def _mandate(self, company, number: int):
        contact = self.env["res.partner"].create({"name": f"Member {company.id} {number}"})
        first = self.draw.day(date(2023, 6, 1), date(2024, 10, 15))
        return self.env["impact.mandate"].create(
            {
                "company_id": company.id,
                "body": self.draw.choice(("board", "board", "board", "other")),
                "name": contact.name if number else "Somebody",
                "partner_id": contact.id if number else False,
                "date_from": first,
                "date_to": self.draw.choice((False, first + timedelta(400))),
            }
        )

    def _random_event(self, company, zone, mandates) -> list[Session]:
        draw = self.draw
        start = draw.moment(date(2023, 12, 31), date(2025, 12, 31))
        tags = tuple(draw.sample((*CLASSES, "unmapped"), draw.choice((1, 0, 2, 3))))
        is_lost = draw.random() < 0.2
        values = {"active": draw.random() >= 0.2}
        if is_lost:
            values["kanban_state"] = "cancel"
        if draw.random() < 0.2:
            values.update(company_id=False, organizer_id=company.partner_id.id)
        if draw.random() < 0.3:
            made = self._with_slots(start, tags, company, values, zone)
        else:
            hours = draw.choice((0, 0.5, 2, 3.25, 12, 12.5, 30))
            event = self._event(start, hours, tags, company, **values)
            made = [(event, False, self._session(start, hours, tags, zone, True))]
        for event, slot, session in made:
            self._guests(event, slot, session, mandates)
        return [] if is_lost else [session for _event, _slot, session in made]

    def _with_slots(self, start, tags, company, values, zone):
        event = self._event(start, 24 * 6, tags, company, is_multi_slots=True, **values)
        made = []
        local = start.replace(tzinfo=timezone.utc).astimezone(ZoneInfo("Europe/Brussels"))
        for number in range(self.draw.randint(1, 3)):
            day = local.date() + timedelta(number + 1)
            slot = self.env["event.slot"].create(
                {"event_id": event.id, "date": day, "start_hour": 9, "end_hour": 10.5 + number}
            )
            session = self._session(slot.start_datetime, 1.5 + number, tags, zone, not number)
            made.append((event, slot, session))
        return made

    @staticmethod
    def _session(start, hours, tags, zone, is_first):
        day = start.replace(tzinfo=timezone.utc).astimezone(zone).date()
        return Session(day, timedelta(hours=hours), tags, is_first)

    def _guests(self, event, slot, session, mandates):
        """Registrations; at some events nobody notes who comes."""
        draw = self.draw
        states = draw.choice(
            (("open", "draft", "cancel"), ("open", "draft", "cancel", "done", "done"))
        )
        for _number in range(draw.randint(0, 6)):
            mandate = draw.choice([*mandates, None, None, None])
            contact = mandate.partner_id if mandate else self.env["res.partner"]
            name = mandate.name if mandate else draw.choice(("Ana", " ana", "Bo", "Bo ", ""))
            if contact and draw.random() < 0.5:
                name = "The member's own nickname"
            email = draw.choice(("", "a@example.org", "A@example.org ", "b@example.org"))
            guest = Guest(name, email, draw.choice(states), str(contact.id or ""))
            self._register(
                event,
                [name],
                guest.state,
                email=email or False,
                partner_id=contact.id,
                event_slot_id=slot and slot.id,
                active=draw.random() >= 0.2,
            )
            if guest.state != "cancel":
                session.guests.append(guest)

    def _expected(self, code, sessions, mandates, period):
        seen = [s for s in sessions if s.day <= period.last]
        inside = [s for s in seen if s.day >= period.start]
        guests = [(guest, s) for s in inside for guest in s.guests]
        has_guests = any(s.guests for s in seen)
        if code == "TER06":
            return counted([(s.is_a("public"), 1) for s in inside if s.is_first], bool(seen))
        if code == "WAL13":
            return counted([(s.is_a("collective"), s.hours) for s in inside], bool(seen), sum)
        if code == "GOV12":
            meetings = [s.is_a("user_body", "other_body") for s in inside]
            return counted([(a, 1) for a in meetings if a is not False], bool(seen))
        if code == "GOV05":
            return self._board(inside, seen, mandates)
        if code == "TER07":
            return counted(
                [(all_of(s.is_a("public"), g.came(s)), 1) for g, s in guests], has_guests
            )
        kind = {"BEN15": "user_body", "VOL06": "volunteer_training"}[code]
        rows = [
            (all_of(s.is_a(kind), g.came(s), any(g.person) or None), g.person) for g, s in guests
        ]
        return counted(rows, has_guests, lambda people: len(set(people)))

    def _board(self, inside, seen, mandates):
        if not any(self._seats(s, mandates) for s in seen):
            return "missing", None, None
        answers = [
            self._was_there(mandate, s) for s in inside for mandate in self._seats(s, mandates)
        ]
        known = [answer for answer in answers if answer is not None]
        if not answers:
            return "not_applicable", None, None
        if not known:
            return "missing", None, None
        status = "measured" if len(known) == len(answers) else "estimated"
        return status, 100 * sum(known) / len(known), len(known) / len(answers)

    @staticmethod
    def _seats(session, mandates):
        return [
            mandate
            for mandate in mandates
            if session.is_a("board")
            and mandate.body == "board"
            and mandate.date_from <= session.day <= (mandate.date_to or date.max)
        ]

    @staticmethod
    def _was_there(mandate, session) -> bool | None:
        here = [guest for guest in session.guests if guest.state == "done"]
        contact = str(mandate.partner_id.id or "")
        if any(
            (contact and guest.contact == contact) or guest.person[0] == mandate.name.lower()
            for guest in here
        ):
            return True
        return False if here and contact else None

    def test_agrees_with_oracle(self):
        periods = (
            *split("year", date(2022, 1, 1), date(2026, 12, 31)),
            *split("quarter", date(2024, 1, 1), date(2025, 12, 31)),
            *split("month", date(2024, 10, 1), date(2025, 3, 31)),
        )
        seen = {code: set() for code in CODES}

        def check(draw):
            made = [self._make(company, draw) for company in self.companies]
            for company, (sessions, mandates) in zip(self.companies, made, strict=True):
                scope = company._impact_default_scope()
                figures = self._figures(CODES, scope, periods)
                for (code, position), figure in figures.items():
                    period = periods[position]
                    expected = self._expected(code, sessions, mandates, period)
                    with self.subTest(code=code, company=company.name, key=period.key):
                        self._agree(figure, *expected)
                    seen[code].add(expected[0])

        self._for_histories(check, 12)
        for code, statuses in seen.items():
            self.assertGreaterEqual(statuses, CERTAIN | {"estimated"}, code)

    def _agree(self, figure, status, value, coverage):
        self.assertEqual(figure.quantity.status, status, figure.proof)
        if value is not None:
            self.assertAlmostEqual(float(figure.quantity.value), value, 6)
            self.assertAlmostEqual(float(figure.coverage), coverage, 6)
