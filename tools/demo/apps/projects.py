"""Projects with their tasks (Project) and the hours spent on them (Timesheets)."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from odoo.fields import Command

from tools.demo.apps import words
from tools.demo.apps.presence import FIRST, LAST
from tools.demo.common import SEED

# Key -> English, French, what it counts as.
PROJECTS = {
    "support": ("Social-professional support", "Accompagnement socioprofessionnel", "support"),
    "service": ("Home help", "Aide à domicile", "service"),
    "evaluation": ("Social impact evaluation", "Évaluation d'impact social", "evaluation"),
    "office": ("Internal work", "Travail interne", "other"),
}
STAGES = (("To do", "À faire"), ("Done", "Fait"))
# Who spends how many hours on what, on which weekday.
WEEKS = (
    ("Claire Dumortier", "support", 0, 6.0),
    ("Claire Dumortier", "support", 2, 5.5),
    ("Inès Marchand", "support", 1, 6.5),
    ("Inès Marchand", "support", 3, 6.0),
    ("Leïla Amrani", "support", 1, 6.0),
    ("Leïla Amrani", "support", 4, 4.5),
    ("Ana Ferreira", "service", 0, 3.0),
    ("Ana Ferreira", "service", 3, 4.0),
    ("Claire Dumortier", "office", 4, 2.0),
)
EVALUATION = ("Claire Dumortier", "Hélène Vasseur", date(2025, 10, 2), date(2025, 12, 18), 3.5)
"""Who evaluates, every Thursday, from when to when, for how long."""

TASKS = (
    "Commander les semences du printemps",
    "Réviser les véhicules",
    "Préparer l'assemblée générale",
    "Mettre à jour le livret d'accueil",
    "Renouveler la convention avec l'État",
    "Réparer la serre tunnel",
    "Organiser la visite des jardins",
    "Contrôler les équipements de protection",
)


@dataclass(frozen=True)
class Task:
    """A task of internal work: made, wanted and done; ``done`` is None while it is open."""

    name: str
    made: date
    deadline: date
    done: date | None


def tasks() -> list[Task]:
    """Each task of the house twice a year; some are late, some still open at the end."""
    rng = random.Random(SEED + 14)
    found = []
    for year in (2024, 2025):
        for half in (0, 6):
            for name in TASKS:
                made = date(year, half + rng.randrange(1, 5), rng.randrange(2, 27))
                deadline = made + timedelta(days=30)
                done = made + timedelta(days=rng.choice((8, 14, 20, 26, 29, 36, 48)))
                found.append(Task(name, made, deadline, done if done <= LAST else None))
    return found


def hours(people) -> Iterator[tuple[str, str, date, float]]:
    """Lines of timesheets: name, project, day, hours; of people under contract on that day."""
    person = {one.name: one for one in people}
    moment = FIRST
    while moment <= LAST:
        for name, project, weekday, length in WEEKS:
            if moment.weekday() == weekday and moment.month != 8 and person[name].on(moment):
                yield name, project, moment, length
        if EVALUATION[2] <= moment <= EVALUATION[3] and moment.weekday() == 3:
            for name in EVALUATION[:2]:
                yield name, "evaluation", moment, EVALUATION[4]
        moment += timedelta(days=1)


def build(env, firm, staff) -> None:
    """Projects, what they count as, their tasks and hours, and a figure of the house's own."""
    stages = env["project.task.type"].create(
        [{"name": english, "fold": english == "Done"} for english, _french in STAGES]
    )
    words.name_all(stages, STAGES)
    projects = env["project.project"].create(
        [
            {
                "name": english,
                "company_id": firm.id,
                "allow_timesheets": True,
                "type_ids": [Command.set(stages.ids)],
            }
            for english, _french, _meaning in PROJECTS.values()
        ]
    )
    words.name_all(projects, [row[:2] for row in PROJECTS.values()])
    meaning = {one: row[2] for one, row in zip(projects, PROJECTS.values(), strict=True)}
    # The project for internal work that Odoo gives each company.
    others = env["project.project"].search([("company_id", "=", firm.id)]) - projects
    meaning.update(dict.fromkeys(others, "other"))
    words.say(env, firm, "project", "project_id", "project_class", meaning)
    by_key = dict(zip(PROJECTS, projects, strict=True))
    _tasks(env, by_key["office"], stages)
    env["account.analytic.line"].create(
        [
            {
                "name": "/",
                "project_id": by_key[key].id,
                "employee_id": staff.named(name).id,
                "date": moment,
                "unit_amount": length,
            }
            for name, key, moment, length in hours(staff.people)
        ]
    )
    _define(env)


def _tasks(env, project, stages) -> None:
    """Tasks on their days, which Odoo sets to now: by SQL."""
    todo, done = stages
    described = tasks()
    records = env["project.task"].create(
        [
            {
                "name": one.name,
                "project_id": project.id,
                "stage_id": (done if one.done else todo).id,
                "state": "1_done" if one.done else "01_in_progress",
                "date_deadline": datetime.combine(one.deadline, time(16)),
            }
            for one in described
        ]
    )
    env.flush_all()
    for one, record in zip(described, records, strict=True):
        made = datetime.combine(one.made, time(9))
        closed = one.done and datetime.combine(one.done, time(12))
        env.cr.execute(
            """UPDATE project_task
                  SET create_date = %s, date_end = %s, date_last_stage_update = %s
                WHERE id = %s""",
            (made, closed, closed or made, record.id),
        )
    env.invalidate_all()


def _define(env) -> None:
    term = {
        "source": "vises_impact_project.impact_source_task",
        "measure": "records",
        "basis": "flow",
        "population": "[('event', '=', 'done')]",
        "filter": "[('on_time', '=', True)]",
    }
    words.define(
        env,
        {
            "code": "TACHES_A_TEMPS",
            "theme": "GOV",
            "unit": "percent",
            "frequency": "year",
            "privacy": "none",
            "direction": "up",
        },
        (
            "Tasks done in time",
            "Tâches terminées à temps",
            "Tijdig voltooide taken",
        ),
        (
            "Tasks done by their deadline as a share of those done in the period.",
            "Tâches terminées dans les délais, en part des tâches terminées dans la période.",
            "Taken die ten laatste op hun deadline klaar zijn, als aandeel van de voltooide taken.",
        ),
        "100 * temps / temps_base",
        temps=term,
    )
