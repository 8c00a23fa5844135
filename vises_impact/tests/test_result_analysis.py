"""Totals of results in pivots, graphs and grouped lists."""

import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from ..engine import aggregation
from ..engine.aggregation import Figure
from ..engine.period import split
from .test_result_rights import ResultRightsCommon

YEAR = (date(2025, 1, 1), date(2025, 12, 31))
QUARTERS = split("quarter", *YEAR)
METHODS = [method for method in aggregation.METHODS if method != "last"]


class AnalysisCommon(ResultRightsCommon):
    @classmethod
    def _defined(cls, code, time="none", organisation="none", ratio=False, **values):
        """An indicator of the enterprise that is put together in these ways."""
        version = {
            "kind": "form",
            "form_input": "ratio" if ratio else "value",
            "aggregation_time": time,
            "aggregation_organisation": organisation,
        }
        unit = "percent" if ratio else "number"
        versions = [Command.create(version)]
        return cls._indicator(code, **{"unit": unit, "version_ids": versions, **values})

    @classmethod
    def _parts(cls, indicator, values, periods=QUARTERS, **more):
        """A result for each period: a number, a part and its whole, or a status."""
        results = cls.env["impact.result"]
        for value, period in zip(values, periods, strict=True):
            vals = {
                "period_type": period.period_type,
                "date_from": period.start,
                "date_to": period.last,
                **more,
            }
            if isinstance(value, str):
                vals["status"], value = value, None
            elif isinstance(value, tuple):
                vals["numerator"], vals["denominator"] = value
                value = 100 * value[0] / value[1]
            results |= cls._result(indicator, 2025, value, **vals)
        return results

    def _total(self, domain, user=None, spec="value:avg", groupby=()):
        """The figure of one group, as ``user`` (the board reader) reads it."""
        model = self._as(user or self.board_reader, self.env["impact.result.analysis"])
        return model._read_group(domain, groupby, [spec])[0][-1]

    def _of(self, indicator):
        return [("indicator_id", "=", indicator.id)]


