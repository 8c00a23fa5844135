"""A figure beside those of its months and quarters."""

from odoo import api, fields, models

from ..engine.aggregation import Figure
from ..sources.operands import PARTS

WHOLES = ("quarter", "half_year", "year", "fiscal_year", "school_year")


class ImpactResult(models.Model):
    _inherit = "impact.result"

    parts_shown = fields.Char(
        "From its months or quarters",
        compute="_compute_parts_shown",
        help="The figures of the months, or of the quarters, put together as the definition "
        "says. It may differ from one that is counted over the whole period.",
    )

    @api.depends_context("lang", "uid")
    @api.depends("indicator_id", "scope_id", "cell_id", "period_type", "date_from", "date_to")
    def _compute_parts_shown(self):
        for result in self:
            figure = result.id and result._from_parts()
            result.parts_shown = figure and result._parts_text(figure)

    def _from_parts(self) -> Figure | None:
        """This figure as its months, or else its quarters, give it; None without any."""
        self.ensure_one()
        if self.period_type not in WHOLES:
            return None
        whole = self._period()
        types = set(self.search(self._parts_domain()).mapped("period_type"))
        for part_type in PARTS:
            if part_type in types and part_type != self.period_type:
                return self.env["impact.aggregation"]._over_time(
                    self.indicator_id, self.scope_id, whole, part_type, self.cell_id
                )
        return None

    def _parts_domain(self) -> list:
        """Figures of the same place that lie inside this one's period."""
        return [
            ("id", "!=", self.id),
            ("indicator_id", "=", self.indicator_id.id),
            ("organisation_id", "=", self.organisation_id.id),
            ("scope_id", "=", self.scope_id.id),
            ("cell_id", "=", self.cell_id.id),
            ("date_from", ">=", self.date_from),
            ("date_to", "<=", self.date_to),
        ]

    def _parts_text(self, figure: Figure) -> str:
        value = None if figure.value is None else float(figure.value)
        shown = self._shown(value, figure.status)
        if figure.reason == "partial":
            return self.env._("%(figure)s, some of them missing", figure=shown)
        return shown

    def action_view_parts(self):
        """This figure beside those of its months and quarters."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("vises_impact.impact_result_action")
        action["name"] = self.display_name
        action["domain"] = ["|", ("id", "=", self.id), *["&"] * 6, *self._parts_domain()]
        action["context"] = {"group_by": "period_type"}
        return action
