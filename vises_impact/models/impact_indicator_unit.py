"""How figures of an indicator are written, with their unit."""

import re
from decimal import Decimal

from odoo import api, models
from odoo.tools import float_compare, float_round
from odoo.tools.misc import babel_locale_parse, formatLang

# Written alike in all languages, and alike after one and many.
SYMBOLS = {
    "percent": "%",
    "score": "/\N{NO-BREAK SPACE}10",
    "kg": "kg",
    "tonnes": "t",
    "cubic_metres": "m³",
    "km": "km",
    "kwh": "kWh",
    "mwh": "MWh",
    "co2_tonnes": "t\N{NO-BREAK SPACE}CO₂e",
}
# Of these, the number says all.
WITHOUT_UNIT = {"number", "ratio"}


class ImpactIndicator(models.Model):
    # Apart from what an indicator is: how its figures read.
    _inherit = "impact.indicator"

    @api.depends_context("with_unit", "allowed_company_ids")
    @api.depends("unit")
    def _compute_display_name(self):
        """With the context key ``with_unit``, the unit stands after a name that lacks it.

        It is for tables whose cells have no room for it.
        """
        super()._compute_display_name()
        if not self.env.context.get("with_unit"):
            return
        units = dict(self._units())
        for indicator in self:
            unit = "" if indicator.unit in WITHOUT_UNIT else units.get(indicator.unit, "")
            named = re.search(rf"\b{re.escape(unit)}\b", indicator.name or "", re.IGNORECASE)
            if unit and not named:
                indicator.display_name += f" · {unit}"

    @api.model
    def _units(self) -> list[tuple[str, str]]:
        """The units in words; that of amounts as its sign, where the companies have one."""
        currencies = self.env.companies.currency_id
        sign = currencies.symbol if len(currencies) == 1 else ""
        units = self.env["impact.indicator"]._fields["unit"]._description_selection(self.env)
        return [(unit, unit == "currency" and sign or name) for unit, name in units]

    def _suppressed_text(self) -> str:
        """What stands in the place of a figure that is hidden."""
        if self.privacy == "disclosive":
            return self.env._("not released")
        return self.env._("small group")

    def _format(self, value, company) -> str:
        """A number of this indicator as people read it, with its unit."""
        if not self or value is None or value is False:
            return ""
        self.ensure_one()
        if self.unit == "yes_no" and value in (0, 1):
            return self.env._("Yes") if value else self.env._("No")
        number = self._number_text(value)
        if self.unit == "currency":
            # formatLang itself would print a currency's own decimals, whatever is asked.
            # Odoo keeps the signs of all currencies at hand: none is read for a figure.
            currency = self.env["res.currency"].get_all_currencies()[company.currency_id.id]
            before = currency["position"] == "before"
            parts = (currency["symbol"], number) if before else (number, currency["symbol"])
            return "\N{NO-BREAK SPACE}".join(parts)
        unit = SYMBOLS.get(self.unit) or self._unit_after(value)
        return f"{number}\N{NO-BREAK SPACE}{unit}" if unit else number

    def _number_text(self, value) -> str:
        """A number of this indicator without its unit, as tables print it."""
        return formatLang(self.env, value, digits=self.decimals, rounding_method="HALF-UP")

    def _unit_after(self, value) -> str:
        """The unit as it follows ``value``: 1 person, 2 persons; French says 0 and 1,5 alike."""
        words = {
            "persons": (self.env._("person"), self.env._("persons")),
            "fte": (self.env._("FTE"), self.env._("FTE")),
            "years": (self.env._("year"), self.env._("years")),
            "hours": (self.env._("hour"), self.env._("hours")),
            "days": (self.env._("day"), self.env._("days")),
            "person_days": (self.env._("person-day"), self.env._("person-days")),
            "months": (self.env._("month"), self.env._("months")),
            "households": (self.env._("household"), self.env._("households")),
            "points": (self.env._("point"), self.env._("points")),
        }
        one, many = words.get(self.unit, ("", ""))
        shown = Decimal(f"{value:.{self.decimals}f}")
        rule = babel_locale_parse(self.env.lang or "en_US").plural_form
        return one if rule(shown) == "one" else many

    def _change(self, value, before):
        """Whether ``value`` is above (1), like (0) or below (-1) ``before``, as both are shown.

        None where one of them is not there: zero is a figure, False (of an empty recordset)
        and None are none.
        """
        if any(figure is None or figure is False for figure in (value, before)):
            return None
        return float_compare(value, before, precision_digits=self.decimals)

    def _evolution(self, value, before):
        """How ``value`` stands to ``before``, in the light of the wished evolution."""
        sign = {"up": 1, "down": -1}.get(self.direction)
        change = self._change(value, before)
        if not sign or change is None:
            return False
        return {1: "wished", 0: "stable", -1: "unwished"}[change * sign]

    def _shown_change(self, value, before) -> float:
        """The difference of two figures as they are shown."""
        value, before = (
            float_round(one, precision_digits=self.decimals) for one in (value, before)
        )
        return value - before

    def _change_text(self, value, before) -> str:
        """How much ``value`` is above or below ``before``, with its sign and unit.

        Of the two as they are shown: who subtracts one from the other finds the same.
        """
        change = self._change(value, before)
        if change is None or self.unit == "yes_no":
            return ""
        if not change:
            return self.env._("no change")
        sign = "+" if change > 0 else "\N{MINUS SIGN}"
        size = abs(self._shown_change(value, before))
        if self.unit == "percent":
            number = formatLang(self.env, size, digits=self.decimals, rounding_method="HALF-UP")
            return self.env._("%(change)s points", change=f"{sign}{number}")
        return f"{sign}{self._format(size, self.company_id or self.env.company)}"
