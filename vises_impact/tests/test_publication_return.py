"""Exact figures go to whom they are due, with what founds it, and no more than is asked for."""

import base64
import io
from datetime import timedelta

import openpyxl
from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .publication_case import PublicationCase


@tagged("post_install", "-at_install")
class TestReturn(PublicationCase):
    def _figures_of(self, content):
        sheet = openpyxl.load_workbook(io.BytesIO(base64.b64decode(content))).worksheets[0]
        return {row[0]: row[6] for row in sheet.iter_rows(min_row=2, values_only=True)}

    def test_the_recipient_receives_what_is_hidden_inside(self):
        sent = self._sent()
        line = self._lines(sent)["WOMEN", ""]
        self.assertEqual((line.exact_value, line.exact_status), (3, "measured"))
        self.assertEqual((line.value, line.status), (None, "suppressed"))
        self.assertEqual(
            self._figures_of(sent.workbook_exact), {"PEOPLE": 20, "WOMEN": 3, "INCOME": 405160.94}
        )
        self.assertFalse(sent.workbook)

    def test_no_more_is_sent_than_the_chosen_sets_ask_for(self):
        self._counted(self.people, 19, 2024)
        self._counted(self.people, 9, cell_id=self._cell("sex=female"))
        lines = self._return().line_ids
        self.assertEqual(
            set(self._lines(lines.publication_id)), {("PEOPLE", ""), ("WOMEN", ""), ("INCOME", "")}
        )
        self.assertEqual({line.date_to.year for line in lines}, {2025})

    def test_other_organisations_and_kinds_of_period_are_not_sent(self):
        partner = self.env["res.partner"].create({"name": "Partner association"})
        self._counted(self.people, 31, organisation_id=partner.id)
        self._counted(self.people, 32, period_type="fiscal_year")
        people = self._return().line_ids.filtered(lambda one: one.indicator_id == self.people)
        self.assertEqual(people.mapped("value"), [20])

    def test_an_agreement_is_asked_about_by_itself(self):
        site = self.env["impact.scope"].create({"name": "Gardens", "kind": "agreement"})
        self._counted(self.women, 2, scope_id=site.id)
        sent = self._sent(scope_id=site.id)
        self.assertEqual(self._lines(sent)["WOMEN", ""].exact_value, 2)
        self.assertEqual(self._lines(sent)["PEOPLE", ""].status, "missing")
        self.assertIn("Gardens", sent.message_ids[0].body)

    def test_a_report_to_the_public_is_about_what_was_evaluated(self):
        site = self.env["impact.scope"].create({"name": "Gardens", "kind": "agreement"})
        draft = self._return(scope_id=site.id)
        draft.kind = "public"
        self.assertEqual(draft.scope_id, self.scope)
        self.assertEqual(draft.line_ids.scope_id, self.scope)

    def test_breakdowns_are_sent_where_they_are_asked_for(self):
        self._counted(self.people, 9, cell_id=self._cell("sex=female"))
        draft = self._return(with_breakdowns=True)
        self.assertIn(("PEOPLE", "sex=female"), self._lines(draft))
        draft.with_breakdowns = False
        self.assertNotIn(("PEOPLE", "sex=female"), self._lines(draft))

    def test_what_is_asked_for_and_was_not_measured_is_sent_as_missing(self):
        self.set.indicator_ids |= self._indicator("NOTHING")
        line = self._lines(self._return())["NOTHING", ""]
        self.assertEqual((line.value, line.status, line.shown), (None, "missing", "not measured"))

    def test_each_thing_that_founds_it_is_needed(self):
        for name in ("partner_id", "purpose", "legal_basis", "legal_reference", "set_ids"):
            draft = self._return(**{name: False})
            label = draft._fields[name]._description_string(self.env)
            with self.subTest(name=name), self._refused(UserError, label):
                self._as(self.hr).browse(draft.id).action_freeze()

    def test_the_record_names_recipient_purpose_and_legal_basis(self):
        sent = self._sent()
        self.assertEqual((sent.frozen_by_id, sent.threshold), (self.hr, 0))
        for said in (
            "Labour authority",
            "Yearly review",
            "Agreement or contract",
            "Agreement 59 of 2023",
            "What the agreement asks for",
            "Exact figures",
        ):
            self.assertIn(said, sent.message_ids[0].body)
        self.assertEqual(sent.message_ids[0].author_id, self.hr.partner_id)

    def test_the_lead_prepares_and_whoever_reads_exact_figures_sends(self):
        draft = self._return()
        self.assertTrue(draft.needs_exact)
        self.assertFalse(draft.can_freeze)
        with self._refused(AccessError, "human resources"):
            draft.action_freeze()
        self.assertTrue(self._as(self.hr).browse(draft.id).can_freeze)

    def test_whoever_sends_exact_figures_has_seen_them(self):
        sent = self._as(self.hr).browse(self._return().id)
        self.assertEqual(sent.action_freeze()["tag"], "display_notification")
        self.assertEqual((sent.state, self._lines(sent)["WOMEN", ""].exact_value), ("draft", 3))
        self.assertIs(sent.action_freeze(), True)

    def test_an_exact_figure_that_changed_is_shown_again_first(self):
        """Inside the enterprise it looks as before: hidden."""
        sent = self._as(self.hr).browse(self._return().id)
        sent.action_update()
        women = self.env["impact.result"].search([("indicator_id", "=", self.women.id)])
        for change, seen in (
            ({"exact_value": 4}, (4, "measured")),
            ({"exact_status": "estimated"}, (4, "estimated")),
        ):
            women.write(change)
            self.assertEqual(sent.action_freeze()["tag"], "display_notification")
            line = self._lines(sent)["WOMEN", ""]
            self.assertEqual((sent.state, line.exact_value, line.exact_status), ("draft", *seen))
        sent.action_freeze()
        self.assertEqual(self._figures_of(sent.workbook_exact)["WOMEN"], 4)

    def test_without_hidden_figures_the_lead_sends(self):
        self.set.indicator_ids = self.people | self.income
        draft = self._return()
        draft.action_freeze()
        self.assertEqual(draft.state, "frozen")
        self.assertEqual(self._figures_of(draft.workbook), {"PEOPLE": 20, "INCOME": 405160.94})

    def test_pay_that_was_not_released_is_sent_by_human_resources_alone(self):
        pay = self._indicator("PAY", privacy="disclosive", unit="ratio")
        self._result(pay, 2025, 3.46)
        self.set.indicator_ids = pay
        draft = self._return()
        with self._refused(AccessError, "human resources"):
            draft.action_freeze()
        self.assertEqual(self._lines(self._sent())["PAY", ""].exact_value, 3.46)

    def test_human_resources_publish_nothing_else(self):
        draft = self._publication()
        with self._refused(AccessError, "Only the evaluation lead"):
            self._as(self.hr).browse(draft.id).action_freeze()

    def test_figures_are_deleted_when_they_are_kept_no_longer(self):
        today = fields.Date.today()
        kept = self._sent(keep_until=today)
        gone = self._sent(keep_until=today - timedelta(days=1))
        shown = self._publication(keep_until=today - timedelta(days=1))
        shown.action_freeze()
        draft = self._return(keep_until=today - timedelta(days=1))
        self.env["impact.publication"]._gc_figures()
        self.env.invalidate_all()
        self.assertTrue(kept.line_ids and kept.workbook_exact and shown.line_ids)
        self.assertTrue(draft.line_ids)
        self.assertFalse(gone.line_ids or gone.workbook_exact)
        self.assertEqual((gone.state, gone.partner_id), ("frozen", self.funder))
        self.assertIn("deleted", gone.message_ids[0].body)

    def test_the_database_holds_no_return_without_its_ground(self):
        sent = self._sent()
        with self._refused(Exception, "Exact figures need", "impact.publication"):
            sent.sudo()._fix({"legal_reference": False})
