"""Staff figures counted in plain Python, day by day, from the words of the definitions.

It knows nothing of the SQL: it asks of each day which version is in force, whether its
contract covers the day, and walks from day to day.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from .staff_histories import (
    AFTERWARDS,
    CALENDARS,
    LAST_DAY,
    LEAVING,
    ONE_DAY,
    RENEWAL_GAP,
    SITES,
    STAFF_TYPES,
    Record,
    Version,
)

LEARNERS = ("trainee", "student")
"""Kinds of employees who are no staff, yet may be hosted in order to learn."""
TERRITORY = ("59", "621")
MINIMUM_WAGE = 11.88
MISSING, NOT_APPLICABLE, ESTIMATED, MEASURED = (
    "missing",
    "not_applicable",
    "estimated",
    "measured",
)


@dataclass(frozen=True)
class Expected:
    """What a figure should be; ``groups``: people that its parts would tell of."""

    value: float | None
    status: str
    coverage: float = 1.0
    groups: tuple[int, ...] = ()

    def is_hidden(self, threshold: int) -> bool:
        return self.value is not None and any(0 < n < threshold for n in self.groups)


@dataclass(frozen=True)
class Work:
    """The jobs of a person in a company on one day, taken together."""

    main: Version
    rate: float
    rate_known: bool
    hours: float | None
    wage: float | None
    birthday: date | None


def first_day(record: Record) -> date:
    return min(day for v in record.versions for day in (v.date_version, v.start) if day)


def version_on(record: Record, day: date) -> Version | None:
    """The version under which the employee works on a day, if any."""
    versions = [version for version in record.versions if version.active]
    has_contracts = any(version.start for version in versions)
    in_force = []
    for version in versions:
        since = version.date_version
        contract = [other for other in versions if other.start and other.start == version.start]
        if contract and version is min(contract, key=lambda other: other.date_version):
            since = min(since, version.start)
        if since <= day:
            in_force.append((since, version.date_version, version))
    if not in_force:
        return None
    since, _dated, version = max(in_force, key=lambda item: item[:2])
    if version.departure and since <= version.departure < day:
        return None
    if has_contracts:
        covered = version.start and version.start <= day <= (version.end or LAST_DAY)
        return version if covered else None
    departures = [other.departure for other in versions if other.departure]
    if departures:
        return version if day <= max(departures) else None
    return None if record.archived else version


def together(jobs: list[tuple[Version, date | None]]) -> Work:
    """One person's jobs of a day: hours and pay add up if all of them are known."""
    hours = [working_time(version)[0] or None for version, _birthday in jobs]
    wages = [version.wage or None for version, _birthday in jobs]
    rates = [rate(version) for version, _birthday in jobs]
    main = max(jobs, key=lambda job: rate(job[0]) or 1.0)
    return Work(
        main=main[0],
        rate=sum(1.0 if known is None else known for known in rates),
        rate_known=None not in rates,
        hours=None if None in hours else sum(hours),
        wage=None if None in wages else sum(wages),
        birthday=main[1],
    )


def working_time(version: Version) -> tuple[float | None, float | None]:
    """Weekly hours, and those of full time: of a named calendar, or given as such."""
    return CALENDARS.get(version.calendar, version.calendar)


def rate(version: Version) -> float | None:
    hours, full_time = working_time(version)
    return hours / full_time if hours else None


def age(birthday: date, day: date) -> int:
    return day.year - birthday.year - ((day.month, day.day) < (birthday.month, birthday.day))


