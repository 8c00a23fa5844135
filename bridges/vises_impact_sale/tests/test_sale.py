"""Sales as people keep them: what orders tell, what nobody knows, who may see it."""

from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.vises_impact.engine.period import split

from .common import SaleCase

DAY = date(2025, 5, 5)


@tagged("post_install", "-at_install")
class TestSale(SaleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._map_all(cls.company)
        cls.town = cls._client(("public_body",), is_company=True)
        cls.firm = cls._client(("conventional",), is_company=True)

    def _result(self, code, year=2025):
        periods = split("year", date(year, 1, 1), date(year, 12, 31))
        figures = self._figures(self.company, [code], self.scope, periods)
        return figures[code, self.scope, "year", periods[0].start]

    def _sell(self, partner, amount, tags=(), pricelist=None, **values):
        line = self._order_line(self.company, partner, tags, pricelist)
        return self._invoice(self.company, partner, DAY, [("706000", amount, 0, line)], **values)

    def test_credit_note_counts_against_the_sales(self):
        self._sell(self.town, 300)
        self._sell(self.town, 100, kind="out_refund")
        self._sell(self.firm, 600)
        self.assertEqual(self._result("ESA10").value, 25)

    def test_subsidy_that_is_invoiced_is_no_sale(self):
        self._sell(self.town, 300)
        self._invoice(self.company, self.town, DAY, [("741000", 5000)])
        self._sell(self.firm, 100)
        self.assertEqual(self._result("ESA10").value, 75)

    def test_public_invoice_without_an_order_is_not_known_to_have_a_clause(self):
        self._sell(self.town, 300, (self.clause,))
        self._sell(self.town, 200, (self.plain,))
        self._sell(self.firm, 900, (self.clause,))
        self._invoice(self.company, self.town, DAY, [("706000", 500)])
        result = self._result("INS45")
        self.assertEqual((result.status, result.value), ("estimated", 300))
        self.assertAlmostEqual(result.coverage, 0.5, 6)
        gaps = self.env["impact.repair"]._find(result.version_id, self.scope, result._period())
        advice = self.env["impact.repair"]._advice(gaps[result.version_id.id], self.company)
        self.assertIn("order tag", advice)

    def test_without_a_clause_tag_nobody_knows(self):
        self.env["impact.mapping"].search([("kind", "=", "order_tag")]).unlink()
        self._sell(self.town, 300, (self.clause,))
        self.assertEqual(self._result("INS45").status, "missing")

    def test_users_count_once_and_organisations_not_at_all(self):
        solidarity, ordinary = self.pricelists[self.company]
        people = [self._client() for _number in range(20)]
        for number, person in enumerate(people):
            for _again in range(2):
                self._sell(person, 10, pricelist=solidarity if number < 6 else ordinary)
        self._sell(self.town, 500, pricelist=solidarity)
        result = self._result("BEN12")
        self.assertEqual((result.status, result.value), ("measured", 30))

    def test_few_users_are_hidden(self):
        solidarity, ordinary = self.pricelists[self.company]
        for number in range(10):
            self._sell(self._client(), 10, pricelist=solidarity if number < 3 else ordinary)
        self.assertEqual(self._result("BEN12").status, "suppressed")

    def test_invoices_are_shown_to_who_may_read_the_books(self):
        sold = self._sell(self.town, 300)
        self._sell(self.firm, 600)
        result = self._result("ESA10")
        keeper = self._user("keeper", "vises_impact.group_lead,account.group_account_invoice")
        self.assertEqual(self._records_behind(result, keeper), sold.invoice_line_ids)
        with self.assertRaises(AccessError):
            self.env["impact.computation"].with_user(self.contributor)._records_action(result)
        with self.assertRaises(AccessError):
            self.env["impact.sale.line"].with_user(keeper).search([])

    def test_tags_and_price_lists_are_proposed_and_applied(self):
        self.env["impact.mapping"].search([("kind", "in", ("order_tag", "pricelist"))]).unlink()
        self.clause.name = "Marché avec clause sociale"
        solidarity, ordinary = self.pricelists[self.company]
        solidarity.name = "Sociaal tarief"
        readiness = self.env["impact.readiness"].with_user(self.lead)
        readiness = readiness.with_context(allowed_company_ids=self.company.ids)
        readiness = readiness.browse(readiness.action_open()["res_id"])
        orders = {line.order_tag_id: line.order_class for line in readiness.order_line_ids}
        prices = {line.pricelist_id: line.price_class for line in readiness.price_line_ids}
        self.assertEqual(orders[self.clause], "social_clause")
        self.assertFalse(orders[self.plain])
        self.assertEqual(prices[solidarity], "solidarity")
        self.assertFalse(prices[ordinary])
        readiness.action_apply_all()
        self._sell(self.town, 300, (self.clause,))
        self.assertEqual(self._result("INS45").value, 300)
