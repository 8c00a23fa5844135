"""Questionnaires: the staff's of November 2025, and those on entry and at the end of 2025."""

import random

from odoo.fields import Command

from tools.demo.common import SEED, day, in_french

STAFF_ANSWERED = 31
# How many were asked, and from which day on.
ASKED = {"staff": (38, "2025-11-03"), "entry": (26, "2024-01-08"), "exit": (24, "2025-01-06")}
PAIRED, ENTRY_ONLY, EXIT_ONLY = 18, 5, 2
"""People who answered both times, on entry only (they are still there), at the end only."""

FRENCH = {"staff": "Questionnaire aux salariés 2025"}
# How often each choice of the way to work is taken: on foot, bicycle, public transport, …
WAYS = (4, 5, 8, 3, 9, 1, 1)
VOWELS = ("LE", "NS", "AI", "IX", "NG")


def build(env, firm, lead) -> None:
    """The lead takes the templates; people answer in French, without names."""
    draw = random.Random(SEED)
    staff = _take(env, firm, lead, "staff")
    in_french(staff, title=FRENCH["staff"])
    for number in range(STAFF_ANSWERED):
        _give(staff, _of_staff(draw), f"2025-11-{3 + number % 25:02} 14:30:00")
    end = _take(env, firm, lead, "exit")
    entry = end.impact_entry_id
    for survey, name in ((staff, "staff"), (entry, "entry"), (end, "exit")):
        count, first = ASKED[name]
        survey.write({"impact_invited": count, "impact_asked_on": day(first)})
    for number in range(PAIRED + ENTRY_ONLY):
        code = (
            f"{draw.choice('ABCEFJLMNS')}{draw.choice('AEIO')}{number + 3:02}{draw.choice(VOWELS)}"
        )
        before = _of_person(draw, 0)
        month = number % 12 + 1
        _give(entry, [code, *before], f"2024-{month:02}-12 09:15:00")
        if number < PAIRED:
            # One writes the code in small letters and with a space: it is the same code.
            written = f"{code[:4]} {code[4:]}".lower() if number == 0 else code
            _give(end, [written, *_of_person(draw, 1)], f"2025-{month:02}-20 15:40:00")
    for _number in range(EXIT_ONLY):
        _give(end, ["", *_of_person(draw, 1)], "2025-12-15 11:00:00")
    env["impact.indicator"].with_context(active_test=False).search(
        [("kind", "=", "survey"), ("survey_item_ids.company_id", "=", firm.id)]
    ).active = True
    env.ref("vises_impact.indicator_PRO02").active = True


def _take(env, firm, lead, name):
    """The company's questionnaire of a template; of waves, the last one."""
    template = env.ref(f"vises_impact.survey_{name}")
    template.with_user(lead).action_impact_take()
    return env["survey.survey"].search(
        [("impact_company_id", "=", firm.id), ("impact_wave", "=", template.impact_wave)], limit=1
    )


def _of_staff(draw) -> list:
    """Satisfaction, full or part time, more hours, way to work; None: skipped."""
    satisfaction = draw.choice((4, 5, 6, 6, 7, 7, 7, 8, 8, 8, 9, 10, None))
    if draw.random() < 0.4:
        hours, more = 0, "not asked"
    else:
        hours, more = 1, draw.choice((0, 0, 1))
    way = draw.choices(range(len(WAYS)), WAYS)[0]
    return [satisfaction, hours, more, way]


def _of_person(draw, later: int) -> list:
    """Esteem, body, network, services, travel, ease with digital tools, problems."""

    def level(low, high):
        return min(draw.randint(low, high) + later * draw.choice((0, 1, 1)), high + 1)

    return [
        {row: min(level(0, 2), 3) for row in range(4)},
        level(3, 7),
        min(level(0, 3), 4),
        {row: min(level(0, 1), 2) for row in range(5)},
        sorted(draw.sample(range(6), min(draw.randint(1, 2) + later, 6))),
        level(2, 7),
        {row: max(draw.randint(0, 2) - later * draw.choice((0, 1)), 0) for row in range(4)},
    ]


def _give(survey, replies: list, moment: str) -> None:
    """One completed questionnaire: a reply to each question, in its order."""
    lines = [
        line
        for question, reply in zip(survey.question_ids.sorted("sequence"), replies, strict=True)
        if reply != "not asked"
        for line in _lines(question, reply)
    ]
    survey.env["survey.user_input"].create(
        {
            "survey_id": survey.id,
            "state": "done",
            "start_datetime": moment,
            "end_datetime": moment,
            "user_input_line_ids": [Command.create(line) for line in lines],
        }
    )


def _lines(question, reply) -> list[dict]:
    line = {"question_id": question.id, "skipped": False}
    if reply in (None, ""):
        return [{**line, "skipped": True, "answer_type": False}]
    kind = question.question_type
    if kind in ("scale", "char_box"):
        return [{**line, "answer_type": kind, f"value_{kind}": reply}]
    line["answer_type"] = "suggestion"
    choices = question.suggested_answer_ids.sorted("sequence")
    if isinstance(reply, dict):
        rows = question.matrix_row_ids.sorted("sequence")
        return [
            {**line, "matrix_row_id": rows[row].id, "suggested_answer_id": choices[column].id}
            for row, column in reply.items()
        ]
    taken = reply if isinstance(reply, list) else [reply]
    return [{**line, "suggested_answer_id": choices[one].id} for one in taken]
