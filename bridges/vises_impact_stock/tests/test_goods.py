"""Goods as people keep them: weights that are missing, pounds, who may see the moves."""

from datetime import date, datetime

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.vises_impact.engine.period import split

from .common import GoodsCommon

YEAR = split("year", date(2025, 1, 1), date(2025, 12, 31))
MAY = datetime(2025, 5, 5, 9)


@tagged("post_install", "-at_install")
class TestGoods(GoodsCommon):
    def _result(self, code):
        indicator = self.env["impact.indicator"].with_context(active_test=False)
        indicator = indicator.search([("code", "=", code)])
        results = self.env["impact.result"].sudo()
        results._refresh(indicator, self.company, self.scope, YEAR)
        return results.search(
            [("indicator_id", "=", indicator.id), ("company_id", "=", self.company.id)]
        )

    def _value(self, code, scope=None):
        return self._figures([code], scope or self.scope, YEAR)[code, 0].quantity

    def test_product_without_weight_lowers_the_coverage_and_is_no_zero(self):
        unknown = self._product()
        self._move("round", unknown, 30, "supplier", "stock", MAY)
        self.assertEqual(self._value("ENV08").status, "missing")
        self._move("round", self._product(20), 100, "supplier", "stock", MAY)
        result = self._result("ENV08")
        self.assertEqual((result.status, result.value, result.coverage), ("estimated", 2, 0.5))
        gaps = self.env["impact.repair"]._find(result.version_id, self.scope, YEAR[0])
        gap = gaps[result.version_id.id]
        self.assertEqual(gap.ids, {"product.product": {unknown.id}})
        self.assertIn("weight", self.env["impact.repair"]._advice(gap, self.company))
        unknown.weight = 0.5
        self.assertAlmostEqual(float(self._value("ENV08").value), 2.015, 6)

    def test_weights_in_pounds_are_converted(self):
        self._move("round", self._product(10), 100, "supplier", "stock", MAY)
        self.env["ir.config_parameter"].set_param("product.weight_in_lbs", "1")
        self.assertAlmostEqual(float(self._value("ENV08").value), 0.45359237, 6)

    def test_goods_given_back_to_the_donor_were_not_collected(self):
        product = self._product(10)
        taken = self._move("round", product, 100, "supplier", "stock", MAY)
        self._move("shop", product, 40, "stock", "supplier", MAY, origin_returned_move_id=taken.id)
        self.assertAlmostEqual(float(self._value("ENV08").value), 0.6, 6)
        self.assertEqual(self._value("ENV09").value, 0)

    def test_archived_product_and_operation_type_count_as_they_did(self):
        product = self._product(10)
        self._move("round", product, 100, "supplier", "stock", MAY)
        product.active = False
        self.operations[self.company]["round"].active = False
        self.assertEqual(self._value("ENV08").value, 1)

    def test_goods_of_another_company_are_its_own(self):
        self._move("round", self._product(10), 100, "supplier", "stock", MAY)
        scope = self.other_company._impact_default_scope()
        self.assertEqual(self._value("ENV08", scope).status, "missing")

    def test_a_site_has_no_figure(self):
        self._move("round", self._product(10), 100, "supplier", "stock", MAY)
        site = self.env["impact.scope"].create(
            {"name": "Site", "kind": "site", "company_id": self.company.id}
        )
        self.assertEqual(self._value("ENV08", site).reason, "whole_enterprise_only")

    def test_moves_are_shown_to_who_may_read_the_stock(self):
        taken = self._move("round", self._product(10), 100, "supplier", "stock", MAY)
        self._move("shop", self._product(10), 10, "stock", "customer", MAY)
        result = self._result("ENV08")
        keeper = self._user("keeper", "vises_impact.group_lead,stock.group_stock_user")
        self.assertEqual(self._records_behind(result, keeper), taken.move_line_ids)
        with self.assertRaises(AccessError):
            self.env["impact.goods.line"].with_user(keeper).search([])

    def test_operation_types_are_proposed_and_applied(self):
        self.env["impact.mapping"].search([("kind", "=", "operation_type")]).unlink()
        operations = self.operations[self.company]
        operations["round"].name = "Collectes à domicile"
        operations["tip"].name = "Restafval naar het stort"
        self._move("round", self._product(10), 100, "supplier", "stock", MAY)
        readiness = self.env["impact.readiness"].with_user(self.lead)
        readiness = readiness.browse(readiness.action_open()["res_id"])
        lines = {line.operation_type_id: line.movement for line in readiness.operation_line_ids}
        self.assertEqual(lines[operations["round"]], "collected")
        self.assertEqual(lines[operations["tip"]], "disposed")
        self.assertFalse(lines[operations["new"]])
        self.assertNotIn(self.operations[self.other_company]["round"], lines)
        self.assertIn("operation_type", readiness._open_steps(self.company))
        readiness.step = "operation_type"
        readiness.action_apply()
        self.assertNotIn("operation_type", readiness._open_steps(self.company))
        self.assertEqual(self._value("ENV08").value, 1)
