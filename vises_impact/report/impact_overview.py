"""The company's key indicators, each with the period that the overview shows."""

from odoo import api, fields, models
from odoo.tools import SQL

from ..models.impact_indicator import THEMES, UNITS

PERIOD_TYPES = ("year", "quarter", "month")
# Parts of a row's id, so that a key indicator of a company keeps its id from read to read.
ID_TYPES, ID_INDICATORS = 8, 1 << 20


class ImpactOverview(models.Model):
    """One row per company, key indicator and kind of period: which figures its card shows.

    Key are the indicators that the company has chosen; until it chooses some, those of its
    latest assessment, an open one first. The period is the last one that is over and of which anything is
    known, the same for all cards, so that a figure that is not there yet is seen to be
    missing. Figures stand here nowhere: ``impact_overview_figures`` reads them as the reader
    may see them.
    """

    _name = "impact.overview"
    _description = "Overview"
    _inherit = ["impact.place"]
    _auto = False
    _rec_name = "indicator_id"
    _order = "company_id, sequence, code, id"
    _depends = {
        "impact.assessment": ["active", "company_id", "date_to", "state"],
        "impact.assessment.indicator": ["assessment_id", "indicator_id", "sequence"],
        "impact.cell": ["key"],
        "impact.indicator": ["active", "code", "theme", "unit"],
        "impact.indicator.setting": ["company_id", "indicator_id", "is_key"],
        "impact.result": ["indicator_id", "company_id", "organisation_id", "scope_id"]
        + ["period_type", "date_from", "date_to", "cell_id", "status"],
        "impact.scope": ["company_id", "is_default"],
        "res.company": ["partner_id", "impact_digest_first_id", "impact_digest_second_id"],
    }

    indicator_id = fields.Many2one(readonly=True)
    code = fields.Char(readonly=True)
    name = fields.Char(related="indicator_id.name")
    sequence = fields.Integer(readonly=True)
    is_key = fields.Boolean(
        "Key indicator", readonly=True, help="Otherwise it is in the digest only."
    )
    theme = fields.Selection(THEMES, readonly=True)
    unit = fields.Selection(UNITS, readonly=True)
    period_type = fields.Selection(readonly=True)

    @property
    def _table_query(self) -> SQL:
        today = fields.Date.context_today(self)
        types = SQL(", ").join(
            SQL("(%s, %s)", name, number) for number, name in enumerate(PERIOD_TYPES)
        )
        return SQL(
            """
            WITH followed AS (
                SELECT current.company_id, line.indicator_id,
                       ROW_NUMBER() OVER (
                           PARTITION BY line.assessment_id ORDER BY line.sequence, line.id
                       ) AS sequence
                  FROM (
                        SELECT DISTINCT ON (company_id) id, company_id
                          FROM impact_assessment
                         WHERE active
                         ORDER BY company_id, state = 'open' DESC, date_to DESC, id DESC
                       ) current
                  JOIN impact_assessment_indicator line ON line.assessment_id = current.id
            ), chosen AS (
                SELECT company_id, indicator_id FROM impact_indicator_setting WHERE is_key
            ), wanted AS (
                -- NULL is neither key nor in the digest: it says the order of those that are.
                SELECT company_id, indicator_id, BOOL_OR(is_key) AS is_key,
                       COALESCE(MIN(sequence), 1000) AS sequence
                  FROM (
                        SELECT company_id, indicator_id, NULL AS sequence, TRUE AS is_key
                          FROM chosen
                         UNION ALL
                        SELECT company_id, indicator_id, sequence,
                               NULLIF(company_id NOT IN (SELECT company_id FROM chosen), FALSE)
                          FROM followed
                         UNION ALL
                        SELECT company.id, digest.indicator_id, NULL, FALSE
                          FROM res_company company
                         CROSS JOIN UNNEST(ARRAY[impact_digest_first_id, impact_digest_second_id])
                               AS digest(indicator_id)
                       ) every
                 GROUP BY company_id, indicator_id
                HAVING BOOL_OR(is_key) IS NOT NULL
            )
            SELECT (company.id::bigint * %(indicators)s + indicator.id)
                        * %(types_at_most)s + type.number AS id,
                   company.id AS company_id, indicator.id AS indicator_id,
                   company.partner_id AS organisation_id, scope.id AS scope_id,
                   type.name AS period_type,
                   COALESCE((MAX(last.period) OVER alike)[2], %(year_start)s) AS date_from,
                   COALESCE((MAX(last.period) OVER alike)[1], %(year_end)s) AS date_to,
                   wanted.is_key, indicator.code, indicator.theme, indicator.unit,
                   wanted.sequence
              FROM wanted
              JOIN res_company company ON company.id = wanted.company_id
              JOIN impact_scope scope ON scope.company_id = company.id AND scope.is_default
              JOIN impact_indicator indicator
                   ON indicator.id = wanted.indicator_id AND indicator.active
             CROSS JOIN (VALUES %(types)s) AS type(name, number)
              -- A look into the unique index for each of them.
              LEFT JOIN LATERAL (
                    SELECT ARRAY[result.date_to, result.date_from] AS period
                      FROM impact_result result
                     WHERE result.indicator_id = indicator.id
                       AND result.company_id = company.id
                       AND result.organisation_id = company.partner_id
                       AND result.scope_id = scope.id
                       AND result.period_type = type.name
                       AND result.cell_id = (SELECT id FROM impact_cell WHERE key = '')
                       AND result.date_to < %(today)s
                       AND result.status IN ('measured', 'estimated', 'suppressed')
                     ORDER BY result.date_from DESC
                     LIMIT 1
                   ) last ON TRUE
             WHERE type.name = 'year' OR last.period IS NOT NULL
            WINDOW alike AS (PARTITION BY company.id, type.name)
            """,
            today=today,
            year_start=today.replace(year=today.year - 1, month=1, day=1),
            year_end=today.replace(year=today.year - 1, month=12, day=31),
            indicators=ID_INDICATORS,
            types_at_most=ID_TYPES,
            types=types,
        )

    @api.model
    def _key_indicators(self, company):
        """The key indicators of a company, chosen or proposed, in the order of its overview."""
        domain = [("company_id", "=", company.id), ("is_key", "=", True)]
        return self.search([*domain, ("period_type", "=", "year")]).indicator_id

    def action_open_results(self):
        """The results behind the card, all periods of its kind, under the reader's rights."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "vises_impact.impact_result_analysis_action"
        )
        return {
            **action,
            "name": self.indicator_id.display_name,
            "path": False,
            "view_mode": "list,graph,pivot",
            "views": [(False, "list"), (False, "graph"), (False, "pivot")],
            "domain": [
                ("indicator_id", "=", self.indicator_id.id),
                ("company_id", "=", self.company_id.id),
            ],
            "context": {
                "search_default_totals": 1,
                "search_default_whole_enterprise": 1,
                f"search_default_{self.period_type}": 1,
            },
        }

    def action_unstar(self):
        """Take the indicator off the overview."""
        self.ensure_one()
        self.indicator_id.with_company(self.company_id).action_toggle_key()
        return {"type": "ir.actions.client", "tag": "soft_reload"}
