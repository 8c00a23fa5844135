import functools

from odoo import api, fields, models
from odoo.tools import SQL

from ..models.figure import Figure
from ..models.impact_indicator import THEMES, UNITS
from ..models.impact_place import PLACE
from ..models.impact_result import STATUSES

FIGURES = ("value", "target")
# Why figures of an indicator are not there, as numbers of them.
ABSENCES = ("missing", "hidden", "withheld")
NOT_TOTALLED = ("count", "count_distinct", "array_agg", "array_agg_distinct")

# The parts of a group as one figure per organisation, then as one for all of them.
OVER_ORGANISATIONS = """
SELECT CASE
       WHEN COUNT(*) = 1 THEN MAX(one.value)
       WHEN COUNT(one.value) < COUNT(*) OR %(organisation)s IN ('none', 'last') THEN NULL
       WHEN COUNT(one.numerator) = COUNT(*) AND COUNT(one.denominator) = COUNT(*)
       THEN ROUND(%(factor)s * SUM(one.numerator) / NULLIF(SUM(one.denominator), 0), 6)
       WHEN %(organisation)s = 'sum' THEN SUM(one.value)
       WHEN %(organisation)s = 'average' THEN ROUND(AVG(one.value), 6)
       END
  FROM (SELECT CASE
               WHEN COUNT(*) = 1 THEN MAX(part.value)
               WHEN %(time)s = 'last'
               THEN (ARRAY_AGG(part.value ORDER BY part.stop DESC, part.start DESC))[1]
               WHEN COUNT(part.value) < COUNT(*) OR %(time)s = 'none' THEN NULL
               WHEN COUNT(part.numerator) = COUNT(*) AND COUNT(part.denominator) = COUNT(*)
               THEN ROUND(
                    %(factor)s * SUM(part.numerator) / NULLIF(SUM(part.denominator), 0), 6)
               WHEN %(time)s = 'sum' THEN SUM(part.value)
               WHEN %(time)s = 'average'
               THEN ROUND(SUM(part.value * (part.stop - part.start + 1))
                          / SUM(part.stop - part.start + 1), 6)
               END AS value,
               CASE WHEN %(time)s = 'last'
               THEN (ARRAY_AGG(part.numerator ORDER BY part.stop DESC, part.start DESC))[1]
               ELSE SUM(part.numerator) END AS numerator,
               CASE WHEN %(time)s = 'last'
               THEN (ARRAY_AGG(part.denominator ORDER BY part.stop DESC, part.start DESC))[1]
               ELSE SUM(part.denominator) END AS denominator
          FROM UNNEST(%(organisations)s, %(starts)s, %(ends)s, %(counts)s,
                      %(values)s, %(numerators)s, %(denominators)s)
               AS part(organisation, start, stop, counts, value, numerator, denominator)
         WHERE part.counts
         GROUP BY part.organisation) one
"""


class TotalFigure(Figure):
    """A figure whose groups have totals that its model works out.

    Screens are told that it can be totalled. Odoo's export of grouped lists, which would
    add up or average by itself, is not.
    """

    def _description_aggregator(self, env):
        return "avg"


