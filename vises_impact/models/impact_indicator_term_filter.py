"""The filters of a term as the editor and people read them."""

from odoo import api, fields, models

from ..engine.errors import EngineError
from ..sources.filter_words import describe
from .engine_messages import translated
from .impact_indicator_term import STOCK_BASES


class ImpactIndicatorTerm(models.Model):
    # One file for each side of the term keeps them short.
    _inherit = "impact.indicator.term"

    filter_fields = fields.Json(
        "Fields of the filter",
        compute="_compute_filter_fields",
        help="What the filter editor offers: the allow-listed fields of the source, and no other.",
    )
    filter_text = fields.Char("What counts", compute="_compute_filter_text")

    @api.model_create_multi
    def create(self, vals_list):
        terms = super().create(vals_list)
        terms.version_id._keep_privacy()
        return terms

    def write(self, vals):
        written = super().write(vals)
        self.version_id._keep_privacy()
        return written

    @api.depends_context("lang")
    @api.depends("source_id")
    def _compute_filter_fields(self):
        for term in self:
            allowed = term.source_id.field_ids.filtered("filterable")
            term.filter_fields = {field.name: field._editor_definition() for field in allowed}

    @api.depends_context("lang")
    @api.depends("source_id", "population", "filter")
    def _compute_filter_text(self):
        for term in self:
            try:
                term.filter_text = term._filters_in_words()
            except EngineError as error:
                term.filter_text = translated(self.env, error)

    def _filters_in_words(self, period=None, whole: bool = False) -> str:
        """Population and filter in words; with an engine period, relative dates as days.

        :param whole: of all who are concerned: the population alone.
        :raises FilterError: where one of them cannot be read.
        """
        if not self.source_id:
            return ""
        texts = [
            describe(self.source_id, text, period)
            for text in dict.fromkeys((self.population, "[]" if whole else self.filter))
        ]
        return " · ".join(filter(None, texts))

    def _in_words(self, period=None, whole: bool = False) -> str:
        """What a term counts, in words, such as ``Employment, Number of people: Sex is Women``.

        :param whole: what it would count if all who are concerned did.
        """
        self.ensure_one()
        if self.source_engine == "accounts":
            formula = self._accounts_in(self.version_id.indicator_id.company_id or self.env.company)
            return self.env._("accounts %(formula)s", formula=formula)
        measure = self._label("measure")
        if self.measure_field_id:
            measure = f"{measure} ({self.measure_field_id.label})"
        counted = f"{self.source_id.name}, {measure}"
        text = self._filters_in_words(period, whole)
        if not text:
            return counted
        return self.env._("%(counted)s: %(conditions)s", counted=counted, conditions=text)

    @api.onchange("source_id")
    def _onchange_source_id(self):
        """Another source has other fields: what does not fit it goes, what is usual comes."""
        for term in self.filtered("source_id"):
            source = term.source_id
            term._keep_filters_that_fit()
            if term.measure_field_id.source_id != source:
                term.measure_field_id = False
            if source.engine == "accounts":
                term.measure = "sum"
            elif not term.measure_field_id:
                term.measure = "persons" if source.person_field else "records"
            stock = source.engine == "records" and source.time_kind == "stock"
            if stock and term.basis not in STOCK_BASES:
                term.basis = "end"
            elif source.engine == "records" and not stock:
                term.basis = "flow"

    def _keep_filters_that_fit(self):
        """Empty the filters that the source cannot read; people are the staff at first."""
        for name in ("population", "filter"):
            try:
                describe(self.source_id, self[name])
            except EngineError:
                self[name] = "[]"
        names = self.source_id.field_ids.filtered("filterable").mapped("name")
        if self.population in (False, "[]") and "is_staff" in names:
            self.population = "[('is_staff', '=', True)]"

    @api.onchange("measure")
    def _onchange_measure(self):
        for term in self.filtered(lambda t: t.measure in ("persons", "records")):
            term.measure_field_id = False
