"""What went out stays as it was, and so does the record of it."""

import base64
import io

import openpyxl
from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .publication_case import PublicationCase


@tagged("post_install", "-at_install")
class TestFrozenPublication(PublicationCase):
    def _frozen(self, **values):
        publication = self._publication(**values)
        self.assertIs(publication.action_freeze(), True)
        return publication

    def _texts_of(self, content):
        book = openpyxl.load_workbook(io.BytesIO(base64.b64decode(content)))
        return {str(cell) for sheet in book for row in sheet.values for cell in row}

    def test_a_draft_shows_what_readers_will_read_and_what_is_hidden(self):
        draft = self._publication()
        lines = self._lines(draft)
        self.assertEqual(lines["PEOPLE", ""].shown.replace("\xa0", " "), "20 persons")
        self.assertEqual(lines["WOMEN", ""].shown, "small group")
        self.assertEqual(draft.hidden_text, "2 of 4 figures are hidden from these readers.")
        self.assertEqual(draft.rule_text, "Groups of 11 people or more")

    def test_who_reads_decides_what_is_hidden(self):
        self._counted(self.people, 8, 2024)
        draft = self._publication()
        before = draft.line_ids.filtered(lambda one: one.date_to.year == 2024)
        self.assertEqual(before.status, "suppressed")
        draft.kind = "internal"
        before = draft.line_ids.filtered(lambda one: one.date_to.year == 2024)
        self.assertEqual((before.value, draft.rule_text), (8, "Groups of 5 people or more"))

    def test_figures_that_change_later_leave_it_as_it_was(self):
        frozen = self._frozen()
        self.env["impact.result"].search([("indicator_id", "=", self.income.id)]).value = 1
        self.income.name = "Turnover"
        self.assertEqual(self._lines(frozen)["INCOME", ""].value, 405160.94)
        self.assertIn("405160.94", self._texts_of(frozen.workbook))
        self.assertIn("Income", self._texts_of(frozen.workbook))

    def test_what_changed_since_it_was_shown_is_shown_again_first(self):
        draft = self._publication()
        self.env["impact.result"].search([("indicator_id", "=", self.income.id)]).value = 7
        self.assertEqual(draft.action_freeze()["tag"], "display_notification")
        self.assertEqual((draft.state, self._lines(draft)["INCOME", ""].value), ("draft", 7))
        draft.action_freeze()
        self.assertEqual(draft.state, "frozen")

    def test_a_target_that_changed_is_shown_again_first(self):
        draft = self._publication()
        self._target(self.income, 2025, 500000)
        self.env.invalidate_all()
        self.assertEqual(draft.action_freeze()["tag"], "display_notification")
        self.assertEqual(self._lines(draft)["INCOME", ""].target, 500000)

    def test_figures_are_gathered_once_for_check_record_and_workbook(self):
        draft = self._publication()
        gathered = []
        gather = type(self.assessment)._document_results

        def counting(assessment):
            gathered.append(assessment)
            return gather(assessment)

        self.patch(type(self.assessment), "_document_results", counting)
        draft.action_freeze()
        # The report gathers for itself, where it can be printed.
        self.assertEqual(len(gathered), 1 + bool(draft.report))

    def test_the_record_says_who_when_to_whom_and_by_which_rule(self):
        frozen = self._frozen(purpose="General assembly")
        self.assertEqual((frozen.frozen_by_id, frozen.threshold), (self.lead, 11))
        self.assertEqual(frozen.frozen_on.date(), fields.Date.today())
        log = frozen.message_ids.filtered(lambda one: one.author_id == self.lead.partner_id)
        text = " ".join(log.mapped("body"))
        for said in ("The public", "General assembly", "Groups of 11 people or more"):
            self.assertIn(said, text)

    def test_what_is_typed_is_no_markup_in_the_record(self):
        frozen = self._frozen(purpose="<b>General assembly</b>")
        self.assertIn("&lt;b&gt;General assembly", frozen.message_ids[0].body)

    def test_nothing_of_it_can_be_edited_or_deleted(self):
        frozen = self._frozen()
        for user in (self.lead, self.manager):
            mine = self._as(user).browse(frozen.id)
            for values in ({"name": "Other"}, {"kind": "internal"}, {"purpose": "Other"}):
                with self.assertRaises(UserError):
                    mine.write(values)
            with self.assertRaises(UserError):
                mine.unlink()
            with self.assertRaises(UserError):
                mine.action_freeze()
            for change in (
                lambda lines: lines.write({"value": 1}),
                lambda lines: lines.unlink(),
                lambda lines: lines.copy(),
            ):
                with self.assertRaises(AccessError):
                    change(mine.line_ids[0])
        with self._refused(UserError, "stays on record"):
            frozen.sudo().unlink()

    def test_steps_and_files_are_written_by_buttons_alone(self):
        draft = self._publication()
        for values in (
            {"state": "frozen"},
            {"frozen_by_id": self.manager.id},
            {"workbook": base64.b64encode(b"made up")},
            {"line_ids": [(5, 0, 0)]},
        ):
            with self.subTest(values=values), self.assertRaises(AccessError):
                draft.write(values)
            with self.subTest(values=values), self.assertRaises(AccessError):
                self._publication(**values)
        asked = self._as(self.lead).with_context(default_state="frozen", default_threshold=3)
        made = asked.create({"name": "Sly", "assessment_id": self.assessment.id})
        self.assertEqual((made.state, made.threshold), ("draft", 0))

    def test_a_draft_may_go_and_a_copy_begins_as_a_draft(self):
        copy = self._frozen().copy()
        self.assertEqual((copy.state, copy.frozen_on, copy.workbook), ("draft", False, False))
        copy.unlink()

    def test_what_was_wrong_is_withdrawn_for_a_reason_and_stays_on_record(self):
        frozen = self._frozen()
        action = frozen.action_withdraw()
        dialog = self.env[action["res_model"]].with_user(self.lead)
        dialog = dialog.with_context(**action["context"])
        dialog.create({"reason": "Income of another year."}).action_withdraw()
        self.assertEqual(frozen.state, "withdrawn")
        self.assertEqual(self._lines(frozen)["INCOME", ""].value, 405160.94)
        self.assertIn("Income of another year.", frozen.message_ids[0].body)
        with self.assertRaises(UserError):
            frozen._withdraw("Twice.")
        with self.assertRaises(UserError):
            self._publication()._withdraw("Too early.")

    def test_only_the_lead_withdraws(self):
        sent = self._sent()
        with self._refused(AccessError, "Only the evaluation lead"):
            sent._withdraw("Not mine.")

    def test_an_assessment_that_was_published_cannot_be_deleted(self):
        frozen = self._frozen()
        self.assertEqual(frozen.assessment_id.with_user(self.lead).publication_count, 1)
        action = frozen.assessment_id.with_user(self.lead).action_view_publications()
        self.assertEqual(self._as(self.lead).search(action["domain"]), frozen)
        with self._refused(Exception, "publication", "impact.assessment"):
            self.assessment.unlink()

    def test_all_that_is_printed_is_on_record(self):
        """Charts print years before, a yes or no is compared, crossed tables have their cells."""
        for year in (2022, 2023, 2024):
            self._counted(self.people, 20 + year - 2020, year)
        self._counted(self.people, 12, cell_id=self._cell("age_band=26-54;sex=female"))
        rule = self._indicator("RULE", unit="yes_no")
        self.assessment._add_indicators(rule)
        self._result(rule, 2025, 1)
        self._result(rule, 2024, 1)
        printed = {
            (line.indicator_id.code, line.date_to.year, line.cell_id.key or "")
            for line in self._publication().line_ids
        }
        for place in (
            ("PEOPLE", 2022, ""),
            ("PEOPLE", 2025, "age_band=26-54;sex=female"),
            ("RULE", 2024, ""),
        ):
            self.assertIn(place, printed)

    def test_a_percentage_is_published_as_it_is_printed(self):
        share = self._indicator("SHARE", privacy="person", unit="percent")
        self.assessment._add_indicators(share)
        self._result(share, 2025, 46.153846, numerator=24, denominator=52)
        self.assertEqual(self._lines(self._publication())["SHARE", ""].value, 46)
