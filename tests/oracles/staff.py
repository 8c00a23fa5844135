"""Staff figures of the demo, counted day by day on its own description of the histories.

The description (``tools.demo.histories``) is what the records in Odoo were made from; of the
addon, its SQL and its definitions nothing is used.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from tools.demo import histories
from tools.demo.names import DEPARTMENTS

CLASSES = {"CDI": "permanent", "CDD": "temporary", "CDDI": "integration", "APP": "apprentice"}
LEAVING = ("resigned", "fired", "retired")
FULL_TIME = 35
RENEWAL_GAP = 3
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Figure:
    """A figure: its value, the part of the people that could be judged, and small groups.

    ``groups``: the numbers of people that the figure would tell about: those counted, and
    in a share those who are not.
    """

    value: Fraction | float | None
    coverage: Fraction = Fraction(1)
    groups: tuple[int, ...] = ()

    @property
    def status(self) -> str:
        if self.value is None:
            return "missing"
        return "measured" if self.coverage == 1 else "estimated"


class Staff:
    """The people of a scope: everybody, or those of one department."""

    def __init__(self, scope: str = ""):
        self.department = {name: key for key, name in DEPARTMENTS.items()}.get(scope)
        self.everyone = histories.everyone()
        self.people = [one for one in self.everyone if one.employee_type in ("employee", "worker")]

    def on(self, day: date) -> list[tuple[histories.Person, histories.Step]]:
        """Who is there on a day, with what holds for each."""
        found = [(one, step) for one in self.people if (step := one.on(day))]
        return [(one, step) for one, step in found if self.department in (None, step.department)]

    def figure(self, code: str, year: int) -> Figure:
        """The figure of an indicator for a calendar year."""
        return getattr(self, f"_{code.lower()}")(date(year, 1, 1), date(year, 12, 31))

    def _share(self, people, judge) -> Figure:
        """Those for whom ``judge`` is true, of those for whom it is not None."""
        told = [answer for one in people if (answer := judge(*one)) is not None]
        yes = sum(told)
        value = Fraction(100 * yes, len(told)) if told else None
        return Figure(value, Fraction(len(told), len(people)), (yes, len(told) - yes))

    def _emp01(self, _first, last):
        number = len(self.on(last))
        return Figure(Fraction(number), groups=(number,))

    def _emp02(self, _first, last):
        return Figure(self._full_time(last), groups=(len(self.on(last)),))

    def _full_time(self, day: date) -> Fraction:
        return sum(Fraction(step.hours) / FULL_TIME for _one, step in self.on(day))

    def _emp03(self, _first, last):
        return self._share(
            self.on(last), lambda _one, step: step.kind == "CDI" if step.kind else None
        )

    def _emp04(self, _first, last):
        return self._share(self.on(last), lambda _one, step: step.hours < FULL_TIME)

    def _emp06(self, _first, last):
        return self._share(
            self.on(last), lambda one, _step: one.sex == "female" if one.sex else None
        )

    def _emp08(self, _first, last):
        """Who has no wage on file is left out; who has no sex on file, too."""
        pay = {"male": [], "female": []}
        people = self.on(last)
        for one, step in people:
            if one.sex and step.wage:
                pay[one.sex].append(Fraction(step.wage) * 12 / (Fraction(step.hours) * 52))
        men, women = (sum(wages) / len(wages) for wages in (pay["male"], pay["female"]))
        known = all(one.sex and step.wage for one, step in people)
        return Figure(100 * (men - women) / men, Fraction(1 if known else 0))

    def _emp09(self, _first, last):
        people = self.on(last)
        pay = [Fraction(s.wage) * FULL_TIME / Fraction(s.hours) for _one, s in people if s.wage]
        return Figure(max(pay) / min(pay), Fraction(len(pay), len(people)))

    def _emp17(self, first, last):
        """An exit is the last day of a stay; a stay goes on over a gap of up to three days."""
        leavers, unknown = set(), set()
        for one in self.people:
            for _entry, end in self._stays(one):
                if not first <= end <= last or self._class_of(one, end) == "integration":
                    continue
                reasons = dict(one.departures)
                if reasons.get(end) in LEAVING:
                    leavers.add(one.name)
                elif (
                    end in reasons
                    and reasons[end] is None
                    or end not in reasons
                    and self._class_of(one, end)
                    not in (
                        "temporary",
                        "apprentice",
                    )
                ):
                    unknown.add(one.name)
        days = _days(first, last)
        present = sum(
            CLASSES.get(step.kind) not in (None, "integration")
            for day in days
            for _one, step in self.on(day)
        )
        value = 100 * len(leavers) / Fraction(present, len(days))
        return Figure(
            value,
            Fraction(len(leavers), len(leavers | unknown)) if leavers else Fraction(1),
            (len(leavers),),
        )

    def _class_of(self, one, day: date) -> str | None:
        return CLASSES.get(one.on(day).kind)

    def _stays(self, one) -> list[tuple[date, date]]:
        """First and last day of each uninterrupted employment that has ended or goes on."""
        stays: list[list[date]] = []
        day = one.steps[0].start
        while day <= histories.LAST_DAY + ONE_DAY:
            if one.on(day):
                if stays and (day - stays[-1][1]).days <= RENEWAL_GAP + 1:
                    stays[-1][1] = day
                else:
                    stays.append([day, day])
            day += ONE_DAY
        return [(entry, end) for entry, end in stays]

    def _emp18(self, first, last):
        """Entries and exits, halved, over the headcount of the last day."""
        moves, entered, left = 0, set(), set()
        for one in self.people:
            for entry, end in self._stays(one):
                if first <= entry <= last and self._is_ours(one, entry):
                    moves += 1
                    entered.add(one.name)
                if first <= end <= last and self._is_ours(one, end):
                    moves += 1
                    left.add(one.name)
        staff = len(self.on(last))
        return Figure(Fraction(50 * moves, staff), groups=(len(entered), len(left), staff))

    def _is_ours(self, one, day: date) -> bool:
        return self.department in (None, one.on(day).department)

    def _emp24(self, first, last):
        """Apprentices, and trainees; of whom the contract is not known may be an apprentice."""
        hosted, doubtful = set(), set()
        for one in self.everyone:
            for day in _days(first, last):
                step = one.on(day)
                if not step or self.department not in (None, step.department):
                    continue
                if one.employee_type == "trainee" or step.kind == "APP":
                    hosted.add(one.name)
                elif one.employee_type in ("employee", "worker", "student") and not step.kind:
                    doubtful.add(one.name)
        people = hosted | doubtful
        if people and not hosted:
            return Figure(None)
        coverage = Fraction(len(hosted), len(people)) if people else Fraction(1)
        return Figure(Fraction(len(hosted)), coverage, (len(hosted),))

    def _emp19(self, _first, last):
        people = self.on(last)
        lengths = [
            (last - entry).days / 365.25
            for one, _step in people
            for entry, end in self._stays(one)
            if entry <= last <= end
        ]
        return Figure(sum(lengths) / len(people), groups=(len(people),))

    def _emp23(self, _first, last):
        return self._share(self.on(last), lambda one, _step: _age(one.born, last) >= 55)

    def _emp25(self, first, last):
        before = first - ONE_DAY
        value = self._full_time(last) - self._full_time(before)
        return Figure(value, groups=(len(self.on(last)), len(self.on(before))))

    def _ins01(self, first, last):
        people, doubtful = self._on_integration(first, last)
        known = Fraction(len(people), len(people.keys() | doubtful))
        return Figure(Fraction(len(people)), known, (len(people),))

    def _ins02(self, first, last):
        return self._share_of_integration(
            first, last, lambda one: one.sex == "female" if one.sex else None
        )

    def _ins12(self, first, last):
        return self._share_of_integration(first, last, lambda one: last.year - one.born.year < 26)

    def _ins13(self, first, last):
        return self._share_of_integration(first, last, lambda one: last.year - one.born.year >= 50)

    def _share_of_integration(self, first, last, judge) -> Figure:
        people, doubtful = self._on_integration(first, last)
        answers = [answer for one in people.values() if (answer := judge(one)) is not None]
        yes = sum(answers)
        known = Fraction(len(answers), len(people.keys() | doubtful))
        return Figure(Fraction(100 * yes, len(answers)), known, (yes, len(answers) - yes))

    def _on_integration(self, first, last):
        """Whoever had an integration contract on any day of the year; unknown contracts may be."""
        people, doubtful = {}, set()
        for day in _days(first, last):
            for one, step in self.on(day):
                if step.kind == "CDDI":
                    people[one.name] = one
                elif not step.kind:
                    doubtful.add(one.name)
        return people, doubtful

    def _ins27(self, first, last):
        """Mean length of the paths that ended, both days counted."""
        lengths, people = [], set()
        for one in self.people:
            for entry, end in self._stays(one):
                gone = first <= end <= last and self._is_ours(one, end)
                if gone and one.on(end).kind == "CDDI":
                    lengths.append(((end - entry).days + 1) * 12 / 365.25)
                    people.add(one.name)
        return Figure(sum(lengths) / len(lengths), groups=(len(people),))

    def _vlg02(self, _first, last):
        steps = [step for _one, step in self.on(last)]
        own = [step for step in steps if step.kind == "CDDI"]
        unknown = sum(not step.kind for step in steps)
        value = sum(Fraction(step.hours) / FULL_TIME for step in own)
        return Figure(value, Fraction(len(own), len(own) + unknown), (len(own),))


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(n) for n in range((last - first).days + 1)]


def _age(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
