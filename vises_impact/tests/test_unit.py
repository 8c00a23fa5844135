"""Where the unit of a figure stands, in tables that have no room for it beside each figure."""

from odoo.tests import tagged

from .common import ImpactCommon


@tagged("post_install", "-at_install")
class TestUnit(ImpactCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.currency_id = cls.env.ref("base.EUR")
        cls.other = cls.env["res.company"].create(
            {"name": "Elsewhere", "currency_id": cls.env.ref("base.CHF").id}
        )

    def _named(self, indicator, *companies):
        companies = companies or (self.company,)
        ids = [company.id for company in companies]
        return indicator.with_context(with_unit=True, allowed_company_ids=ids).display_name

    def test_the_unit_stands_behind_the_name_where_it_is_asked_for(self):
        share = self._indicator("SHARE", name="Local purchases", unit="percent")
        self.assertEqual(share.display_name, "SHARE Local purchases")
        self.assertEqual(self._named(share), "SHARE Local purchases · %")
        self.assertEqual(
            share.with_context(with_unit=True, without_code=True).display_name,
            "Local purchases · %",
        )

    def test_a_name_that_tells_its_unit_is_left_as_it_is(self):
        staff = self._indicator("STAFF", name="Staff in FTE", unit="fte")
        waste = self._indicator("WASTE", name="Waste that is sorted", unit="tonnes")
        count = self._indicator("COUNT", name="Accidents", unit="number")
        self.assertEqual(self._named(staff), "STAFF Staff in FTE")
        self.assertEqual(self._named(waste), "WASTE Waste that is sorted · t")
        self.assertEqual(self._named(count), "COUNT Accidents")

    def test_an_amount_has_the_sign_that_its_companies_share(self):
        gifts = self._indicator("GIFTS", name="Gifts", unit="currency")
        self.assertEqual(self._named(gifts), "GIFTS Gifts · €")
        self.assertEqual(self._named(gifts, self.other), "GIFTS Gifts · CHF")
        self.assertEqual(self._named(gifts, self.company, self.other), "GIFTS Gifts · amount")

    def test_the_pivot_names_units_and_totals_as_without_them(self):
        gifts = self._indicator("GIFTS", name="Gifts", unit="currency")
        self._result(gifts, 2024, 100)
        self._result(gifts, 2025, 120)
        analysis = self.env["impact.result.analysis"].with_context(
            allowed_company_ids=self.company.ids
        )
        asked = ([("indicator_id", "=", gifts.id)], ["indicator_id", "unit"], ["value:avg"])
        plain = analysis.formatted_read_group(*asked)
        named = analysis.with_context(with_unit=True).formatted_read_group(*asked)
        self.assertEqual([row["value:avg"] for row in named], [row["value:avg"] for row in plain])
        self.assertEqual(named[0]["indicator_id"], (gifts.id, "GIFTS Gifts · €"))
        self.assertEqual(named[0]["unit"], "currency")
        units = dict(analysis.fields_get(["unit"])["unit"]["selection"])
        self.assertEqual((units["currency"], units["percent"]), ("€", "%"))
