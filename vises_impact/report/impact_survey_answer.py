from odoo import fields, models
from odoo.tools import SQL

from ..models.impact_survey import WAVES

# Which day it was where the company works.
LOCAL_DAY = SQL(
    """(%s AT TIME ZONE 'UTC' AT TIME ZONE COALESCE(calendar.tz, 'UTC'))::date""",
    SQL.identifier("input", "end_datetime"),
)
COMPANY_JOINS = SQL(
    """
    JOIN res_company company ON company.id = survey.impact_company_id
    LEFT JOIN resource_calendar calendar ON calendar.id = company.resource_calendar_id
    """
)
# A code as people write it on two days: no accents, spaces, signs or capitals.
CODE = SQL(
    r"""NULLIF(upper(regexp_replace(
        normalize(line.value_char_box, NFKD),
        '[\u0300-\u036f\u2010-\u201f[:space:][:punct:]]', '', 'g')), '')"""
)


class ImpactSurveyAnswer(models.Model):
    """One row for each completed questionnaire and question that is linked to an indicator.

    Tests and unfinished questionnaires are not there, nor people whom the question was not
    put to or whose answer is left out. Who was asked and skipped the question has a row
    without score. No free text and nothing about the respondent is read but the code that
    pairs answers, which is not a field, and what the questionnaire's own questions tell of him
    or her for breakdowns (``impact.survey.category``).

    ``change``: the score less the one on entry. Both questionnaires hold the code once, the
    one on entry is the earlier: else the change is unknown.
    """

    _name = "impact.survey.answer"
    _description = "Answer to a questionnaire"
    _auto = False
    _order = "answer_date"
    _depends = {
        "impact.survey.category": ["answer_ids", "category", "question_id"],
        "impact.survey.item": [
            "answer_ids",
            "company_id",
            "indicator_id",
            "least_score",
            "left_out_ids",
            "question_id",
            "reading",
        ],
        "res.company": ["resource_calendar_id"],
        "resource.calendar": ["tz"],
        "survey.question": [
            "impact_is_code",
            "matrix_row_ids",
            "question_type",
            "scale_max",
            "scale_min",
            "survey_id",
            "triggering_answer_ids",
        ],
        "survey.question.answer": ["answer_score", "matrix_question_id"],
        "survey.survey": [
            "impact_company_id",
            "impact_entry_id",
            "impact_scope_id",
            "impact_wave",
        ],
        "survey.user_input": ["end_datetime", "state", "survey_id", "test_entry"],
        "survey.user_input.line": [
            "answer_type",
            "matrix_row_id",
            "question_id",
            "skipped",
            "suggested_answer_id",
            "user_input_id",
            "value_char_box",
            "value_numerical_box",
            "value_scale",
        ],
    }

    company_id = fields.Many2one("res.company", readonly=True)
    scope_id = fields.Many2one("impact.scope", readonly=True)
    indicator_id = fields.Many2one("impact.indicator", readonly=True)
    survey_id = fields.Many2one("survey.survey", readonly=True)
    input_id = fields.Many2one("survey.user_input", readonly=True)
    answer_date = fields.Date(readonly=True)
    wave = fields.Selection(WAVES, readonly=True)
    score = fields.Float(readonly=True)
    counts = fields.Boolean("Chosen, or score reached", readonly=True)
    change = fields.Float(readonly=True)
    sex = fields.Selection(
        [("male", "Men"), ("female", "Women"), ("other", "Other")], readonly=True
    )
    age_band = fields.Selection(
        [("0-25", "Under 26"), ("26-54", "26 to 54"), ("55+", "55 and over")],
        "Age",
        readonly=True,
    )
    is_local = fields.Boolean("In the territory", readonly=True)

    @property
    def _table_query(self) -> SQL:
        return SQL(
            """
            WITH answered AS (
                SELECT item.id AS item_id, item.company_id, item.indicator_id,
                       survey.id AS survey_id, survey.impact_scope_id AS scope_id,
                       survey.impact_wave AS wave, survey.impact_entry_id AS entry_id,
                       input.id AS input_id, input.end_datetime,
                       %(local_day)s AS answer_date,
                       reply.score, reply.counts, reply.concerned, code.code,
                       count(*) OVER (PARTITION BY item.id, code.code) AS times
                  FROM impact_survey_item item
                  JOIN survey_question question ON question.id = item.question_id
                  JOIN survey_survey survey ON survey.id = question.survey_id
                  %(company_joins)s
                  JOIN survey_user_input input ON input.survey_id = survey.id
                       AND input.state = 'done' AND input.test_entry IS NOT TRUE
                       AND input.end_datetime IS NOT NULL
                 CROSS JOIN LATERAL (%(reply)s) reply
                  LEFT JOIN LATERAL (
                       SELECT min(%(code)s) AS code
                         FROM survey_user_input_line line
                         JOIN survey_question asking ON asking.id = line.question_id
                        WHERE line.user_input_id = input.id
                          AND asking.impact_is_code
                          AND line.skipped IS NOT TRUE
                  ) code ON TRUE
            )
            SELECT (a.item_id::bigint << 32) + a.input_id AS id,
                   a.company_id, a.scope_id, a.indicator_id, a.survey_id, a.input_id,
                   a.answer_date, a.wave, a.score, a.counts,
                   a.score - entry.score AS change,
                   who.sex, who.age_band, who.is_local
              FROM answered a
              LEFT JOIN LATERAL (%(who)s) who ON TRUE
              LEFT JOIN answered entry ON entry.survey_id = a.entry_id
                   AND entry.indicator_id = a.indicator_id AND entry.concerned
                   AND entry.code = a.code AND entry.times = 1 AND a.times = 1
                   AND entry.end_datetime <= a.end_datetime
             WHERE a.concerned
            """,
            local_day=LOCAL_DAY,
            company_joins=COMPANY_JOINS,
            reply=self._reply(),
            code=CODE,
            who=self._who(),
        )

    def _who(self) -> SQL:
        """What the answers of one questionnaire tell of who gave them; NULL: nothing."""
        return SQL(
            """
            SELECT max(told.category) FILTER (WHERE told.breakdown = 'sex') AS sex,
                   max(told.category) FILTER (WHERE told.breakdown = 'age_band') AS age_band,
                   bool_or(told.category = 'True') FILTER (WHERE told.breakdown = 'is_local')
                       AS is_local
              FROM (
                SELECT split_part(category.category, '=', 1) AS breakdown,
                       split_part(category.category, '=', 2) AS category
                  FROM survey_user_input_line line
                  JOIN impact_survey_category_answer_rel answer
                       ON answer.survey_question_answer_id = line.suggested_answer_id
                  JOIN impact_survey_category category
                       ON category.id = answer.impact_survey_category_id
                      AND category.question_id = line.question_id
                 WHERE line.user_input_id = a.input_id AND line.skipped IS NOT TRUE
              ) told
            """
        )

    def _reply(self) -> SQL:
        """What one questionnaire says to one item: score, counts, and whether it was asked."""
        return SQL(
            """
            SELECT CASE WHEN item.reading = 'number' THEN told.chosen ELSE told.mean END AS score,
                   CASE item.reading WHEN 'chosen' THEN told.chosen > 0
                                     WHEN 'least' THEN told.mean >= item.least_score
                   END AS counts,
                   (line.lines > 0 OR NOT EXISTS (
                        SELECT 1 FROM survey_question_survey_question_answer_rel trigger
                         WHERE trigger.survey_question_id = question.id))
                   AND NOT line.left_out AS concerned
              FROM (
                SELECT count(*) AS lines,
                       count(*) FILTER (WHERE line.told) AS answers,
                       count(DISTINCT line.matrix_row_id) FILTER (WHERE line.told) AS rows,
                       (SELECT count(*) FROM survey_question_answer matrix
                         WHERE matrix.matrix_question_id = question.id) AS all_rows,
                       count(*) FILTER (WHERE line.told AND EXISTS (
                            SELECT 1 FROM impact_survey_item_answer_rel chosen
                             WHERE chosen.impact_survey_item_id = item.id
                               AND chosen.survey_question_answer_id = line.suggested_answer_id
                       )) AS chosen,
                       avg(line.score) FILTER (WHERE line.told) AS mean,
                       COALESCE(bool_or(EXISTS (
                            SELECT 1 FROM impact_survey_item_left_out_rel left_out
                             WHERE left_out.impact_survey_item_id = item.id
                               AND left_out.survey_question_answer_id = line.suggested_answer_id
                       )), FALSE) AS left_out
                  FROM (%(lines)s) line
              ) line
             CROSS JOIN LATERAL (
                SELECT CASE WHEN line.answers > 0 AND (question.question_type <> 'matrix'
                                 OR line.rows >= line.all_rows) THEN line.chosen END AS chosen,
                       CASE WHEN question.question_type <> 'matrix'
                                 OR line.rows >= line.all_rows THEN line.mean END AS mean
              ) told
            """,
            lines=self._lines(),
        )

    def _lines(self) -> SQL:
        """The lines of one question in one questionnaire; a comment is no answer."""
        return SQL(
            """
            SELECT line.suggested_answer_id, line.matrix_row_id,
                   line.skipped IS NOT TRUE AND (
                       (line.answer_type = 'suggestion' AND line.suggested_answer_id IS NOT NULL)
                    OR (line.answer_type = 'scale' AND line.value_scale
                        BETWEEN question.scale_min AND question.scale_max)
                    OR (line.answer_type = 'numerical_box'
                        AND line.value_numerical_box IS NOT NULL)
                   ) AS told,
                   CASE line.answer_type
                        WHEN 'suggestion' THEN COALESCE(chosen.answer_score, 0)
                        WHEN 'scale' THEN line.value_scale
                        WHEN 'numerical_box' THEN line.value_numerical_box
                   END::numeric AS score
              FROM survey_user_input_line line
              LEFT JOIN survey_question_answer chosen ON chosen.id = line.suggested_answer_id
             WHERE line.user_input_id = input.id AND line.question_id = question.id
            """
        )


