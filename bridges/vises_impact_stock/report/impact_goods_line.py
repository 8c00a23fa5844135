from odoo import fields, models
from odoo.tools import SQL

from ..models.impact_mapping import MOVEMENTS

KG_OF_POUND = 0.45359237


class ImpactGoodsLine(models.Model):
    """One row per line of a done stock move by which goods come in or go out.

    In or out of the company's own places: moves between them, corrections of the
    inventory and production are left out. What a row counts as follows from its
    operation type, or from that of the move that it takes back: a return counts
    against it. What is scrapped is disposed of.

    ``weight`` is in tonnes. A product counted in a unit of weight weighs what it says;
    any other, the weight on its form as of today; without one, nobody knows.
    """

    _name = "impact.goods.line"
    _description = "Goods line"
    _auto = False
    _order = "date"
    _depends = {
        "stock.move.line": [
            "company_id",
            "date",
            "location_dest_id",
            "location_id",
            "move_id",
            "product_id",
            "quantity_product_uom",
            "state",
        ],
        "stock.move": ["origin_returned_move_id", "picking_type_id", "scrap_id"],
        "stock.location": ["company_id", "usage"],
        "product.product": ["product_tmpl_id", "weight"],
        "product.template": ["uom_id"],
        "uom.uom": ["factor", "parent_path"],
        "ir.config_parameter": ["key", "value"],
        "impact.mapping": ["company_id", "movement", "operation_type_id"],
        "res.company": ["resource_calendar_id"],
        "resource.calendar": ["tz"],
    }

    company_id = fields.Many2one("res.company", readonly=True)
    date = fields.Date(readonly=True)
    product_id = fields.Many2one("product.product", readonly=True)
    movement = fields.Selection(MOVEMENTS, readonly=True)
    weight = fields.Float("Weight in tonnes", readonly=True)
    weight_known = fields.Boolean(readonly=True)

    @property
    def _table_query(self) -> SQL:
        kilogram = self.env.ref("uom.product_uom_kgm", raise_if_not_found=False)
        return SQL(
            """
            SELECT crossing.id, crossing.company_id, crossing.date, crossing.product_id,
                   crossing.movement, weighed.weight, weighed.weight IS NOT NULL AS weight_known
              FROM (%(crossings)s) crossing
              JOIN product_product product ON product.id = crossing.product_id
              JOIN product_template template ON template.id = product.product_tmpl_id
              JOIN uom_uom unit ON unit.id = template.uom_id
              LEFT JOIN uom_uom kilogram ON kilogram.id = %(kilogram)s
             CROSS JOIN LATERAL (
                    SELECT crossing.quantity
                           * CASE WHEN crossing.is_in = (crossing.movement = 'collected')
                                  THEN 1 ELSE -1 END
                           * CASE WHEN split_part(unit.parent_path, '/', 1)
                                     = split_part(kilogram.parent_path, '/', 1)
                                  THEN unit.factor / kilogram.factor
                                  WHEN product.weight > 0
                                  THEN product.weight * %(unit_of_weights)s END
                           / 1000 AS weight
                   ) weighed
            """,
            crossings=self._crossings(),
            kilogram=kilogram.id if kilogram else None,
            unit_of_weights=SQL(
                """(SELECT CASE WHEN max(value) = '1' THEN %s ELSE 1 END
                      FROM ir_config_parameter WHERE key = 'product.weight_in_lbs')""",
                KG_OF_POUND,
            ),
        )

    def _crossings(self) -> SQL:
        """Lines that come in or go out, with their day and what they count as."""
        return SQL(
            """
            SELECT line.id, line.company_id, line.product_id,
                   line.quantity_product_uom AS quantity, place.to_own AS is_in,
                   (line.date AT TIME ZONE 'UTC'
                    AT TIME ZONE COALESCE(calendar.tz, 'UTC'))::date AS date,
                   CASE WHEN move.scrap_id IS NOT NULL THEN 'disposed'
                        ELSE mapping.movement END AS movement
              FROM stock_move_line line
              JOIN stock_move move ON move.id = line.move_id
              -- A return of a return goes the way of the first move again.
              LEFT JOIN stock_move origin ON origin.id = move.origin_returned_move_id
              LEFT JOIN stock_move first ON first.id = origin.origin_returned_move_id
              LEFT JOIN impact_mapping mapping
                     ON mapping.operation_type_id = COALESCE(
                            first.picking_type_id, origin.picking_type_id, move.picking_type_id)
                    AND mapping.company_id = line.company_id
              JOIN stock_location source ON source.id = line.location_id
              JOIN stock_location target ON target.id = line.location_dest_id
              JOIN res_company company ON company.id = line.company_id
              LEFT JOIN resource_calendar calendar ON calendar.id = company.resource_calendar_id
             CROSS JOIN LATERAL (
                    SELECT source.usage = 'internal'
                           OR source.usage = 'transit'
                              AND source.company_id IS NOT DISTINCT FROM line.company_id
                           AS from_own,
                           target.usage = 'internal'
                           OR target.usage = 'transit'
                              AND target.company_id IS NOT DISTINCT FROM line.company_id
                           AS to_own
                   ) place
             WHERE line.state = 'done'
               AND place.from_own <> place.to_own
               AND 'production' NOT IN (source.usage, target.usage)
               AND (move.scrap_id IS NOT NULL OR move.picking_type_id IS NOT NULL)
            """
        )
