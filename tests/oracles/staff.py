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
        self.people = [
            one for one in histories.everyone() if one.employee_type in ("employee", "worker")
        ]

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
        days = [first + timedelta(n) for n in range((last - first).days + 1)]
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

    def _ins12(self, first, last):
        """Whoever had an integration contract on any day of the year; unknown contracts may be."""
        people, doubtful = {}, set()
        day = first
        while day <= last:
            for one, step in self.on(day):
                if step.kind == "CDDI":
                    people[one.name] = last.year - one.born.year < 26
                elif not step.kind:
                    doubtful.add(one.name)
            day += ONE_DAY
        young = sum(people.values())
        known = Fraction(len(people), len(people.keys() | doubtful))
        value = Fraction(100 * young, len(people))
        return Figure(value, known, (young, len(people) - young))


def _age(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
