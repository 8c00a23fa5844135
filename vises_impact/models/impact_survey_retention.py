"""How long answers are kept, and what of the respondents is forgotten."""

import hashlib
import hmac
import logging
import secrets
import unicodedata

from dateutil.relativedelta import relativedelta
from odoo import api, fields, models
from odoo.tools import SQL

_logger = logging.getLogger(__name__)
SECRET = "vises_impact.code_secret"
DIGEST_LENGTH = 24


def plain_code(text: str) -> str:
    """A code as people write it on two days: no accents, spaces, signs or capitals."""
    letters = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in letters if letter.isalnum()).upper()


class SurveyUserInput(models.Model):
    _inherit = "survey.user_input"

    def _mark_done(self):
        """Also hide the code, and forget who answered where the questionnaire promises it."""
        open_ones = self.filtered(lambda one: one.state != "done")
        result = super()._mark_done()
        open_ones._impact_hide_code()
        self.filtered("survey_id.impact_anonymous")._impact_forget()
        return result

    def _impact_hide_code(self):
        """Keep of the code that people made up only what pairs it with another.

        It is made of a first name, a day and a town: who reads answers could guess whose.
        """
        # sudo: the respondent, whose own answer it is, has no rights here.
        lines = self.sudo().user_input_line_ids.filtered("question_id.impact_is_code")
        secret = lines and self._impact_secret()
        for line in lines.filtered("value_char_box"):
            code = plain_code(line.value_char_box)
            if code:
                digest = hmac.new(secret.encode(), code.encode(), hashlib.sha256).hexdigest()
                line.value_char_box = digest[:DIGEST_LENGTH].upper()
        lines.filtered("question_id.save_as_nickname").user_input_id.nickname = False

    @api.model
    def _impact_secret(self) -> str:
        """What codes are mixed with, so that nobody finds them by trying; made once.

        Odoo's own secret would not do: a copy of the database gets another one.
        """
        # sudo: administrators alone may read it; it is given to no screen.
        parameters = self.env["ir.config_parameter"].sudo()
        found = parameters.get_param(SECRET)
        if not found:
            found = secrets.token_hex(32)
            parameters.set_param(SECRET, found)
        return found

    def _impact_forget(self):
        """Remove from completed questionnaires what tells who filled them in."""
        if not self:
            return
        # sudo: the respondent, who has no rights here, is the one who is forgotten.
        answers = self.sudo()
        answers.write({"partner_id": False, "email": False, "nickname": False})
        answers.message_ids.unlink()
        answers.message_follower_ids.unlink()
        self.env.flush_all()
        for table in ("survey_user_input", "survey_user_input_line"):
            key = "id" if table == "survey_user_input" else "user_input_id"
            # Who wrote a line is known to the database too.
            self.env.cr.execute(
                SQL(
                    "UPDATE %s SET create_uid = NULL, write_uid = NULL WHERE %s IN %s",
                    SQL.identifier(table),
                    SQL.identifier(key),
                    tuple(self.ids),
                )
            )
        answers.invalidate_recordset()


class ResCompany(models.Model):
    _inherit = "res.company"

    impact_answer_months = fields.Integer(
        "Answers are kept (months)",
        default=24,
        help="Answers to questionnaires are deleted this many months after they were given; "
        "those on entry after twice as long, since they are compared with later ones. "
        "Results stay. 0: answers are kept.",
    )
    impact_answers_kept_from = fields.Date(
        readonly=True,
        help="Answers given before this day were deleted: figures of periods that begin "
        "before it are no longer computed and stay as they are.",
    )

    _impact_answer_months = models.Constraint(
        "CHECK(impact_answer_months IS NULL OR impact_answer_months BETWEEN 0 AND 120)",
        "Answers are kept for 0 to 120 months.",
    )

    @api.model
    def _cron_impact_purge_answers(self):
        """Delete answers that are kept no longer, company by company."""
        for company in self.search([("impact_answer_months", ">", 0)]):
            company._impact_purge_answers(fields.Date.context_today(company))

    def _impact_purge_answers(self, today):
        """Delete the answers to this company's questionnaires that are too old.

        Unfinished ones go by the day on which they were begun or sent.
        """
        self.ensure_one()
        kept_from = today - relativedelta(months=self.impact_answer_months)
        surveys = self.env["survey.survey"].with_context(active_test=False)
        surveys = surveys.search([("impact_company_id", "=", self.id)])
        deleted = 0
        for survey in surveys:
            months = self.impact_answer_months * (2 if survey.impact_wave == "entry" else 1)
            limit = today - relativedelta(months=months)
            deleted += survey._impact_delete_answers(limit)
        if deleted:
            self.impact_answers_kept_from = kept_from

    def _impact_has_answers_of(self, period) -> bool:
        """Whether no answer of this period was deleted yet for its age."""
        kept_from = self.impact_answers_kept_from
        return not kept_from or period.start >= kept_from


class SurveySurvey(models.Model):
    _inherit = "survey.survey"

    def _impact_delete_answers(self, limit) -> int:
        """Delete answers given before the day ``limit``; say so in the log, return how many."""
        self.ensure_one()
        old = self.env["survey.user_input"].search(
            [
                ("survey_id", "=", self.id),
                "|",
                ("end_datetime", "<", limit),
                "&",
                ("end_datetime", "=", False),
                ("create_date", "<", limit),
            ]
        )
        count = len(old)
        if count:
            old.unlink()
            _logger.info("%s old answers to survey %s were deleted", count, self.id)
            self.message_post(
                body=self.env._(
                    "%(count)s answers from before %(day)s were deleted: they are kept no longer.",
                    count=count,
                    day=fields.Date.to_string(limit),
                )
            )
        return count


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    impact_answer_months = fields.Integer(related="company_id.impact_answer_months", readonly=False)
