from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import ImpactCommon


class FormCommon(ImpactCommon):
    """A campaign of 2025 that asks for members at the assembly, accidents, and hours given."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, lang="en_US"))
        cls.share = cls._asked(
            "SHARE", unit="percent", decimals=1, form_input="ratio", form_rule="sum"
        )
        cls.people = cls._asked("PEOPLE", unit="persons", form_rule="sum")
        cls.second = cls._user("second", "vises_impact.group_contributor")

    @classmethod
    def _asked(cls, code, unit="number", decimals=0, **version):
        """An indicator that is typed, with this definition."""
        return cls._indicator(
            code,
            unit=unit,
            decimals=decimals,
            version_ids=[
                Command.create({"kind": "form", "definition": f"What {code} is", **version})
            ],
        )

    @classmethod
    def _campaign(cls, *respondents, indicators=None, **values):
        """An open campaign, led by the lead."""
        campaign = (
            cls.env["impact.campaign"]
            .with_user(cls.lead)
            .create(
                {
                    "date_from": "2025-01-01",
                    "date_to": "2025-12-31",
                    "respondent_ids": [Command.set([user.id for user in respondents])],
                    "indicator_ids": [Command.set((indicators or cls.share | cls.people).ids)],
                    **values,
                }
            )
        )
        campaign.action_open()
        return campaign

    def _form(self, campaign, user):
        return campaign.form_ids.filtered(lambda form: form.respondent_id == user).with_user(user)

    def _line(self, form, indicator):
        return form.line_ids.filtered(lambda line: line.indicator_id == indicator)

    def _fill(self, campaign, user, **answers):
        """Answer by code: a number, (part, whole), or a mark; submit. Returns the form."""
        form = self._form(campaign, user)
        for code, answer in answers.items():
            line = form.line_ids.filtered(lambda one, code=code: one.code == code)
            if isinstance(answer, str):
                line.mark = answer
            elif isinstance(answer, tuple):
                line.write(dict(zip(("numerator", "denominator"), answer, strict=True)))
            else:
                line.value = answer
        form.action_submit()
        return form

    def _validate(self, form):
        form.with_user(self.lead).action_validate()

    def _declared(self, indicator):
        return self.env["impact.result"].search(
            [("indicator_id", "=", indicator.id), ("date_from", "=", "2025-01-01")]
        )


@tagged("post_install", "-at_install")
class TestForm(FormCommon):
    """From what is asked to what is submitted."""

    def test_campaign_takes_scope_period_and_typed_indicators_of_its_assessment(self):
        counted = self._indicator(
            "COUNTED", version_ids=[Command.create({"kind": "formula", "formula": "SHARE"})]
        )
        site = self.env["impact.scope"].create({"name": "Garden", "kind": "site"})
        assessment = self._assessment(
            indicator_ids=(self.share | counted).ids,
            scope_id=site.id,
            period_type="quarter",
            date_from="2023-04-01",
            date_to="2023-06-30",
        ).with_user(self.lead)
        action = assessment.action_collect()
        campaign = self.env["impact.campaign"].browse(action["res_id"])
        self.assertEqual(campaign.indicator_ids, self.share)
        self.assertEqual(campaign.scope_id, site)
        self.assertEqual(campaign._period().key, "2023-Q2")
        self.assertEqual(assessment.action_collect()["res_id"], campaign.id, "made once")
        self.assertEqual(assessment.campaign_count, 1)

    def test_campaign_without_assessment_asks_for_the_indicators_in_use(self):
        self.env["impact.indicator.setting"].create(
            {"indicator_id": self.people.id, "company_id": self.company.id, "used": True}
        )
        with Form(self.env["impact.campaign"].with_user(self.lead)) as screen:
            self.assertEqual(screen.indicator_ids.ids, self.people.ids)

    def test_campaign_asks_what_was_asked_last_where_nothing_is_in_use(self):
        self._campaign(self.contributor, indicators=self.share)
        campaign = self.env["impact.campaign"].with_user(self.lead).create({})
        self.assertEqual(campaign.indicator_ids, self.share)

    def test_opening_gives_each_respondent_a_form_and_an_activity(self):
        campaign = self._campaign(self.contributor, self.second)
        self.assertEqual(campaign.form_ids.respondent_id, self.contributor | self.second)
        for form in campaign.form_ids:
            self.assertEqual(form.line_ids.indicator_id, self.share | self.people)
            self.assertEqual(form.activity_ids.user_id, form.respondent_id)
            self.assertEqual(form.activity_ids.date_deadline, campaign.deadline)
        self.assertEqual(self._line(campaign.form_ids[0], self.share).definition, "What SHARE is")

    def test_respondent_added_later_gets_a_form_too(self):
        campaign = self._campaign(self.contributor)
        campaign.respondent_ids = [Command.link(self.second.id)]
        self.assertEqual(len(campaign.form_ids), 2)

    def test_campaign_needs_indicators_and_respondents(self):
        campaign = self.env["impact.campaign"].with_user(self.lead).create({})
        campaign.indicator_ids = False
        with self.assertRaisesRegex(UserError, "indicators"):
            campaign.action_open()
        campaign.write({"indicator_ids": self.share.ids, "respondent_ids": False})
        with self.assertRaisesRegex(UserError, "respondents"):
            campaign.action_open()

    def test_who_is_no_contributor_cannot_be_asked(self):
        with self.assertRaisesRegex(ValidationError, "impact_board_reader .* cannot be asked"):
            self._campaign(self.board_reader)

    def test_period_of_a_campaign_with_forms_stays(self):
        campaign = self._campaign(self.contributor)
        campaign.write({"date_from": "2025-01-01"})
        with self.assertRaisesRegex(UserError, "period"):
            campaign.write({"date_from": "2024-01-01"})

    def test_reminder_goes_to_those_who_have_not_submitted(self):
        campaign = self._campaign(self.contributor, self.second)
        self._fill(campaign, self.contributor, SHARE="not_measured", PEOPLE=3)
        campaign.action_remind()
        waiting = campaign.form_ids.filtered(lambda form: form.state == "draft")
        self.assertEqual(
            waiting.activity_ids.mapped("summary"), ["Reminder: your figures are still awaited."]
        )
        submitted = campaign.form_ids - waiting
        self.assertEqual(submitted.activity_ids.user_id, self.lead, "the lead is told, once")

    def test_respondents_are_asked_in_their_own_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.second.lang = "fr_FR"
        campaign = self._campaign(self.contributor, self.second)
        asked = {form.respondent_id: form.activity_ids.summary for form in campaign.form_ids}
        self.assertEqual(
            asked,
            {
                self.contributor: "Fill in the figures that you are asked for.",
                self.second: "Remplissez les chiffres qui vous sont demandés.",
            },
        )

    def test_progress_counts_answers_and_marks(self):
        form = self._form(self._campaign(self.contributor), self.contributor)
        self.assertEqual(form.progress_text, "0 of 2 answered")
        self._line(form, self.people).value = 0
        self.assertEqual(form.progress_text, "1 of 2 answered", "zero is an answer")
        self._line(form, self.people).value = False
        self.assertEqual(form.progress_text, "0 of 2 answered", "nothing typed is none")
        self._line(form, self.people).mark = "not_applicable"
        self._line(form, self.share).write({"numerator": 3})
        self.assertEqual(form.progress_text, "1 of 2 answered", "half a ratio is no answer")

    def test_nothing_typed_is_missing_in_the_database(self):
        form = self._form(self._campaign(self.contributor), self.contributor)
        line = self._line(form, self.people)
        line.value = 7
        line.value = False
        line.flush_recordset()
        self.env.cr.execute("SELECT value FROM impact_form_line WHERE id = %s", [line.id])
        self.assertIsNone(self.env.cr.fetchone()[0])
        self.assertIs(line.read(["value"])[0]["value"], False)

    def test_share_is_worked_out_from_its_parts(self):
        form = self._form(self._campaign(self.contributor), self.contributor)
        line = self._line(form, self.share)
        line.write({"numerator": 41, "denominator": 60})
        self.assertAlmostEqual(line.value, 68.333333)
        self.assertRegex(line.shown, "^68[.,]3\N{NO-BREAK SPACE}%$")
        line.numerator = 0
        self.assertEqual(line.value, 0)
        self.assertEqual(line.status, "answered")

    def test_mark_takes_the_figure_away_and_a_figure_the_mark(self):
        form = self._form(self._campaign(self.contributor), self.contributor)
        line = self._line(form, self.share)
        line.write({"numerator": 41, "denominator": 60})
        line.mark = "not_measured"
        self.assertEqual((line.value, line.numerator, line.status), (None, None, "not_measured"))
        line.write({"numerator": 1, "denominator": 2})
        self.assertEqual((line.value, line.mark, line.status), (50, False, "answered"))

    def test_submitting_lists_what_is_missing(self):
        form = self._form(self._campaign(self.contributor), self.contributor)
        self._line(form, self.people).value = 4
        with self.assertRaisesRegex(UserError, "SHARE Indicator SHARE") as caught:
            form.action_submit()
        self.assertNotIn("PEOPLE", str(caught.exception))
        self.assertEqual(form.state, "draft")

    def test_submitted_form_can_no_longer_be_changed(self):
        form = self._fill(
            self._campaign(self.contributor), self.contributor, SHARE=(1, 2), PEOPLE=4
        )
        with self.assertRaisesRegex(UserError, "send it back"):
            self._line(form, self.people).value = 5
        with self.assertRaisesRegex(UserError, "submitted"):
            form.action_submit()

    def test_sent_back_form_says_why_and_opens_again(self):
        form = self._fill(
            self._campaign(self.contributor), self.contributor, SHARE=(1, 2), PEOPLE=4
        )
        self.env["impact.form.send.back"].with_user(self.lead).create(
            {"form_id": form.id, "note": "Four people, really?"}
        ).action_send_back()
        self.assertEqual((form.state, form.sent_back_note), ("draft", "Four people, really?"))
        self.assertIn("Four people, really?", form.message_ids[0].body)
        self.assertEqual(form.activity_ids.user_id, self.contributor)
        self._line(form, self.people).value = 5
        form.action_submit()
        self.assertFalse(form.sent_back_note)

    def test_closed_campaign_takes_no_answers(self):
        campaign = self._campaign(self.contributor)
        form = self._form(campaign, self.contributor)
        campaign.action_close()
        self.assertFalse(form.is_open)
        self.assertFalse(form.activity_ids)
        with self.assertRaisesRegex(UserError, "not open"):
            self._line(form, self.people).value = 5
        campaign.action_open()
        self._line(form, self.people).value = 5

    def test_bad_numbers_are_refused_with_a_reason(self):
        form = self._form(self._campaign(self.contributor), self.contributor)
        people, share = self._line(form, self.people), self._line(form, self.share)
        for line, values, reason in (
            (people, {"value": -1}, "below zero"),
            (people, {"value": 2.5}, "whole numbers"),
            (people, {"value": "seven"}, "not a number"),
            (people, {"value": "nan"}, "not a number"),
            (people, {"value": [3]}, "not a number"),
            (people, {"value": 1e12}, "too large"),
            (share, {"numerator": 61, "denominator": 60}, "larger than the whole"),
            (share, {"numerator": 0, "denominator": 0}, "whole is zero"),
            (share, {"numerator": -1, "denominator": 60}, "below zero"),
            (share, {"value": 50}, "type the part"),
        ):
            with (
                self.subTest(values=values),
                self.assertRaisesRegex(ValidationError, reason),
                self.env.cr.savepoint(),
            ):
                line.write(values)

    def test_percentage_typed_as_one_number_lies_between_0_and_100(self):
        percent = self._asked("PERCENT", unit="percent")
        form = self._form(self._campaign(self.contributor, indicators=percent), self.contributor)
        with self.assertRaisesRegex(ValidationError, "between 0 and 100"):
            form.line_ids.value = 101

    def test_rate_of_achievement_may_pass_100(self):
        rate = self._asked("RATE", unit="percent", form_input="ratio", may_exceed_whole=True)
        form = self._form(self._campaign(self.contributor, indicators=rate), self.contributor)
        form.line_ids.write({"numerator": 10.2, "denominator": 10})
        self.assertEqual(form.line_ids.value, 102)

    def test_loss_in_currency_may_be_below_zero(self):
        money = self._asked("MONEY", unit="currency")
        form = self._form(self._campaign(self.contributor, indicators=money), self.contributor)
        form.line_ids.value = -1500
        self.assertEqual(form.line_ids.value, -1500)

    def test_last_figure_is_shown_as_it_may_be_shown(self):
        self._result(self.people, 2024, 12)
        self._result(self.share, 2024, None, status="suppressed")
        form = self._form(self._campaign(self.contributor), self.contributor)
        self.assertEqual(
            self._line(form, self.people).previous_shown, "12\N{NO-BREAK SPACE}persons"
        )
        self.assertEqual(self._line(form, self.people).previous_label, "2024")
        self.assertEqual(self._line(form, self.share).previous_shown, "small group")

    def test_counted_figure_is_proposed_and_can_be_taken(self):
        self._result(self.people, 2025, 9, origin="computed")
        form = self._form(self._campaign(self.contributor), self.contributor)
        line = self._line(form, self.people)
        self.assertEqual(line.proposal_shown, "9\N{NO-BREAK SPACE}persons")
        line.action_take_proposal()
        self.assertEqual((line.value, line.status), (9, "answered"))
        with self.assertRaisesRegex(UserError, "no proposal"):
            self._line(form, self.share).action_take_proposal()

    def test_hidden_figure_is_never_proposed(self):
        self._result(self.people, 2025, None, origin="computed", status="suppressed", exact_value=3)
        form = self._form(self._campaign(self.contributor), self.contributor)
        line = self._line(form, self.people)
        self.assertFalse(line.proposal_shown)
        self.assertIsNone(line.proposal_value)

    def test_reason_is_told_where_odoo_could_not_count(self):
        counted = self._indicator(
            "COUNTED", version_ids=[Command.create({"kind": "formula", "formula": "SHARE"})]
        )
        self._result(counted, 2025, None, origin="computed", reason="no_records")
        form = self._form(self._campaign(self.contributor, indicators=counted), self.contributor)
        self.assertEqual(form.line_ids.note, "No record to count from in this period.")
