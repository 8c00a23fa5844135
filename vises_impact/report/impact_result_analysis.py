import ast

from odoo import api, fields, models
from odoo.tools import SQL

from ..models.figure import Figure
from ..models.impact_indicator import THEMES
from ..models.impact_place import PLACE
from ..models.impact_result import STATUSES

# The figures of a row, by the table that holds them.
FIGURES = {"value": "result", "before": "earlier", "target": "aim"}
NOT_TOTALLED = ("count", "count_distinct", "array_agg", "array_agg_distinct")

# The rows of a group as one figure per organisation, then as one for all of them; NULL for
# several scopes of one, for agreements, which may overlap, and for different currencies.
TOTAL = """
WITH part AS (
    SELECT result.company_id, result.organisation_id, result.scope_id, result.period_type,
           result.date_from, result.date_to, version.ratio_factor,
           version.aggregation_time, version.aggregation_organisation,
           CASE WHEN indicator.unit = 'currency' THEN company.currency_id ELSE 0 END
                AS currency_id,
           %(figure)s AS figure, %(numerator)s AS part, %(denominator)s AS whole,
           %(counts)s AS counts
      FROM impact_result result
      JOIN impact_indicator_version version ON version.id = result.version_id
      JOIN impact_indicator indicator ON indicator.id = result.indicator_id
      JOIN res_company company ON company.id = result.company_id
           %(join)s
     WHERE result.id = ANY(%(ids)s)
)
SELECT CASE
       WHEN COUNT(*) = 1 THEN MAX(one.figure)
       WHEN COUNT(one.figure) < COUNT(*) OR MIN(one.method) IN ('none', 'last') THEN NULL
       WHEN COUNT(one.part) = COUNT(*) AND COUNT(one.whole) = COUNT(*)
       THEN ROUND(MIN(one.factor) * SUM(one.part) / NULLIF(SUM(one.whole), 0), 6)
       WHEN MIN(one.method) = 'sum' THEN SUM(one.figure)
       WHEN MIN(one.method) = 'average' THEN ROUND(AVG(one.figure), 6)
       END
  FROM (SELECT CASE
               WHEN COUNT(*) = 1 THEN MAX(figure)
               WHEN MIN(aggregation_time) = 'last'
               THEN (ARRAY_AGG(figure ORDER BY date_to DESC, date_from DESC))[1]
               WHEN COUNT(figure) < COUNT(*) OR MIN(aggregation_time) = 'none' THEN NULL
               WHEN COUNT(part) = COUNT(*) AND COUNT(whole) = COUNT(*)
               THEN ROUND(MIN(ratio_factor) * SUM(part) / NULLIF(SUM(whole), 0), 6)
               WHEN MIN(aggregation_time) = 'sum' THEN SUM(figure)
               WHEN MIN(aggregation_time) = 'average'
               THEN ROUND(SUM(figure * (date_to - date_from + 1))
                          / SUM(date_to - date_from + 1), 6)
               END AS figure,
               CASE WHEN MIN(aggregation_time) = 'last'
               THEN (ARRAY_AGG(part ORDER BY date_to DESC, date_from DESC))[1]
               ELSE SUM(part) END AS part,
               CASE WHEN MIN(aggregation_time) = 'last'
               THEN (ARRAY_AGG(whole ORDER BY date_to DESC, date_from DESC))[1]
               ELSE SUM(whole) END AS whole,
               MIN(aggregation_organisation) AS method, MIN(ratio_factor) AS factor
          FROM part
         WHERE counts
         GROUP BY organisation_id) one
 WHERE (SELECT MIN(currency_id) = MAX(currency_id)
               AND COUNT(DISTINCT (company_id, organisation_id, scope_id))
                   = COUNT(DISTINCT organisation_id)
               AND (MIN(period_type) <> 'agreement' OR COUNT(*) = COUNT(DISTINCT organisation_id))
          FROM part)
"""

