"""What a formula is made of, as its editor shows it."""

from odoo import api, fields, models

from ..engine.errors import EngineError
from ..engine.formula import parse
from .engine_messages import translated


class ImpactIndicatorVersion(models.Model):
    _inherit = "impact.indicator.version"

    formula_parts = fields.Json(
        "Parts of the formula",
        compute="_compute_formula_parts",
        help="The indicators and terms that the formula uses, and what is wrong with it.",
    )

    @api.depends_context("lang", "company")
    @api.depends(
        "kind",
        "formula",
        "indicator_id",
        "term_ids.name",
        "term_ids.filter",
        "term_ids.source_id",
        "term_ids.measure",
        "term_ids.population",
    )
    def _compute_formula_parts(self):
        for version in self:
            version.formula_parts = version._formula_parts()

    def _formula_parts(self) -> dict:
        """``parts``: codes and terms of the formula; ``error``: what is wrong, in words."""
        self.ensure_one()
        parts: list[dict] = []
        if self.kind in ("form", "survey") or not (self.formula or "").strip():
            return {"parts": parts, "error": ""}
        try:
            parsed = parse(self.formula)
        except EngineError as error:
            return {"parts": parts, "error": translated(self.env, error)}
        indicators = {i.code: i for i in self.indicator_id._by_codes(parsed.codes)}
        unknown = []
        for code in sorted(parsed.codes):
            if code in indicators:
                parts.append(self._code_part(indicators[code]))
            else:
                unknown.append(code)
        offered = self._offered_names()
        others = parsed.names - offered.keys()
        missing = others and self.env["impact.parameter"]._unknown(others)
        unknown += missing or []
        offered |= self.env["impact.parameter"]._names(others - set(unknown)) if others else {}
        parts += [
            {"code": name, "name": offered[name]}
            for name in sorted(parsed.names)
            if name in offered
        ]
        error = ""
        if unknown:
            error = self.env._("Nothing here is called “%(name)s”.", name=", ".join(unknown))
        return {"parts": parts, "error": error}

    def _offered_names(self) -> dict[str, str]:
        """Names that the formula may use besides codes, with what they mean."""
        offered = {
            "period_days": self.env._("days of the period"),
            "period_months": self.env._("months of the period"),
        }
        for term in self.term_ids.filtered("name"):
            offered[term.name] = term.source_id and term._in_words() or ""
            if term._has_base():
                offered[f"{term.name}_base"] = self.env._(
                    "all of whom it is known whether they count as “%(term)s”", term=term.name
                )
        return offered

    def _code_part(self, indicator) -> dict:
        """An indicator as the formula editor shows it, with its last figure."""
        results = self.env["impact.result"]
        last = results.has_access("read") and results.search(
            [
                ("indicator_id", "=", indicator.id),
                ("company_id", "=", self.env.company.id),
                ("scope_id", "=", self.env.company._impact_default_scope().id),
                ("cell_id.key", "=", ""),
            ],
            order="date_to desc, date_from",
            limit=1,
        )
        units = dict(indicator._fields["unit"]._description_selection(self.env))
        return {
            "id": indicator.id,
            "code": indicator.code,
            "name": indicator.name,
            "unit": units[indicator.unit],
            "figure": f"{last.shown} ({last.period_label})" if last else "",
        }
