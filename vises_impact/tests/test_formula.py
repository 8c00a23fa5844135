"""Figures worked out from others: typed, imported, validated or computed."""

from odoo import fields
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..engine.period import Period
from .common import ImpactCommon


class FormulaCommon(ImpactCommon):
    """Typed hours and accidents, and a rate that is worked out from them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hours = cls._typed("OWN_HOURS", "sum")
        cls.accidents = cls._typed("OWN_ACCIDENTS", "sum")
        cls.rate = cls._formula("OWN_RATE", "1000 * OWN_ACCIDENTS / OWN_HOURS")
        cls.year = Period.inclusive(
            "year", fields.Date.to_date("2024-01-01"), fields.Date.to_date("2024-12-31")
        )

    @classmethod
    def _typed(cls, code, aggregation="none", **values):
        version = Command.create({"kind": "form", "aggregation_time": aggregation})
        return cls._indicator(code, decimals=2, version_ids=[version], **values)

    @classmethod
    def _formula(cls, code, formula, version=None, **values):
        definition = {
            "kind": "formula",
            "formula": formula,
            "aggregation_time": "recompute",
            "aggregation_organisation": "recompute",
            **(version or {}),
        }
        return cls._indicator(code, decimals=2, version_ids=[Command.create(definition)], **values)

    def _month(self, indicator, month, value, **values):
        period = Period.inclusive(
            "month",
            fields.Date.to_date(f"2024-{month:02}-01"),
            fields.Date.end_of(fields.Date.to_date(f"2024-{month:02}-01"), "month"),
        )
        return self._result(
            indicator,
            2024,
            value,
            period_type="month",
            date_from=period.start,
            date_to=period.last,
            **values,
        )

    def _computed(self, indicator=None, *periods):
        """The figure of 2024, computed afresh."""
        indicator = indicator or self.rate
        periods = periods or [self.year]
        self.env["impact.result"].with_user(self.lead)._refresh(
            indicator, self.company, self.scope, list(periods)
        )
        return self._kept(indicator, periods[0])

    def _kept(self, indicator, period=None):
        period = period or self.year
        return self.env["impact.result"].search(
            [
                ("indicator_id", "=", indicator.id),
                ("company_id", "=", self.company.id),
                ("period_type", "=", period.period_type),
                ("date_from", "=", period.start),
                ("cell_id.key", "=", ""),
            ]
        )

    def _waiting(self, indicator):
        return self.env["impact.refresh"].search(
            [("indicator_id", "=", indicator.id), ("waiting", "=", True)]
        )


@tagged("post_install", "-at_install")
class TestFormula(FormulaCommon):
    # What is read

    def test_rate_is_worked_out_from_typed_figures(self):
        self._result(self.hours, 2024, 8000)
        self._result(self.accidents, 2024, 2)
        rate = self._computed()
        self.assertEqual((rate.value, rate.status, rate.origin), (0.25, "measured", "computed"))
        self.assertEqual((rate.numerator, rate.denominator), (2, 8000))

    def test_what_is_missing_is_named_with_its_period(self):
        self._result(self.accidents, 2024, 2)
        rate = self._computed()
        self.assertEqual((rate.value, rate.status), (None, "missing"))
        self.assertEqual(rate.reason_text, "Missing for 2024: OWN_HOURS Indicator OWN_HOURS.")
        self._result(self.hours, 2024, None)
        self.assertEqual(self._computed().status, "missing", "typed as not measured")

    def test_status_of_what_it_is_worked_out_from_carries(self):
        self._result(self.accidents, 2024, 2)
        hours = self._result(self.hours, 2024, 8000, status="estimated")
        self.assertEqual(
            (self._computed().status, self._kept(self.rate).value), ("estimated", 0.25)
        )
        hours.write({"status": "not_applicable", "value": None})
        rate = self._computed()
        self.assertEqual((rate.status, rate.value), ("not_applicable", None))
        self.assertRegex(rate.reason_text, "Not applicable, .*OWN_HOURS")
        hours.write({"status": "measured", "value": 0})
        self.assertEqual(self._computed().reason, "division_by_zero")

    def test_figure_is_provisional_until_what_it_needs_is_validated(self):
        results = self._result(self.hours, 2024, 8000) | self._result(self.accidents, 2024, 2)
        self.assertTrue(self._computed().provisional)
        results.with_user(self.lead).action_validate()
        self.assertFalse(self._computed().provisional)

    def test_validated_figure_counts_not_the_one_computed_beside_it(self):
        double = self._formula("OWN_DOUBLE", "2 * OWN_RATE")
        hours = self._result(self.hours, 2024, 8000)
        self._result(self.accidents, 2024, 2)
        self._computed().with_user(self.lead).action_validate()
        hours.value = 4000
        self.assertEqual(self._computed(double).value, 0.5, "twice what is validated")

    def test_year_is_put_together_from_months_that_were_typed(self):
        self._result(self.accidents, 2024, 3)
        for month in range(1, 13):
            self._month(self.hours, month, 1000)
        rate = self._computed()
        self.assertEqual((rate.value, rate.denominator), (0.25, 12000))
        self.assertEqual(len(rate.operand_ids), 13)

    def test_year_with_a_month_missing_is_estimated(self):
        self._result(self.accidents, 2024, 3)
        for month in range(1, 12):
            self._month(self.hours, month, 1000)
        rate = self._computed()
        self.assertEqual((rate.status, rate.reason), ("estimated", "partial"))
        self.assertAlmostEqual(rate.coverage, 11 / 12, 6)

    def test_year_that_was_typed_goes_before_its_months(self):
        self._result(self.accidents, 2024, 3)
        self._month(self.hours, 1, 1000)
        self._result(self.hours, 2024, 6000)
        self.assertEqual(self._computed().value, 0.5)

    def test_months_of_people_do_not_make_a_year(self):
        """What is hidden of people is decided month by month."""
        people = self._typed("OWN_PEOPLE", "average", unit="persons", privacy="person")
        share = self._formula("OWN_SHARE", "OWN_PEOPLE / OWN_HOURS")
        self._result(self.hours, 2024, 6000)
        for month in range(1, 13):
            self._month(people, month, 12)
        self.assertEqual(self._computed(share).status, "missing")

    def test_figures_of_other_scopes_companies_and_periods_are_not_taken(self):
        self._result(self.accidents, 2024, 3)
        self._result(self.hours, 2023, 6000)
        site = self.env["impact.scope"].create(
            {"name": "Site", "kind": "site", "company_id": self.company.id}
        )
        self._result(self.hours, 2024, 6000, scope_id=site.id)
        member = self.env["res.partner"].create({"name": "A member"})
        self._result(self.hours, 2024, 6000, organisation_id=member.id)
        self.assertEqual(self._computed().status, "missing")

    def test_breakdown_has_the_cells_that_all_operands_have(self):
        source = self.env.ref("vises_impact.impact_source_field_employment_sex")
        halves = self._formula(
            "OWN_BY_SEX",
            "OWN_ACCIDENTS / OWN_HOURS",
            {"breakdown_ids": [Command.link(source.id)]},
        )
        cells = self.env["impact.cell"]._by_key(["sex=female", "sex=male"])
        for key, number in (("sex=female", 2), ("sex=male", 1)):
            self._result(self.accidents, 2024, number, cell_id=cells[key])
        self._result(self.accidents, 2024, 3)
        self._result(self.hours, 2024, 6000)
        self._result(self.hours, 2024, 2000, cell_id=cells["sex=female"])
        self._computed(halves)
        results = self.env["impact.result"].search([("indicator_id", "=", halves.id)])
        self.assertEqual(
            {r.cell_id.key: r.value for r in results}, {"": 0.0005, "sex=female": 0.001}
        )

    def test_statements_do_not_grow_with_formulas_or_periods(self):
        more = self.rate | self._formula("OWN_A", "OWN_HOURS + OWN_ACCIDENTS")
        more |= self._formula("OWN_B", "OWN_HOURS - OWN_ACCIDENTS")
        for indicator in (self.hours, self.accidents):
            for month in range(1, 13):
                self._month(indicator, month, 12)
        months = [
            Period.inclusive("month", r.date_from, r.date_to)
            for r in self.env["impact.result"].search(
                [("indicator_id", "=", self.hours.id)], order="date_from"
            )
        ]

        def statements(indicators, periods):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["impact.computation"]._run(indicators, self.company, self.scope, periods)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        statements(self.rate, months[:1])  # what is read once stays in memory
        few = statements(self.rate, months[1:2])
        self.assertLessEqual(statements(more, months[2:]), few)

    # When it changes

    def test_formula_waits_when_a_figure_that_it_needs_changes(self):
        assessment = self._assessment()
        assessment._add_indicators(self.rate)
        hours = self._result(self.hours, 2024, 8000)
        self.assertTrue(self._waiting(self.rate), "typed")
        self._result(self.accidents, 2024, 2)
        self._computed()
        self.assertFalse(self._waiting(self.rate))
        changes = (
            ("typed anew", lambda: hours.write({"value": 4000})),
            ("validated", lambda: hours.with_user(self.lead).action_validate()),
            ("set back", lambda: hours.with_user(self.lead).action_reopen()),
            ("deleted", lambda: hours.unlink()),
        )
        for name, change in changes:
            with self.subTest(change=name):
                change()
                self.assertTrue(self._waiting(self.rate))
                self._computed()
                self.assertFalse(self._waiting(self.rate), "computing it asks for nothing more")
        self.assertEqual(self._kept(self.rate).status, "missing")

    def test_year_waits_when_a_month_is_typed(self):
        self._computed()
        self._month(self.hours, 3, 100)
        self.assertEqual(self._waiting(self.rate).period_type, "year")

    def test_formula_of_a_formula_waits_too(self):
        double = self._formula("OWN_DOUBLE", "2 * OWN_RATE")
        self._computed(double)
        self._result(self.hours, 2024, 8000)
        self.assertTrue(self._waiting(double))

    def test_nothing_waits_that_nobody_looks_at(self):
        self._result(self.hours, 2024, 8000)
        self.assertFalse(self._waiting(self.rate))

    def test_formula_that_fails_leaves_the_others_computed(self):
        broken = self._formula("OWN_BROKEN", "OWN_HOURS")
        self._assessment()._add_indicators(self.rate | broken)
        self._result(self.hours, 2024, 8000)
        self._result(self.accidents, 2024, 2)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE impact_indicator_version SET formula = 'OWN_HOURS +' WHERE id = %s",
            [broken.current_version_id.id],
        )
        self.env.invalidate_all()
        waiting = self._waiting(self.rate) | self._waiting(broken)
        with self.assertLogs("odoo.addons.vises_impact.models.impact_refresh", "WARNING"):
            waiting.with_user(self.lead)._compute_batch()
        self.assertEqual(self._kept(self.rate).value, 0.25)

    def test_nightly_refresh_notices_what_was_typed_past_the_queue(self):
        before = self.env["impact.refresh"]._source_states()
        self._result(self.hours, 2024, 8000)
        after = self.env["impact.refresh"]._source_states()
        self.assertNotEqual(before[self.rate.id], after[self.rate.id])
        women = self.env.ref("vises_impact.indicator_EMP01").id
        self.assertEqual(before[women], after[women], "what counts records is left alone")

    # Where it comes from

    def test_results_that_it_was_worked_out_from_are_listed(self):
        operands = self._result(self.hours, 2024, 8000) | self._result(self.accidents, 2024, 2)
        self._result(self.hours, 2023, 7000)
        self.assertEqual(self._computed().operand_ids, operands)
        self.assertFalse(operands.operand_ids, "they were typed")

    def test_difference_names_what_changed_and_opens_it(self):
        hours = self._result(self.hours, 2024, 8000)
        self._result(self.accidents, 2024, 2)
        rate = self._computed().with_user(self.lead)
        rate.action_validate()
        hours.value = 4000
        self._computed()
        proposal = (
            self.env["impact.proposal"].with_user(self.lead).search([("result_id", "=", rate.id)])
        )
        self.assertEqual(proposal.value, 0.5)
        wizard = (
            self.env["impact.difference"]
            .with_user(self.lead)
            .browse(proposal.action_explain()["res_id"])
        )
        self.assertEqual(
            wizard.line_ids.mapped("name"),
            ["OWN_HOURS Indicator OWN_HOURS: 8,000.00 then, 4,000.00 now."],
        )
        self.assertEqual(wizard.line_ids.record_ids, hours.ids)

    def test_records_of_a_formula_are_not_asked_for(self):
        self._result(self.hours, 2024, 8000)
        self._result(self.accidents, 2024, 2)
        rate = self._computed()
        self.assertFalse(rate.can_show_records)
        with self.assertRaises(UserError):
            rate.action_show_records()

    # What is asked

    def test_campaign_asks_for_what_the_formula_needs(self):
        double = self._formula("OWN_DOUBLE", "2 * OWN_RATE")
        assessment = self._assessment()
        assessment._add_indicators(double)
        campaign = self.env["impact.campaign"].create({"assessment_id": assessment.id})
        self.assertEqual(campaign.indicator_ids, self.hours | self.accidents)

    def test_following_a_formula_takes_what_it_needs_into_use(self):
        achieved, agreed, rate = (
            self.env.ref(f"vises_impact.indicator_{code}") for code in ("INS03", "INS04", "INS05")
        )
        rate.sudo().active = True
        (achieved | agreed).sudo().active = False
        assessment = self._assessment()
        assessment._add_indicators(rate)
        self.assertTrue(agreed.active)
        campaign = self.env["impact.campaign"].create({"assessment_id": assessment.id})
        self.assertIn(agreed, campaign.indicator_ids)
        self.assertNotIn(rate, campaign.indicator_ids)

    def test_readiness_says_what_to_type(self):
        self._result(self.accidents, 2024, 2)
        rate = self._computed()
        texts = self.env["impact.readiness.figure"]._texts(rate, None, self.company)
        self.assertRegex(texts["missing_text"], "OWN_HOURS")
        self.assertRegex(texts["advice"], "campaign")

    # While it is defined

    def test_editor_shows_typed_codes_with_their_last_figure(self):
        self._result(self.hours, 2023, 7000)
        self._result(self.hours, 2024, 8000)
        parts = self.rate.current_version_id.formula_parts["parts"]
        figures = {part["code"]: part["figure"] for part in parts}
        self.assertEqual(figures, {"OWN_HOURS": "8,000.00 (2024)", "OWN_ACCIDENTS": ""})

    def test_cycle_through_typed_and_worked_out_figures_is_refused(self):
        with self._refused(UserError, "OWN_RATE"):
            self._define_anew(
                self.hours, kind="formula", formula="OWN_RATE * 2", form_input="value"
            )


@tagged("post_install", "-at_install")
class TestFormulaPrivacy(FormulaCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = cls._typed("OWN_PEOPLE", unit="persons", privacy="person")
        cls.per_person = cls._formula("OWN_PER_PERSON", "OWN_HOURS / OWN_PEOPLE")
        cls._result(cls.hours, 2024, 8000)

    def test_board_reader_learns_no_small_group_from_what_is_worked_out_with_it(self):
        self._result(self.people, 2024, 3)
        figure = self._computed(self.per_person).with_user(self.board_reader)
        self.assertEqual((figure.status, figure.value), ("suppressed", None))
        self.assertEqual((figure.numerator, figure.denominator, figure.count), (None,) * 3)
        self.assertEqual(
            {r.indicator_id.code: r.shown for r in figure.operand_ids},
            {"OWN_HOURS": "8,000.00", "OWN_PEOPLE": "small group"},
        )
        with self._refused(Exception, "provenance|access"):
            figure.read(["provenance"])

    def test_figure_appears_with_the_group_that_has_grown(self):
        people = self._result(self.people, 2024, 3)
        self._computed(self.per_person)
        people.value = 20
        self.assertEqual(self._computed(self.per_person).value, 400)

    def test_figure_is_hidden_at_once_when_its_group_shrinks(self):
        people = self._result(self.people, 2024, 20)
        figure = self._computed(self.per_person)
        self.assertEqual(figure.value, 400)
        people.value = 3
        self.assertEqual(figure.status, "suppressed", "before it is computed again")

    def test_disclosive_operand_hides_until_it_is_released(self):
        pay = self._typed("OWN_PAY", unit="ratio", privacy="disclosive")
        double = self._formula("OWN_DOUBLE_PAY", "2 * OWN_PAY")
        result = self._result(pay, 2024, 4)
        self.assertEqual(self._computed(double).status, "suppressed")
        result.with_user(self.lead)._release("Published every year")
        self.assertEqual(self._computed(double).value, 8)

    def test_proposal_beside_a_validated_figure_hides_as_well(self):
        people = self._result(self.people, 2024, 20)
        figure = self._computed(self.per_person)
        figure.with_user(self.lead).action_validate()
        people.value = 3
        self._computed(self.per_person)
        proposal = self.env["impact.proposal"].search([("result_id", "=", figure.id)])
        self.assertEqual((proposal.status, proposal.value), ("suppressed", None))

    def test_public_document_hides_what_tells_of_ten_people(self):
        people = self._result(self.people, 2024, 10)
        hours = self._kept(self.hours)
        figure = self._computed(self.per_person)
        self.assertEqual(figure.value, 800)
        view = self.env["impact.publication.view"]
        public = view._recipient("public", self.company)
        self.assertEqual(view._hidden(figure | hours, public), figure)
        people.value = 11
        self.assertFalse(view._hidden(self._computed(self.per_person) | hours, public))

    def test_public_document_hides_rates_of_people_whose_number_nobody_gave(self):
        hours = self._typed("OWN_STAFF_HOURS", unit="hours", privacy="person")
        rate = self._formula("OWN_STAFF_RATE", "OWN_HOURS / OWN_STAFF_HOURS")
        self._result(hours, 2024, 4000)
        figure = self._computed(rate)
        self.assertEqual(figure.value, 2)
        view = self.env["impact.publication.view"]
        public = view._recipient("public", self.company)
        self.assertEqual(view._hidden(figure, public), figure)

    def test_live_test_does_not_tell_a_hidden_figure(self):
        self._result(self.people, 2024, 3)
        versions = self.env["impact.indicator.version"]
        place = {"scope_id": self.scope.id, "period": "year 2024-01-01 2024-12-31"}

        def tried(formula, user):
            definition = {"kind": "formula", "formula": formula}
            return versions.with_user(user).try_definition(
                False, definition, {"unit": "number"}, place
            )

        for formula in ("OWN_PEOPLE + 0", "OWN_HOURS / OWN_PEOPLE", "coalesce(1, OWN_PEOPLE)"):
            with self.subTest(formula=formula):
                told = tried(formula, self.lead)
                self.assertTrue(told.get("hidden"), told)
                self.assertNotIn("3", " ".join(line["text"] for line in told["filters"]))
        reader = self._user("pay", "vises_impact.group_lead,hr.group_hr_manager")
        self.assertEqual(tried("OWN_PEOPLE + 0", reader)["figure"], "3")
        told = tried("OWN_HOURS / 1000", self.lead)
        self.assertEqual(told["figure"], "8")
        self.assertEqual(
            told["filters"], [{"name": "OWN_HOURS", "text": "Indicator OWN_HOURS: 8,000.00"}]
        )