class StaffOracle:
    """One company's staff, in all departments or some.

    What a company says of itself stands in the attributes; ``exit_classes``: classes of
    departure reasons that are not named by them.
    """

    territory = TERRITORY
    sites = SITES
    afterwards = AFTERWARDS
    exit_classes = {}

    def __init__(self, records: list[Record], company: int = 0):
        self.structure = "aci"  # structure type of the scope that is asked for
        self.days = defaultdict(dict)  # person → day → Work
        self.departures = defaultdict(list)
        self.elsewhere = defaultdict(set)  # person → days at work in another company
        self.first_day = None
        found = defaultdict(list)
        self.others = defaultdict(dict)  # person → day → version of who is no staff
        for record in records:
            for version in record.versions:
                if version.departure and version.active:
                    self.departures[record.person].append((version.departure, version.reason))
            day = first_day(record)
            while day <= LAST_DAY:
                version = version_on(record, day)
                if version and version.company == company:
                    self.first_day = min(self.first_day or day, day)
                    if version.employee_type in STAFF_TYPES:
                        found[record.person, day].append((version, record.birthday))
                    else:
                        self.others[record.person][day] = version
                elif version:
                    self.elsewhere[record.person].add(day)
                day += ONE_DAY
        for (person, day), jobs in found.items():
            self.days[person][day] = together(jobs)
        self.stays = {person: self._stays(days) for person, days in self.days.items()}

    def _stays(self, days) -> list[list[date]]:
        stays = []
        for day in sorted(days):
            if stays and (day - stays[-1][1]).days - 1 <= RENEWAL_GAP:
                stays[-1][1] = day
            else:
                stays.append([day, day])
        return stays

    def staff(self, day: date, departments=None) -> dict[int, Work]:
        return {
            person: days[day]
            for person, days in self.days.items()
            if day in days and (departments is None or days[day].main.department in departments)
        }

    def expected(self, code: str, first: date, last: date, departments=None) -> Expected:
        if self.first_day is None or self.first_day > last:
            return Expected(None, MISSING)
        return getattr(self, f"_{code}")(first, last, departments)

    def cells(self, code: str, first: date, last: date, departments=None) -> dict[str, Expected]:
        """Figures by sex; headcount and working time by kind of contract and age too."""
        if code in ("INS01", "INS13"):
            sexes = defaultdict(dict)
            for person, seen in self._on_integration(first, last, departments).items():
                sexes[f"sex={seen[1].main.sex or 'undeclared'}"][person] = seen
            measure = {"INS01": certain_people, "INS13": aged_fifty}[code]
            return {key: measure(people, last) for key, people in sexes.items()}
        groups = {"EMP01": ["sex", "contract_class", "age_band", "sex contract_class"]}
        groups = groups.get(code, ["sex", "contract_class"])
        measure = {"EMP01": headcount, "EMP02": full_time_equivalents}[code]
        found = {}
        for names in groups:
            found |= self.crossed(measure, names.split(), last, departments)
        return found

    def crossed(self, measure, names, last: date, departments=None) -> dict[str, Expected]:
        """Figures of the staff of a day by some traits at once."""
        cells = defaultdict(dict)
        for person, work in self.staff(last, departments).items():
            traits = {
                "sex": work.main.sex,
                "contract_class": work.main.kind,
                "age_band": work.birthday and band(age(work.birthday, last)),
            }
            key = ";".join(f"{name}={traits[name] or 'undeclared'}" for name in names)
            cells[key][person] = work
        return {key: measure(works) for key, works in cells.items()}

    def _EMP01(self, _first, last, departments):
        return headcount(self.staff(last, departments))

    def _EMP02(self, _first, last, departments):
        return full_time_equivalents(self.staff(last, departments))

    def _EMP03(self, _first, last, departments):
        kinds = [work.main.kind for work in self.staff(last, departments).values()]
        return share([kind and kind == "permanent" for kind in kinds])

    def _EMP04(self, _first, last, departments):
        works = self.staff(last, departments).values()
        return share([work.rate < 0.9999 if work.rate_known else None for work in works])

    def _EMP06(self, _first, last, departments):
        sexes = [work.main.sex for work in self.staff(last, departments).values()]
        return share([sex and sex == "female" for sex in sexes])

    def _EMP07(self, _first, last, departments):
        """Whose job is not known may manage."""
        works = self.staff(last, departments).values()
        managers = [work.main for work in works if work.main.job in ("management", None)]
        return share([one.sex and one.sex == "female" if one.job else None for one in managers])

    def _EMP08(self, _first, last, departments):
        means, coverages = {}, []
        for sex in ("male", "female"):
            works = [
                work
                for work in self.staff(last, departments).values()
                if work.main.sex in (sex, None)
            ]
            if not works:
                return Expected(None, NOT_APPLICABLE)
            pays = [
                work.wage * 12 / (work.hours * 52)
                for work in works
                if work.main.sex == sex and work.wage and work.hours
            ]
            means[sex] = sum(pays) / len(pays) if pays else None
            coverages.append(len(pays) / len(works))
            if sex == "female" and None in means.values():
                return Expected(None, MISSING)
        value = 100 * (means["male"] - means["female"]) / means["male"]
        return figure(value, min(coverages))

    def _EMP09(self, _first, last, departments):
        works = self.staff(last, departments).values()
        if not works:
            return Expected(None, NOT_APPLICABLE)
        pays = [(work.wage / work.rate, work.rate_known) for work in works if work.wage]
        if not pays:
            return Expected(None, MISSING)
        known = sum(rate_known for _pay, rate_known in pays)
        return figure(max(pays)[0] / min(pays)[0], known / len(works))

    def _EMP17(self, first, last, departments):
        exits = self._exits(first, last, departments)
        leavers = {person for person, leaver in exits if leaver}
        known_exits = [leaver for _person, leaver in exits if leaver is not None]
        present = defaultdict(int)
        people = set()
        day = first
        while day <= last:
            for person, work in self.staff(day, departments).items():
                present[work.main.kind and work.main.kind != "integration"] += 1
                if work.main.kind not in (None, "integration"):
                    people.add(person)
            day += ONE_DAY
        if not present[True]:
            return Expected(None, MISSING if present[None] else NOT_APPLICABLE)
        if exits and not known_exits:
            return Expected(None, MISSING)
        mean = present[True] / ((last - first).days + 1)
        coverage = min(
            len(known_exits) / len(exits) if exits else 1,
            present[True] / (present[True] + present[None]),
        )
        return figure(100 * len(leavers) / mean, coverage, (len(leavers), len(people)))

    def _exits(self, first, last, departments) -> list[tuple[int, bool | None]]:
        """Exits that concern the turnover: whether a leaver's, None where nobody knows."""
        exits = []
        for person, stays in self.stays.items():
            for _entry, end in stays:
                main = self.days[person][end].main
                if not (first <= end <= last and end != LAST_DAY) or main.kind == "integration":
                    continue
                if departments is not None and main.department not in departments:
                    continue
                reason = self._reason(person, end)
                leaver = None if reason is None else reason in LEAVING
                if leaver and main.kind is None:
                    leaver = None  # of somebody on an integration contract, perhaps
                exits.append((person, leaver))
        return exits

    def _reason(self, person: int, end: date) -> str | None:
        """Why a stay ended; None when nobody said and no term explains it."""
        latest = end + timedelta(days=RENEWAL_GAP)
        told = [told for told in self.departures[person] if end <= told[0] <= latest]
        if told:
            reason = max(told, key=lambda departure: departure[0])[1]
            return self.exit_classes.get(reason, reason)
        kind = self.days[person][end].main.kind
        if kind in ("temporary", "integration", "apprentice"):
            return "end_of_contract"
        started = [
            day
            for day in sorted(self.elsewhere[person])
            if end < day <= latest + ONE_DAY
            and not any(
                day - timedelta(days=back) in self.elsewhere[person]
                for back in range(1, RENEWAL_GAP + 2)
            )
        ]
        return "other" if started else None

    def _EMP19(self, _first, last, departments):
        lengths = [
            (last - entry).days / 365.25
            for person in self.staff(last, departments)
            for entry, end in self.stays[person]
            if entry <= last <= end
        ]
        if not lengths:
            return Expected(None, NOT_APPLICABLE)
        return figure(sum(lengths) / len(lengths), 1, (len(lengths),))

    def _EMP23(self, _first, last, departments):
        works = self.staff(last, departments).values()
        return share([work.birthday and age(work.birthday, last) >= 55 for work in works])

    def _EMP25(self, first, last, departments):
        after = full_time_equivalents(self.staff(last, departments))
        before = full_time_equivalents(self.staff(first - ONE_DAY, departments))
        coverage = min(after.coverage, before.coverage)
        return figure(after.value - before.value, coverage, after.groups + before.groups)

    def _EMP18(self, first, last, departments):
        """Who enters is of the department of the first day, who leaves of that of the last."""
        moves = {"entries": [], "exits": []}
        for person, stays in self.stays.items():
            for entry, end in stays:
                for name, day in (("entries", entry), ("exits", end)):
                    main = self.days[person][day].main
                    ours = departments is None or main.department in departments
                    if first <= day <= last and day != LAST_DAY and ours:
                        moves[name].append(person)
        staff = len(self.staff(last, departments))
        if not staff:
            return Expected(None, NOT_APPLICABLE)
        groups = (len(set(moves["entries"])), len(set(moves["exits"])), staff)
        return figure(100 * sum(map(len, moves.values())) / 2 / staff, 1, groups)

    def _EMP24(self, first, last, departments):
        """Apprentices, and trainees who are not staff; other contractors are nobody's guests."""
        sure, doubtful = set(), set()
        day = first
        while day <= last:
            versions = {person: work.main for person, work in self.staff(day).items()}
            for person, days in self.others.items():
                other = days.get(day)
                if other and person not in versions and other.employee_type in LEARNERS:
                    versions[person] = other
            for person, version in versions.items():
                if departments is not None and version.department not in departments:
                    continue
                if version.employee_type == "trainee" or version.kind == "apprentice":
                    sure.add(person)
                elif version.kind is None:
                    doubtful.add(person)
            day += ONE_DAY
        return number_of(sure, doubtful)

    def _on_integration(self, first, last, departments) -> dict[int, tuple[bool, Work]]:
        """Who had an integration contract (True), or perhaps had one, and how it was."""
        people = {}
        day = first
        while day <= last:
            for person, work in self.staff(day, departments).items():
                if work.main.kind == "integration":
                    people[person] = (True, work)
                elif work.main.kind is None:
                    people.setdefault(person, (False, work))
            day += ONE_DAY
        return people

    def _INS01(self, first, last, departments):
        return certain_people(self._on_integration(first, last, departments), last)

    def _INS02(self, first, last, departments):
        people = self._on_integration(first, last, departments).values()
        return share(
            [work.main.sex == "female" if sure and work.main.sex else None for sure, work in people]
        )

    def _INS13(self, first, last, departments):
        return aged_fifty(self._on_integration(first, last, departments), last)

    def _INS27(self, first, last, departments):
        lengths, doubtful = [], 0
        for person, stays in self.stays.items():
            for entry, end in stays:
                main = self.days[person][end].main
                if not first <= end <= last or end == LAST_DAY:
                    continue
                if departments is not None and main.department not in departments:
                    continue
                if main.kind == "integration":
                    lengths.append((person, ((end - entry).days + 1) / (365.25 / 12)))
                doubtful += main.kind is None
        if not lengths:
            return Expected(None, MISSING if doubtful else NOT_APPLICABLE)
        mean = sum(length for _person, length in lengths) / len(lengths)
        people = {person for person, _length in lengths}
        return figure(mean, len(lengths) / (len(lengths) + doubtful), (len(people),))

    def _INS20(self, first, last, departments):
        return number_of_exits(self._examined(first, last, departments))

    def _INS21(self, first, last, departments):
        return self._after(("lasting", "transition", "positive"), first, last, departments)

    def _INS22(self, first, last, departments):
        return self._after(("lasting",), first, last, departments)

    def _INS23(self, first, last, departments):
        return self._after(("transition",), first, last, departments)

    def _INS24(self, first, last, departments):
        return self._after(("positive",), first, last, departments)

    def _INS25(self, first, last, departments):
        exits = self._examined(first, last, departments)
        return share_of_exits([(who, sure, way in (None, "unknown")) for who, sure, way in exits])

    def _INS41(self, first, last, departments):
        exits = []
        for person, end in self._ends(first, last, departments):
            kind = self.days[person][end].main.kind
            way = self._afterwards(person, end)
            if kind in ("integration", "apprentice", None) and way != "withdrawn":
                exits.append((person, kind is not None, way and way in ("lasting", "transition")))
        return share_of_exits(exits)

    def _after(self, ways, first, last, departments):
        """Exits of these classes among all that are examined."""
        exits = self._examined(first, last, departments)
        whole = number_of_exits(exits)
        if whole.value == 0:
            return Expected(None, NOT_APPLICABLE)
        judged = [(who, way in ways) for who, sure, way in exits if sure and way]
        if not judged:
            return Expected(None, MISSING)
        people = {who for who, _yes in judged}
        counted = {who for who, yes in judged if yes}
        groups = (len(counted), len(people) - len(counted), len(people), *whole.groups)
        value = 100 * sum(yes for _who, yes in judged) / whole.value
        return figure(value, len(judged) / len(exits), groups)

    def _ends(self, first, last, departments):
        """Person and last day of each stay that ended in the period."""
        for person, stays in self.stays.items():
            for _entry, end in stays:
                if not first <= end <= last or end == LAST_DAY:
                    continue
                main = self.days[person][end].main
                if departments is None or main.department in departments:
                    yield person, end

    def _afterwards(self, person: int, end: date) -> str | None:
        """Where people go who leave for the reason that was noted."""
        latest = end + timedelta(days=RENEWAL_GAP)
        told = [told for told in self.departures[person] if end <= told[0] <= latest]
        reason = max(told, key=lambda departure: departure[0])[1] if told else None
        return self.afterwards.get(reason)

    def _examined(self, first, last, departments) -> list[tuple[int, bool, str | None]]:
        """Exits that are examined: who, whether that is sure, and where to."""
        exits = []
        for person, end in self._ends(first, last, departments):
            worked = [work for day, work in self.days[person].items() if day <= end]
            hours = [work.hours for work in worked]
            long_enough = len(worked) / (365.25 / 12) > {"aci": 3, "ai": 0}[self.structure]
            enough_hours = (
                None if None in hours else sum(hours) / 7 > {"aci": 0, "ai": 150}[self.structure]
            )
            kind = self.days[person][end].main.kind
            way = self._afterwards(person, end)
            answers = (kind and kind == "integration", long_enough, enough_hours)
            if False not in answers and way != "withdrawn":
                exits.append((person, None not in answers, way))
        return exits

    def _hires(self, first, last, departments, ended):
        """Share of the employments begun that ended so, by the contract of their last days."""
        begun = []
        for person, stays in self.stays.items():
            for entry, end in stays:
                main = self.days[person][end].main
                if not first <= entry <= last:
                    continue
                if departments is not None and main.department not in departments:
                    continue
                if main.kind not in ("integration", "apprentice", None):
                    continue
                trials = [
                    work.main.trial
                    for day, work in self.days[person].items()
                    if entry <= day <= end and work.main.trial
                ]
                answer = False if end == LAST_DAY else ended(person, end, max(trials, default=None))
                begun.append((person, main.kind is not None, answer))
        return share_of_exits(begun)

    def _INS39(self, first, last, departments):
        def ended(_person, end, trial):
            return trial and end <= trial

        return self._hires(first, last, departments, ended)

    def _INS40(self, first, last, departments):
        def ended(person, end, trial):
            reason = self._reason(person, end)
            early = reason and reason in ("resignation", "dismissal", "mutual")
            later = trial and end > trial
            if False in (early, later):
                return False
            return None if None in (early, later) else True

        return self._hires(first, last, departments, ended)

    def _VLG03(self, first, last, departments):
        """Out of an integration contract, to a job elsewhere or under another contract."""
        moves = {"external": (set(), []), "internal": (set(), [])}

        def note(way, person, answer):
            if answer:
                moves[way][0].add(person)
            moves[way][1].append(answer)

        for person, end in self._ends(first, last, departments):
            kind, way = self.days[person][end].main.kind, self._afterwards(person, end)
            if kind in ("integration", None):
                regular = way and way in ("lasting", "transition")
                note("external", person, either_no(kind and kind == "integration", regular))
        for person, changes in self._changes().items():
            for day, before, after in changes:
                main = self.days[person][day].main
                if not first <= day <= last:
                    continue
                if departments is not None and main.department not in departments:
                    continue
                was = before and before == "integration"
                became = after and after in ("permanent", "temporary", "other")
                note("internal", person, either_no(was, became))
        found = []
        for people, answers in moves.values():
            known = [answer for answer in answers if answer is not None]
            if answers and not known:
                return Expected(None, MISSING)
            found.append((len(people), len(known) / len(answers) if answers else 1))
        coverage = min(part for _number, part in found)
        groups = [number for number, _part in found]
        return figure(sum(groups), coverage, groups)

    def _changes(self) -> dict[int, list[tuple[date, str | None, str | None]]]:
        """Days within a stay on which the kind of contract became another one."""
        changes = defaultdict(list)
        for person, stays in self.stays.items():
            for entry, end in stays:
                days = [day for day in sorted(self.days[person]) if entry <= day <= end]
                for before, day in pairwise(days):
                    kinds = [self.days[person][one].main.kind for one in (before, day)]
                    if kinds[0] != kinds[1]:
                        changes[person].append((day, *kinds))
        return changes

    def _EMP28(self, _first, last, departments):
        homes = [work.main.home for work in self.staff(last, departments).values()]
        return share([home.startswith(self.territory) if home else None for home in homes])

    def _TER05(self, _first, last, departments):
        local, doubtful = [], 0
        for work in self.staff(last, departments).values():
            postcode = None if work.main.site is None else self.sites[work.main.site]
            if not postcode:
                doubtful += 1
            elif postcode.startswith(self.territory):
                local.append(work)
        works = self.staff(last, departments)
        sure = len(works) - doubtful - sum(not work.rate_known for work in local)
        if works and not sure and not local:
            return Expected(None, MISSING)
        coverage = sure / len(works) if works else 1
        return figure(sum(work.rate for work in local), coverage, (len(local),))

    def _EMP33(self, first, last, departments):
        days = month_ends(first, last)
        counts = [len(self.staff(day, departments)) for day in days]
        people = {person for day in days for person in self.staff(day, departments)}
        return figure(sum(counts) / len(days), 1, (len(people),))

    def _EMP34(self, first, last, departments):
        days = month_ends(first, last)
        works = [work for day in days for work in self.staff(day, departments).values()]
        people = {person for day in days for person in self.staff(day, departments)}
        known = sum(work.rate_known for work in works)
        if works and not known and not people:
            return Expected(None, MISSING)
        coverage = known / len(works) if works else 1
        return figure(sum(work.rate for work in works) / len(days), coverage, (len(people),))

    def _EMP35(self, first, last, departments):
        hours, people, day = [], set(), first
        while day <= last:
            for person, work in self.staff(day, departments).items():
                hours.append(work.hours)
                if work.hours is not None:
                    people.add(person)
            day += ONE_DAY
        known = [number for number in hours if number is not None]
        if hours and not known:
            return Expected(None, MISSING)
        coverage = len(known) / len(hours) if hours else 1
        return figure(sum(known) / 7, coverage, (len(people),))

    def _EMP36(self, first, last, departments):
        """Who enters is of the department of the first day."""
        entries = [
            person
            for person, stays in self.stays.items()
            for entry, _end in stays
            if first <= entry <= last
            and (departments is None or self.days[person][entry].main.department in departments)
        ]
        return figure(len(entries), 1, (len(set(entries)),))

    def _EMP37(self, first, last, departments):
        exits = [person for person, _end in self._ends(first, last, departments)]
        return figure(len(exits), 1, (len(set(exits)),))

    def minimum_wage(self, _day: date) -> float:
        """Lowest hourly pay in force on a day."""
        return MINIMUM_WAGE

    def _EMP10(self, _first, last, departments):
        works = [
            work
            for work in self.staff(last, departments).values()
            if work.main.kind != "apprentice"
        ]
        if not works:
            return Expected(None, NOT_APPLICABLE)
        pays = [
            work.wage * 12 / (work.hours * 52)
            for work in works
            if work.main.kind and work.wage and work.hours
        ]
        if not pays:
            return Expected(None, MISSING)
        return figure(
            round(min(pays), 2) >= self.minimum_wage(last), len(pays) / len(works), (len(pays),)
        )

    def _VLG02(self, _first, last, departments):
        works = self.staff(last, departments).values()
        own = [work for work in works if work.main.kind == "integration"]
        considered = len(own) + sum(work.main.kind is None for work in works)
        if considered and not own:
            return Expected(None, MISSING)
        known = sum(work.rate_known for work in own)
        coverage = known / considered if considered else 1
        return figure(sum(work.rate for work in own), coverage, (len(own),))

    def _INS29(self, first, last, departments):
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        return self._supported(("social_support", "workplace_support"), days, departments)

    def _VLG06(self, _first, last, departments):
        return self._supported(("workplace_support",), [last], departments)

    def _supported(self, jobs, days, departments):
        """Working time of who has one of these jobs for ten of those on integration contracts.

        The group behind it is those who are supported.
        """
        works = [work for day in days for work in self.staff(day, departments).items()]
        own = [(who, work) for who, work in works if work.main.kind == "integration"]
        others = [work for _who, work in works if work.main.kind != "integration"]
        support, sure = [], 0
        for work in others:
            if work.main.kind and work.main.job in jobs:
                support.append(work.rate)
                sure += work.rate_known
            else:
                sure += work.main.job is not None and work.main.job not in jobs
        doubtful = sum(work.main.kind is None for work in others)
        if not own:
            return Expected(None, MISSING if doubtful else NOT_APPLICABLE)
        if others and not sure and not support:
            return Expected(None, MISSING)
        known = sum(work.rate_known for _who, work in own)
        coverage = min(sure / len(others) if others else 1, known / (len(own) + doubtful))
        value = 10 * sum(support) / sum(work.rate for _who, work in own)
        return figure(value, coverage, (len({who for who, _work in own}),))

    def _INS12(self, first, last, departments):
        concerned, young = set(), {}
        day = first
        while day <= last:
            for person, work in self.staff(day, departments).items():
                if work.main.kind in ("integration", None):
                    concerned.add(person)
                if work.main.kind == "integration" and work.birthday:
                    young[person] = last.year - work.birthday.year < 26
            day += ONE_DAY
        return share([young.get(person) for person in concerned])