# The figure of the period before, as long as this one; and the target, of totals only.
EARLIER = """
LEFT JOIN impact_result earlier ON %s AND earlier.cell_id = result.cell_id
      AND earlier.date_to = result.date_from - 1
      AND earlier.date_from = (result.date_from - CASE result.period_type
          WHEN 'month' THEN INTERVAL '1 month'
          WHEN 'quarter' THEN INTERVAL '3 months'
          WHEN 'half_year' THEN INTERVAL '6 months'
          WHEN 'agreement' THEN NULL
          ELSE INTERVAL '1 year' END)::date
"""
AIM = """
LEFT JOIN impact_target aim ON %s AND result.cell_id IN (
          SELECT id FROM impact_cell WHERE COALESCE(key, '') = ''
     )
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
    before = TotalFigure(
        "Period before",
        digits=(16, 2),
        readonly=True,
        # Who accompanies an assessment sees the figures of its own periods.
        groups="vises_impact.group_board_reader",
        help="The figure of the period before, as long as this one.",
    )
    symbol = fields.Char(
        "Currency", readonly=True, help="The sign of the currency, where the figure is an amount."
    )
    target = TotalFigure("Target", digits=(16, 2), readonly=True)
    absence = fields.Integer(
        "Why no figure",
        readonly=True,
        aggregator="max",
        help="1 not measured, 2 not released, 3 a small group.",
    )
    theme = fields.Selection(THEMES, readonly=True)
    unit = fields.Selection(lambda self: self.env["impact.indicator"]._units(), readonly=True)
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
        # No ``exact_*`` column is read here: a domain or a group cannot reach them. Tables are
        # few: beyond eight, with those of a domain, PostgreSQL no longer seeks the best order.
        # It leaves out those that are joined by ``LEFT`` and not asked for.
        place = SQL(", ").join(SQL.identifier("result", name) for name in PLACE)
        return SQL(
            """
            SELECT result.id, result.id AS result_id, %s, result.cell_id, result.version_id,
                   result.theme, indicator.code, indicator.unit, result.status, result.state, result.origin,
                   result.provisional, result.value, earlier.value AS before,
                   aim.value AS target,
                   CASE WHEN result.status = 'missing' THEN 1
                        WHEN result.status <> 'suppressed' THEN 0
                        WHEN indicator.privacy = 'disclosive' THEN 2
                        ELSE 3 END AS absence,
                   CASE WHEN indicator.unit = 'currency' THEN (
                        SELECT currency.symbol FROM res_company company
                          JOIN res_currency currency ON currency.id = company.currency_id
                         WHERE company.id = result.company_id
                   ) END AS symbol,
                   EXISTS (
                        SELECT FROM impact_assessment_indicator line
                          JOIN impact_assessment assessment ON assessment.id = line.assessment_id
                         WHERE line.indicator_id = result.indicator_id
                           AND assessment.company_id = result.company_id
                           AND assessment.scope_id = result.scope_id
                           AND assessment.active
                   ) AS is_followed
              FROM impact_result result
              LEFT JOIN impact_indicator indicator ON indicator.id = result.indicator_id
              %s
              %s
            """,
            place,
            self._join("earlier"),
            self._join("aim"),
        )

    def _join(self, table: str) -> SQL:
        """What joins the table of a figure to that of results; nothing for these themselves."""
        kept = [name for name in PLACE if not name.startswith("date_")]
        joins = {
            "earlier": SQL(EARLIER, self._same("earlier", kept)),
            "aim": SQL(AIM, self._same("aim", PLACE)),
        }
        return joins.get(table, SQL())

    def _same(self, table: str, names) -> SQL:
        """That a row of the table has the same values there as the result."""
        return SQL(" AND ").join(
            SQL("%s = %s", SQL.identifier(table, name), SQL.identifier("result", name))
            for name in names
        )

    @api.model
    def _read_group_select(self, aggregate_spec, query) -> SQL:
        if aggregate_spec == "__count":
            return super()._read_group_select(aggregate_spec, query)
        name, _separator, function = aggregate_spec.partition(":")
        if name == "absence":
            names = ["indicator_id", *self._one_period()]
            same = SQL(" AND ").join(self._is_one(name) for name in names)
            absence = super()._read_group_select(aggregate_spec, query)
            return SQL("CASE WHEN %s THEN %s END", same, absence)
        if name not in FIGURES or function in NOT_TOTALLED:
            return super()._read_group_select(aggregate_spec, query)
        # Checks, as the ORM does, that the reader may read the field.
        self._field_to_sql(self._table, name, query)
        return self._total(name)

    def _total(self, name: str) -> SQL:
        """The figure of a group of rows, whatever function was asked for; NULL for none."""
        table = FIGURES[name]
        if name == "target":  # nobody typed any parts
            numerator = denominator = SQL("NULL::numeric")
            counts = SQL("aim.value IS NOT NULL")
        else:
            numerator = SQL.identifier(table, "numerator")
            denominator = SQL.identifier(table, "denominator")
            status = SQL.identifier(table, "status")
            counts = SQL("COALESCE(%s, 'missing') <> 'not_applicable'", status)
        total = SQL(
            TOTAL,
            figure=SQL.identifier(table, "value"),
            counts=counts,
            numerator=numerator,
            denominator=denominator,
            join=self._join(table),
            ids=SQL("ARRAY_AGG(%s)", SQL.identifier(self._table, "id")),
        )
        figure = SQL("MAX(%s)", SQL.identifier(self._table, name))
        return SQL(
            "CASE WHEN COUNT(*) = 1 THEN %s WHEN %s THEN (%s) END",
            figure,
            self._may_be_one_thing(name),
            total,
        )

    def _may_be_one_thing(self, figure: str) -> SQL:
        """Whether the rows of a group may be totalled, as far as is seen at a glance.

        It keeps groups of many things, such as those of a first look, from being read
        once more. Several periods have no period before.
        """
        period = ["date_to"] if figure == "before" else self._one_period()
        names = ["version_id", "cell_id", "period_type", *period]
        same = [self._is_one(name) for name in names]
        scopes = SQL("(%s OR NOT %s)", self._is_one("scope_id"), self._is_one("organisation_id"))
        return SQL(" AND ").join([*same, scopes])

    def _one_period(self) -> list[str]:
        """What else has to be the same where nothing is told of several periods."""
        return ["date_to"] if self.env.context.get("one_period") else []

    def _is_one(self, name: str) -> SQL:
        """Whether the rows of a group have one value there."""
        column = SQL.identifier(self._table, name)
        return SQL("MIN(%s) = MAX(%s)", column, column)

    @api.model
    def action_open(self):
        """The analysis of all figures; its graph begins with one that the reader follows."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "vises_impact.impact_result_analysis_action"
        )
        first = self.search(
            [
                ("cell_id.key", "=", ""),
                ("scope_id.kind", "=", "enterprise"),
                ("period_type", "=", "year"),
                ("value", "!=", False),
            ],
            order="is_followed desc, date_to desc, indicator_id",
            limit=1,
        )
        context = ast.literal_eval(action["context"])
        context["searchpanel_default_indicator_id"] = first.indicator_id.id
        return {**action, "context": context}

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
