"""Orders behind the ledger's invoices and bills (Sales, Purchase), with tags and labels.

One order for each client and year, and for each supplier and year; the lines of their invoices
and bills name it, and the product. Amounts, accounts and taxes stay those of the ledger.
"""

from odoo.fields import Command

from tools.demo import directory
from tools.demo.apps import words
from tools.demo.common import day

YEARS = (2024, 2025)
CLAUSES = ("roubaix", "housing", "tourcoing")
"""Public clients whose contract has a social clause."""
SOLIDARITY = ("home1", "home2", "home4", "home5", "home6", "home7")
"""Households that pay the solidarity price."""
# Label: English, French, what it counts as, suppliers whose goods carry it.
LABELS = (
    ("Organic", "Agriculture biologique", "environmental", ("seeds", "vegetables", "compost")),
    ("Ecolabel", "Écolabel", "environmental", ("cleaning", "office", "printing", "packaging")),
    ("Fair trade", "Commerce équitable", "social", ("catering", "workwear")),
)


def build(env, firm, crowd) -> None:
    """Sales orders with clauses and prices; purchase orders of products with labels."""
    _sell(env, firm, crowd)
    _buy(env, firm, crowd)


def _lines(env, firm, partner, kinds: tuple[str, ...], year: int):
    """Lines of posted documents with a partner in a year."""
    return env["account.move.line"].search(
        [
            ("company_id", "=", firm.id),
            ("partner_id", "=", partner.id),
            ("move_id.move_type", "in", kinds),
            ("parent_state", "=", "posted"),
            ("display_type", "=", "product"),
            ("date", ">=", day(f"{year}-01-01")),
            ("date", "<=", day(f"{year}-12-31")),
        ]
    )


def _products(env, rows, **values) -> dict:
    """One service for each wording of the directory, by key."""
    labels = list(dict.fromkeys(row.label for row in rows))
    products = env["product.product"].create(
        [{"name": label, "type": "service", **values} for label in labels]
    )
    by_label = dict(zip(labels, products, strict=True))
    return {row.key: by_label[row.label] for row in rows}


def _sell(env, firm, crowd) -> None:
    clause = env["crm.tag"].create({"name": "Social clause"})
    prices = env["product.pricelist"].create(
        [{"name": name, "company_id": firm.id} for name in ("Standard price", "Solidarity price")]
    )
    words.name_all(clause, [("Social clause", "Clause sociale")])
    words.name_all(prices, [("", "Tarif courant"), ("", "Tarif solidaire")])
    words.say(env, firm, "order_tag", "order_tag_id", "order_class", {clause: "social_clause"})
    words.say(env, firm, "pricelist", "pricelist_id", "price_class", {prices[1]: "solidarity"})
    products = _products(env, directory.CLIENTS, taxes_id=[Command.clear()])
    orders, invoiced = [], []
    for row in directory.CLIENTS:
        for year in YEARS:
            lines = _lines(env, firm, crowd.clients[row.key], ("out_invoice", "out_refund"), year)
            invoiced.append(lines)
            orders.append(
                {
                    "partner_id": crowd.clients[row.key].id,
                    "company_id": firm.id,
                    "date_order": day(f"{year}-01-02"),
                    "state": "sale",
                    "pricelist_id": prices[row.key in SOLIDARITY].id,
                    "tag_ids": [Command.set(clause.ids if row.key in CLAUSES else [])],
                    "order_line": [_order_line(products[row.key], lines, "product_uom_qty")],
                }
            )
    for order, lines in zip(env["sale.order"].create(orders), invoiced, strict=True):
        order.order_line.invoice_lines = [Command.set(lines.ids)]


def _order_line(product, lines, quantity: str):
    """As many times the product as there were invoices, at their average price."""
    total = abs(sum(lines.mapped("balance")))
    return Command.create(
        {
            "product_id": product.id,
            quantity: len(lines),
            "price_unit": round(total / len(lines), 2),
            "tax_ids": [Command.clear()],
        }
    )


def _buy(env, firm, crowd) -> None:
    tags = env["product.tag"].create([{"name": row[0]} for row in LABELS])
    words.name_all(tags, [row[:2] for row in LABELS])
    meaning = {tag: row[2] for tag, row in zip(tags, LABELS, strict=True)}
    words.say(env, firm, "product_tag", "product_tag_id", "label_class", meaning)
    products = _products(env, directory.SUPPLIERS, supplier_taxes_id=[Command.clear()])
    for tag, (*_words, keys) in zip(tags, LABELS, strict=True):
        for key in keys:
            products[key].product_tag_ids = [Command.link(tag.id)]
    orders, billed = [], []
    for row in directory.SUPPLIERS:
        for year in YEARS:
            bills = _lines(env, firm, crowd.suppliers[row.key], ("in_invoice",), year)
            billed.append(bills)
            orders.append(
                {
                    "partner_id": crowd.suppliers[row.key].id,
                    "company_id": firm.id,
                    "date_order": day(f"{year}-01-02"),
                    "state": "purchase",
                    "order_line": [_order_line(products[row.key], bills, "product_qty")],
                }
            )
    orders = env["purchase.order"].create(orders)
    _name_products(env, billed, orders)


def _name_products(env, billed, orders) -> None:
    """A posted bill takes the product's name, price, taxes and account unless they are kept."""
    every = billed[0].union(*billed)
    kept = ("name", "price_unit", "tax_ids", "account_id", "product_uom_id")
    fields = [every._fields[name] for name in (*kept, "analytic_distribution")]
    with env.protecting(fields, every):
        for bills, order in zip(billed, orders, strict=True):
            ordered = order.order_line
            bills.write({"product_id": ordered.product_id.id, "purchase_line_id": ordered.id})
        env.flush_all()
