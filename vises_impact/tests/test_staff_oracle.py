"""Staff figures against a second count in plain Python, day by day, from the definitions.

The oracle knows nothing of the SQL: it asks of each day which version is in force,
whether its contract covers the day, and walks from day to day.
"""

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from odoo.fields import Command
from odoo.tests import tagged

from ..engine.period import split
from ..models.impact_indicator import AUTOMATIC_KINDS
from ..sources import evaluation
from ..sources.request import Slot
from .common import ImpactCommon

ONE_DAY = timedelta(days=1)
FIRST_DAY, LAST_DAY = date(2019, 1, 1), date(2027, 12, 31)
YEARS = (2023, 2024, 2025)
RENEWAL_GAP = 3
FULL_TIME = 38.0
WEEKLY_HOURS = (38.0, 30.4, 19.0, 12.0, None)
CONTRACT_CLASSES = ("permanent", "temporary", "integration")
LEAVING = ("resignation", "dismissal", "retirement", "death")
EXIT_CLASSES = (*LEAVING, "mutual", "other")
STAFF_TYPES = ("employee", "worker")


@dataclass
class Version:
    """What one ``hr.version`` says."""

    date_version: date
    start: date | None = None
    end: date | None = None
    contract_class: str = "permanent"
    hours: float | None = FULL_TIME
    employee_type: str = "employee"
    departure: date | None = None
    reason: str | None = None

    @property
    def rate(self) -> float:
        return 1.0 if self.hours is None else self.hours / FULL_TIME


@dataclass
class Record:
    """One ``hr.employee``; two records of a person share ``person``."""

    person: int
    versions: list[Version] = field(default_factory=list)
    archived: bool = False

    def on(self, day: date) -> Version | None:
        """The version under which the employee works on a day, if any."""
        has_contracts = any(version.start for version in self.versions)
        dated = []
        for version in self.versions:
            since = version.date_version
            same = [v for v in self.versions if v.start and v.start == version.start]
            if same and version is min(same, key=lambda v: v.date_version):
                since = min(since, version.start)
            dated.append((since, version))
        in_force = [item for item in dated if item[0] <= day]
        if not in_force:
            return None
        since, version = max(in_force, key=lambda item: item[0])
        if version.departure and since <= version.departure < day:
            return None
        if has_contracts:
            covered = version.start and version.start <= day <= (version.end or LAST_DAY)
            return version if covered else None
        departures = [v.departure for v in self.versions if v.departure]
        if departures:
            return version if day <= max(departures) else None
        return None if self.archived else version


class Oracle:
    """Counts one company's staff by looking at each day."""

    def __init__(self, records: list[Record]):
        self.days = defaultdict(dict)  # person → day → (class, rate)
        self.departures = defaultdict(list)
        for record in records:
            for version in record.versions:
                if version.departure:
                    self.departures[record.person].append((version.departure, version.reason))
            day = FIRST_DAY
            while day <= LAST_DAY:
                version = record.on(day)
                if version and version.employee_type in STAFF_TYPES:
                    other = self.days[record.person].get(day, (None, 0.0))
                    self.days[record.person][day] = (
                        version.contract_class,
                        version.rate + other[1],
                    )
                day += ONE_DAY
        self.stays = {person: self._stays(days) for person, days in self.days.items()}

    def _stays(self, days) -> list[list[date]]:
        stays = []
        for day in sorted(days):
            if stays and (day - stays[-1][1]).days - 1 <= RENEWAL_GAP:
                stays[-1][1] = day
            else:
                stays.append([day, day])
        return stays

    def headcount(self, day: date) -> int:
        return sum(day in days for days in self.days.values())

    def full_time(self, day: date) -> float:
        return sum(days[day][1] for days in self.days.values() if day in days)

    def seniority(self, day: date) -> float:
        lengths = [
            (day - entry).days / 365.25
            for person, stays in self.stays.items()
            for entry, last in stays
            if day in self.days[person] and entry <= day <= last
        ]
        return sum(lengths) / len(lengths)

    def turnover(self, first: date, last: date) -> float | None:
        """None when nobody is known to have left, but some exits have no reason."""
        reasons = defaultdict(list)
        for person, stays in self.stays.items():
            for entry, end in stays:
                class_ = self.days[person][end][0]
                if first <= end <= last and end != LAST_DAY and class_ != "integration":
                    reasons[person].append(self._reason(person, entry, end))
        leavers = [person for person, found in reasons.items() if set(found) & set(LEAVING)]
        if not leavers and any(None in found for found in reasons.values()):
            return None
        length = (last - first).days + 1
        present = sum(
            class_ != "integration"
            for days in self.days.values()
            for day, (class_, _rate) in days.items()
            if first <= day <= last
        )
        return 100 * len(leavers) / (present / length)

    def _reason(self, person: int, entry: date, end: date) -> str | None:
        """Why a stay ended; None when nobody said and no term explains it."""
        latest = end + timedelta(days=RENEWAL_GAP)
        told = sorted(d for d in self.departures[person] if entry <= d[0] <= latest)
        if told:
            return told[-1][1]
        return "end_of_contract" if self.days[person][end][0] == "temporary" else None