class ImpactSurveyInvitation(models.Model):
    """One row for each person who was asked to fill in a questionnaire.

    Where people are invited by name, those whom an invitation was made for, on that day.
    Where the number of people asked is typed, as many, on the day on which they were asked.
    Else only those who answered are known, and not how many were asked: whether these
    completed it is then unknown.
    """

    _name = "impact.survey.invitation"
    _description = "Invitation to a questionnaire"
    _auto = False
    _order = "asked_date"
    _depends = {
        "res.company": ["resource_calendar_id"],
        "resource.calendar": ["tz"],
        "survey.survey": [
            "access_mode",
            "impact_asked_on",
            "impact_company_id",
            "impact_invited",
            "impact_scope_id",
        ],
        "survey.user_input": ["create_date", "end_datetime", "state", "survey_id", "test_entry"],
    }

    company_id = fields.Many2one("res.company", readonly=True)
    scope_id = fields.Many2one("impact.scope", readonly=True)
    survey_id = fields.Many2one("survey.survey", readonly=True)
    asked_date = fields.Date(readonly=True)
    completed = fields.Boolean(readonly=True)

    @property
    def _table_query(self) -> SQL:
        return SQL(
            """
            SELECT input.id, survey.impact_company_id AS company_id,
                   survey.impact_scope_id AS scope_id, survey.id AS survey_id,
                   CASE WHEN survey.access_mode = 'token' THEN %(created_day)s
                        ELSE %(ended_day)s END AS asked_date,
                   CASE WHEN survey.access_mode = 'token' THEN input.state = 'done'
                   END AS completed
              FROM survey_user_input input
              JOIN survey_survey survey ON survey.id = input.survey_id
              %(company_joins)s
             WHERE input.test_entry IS NOT TRUE AND COALESCE(survey.impact_invited, 0) = 0
               AND (survey.access_mode = 'token'
                    OR (input.state = 'done' AND input.end_datetime IS NOT NULL))
             UNION ALL
            SELECT (survey.id::bigint << 32) + asked.number, survey.impact_company_id,
                   survey.impact_scope_id, survey.id, survey.impact_asked_on,
                   asked.number <= done.number
              FROM survey_survey survey
             CROSS JOIN LATERAL (
                SELECT count(*) AS number FROM survey_user_input input
                 WHERE input.survey_id = survey.id AND input.state = 'done'
                   AND input.test_entry IS NOT TRUE
             ) done
             CROSS JOIN LATERAL generate_series(
                1, GREATEST(survey.impact_invited, done.number)) AS asked(number)
             WHERE survey.impact_company_id IS NOT NULL AND survey.impact_invited > 0
            """,
            created_day=SQL(
                "(input.create_date AT TIME ZONE 'UTC' "
                "AT TIME ZONE COALESCE(calendar.tz, 'UTC'))::date"
            ),
            ended_day=LOCAL_DAY,
            company_joins=COMPANY_JOINS,
        )
