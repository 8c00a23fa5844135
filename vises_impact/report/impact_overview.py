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
            WITH current AS (
                SELECT DISTINCT ON (company_id) id, company_id
                  FROM impact_assessment
                 WHERE active
                 ORDER BY company_id, state = 'open' DESC, date_to DESC, id DESC
            ), chosen AS (
                SELECT company_id, indicator_id FROM impact_indicator_setting WHERE is_key
            ), key AS (
                SELECT company_id, indicator_id FROM chosen
                 UNION
                SELECT current.company_id, line.indicator_id
                  FROM current
                  JOIN impact_assessment_indicator line ON line.assessment_id = current.id
                 WHERE NOT EXISTS (
                        SELECT FROM chosen WHERE chosen.company_id = current.company_id)
            ), wanted AS (
                SELECT company_id, indicator_id, BOOL_OR(is_key) AS is_key
                  FROM (
                        SELECT company_id, indicator_id, TRUE AS is_key FROM key
                         UNION ALL
                        SELECT id, impact_digest_first_id, FALSE FROM res_company
                         WHERE impact_digest_first_id IS NOT NULL
                         UNION ALL
                        SELECT id, impact_digest_second_id, FALSE FROM res_company
                         WHERE impact_digest_second_id IS NOT NULL
                       ) every
                 GROUP BY company_id, indicator_id
            ), known AS (
                -- A look into the unique index for each of them.
                SELECT wanted.company_id, wanted.indicator_id, type.name AS period_type,
                       last.period
                  FROM wanted
                  JOIN res_company company ON company.id = wanted.company_id
                  JOIN impact_scope scope ON scope.company_id = company.id AND scope.is_default
                  JOIN impact_cell cell ON cell.key = ''
                 CROSS JOIN (VALUES %(types)s) AS type(name, number)
                 CROSS JOIN LATERAL (
                        SELECT ARRAY[result.date_to, result.date_from] AS period
                          FROM impact_result result
                         WHERE result.indicator_id = wanted.indicator_id
                           AND result.company_id = company.id
                           AND result.organisation_id = company.partner_id
                           AND result.scope_id = scope.id
                           AND result.period_type = type.name
                           AND result.cell_id = cell.id
                           AND result.date_to < %(today)s
                           AND result.status IN ('measured', 'estimated', 'suppressed')
                         ORDER BY result.date_from DESC
                         LIMIT 1
                       ) last
            ), latest AS (
                SELECT company_id, period_type, MAX(period) AS period
                  FROM known GROUP BY company_id, period_type
            )
            SELECT (wanted.company_id::bigint * %(indicators)s + wanted.indicator_id)
                        * %(types_at_most)s + type.number AS id,
                   wanted.company_id, wanted.indicator_id, company.partner_id AS organisation_id,
                   scope.id AS scope_id, type.name AS period_type,
                   COALESCE(latest.period[2], %(year_start)s) AS date_from,
                   COALESCE(latest.period[1], %(year_end)s) AS date_to,
                   wanted.is_key, indicator.code, indicator.theme, indicator.unit,
                   COALESCE(line.sequence, 1000) AS sequence
              FROM wanted
              JOIN res_company company ON company.id = wanted.company_id
              JOIN impact_scope scope ON scope.company_id = company.id AND scope.is_default
              JOIN impact_indicator indicator
                   ON indicator.id = wanted.indicator_id AND indicator.active
             CROSS JOIN (VALUES %(types)s) AS type(name, number)
              LEFT JOIN latest
                     ON latest.company_id = company.id AND latest.period_type = type.name
              LEFT JOIN known
                     ON known.company_id = company.id AND known.period_type = type.name
                    AND known.indicator_id = wanted.indicator_id
              LEFT JOIN current ON current.company_id = company.id
              LEFT JOIN impact_assessment_indicator line
                     ON line.assessment_id = current.id
                    AND line.indicator_id = wanted.indicator_id
             WHERE type.name = 'year' OR known.period IS NOT NULL
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
