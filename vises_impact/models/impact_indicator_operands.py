"""Which indicators a formula names, and which formulas name an indicator."""

from odoo import api, models
from odoo.fields import Domain

from ..engine.errors import EngineError


class ImpactIndicator(models.Model):
    # One file for each side of the indicator keeps them short.
    _inherit = "impact.indicator"

    def _codes(self) -> set[str]:
        """Codes that the current formulas of these name; of what cannot be read, none."""
        codes = set()
        for version in self.current_version_id.filtered("formula"):
            try:
                codes |= version._parsed_formula().codes
            except EngineError:
                continue  # whoever computes it is told
        return codes

    def _with_operands(self):
        """These, and all that they are worked out from, step by step."""
        found = todo = self
        while todo:
            todo = todo._by_codes(todo._codes()) - found
            found |= todo
        return found

    def _dependents(self):
        """The indicators whose formulas need one of these, step by step."""
        # sudo: definitions, of whichever company: its own may use those of the library.
        every = self.sudo().with_context(active_test=False)
        found = self.browse()
        todo = every
        while todo:
            codes = set(todo.mapped("code"))
            named = every.search(
                Domain.OR([("current_version_id.formula", "like", code)] for code in codes)
            )
            named = named.filtered(
                lambda one, todo=todo: todo.filtered(
                    lambda other: other.company_id <= one.company_id and other.code in one._codes()
                )
            )
            todo = named - found
            found |= todo
        return found.with_env(self.env)

    def _switch_on_operands(self):
        """Take what formulas need of the library into use, so that it can be asked for."""
        waiting = (self._with_operands() - self).filtered(
            lambda one: not one.active and not one.company_id
        )
        # sudo: as for the sets of an assessment: that a definition is offered again shows
        # no figure and takes nothing from anybody.
        waiting.sudo().active = True


class ImpactAssessmentIndicator(models.Model):
    _inherit = "impact.assessment.indicator"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.indicator_id._switch_on_operands()
        return lines
