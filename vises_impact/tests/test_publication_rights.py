"""Readers without a right to exact figures try to learn what a return sent."""

import base64
import io

import openpyxl
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .publication_case import PublicationCase

EXACT = ("exact_value", "exact_status", "exact_shown")
SECRET = 7.4139
ERRORS = (AccessError, UserError, ValueError, KeyError)


@tagged("post_install", "-at_install", "security")
class TestPublicationRights(PublicationCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        pay = cls._indicator("PAY", name="Top pay", privacy="disclosive", unit="ratio")
        cls._result(pay, 2025, SECRET)
        cls.set.indicator_ids |= pay

    def setUp(self):
        super().setUp()
        self.sent = self._sent()
        self.outsiders = self.board_reader | self.accompanist | self.contributor

    def _files(self):
        domain = [
            ("res_model", "=", "impact.publication"),
            ("res_id", "=", self.sent.id),
            ("res_field", "!=", False),
        ]
        return self.env["ir.attachment"].sudo().search(domain)

    def test_there_is_something_to_learn(self):
        self.assertEqual(self._lines(self.sent)["PAY", ""].exact_value, SECRET)
        self.assertEqual(self._files().mapped("res_field"), ["workbook_exact"])
        book = openpyxl.load_workbook(io.BytesIO(base64.b64decode(self.sent.workbook_exact)))
        self.assertIn(SECRET, [cell for row in book.worksheets[0].values for cell in row])

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_outsiders_do_not_even_find_it(self):
        for user in self.outsiders:
            mine = self._as(user)
            for look in (
                lambda m: m.search([("kind", "=", "return")]),
                lambda m: m.name_search("Impact 2025"),
                lambda m: m._read_group([("kind", "=", "return")], ["partner_id"], ["__count"]),
                lambda m: m.browse(self.sent.id).read(["name"]),
                lambda m: m.browse(self.sent.id).export_data(["name", "line_ids/value"]).get("x"),
                lambda m: m.env["impact.publication.line"].search([]),
                lambda m: m.env["impact.publication.line"]._read_group([], [], ["value:max"])[0][0],
                lambda m: m.browse(self.sent.id).message_ids,
            ):
                with self.subTest(user=user.login):
                    self._assert_nothing(lambda see=look, records=mine: see(records))

    def _assert_nothing(self, attempt):
        try:
            told = attempt()
        except ERRORS:
            return
        self.assertFalse(told)

    def _assert_refused(self, attempt):
        try:
            told = attempt()
        except ERRORS:
            return
        self.fail(f"told: {told}")

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_files_with_exact_figures_open_for_nobody_else(self):
        file = self._files()
        for user in self.outsiders | self.lead | self.manager:
            mine = file.with_user(user)
            with self.subTest(user=user.login):
                self._assert_nothing(lambda one=mine: one.read(["raw"]))
                self._assert_nothing(lambda one=mine: one.copy({"public": True}))
                domain = [("res_model", "=", "impact.publication"), ("res_field", "!=", False)]
                self._assert_nothing(lambda one=mine, asked=domain: one.search(asked))

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_no_address_downloads_it(self):
        addresses = (
            f"/web/content/impact.publication/{self.sent.id}/workbook_exact",
            f"/web/content/{self._files().id}",
        )
        for user in self.outsiders | self.lead:
            self.authenticate(user.login, user.login)
            for address in addresses:
                with self.subTest(user=user.login, address=address):
                    self.assertNotEqual(self.url_open(address).status_code, 200)
        self.authenticate(self.hr.login, self.hr.login)
        self.assertEqual(self.url_open(addresses[0]).status_code, 200)

    def test_the_lead_reads_the_record_and_no_exact_figure(self):
        seen = self._as(self.lead).browse(self.sent.id)
        self.assertEqual((seen.partner_id, seen.purpose), (self.funder, "Yearly review"))
        line = self._lines(seen)["PAY", ""]
        self.assertEqual((line.value, line.shown), (None, "not released"))
        for user in (self.lead, self.manager):
            lines = line.with_user(user)
            for name in EXACT:
                for attempt in (
                    lambda r, n: r.read([n]),
                    lambda r, n: r.mapped(n),
                    lambda r, n: r.search([(n, "=", SECRET)]),
                    lambda r, n: r.search([], order=n),
                    lambda r, n: r._read_group([], [n], ["__count"]),
                    lambda r, n: r._read_group([], [], [f"{n}:max"]),
                    lambda r, n: r.formatted_read_group([], [n], ["__count"]),
                    lambda r, n: r.filtered_domain([(n, "!=", False)]),
                    lambda r, n: r.publication_id.search([(f"line_ids.{n}", "=", SECRET)]),
                    lambda r, n: r.publication_id.export_data([f"line_ids/{n}"]),
                ):
                    with self.subTest(user=user.login, name=name):
                        self._assert_refused(lambda a=attempt, r=lines, n=name: a(r, n))

    def test_messages_and_notes_hold_no_figure(self):
        told = " ".join(
            self.env["mail.message"]
            .sudo()
            .search([("model", "=", "impact.publication"), ("res_id", "=", self.sent.id)])
            .mapped("body")
        )
        self.assertIn("Labour authority", told)
        self.assertFalse([one for one in ("7.41", "405") if one in told])

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_a_follower_gains_no_right(self):
        partners = self.board_reader.partner_id | self.accompanist.partner_id
        self.sent.sudo().message_subscribe(partners.ids)
        for user in self.board_reader | self.accompanist:
            self._assert_nothing(lambda who=user: self._as(who).browse(self.sent.id).read(["name"]))

    def test_board_readers_read_what_was_written_for_them_once_it_is_final(self):
        draft = self._publication()
        self.assertFalse(self._as(self.board_reader).search([]))
        draft.action_freeze()
        seen = self._as(self.board_reader).search([])
        self.assertEqual(seen, draft)
        self.assertTrue(seen.workbook and seen.line_ids)
        self.assertFalse(any(line.exact_value for line in seen.sudo().line_ids))

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_only_leads_prepare_one(self):
        for user in self.outsiders | self.hr:
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._publication(user)
        with self.assertRaises(AccessError):
            self._as(self.board_reader).browse(self._publication().id).action_freeze()

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_companies_are_apart(self):
        foreign = self._user(
            "foreign", "vises_impact.group_manager,hr.group_hr_manager", self.other_company
        )
        mine = self._as(foreign).with_context(allowed_company_ids=self.other_company.ids)
        self.assertFalse(
            mine.search([]) | mine.env["impact.publication.line"].search([]).publication_id
        )
        with self.assertRaises(AccessError):
            mine.create({"name": "Theirs", "assessment_id": self.assessment.id})

    def test_a_printed_report_for_another_recipient_tells_leads_no_exact_figure(self):
        asked = self.assessment.with_user(self.lead).with_context(impact_recipient="return")
        (line,) = (one for one in asked._document().lines if one.indicator == self.women)
        self.assertEqual((line.now.status, line.now.value), ("suppressed", None))

    def test_one_who_manages_staff_records_without_a_part_in_evaluations_reads_no_results(self):
        alone = self._user("alone", "hr.group_hr_manager")
        draft = self._return()
        with self.assertRaises(AccessError):
            self._as(alone).browse(draft.id).action_freeze()

    def test_the_board_reader_prints_nothing_exact_of_a_public_one(self):
        public = self._publication(set_ids=[Command.set(self.set.ids)])
        public.action_freeze()
        book = openpyxl.load_workbook(io.BytesIO(base64.b64decode(public.workbook)))
        cells = [cell for sheet in book for row in sheet.values for cell in row]
        self.assertFalse([cell for cell in cells if cell in (3, SECRET)])
