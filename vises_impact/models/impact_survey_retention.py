"""How long answers are kept, and what of the respondents is forgotten."""

import logging

from dateutil.relativedelta import relativedelta
from odoo import api, fields, models
from odoo.tools import SQL

_logger = logging.getLogger(__name__)


class SurveyUserInput(models.Model):
    _inherit = "survey.user_input"

    def _mark_done(self):
        """Also forget who answered, where the questionnaire promises it."""
        result = super()._mark_done()
        self.filtered("survey_id.impact_anonymous")._impact_forget()
        return result

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
