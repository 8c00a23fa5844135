"""Figures that are counted from questionnaires: which are kept, and what is told with them."""

from collections import defaultdict
from functools import partial

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..sources.cells import UNDECLARED, categories_of, dimensions_of
from ..sources.request import values_list


class ImpactComputation(models.AbstractModel):
    _inherit = "impact.computation"

    @api.model
    def _survey_figures(self, figures, scopes, periods):
        """Figures without those of questionnaires that a company did not link, or purged.

        The others learn how many people were asked and answered.
        """
        survey = [figure for figure in figures if figure.version.kind == "survey"]
        if not survey:
            return figures
        indicators = self.env["impact.indicator"].union(*(f.version.indicator_id for f in survey))
        asked = {company: indicators._asked_in(company) for company in scopes.company_id}
        companies = {scope.id: scope.company_id for scope in scopes}
        responses = self._survey_responses(indicators, scopes, periods)
        told = self._survey_told(survey)
        kept = []
        for figure in figures:
            if figure.version.kind == "survey":
                company = companies[figure.scope_id]
                indicator = figure.version.indicator_id
                if indicator not in asked[company] or not company._impact_has_answers_of(
                    periods[figure.position]
                ):
                    continue
                place = (figure.version, figure.scope_id, figure.position)
                if dimensions_of(figure.cell) - told[place]:
                    continue
                response = responses.get((indicator.id, figure.scope_id, figure.position))
                if response:
                    proof = {**figure.proof, "response": response}
                    figure = figure._replace(prove=partial(dict, proof))
            kept.append(figure)
        return kept

    @api.model
    def _survey_told(self, figures) -> dict[tuple, set[str]]:
        """Breakdowns that somebody's answers tell, by version, scope id and period position.

        Where no question tells them, all would be one category that is not declared.
        """
        told = defaultdict(set)
        for figure in figures:
            told[figure.version, figure.scope_id, figure.position].update(
                name for name, one in categories_of(figure.cell) if one != UNDECLARED
            )
        return told

    def _survey_responses(self, indicators, scopes, periods) -> dict[tuple, dict]:
        """Completed and asked, by (indicator id, scope id, period position).

        They are those of the whole questionnaires that were answered in the period; ``asked``
        is 0 where it is not known of one of them.
        """
        env = self._service_env(scopes.company_id)
        answers = env["impact.survey.answer"]
        answers.check_access("read")
        for model, names in answers._depends.items():
            env[model].flush_model(names)
        rows = env.execute_query(
            SQL(
                """
                SELECT DISTINCT a.indicator_id, sc.scope_id, p.position, a.survey_id
                  FROM %s a
                  JOIN %s AS sc(scope_id, company_id, whole)
                    ON sc.company_id = a.company_id AND (sc.whole OR sc.scope_id = a.scope_id)
                  JOIN %s AS p(position, start, stop)
                    ON a.answer_date >= p.start AND a.answer_date < p.stop
                 WHERE a.indicator_id IN %s
                """,
                answers._table_sql,
                values_list(
                    [(s.id, s.company_id.id, s.kind == "enterprise") for s in scopes],
                    ("int", "int", "bool"),
                ),
                values_list(
                    [(n, period.start, period.stop) for n, period in enumerate(periods)],
                    ("int", "date", "date"),
                ),
                tuple(indicators.ids),
            )
        )
        surveys = defaultdict(set)
        for indicator_id, scope_id, position, survey_id in rows:
            surveys[indicator_id, scope_id, position].add(survey_id)
        # sudo: two counts of each questionnaire; see the field's own comment.
        known = self.env["survey.survey"].sudo().browse({row[3] for row in rows})
        counts = {survey.id: (survey.impact_completed, survey.impact_asked) for survey in known}
        return {
            key: {
                "completed": sum(counts[survey][0] for survey in ids),
                "asked": sum(counts[survey][1] for survey in ids)
                if all(counts[survey][1] for survey in ids)
                else 0,
            }
            for key, ids in surveys.items()
        }

    def _check_records_named(self, term, ids):
        """Answers without names are listed for nobody.

        Those that are paired by a code, or whose respondents were promised to be forgotten:
        few of them side by side would tell who it was.

        :raises UserError: they are such answers.
        """
        super()._check_records_named(term, ids)
        if term.source_id.record_model != "survey.user_input":
            return
        # sudo: whether the questionnaires are nameless; the answers are opened under the
        # reader's own rights.
        answers = self.env["survey.user_input"].sudo().browse(ids)
        if any(
            survey.impact_anonymous or survey.impact_code_question_id
            for survey in answers.survey_id
        ):
            raise UserError(
                self.env._(
                    "The answers behind this figure are without names and are not listed: who "
                    "gave them was promised that nobody looks for them."
                )
            )


class ImpactResult(models.Model):
    _inherit = "impact.result"

    response_text = fields.Char("Answered", compute="_compute_response_text")

    @api.depends_context("lang")
    @api.depends("status", "value", "computed_at")
    def _compute_response_text(self):
        """How many answered the questionnaires behind a figure, of how many who were asked."""
        for result in self:
            # sudo: of the proof, two counts of sheets sent and returned, and none where
            # the figure is hidden.
            response = (result.sudo().provenance or {}).get("response")
            result.response_text = (
                self.env["survey.survey"]._impact_response_text(
                    response["completed"], response["asked"]
                )
                if response and result.status != "suppressed"
                else ""
            )
