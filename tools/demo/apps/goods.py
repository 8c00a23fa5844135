"""The reuse workshop (Inventory): what is collected, sold, recycled and thrown away, by weight."""

import random
from collections.abc import Iterator
from datetime import date, datetime, time

from tools.demo.apps import words
from tools.demo.common import SEED, utc

# Key -> English, French, Odoo's kind, what it counts as.
OPERATIONS = {
    "collected": ("Goods collected", "Collecte", "incoming", "collected"),
    "reused": ("Reuse shop", "Boutique de réemploi", "outgoing", "reused"),
    "recycled": ("Recycling", "Recyclage", "outgoing", "recycled"),
    "disposed": ("Waste", "Déchets", "outgoing", "disposed"),
}
# English, French, kilograms apiece (None: counted in kilograms), pieces or kilograms a month.
PRODUCTS = (
    ("Garden tool", "Outil de jardin", 1.8, 60),
    ("Lawn mower", "Tondeuse", 24.0, 7),
    ("Bicycle", "Vélo", 14.5, 16),
    ("Garden furniture", "Mobilier de jardin", 11.0, 18),
    ("Textiles by weight", "Textiles au poids", None, 310),
)
SHARES = {"reused": 0.62, "recycled": 0.27, "disposed": 0.08}
"""What becomes of the goods of a month, about; the rest stays on the shelves."""


def moves() -> Iterator[tuple[str, int, int, date]]:
    """Operation, number of the product, quantity and day, month by month."""
    rng = random.Random(SEED + 15)
    for year in (2024, 2025):
        growth = 1.0 if year == 2024 else 1.18
        for month in range(1, 13):
            for number, (_english, _french, _weight, monthly) in enumerate(PRODUCTS):
                taken = round(monthly * growth * rng.uniform(0.85, 1.15))
                yield "collected", number, taken, date(year, month, 6)
                for operation, share in SHARES.items():
                    share *= rng.uniform(0.9, 1.03)
                    yield operation, number, round(taken * share), date(year, month, 24)


def build(env, firm) -> None:
    """Products with their weights, operation types and what they count as, done moves."""
    stock = env["stock.warehouse"].search([("company_id", "=", firm.id)], limit=1)
    operations = env["stock.picking.type"].create(
        [
            {
                "name": english,
                "code": code,
                "sequence_code": key[:3].upper(),
                "warehouse_id": stock.id,
                "company_id": firm.id,
            }
            for key, (english, _french, code, _meaning) in OPERATIONS.items()
        ]
    )
    words.name_all(operations, [row[:2] for row in OPERATIONS.values()])
    meaning = {one: row[3] for one, row in zip(operations, OPERATIONS.values(), strict=True)}
    words.say(env, firm, "operation_type", "operation_type_id", "movement", meaning)
    products = env["product.product"].create(
        [
            {
                "name": english,
                "is_storable": True,
                "weight": weight or 0,
                "uom_id": env.ref("uom.product_uom_unit" if weight else "uom.product_uom_kgm").id,
            }
            for english, _french, weight, _monthly in PRODUCTS
        ]
    )
    words.name_all(products, [row[:2] for row in PRODUCTS])
    _move(env, firm, stock, dict(zip(OPERATIONS, operations, strict=True)), products)


def _move(env, firm, stock, operations: dict, products) -> None:
    """Moves done on their days, which Odoo sets to now."""
    suppliers = env.ref("stock.stock_location_suppliers")
    customers = env.ref("stock.stock_location_customers")
    values, moments = [], []
    for operation, number, quantity, moment in moves():
        product = products[number]
        if operation == "collected":
            source, target = suppliers, stock.lot_stock_id
        else:
            source, target = stock.lot_stock_id, customers
        line = {
            "product_id": product.id,
            "product_uom_id": product.uom_id.id,
            "quantity": quantity,
            "location_id": source.id,
            "location_dest_id": target.id,
            "company_id": firm.id,
        }
        values.append(
            {
                "company_id": firm.id,
                "product_id": product.id,
                "product_uom": product.uom_id.id,
                "product_uom_qty": quantity,
                "location_id": source.id,
                "location_dest_id": target.id,
                "picking_type_id": operations[operation].id,
                "move_line_ids": [(0, 0, line)],
                "picked": True,
            }
        )
        moments.append(utc(datetime.combine(moment, time(10))))
    done = env["stock.move"].create(values)
    done._action_done()
    for moment in sorted(set(moments)):
        together = [move.id for move, when in zip(done, moments, strict=True) if when == moment]
        done.browse(together).date = moment
