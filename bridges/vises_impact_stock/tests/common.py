from odoo.addons.vises_impact.tests.common import ImpactCommon

OPERATIONS = {
    "round": ("incoming", "collected"),
    "depot": ("incoming", "collected"),
    "shop": ("outgoing", "reused"),
    "recycler": ("outgoing", "recycled"),
    "tip": ("outgoing", "disposed"),
    "supplies": ("incoming", "none"),
    "new": ("outgoing", None),
}
"""Operation types: Odoo's kind, and what they are mapped to."""


class GoodsCommon(ImpactCommon):
    """Two reuse enterprises with their operation types and places."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.companies = cls.company + cls.other_company
        zones = ("Europe/Brussels", "Pacific/Auckland")
        cls.operations, cls.places = {}, {}
        for company, zone in zip(cls.companies, zones, strict=True):
            company.resource_calendar_id = cls.env["resource.calendar"].create(
                {"name": zone, "company_id": company.id, "tz": zone}
            )
            cls.operations[company] = cls._operations_of(company)
            cls.places[company] = cls._places_of(company)

    @classmethod
    def _operations_of(cls, company) -> dict:
        warehouse = cls.env["stock.warehouse"].search([("company_id", "=", company.id)], limit=1)
        operations = {}
        for name, (code, movement) in OPERATIONS.items():
            operations[name] = cls.env["stock.picking.type"].create(
                {
                    "name": name,
                    "code": code,
                    "sequence_code": name,
                    "warehouse_id": warehouse.id,
                    "company_id": company.id,
                }
            )
            if movement:
                cls._map(operations[name], movement)
        return operations

    @classmethod
    def _map(cls, operation, movement):
        return cls.env["impact.mapping"].create(
            {
                "company_id": operation.company_id.id,
                "kind": "operation_type",
                "operation_type_id": operation.id,
                "movement": movement,
            }
        )

    @classmethod
    def _places_of(cls, company) -> dict:
        """Where goods lie, by what the place is."""
        warehouse = cls.env["stock.warehouse"].search([("company_id", "=", company.id)], limit=1)
        locations = cls.env["stock.location"]
        stock = warehouse.lot_stock_id
        made = {
            usage: locations.create({"name": usage, "usage": usage, "company_id": company.id})
            for usage in ("inventory", "production", "transit")
        }
        return {
            **made,
            "stock": stock,
            "shelf": locations.create(
                {"name": "Shelf", "location_id": stock.id, "company_id": company.id}
            ),
            "abroad": locations.create(
                {"name": "Between companies", "usage": "transit", "company_id": False}
            ),
            "supplier": cls.env.ref("stock.stock_location_suppliers"),
            "customer": cls.env.ref("stock.stock_location_customers"),
        }

    @classmethod
    def _product(cls, weight=0.0, unit="uom.product_uom_unit"):
        return cls.env["product.product"].create(
            {
                "name": "Goods",
                "is_storable": True,
                "weight": weight,
                "uom_id": cls.env.ref(unit).id,
            }
        )

    @classmethod
    def _move(cls, operation, product, quantity, source, target, moment, company=None, **values):
        """A move that was done at a moment (UTC)."""
        company = company or cls.company
        move = cls._planned(operation, product, quantity, source, target, company, **values)
        move._action_done()
        move.date = moment
        return move

    @classmethod
    def _planned(cls, operation, product, quantity, source, target, company, **values):
        unit = values.pop("unit", product.uom_id)
        places = cls.places[company]
        line = {
            "product_id": product.id,
            "product_uom_id": unit.id,
            "quantity": quantity,
            "location_id": places[source].id,
            "location_dest_id": places[target].id,
            "company_id": company.id,
        }
        return cls.env["stock.move"].create(
            {
                "company_id": company.id,
                "product_id": product.id,
                "product_uom": unit.id,
                "product_uom_qty": quantity,
                "location_id": places[source].id,
                "location_dest_id": places[target].id,
                "picking_type_id": cls.operations[company][operation].id if operation else False,
                "move_line_ids": [(0, 0, line)],
                "picked": True,
                **values,
            }
        )

    def _figures(self, codes, scope, periods) -> dict:
        """Exact figures by indicator and position of the period."""
        indicators = self.env["impact.indicator"].with_context(active_test=False)
        indicators = indicators.sudo().search([("code", "in", codes)])
        computation = self.env["impact.computation"].sudo()
        figures = computation._exact_figures(computation._versions(indicators), scope, periods)
        return {(f.version.indicator_id.code, f.position): f for f in figures if not f.cell}
