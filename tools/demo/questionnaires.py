"""Questionnaires: the staff's of November 2025, and those on entry and at the end of 2025."""

from odoo.fields import Command

from tools.demo.common import day, in_french
from tools.demo.replies import ASKED, NOT_ASKED, given

FRENCH = {"staff": "Questionnaire aux salariés 2025"}


def build(env, firm, lead) -> None:
    """The lead takes the templates; people answer in French, without names."""
    staff = _take(env, firm, lead, "staff")
    in_french(staff, title=FRENCH["staff"])
    end = _take(env, firm, lead, "exit")
    taken = {"staff": staff, "entry": end.impact_entry_id, "exit": end}
    for name, (count, first) in ASKED.items():
        taken[name].write({"impact_invited": count, "impact_asked_on": day(first)})
    for name, replies, moment in given():
        _give(taken[name], replies, moment)
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


def _give(survey, replies: list, moment: str) -> None:
    """One completed questionnaire: a reply to each question, in its order."""
    lines = [
        line
        for question, reply in zip(survey.question_ids.sorted("sequence"), replies, strict=True)
        if reply != NOT_ASKED
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
