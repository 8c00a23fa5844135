from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..engine.errors import EngineError
from ..sources.cells import read_crossings, with_margins
from .engine_messages import translated


class ImpactIndicatorVersion(models.Model):
    # Breakdowns by two or three dimensions at once.
    _inherit = "impact.indicator.version"

    crossings = fields.Char(
        "Crossed breakdowns",
        help="Two or three breakdowns at once, such as sex * contract_class; a comma stands "
        "before the next ones. Each of them is made by itself as well.",
    )
    crossing_text = fields.Char("Crossed tables", compute="_compute_crossing_text")

    @api.depends_context("lang")
    @api.depends("crossings", "term_ids.source_id")
    def _compute_crossing_text(self):
        for version in self:
            labels = {field.name: field.label for field in version._crossable_fields()}
            version.crossing_text = ", ".join(
                " × ".join(labels.get(name, name) for name in names)
                for names in version._crossings()
            )

    @api.constrains("crossings", "term_ids")
    def _check_crossings(self):
        for version in self.filtered(lambda one: one.crossings and one.term_ids):
            try:
                crossings = read_crossings(version.crossings)
            except EngineError as error:
                raise ValidationError(translated(self.env, error)) from error
            known = {field.name: field.label for field in version._crossable_fields()}
            unknown = sorted(set().union(*crossings) - known.keys())
            if unknown:
                raise ValidationError(
                    self.env._(
                        "%(indicator)s cannot be broken down by “%(names)s”. What it counts can "
                        "be broken down by: %(known)s.",
                        indicator=version.indicator_id.display_name,
                        names=", ".join(unknown),
                        known=", ".join(f"{name} ({label})" for name, label in known.items())
                        or self.env._("none"),
                    )
                )

    def _crossable_fields(self):
        return self.term_ids.source_id._breakdown_fields()

    def _crossings(self) -> list[tuple[str, ...]]:
        """The crossings asked for; none while what is typed cannot be read."""
        self.ensure_one()
        try:
            return read_crossings(self.crossings)
        except EngineError:
            return []

    def _dimension_sets(self) -> frozenset[frozenset[str]]:
        """Sets of dimensions that figures of this version are broken down by."""
        self.ensure_one()
        single = {frozenset([field.name]) for field in self.breakdown_ids}
        return with_margins(self._crossings()) | single
