"""From an indicator to its definition: begin, change, copy."""

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class ImpactIndicator(models.Model):
    # One file for each side of the indicator keeps them short.
    _inherit = "impact.indicator"

    copied_from_id = fields.Many2one(
        "impact.indicator.version",
        "Copied from",
        readonly=True,
        copy=False,
        ondelete="set null",
        help="The definition that this indicator began with.",
    )

    def write(self, vals):
        written = super().write(vals)
        if "privacy" in vals and not self.env.su:
            self._check_privacy()
        return written

    def _check_privacy(self):
        """Figures about people cannot be declared harmless.

        :raises UserError: with the closeness that the definition asks for.
        """
        labels = dict(self._fields["privacy"]._description_selection(self.env))
        for indicator in self:
            needed = indicator.current_version_id._needed_privacy(indicator.privacy)
            if needed != indicator.privacy:
                raise UserError(
                    self.env._(
                        "%(indicator)s counts people: choose “%(privacy)s”.",
                        indicator=indicator.display_name,
                        privacy=labels[needed],
                    )
                )

    def copy_data(self, default=None):
        """A copy begins with the definition in force, and says where it comes from."""
        vals_list = super().copy_data(default)
        for indicator, vals in zip(self, vals_list, strict=True):
            version = indicator.current_version_id
            if version and "version_ids" not in (default or {}):
                vals["version_ids"] = [Command.create(version.copy_data()[0])]
                vals["copied_from_id"] = version.id
        return vals_list

    def action_copy_to_edit(self):
        """Copy this indicator to one of the company's own, and open it."""
        self.ensure_one()
        return self.copy({"active": True})._open()

    def action_define(self):
        """Write how this indicator is counted; where it is said already, say it anew."""
        self.ensure_one()
        if self.current_version_id:
            return self.current_version_id.action_new_version()
        return self.env["impact.indicator.version"]._draft_action(
            self, {"kind": "records", "valid_from": "1900-01-01"}
        )

    def _open(self) -> dict:
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
        }