def month_ends(first: date, last: date) -> list[date]:
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if (day + ONE_DAY).day == 1]


def either_no(one: bool | None, other: bool | None) -> bool | None:
    """Both? One sure no is an answer, a yes needs both."""
    if one is False or other is False:
        return False
    return None if None in (one, other) else True


def number_of_exits(exits: list[tuple[int, bool, str | None]]) -> Expected:
    sure = [who for who, is_sure, _way in exits if is_sure]
    if exits and not sure:
        return Expected(None, MISSING)
    return figure(len(sure), len(sure) / len(exits) if exits else 1, (len(set(sure)),))


def share_of_exits(exits: list[tuple[int, bool, bool | None]]) -> Expected:
    """Part of those who are surely concerned and of whom the answer is known."""
    known = [(who, yes) for who, sure, yes in exits if sure and yes is not None]
    if not known:
        return Expected(None, MISSING if exits else NOT_APPLICABLE)
    people = {who for who, _yes in known}
    counted = {who for who, yes in known if yes}
    value = 100 * sum(bool(yes) for _who, yes in known) / len(known)
    groups = (len(counted), len(people) - len(counted), len(people))
    return figure(value, len(known) / len(exits), groups)


def figure(value: float, coverage: float, groups=()) -> Expected:
    return Expected(value, ESTIMATED if coverage < 1 else MEASURED, coverage, tuple(groups))


