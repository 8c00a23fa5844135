from decimal import Decimal

from odoo.fields import Command

from odoo.addons.vises_impact.tests.test_ledger_oracle import LedgerCase

CHARTS = ("french_association", "other", "french_association")
SALES = ("700000", "706000")
OTHERS = ("741000", "758000", "418000")
"""Accounts of an invoice that are a subsidy, other income or a deposit."""
RECEIVABLE = "411999"


class SaleCase(LedgerCase):
    """Enterprises that sell on orders, with a clause tag and a solidarity price list each."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clause, cls.plain = cls.env["crm.tag"].create(
            [{"name": "Oracle clause"}, {"name": "Oracle plain"}]
        )
        cls.classes = {
            name: cls.env["res.partner.category"].create({"name": f"Oracle {name}"})
            for name in ("public_body", "social_economy", "conventional")
        }
        cls.pricelists, cls.sale_journals = {}, {}
        for company, chart in zip(cls.companies, CHARTS, strict=True):
            company.impact_chart = chart
            if company != cls.branch:  # which has the accounts of its parent
                cls._open_accounts(company, (*SALES, *OTHERS, RECEIVABLE))
            cls.sale_journals[company] = cls.env["account.journal"].create(
                {"name": "Oracle sales", "code": "ORS", "type": "sale", "company_id": company.id}
            )
            cls.pricelists[company] = cls.env["product.pricelist"].create(
                [
                    {"name": f"Oracle {name}", "company_id": company.id}
                    for name in ("solidarity", "ordinary")
                ]
            )
        cls.product = cls.env["product.product"].create(
            {"name": "Oracle", "type": "service", "taxes_id": [], "company_id": False}
        )

    @classmethod
    def _account_type(cls, code):
        own = {"418000": "asset_current", RECEIVABLE: "asset_receivable"}
        return own.get(code) or super()._account_type(code)

    def _indicators(self, *codes):
        return (
            self.env["impact.indicator"]
            .with_context(active_test=False)
            .search([("code", "in", codes)])
        )

    @classmethod
    def _map(cls, company, kind, **values):
        return cls.env["impact.mapping"].create({"company_id": company.id, "kind": kind, **values})

    @classmethod
    def _map_all(cls, company):
        """Everything that the figures on sales need to be told."""
        for name, tag in cls.classes.items():
            cls._map(company, "partner_tag", partner_tag_id=tag.id, partner_class=name)
        cls._map(company, "order_tag", order_tag_id=cls.clause.id, order_class="social_clause")
        cls._map(
            company,
            "pricelist",
            pricelist_id=cls.pricelists[company][0].id,
            price_class="solidarity",
        )

    @classmethod
    def _client(cls, tags=(), **values):
        return cls.env["res.partner"].create(
            {
                "name": "Oracle client",
                "category_id": [Command.set([cls.classes[tag].id for tag in tags])],
                **values,
            }
        )

    @classmethod
    def _order_line(cls, company, partner, tags=(), pricelist=None):
        order = cls.env["sale.order"].create(
            {
                "company_id": company.id,
                "partner_id": partner.id,
                "tag_ids": [Command.set([tag.id for tag in tags])],
                "pricelist_id": pricelist.id if pricelist else False,
                "order_line": [Command.create({"product_id": cls.product.id})],
            }
        )
        return order.order_line

    @classmethod
    def _invoice(cls, company, partner, day, rows, kind="out_invoice", post=True):
        """An invoice of rows (account, amount, analytic share, order line)."""
        receivable = cls._account(company, RECEIVABLE)
        commercial = partner.commercial_partner_id.with_company(company)
        commercial.property_account_receivable_id = receivable
        partner.with_company(company).property_account_receivable_id = receivable
        move = cls.env["account.move"].create(
            {
                "move_type": kind,
                "company_id": company.id,
                "journal_id": cls.sale_journals[company].id,
                "partner_id": partner.id,
                "invoice_date": day,
                "date": day,
                "invoice_line_ids": [cls._row(company, *row) for row in rows],
            }
        )
        if post:
            move.action_post()
        return move

    @classmethod
    def _row(cls, company, code, amount, share=Decimal(0), order_line=None):
        distribution = {str(cls.analytic["a1"].id): float(100 * share)} if share else False
        return Command.create(
            {
                "name": "Oracle",
                "account_id": cls._account(company, code).id,
                "quantity": 1,
                "price_unit": float(amount),
                "tax_ids": [],
                "analytic_distribution": distribution,
                "sale_line_ids": [Command.set(order_line.ids if order_line else [])],
            }
        )
