from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools.convert import convert_file

from .common import ImpactCommon


@tagged("post_install", "-at_install")
class TestLibraryUse(ImpactCommon):
    """The library waits archived until somebody chooses it, and stays as people left it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.headcount = cls.env.ref("vises_impact.indicator_EMP01")
        cls.pay_gap = cls.env.ref("vises_impact.indicator_EMP08")
        cls._wait(cls.pay_gap)
        cls.own = cls._indicator("DESKS", active=False)
        cls.funder_set = cls.env["impact.indicator.set"].create(
            {
                "code": "funder",
                "name": "What our funder asks for",
                "indicator_ids": (cls.headcount | cls.pay_gap | cls.own).ids,
            }
        )

    @classmethod
    def _wait(cls, indicator):
        """As the library comes: archived until a set of it is chosen, by nobody's hand."""
        indicator.active = False
        indicator.sudo().archived_by_hand = False

    def _update_module(self, *files):
        for file in files:
            convert_file(self.env, "vises_impact", f"data/{file}", {}, mode="update")
        self.env.invalidate_all()

    def test_the_core_set_is_offered_first(self):
        first = self.env["impact.indicator.set"].search([], limit=1)
        self.assertEqual(first, self.env.ref("vises_impact.set_core"))

    def test_a_set_shows_what_is_not_in_use_yet(self):
        self.assertEqual(self.funder_set.indicator_count, 3)
        self.assertEqual(self.funder_set.archived_count, 1)

    def test_an_assessment_that_takes_a_set_switches_its_indicators_on(self):
        for lead in (self.lead, self.accompanist):
            self._wait(self.pay_gap)
            assessment = self._assessment(accompanist_ids=[Command.link(self.accompanist.id)])
            assessment.with_user(lead).set_ids = self.funder_set
            self.assertTrue(self.pay_gap.active)
            self.assertEqual(assessment.indicator_ids, self.headcount | self.pay_gap)

    def test_an_assessment_made_with_a_set_switches_its_indicators_on(self):
        assessment = (
            self.env["impact.assessment"]
            .with_user(self.lead)
            .create({"name": "Impact", "set_ids": self.funder_set.ids})
        )
        self.assertTrue(self.pay_gap.active)
        self.assertEqual(assessment.indicator_ids, self.headcount | self.pay_gap)

    def test_choosing_the_set_on_the_form_switches_on_when_saved(self):
        with Form(self.env["impact.assessment"].with_user(self.lead)) as form:
            form.name = "Impact"
            form.set_ids.add(self.funder_set)
            self.assertEqual(len(form.indicator_line_ids), 2)
            self.assertFalse(self.pay_gap.active)
        self.assertTrue(self.pay_gap.active)

    def test_a_company_keeps_its_own_indicators_archived(self):
        self._assessment(set_ids=self.funder_set.ids)
        self.assertFalse(self.own.active)

    def test_what_the_manager_archived_stays_archived(self):
        """Whoever chooses the set again, also by copying an assessment; taken back, it is used."""
        first = self._assessment(set_ids=self.funder_set.ids)
        self.pay_gap.with_user(self.manager).action_archive()
        again = first.with_user(self.lead).copy()
        self.assertFalse(self.pay_gap.active)
        self.assertNotIn(self.pay_gap, self._assessment(set_ids=self.funder_set.ids).indicator_ids)
        self.assertTrue(again)
        self.funder_set.with_user(self.lead).action_use()
        self.assertFalse(self.pay_gap.active)
        self.assertEqual(self.funder_set.archived_count, 0)
        self.pay_gap.with_user(self.manager).action_unarchive()
        self.assertIn(self.pay_gap, self._assessment(set_ids=self.funder_set.ids).indicator_ids)

    def test_nobody_else_says_that_the_manager_archived_it(self):
        with self._refused(UserError, "belong to the library"):
            self.headcount.with_user(self.manager).archived_by_hand = True

    def test_the_lead_uses_a_set_without_an_assessment(self):
        for user in (self.contributor, self.board_reader, self.accompanist):
            with self._refused(AccessError, "Only the evaluation lead"):
                self.funder_set.with_user(user).action_use()
        self.funder_set.with_user(self.lead).action_use()
        self.assertTrue(self.pay_gap.active)
        self.assertEqual(self.funder_set.archived_count, 0)

    def test_an_update_leaves_what_is_in_use_and_what_is_archived(self):
        """The very files of the library are loaded again."""
        waiting = self.env.ref("vises_impact.indicator_EMP07")
        used = self.env.ref("vises_impact.indicator_GOV11")
        waiting.active = False
        used.active = True
        self.pay_gap.write({"name": "Changed", "active": False})
        self._update_module(
            "impact_indicator_data.xml",
            "library/impact.indicator-emp.csv",
            "library/impact.indicator-gov.csv",
        )
        self.assertFalse(self.pay_gap.active)
        self.assertEqual(self.pay_gap.name, "Gender pay gap")  # it was loaded
        self.assertTrue(used.active)
        self.assertFalse(waiting.active)

    def test_an_update_leaves_indicators_in_sets_of_ones_own(self):
        """Also in one that is archived for a while; what the module ships is set again."""
        one = self.env.ref("vises_impact.indicator_EMP07")
        shipped = one.set_ids
        self.assertTrue(shipped)
        one.set_ids = [Command.set(self.funder_set.ids)]
        self.funder_set.active = False
        self._update_module("library/impact.indicator-emp.csv")
        self.assertEqual(one.with_context(active_test=False).set_ids, shipped | self.funder_set)


