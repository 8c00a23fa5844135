"""Typed figures follow the same rules as computed ones, whichever way they come in."""

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .test_form import FormCommon


@tagged("post_install", "-at_install", "security")
class TestTypedPrivacy(FormCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pay = cls._asked("PAY", unit="ratio", decimals=1)
        cls.pay.privacy = "disclosive"
        cls.heads = cls._asked("HEADS", unit="persons", aggregation_time="sum")
        cls.rsa = cls._asked("RSA", unit="percent", form_input="ratio")
        (cls.heads | cls.rsa).privacy = "person"
        cls.heads.current_version_id.aggregation_organisation = "sum"

    def _shown(self, result):
        """What a board reader sees."""
        self.env.invalidate_all()
        seen = result.with_user(self.board_reader)
        return seen.value, seen.status

    def _quarter(self, number, value):
        first, last = {
            1: ("01-01", "03-31"),
            2: ("04-01", "06-30"),
            3: ("07-01", "09-30"),
            4: ("10-01", "12-31"),
        }[number]
        dates = {"date_from": f"2025-{first}", "date_to": f"2025-{last}"}
        return self._result(self.heads, 2025, value, period_type="quarter", **dates)

    # Pay

    def test_a_typed_pay_ratio_waits_for_its_release(self):
        ratio = self._result(self.pay, 2025, 6.4)
        self.assertEqual(self._shown(ratio), (None, "suppressed"))
        self.assertEqual(ratio.sudo().exact_value, 6.4)
        ratio.with_user(self.lead)._release("Published each year.")
        self.assertEqual(self._shown(ratio), (6.4, "measured"))
        self.assertIn("Published each year.", ratio.message_ids[:1].body)

    def test_a_released_ratio_that_is_typed_anew_waits_again(self):
        ratio = self._result(self.pay, 2025, 6.4)
        ratio.with_user(self.lead)._release("Published each year.")
        ratio.with_user(self.lead).action_reopen()
        self.assertEqual(self._shown(ratio), (None, "suppressed"))
        ratio.with_user(self.lead).value = 7.1
        self.assertEqual(self._shown(ratio), (None, "suppressed"))
        self.assertEqual(ratio.sudo().exact_value, 7.1)

    def test_a_ratio_from_a_form_is_validated_and_still_hidden(self):
        campaign = self._campaign(self.contributor, indicators=self.pay)
        form = self._fill(campaign, self.contributor, PAY=6.4)
        self._validate(form)
        ratio = self._declared(self.pay)
        self.assertEqual(self._shown(ratio), (None, "suppressed"))
        self.assertEqual(ratio.state, "validated")
        self.assertIn("6.4", form.line_ids.shown)
        ratio.with_user(self.lead)._release("Published each year.")
        self.assertEqual(self._shown(ratio), (6.4, "measured"))

    def test_the_same_answer_again_leaves_a_hidden_figure_as_it_is(self):
        for _round in range(2):
            campaign = self._campaign(self.contributor, indicators=self.pay)
            self._validate(self._fill(campaign, self.contributor, PAY=6.4))
        self.assertFalse(self.env["impact.proposal"].search([]))

    def test_another_answer_is_proposed_without_telling_it(self):
        for value in (6.4, 9.9):
            campaign = self._campaign(self.contributor, indicators=self.pay)
            self._validate(self._fill(campaign, self.contributor, PAY=value))
        proposal = self.env["impact.proposal"].search([]).with_user(self.lead)
        self.assertEqual((proposal.value, proposal.status), (None, "suppressed"))
        proposal.action_accept()
        ratio = self._declared(self.pay)
        self.assertEqual(self._shown(ratio), (None, "suppressed"))
        self.assertEqual((ratio.sudo().exact_value, ratio.origin), (9.9, "declared"))

    def test_imported_figures_are_no_exception(self):
        ratio = self._result(self.pay, 2025, 6.4, origin="imported")
        few = self._result(self.heads, 2025, 3, origin="imported")
        self.assertEqual(self._shown(ratio), (None, "suppressed"))
        self.assertEqual(self._shown(few), (None, "suppressed"))

    # People

    def test_four_people_are_hidden_and_five_are_not(self):
        few = self._result(self.heads, 2025, 4)
        self.assertEqual(self._shown(few), (None, "suppressed"))
        few.value = 5
        self.assertEqual(self._shown(few), (5, "measured"))
        few.value = 0
        self.assertEqual(self._shown(few), (0, "measured"))

    def test_no_figure_is_not_a_small_one(self):
        few = self._result(self.heads, 2025, 4)
        few.write({"value": None, "status": "missing"})
        self.assertEqual(self._shown(few), (None, "missing"))

    def test_the_indicators_own_threshold_holds(self):
        self.env["impact.indicator.setting"].create(
            {"indicator_id": self.heads.id, "company_id": self.company.id, "threshold": 20}
        )
        self.assertEqual(self._shown(self._result(self.heads, 2025, 19))[1], "suppressed")

    def test_a_share_is_judged_by_its_part_its_rest_and_its_whole(self):
        share = self._result(self.rsa, 2025, 95, numerator=38, denominator=40)
        seen = share.with_user(self.board_reader)
        self.assertEqual(
            (seen.value, seen.numerator, seen.denominator, seen.status),
            (None, None, None, "suppressed"),
        )
        share.write({"value": 50, "numerator": 20})
        self.assertEqual((seen.value, seen.numerator, seen.denominator), (50, 20, 40))

    def test_small_form_answers_are_hidden_from_readers_and_not_from_their_author(self):
        campaign = self._campaign(self.contributor, indicators=self.heads)
        form = self._fill(campaign, self.contributor, HEADS=3)
        self._validate(form)
        self.assertEqual(self._shown(self._declared(self.heads)), (None, "suppressed"))
        self.assertEqual(form.line_ids.value, 3)

    def test_an_accompanist_reads_no_answers_of_people_or_pay(self):
        assigned = self._assessment(accompanist_ids=[Command.link(self.accompanist.id)])
        campaign = self._campaign(
            self.contributor,
            indicators=self.pay | self.heads | self.people,
            assessment_id=assigned.id,
        )
        self._fill(campaign, self.contributor, PAY=6.4, HEADS=3, PEOPLE=7)
        lines = self.env["impact.form.line"].with_user(self.accompanist).search([])
        self.assertEqual(lines.indicator_id, self.people)
        with self.assertRaises(AccessError):
            (campaign.line_ids - lines).with_user(self.accompanist).read(["value"])

    # Beside others

    def test_a_quarter_does_not_follow_from_the_year(self):
        year = self._result(self.heads, 2025, 39)
        quarters = [self._quarter(n, value) for n, value in enumerate((2, 8, 9, 20), 1)]
        shown = [self._shown(quarter)[0] for quarter in quarters]
        self.assertEqual(self._shown(year)[0], 39)
        self.assertEqual(shown, [None, None, 9, 20])

    def test_a_missing_quarter_of_few_people_does_not_follow(self):
        """The year less three quarters would tell of two people: one of them gives way."""
        self._result(self.heads, 2025, 40)
        quarters = [self._quarter(n, value) for n, value in enumerate((9, 9, 20), 1)]
        self.assertIn(None, [self._shown(quarter)[0] for quarter in quarters])

    def test_those_outside_a_site_do_not_follow_from_it(self):
        site = self.env["impact.scope"].create({"name": "Site", "kind": "site"})
        whole = self._result(self.heads, 2025, 50)
        inner = self._result(self.heads, 2025, 48, scope_id=site.id)
        self.assertEqual(self._shown(whole)[0], 50)
        self.assertEqual(self._shown(inner), (None, "suppressed"))
        inner.value = 40
        self.assertEqual(self._shown(inner)[0], 40)

    def test_validated_figures_stay_and_the_newcomer_gives_way(self):
        quarters = [self._quarter(n, value) for n, value in enumerate((8, 9, 20), 1)]
        for quarter in quarters:
            quarter.action_validate()
        year = self._result(self.heads, 2025, 39)
        self.assertEqual([self._shown(quarter)[0] for quarter in quarters], [8, 9, 20])
        self.assertEqual(self._shown(year), (None, "suppressed"))

    # Starting figures

    def _start(self, indicator, value, **values):
        """A target of the lead's with a starting figure at the end of 2024."""
        return (
            self.env["impact.target"]
            .with_user(self.lead)
            .create(
                {
                    **self._figure_key(indicator, 2025),
                    "value": 60,
                    "baseline_value": value,
                    "baseline_date": "2024-12-31",
                    **values,
                }
            )
        )

    def _started(self, target, user=None):
        self.env.invalidate_all()
        seen = target.with_user(user or self.board_reader)
        return seen.baseline_value, seen.baseline_shown

    def test_a_starting_figure_of_few_people_is_hidden(self):
        target = self._start(self.heads, 3)
        for user in (self.board_reader, self.lead, self.manager):
            self.assertEqual(self._started(target, user), (None, "small group"))
        reader = self._user("pay", "vises_impact.group_lead,hr.group_hr_manager")
        self.assertEqual(target.with_user(reader).exact_baseline_value, 3)
        target.baseline_value = 12
        self.assertEqual(self._started(target), (12, "12\N{NO-BREAK SPACE}persons"))

    def test_a_starting_figure_of_pay_is_not_released(self):
        self.assertEqual(self._started(self._start(self.pay, 6.4)), (None, "not released"))

    def test_no_starting_figure_is_no_zero_and_zero_is_one(self):
        self.assertEqual(self._started(self._start(self.heads, None)), (None, ""))
        visits = self._asked("VISITS")
        self.assertEqual(self._started(self._start(visits, 0)), (0, "0"))
        self.assertEqual(self._started(self._start(visits, 2, date_to="2025-06-30")), (2, "2"))

    def test_a_starting_figure_shows_what_the_figure_of_that_day_shows(self):
        site = self.env["impact.scope"].create({"name": "Site", "kind": "site"})
        self._result(self.heads, 2024, 50)
        inner = self._result(self.heads, 2024, 48, scope_id=site.id)
        self.assertEqual(self._shown(inner), (None, "suppressed"))
        target = self._start(self.heads, 48, scope_id=site.id)
        self.assertEqual(self._started(target), (None, "small group"))
        ratio = self._result(self.pay, 2024, 6.4)
        target = self._start(self.pay, 6.4)
        self.assertEqual(self._started(target), (None, "not released"))
        ratio.with_user(self.lead)._release("Published each year.")
        self.assertEqual(self._started(target)[0], 6.4)

    def test_neither_domains_nor_groups_nor_exports_reach_an_exact_starting_figure(self):
        target = self._start(self.heads, 3)
        targets = self.env["impact.target"].with_user(self.lead)
        with self.assertRaises(AccessError):
            targets.search([("exact_baseline_value", "=", 3)])
        with self.assertRaises(AccessError):
            targets._read_group([], [], ["exact_baseline_value:max"])
        with self.assertRaises(AccessError):
            target.with_user(self.lead).read(["exact_baseline_value"])
        self.lead.group_ids += self.env.ref("base.group_allow_export")
        self.assertEqual(
            target.with_user(self.lead).export_data(["baseline_value"])["datas"], [[""]]
        )