@tagged("post_install", "-at_install")
class TestResultAnalysis(AnalysisCommon):
    def test_a_ratio_is_worked_out_from_the_sums_of_its_parts(self):
        share = self._defined("SHARE", "recompute", ratio=True)
        self._parts(share, [(1, 10), (5, 10), (30, 40), (4, 4)])
        self.assertAlmostEqual(self._total(self._of(share)), 100 * 40 / 64, 6)

    def test_of_a_stock_the_latest_counts(self):
        stock = self._defined("STOCK", "last")
        self._parts(stock, [4, 9, 2, 7])
        self.assertEqual(self._total(self._of(stock)), 7)
        self._parts(stock, ["missing"], split("quarter", date(2026, 1, 1), date(2026, 3, 31)))
        self.assertIs(self._total(self._of(stock)), False)

    def test_a_stock_that_is_averaged_weighs_its_days(self):
        average = self._defined("MEAN", "average")
        self._parts(average, [10, 20, 30, 40])
        days = [period.days for period in QUARTERS]
        expected = sum(n * d for n, d in zip((10, 20, 30, 40), days, strict=True)) / sum(days)
        self.assertAlmostEqual(self._total(self._of(average)), expected, 6)

    def test_a_flow_is_added_up_by_the_grain_that_is_asked(self):
        flow = self._defined("FLOW", "sum")
        self._parts(flow, [1, 2, 3, 4])
        model = self.env["impact.result.analysis"]
        groups = model._read_group(self._of(flow), ["date_to:quarter"], ["value:avg"])
        self.assertEqual([total for _quarter, total in groups], [1, 2, 3, 4])
        sets = model._read_grouping_sets(
            self._of(flow), [[], ["date_to:year"], ["date_to:quarter"]], ["value:avg"]
        )
        self.assertEqual([rows[-1][-1] for rows in sets], [10, 10, 4])

    def test_missing_is_no_zero_and_leaves_no_total(self):
        flow = self._defined("FLOW", "sum")
        self._parts(flow, [1, "missing", 3, 4])
        self.assertIs(self._total(self._of(flow)), False)
        self.assertEqual(self._total(self._of(flow), spec="absence:max"), 1)
        second = [*self._of(flow), ("date_from", "=", "2025-04-01")]
        self.assertIs(self._total(second), False)
        self.assertIs(self._total([("id", "=", 0)]), False)

    def test_zero_is_a_figure(self):
        flow = self._defined("FLOW", "sum")
        self._parts(flow, [0, 0, 0, 0])
        self.assertEqual(self._total(self._of(flow)), 0)

    def test_what_is_not_applicable_is_left_out(self):
        share = self._defined("SHARE", "recompute", ratio=True)
        self._parts(share, [(1, 10), "not_applicable", (3, 10), (4, 5)])
        self.assertAlmostEqual(self._total(self._of(share)), 100 * 8 / 25, 6)

    def test_different_things_have_no_total(self):
        flow, other = self._defined("FLOW", "sum"), self._defined("OTHER", "sum")
        results = self._parts(flow, [1, 2, 3, 4]) | self._parts(other, [1, 2, 3, 4])
        figures = [("id", "in", results.ids)]
        for spec in ("value:avg", "value:sum", "value:max", "absence:max"):
            self.assertIs(self._total(figures, spec=spec), False, spec)
        cell = self._cell("sex=female")
        site = self.env["impact.scope"].create({"name": "Site", "kind": "site"})
        for number, change in enumerate(
            (
                {"cell_id": cell},
                {"scope_id": site.id},
                {"period_type": "half_year"},
                {"version_id": flow.version_ids.copy({"number": 2}).id, "date_from": "2025-02-01"},
            )
        ):
            odd = self._parts(flow, [5], QUARTERS[:1], **change)
            self.assertIs(self._total(self._of(flow)), False, number)
            odd.unlink()
        self.assertEqual(self._total(self._of(flow)), 10)

    def test_agreement_periods_may_overlap_and_are_not_added_up(self):
        flow = self._defined("FLOW", "sum")
        self._parts(flow, [1, 2], QUARTERS[:2], period_type="agreement")
        self.assertIs(self._total(self._of(flow)), False)

    def test_amounts_in_different_currencies_are_not_added_up(self):
        euro, dollar = self.env.ref("base.EUR"), self.env.ref("base.USD")
        self.company.currency_id, self.other_company.currency_id = euro, dollar
        income = self.env["impact.indicator"].search([("code", "=", "ECO01")])
        for company in (self.company, self.other_company):
            self._result(income, 2025, 100, **self._place_of(company))
        both = self.env["impact.result.analysis"].with_context(
            allowed_company_ids=(self.company + self.other_company).ids
        )
        self.env.user.company_ids += self.company + self.other_company
        read = [(self._of(income), [], ["value:avg"])]
        self.assertEqual([both._read_group(*args)[0][0] for args in read], [False])
        self.other_company.currency_id = euro
        self.assertEqual([both._read_group(*args)[0][0] for args in read], [200])

    def _place_of(self, company):
        return {
            "company_id": company.id,
            "organisation_id": company.partner_id.id,
            "scope_id": company._impact_default_scope().id,
        }

    def test_targets_follow_the_same_rules(self):
        stock, share = self._defined("STOCK", "last"), self._defined("S2", "recompute", ratio=True)
        years = split("year", date(2024, 1, 1), date(2025, 12, 31))
        self._parts(stock, [4, 6], years)
        self._parts(share, [(1, 2), (1, 4)], years)
        for indicator, year in product((stock, share), (2024, 2025)):
            self._target(indicator, year, year - 2000)
        self.assertEqual(self._total(self._of(stock), spec="target:avg"), 25)
        self.assertIs(self._total(self._of(share), spec="target:avg"), False)
        last = [*self._of(share), ("date_to", "=", "2025-12-31")]
        self.assertEqual(self._total(last, spec="target:avg"), 25)

    def test_the_period_before_is_the_one_just_before_and_as_long(self):
        flow = self._defined("FLOW", "sum")
        days = (date(2024, 11, 1), date(2025, 12, 31))
        for kind in ("month", "quarter", "half_year", "year", "agreement"):
            periods = split(kind if kind != "agreement" else "year", *days)
            self._parts(flow, range(len(periods)), periods, period_type=kind)
            last = [*self._of(flow), ("period_type", "=", kind), ("date_to", "=", days[1])]
            wanted = False if kind == "agreement" else len(periods) - 2
            self.assertEqual(self._total(last, spec="before:avg"), wanted, kind)
            first = [*self._of(flow), ("period_type", "=", kind), ("date_to", "<", "2025-01-01")]
            self.assertIs(self._total([*first, ("value", "=", 0)], spec="before:avg"), False)
            several = [*self._of(flow), ("period_type", "=", kind), ("value", ">", 0)]
            if len(periods) > 2:
                self.assertIs(self._total(several, spec="before:avg"), False)

    def test_the_period_before_of_several_organisations_is_worked_out_like_the_figure(self):
        share = self._defined("SHARE", "recompute", "recompute", ratio=True)
        members = self.env["res.partner"].create([{"name": "One"}, {"name": "Two"}])
        years = split("year", date(2024, 1, 1), date(2025, 12, 31))
        for member, parts in zip(members, ([(1, 10), (2, 10)], [(30, 40), (9, 40)]), strict=True):
            self._parts(share, parts, years, organisation_id=member.id)
        now = [*self._of(share), ("date_to", "=", "2025-12-31")]
        self.assertAlmostEqual(self._total(now, spec="before:avg"), 100 * 31 / 50, 6)
        self._parts(share, [(1, 2)], years[1:], organisation_id=self.company.partner_id.id)
        self.assertIs(self._total(now, spec="before:avg"), False, "one has no year before")

    def test_a_dashboard_tells_nothing_of_several_periods(self):
        flow = self._defined("FLOW", "sum")
        self._parts(flow, [1, 2, 3, "missing"])
        model = self._as(self.board_reader, self.env["impact.result.analysis"])
        one = model.with_context(one_period=True)
        for domain, *wanted in (
            ([], False, False),
            ([("value", "=", 3)], 3, 0),
            ([("status", "=", "missing")], False, 1),
        ):
            read = one._read_group([*self._of(flow), *domain], [], ["value:avg", "absence:max"])
            self.assertEqual(read, [tuple(wanted)])

    def test_the_graph_begins_with_an_indicator_that_the_reader_may_see(self):
        action = self._as(self.board_reader, self.env["impact.result.analysis"]).action_open()
        first = self.env["impact.indicator"].browse(
            action["context"]["searchpanel_default_indicator_id"]
        )
        self.assertEqual(first, self.typed)
        self.assertTrue(action["context"]["search_default_totals"])

    def test_screens_may_total_a_figure_and_the_export_of_lists_may_not(self):
        """Odoo's export adds up or averages what lies under a group by itself."""
        field = self.env["impact.result.analysis"]._fields["value"]
        self.assertIsNone(field.aggregator)
        told = self.env["impact.result.analysis"].fields_get(["value"], ["aggregator"])
        self.assertEqual(told["value"]["aggregator"], "avg")

    def test_totals_agree_with_the_engine(self):
        """Random figures of three organisations in five quarters, put together both ways."""
        chance = random.Random(4)
        partners = self.env["res.partner"].create([{"name": f"Member {n}"} for n in range(3)])
        quarters = split("quarter", date(2025, 1, 1), date(2026, 3, 31))
        for number, (time, organisation, ratio) in enumerate(
            product(aggregation.METHODS, METHODS, (False, True))
        ):
            indicator = self._defined(f"ANY{number}", time, organisation, ratio)
            wanted = []
            for partner in partners[: chance.randint(1, 3)]:
                some = sorted(chance.sample(range(5), chance.randint(2, 5)))
                values = [self._any_value(chance, ratio) for _quarter in some]
                periods = [quarters[place] for place in some]
                self._parts(indicator, values, periods, organisation_id=partner.id)
                wanted.append([self._figure(*one) for one in zip(values, periods, strict=True)])
            with self.subTest(time=time, organisation=organisation, ratio=ratio, figures=wanted):
                expected = self._engine_total(time, organisation, ratio, wanted)
                found = self._total(self._of(indicator))
                if expected is None:
                    self.assertIs(found, False)
                else:
                    self.assertAlmostEqual(found, float(expected), 5)

    def _any_value(self, chance, ratio):
        if chance.random() < 0.15:
            return chance.choice(("missing", "suppressed", "not_applicable"))
        return (chance.randint(0, 20), chance.randint(20, 40)) if ratio else chance.randint(0, 50)

    def _figure(self, value, period):
        known = {"value": None, "start": period.start, "stop": period.last + timedelta(1)}
        if isinstance(value, str):
            return Figure(**known, status=value)
        if not isinstance(value, tuple):
            return Figure(**{**known, "value": Decimal(value)})
        part, whole = map(Decimal, value)
        known["value"] = 100 * part / whole
        return Figure(**known, numerator=part, denominator=whole)

    def _engine_total(self, time, organisation, ratio, figures):
        """What the engine makes of them, where no part that counts is unknown."""
        factor = Decimal(100 if ratio else 1)
        members = []
        for parts in figures:
            kept = [part for part in parts if part.status != "not_applicable"]
            if len(kept) == 1:
                members += kept
            elif kept:
                one = aggregation.over_time(time, kept, factor)
                if time != "last" and not all(part.is_known for part in kept):
                    one = replace(one, value=None, status="missing")
                members.append(one)
        if not members or not all(one.is_known for one in members):
            return None
        if len(members) == 1:
            return members[0].value
        return aggregation.over_organisations(organisation, members, factor).value


