from odoo import api, fields, models


class ImpactReadinessFigure(models.TransientModel):
    """One automatic indicator: its figure, what it could not see, what to repair."""

    _name = "impact.readiness.figure"
    _description = "Readiness: figure"
    _order = "sequence, id"

    readiness_id = fields.Many2one(
        "impact.readiness", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer()
    indicator_id = fields.Many2one("impact.indicator", readonly=True, ondelete="cascade")
    indicator_name = fields.Text("Name of the indicator", compute="_compute_shown")
    result_id = fields.Many2one("impact.result", readonly=True, ondelete="set null")
    shown = fields.Char("Figure", compute="_compute_shown")
    status = fields.Selection(related="result_id.status")
    coverage = fields.Float(compute="_compute_shown")
    is_missing = fields.Boolean("Missing", compute="_compute_shown")
    missing_text = fields.Text("What is not known", readonly=True)
    repair_text = fields.Char("To repair", readonly=True)
    may_open = fields.Boolean("May open the records", readonly=True)
    advice = fields.Text("What to do", readonly=True)

    @api.depends("indicator_id", "result_id")
    def _compute_shown(self):
        for line in self:
            result = line.result_id
            line.indicator_name = line.indicator_id.display_name
            line.shown = result.shown if result else self.env._("not computed yet")
            line.coverage = result.coverage or 0
            line.is_missing = not result or result.status == "missing"

    @api.model
    def _fill(self, readiness):
        """Make the lines anew: figures that miss something stand first."""
        self.search([("readiness_id", "=", readiness.id)]).unlink()
        indicators = readiness._indicators()
        results = readiness._results(indicators)
        gaps = self.env["impact.repair"]._find(
            indicators.current_version_id, readiness.scope_id, readiness._period()
        )
        unlinked = indicators._typed_in(readiness.company_id)
        lines = []
        for indicator in indicators:
            result = results.get(indicator, self.env["impact.result"])
            gap = gaps.get(indicator.current_version_id.id)
            lines.append(
                {
                    "readiness_id": readiness.id,
                    "indicator_id": indicator.id,
                    "result_id": result.id,
                    **(
                        self._unlinked_texts()
                        if indicator in unlinked and not result
                        else self._texts(result, gap, readiness.company_id)
                    ),
                }
            )
        lines.sort(key=lambda line: not (line["repair_text"] or line["missing_text"]))
        self.create([{"sequence": n, **line} for n, line in enumerate(lines)])

    def _unlinked_texts(self) -> dict:
        """Of an indicator that a questionnaire would answer, and no question is linked to it."""
        return {
            "missing_text": self.env._("No question is linked."),
            "repair_text": False,
            "may_open": False,
            "advice": self.env._(
                "Take a questionnaire under Configuration → Questionnaires, or type the figure."
            ),
        }

    def _texts(self, result, gap, company) -> dict:
        repair = self.env["impact.repair"]
        if gap:
            closed = [model for model in gap.ids if not repair._may_open(model)]
            may_open = len(closed) < len(gap.ids)
            told = [repair._whom_to_ask(model, company) for model in closed]
            advice = " ".join(filter(None, [repair._advice(gap, company), *dict.fromkeys(told)]))
            return {
                "missing_text": repair._missing_text(gap),
                "repair_text": repair._count_text(gap, company),
                "may_open": may_open,
                "advice": advice,
            }
        months = repair._months_without_entry(result)
        if months:
            return {
                "missing_text": self.env._("Months without an entry: %(count)s", count=months),
                "repair_text": False,
                "may_open": False,
                "advice": self.env._("Post the entries of each month, such as the payroll."),
            }
        known = result.status in ("measured", "suppressed", "not_applicable")
        return {
            "missing_text": False if known else result.reason_text,
            "repair_text": False,
            "may_open": False,
            "advice": bool(result) and result._operand_advice(),
        }

    def action_repair(self):
        """Open the records that could not be judged, under the reader's own rights."""
        self.ensure_one()
        readiness = self.readiness_id
        return self.env["impact.repair"]._action(
            self.indicator_id.current_version_id, readiness.scope_id, readiness._period()
        )

    def action_open_result(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "impact.result",
            "res_id": self.result_id.id,
            "view_mode": "form",
        }
