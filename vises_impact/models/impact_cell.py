from odoo import api, fields, models

from ..sources.cells import categories_of


class ImpactCell(models.Model):
    """A coordinate of a breakdown with a portable key; the total is a cell too."""

    _name = "impact.cell"
    _description = "Cell"
    _order = "key"

    key = fields.Char(
        readonly=True,
        default="",
        help="dimension=category, such as sex=female; several with a semicolon between; empty "
        "for the total.",
    )
    name = fields.Char(compute="_compute_name")

    _key_unique = models.UniqueIndex("(COALESCE(key, ''))", "This cell stands already.")

    @api.depends_context("lang")
    @api.depends("key")
    def _compute_name(self):
        labels = self._category_labels()
        for cell in self:
            known = [(labels.get(name), one) for name, one in categories_of(cell.key or "")]
            if not cell.key or not all(of for of, _category in known):
                cell.name = cell.key or self.env._("Total")
                continue
            cell.name = " · ".join(
                self.env._(
                    "%(field)s: %(category)s",
                    field=label,
                    category=choices.get(one, self.env._("not declared")),
                )
                for (label, choices), one in known
            )

    @api.model
    def _category_labels(self) -> dict[str, tuple[str, dict[str, str]]]:
        """For each breakdown, its own label and those of its categories by their keys."""
        fields_by_name = {}
        for source_field in self.env["impact.source.field"].search([("breakdown", "=", True)]):
            fields_by_name.setdefault(source_field.name, source_field)
        return {name: (field.label, field._choices()) for name, field in fields_by_name.items()}

    @api.depends_context("lang")
    @api.depends("name")
    def _compute_display_name(self):
        for cell in self:
            cell.display_name = cell.name

    @api.model
    def _by_key(self, keys) -> dict[str, int]:
        """Ids of the cells with these keys; the ones that are new are made."""
        # sudo: cells hold no figures, only the names of categories.
        cells = self.sudo()
        known = {cell.key or "": cell.id for cell in cells.search([])}
        new = sorted(set(keys) - known.keys())
        for cell in cells.create([{"key": key} for key in new]):
            known[cell.key] = cell.id
        return known