def share(answers: list[bool | None]) -> Expected:
    """How many of those who can be judged; None: cannot."""
    known = [bool(answer) for answer in answers if answer is not None]
    if not known:
        return Expected(None, MISSING if answers else NOT_APPLICABLE)
    yes = sum(known)
    groups = (yes, len(known) - yes, len(known))
    return figure(100 * yes / len(known), len(known) / len(answers), groups)


def number_of(sure: set, doubtful: set) -> Expected:
    """People of whom it is sure; nobody sure, and somebody perhaps, is nothing known."""
    people = sure | doubtful
    if people and not sure:
        return Expected(None, MISSING)
    return figure(len(sure), len(sure) / len(people) if people else 1, (len(sure),))


def certain_people(people: dict[int, tuple[bool, Work]], _last: date) -> Expected:
    sure = {person for person, (is_sure, _work) in people.items() if is_sure}
    return number_of(sure, set(people))


def aged_fifty(people: dict[int, tuple[bool, Work]], last: date) -> Expected:
    """Part of those of 50 and over, by the year of birth."""
    return share(
        [
            last.year - work.birthday.year >= 50 if sure and work.birthday else None
            for sure, work in people.values()
        ]
    )


def headcount(works: dict[int, Work]) -> Expected:
    return figure(len(works), 1, (len(works),))


def full_time_equivalents(works: dict[int, Work]) -> Expected:
    known = sum(work.rate_known for work in works.values())
    total = sum(work.rate for work in works.values())
    return figure(total, known / len(works) if works else 1, (len(works),))


def band(years: int) -> str:
    return "0-25" if years < 26 else "26-54" if years < 55 else "55+"
