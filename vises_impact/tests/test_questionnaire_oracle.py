"""Figures of questionnaires, against a count respondent by respondent, on random answers."""

import unicodedata
from collections import Counter
from datetime import UTC, date, timedelta
from zoneinfo import ZoneInfo

from odoo.tests import tagged

from ..engine.period import split
from .chance import Chance, tell
from .oracle_case import OracleCase, fixed
from .questionnaire_answers import choices, give, random_end, random_reply

TEMPLATES = ("staff", "beneficiaries", "entry", "exit", "leavers", "later")
PERIODS = (
    *split("year", date(2023, 1, 1), date(2025, 12, 31)),
    *split("month", date(2024, 10, 1), date(2025, 3, 31)),
)
ZONE = ZoneInfo("Europe/Brussels")
# Each indicator by the position of its question in the template, and how it is read.
MEANS = {"EMP27": ("staff", 0), "BEN04": ("beneficiaries", 0), "INS43": ("leavers", 0)}
# Positions of the choices that count and of those that are left out.
SHARES = {
    "EMP05": ("staff", 2, {0}, set()),
    "ENV17": ("staff", 3, {0, 1, 2, 3}, {6}),
    "BEN16": ("beneficiaries", 2, {0}, set()),
    "BEN17": ("beneficiaries", 3, {0}, set()),
    "BEN18": ("beneficiaries", 4, {0}, set()),
    "BEN20": ("beneficiaries", 5, {0}, set()),
    "BEN21": ("beneficiaries", 6, {0}, set()),
    "BEN22": ("beneficiaries", 7, {0}, set()),
    "BEN23": ("beneficiaries", 8, {0}, set()),
}
CHANGES = {
    "WAL15": 1,
    "WAL16": 2,
    "WAL17": 3,
    "WAL18": 4,
    "WAL19": 5,
    "WAL20": 6,
    "WAL21": 7,
}
INDICATORS = (*MEANS, *SHARES, *CHANGES, "BEN05", "ESF13", "PRO02")

# Positions of the questions that tell who answers, and what their choices stand for; the last
# choice stands for nothing.
WHO = {"staff": {"sex": 4, "age_band": 5}, "beneficiaries": {"sex": 9, "age_band": 10}}
CATEGORIES = {"sex": ("female", "male", "other"), "age_band": ("0-25", "26-54", "55+")}
BROKEN_DOWN = {
    "EMP05": ("staff", ("sex",)),
    "EMP27": ("staff", ("sex", "age_band")),
    "BEN04": ("beneficiaries", ("sex", "age_band")),
    "BEN16": ("beneficiaries", ("sex", "age_band")),
}

# Each would be a wrong definition: code, term (none: the formula), field, what it says then.
MUTATIONS = (
    ("BEN04", "answers", "measure", "maximum"),
    ("INS43", "answers", "measure", "minimum"),
    ("BEN05", "", "formula", "people / people_base"),
    ("BEN16", "people", "filter", "[('counts', '=', False)]"),
    ("ESF13", "people", "filter", "[]"),
    ("PRO02", "completed", "filter", "[('completed', '=', False)]"),
    ("WAL15", "changes", "population", "[('wave', '=', 'entry')]"),
)


def plain(code):
    """A code without what people write differently from one day to the next."""
    kept = [
        sign
        for sign in unicodedata.normalize("NFKD", code or "")
        if sign.isalnum() and not unicodedata.combining(sign)
    ]
    return "".join(kept).upper()