class Histories:
    """Random lives of employees, by seed."""

    def __init__(self, seed: int):
        self.random = random.Random(seed)

    def records(self, size: int) -> list[Record]:
        records = []
        for person in range(size):
            kind = self.random.choices(("contracts", "undated", "two", "trainee"), (10, 3, 2, 1))[0]
            records += getattr(self, f"_{kind}")(person)
        return records

    def _day(self, first: date, last: date) -> date:
        return first + timedelta(days=self.random.randrange((last - first).days))

    def _hours(self):
        return self.random.choice(WEEKLY_HOURS)

    def _contracts(self, person: int, employee_type: str = "") -> list[Record]:
        """Contracts in a row: renewed, or hired again after a longer gap."""
        record = Record(person)
        start = self._day(date(2019, 2, 1), date(2025, 6, 1))
        for _number in range(self.random.randint(1, 5)):
            last = self._add_contract(record, start, employee_type)
            if last is None:
                break
            gap = self.random.choice((0, 1, 2, 3, 4, 5, 7, 10, 90, 400))
            start = last + timedelta(days=1 + gap)
            if start > date(2026, 6, 1):
                break
        return [record]

    def _add_contract(self, record: Record, start: date, employee_type: str) -> date | None:
        """One contract with up to three versions; its last day, None when it lasts."""
        class_ = self.random.choice(CONTRACT_CLASSES)
        days = self.random.randint(40, 700)
        end = start + timedelta(days=days)
        if class_ == "permanent" and self.random.random() < 0.5:
            end = None
        common = {
            "start": start,
            "end": end,
            "contract_class": class_,
            "employee_type": employee_type or self.random.choice(STAFF_TYPES),
        }
        # The record may be made later than the contract began.
        late = self.random.randint(1, 30) if self.random.random() < 0.3 else 0
        first = start + timedelta(days=late)
        record.versions.append(Version(first, hours=self._hours(), **common))
        if self.random.random() < 0.4:
            change = first + timedelta(days=self.random.randint(1, max(days - late - 5, 1)))
            if change <= start + timedelta(days=days):
                record.versions.append(Version(change, hours=self._hours(), **common))
        version = record.versions[-1]
        last = end
        if self.random.random() < 0.6:
            # Leaves at the term, or earlier.
            last = start + timedelta(days=days)
            if self.random.random() < 0.4:
                last = self._day(version.date_version, last + ONE_DAY)
            version.departure = last
            version.reason = self.random.choice(EXIT_CLASSES)
            if self.random.random() < 0.3:
                return None  # never hired again: the contract may keep its own dates
            for own in record.versions:
                if own.start == start:
                    own.end = last
        return last

    def _undated(self, person: int) -> list[Record]:
        first = self._day(date(2019, 2, 1), date(2024, 6, 1))
        record = Record(person, [Version(first, hours=self._hours())])
        if self.random.random() < 0.6:
            change = first + timedelta(days=self.random.randint(10, 300))
            record.versions.append(Version(change, hours=self._hours()))
        fate = self.random.choice(("stays", "leaves", "leaves", "vanishes"))
        if fate == "leaves":
            version = record.versions[-1]
            version.departure = self._day(version.date_version, date(2026, 12, 1))
            version.reason = self.random.choice(EXIT_CLASSES)
        record.archived = fate != "stays"
        return [record]

    def _two(self, person: int) -> list[Record]:
        """A second, shorter job of the same person beside the first."""
        start = self._day(date(2020, 1, 1), date(2023, 1, 1))
        second = start + timedelta(days=self.random.randint(1, 400))
        end = second + timedelta(days=self.random.randint(100, 900))
        return [
            Record(person, [Version(start, start, hours=19.0)]),
            Record(person, [Version(second, second, end, hours=12.0)]),
        ]

    def _trainee(self, person: int) -> list[Record]:
        return self._contracts(person, "trainee")