class ImpactResultAnalysis(models.Model):
    """Results for pivots, graphs and grouped lists, with totals that are right.

    One row per result, with the figures as shown inside the company. The total of a group
    is worked out as the definition says (``engine.aggregation``): over time within each
    organisation first, then over organisations. It is empty, never zero,

    - for different indicators, definitions, breakdowns, kinds of period or currencies,
      for several scopes of an organisation, and for agreement periods, which may overlap;
    - where one of its parts is missing or hidden: an estimate from the others would have
      to be marked as one, and a cell of a pivot cannot. Parts that are not applicable are
      left out. Of a stock, only the latest counts.
    """

    _name = "impact.result.analysis"
    _description = "Results analysis"
    _inherit = ["impact.place"]
    _auto = False
    _rec_name = "indicator_id"
    _order = "date_to desc, indicator_id, scope_id, cell_id, id"
    _depends = {
        "impact.result": [*PLACE, "cell_id", "version_id", "status", "state", "origin"]
        + ["value", "numerator", "denominator", "theme", "provisional"],
        "impact.target": [*PLACE, "value"],
        "impact.indicator": ["code", "privacy", "unit"],
        "impact.indicator.version": [
            "aggregation_time",
            "aggregation_organisation",
            "ratio_factor",
        ],
        "impact.assessment": ["active", "company_id", "scope_id"],
        "impact.assessment.indicator": ["assessment_id", "indicator_id"],
        "impact.cell": ["key"],
        "res.company": ["currency_id"],
        "res.currency": ["symbol"],
    }

    indicator_id = fields.Many2one(readonly=True)
    code = fields.Char(readonly=True)
    is_followed = fields.Boolean(
        "Followed",
        readonly=True,
        help="An assessment of the company evaluates this indicator in this scope.",
    )
    cell_id = fields.Many2one("impact.cell", "Breakdown", readonly=True)
    result_id = fields.Many2one("impact.result", readonly=True)
    value = TotalFigure("Figure", digits=(16, 2), readonly=True)
    symbol = fields.Char(
        "Currency", readonly=True, help="The sign of the currency, where the figure is an amount."
    )
    target = TotalFigure("Target", digits=(16, 2), readonly=True)
    missing = fields.Integer("Not measured", readonly=True)
    hidden = fields.Integer("Small groups", readonly=True)
    withheld = fields.Integer("Not released", readonly=True)
    theme = fields.Selection(THEMES, readonly=True)
    unit = fields.Selection(UNITS, readonly=True)
    status = fields.Selection(STATUSES, readonly=True)
    state = fields.Selection(
        lambda self: self.env["impact.result"]._fields["state"].selection, readonly=True
    )
    origin = fields.Selection(
        lambda self: self.env["impact.result"]._fields["origin"].selection, readonly=True
    )
    provisional = fields.Boolean(readonly=True)
    shown = fields.Char("As shown", related="result_id.shown")

    @property
    def _table_query(self) -> SQL:
        # No ``exact_*`` column is read here: a domain or a group cannot reach them.
        place = SQL(", ").join(SQL.identifier("result", name) for name in PLACE)
        same_place = SQL(" AND ").join(
            SQL("%s = %s", SQL.identifier("aim", name), SQL.identifier("result", name))
            for name in PLACE
        )
        return SQL(
            """
            SELECT result.id, result.id AS result_id, %s, result.cell_id, result.version_id,
                   result.theme, indicator.code, indicator.unit, result.status, result.state, result.origin,
                   result.provisional, result.value, aim.value AS target,
                   (result.status = 'missing')::int AS missing,
                   (result.status = 'suppressed' AND indicator.privacy <> 'disclosive')::int
                        AS hidden,
                   (result.status = 'suppressed' AND indicator.privacy = 'disclosive')::int
                        AS withheld,
                   result.numerator, result.denominator, version.ratio_factor,
                   version.aggregation_time, version.aggregation_organisation,
                   CASE WHEN indicator.unit = 'currency' THEN company.currency_id ELSE 0 END
                        AS currency_id,
                   currency.symbol,
                   EXISTS (
                        SELECT FROM impact_assessment_indicator line
                          JOIN impact_assessment assessment ON assessment.id = line.assessment_id
                         WHERE line.indicator_id = result.indicator_id
                           AND assessment.company_id = result.company_id
                           AND assessment.scope_id = result.scope_id
                           AND assessment.active
                   ) AS is_followed
              FROM impact_result result
              JOIN impact_indicator indicator ON indicator.id = result.indicator_id
              JOIN impact_indicator_version version ON version.id = result.version_id
              JOIN impact_cell cell ON cell.id = result.cell_id
              JOIN res_company company ON company.id = result.company_id
              LEFT JOIN res_currency currency
                     ON currency.id = company.currency_id AND indicator.unit = 'currency'
              LEFT JOIN impact_target aim ON COALESCE(cell.key, '') = '' AND %s
            """,
            place,
            same_place,
        )

    @api.model
    def _read_group_select(self, aggregate_spec, query) -> SQL:
        if aggregate_spec == "__count":
            return super()._read_group_select(aggregate_spec, query)
        name, _separator, function = aggregate_spec.partition(":")
        if name in ABSENCES:
            indicator = SQL.identifier(self._table, "indicator_id")
            number = super()._read_group_select(aggregate_spec, query)
            return SQL("CASE WHEN MIN(%s) = MAX(%s) THEN %s END", indicator, indicator, number)
        if name not in FIGURES or function in NOT_TOTALLED:
            return super()._read_group_select(aggregate_spec, query)
        # Checks, as the ORM does, that the reader may read the field.
        self._field_to_sql(self._table, name, query)
        return self._total(name)

    def _total(self, name: str) -> SQL:
        """The figure of a group of rows, whatever function was asked for; NULL for none."""
        column = functools.partial(SQL.identifier, self._table)
        value, status = column(name), column("status")
        if name == "value":
            counts = SQL("%s <> 'not_applicable'", status)
            numerator, denominator = column("numerator"), column("denominator")
        else:  # of a target, nobody typed any parts
            counts = SQL("%s IS NOT NULL", status)
            numerator = denominator = SQL("NULLIF(%s, %s)", value, value)
        total = SQL(
            OVER_ORGANISATIONS,
            time=SQL("MIN(%s)", column("aggregation_time")),
            organisation=SQL("MIN(%s)", column("aggregation_organisation")),
            factor=SQL("MIN(%s)", column("ratio_factor")),
            organisations=SQL("ARRAY_AGG(%s)", column("organisation_id")),
            starts=SQL("ARRAY_AGG(%s)", column("date_from")),
            ends=SQL("ARRAY_AGG(%s)", column("date_to")),
            counts=SQL("ARRAY_AGG(%s)", counts),
            values=SQL("ARRAY_AGG(%s)", value),
            numerators=SQL("ARRAY_AGG(%s)", numerator),
            denominators=SQL("ARRAY_AGG(%s)", denominator),
        )
        return SQL("CASE WHEN %s THEN (%s) END", self._one_thing(), total)

    def _one_thing(self) -> SQL:
        """Whether the rows of a group tell of the same thing, so that they may be totalled."""
        column = functools.partial(SQL.identifier, self._table)
        same = SQL(" AND ").join(
            SQL("MIN(%s) = MAX(%s)", column(name), column(name))
            for name in ("version_id", "cell_id", "period_type", "currency_id")
        )
        organisations = SQL("COUNT(DISTINCT %s)", column("organisation_id"))
        return SQL(
            """
            %(same)s
            AND COUNT(DISTINCT (%(company)s, %(organisation)s, %(scope)s)) = %(organisations)s
            AND (MIN(%(period_type)s) <> 'agreement' OR COUNT(*) = %(organisations)s)
            """,
            same=same,
            organisations=organisations,
            company=column("company_id"),
            organisation=column("organisation_id"),
            scope=column("scope_id"),
            period_type=column("period_type"),
        )

    def action_open_result(self):
        """The result behind the row, with its definition and its proof."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "impact.result",
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }
