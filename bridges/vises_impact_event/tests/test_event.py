"""Events as people keep them: who sees whom, tags that are proposed, what is still to come."""

from datetime import date, datetime, timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.vises_impact.engine.period import split

from .common import EventCommon

YEAR = split("year", date(2025, 1, 1), date(2025, 12, 31))


@tagged("post_install", "-at_install")
class TestEvent(EventCommon):
    def _result(self, code):
        indicator = self.env["impact.indicator"].with_context(active_test=False)
        indicator = indicator.search([("code", "=", code)])
        results = self.env["impact.result"].sudo()
        results._refresh(indicator, self.company, self.scope, YEAR)
        return results.search(
            [("indicator_id", "=", indicator.id), ("cell_id.key", "=", "")]
            + [("company_id", "=", self.company.id)]
        )

    def test_event_to_come_is_not_held(self):
        now = fields.Datetime.now()
        self._event(now - timedelta(days=1))
        self._event(now + timedelta(days=1))
        periods = split("year", date(now.year - 1, 1, 1), date(now.year + 1, 12, 31))
        figures = self._figures(["TER06"], self.scope, periods)
        values = [figures["TER06", n].quantity.value for n in range(3)]
        self.assertEqual(sum(value or 0 for value in values), 1)

    def test_event_at_two_companies_counts_in_its_own(self):
        self._event(datetime(2025, 3, 3, 18))
        figures = self._figures(["TER06"], self.other_scope, YEAR)
        self.assertEqual(figures["TER06", 0].quantity.status, "missing")

    def test_evening_in_the_company_zone_is_of_the_next_year_elsewhere(self):
        """Half past eleven in the evening in Brussels; in the UTC calendar, half past ten."""
        self._event(datetime(2025, 12, 31, 23, 30))
        periods = split("year", date(2025, 1, 1), date(2026, 12, 31))
        figures = self._figures(["TER06"], self.scope, periods)
        self.assertEqual(figures["TER06", 0].quantity.status, "missing")
        self.assertEqual(figures["TER06", 1].quantity.value, 1)

    def test_a_site_has_no_figure(self):
        self._event(datetime(2025, 3, 3, 18))
        site = self.env["impact.scope"].create(
            {"name": "Site", "kind": "site", "company_id": self.company.id}
        )
        figures = self._figures(["TER06"], site, YEAR)
        self.assertEqual(figures["TER06", 0].quantity.reason, "whole_enterprise_only")

    def test_few_participants_are_hidden(self):
        event = self._event(datetime(2025, 3, 3, 18), tags=("user_body",))
        self._register(event, ["Ana", "Bo", "Cy"])
        self.assertEqual(self._result("BEN15").status, "suppressed")
        self._register(event, ["Di", "Ed"])
        self.assertEqual(self._result("BEN15").value, 5)

    def test_participants_are_shown_to_who_may_read_registrations(self):
        event = self._event(datetime(2025, 3, 3, 18))
        came = self._register(event, [f"Person {number}" for number in range(6)])
        self._register(event, ["Absent"], "open")
        result = self._result("TER07")
        organiser = self._user("organiser", "vises_impact.group_lead,event.group_event_user")
        self.assertEqual(self._records_behind(result, organiser), came)
        with self.assertRaises(AccessError):
            self.env["impact.computation"].with_user(self.lead)._records_action(result)

    def test_nobody_but_the_service_account_reads_the_sources(self):
        for model in ("session", "registration"):
            for user in (self.contributor, self.lead, self.manager):
                with self.assertRaises(AccessError):
                    self.env[f"impact.event.{model}"].with_user(user).search([])
        with self.assertRaises(AccessError):
            self.env["impact.board.attendance"].with_user(self.manager).search([])

    def test_event_whose_attendance_nobody_took_is_to_be_repaired(self):
        event = self._event(datetime(2025, 3, 3, 18))
        self._register(event, ["Ana", "Bo"], "open")
        result = self._result("TER07")
        self.assertEqual(result.status, "missing")
        gap = self.env["impact.repair"]._find(result.version_id, self.scope, YEAR[0])
        self.assertEqual(
            gap[result.version_id.id].ids["event.registration"], set(event.registration_ids.ids)
        )
        advice = self.env["impact.repair"]._advice(gap[result.version_id.id], self.company)
        self.assertIn("who came", advice)


@tagged("post_install", "-at_install")
class TestEventReadiness(EventCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["impact.mapping"].search([("kind", "=", "event_tag")]).unlink()
        for name in ("Open day", "Conseil des usagers", "Formation des bénévoles", "Vrijdag"):
            cls.tags[name] = cls.tags["public"].copy({"name": name})

    def _open(self):
        readiness = self.env["impact.readiness"].with_user(self.lead)
        return readiness.browse(readiness.action_open()["res_id"])

    def test_names_of_tags_propose_what_they_count_as(self):
        lines = {line.name: line.event_class for line in self._open().event_line_ids}
        self.assertEqual(lines["Open day"], "public")
        self.assertEqual(lines["Conseil des usagers"], "user_body")
        self.assertEqual(lines["Formation des bénévoles"], "volunteer_training")
        self.assertFalse(lines["Vrijdag"])

    def test_applied_proposal_makes_the_figure(self):
        self._event(datetime(2025, 3, 3, 18), tags=("Open day",))
        readiness = self._open()
        self.assertIn("event_tag", readiness._open_steps(self.company))
        readiness.step = "event_tag"
        readiness.action_apply()
        self.assertNotEqual(readiness.step, "event_tag")
        self.assertNotIn("event_tag", readiness._open_steps(self.company))
        figures = self._figures(["TER06"], self.scope, YEAR)
        self.assertEqual(figures["TER06", 0].quantity.value, 1)

    def test_mapping_of_an_event_tag_needs_its_class(self):
        values = {"kind": "event_tag", "event_tag_id": self.tags["public"].id}
        with self._refused(Exception, "counts as"):
            self.env["impact.mapping"].create(values)
        with self._refused(Exception, "one event tag", model="impact.mapping"):
            self.env["impact.mapping"].create(
                {**values, "event_class": "none", "kind": "partner_tag"}
            )