@tagged("post_install", "-at_install")
class TestStaffOracle(ImpactCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.companies = cls.company + cls.other_company
        cls.env = cls.env(
            context=dict(cls.env.context, allowed_company_ids=cls.companies.ids, active_test=False)
        )
        cls.companies = cls.companies.with_env(cls.env)
        cls.companies.impact_renewal_gap_days = RENEWAL_GAP
        cls.types = {
            name: cls.env["hr.contract.type"].create({"name": f"Oracle {name}"})
            for name in CONTRACT_CLASSES
        }
        cls.reasons = {
            name: cls.env["hr.departure.reason"].create({"name": f"Oracle {name}"})
            for name in EXIT_CLASSES
        }
        for company in cls.companies:
            cls._map(company)
        cls.calendars = cls._make_calendars()

    @classmethod
    def _map(cls, company):
        lines = [
            {"kind": "contract_type", "contract_type_id": kind.id, "contract_class": name}
            for name, kind in cls.types.items()
        ] + [
            {"kind": "departure_reason", "departure_reason_id": reason.id, "exit_class": name}
            for name, reason in cls.reasons.items()
        ]
        cls.env["impact.mapping"].create([{"company_id": company.id, **line} for line in lines])

    @classmethod
    def _make_calendars(cls):
        calendars = {
            hours: cls.env["resource.calendar"].create(
                {"name": f"{hours} hours", "company_id": False}
            )
            for hours in WEEKLY_HOURS
            if hours
        }
        cls.env.flush_all()
        for hours, calendar in calendars.items():
            # Odoo works the hours out from the attendances; here they are given.
            cls.env.cr.execute(
                "UPDATE resource_calendar"
                "   SET hours_per_week = %s, full_time_required_hours = %s WHERE id = %s",
                (hours, FULL_TIME, calendar.id),
            )
        cls.env.invalidate_all()
        return calendars

    def _hire(self, company, records: list[Record]):
        """Store the histories in Odoo's own models."""
        contacts = {}
        for number, record in enumerate(records):
            first, *others = record.versions
            values = {
                "name": f"Person {record.person}, record {number}",
                "company_id": company.id,
                **self._version_values(first),
            }
            if record.person in contacts:
                values["work_contact_id"] = contacts[record.person].id
            employee = self.env["hr.employee"].create(values)
            contacts.setdefault(record.person, employee.work_contact_id)
            self.env["hr.version"].create(
                [
                    {
                        "employee_id": employee.id,
                        "company_id": company.id,
                        **self._version_values(version),
                    }
                    for version in others
                ]
            )
            self._put_departures(employee, record)
        self.env.flush_all()

    def _version_values(self, version: Version) -> dict:
        calendar = self.calendars.get(version.hours)
        return {
            "date_version": version.date_version,
            "contract_date_start": version.start,
            "contract_date_end": version.end,
            "contract_type_id": self.types[version.contract_class].id,
            "employee_type": version.employee_type,
            "resource_calendar_id": calendar.id if calendar else False,
            "wage": 2000,
        }

    def _put_departures(self, employee, record: Record):
        if record.archived:
            employee.active = False
        stored = employee.version_ids.sorted("id")
        self.env.flush_all()
        for line, version in zip(stored, record.versions, strict=True):
            # In SQL, as Odoo moves the first version to the start of its contract and
            # departures to the current one: each has to be what the oracle was told.
            self.env.cr.execute(
                """UPDATE hr_version
                      SET date_version = %s, departure_date = %s,
                          departure_reason_id = %s, active = TRUE,
                          contract_date_start = %s, contract_date_end = %s,
                          resource_calendar_id = %s, employee_type = %s
                    WHERE id = %s""",
                (
                    version.date_version,
                    version.departure,
                    self.reasons[version.reason].id if version.reason else None,
                    version.start,
                    version.end,
                    self.calendars[version.hours].id if version.hours else None,
                    version.employee_type,
                    line.id,
                ),
            )
        self.env.invalidate_all()

    def _indicators(self, *codes):
        found = self.env["impact.indicator"].sudo().search([("code", "in", codes)])
        self.assertEqual(set(found.mapped("code")), set(codes))
        return found

    def _figures(self, company, *codes, years=YEARS):
        """Total results by code and year, as the service account stored them."""
        periods = split("year", date(years[0], 1, 1), date(years[-1], 12, 31))
        indicators = self._indicators(*codes)
        scope = company._impact_default_scope()
        results = self.env["impact.result"].sudo()
        results._refresh(indicators, company, scope, periods)
        found = results.search(
            [
                ("indicator_id", "in", indicators.ids),
                ("scope_id", "=", scope.id),
                ("period_type", "=", "year"),
                ("cell_id", "=", self._total_cell().id),
            ]
        )
        return {(r.indicator_id.code, r.date_from.year): r for r in found}

    def _check(self, seed: int):
        for number, company in enumerate(self.companies):
            records = Histories(seed * 10 + number).records(15)
            self._hire(company, records)
            oracle = Oracle(records)
            figures = self._figures(company, "EMP01", "EMP02", "EMP17", "EMP19")
            for year in YEARS:
                first, last = date(year, 1, 1), date(year, 12, 31)
                expected = {
                    "EMP01": oracle.headcount(last),
                    "EMP02": oracle.full_time(last),
                    "EMP17": oracle.turnover(first, last),
                    "EMP19": oracle.seniority(last),
                }
                for code, value in expected.items():
                    with self.subTest(seed=seed, company=number, year=year, code=code):
                        result = figures[code, year]
                        if value is None:
                            self.assertEqual(result.status, "missing")
                        else:
                            self.assertIsNotNone(result.exact_value, result.provenance)
                            self.assertAlmostEqual(result.exact_value, value, places=5)

    def test_agrees_with_oracle_1(self):
        self._check(1)

    def test_agrees_with_oracle_2(self):
        self._check(2)

    def test_agrees_with_oracle_3(self):
        self._check(3)

    def test_agrees_with_oracle_4(self):
        self._check(4)

    def test_agrees_with_oracle_5(self):
        self._check(5)

    def test_statements_do_not_grow_with_periods(self):
        self._hire(self.company, Histories(7).records(15))
        indicators = (
            self.env["impact.indicator"]
            .sudo()
            .search([("namespace", "=", "library")])
            .filtered(lambda i: i.current_version_id.kind in AUTOMATIC_KINDS)
        )
        self.assertTrue(indicators)
        computation = self.env["impact.computation"].sudo()
        env = computation._service_env(self.company)
        versions = computation._versions(indicators).with_env(env)
        slots = [Slot.of(self.company._impact_default_scope())]
        quarter = split("month", date(2025, 1, 1), date(2025, 3, 31))
        three_years = split("month", date(2023, 1, 1), date(2025, 12, 31))
        self.assertEqual((len(quarter), len(three_years)), (3, 36))
        evaluation.compute(env, versions, slots, quarter)
        counts = []
        for periods in (quarter, three_years):
            before = self.env.cr.sql_log_count
            evaluation.compute(env, versions, slots, periods)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])
        self.assertGreater(counts[0], 0)
        self.assertLessEqual(counts[0], 12)

    def test_missing_is_not_zero(self):
        company = self.env["res.company"].create({"name": "Nobody yet (test)"})
        self.env.user.company_ids = [Command.link(company.id)]
        figures = self._figures(company, "EMP01", "EMP02", "EMP17", "EMP19", years=(2025,))
        self.assertEqual(len(figures), 4)
        for (code, _year), result in figures.items():
            with self.subTest(code=code):
                self.assertEqual(result.status, "missing")
                self.assertIn(result.exact_value, (None, False))

    def test_small_group_is_hidden(self):
        start = date(2022, 1, 1)
        self._hire(self.company, [Record(n, [Version(start, start)]) for n in range(4)])
        result = self._figures(self.company, "EMP01", years=(2025,))["EMP01", 2025]
        self.assertEqual(result.status, "suppressed")
        self.assertIn(result.value, (None, False))
        self.assertEqual(result.exact_value, 4)
        self.assertEqual(result.exact_status, "measured")

    def test_group_at_threshold_is_shown(self):
        start = date(2022, 1, 1)
        self._hire(self.company, [Record(n, [Version(start, start)]) for n in range(5)])
        result = self._figures(self.company, "EMP01", years=(2025,))["EMP01", 2025]
        self.assertEqual((result.status, result.value), ("measured", 5))

    def test_division_by_zero_has_no_value(self):
        """Only integration contracts: there is no permanent staff to turn over."""
        start = date(2022, 1, 1)
        version = Version(start, start, contract_class="integration")
        self._hire(self.company, [Record(n, [version]) for n in range(6)])
        result = self._figures(self.company, "EMP17", years=(2025,))["EMP17", 2025]
        self.assertIn(result.status, ("not_applicable", "missing"))
        self.assertIn(result.exact_value, (None, False))
