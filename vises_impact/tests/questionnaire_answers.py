"""Random answers to the questionnaires that come with the addon, as people give them."""

from datetime import date, datetime

from odoo.fields import Command

from .chance import Chance

# Some are written in two ways, and some belong to two people.
CODES = (
    *(f"MA{day:02}LE" for day in range(1, 19)),
    "ma 07 lé",
    "éL 02-ur",
    "EL02UR",
    "ŽO11GA",
    "zo11ga",
    " ’ ",
)


def choices(question):
    return question.suggested_answer_ids.sorted("sequence")


def reply_values(question, reply) -> list[dict]:
    """Lines of one question as Odoo keeps them.

    :param reply: a number for a scale, a text, positions of the choices taken, or for a
        matrix the position chosen by row; None: skipped.
    """
    if reply is None:
        return [{"question_id": question.id, "skipped": True, "answer_type": False}]
    kind = question.question_type
    line = {"question_id": question.id, "skipped": False}
    if kind == "scale":
        return [{**line, "answer_type": "scale", "value_scale": reply}]
    if kind == "char_box":
        return [{**line, "answer_type": "char_box", "value_char_box": reply}]
    line["answer_type"] = "suggestion"
    if kind == "matrix":
        rows = question.matrix_row_ids.sorted("sequence")
        return [
            {
                **line,
                "matrix_row_id": rows[row].id,
                "suggested_answer_id": choices(question)[column].id,
            }
            for row, column in reply.items()
        ]
    return [{**line, "suggested_answer_id": choices(question)[n].id} for n in reply]


def give(survey, replies, end, **values):
    """One respondent's questionnaire: replies by question; a question left out was not asked."""
    lines = [line for question, reply in replies.items() for line in reply_values(question, reply)]
    return (
        survey.env["survey.user_input"]
        .sudo()
        .create(
            {
                "survey_id": survey.id,
                "state": "done",
                "end_datetime": end,
                "user_input_line_ids": [Command.create(line) for line in lines],
                **values,
            }
        )
    )


def random_reply(draw: Chance, question):
    """What somebody replies; None: the question is skipped, or so is all of a matrix."""
    if draw.random() < 0.15:
        return None
    kind = question.question_type
    if kind == "scale":
        return draw.randint(1, 10)
    if kind == "char_box":
        return draw.choice(CODES)
    count = len(choices(question))
    if kind == "multiple_choice":
        return sorted(draw.sample(range(count), draw.randint(1, count)))
    if kind == "matrix":
        rows = range(len(question.matrix_row_ids))
        # Some leave a row of a matrix empty.
        taken = [row for row in rows if draw.random() >= 0.05]
        return {row: draw.randrange(count) for row in taken} or None
    return [draw.randrange(count)]


def random_end(draw: Chance) -> datetime:
    """Mostly in 2024 and 2025; often around midnight where a year begins; now and then absurd."""
    kind = draw.weighted({"usual": 6, "year's end": 2, "past": 1, "future": 1})
    if kind == "usual":
        return draw.moment(date(2024, 1, 1), date(2025, 11, 30))
    if kind == "year's end":
        return datetime(2024, 12, 31, draw.choice((21, 22, 23)), draw.choice((29, 59)))
    return datetime(1925 if kind == "past" else 2925, 1, 1)