@tagged("post_install", "-at_install", "security")
class TestResultAnalysisRights(AnalysisCommon):
    """The analysis opens nothing that the results keep shut."""

    def test_a_board_reader_sees_no_more_than_in_the_results(self):
        for result, absence in ((self.small, 3), (self.ratio, 2)):
            row = self._as(self.board_reader, self.env["impact.result.analysis"].browse(result.id))
            self.assertEqual((row.value, row.status), (None, "suppressed"))
            self.assertIn(row.shown, ("small group", "not released"))
            self.assertIs(self._total([("id", "=", result.id)]), False)
            self.assertEqual(self._total([("id", "=", result.id)], spec="absence:max"), absence)

    def test_the_period_before_shows_no_more_than_its_own_result(self):
        flow = self._defined("FLOW", "sum", privacy="person")
        years = split("year", date(2023, 1, 1), date(2025, 12, 31))
        self._parts(flow, [7, "suppressed", 9], years)
        rows = self._as(self.board_reader, self.env["impact.result.analysis"]).search(
            self._of(flow), order="date_to"
        )
        self.assertEqual(rows.mapped("before"), [None, 7, None])

    def test_who_accompanies_reads_no_figure_of_a_period_before(self):
        self._assessment(
            indicator_ids=self.typed.ids, accompanist_ids=[Command.link(self.accompanist.id)]
        )
        self._total(self._of(self.typed), self.accompanist)
        with self.assertRaises(AccessError):
            self._total(self._of(self.typed), self.accompanist, "before:avg")

    def test_it_has_no_exact_figure(self):
        names = self.env["impact.result.analysis"]._fields
        self.assertFalse([name for name in names if "exact" in name or name == "provenance"])
        self.assertNotIn("exact", self.env["impact.result.analysis"]._table_query.code)

    def test_a_hidden_part_leaves_no_total_that_gives_it_away(self):
        people = self._defined("FEW", "sum", "sum", privacy="person")
        self._parts(people, [20, "suppressed", 30, 40])
        for user in (self.board_reader, self.lead, self.manager, self.hr_reader):
            self.assertIs(self._total(self._of(people), user), False)

    def test_companies_are_apart(self):
        self._result(
            self.env["impact.indicator"].search([("code", "=", "ECO01")]),
            2025,
            5,
            company_id=self.other_company.id,
            organisation_id=self.other_company.partner_id.id,
            scope_id=self.other_scope.id,
        )
        rows = self._as(self.board_reader, self.env["impact.result.analysis"]).search([])
        self.assertEqual(rows.company_id, self.company)

    def test_accompanists_see_the_assessments_that_name_them(self):
        model = self.env["impact.result.analysis"]
        self.assertFalse(self._as(self.accompanist, model).search([]))
        self._assessment(
            indicator_ids=self.typed.ids, accompanist_ids=[Command.link(self.accompanist.id)]
        )
        self.assertEqual(self._as(self.accompanist, model).search([]).result_id, self.declared)
        self.assertEqual(self._total([], self.accompanist), 12)

    def test_nobody_else_reads_it_and_nobody_writes_it(self):
        for user in (self.contributor, self.employee, self.hr_manager, self.portal):
            with self.assertRaises(AccessError):
                self._total([], user)
        for user in (self.board_reader, self.lead, self.manager):
            model = self._as(user, self.env["impact.result.analysis"])
            for operation in ("write", "create", "unlink"):
                self.assertFalse(model.has_access(operation))
