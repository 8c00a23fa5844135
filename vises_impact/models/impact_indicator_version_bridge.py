from odoo import api, models
from odoo.fields import Command

from .impact_result import FROZEN_STATES


class ImpactIndicatorVersion(models.Model):
    # Bridges bring definitions, and may be uninstalled again.
    _inherit = "impact.indicator.version"

    @api.model
    def _retire_of_bridge(self, module: str):
        """Withdraw the definitions that a bridge brought, before it is uninstalled.

        Figures that were computed with them and that nobody validated go. A definition
        with other figures is retired: it stays beside them, is never deleted, and
        computes no more. Indicators fall back to the definition they had before. A
        company's own definitions on the bridge's sources are retired too; an indicator
        that has no other is typed from now on.
        """
        versions = self._of_bridge(module)
        self._drop_unvalidated(versions)
        kept = versions.filtered("indicator_id.company_id") | self._in_use(versions)
        kept.term_ids.unlink()
        kept.write({"retired": True, "breakdown_ids": [Command.clear()], "crossings": False})
        self._external_ids(module, self._name).filtered(lambda d: d.res_id in kept.ids).unlink()
        for indicator in kept.indicator_id.filtered(lambda i: not i.current_version_id):
            indicator.version_ids = [
                Command.create({"definition": indicator.version_ids[-1:].definition})
            ]
        (versions - kept).unlink()

    def _external_ids(self, module: str, model: str):
        return self.env["ir.model.data"].search([("module", "=", module), ("model", "=", model)])

    def _of_bridge(self, module: str):
        """Definitions that a bridge brought or that count from its sources."""
        own = self.browse(self._external_ids(module, self._name).mapped("res_id")).exists()
        sources = self._external_ids(module, "impact.source").mapped("res_id")
        terms = self.env["impact.indicator.term"].search([("source_id", "in", sources)])
        return own | terms.version_id

    def _in_use(self, versions):
        """Those that results or lines of forms point to."""
        used = self.browse()
        for model in ("impact.result", "impact.form.line"):
            found = self.env[model]._read_group(
                [("version_id", "in", versions.ids)], ["version_id"]
            )
            used |= used.union(*(version for (version,) in found))
        return used

    def _drop_unvalidated(self, versions):
        computed = [
            ("version_id", "in", versions.ids),
            ("origin", "=", "computed"),
            ("state", "not in", FROZEN_STATES),
        ]
        self.env["impact.result"].search(computed).unlink()
        self.env["impact.proposal"].with_context(active_test=False).search(
            [("version_id", "in", versions.ids)]
        ).unlink()
        waiting = [("indicator_id", "in", versions.indicator_id.ids), ("waiting", "=", True)]
        self.env["impact.refresh"].search(waiting).waiting = False
