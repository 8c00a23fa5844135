"""Tasks against a second count in plain Python, task by task."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.vises_impact.engine.period import split
from odoo.addons.vises_impact.tests.chance import Chance, tell
from odoo.addons.vises_impact.tests.common import ImpactCommon
from odoo.addons.vises_impact.tests.own_figures import OwnFigures

ZONES = ("Europe/Brussels", "Pacific/Auckland")
PERIODS = (
    *split("year", date(2023, 1, 1), date(2025, 12, 31)),
    *split("month", date(2024, 1, 1), date(2024, 12, 31)),
)


@dataclass(frozen=True)
class Event:
    """One thing that happened to a task, as the test drew it."""

    company: int
    account: int | None
    day: object
    what: str
    days: float | None
    on_time: bool | None


class TaskCase(OwnFigures, ImpactCommon):
    module = "vises_impact_project"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.companies = cls.company + cls.other_company
        for company, zone in zip(cls.companies, ZONES, strict=True):
            company.resource_calendar_id = cls.env["resource.calendar"].create(
                {"name": zone, "company_id": company.id, "tz": zone}
            )
        done = "[('event', '=', 'done')]"
        closed = "[('event', 'in', ['done', 'cancelled'])]"
        cls.indicators = (
            cls._own("MADE", "task", tasks={"filter": "[('event', '=', 'created')]"})
            | cls._own("DONE", "task", tasks={"filter": done})
            | cls._own(
                "LASTED",
                "task",
                days={"measure": "average", "measure_field": "days", "population": closed},
            )
            | cls._own(
                "PUNCTUAL",
                "task",
                "100 * kept / kept_base",
                kept={"filter": "[('on_time', '=', True)]", "population": done},
            )
        )

    @classmethod
    def _project(cls, company, account=None, **values):
        return cls.env["project.project"].create(
            {
                "name": "Oracle",
                "company_id": company and company.id,
                "account_id": account and account.id,
                **values,
            }
        )

    def _store(self, task, **values):
        """By SQL: dates that Odoo sets itself, and some that it would refuse."""
        self.env.flush_all()
        for column, value in values.items():
            self.env.cr.execute(
                f"UPDATE project_task SET {column} = %s WHERE id = %s", (value, task.id)
            )
        self.env.invalidate_all()


@tagged("post_install", "-at_install")
class TestTaskOracle(TaskCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        plan = cls.env["account.analytic.plan"].create({"name": "Oracle"})
        cls.accounts = cls.env["account.analytic.account"].create(
            [{"name": f"Oracle {n}", "plan_id": plan.id, "company_id": False} for n in range(2)]
        )
        manager = cls._user("owner", "project.group_project_manager", cls.other_company)
        cls.projects = [
            (cls._project(cls.company, cls.accounts[0]), 0, 0, False),
            (cls._project(cls.company), 0, None, False),
            (cls._project(cls.other_company, cls.accounts[1]), 1, 1, False),
            # Of no company: of that of its manager.
            (cls._project(None, user_id=manager.id), 1, None, False),
            (cls._project(cls.company, is_template=True), 0, None, True),
        ]

    def _draw(self, drawn: Chance):
        events = []
        tasks = self.env["project.task"].create(
            [
                {
                    "name": "Task",
                    "project_id": drawn.choice(self.projects)[0].id,
                    "active": n % 5 != 4,
                }
                for n in range(drawn.randint(0, 60))
            ]
        )
        by_project = {project: rest for project, *rest in self.projects}
        for task in tasks:
            number, account, is_template = by_project[task.project_id]
            events += self._happen(drawn, task, number, account, is_template)
        tell("Events", events)
        return events

    def _happen(self, drawn, task, number, account, is_template):
        made = drawn.moment(date(2023, 6, 1), date(2025, 9, 10))
        state = drawn.choice(("01_in_progress", "1_done", "1_done", "1_canceled"))
        moments = [made + timedelta(minutes=drawn.randrange(-3000, 200_000)) for _n in range(3)]
        folded, changed, deadline = (drawn.choice((moment, moment, None)) for moment in moments)
        task_template = drawn.random() < 0.1
        self._store(
            task,
            create_date=made,
            state=state,
            date_end=folded,
            date_last_stage_update=changed,
            date_deadline=deadline,
            is_template=task_template,
        )
        if is_template or task_template:
            return
        yield Event(number, account, self._day(made, number), "created", None, None)
        closing = folded or changed
        if state == "1_canceled":
            what = "cancelled"
        else:
            what = "done" if state == "1_done" or folded else None
        if what and closing:
            seconds = (closing - made).total_seconds()
            days = seconds / 86400 if seconds >= 0 else None
            on_time = None if deadline is None else closing <= deadline
            yield Event(number, account, self._day(closing, number), what, days, on_time)

    @staticmethod
    def _day(moment, number):
        return moment.replace(tzinfo=timezone.utc).astimezone(ZoneInfo(ZONES[number])).date()

    def _expected(self, code, events):
        """Value, status, coverage."""
        done = [event for event in events if event.what == "done"]
        if code in ("MADE", "DONE"):
            counted = done if code == "DONE" else [e for e in events if e.what == "created"]
            return len(counted), "measured", 1
        closed = done + [event for event in events if event.what == "cancelled"]
        asked, answers = (
            (closed, [event.days for event in closed])
            if code == "LASTED"
            else (done, [event.on_time for event in done])
        )
        known = [answer for answer in answers if answer is not None]
        if not asked:
            return None, "not_applicable", 1
        if not known:
            return None, "missing", 0
        value = sum(known) / len(known) * (1 if code == "LASTED" else 100)
        status = "measured" if len(known) == len(asked) else "estimated"
        return value, status, len(known) / len(asked)

    def test_agrees_with_oracle(self):
        agreement = self.env["impact.scope"].create(
            {
                "name": "Project",
                "kind": "project",
                "company_id": self.company.id,
                "analytic_account_ids": self.accounts[0].ids,
            }
        )
        wholes = [company._impact_default_scope() for company in self.companies]
        scopes = [(wholes[0], 0, None), (wholes[1], 1, None), (agreement, 0, 0)]
        together = wholes[0] + wholes[1] + agreement
        seen = set()

        def check(draw):
            events = self._draw(draw)
            figures = self._exact(self.indicators, together, PERIODS)
            for place in scopes:
                self._agrees_in(place, events, figures, seen)

        self._for_histories(check, 12)
        self.assertEqual(seen, {"measured", "estimated", "missing", "not_applicable"})

    def _agrees_in(self, place, events, figures, seen):
        scope, number, account = place
        own = [event for event in events if event.company == number]
        first = min((event.day for event in own), default=date.max)
        for position, period in enumerate(PERIODS):
            inside = [
                event
                for event in own
                if period.start <= event.day <= period.last
                and (account is None or event.account == account)
            ]
            for code in self.indicators.mapped("code"):
                expected = self._expected(code, inside)
                if first > period.last:
                    expected = (None, "missing", 0)
                with self.subTest(code=code, scope=scope.name, period=period.key):
                    self._agrees(figures[code, scope.id, position], *expected)
                seen.add(expected[1])


@tagged("post_install", "-at_install", "security")
class TestTaskRights(TaskCase):
    def test_nobody_but_the_service_account_reads_the_source(self):
        for user in (self.contributor, self.lead, self.manager):
            with self.assertRaises(AccessError):
                self.env["impact.task.event"].with_user(user).search([])

    def test_tasks_of_a_private_project_are_not_opened_for_who_may_not_see_it(self):
        project = self._project(self.company, privacy_visibility="followers")
        task = self.env["project.task"].create({"name": "Task", "project_id": project.id})
        task.state = "1_done"
        self._store(task, date_last_stage_update=datetime(2025, 3, 3))
        done = self.indicators.filtered(lambda indicator: indicator.code == "DONE")
        scope = self.company._impact_default_scope()
        self.env["impact.result"].sudo()._refresh(done, self.company, scope, PERIODS[2:3])
        result = self.env["impact.result"].search([("indicator_id", "=", done.id)])
        self.assertEqual(result.value, 1)
        self.assertEqual(self._opened(result, "project.group_project_manager"), task)
        self.assertFalse(self._opened(result, "project.group_project_user"))

    def _opened(self, result, group):
        login = f"reader_{group[-4:]}"
        reader = self._user(login, f"vises_impact.group_lead,{group}")
        return self._records_behind(result, reader)
