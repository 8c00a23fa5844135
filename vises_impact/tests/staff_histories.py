"""Random lives of employees, good and bad, and how they get into Odoo's own models."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from .chance import Chance

ONE_DAY = timedelta(days=1)
LAST_DAY = date(2027, 12, 31)
RENEWAL_GAP = 3
CONTRACT_CLASSES = ("permanent", "temporary", "integration", "apprentice")
LEAVING = ("resignation", "dismissal", "retirement", "death")
EXIT_CLASSES = (*LEAVING, "mutual", "other")
SITES = ("59100", "62000", False)
"""Postcodes of the places of work; 59 and 621 are the territory."""
# What the departure reason of each class says about work integration.
AFTERWARDS = {
    "resignation": "transition",
    "dismissal": None,
    "retirement": "withdrawn",
    "death": "unknown",
    "mutual": "lasting",
    "other": "positive",
}
JOB_CLASSES = ("management", "social_support", "workplace_support", "target_group", "other")
STAFF_TYPES = ("employee", "worker")
# Weekly hours and full-time hours of each calendar; "two_weeks" has 30 and 40 in turn.
CALENDARS = {
    "full": (38.0, 38.0),
    "most": (30.4, 38.0),
    "half": (19.0, 38.0),
    "third": (12.0, 38.0),
    "two_weeks": (35.0, 35.0),
    "flexible": (20.0, 40.0),
    "empty": (0.0, 38.0),
    None: (None, None),
}


@dataclass
class Version:
    """What one ``hr.version`` says; ``kind`` None is a contract type nobody mapped.

    ``job``: what the job position counts as; None is one nobody mapped, or none at all.

    ``calendar``: one of CALENDARS, or weekly hours and those of full time.
    """

    date_version: date
    start: date | None = None
    end: date | None = None
    kind: str | None = "permanent"
    calendar: str | tuple[float, float] | None = "full"
    employee_type: str = "employee"
    departure: date | None = None
    reason: str | None = None
    company: int = 0
    department: int | None = None
    sex: str | None = "female"
    wage: float | None = 2000.0
    active: bool = True
    trial: date | None = None
    home: str | None = None
    site: int | None = None
    job: str | None = None


@dataclass
class Record:
    """One ``hr.employee``; two records of a person share ``person``."""

    person: int
    versions: list[Version] = field(default_factory=list)
    archived: bool = False
    birthday: date | None = None


class Histories:
    """Random lives."""

    def __init__(self, draw: Chance):
        self.draw = draw

    def records(self, size: int) -> list[Record]:
        records = []
        kinds = {"contracts": 10, "undated": 3, "two": 2, "trainee": 1, "chaos": 4, "moved": 2}
        for person in range(size):
            kind = self.draw.weighted(kinds)
            own = getattr(self, f"_{kind}")(person)
            self._describe(own)
            records += own
        return records

    def leavers(self, size: int, first: int = 1000) -> list[Record]:
        """People on an integration contract who left, for a reason, after days or years."""
        records = []
        for person in range(first, first + size):
            start = self._day(date(2021, 1, 1), date(2025, 9, 1))
            end = start + timedelta(days=self._one_of(3, 20, 60, 91, 92, 150, 400, 700))
            kind = self._one_of("integration", "integration", "integration", "apprentice", None)
            calendar = self._one_of("full", "half", "third", "two_weeks", "empty")
            version = Version(start, start, end, kind, calendar, departure=end)
            version.reason = self._one_of(*EXIT_CLASSES, None)
            record = Record(person, [version], archived=self.draw.random() < 0.5)
            self._describe([record])
            records.append(record)
        return records

    def _describe(self, records: list[Record]):
        """What does not change a presence: sex, birth, department, pay; some unknown."""
        sex = self._one_of("female", "female", "male", "male", "other", None)
        birthday = self._day(date(1955, 1, 1), date(2007, 1, 1))
        birthday = self._one_of(birthday, birthday, birthday, None, date(2000, 2, 29))
        for record in records:
            record.birthday = birthday
            department = self._one_of(0, 1, 2, None)
            for version in record.versions:
                version.sex = sex
                version.department = department
                version.home = self.draw.choice((None, "59000", "62100", "75001", ""))
                version.site = self.draw.choice((None, 0, 1, 2))
                version.job = self.draw.choice((*JOB_CLASSES, *JOB_CLASSES, None))
                if version.start:
                    days = self.draw.choice((None, 0, 20, 60, 200))
                    version.trial = None if days is None else version.start + timedelta(days)
                version.wage = self._one_of(1500.0, 0.0, 1801.8, 2345.67, 3100.0, None)
                if self.draw.random() < 0.2:
                    department = self._one_of(0, 1, 2, None)

    def _one_of(self, *choices):
        return self.draw.choice(choices)

    def _day(self, first: date, last: date) -> date:
        return self.draw.day(first, last)

    def _kind(self):
        return self._one_of(*CONTRACT_CLASSES, None)

    def _calendar(self):
        return self._one_of(*CALENDARS)

    def _contracts(self, person: int, employee_type: str = "") -> list[Record]:
        """Contracts in a row: renewed, or hired again after a longer gap."""
        record = Record(person, archived=self.draw.random() < 0.2)
        start = self._day(date(2019, 2, 1), date(2025, 6, 1))
        for _number in range(self.draw.randint(1, 5)):
            last = self._add_contract(record, start, employee_type)
            if last is None:
                break
            gap = self._one_of(0, 1, 2, 3, 4, 5, 7, 90, 400)
            start = last + timedelta(days=1 + gap)
            if start > date(2026, 6, 1):
                break
        return [record]

    def _add_contract(self, record: Record, start: date, employee_type: str) -> date | None:
        """One contract with up to two versions; its last day, None when it lasts."""
        kind = self._kind()
        end = self._day(start + timedelta(days=40), start + timedelta(days=700))
        days = (end - start).days
        if kind == "permanent" and self.draw.random() < 0.5:
            end = None
        common = {
            "start": start,
            "end": end,
            "kind": kind,
            "employee_type": employee_type or self._one_of(*STAFF_TYPES),
        }
        # The record may be made later than the contract began.
        late = self.draw.randint(1, 30) if self.draw.random() < 0.3 else 0
        first = start + timedelta(days=late)
        record.versions.append(Version(first, calendar=self._calendar(), **common))
        if self.draw.random() < 0.4:
            change = first + timedelta(days=self._one_of(1, 2, 30, max(days - late - 5, 3)))
            if change <= start + timedelta(days=days):
                record.versions.append(Version(change, calendar=self._calendar(), **common))
        version = record.versions[-1]
        last = end
        if self.draw.random() < 0.6:
            # Leaves at the term, or earlier.
            last = start + timedelta(days=days)
            if self.draw.random() < 0.4:
                last = self._day(version.date_version, last)
            version.departure = last
            version.reason = self._one_of(*EXIT_CLASSES, None)
            if self.draw.random() < 0.3:
                return None  # never hired again: the contract may keep its own dates
            for own in record.versions:
                if own.start == start:
                    own.end = last
        return last

    def _undated(self, person: int) -> list[Record]:
        """No contract dates at all; who is archived without a departure is unknown."""
        first = self._day(date(2019, 2, 1), date(2024, 6, 1))
        record = Record(person, [Version(first, calendar=self._calendar(), kind=self._kind())])
        if self.draw.random() < 0.6:
            change = first + timedelta(days=self.draw.randint(1, 300))
            record.versions.append(Version(change, calendar=self._calendar()))
        fate = self._one_of("stays", "leaves", "leaves", "vanishes")
        if fate == "leaves":
            version = record.versions[-1]
            version.departure = self._day(version.date_version, date(2026, 12, 1))
            version.reason = self._one_of(*EXIT_CLASSES, None)
        record.archived = fate != "stays"
        return [record]

    def _two(self, person: int) -> list[Record]:
        """A second, shorter job of the same person beside the first, on a second record."""
        elsewhere = self._one_of(0, 0, 1)
        start = self._day(date(2020, 1, 1), date(2023, 1, 1))
        second = start + timedelta(days=self.draw.randint(1, 400))
        end = second + timedelta(days=self.draw.randint(100, 900))
        return [
            Record(person, [Version(start, start, calendar=self._one_of("half", None))]),
            Record(person, [Version(second, second, end, "temporary", "third", company=elsewhere)]),
        ]

    def _trainee(self, person: int) -> list[Record]:
        return self._contracts(person, "trainee")

    def _moved(self, person: int) -> list[Record]:
        """Goes from one company to the other, on the same employee record."""
        start = self._day(date(2020, 1, 1), date(2023, 1, 1))
        move = self._day(date(2023, 2, 1), date(2025, 11, 1))
        before = Version(start, start, calendar=self._calendar())
        after = Version(move, start, calendar=self._calendar(), company=1)
        return [Record(person, [before, after])]

    def _chaos(self, person: int) -> list[Record]:
        """What only a bad import leaves: dates that overlap, contradict or are absent."""
        record = Record(person, archived=self.draw.random() < 0.3)
        around = self._day(date(2021, 1, 1), date(2025, 1, 1))
        days = {
            around + timedelta(days=self._one_of(0, 1, 2, 3, 7, 30, 200, 500)) for _ in range(5)
        }
        for day in sorted(days):
            start = day + timedelta(days=self._one_of(-40, -3, 0, 0, 5, 60))
            dated = self.draw.random() >= 0.2
            version = Version(day, start if dated else None, calendar=self._calendar())
            version.kind = self._kind()
            version.active = self.draw.random() >= 0.1
            version.company = self._one_of(0, 0, 0, 1)
            if dated and self.draw.random() < 0.6:
                version.end = start + timedelta(days=self.draw.randint(0, 500))
            if self.draw.random() < 0.3:
                version.departure = day + timedelta(days=self._one_of(-20, 0, 1, 50, 300))
                version.reason = self._one_of(*EXIT_CLASSES, None)
            record.versions.append(version)
        record.versions[0].active = True
        return [record]


class StaffWorld:
    """Mixed into test cases: stores histories and maps classes for two companies.

    ``companies``, ``departments``, ``types``, ``jobs``, ``reasons`` and ``calendars`` are set up by
    ``_make_world``.
    """

    @classmethod
    def _make_world(cls):
        cls.companies = cls.company + cls.other_company
        context = {"allowed_company_ids": cls.companies.ids, "active_test": False}
        cls.env = cls.env(context=dict(cls.env.context, **context))
        cls.companies = cls.companies.with_env(cls.env)
        cls.companies.impact_renewal_gap_days = RENEWAL_GAP
        cls.types = {
            name: cls.env["hr.contract.type"].create({"name": f"Oracle {name}"})
            for name in (*CONTRACT_CLASSES, None)
        }
        cls.reasons = {
            name: cls.env["hr.departure.reason"].create({"name": f"Oracle {name}"})
            for name in EXIT_CLASSES
        }
        cls.jobs = {
            name: cls.env["hr.job"].create({"name": f"Oracle {name}", "company_id": False})
            for name in (*JOB_CLASSES, None)
        }
        for company in cls.companies:
            cls._map(company)
        cls.departments = cls.env["hr.department"].create(
            [{"name": f"Department {n}", "company_id": False} for n in range(3)]
        )
        # The third lies below the second.
        cls.departments[2].parent_id = cls.departments[1]
        cls.companies.account_fiscal_country_id = cls.env.ref("base.fr")
        cls.companies.impact_territory = "59, 621"
        cls.sites = cls.env["res.partner"].create(
            [{"name": f"Site {postcode}", "zip": postcode} for postcode in SITES]
        )
        cls.calendars = {name: cls._make_calendar(name) for name in CALENDARS if name}
        # Contract templates have dates and a wage as well, and are nobody's.
        cls.env["hr.version"].create(
            [
                {
                    "name": "Oracle template",
                    "company_id": company.id,
                    "date_version": "2020-01-01",
                    "contract_date_start": "2020-01-01",
                    "contract_type_id": cls.types["permanent"].id,
                    "wage": 2000,
                }
                for company in cls.companies
            ]
        )

    @classmethod
    def _map(cls, company):
        lines = [
            {"kind": "contract_type", "contract_type_id": kind.id, "contract_class": name}
            for name, kind in cls.types.items()
            if name
        ] + [
            {
                "kind": "departure_reason",
                "departure_reason_id": reason.id,
                "exit_class": name,
                "integration_class": AFTERWARDS[name],
            }
            for name, reason in cls.reasons.items()
        ]
        lines += [
            {"kind": "job", "job_id": job.id, "job_class": name}
            for name, job in cls.jobs.items()
            if name
        ]
        cls.env["impact.mapping"].create([{"company_id": company.id, **line} for line in lines])

    @classmethod
    def _make_calendar(cls, name: str):
        hours, full_time = CALENDARS[name]
        values = {"name": f"Oracle {name}", "company_id": False, "tz": "Pacific/Auckland"}
        if name == "two_weeks":
            values["two_weeks_calendar"] = True
            values["attendance_ids"] = [
                (
                    0,
                    0,
                    {
                        "name": f"{day}",
                        "dayofweek": str(day),
                        "week_type": week,
                        "hour_from": 8,
                        "hour_to": 8 + daily,
                        "day_period": "morning",
                    },
                )
                for week, daily in (("0", 6), ("1", 8))
                for day in range(5)
            ]
        calendar = cls.env["resource.calendar"].create(values)
        if name == "flexible":
            calendar.flexible_hours = True
            calendar.hours_per_week = hours
        cls.env.flush_all()
        # Odoo works the hours out from the attendances; where they are round, they are given.
        given = {"full_time_required_hours": full_time}
        if name not in ("two_weeks", "flexible"):
            given["hours_per_week"] = hours
        for column, value in given.items():
            cls.env.cr.execute(
                f"UPDATE resource_calendar SET {column} = %s WHERE id = %s", (value, calendar.id)
            )
        cls.env.invalidate_all()
        return calendar

    def _hire(self, records: list[Record], companies=None):
        """Store the histories in Odoo's own models; the employees, in the same order."""
        companies = companies or self.companies
        employees = self.env["hr.employee"].create(
            [
                {
                    "name": f"Person {record.person}, record {number}",
                    "company_id": companies[record.versions[0].company].id,
                    "date_version": record.versions[0].date_version,
                    "birthday": record.birthday,
                }
                for number, record in enumerate(records)
            ]
        )
        contacts = {}
        for employee, record in zip(employees, records, strict=True):
            employee.work_contact_id = contacts.setdefault(record.person, employee.work_contact_id)
        pairs = list(zip(employees, records, strict=True))
        self.env["hr.version"].create(
            [
                {"employee_id": employee.id, "date_version": version.date_version}
                for employee, record in pairs
                for version in record.versions[1:]
            ]
        )
        employees.filtered("active").browse(
            [employee.id for employee, record in pairs if record.archived]
        ).active = False
        self.env.flush_all()
        for employee, record in pairs:
            stored = employee.version_ids.sorted("id")
            for line, version in zip(stored, record.versions, strict=True):
                self._store(line, version, companies)
        self.env.invalidate_all()
        return employees

    def _store(self, line, version: Version, companies):
        """In SQL: Odoo moves the first version to the start of its contract, departures to
        the current one, and refuses dates that overlap. Each has to be what was drawn.
        """
        calendar = self.calendars.get(version.calendar)
        department = version.department
        self.env.cr.execute(
            """UPDATE hr_version
                  SET date_version = %s, departure_date = %s, departure_reason_id = %s,
                      active = %s, contract_date_start = %s, contract_date_end = %s,
                      contract_type_id = %s, resource_calendar_id = %s, employee_type = %s,
                      company_id = %s, department_id = %s, sex = %s, wage = %s,
                      trial_date_end = %s, private_zip = %s, address_id = %s, job_id = %s
                WHERE id = %s""",
            (
                version.date_version,
                version.departure,
                self.reasons[version.reason].id if version.reason else None,
                version.active,
                version.start,
                version.end,
                self.types[version.kind].id,
                calendar.id if calendar else None,
                version.employee_type,
                companies[version.company].id,
                None if department is None else self.departments[department].id,
                version.sex,
                version.wage,
                version.trial,
                version.home,
                None if version.site is None else self.sites[version.site].id,
                self.jobs[version.job].id,
                line.id,
            ),
        )
