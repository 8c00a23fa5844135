"""What a figure is worked out from: the figures that its formula names."""

from odoo import api, fields, models
from odoo.fields import Domain

from ..sources.operands import PARTS


class ImpactResult(models.Model):
    # One file for each side of the result keeps them short.
    _inherit = "impact.result"

    operand_ids = fields.Many2many(
        "impact.result",
        string="Worked out from",
        compute="_compute_operand_ids",
        help="The figures that its formula names, as you may see them.",
    )

    @api.depends_context("uid")
    @api.depends("origin", "version_id.formula", "scope_id", "date_from", "date_to", "cell_id")
    def _compute_operand_ids(self):
        for result in self:
            domain = result._operands_domain()
            result.operand_ids = self.search(domain, order="indicator_id, date_from")

    def _operands(self) -> dict:
        """What the proof says of the figures that this one was worked out from, by code."""
        self.ensure_one()
        # sudo: for the caller, who tells of hidden figures no more than that they are there.
        return (self.sudo().provenance or {}).get("operands") or {}

    def _operands_domain(self) -> Domain:
        """The results that this one was worked out from: none for one that was not."""
        self.ensure_one()
        operands = self._operands() if self.origin == "computed" else {}
        by_code = {one.code: one for one in self.indicator_id._by_codes(operands)}
        whole = Domain("date_from", "=", self.date_from) & Domain("date_to", "=", self.date_to)
        within = Domain("date_from", ">=", self.date_from) & Domain("date_to", "<=", self.date_to)
        found = []
        for code, told in operands.items():
            parts = told["made"] in PARTS
            period_type = told["made"] if parts else self.period_type
            found.append(
                Domain("indicator_id", "=", by_code[code].id if code in by_code else False)
                & Domain("period_type", "=", period_type)
                & (within if parts else whole)
            )
        return Domain.OR(found) & Domain(
            [
                ("organisation_id", "=", self.organisation_id.id),
                ("scope_id", "=", self.scope_id.id),
                ("cell_id", "=", self.cell_id.id),
            ]
        )

    @api.depends_context("lang")
    @api.depends("reason")
    def _compute_reason_text(self):
        told = super()._compute_reason_text()
        texts = {
            "no_figure": lambda names, period: self.env._(
                "Missing for %(period)s: %(names)s.", names=names, period=period
            ),
            "no_meaning": lambda names, _period: self.env._(
                "Not applicable, as is what it is worked out from: %(names)s.", names=names
            ),
        }
        for result in self.filtered(lambda one: one.reason in texts):
            status = "missing" if result.reason == "no_figure" else "not_applicable"
            codes = [code for code, told in result._operands().items() if told["status"] == status]
            names = result.indicator_id._by_codes(codes).mapped("display_name")
            if names:
                result.reason_text = texts[result.reason](", ".join(names), result.period_label)
        return told

    def _operand_advice(self) -> str:
        """What to do where a figure lacks those that it is worked out from."""
        self.ensure_one()
        if self.reason != "no_figure" or not self._operands():
            return ""
        return self.env._("Type what is missing, or ask for it in a campaign.")
