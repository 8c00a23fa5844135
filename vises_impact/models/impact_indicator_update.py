"""What an update of the module leaves as the module manager set it."""

from odoo import models
from odoo.fields import Command


class ImpactIndicator(models.Model):
    _inherit = "impact.indicator"

    def _load_records_write(self, values):
        """Bring a library indicator up to its file, and keep what was chosen since.

        It stays in use or archived, and in the sets that it was added to.
        """
        if not self.env.context.get("install_mode"):
            return super()._load_records_write(values)  # a user imports a file
        values = {name: value for name, value in values.items() if name != "active"}
        shipped = self._fields["set_ids"].convert_to_cache(values.pop("set_ids", ()), self)
        values["set_ids"] = [Command.link(set_id) for set_id in shipped]
        return super()._load_records_write(values)