@tagged("post_install", "-at_install")
class TestQuestionnaireOracle(OracleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for company in (cls.company, cls.other_company):
            company.resource_calendar_id.tz = ZONE.key
        cls.site = cls.env["impact.scope"].create(
            {"name": "Site", "kind": "site", "company_id": cls.company.id}
        )
        cls.surveys = cls._take(cls.company)
        cls.others = cls._take(cls.other_company)
        cls.surveys["leavers"].impact_scope_id = cls.site
        cls.surveys["leavers"].access_mode = "token"

    @classmethod
    def _take(cls, company):
        templates = {
            name: cls.env.ref(f"vises_impact.survey_{name}")
            for name in TEMPLATES
            if name != "entry"
        }
        taken = {
            name: template.sudo()._impact_copies(company) for name, template in templates.items()
        }
        entry = taken["exit"].filtered(lambda survey: survey.impact_wave == "entry")
        return {**taken, "exit": taken["exit"] - entry, "entry": entry}

    def _questions(self, name):
        return self.surveys[name].question_ids.sorted("sequence")

    def _people(self, draw: Chance, names=TEMPLATES, least: int = 0, size: int = 12):
        """Answers to questionnaires; each person's as it is kept, and as it was given."""
        people = []
        for surveys in (self.surveys, self.others):
            for name in names:
                # Of many, two would make up the same code.
                limit = 12 if name in ("entry", "exit") else size
                for _number in range(draw.randint(min(least, limit), min(size, limit))):
                    people.append(self._person(draw, name, surveys[name], people))
        # What no screen lets anybody do: finished without a date, an answer off the scale.
        lost = give(self.surveys["staff"], {}, False)
        self.env.cr.execute("UPDATE survey_user_input SET state = 'done' WHERE id = %s", lost.ids)
        off = draw.choice([one for one in people if one["name"] == "staff"] or [None])
        if off:
            line = off["record"].user_input_line_ids.filtered(lambda x: x.answer_type == "scale")
            self.env.flush_all()
            for one in line.ids:
                self.env.cr.execute(
                    "UPDATE survey_user_input_line SET value_scale = 55 WHERE id = %s", [one]
                )
                off["replies"][0] = None
        self.env.invalidate_all()
        tell("Answers", [{k: one[k] for k in one if k != "record"} for one in people])
        return people

    def _person(self, draw, name, survey, before):
        questions = survey.question_ids.sorted("sequence")
        replies = [random_reply(draw, question) for question in questions]
        if name == "exit" and draw.random() >= 0.2:
            replies[0] = self._code_of_an_entry(survey, before) or replies[0]
        asked = dict(zip(questions, replies, strict=True))
        if name == "staff" and replies[1] != [1]:
            # Only part-timers are asked whether they want more hours.
            asked.pop(questions[2])
            replies[2] = "not asked"
        values = {"state": draw.choice(("done", "done", "done", "in_progress", "new"))}
        values["test_entry"] = draw.random() < 0.1
        end = random_end(draw)
        if name == "entry" and draw.random() >= 0.3:
            end -= timedelta(days=366)
        record = give(survey, asked, end if values["state"] == "done" else False, **values)
        created = random_end(draw)
        self.env.cr.execute(
            "UPDATE survey_user_input SET create_date = %s WHERE id = %s", [created, record.id]
        )
        return {
            "name": name,
            "own": survey == self.surveys[name],
            "done": values["state"] == "done" and not values["test_entry"],
            "test": values["test_entry"],
            "end": end,
            "created": created,
            "replies": replies,
            "record": record,
        }

    def _code_of_an_entry(self, survey, people):
        """The code that somebody gave on entry, and nobody yet on leaving."""
        here = [p for p in people if p["own"] == (survey == self.surveys["exit"])]
        given = [p["replies"][0] for p in here if p["name"] == "entry" and p["done"]]
        taken = [p["replies"][0] for p in here if p["name"] == "exit"]
        return next((code for code in given if code not in taken), None)

    def _day(self, moment):
        return moment.replace(tzinfo=UTC).astimezone(ZONE).date()

    def _scored(self, question, reply):
        """The score of a reply, as the definitions of the change indicators read it."""
        if reply is None:
            return None
        kind = question.question_type
        if kind == "scale":
            return reply
        scores = [choice.answer_score for choice in choices(question)]
        if kind == "matrix":
            if len(reply) < len(question.matrix_row_ids):
                return None
            if question == self._questions("exit")[7]:  # problems felt as important
                return sum(column == 2 for column in reply.values())
            return sum(scores[column] for column in reply.values()) / len(reply)
        return len(reply) if kind == "multiple_choice" else scores[reply[0]]

    def _judged(self, code, people, period) -> list:
        """What each person concerned says: a number, a yes or no; None: not known."""
        done = [person for person in people if person["own"] and person["done"]]
        inside = [p for p in done if period.start <= self._day(p["end"]) <= period.last]
        if code in MEANS:
            name, number = MEANS[code]
            return [p["replies"][number] for p in inside if p["name"] == name]
        if code == "BEN05":
            replies = [p["replies"][1] for p in inside if p["name"] == "beneficiaries"]
            return [None if reply is None else reply >= 8 for reply in replies]
        if code == "ESF13":
            replies = [p["replies"][0] for p in inside if p["name"] == "later"]
            return [None if reply is None else reply[0] in (0, 1) for reply in replies]
        if code in SHARES:
            name, number, wanted, left_out = SHARES[code]
            replies = [p["replies"][number] for p in inside if p["name"] == name]
            return [
                None if reply is None else reply[0] in wanted
                for reply in replies
                if reply != "not asked" and not (reply and reply[0] in left_out)
            ]
        return self._changes(CHANGES[code], done, inside)

    def _changes(self, number, done, inside) -> list:
        question = self._questions("exit")[number]
        waves = {
            name: Counter(plain(p["replies"][0]) for p in done if p["name"] == name)
            for name in ("entry", "exit")
        }
        found = []
        for person in [p for p in inside if p["name"] == "exit"]:
            code = plain(person["replies"][0])
            before = [
                p
                for p in done
                if p["name"] == "entry"
                and plain(p["replies"][0]) == code
                and p["end"] <= person["end"]
            ]
            change = None
            if code and waves["exit"][code] == waves["entry"][code] == len(before) == 1:
                scores = [
                    self._scored(question, one["replies"][number]) for one in (before[0], person)
                ]
                if None not in scores:
                    change = scores[1] - scores[0]
            found.append(change)
        return found

    def _invited(self, people, period) -> list:
        """Whether each who was asked completed it; None: nobody noted how many were asked."""
        found = []
        for person in people:
            if not person["own"] or person["test"]:
                continue
            if person["name"] == "leavers":
                day, answer = self._day(person["created"]), person["done"]
            elif person["name"] == "staff" or not person["done"]:
                continue
            else:
                day, answer = self._day(person["end"]), None
            if period.start <= day <= period.last:
                found.append(answer)
        staff = [p for p in people if p["own"] and p["name"] == "staff" and p["done"]]
        if period.start <= date(2025, 1, 15) <= period.last:
            # One more than those drawn here: the one without a date is completed as well.
            done = len(staff) + 1
            found += [True] * done + [False] * max(9 - done, 0)
        return found

    def _expected(self, code, people, period):
        """Status, value, coverage and how many answered."""
        if code == "PRO02":
            told = self._invited(people, period)
        else:
            told = self._judged(code, people, period)
        known = [answer for answer in told if answer is not None]
        if not known:
            return "missing", None, None, 0
        mean = sum(known) / len(known)
        if code == "ESF13":
            value = sum(known)
        else:
            value = mean if code in (*MEANS, *CHANGES) else 100 * mean
        coverage = len(known) / len(told)
        return ("measured" if coverage == 1 else "estimated"), value, coverage, len(known)

    def _agrees_on_answers_to(self, *names):
        """All indicators agree; the statuses that each came to."""
        self.surveys["staff"].write({"impact_invited": 9, "impact_asked_on": "2025-01-15"})
        seen = {code: set() for code in INDICATORS}

        def check(draw):
            people = self._people(draw, names)
            figures = self._computed(INDICATORS, self.scope, PERIODS)
            for code in INDICATORS:
                for position, period in enumerate(PERIODS):
                    figure = figures[code, self.scope.id, position, ""]
                    status, value, coverage, count = self._expected(code, people, period)
                    seen[code].add(status)
                    with self.subTest(code=code, period=period.key):
                        self.assertEqual(figure.quantity.status, status, figure.proof)
                        if value is None:
                            continue
                        self.assertLess(abs(float(figure.quantity.value) - value), 1e-6)
                        self.assertAlmostEqual(float(figure.coverage), coverage, 9)
                        if code in (*MEANS, *CHANGES) and count < 5:
                            # A larger group may be hidden for the sake of a small one.
                            self.assertTrue(figure.hidden)

        self._for_histories(check, 15)
        return seen

    def test_answers_agree_with_oracle(self):
        seen = self._agrees_on_answers_to("staff", "beneficiaries", "leavers", "later")
        for code in set(INDICATORS) - set(CHANGES):
            self.assertEqual(seen[code], {"missing", "measured", "estimated"}, code)

    def test_changes_between_two_waves_agree_with_oracle(self):
        seen = self._agrees_on_answers_to("entry", "exit")
        statuses = set().union(*(seen[code] for code in CHANGES))
        self.assertEqual(statuses, {"missing", "measured", "estimated"})

    def _category(self, person, name, breakdown):
        """What a person says of himself or herself."""
        reply = person["replies"][WHO[name][breakdown]] if person["name"] == name else None
        categories = (*CATEGORIES[breakdown], "undeclared")
        return categories[reply[0]] if reply else "undeclared"

    def test_broken_down_by_what_people_say_of_themselves(self):
        seen = set()

        def check(draw):
            people = self._people(draw, WHO, size=25)
            figures = self._computed(BROKEN_DOWN, self.scope, PERIODS)
            for code, (name, breakdowns) in BROKEN_DOWN.items():
                for breakdown in breakdowns:
                    for category in (*CATEGORIES[breakdown], "undeclared"):
                        cell = f"{breakdown}={category}"
                        some = [p for p in people if self._category(p, name, breakdown) == category]
                        seen.update(self._cell_agrees(figures, code, cell, some))

        self._for_histories(check, 15)
        for code, (_name, breakdowns) in BROKEN_DOWN.items():
            cells = {cell for one, cell in seen if one == code}
            self.assertEqual(
                cells,
                {f"{n}={one}" for n in breakdowns for one in (*CATEGORIES[n], "undeclared")},
                code,
            )

    def _cell_agrees(self, figures, code, cell, people):
        """Compare a cell in all periods; yields it for each in which it is known."""
        for position, period in enumerate(PERIODS):
            status, value, coverage, count = self._expected(code, people, period)
            figure = figures.get((code, self.scope.id, position, cell))
            with self.subTest(code=code, period=period.key, cell=cell):
                if status == "missing":
                    self.assertTrue(not figure or not figure.quantity.is_known)
                    continue
                yield code, cell
                self.assertEqual(figure.quantity.status, status)
                self.assertLess(abs(float(figure.quantity.value) - value), 1e-6)
                self.assertAlmostEqual(float(figure.coverage), coverage, 9)
                if code in MEANS and count < 5:
                    self.assertTrue(figure.hidden)

    def test_the_oracle_finds_each_wrong_definition(self):
        self.surveys["staff"].write({"impact_invited": 9, "impact_asked_on": "2025-01-15"})
        people = self._people(fixed(11), least=30, size=40)

        def expected(code, period):
            return self._expected(code, people, period)[:3]

        self._finds_each(MUTATIONS, self.scope, PERIODS, expected)

    def test_a_site_counts_its_own_questionnaires(self):
        leavers = self._questions("leavers")
        for score in (2, 4, 6):
            give(self.surveys["leavers"], {leavers[0]: score}, "2025-03-01 10:00:00")
        staff = self._questions("staff")
        give(self.surveys["staff"], {staff[0]: 9}, "2025-03-01 10:00:00")
        figures = self._computed(INDICATORS, self.scope + self.site, PERIODS)
        position = next(n for n, p in enumerate(PERIODS) if p.key == PERIODS[2].key)
        self.assertEqual(figures["INS43", self.site.id, position, ""].quantity.value, 4)
        self.assertEqual(figures["INS43", self.scope.id, position, ""].quantity.value, 4)
        self.assertEqual(figures["EMP27", self.site.id, position, ""].quantity.status, "missing")
        self.assertEqual(figures["EMP27", self.scope.id, position, ""].quantity.value, 9)

    def test_statements_do_not_grow(self):
        """One statement a source, whatever the number of periods and answers."""
        for score in range(8):
            give(
                self.surveys["staff"],
                {self._questions("staff")[0]: score + 1},
                "2025-03-01 10:00:00",
            )
        counted = []
        for periods in (PERIODS, PERIODS[:1], PERIODS):
            before = self.env.cr.sql_log_count
            self._computed(INDICATORS, self.scope, periods)
            counted.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counted[1], counted[2])
        self.assertLessEqual(counted[2], 4)
