"""A year from its months, an enterprise from its scopes, several enterprises together."""

import calendar
from datetime import date
from random import Random

from odoo.fields import Command
from odoo.tests import tagged

from ..engine.period import Period
from .common import ImpactCommon

YEAR = Period.inclusive("year", date(2025, 1, 1), date(2025, 12, 31))
MONTHS = range(1, 13)


@tagged("post_install", "-at_install")
class TestAggregation(ImpactCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.together = cls.env["impact.aggregation"]
        cls.hours = cls._with("HOURS", aggregation_time="sum", aggregation_organisation="sum")

    @classmethod
    def _with(cls, code, unit="number", **values):
        version = Command.create({"kind": "form", **values})
        return cls._indicator(code, unit=unit, version_ids=[version])

    def _month(self, indicator, month, value, scope=None, **values):
        scope = scope or self.scope
        return self._result(
            indicator,
            2025,
            value,
            company_id=scope.company_id.id,
            organisation_id=scope.company_id.partner_id.id,
            scope_id=scope.id,
            period_type="month",
            date_from=date(2025, month, 1),
            date_to=date(2025, month, calendar.monthrange(2025, month)[1]),
            **values,
        )

    def _months(self, indicator, seed=1, months=MONTHS):
        """Random figures by month, in half units; the same for the same seed."""
        random = Random(seed)
        values = {month: random.randrange(0, 2000) / 2 for month in MONTHS}
        for month in months:
            self._month(indicator, month, values[month])
        return {month: values[month] for month in months}

    def _year(self, indicator, **values):
        return self.together._over_time(indicator, self.scope, YEAR, "month", **values)

    def test_sum_of_twelve_months(self):
        values = self._months(self.hours)
        year = self._year(self.hours)
        self.assertEqual((year.status, float(year.value)), ("measured", sum(values.values())))

    def test_average_weighs_months_by_their_days(self):
        indicator = self._with("STOCK", aggregation_time="average")
        values = self._months(indicator, seed=2)
        days = {month: calendar.monthrange(2025, month)[1] for month in MONTHS}
        expected = sum(values[month] * days[month] for month in MONTHS) / 365
        self.assertAlmostEqual(float(self._year(indicator).value), expected, 6)

    def test_last_month_stands_for_the_year(self):
        indicator = self._with("STOCK", aggregation_time="last")
        values = self._months(indicator, seed=3)
        self.assertEqual(float(self._year(indicator).value), values[12])

    def test_what_does_not_add_up_is_not_applicable(self):
        indicator = self._with("ONCE", aggregation_time="none")
        self._months(indicator)
        self.assertEqual(self._year(indicator).status, "not_applicable")

    def test_share_is_worked_out_from_summed_parts(self):
        share = self._with(
            "SHARE", unit="percent", form_input="ratio", aggregation_time="recompute"
        )
        random = Random(4)
        parts = {month: (random.randrange(0, 50), random.randrange(50, 500)) for month in MONTHS}
        for month, (part, whole) in parts.items():
            self._month(share, month, 100 * part / whole, numerator=part, denominator=whole)
        expected = 100 * sum(p for p, _w in parts.values()) / sum(w for _p, w in parts.values())
        self.assertAlmostEqual(float(self._year(share).value), expected, 6)

    def test_month_without_a_figure_makes_the_year_an_estimate(self):
        values = self._months(self.hours, months=range(1, 10))
        self._month(self.hours, 10, None)
        year = self._year(self.hours)
        self.assertEqual((year.status, year.reason), ("estimated", "partial"))
        self.assertEqual(float(year.value), sum(values.values()))
        self.assertEqual(float(year.coverage), 9 / 12)

    def test_year_without_any_month_is_missing(self):
        year = self._year(self.hours)
        self.assertEqual((year.status, year.value), ("missing", None))

    def test_hidden_month_hides_the_year(self):
        self._months(self.hours, months=range(1, 12))
        self._month(self.hours, 12, None, status="suppressed")
        year = self._year(self.hours)
        self.assertEqual((year.status, year.value), ("suppressed", None))

    def test_months_of_two_definitions_are_not_added(self):
        self._months(self.hours, months=range(1, 12))
        version = self.hours.current_version_id.copy({"number": 2, "valid_from": "2025-12-01"})
        self._month(self.hours, 12, 5, version_id=version.id)
        year = self._year(self.hours)
        self.assertEqual((year.status, year.reason), ("not_applicable", "several_definitions"))

    def test_months_do_not_fill_a_year_that_begins_within_one(self):
        whole = Period.inclusive("fiscal_year", date(2025, 1, 15), date(2026, 1, 14))
        self.assertIsNone(self.together._over_time(self.hours, self.scope, whole, "month"))

    def test_quarters_make_a_year_too(self):
        for quarter in range(4):
            self._result(
                self.hours,
                2025,
                10 + quarter,
                period_type="quarter",
                date_from=date(2025, 3 * quarter + 1, 1),
                date_to=Period.inclusive("quarter", date(2025, 1, 1), date(2025, 3, 31)).last
                if not quarter
                else date(2025, 3 * quarter + 3, 31 if quarter == 3 else 30),
            )
        year = self.together._over_time(self.hours, self.scope, YEAR, "quarter")
        self.assertEqual((year.status, year.value), ("measured", 46))

    def test_breakdowns_are_put_together_apart_from_the_total(self):
        cell = self.env["impact.cell"].browse(
            self.env["impact.cell"]._by_key(["sex=female"])["sex=female"]
        )
        self._months(self.hours)
        for month in MONTHS:
            self._month(self.hours, month, 2, cell_id=cell.id)
        self.assertEqual(self._year(self.hours, cell=cell).value, 24)

    def test_scopes_are_added(self):
        sites = self.env["impact.scope"].create(
            [
                {"name": name, "kind": "site", "company_id": self.company.id}
                for name in ("Mill", "Dock")
            ]
        )
        month = Period.inclusive("month", date(2025, 3, 1), date(2025, 3, 31))
        self._month(self.hours, 3, 7, scope=sites[0])
        figure = self.together._over_scopes(self.hours, sites, month)
        self.assertEqual((figure.value, figure.reason), (7, "partial"))
        self._month(self.hours, 3, 5, scope=sites[1])
        figure = self.together._over_scopes(self.hours, sites, month)
        self.assertEqual((figure.value, figure.status), (12, "measured"))

    def test_reader_of_one_company_does_not_learn_of_the_other(self):
        march = Period.inclusive("month", date(2025, 3, 1), date(2025, 3, 31))
        shared = self.hours.sudo()
        shared.write({"namespace": "framework", "company_id": False})
        self._month(shared, 3, 7)
        self._month(shared, 3, 5, scope=self.other_scope)
        both = self.company | self.other_company
        figure = self.together.sudo()._over_companies(shared, both, march)
        self.assertEqual((figure.value, figure.status), (12, "measured"))
        reader = self.together.with_user(self.board_reader)
        reader = reader.with_context(allowed_company_ids=self.company.ids)
        figure = reader._over_scopes(shared, self.scope | self.other_scope.sudo(), march)
        self.assertEqual((figure.value, figure.reason), (7, "partial"))

    def _money_of_two_currencies(self, method):
        """10 euros of one company, 30 francs of another; rates of the franc in March."""
        money = self._with(
            "MONEY", unit="currency", aggregation_time=method, aggregation_organisation="sum"
        )
        money.sudo().write({"namespace": "framework", "company_id": False})
        euro, self.franc = self.env.ref("base.EUR"), self.env.ref("base.CHF")
        self.franc.sudo().rate_ids.unlink()
        self.company.currency_id, self.other_company.currency_id = euro, self.franc
        self._month(money, 3, 10)
        self._month(money, 3, 30, scope=self.other_scope)
        return money

    def _franc_rate(self, day, rate, company=None):
        self.env["res.currency.rate"].create(
            {
                "currency_id": self.franc.id,
                "name": day,
                "rate": rate,
                "company_id": company.id if company else False,
            }
        )

    def _together_in_march(self, money):
        march = Period.inclusive("month", date(2025, 3, 1), date(2025, 3, 31))
        together = self.together.with_company(self.company).sudo()
        return together._over_companies(money, self.company | self.other_company, march)

    def test_amounts_without_an_exchange_rate_are_not_added(self):
        money = self._money_of_two_currencies("sum")
        self.assertEqual(self._together_in_march(money).reason, "no_exchange_rate")
        self._franc_rate(date(2025, 3, 2), 2)
        self.assertEqual(self._together_in_march(money).reason, "no_exchange_rate")

    def test_flows_are_converted_at_the_mean_rate_of_the_days(self):
        money = self._money_of_two_currencies("sum")
        self._franc_rate(date(2025, 2, 1), 2)
        self._franc_rate(date(2025, 3, 11), 4)
        # Ten days at 2 francs for a euro, twenty-one at 4.
        mean = (10 * 0.5 + 21 * 0.25) / 31
        self.assertAlmostEqual(float(self._together_in_march(money).value), 10 + 30 * mean, 6)

    def test_stocks_are_converted_at_the_rate_of_the_last_day(self):
        money = self._money_of_two_currencies("last")
        self._franc_rate(date(2025, 3, 11), 4)
        self._franc_rate(date(2025, 4, 1), 8)
        self.assertAlmostEqual(float(self._together_in_march(money).value), 10 + 30 / 4, 6)

    def test_own_rate_of_the_company_comes_before_a_shared_one(self):
        money = self._money_of_two_currencies("last")
        self._franc_rate(date(2025, 3, 20), 4)
        self._franc_rate(date(2025, 3, 1), 3, self.company)
        self.assertAlmostEqual(float(self._together_in_march(money).value), 10 + 30 / 3, 6)

    def test_year_is_shown_beside_its_months(self):
        year = self._result(self.hours, 2025, 100)
        self.assertFalse(year.parts_shown)
        month = self._month(self.hours, 1, 30)
        year.invalidate_recordset(["parts_shown"])
        self.assertEqual(year.parts_shown, "30, some of them missing")
        action = year.action_view_parts()
        self.assertEqual(self.env["impact.result"].search(action["domain"]), year | month)
        self.assertEqual(action["context"]["group_by"], "period_type")
        self.assertFalse(month.parts_shown)

    def test_year_of_hidden_months_shows_no_figure(self):
        year = self._result(self.hours, 2025, None, status="suppressed")
        self._month(self.hours, 1, None, status="suppressed")
        self.assertEqual(year.with_user(self.board_reader).parts_shown, "small group")
