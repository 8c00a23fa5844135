from odoo import api, fields, models


class ImpactCell(models.Model):
    """A coordinate of a breakdown with a portable key; the total is a cell too."""

    _name = "impact.cell"
    _description = "Cell"
    _order = "key"

    key = fields.Char(
        readonly=True,
        default="",
        help="dimension=category, such as sex=female; empty for the total.",
    )
    dimension = fields.Char(readonly=True)
    category = fields.Char(readonly=True)
    name = fields.Char(compute="_compute_name")

    _key_unique = models.UniqueIndex("(COALESCE(key, ''))", "This cell stands already.")

    @api.depends_context("lang")
    @api.depends("dimension", "category")
    def _compute_name(self):
        fields_by_name = {}
        for source_field in self.env["impact.source.field"].search([("breakdown", "=", True)]):
            fields_by_name.setdefault(source_field.name, source_field)
        for cell in self:
            source_field = fields_by_name.get(cell.dimension)
            if not cell.dimension or not source_field:
                cell.name = cell.key or self.env._("Total")
                continue
            label = source_field._choices().get(cell.category, self.env._("not declared"))
            cell.name = self.env._(
                "%(field)s: %(category)s", field=source_field.label, category=label
            )

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
        for cell in cells.create(
            [
                dict(zip(("key", "dimension", "category"), (key, *key.split("=")), strict=True))
                for key in new
            ]
        ):
            known[cell.key] = cell.id
        return known
