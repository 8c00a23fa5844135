"""The figures of an assessment: which indicators it follows, and what is found for them."""

from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

MANY_INDICATORS = 10
RESULT_READERS = "vises_impact.group_board_reader,vises_impact.group_accompanist"


class ImpactAssessment(models.Model):
    # One file for each side of the assessment keeps them short.
    _inherit = "impact.assessment"

    set_ids = fields.Many2many(
        "impact.indicator.set",
        string="Indicator sets",
        help="Adding a set adds its indicators. Take out those that do not help to "
        "answer your question.",
    )
    indicator_line_ids = fields.One2many(
        "impact.assessment.indicator", "assessment_id", "Indicators and results", copy=True
    )
    indicator_ids = fields.Many2many(
        "impact.indicator",
        string="Indicators",
        compute="_compute_indicator_ids",
        inverse="_inverse_indicator_ids",
        search="_search_indicator_ids",
    )
    indicator_count = fields.Integer("Number of indicators", compute="_compute_indicator_ids")
    many_indicators = fields.Boolean("Many indicators", compute="_compute_indicator_ids")
    result_ids = fields.Many2many(
        "impact.result", string="Results", compute="_compute_result_ids", groups=RESULT_READERS
    )
    result_count = fields.Integer(
        "Number of results", compute="_compute_result_ids", groups=RESULT_READERS
    )

    @api.depends("indicator_line_ids.indicator_id")
    def _compute_indicator_ids(self):
        for assessment in self:
            indicators = assessment.indicator_line_ids.indicator_id
            assessment.indicator_ids = indicators
            assessment.indicator_count = len(indicators)
            assessment.many_indicators = len(indicators) > MANY_INDICATORS

    def _inverse_indicator_ids(self):
        for assessment in self:
            wanted = assessment.indicator_ids
            lines = assessment.indicator_line_ids
            lines.filtered(lambda line, wanted=wanted: line.indicator_id not in wanted).unlink()
            assessment._add_indicators(wanted)

    def _search_indicator_ids(self, operator, value):
        return [("indicator_line_ids.indicator_id", operator, value)]

    @api.depends("indicator_line_ids.result_id")
    def _compute_result_ids(self):
        for assessment in self:
            assessment.result_ids = assessment.indicator_line_ids.result_id
            assessment.result_count = len(assessment.result_ids)

    @api.onchange("set_ids")
    def _onchange_set_ids(self):
        """Adding a set adds its indicators; what was taken out of others stays out."""
        added = self.set_ids._origin - self._origin.set_ids
        missing = added._indicators() - self.indicator_line_ids.indicator_id._origin
        self.indicator_line_ids = [
            Command.create({"indicator_id": indicator.id}) for indicator in missing
        ]

    @api.model_create_multi
    def create(self, vals_list):
        # Questions after indicators: a criterion adds those that the assessment lacks.
        questions = [vals.get("question_ids") for vals in vals_list]
        assessments = super().create(
            [
                {name: value for name, value in vals.items() if name != "question_ids"}
                for vals in vals_list
            ]
        )
        assessments.set_ids._switch_on()
        for assessment, commands in zip(assessments, questions):
            if not assessment.indicator_line_ids:
                assessment._add_indicators(assessment.set_ids._indicators())
            if commands:
                assessment.question_ids = commands
        return assessments

    def write(self, vals):
        if "indicator_line_ids" in vals:  # first, for the same reason
            vals = {"indicator_line_ids": vals["indicator_line_ids"], **vals}
        if "set_ids" not in vals:
            return super().write(vals)
        before = {assessment: assessment.set_ids for assessment in self}
        result = super().write(vals)
        for assessment, sets in before.items():
            added = assessment.set_ids - sets
            added._switch_on()
            if not {"indicator_ids", "indicator_line_ids"} & set(vals):
                assessment._add_indicators(added._indicators())
        return result

    def action_compute(self):
        """Compute the figures of the evaluated and of the comparison period afresh.

        Figures that were validated stay; where they differ, a proposal is made.
        """
        for assessment in self:
            assessment.check_access("write")
            if not assessment.indicator_ids:
                raise UserError(
                    self.env._(
                        "“%(name)s” has no indicators yet: choose some in the tab "
                        "“Indicators & results”, or add an indicator set.",
                        name=assessment.name,
                    )
                )
            periods = [assessment._period(), assessment._comparison_period()]
            self.env["impact.result"]._refresh(
                assessment.indicator_ids,
                assessment.company_id,
                assessment.scope_id,
                [period for period in periods if period],
            )
        self.indicator_line_ids.invalidate_recordset()
        self.invalidate_recordset(["result_ids", "result_count"])
        return True

    def action_view_results(self):
        """All figures of the evaluated and of the comparison period, breakdowns included."""
        self.ensure_one()
        domain = [
            ("indicator_id", "in", self.indicator_ids.ids),
            ("company_id", "=", self.company_id.id),
            ("scope_id", "=", self.scope_id.id),
            ("period_type", "=", self.period_type),
            ("date_from", "in", [self.date_from, self.compare_date_from]),
        ]
        return self._open("impact_result_action", domain, {})

    def _add_indicators(self, indicators):
        """Choose ``indicators`` for this assessment, besides those chosen already."""
        self.ensure_one()
        missing = indicators - self.indicator_line_ids.indicator_id
        self.env["impact.assessment.indicator"].create(
            [{"assessment_id": self.id, "indicator_id": indicator.id} for indicator in missing]
        )

    def _result_of(self, indicator, previous=False):
        """The figure of ``indicator`` in the evaluated period, or in the one compared with.

        An empty recordset where there is none, or where the reader may not see it.
        """
        lines = self.indicator_line_ids.filtered(lambda line: line.indicator_id == indicator)
        return lines.previous_id if previous else lines.result_id

    def _report_lines(self):
        """What a report prints: each criterion with the figures that inform it.

        :return: ``[{"criterion": criterion, "indicators": [{"indicator", "result",
            "previous", "target", "evolution"}, …]}, …]``, where figures that are missing
            are empty recordsets. Indicators that inform no criterion come last, under an
            empty criterion.
        """
        self.ensure_one()
        groups = [
            {
                "criterion": criterion,
                "indicators": self._report_figures(criterion.indicator_ids),
            }
            for criterion in self.question_ids.criterion_ids
        ]
        others = self.indicator_ids - self.criterion_ids.indicator_ids
        if others:
            empty = self.env["impact.criterion"]
            groups.append({"criterion": empty, "indicators": self._report_figures(others)})
        return groups

    def _report_figures(self, indicators):
        return [
            {
                "indicator": line.indicator_id,
                "result": line.result_id,
                "previous": line.previous_id,
                "target": line.target_id,
                "evolution": line.evolution,
            }
            for line in self.indicator_line_ids
            if line.indicator_id in indicators
        ]

    def _figures_by_indicator(self):
        """By indicator, what there is of: its result, the one before, its target."""
        figures = defaultdict(dict)
        wanted = {
            "result": ("impact.result", self.date_from, self.date_to),
            "previous": ("impact.result", self.compare_date_from, self.compare_date_to),
            "target": ("impact.target", self.date_from, self.date_to),
        }
        for name, (model, date_from, date_to) in wanted.items():
            for record in self._totals(model, date_from, date_to):
                figures[record.indicator_id][name] = record
        return figures

    def _totals(self, model, date_from, date_to):
        """Records of ``model`` on the assessment's scope as a whole, no breakdowns."""
        records = self.env[model]
        if not (date_from and date_to and self.scope_id) or not records.has_access("read"):
            return records
        domain = [
            ("indicator_id", "in", self.indicator_line_ids.indicator_id._origin.ids),
            ("company_id", "=", self.company_id.id),
            ("organisation_id", "=", self.company_id.partner_id.id),
            ("scope_id", "=", self.scope_id.id),
            ("period_type", "=", self.period_type),
            ("date_from", "=", date_from),
            ("date_to", "=", date_to),
        ]
        if "cell_id" in records._fields:
            domain.append(("cell_id.key", "=", ""))
        return records.search(domain)