@tagged("post_install", "-at_install")
class TestUnits(ImpactCommon):
    """A figure reads as its unit wants, and is refused where it cannot be meant."""

    def _line(self, **values):
        version = values.pop("version", {})
        indicator = self._indicator(
            "ASKED", version_ids=[Command.create({"kind": "form", **version})], **values
        )
        campaign = self.env["impact.campaign"].create(
            {
                "name": "Figures of 2025",
                "company_id": self.company.id,
                "date_from": "2025-01-01",
                "date_to": "2025-12-31",
                "indicator_ids": indicator.ids,
                "respondent_ids": self.contributor.ids,
            }
        )
        campaign.action_open()
        return campaign.line_ids

    def test_a_rule_is_answered_by_yes_or_no_and_no_is_not_nothing(self):
        line = self._line(unit="yes_no", direction="bool")
        self.assertEqual((line.value, line.shown, line.status), (None, "", "empty"))
        line.value = 0
        self.assertEqual((line.value, line.shown, line.status), (0, "No", "answered"))
        line.value = 1
        self.assertEqual(line.shown, "Yes")
        for wrong in (2, 0.5, -1):
            with self._refused(ValidationError, "answer yes or no|below zero"):
                line.value = wrong
        line.mark = "not_measured"
        self.assertIsNone(line.value)

    def test_a_declared_rule_is_kept_or_not(self):
        rule = self._indicator("RULE", unit="yes_no")
        result = self._result(rule, 2025, 0)
        self.assertEqual(result.shown, "No")
        with self._refused(ValidationError, "yes or no"):
            result.value = 0.4
        self.assertEqual(self._target(rule, 2025, 1).shown, "Yes")

    def test_a_rate_is_part_over_whole_times_its_factor(self):
        version = {"form_input": "ratio", "form_factor": 200000}
        line = self._line(unit="ratio", decimals=1, version=version)
        line.write({"numerator": 3, "denominator": 80000})
        self.assertEqual(line.shown, "7.5")

    def test_a_score_is_out_of_ten(self):
        line = self._line(unit="score", decimals=1, version={"form_input": "ratio"})
        line.write({"numerator": 37, "denominator": 5})
        self.assertEqual(line.shown, "7.4\xa0/\xa010")
        with self._refused(ValidationError, "between 0 and 10"):
            line.numerator = 51

    def test_points_may_be_lost(self):
        line = self._line(unit="points", decimals=1)
        line.value = -1.5
        self.assertEqual(line.shown, "-1.5\xa0points")

    def test_units_follow_the_number(self):
        for unit, one, many in (
            ("months", "1\xa0month", "6\xa0months"),
            ("person_days", "1\xa0person-day", "6\xa0person-days"),
            ("households", "1\xa0household", "6\xa0households"),
            ("tonnes", "1\xa0t", "6\xa0t"),
            ("co2_tonnes", "1\xa0t\xa0CO₂e", "6\xa0t\xa0CO₂e"),
            ("cubic_metres", "1\xa0m³", "6\xa0m³"),
        ):
            indicator = self._indicator(f"IN_{unit.upper()}", unit=unit)
            texts = [indicator._format(number, self.company) for number in (1, 6)]
            self.assertEqual(texts, [one, many])
