"""A definition as a draft: begun from another one, and tried before it is saved."""

from dateutil.relativedelta import relativedelta
from odoo import api, fields, models
from odoo.exceptions import UserError

from ..engine.errors import EngineError
from ..engine.period import Period, split
from .engine_messages import translated
from .impact_indicator import AUTOMATIC_KINDS
from .impact_indicator_set_sheets import TERMS
from .impact_place import period_label

# From the most open to the most closed: figures are shown as the closest one asks.
PRIVACY_ORDER = ("none", "public_role", "person", "disclosive")
DISCLOSIVE_MEASURES = ("minimum", "maximum", "largest")
# What a live test takes of the form: the rest has no bearing on the figure.
TRIED = {
    "impact.indicator.version": {"kind", "formula", "term_ids", "breakdown_ids", "crossings"},
    "impact.indicator.term": {"sequence", *TERMS},
}
# Tells the record of a live test from others that are not in the database.
TRIED_ID = "tried"
# Kinds of period that can be chosen for a live test, and how many of each.
PERIODS_TO_TRY = (("year", 5), ("quarter", 8), ("month", 12))


class ImpactIndicatorVersion(models.Model):
    _inherit = "impact.indicator.version"

    def action_new_version(self):
        """Open a copy of this version as a draft, from the first day of the current year.

        Nothing is kept until it is saved; results stay with the version they were
        counted with.
        """
        self.ensure_one()
        self.indicator_id._library_guard()
        today = fields.Date.context_today(self)
        values = self.copy_data({"valid_from": str(today.replace(month=1, day=1))})[0]
        return self._draft_action(self.indicator_id, values)

    @api.model
    def _draft_action(self, indicator, values: dict) -> dict:
        values = values | {"indicator_id": indicator.id}
        values.pop("number", None)  # the next one
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New definition of %(name)s", name=indicator.display_name),
            "res_model": self._name,
            "view_mode": "form",
            "views": [(False, "form")],
            "context": {
                f"default_{name}": value for name, value in values.items() if name in self._fields
            },
        }

    @api.model
    def trial_choices(self) -> dict:
        """Scopes and periods that a live test may be made for, the usual ones first."""
        company = self.env.company
        default = company._impact_default_scope()
        scopes = default | self.env["impact.scope"].search([("company_id", "=", company.id)])
        return {
            "scopes": [{"id": scope.id, "name": scope.display_name} for scope in scopes],
            "periods": [
                {
                    "key": f"{period.period_type} {period.start} {period.last}",
                    "name": period_label(self.env, period.period_type, period.start, period.last),
                }
                for period in self._periods_to_try()
            ],
        }

    def _periods_to_try(self) -> list[Period]:
        """The last full year first, then the current one, those before, quarters, months."""
        today = fields.Date.context_today(self)
        periods = []
        for period_type, count in PERIODS_TO_TRY:
            found = split(period_type, today - relativedelta(years=count), today)[::-1][:count]
            if period_type == "year":
                found = (found[1], found[0], *found[2:])
            periods += found
        return periods

    @api.model
    def try_definition(self, version_id, values: dict, indicator: dict, place: dict) -> dict:
        """Compute a definition as it stands in the form, saved or not.

        :param version_id: id of the version that is being edited; False: a new one.
        :param values: what the form changed, as a write would take it.
        :param indicator: ``id`` of the indicator, else its ``unit`` and ``decimals``.
        :param place: ``scope_id`` and the ``period`` of ``trial_choices``.
        :return: figures and what stands behind them, in words; with ``error``, what is
            wrong with the definition.
        """
        self.check_access("create")
        scope = self.env["impact.scope"].browse(place["scope_id"]).exists()
        scope.check_access("read")
        period = next(
            (
                p
                for p in self._periods_to_try()
                if f"{p.period_type} {p.start} {p.last}" == place["period"]
            ),
            None,
        )
        if not period or scope.company_id not in self.env.companies:
            raise UserError(self.env._("Choose a scope and a period."))
        version = self._unsaved(version_id, values, indicator)
        try:
            version._check_definition()
            return self.env["impact.trial"]._try(version, scope, period)
        except UserError as error:
            return {"error": str(error)}

    def _unsaved(self, version_id, values, indicator):
        """The definition of the form as a record that is not in the database."""
        origin = self.browse(version_id).exists()
        parent = self.env["impact.indicator"].browse(indicator.get("id")).exists()
        (origin.indicator_id | parent).check_access("read")
        parent = origin.indicator_id or parent
        version = self.new(self._tried_values(self._name, values), origin or None, TRIED_ID)
        known = {"company_id": parent.company_id.id or self.env.company.id}
        if not parent:
            units = dict(self.env["impact.indicator"]._fields["unit"].selection)
            unit = indicator.get("unit")
            known |= {
                "code": "NEW",
                "name": indicator.get("name") or self.env._("New indicator"),
                "unit": unit if unit in units else "number",
                "decimals": max(0, min(6, int(indicator.get("decimals") or 0))),
            }
        known["privacy"] = version._needed_privacy(parent.privacy or "none")
        version.indicator_id = self.env["impact.indicator"].new(known, parent or None, TRIED_ID)
        return version

    def _tried_values(self, model: str, values: dict) -> dict:
        """Values of a form without those that have no bearing on the figure."""
        kept = {name: value for name, value in values.items() if name in TRIED[model]}
        if kept.get("term_ids"):
            kept["term_ids"] = [
                [*command[:2], self._tried_values("impact.indicator.term", command[2])]
                if len(command) > 2 and isinstance(command[2], dict)
                else command
                for command in kept["term_ids"]
            ]
        return kept

    def _needed_privacy(self, wished: str = "none") -> str:
        """How closely figures of this definition must be kept, whatever is wished."""
        needed = {wished}
        for term in self.term_ids.filtered("source_id.person_field"):
            needed.add("disclosive" if term.measure in DISCLOSIVE_MEASURES else "person")
        return max(needed, key=PRIVACY_ORDER.index)

    @api.model_create_multi
    def create(self, vals_list):
        versions = super().create(vals_list)
        versions._keep_privacy()
        return versions

    def write(self, vals):
        written = super().write(vals)
        if "term_ids" in vals:
            self._keep_privacy()
        return written

    def _keep_privacy(self):
        """Who counts people keeps small groups hidden, whatever the indicator said before."""
        if self.env.su:
            return
        for version in self:
            indicator = version.indicator_id
            needed = version._needed_privacy(indicator.privacy)
            if needed != indicator.privacy:
                indicator.privacy = needed

    def _check_definition(self):
        """Say what would keep this definition from being saved or computed.

        :raises UserError: in words.
        """
        if self.kind not in AUTOMATIC_KINDS:
            raise UserError(
                self.env._(
                    "Only what is counted from records or accounts, or worked out from other "
                    "indicators, can be tried."
                )
            )
        if any(not (term.source_id and term.name) for term in self.term_ids):
            raise UserError(self.env._("Each term needs a name and a source."))
        if not self.term_ids and not (self.formula or "").strip():
            raise UserError(self.env._("Add a term or a formula first."))
        if len(set(self.term_ids.mapped("name"))) < len(self.term_ids):
            raise UserError(self.env._("Two terms of a definition cannot share a name."))
        self.term_ids._validate_fields(set(self.term_ids._fields))
        self._validate_fields(set(self._fields))
        try:
            self._parsed_formula()
        except EngineError as error:
            raise UserError(translated(self.env, error)) from error
