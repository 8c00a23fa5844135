"""The overview: what moved, what is missing, what to do next, as each reader may see it."""

from datetime import date

from freezegun import freeze_time
from lxml import html
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from ..engine.period import split
from .test_result_rights import ResultRightsCommon

TODAY = "2026-03-10"
# What the screen asks for: see its view.
CARD = (
    "shown",
    "period_label",
    "since_text",
    "change_text",
    "evolution",
    "target_shown",
    "target_state",
    "history",
    "is_missing",
    "has_gaps",
    "to_validate",
    "missing_text",
)


class OverviewCommon(ResultRightsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.share = cls._indicator("LOCAL", unit="percent", decimals=1, direction="up")

    @classmethod
    def _proposed(cls, *indicators, **values):
        ids = [indicator.id for indicator in indicators]
        return cls._assessment(indicator_ids=[Command.set(ids)], **values)

    def _rows(self, user=None, period_type="year"):
        """The cards that ``user`` (the board reader) sees."""
        rows = self._as(user or self.board_reader, self.env["impact.overview"])
        return rows.search([("is_key", "=", True), ("period_type", "=", period_type)])

    def _card(self, indicator, user=None, period_type="year"):
        rows = self._rows(user, period_type)
        return rows.filtered(lambda row: row.indicator_id == indicator)

    def _head(self, user=None):
        rows = self._as(user or self.lead, self.env["impact.overview"])
        head = rows.retrieve_head([("period_type", "=", "year")])
        return head, {item["name"]: item for item in head["items"]}


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestOverview(OverviewCommon):
    def test_indicators_of_the_assessment_are_proposed_until_the_company_chooses(self):
        self._proposed(self.share, self.typed, self.people)
        self.assertEqual(self._rows().indicator_id, self.share | self.typed | self.people)
        self._card(self.typed, self.lead).action_unstar()
        self.assertEqual(self._rows().indicator_id, self.share | self.people, "the rest is chosen")
        self.pay.with_user(self.lead).action_toggle_key()
        self.assertEqual(self._rows().indicator_id, self.share | self.people | self.pay)
        self.assertTrue(self.pay.with_user(self.lead).is_key)
        self.assertFalse(self.typed.with_user(self.lead).is_key)

    def test_cards_stand_in_the_order_of_the_assessment(self):
        assessment = self._proposed(self.typed, self.share, self.people)
        self.assertEqual(
            self._rows().mapped("indicator_id.code"),
            assessment.indicator_line_ids.mapped("indicator_id.code"),
        )
        assessment.indicator_line_ids[-1].sequence = 1
        self.env.invalidate_all()
        self.assertEqual(
            self._rows()[0].indicator_id, assessment.indicator_line_ids.sorted()[0].indicator_id
        )

    def test_each_number_is_the_one_in_the_table_of_results(self):
        self._proposed(self.share)
        for year, value in ((2024, 31.2), (2025, 40.5)):
            self._result(self.share, year, value)
        self._target(self.share, 2025, 50)
        card = self._card(self.share)
        self.env.flush_all()
        self.env.cr.execute(
            """
            SELECT now.value, now.value - before.value, aim.value
              FROM impact_result now
              JOIN impact_result before ON before.indicator_id = now.indicator_id
              JOIN impact_target aim ON aim.indicator_id = now.indicator_id
             WHERE now.indicator_id = %s AND now.date_to = '2025-12-31'
               AND before.date_to = '2024-12-31' AND aim.date_to = '2025-12-31'
            """,
            [self.share.id],
        )
        value, change, target = map(float, self.env.cr.fetchone())
        self.assertEqual(card.shown, f"{value:.1f}\N{NO-BREAK SPACE}%")
        self.assertEqual(card.change_text, f"+{change:.1f} points")
        self.assertEqual(card.target_shown, f"{target:.1f}\N{NO-BREAK SPACE}%")
        self.assertEqual((card.evolution, card.target_state), ("better", "open"))
        self.assertEqual((card.period_label, card.since_text), ("2025", "since 2024"))

    def test_the_word_follows_the_wished_evolution(self):
        cases = {
            ("up", 2, 1): "better",
            ("up", 1, 2): "worse",
            ("down", 1, 2): "better",
            ("up", 1, 1): "steady",
            ("neutral", 2, 1): "higher",
            ("neutral", 1, 2): "lower",
            ("up", 1, None): False,
            ("up", None, 1): False,
        }
        wanted = {}
        for number, ((direction, value, before), word) in enumerate(cases.items()):
            indicator = self._indicator(f"WORD{number}", direction=direction)
            self._result(indicator, 2025, value)
            self._result(indicator, 2024, before)
            wanted[indicator] = word
        self._proposed(*wanted)
        self.assertEqual({row.indicator_id: row.evolution for row in self._rows()}, wanted)

    def test_all_cards_show_the_same_period_so_that_what_is_missing_is_seen(self):
        self._proposed(self.share, self.typed)
        self._result(self.share, 2024, 30)
        card = self._card(self.share)
        self.assertEqual(card.period_label, "2025", "the other one has a figure of 2025")
        self.assertEqual((card.shown, card.is_missing), ("not measured", True))
        self.assertFalse(card.change_text)
        self._result(self.share, 2025, None, status="missing", provisional=True)
        self.assertFalse(self._card(self.share).provisional, "what is missing is not provisional")
        self.assertFalse(self._card(self.typed).is_missing)
        self.assertFalse(self._card(self.typed).change_text, "there is nothing to compare with")

    def test_a_year_that_is_not_over_is_not_shown_yet(self):
        self._proposed(self.typed)
        self._result(self.typed, 2026, 99)
        self.assertEqual(self._card(self.typed).shown, "12")

    def test_a_hidden_figure_is_told_in_words_and_nowhere_else(self):
        self._proposed(self.people)
        self._result(self.people, 2024, 40, origin="computed")
        self._result(self.people, 2023, 38, origin="computed")
        card = self._card(self.people)
        self.assertEqual(card.shown, "small group")
        self.assertFalse(card.change_text or card.evolution)
        self.assertFalse(card.is_missing, "it is there, but hidden")
        picture = html.fromstring(card.history)
        self.assertIn("2025: small group", picture.xpath("string(//svg/desc)"))
        self.assertNotIn("2025: 3", card.history)

    def test_a_line_breaks_where_a_year_is_missing_in_twelve_years(self):
        self._proposed(self.share)
        for year in range(2014, 2026):
            self._result(self.share, year, None if year == 2019 else year - 2000)
        picture = html.fromstring(self._card(self.share).history)
        self.assertEqual(len(picture.xpath("//polyline")), 2)
        self.assertEqual(len(picture.xpath("//circle")), 11)
        self.assertIn("2019: not measured", picture.xpath("string(//svg/desc)"))
        self.assertEqual(picture.xpath("string(//svg/title)"), self.share.name)
        self.assertEqual(picture.xpath("//div/span/text()"), ["2014", "2025"])

    def test_quarters_and_months_stand_beside_years(self):
        self._proposed(self.share, self.typed)
        for number, period in enumerate(split("quarter", date(2025, 1, 1), date(2025, 12, 31))):
            self._result(
                self.share,
                2025,
                10 + number,
                period_type="quarter",
                date_from=period.start,
                date_to=period.last,
            )
        self.assertEqual(self._rows(period_type="quarter").indicator_id, self.share)
        card = self._card(self.share, period_type="quarter")
        self.assertEqual((card.period_label, card.since_text), ("Q4 2025", "since Q3 2025"))
        self.assertEqual(card.change_text, "+1.0 points")
        self.assertFalse(self._rows(period_type="month"))

    def test_a_card_opens_the_results_behind_it(self):
        self._proposed(self.typed)
        action = self._card(self.typed).action_open_results()
        found = self._as(self.board_reader, self.env[action["res_model"]]).search(action["domain"])
        self.assertEqual(found.result_id, self.declared)

    def test_without_indicators_the_screen_says_what_to_do(self):
        self.assertFalse(self._rows())
        head, _items = self._head()
        self.assertFalse(head["has_cards"])
        self.assertIn("Assessments", self.env.ref("vises_impact.impact_overview_action").help)

    def test_without_any_figure_last_year_is_missing(self):
        self._proposed(self.share)
        card = self._card(self.share)
        self.assertEqual((card.period_label, card.is_missing), ("2025", True))
        self.assertFalse(card.history)

    def test_statements_do_not_grow_with_indicators_and_periods(self):
        def statements(number, years):
            indicators = [self._indicator(f"MANY{number}_{one}") for one in range(number)]
            for indicator in indicators:
                for year in years:
                    self._result(indicator, year, year)
            for assessment in self.env["impact.assessment"].search(
                [("company_id", "=", self.company.id)]
            ):
                assessment.active = False
            self._proposed(*indicators)
            self.env.flush_all()
            rows = self._as(self.lead, self.env["impact.overview"])
            rows = rows.with_context(tz="Europe/Paris")  # which the client always says
            before = self.env.cr.sql_log_count
            specification = {name: {} for name in CARD}
            found = rows.web_search_read([("period_type", "=", "year")], specification)
            head = rows.retrieve_head([("period_type", "=", "year")])
            self.assertEqual((found["length"], head["has_cards"]), (number, True))
            return self.env.cr.sql_log_count - before

        statements(2, [2024, 2025])  # what is read once for all
        few = statements(5, [2024, 2025])
        self.assertLess(few, 25)
        self.assertEqual(statements(40, range(2014, 2026)), few)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestOverviewHead(OverviewCommon):
    def test_missing_figures_come_with_the_day_they_are_due(self):
        self._proposed(self.share, self.typed)
        campaign = self.env["impact.campaign"].create(
            {
                "indicator_ids": [Command.set(self.share.ids)],
                "company_id": self.company.id,
                "date_from": "2025-01-01",
                "date_to": "2025-12-31",
                "deadline": "2026-03-31",
                "respondent_ids": [Command.set(self.contributor.ids)],
            }
        )
        campaign.action_open()
        _head, items = self._head()
        self.assertEqual(items["missing"]["count"], 1)
        self.assertIn("03/31/2026", items["missing"]["note"])
        card = self._card(self.share, self.lead)
        self.assertEqual(card.missing_text, "Missing, due on 03/31/2026")
        overview = self.env["impact.overview"].with_user(self.lead)
        action = overview.action_head("missing", [("period_type", "=", "year")])
        self.assertEqual(self.env[action["res_model"]].search(action["domain"]), campaign)

    def test_counts_are_of_the_cards_below_and_open_what_they_count(self):
        self._proposed(self.share, self.typed)
        self._result(self.share, 2025, 30, origin="computed", status="estimated", coverage=0.6)
        _head, items = self._head()
        self.assertEqual((items["validate"]["count"], items["gaps"]["count"]), (2, 1))
        overview = self.env["impact.overview"].with_user(self.lead)
        action = overview.action_head("validate", [("period_type", "=", "year")])
        found = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(found.indicator_id, self.share | self.typed)
        self.declared.with_user(self.lead).action_validate()
        self.assertEqual(self._head()[1]["validate"]["count"], 1)

    def test_a_figure_that_differs_is_on_its_card_and_in_the_head(self):
        self._proposed(self.typed)
        proposal = self.env["impact.proposal"].create(
            {"result_id": self.declared.id, "value": 13, "status": "measured"}
        )
        self.assertEqual(self._card(self.typed, self.lead).proposal_id, proposal)
        self.assertEqual(self._head()[1]["proposals"]["count"], 1)
        self.assertNotIn("proposals", self._head(self.board_reader)[1])

    def test_next_step_is_the_first_that_is_not_ticked(self):
        assessment = self._proposed(self.typed)
        first, second = assessment.step_line_ids[:2]
        self.assertIn(first.step_id.display_name, self._head()[0]["next"]["text"])
        first.done = True
        self.assertIn(second.step_id.display_name, self._head()[0]["next"]["text"])
        assessment.step_line_ids.done = True
        self.assertEqual(self._head()[0]["next"]["text"], "All steps are done: close it.")
        assessment.action_close()
        self.assertIn("next cycle", self._head()[0]["next"]["text"])
        self.assertFalse(self._head(self.board_reader)[0]["next"])


@tagged("post_install", "-at_install", "security")
@freeze_time(TODAY)
class TestOverviewRights(OverviewCommon):
    def test_a_contributor_has_no_overview(self):
        self._proposed(self.typed)
        with self.assertRaises(AccessError):
            self._rows(self.contributor)
        with self.assertRaises(AccessError):
            self.env["impact.overview"].with_user(self.contributor).retrieve_head([])

    def test_companies_are_apart(self):
        self._proposed(self.typed)
        stranger = self._user("stranger", "vises_impact.group_lead", self.other_company)
        self.assertFalse(self._rows(stranger))
        self.assertFalse(self._head(stranger)[0]["has_cards"])

    def test_an_accompanist_sees_the_assessments_that_name_him_or_her(self):
        assessment = self._proposed(self.typed)
        self.assertFalse(self._rows(self.accompanist))
        assessment.accompanist_ids = self.accompanist
        self.assertEqual(self._card(self.typed, self.accompanist).shown, "12")

    def test_pay_is_not_released_to_anybody_by_the_overview(self):
        self._proposed(self.pay)
        for user in (self.board_reader, self.lead, self.manager):
            card = self._card(self.pay, user)
            self.assertEqual(card.shown, "not released", user.login)
            self.assertNotIn("4.2", f"{card.history}{card.change_text}")

    def test_only_the_lead_chooses_key_indicators(self):
        self._proposed(self.typed)
        with self.assertRaises(AccessError):
            self._card(self.typed).action_unstar()
        self.assertFalse(self._head(self.board_reader)[0]["can_lead"])


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestDigest(OverviewCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.impact_digest_first_id = cls.share
        cls.company.impact_digest_second_id = cls.pay
        cls.digest = cls.env["digest.digest"].create(
            {
                "name": "Our week",
                "company_id": cls.company.id,
                "kpi_impact_first": True,
                "kpi_impact_second": True,
            }
        )
        cls._result(cls.share, 2024, 31)
        cls._result(cls.share, 2025, 40.5)

    def _mail(self, user, lang="en_US"):
        """The text of the digest mail to ``user``."""
        self.env["res.lang"]._activate_lang(lang)
        user.sudo().lang = lang
        self.digest.user_ids = user
        last = self.env["mail.mail"].search([], limit=1, order="id desc").id or 0
        self.digest.action_send_manual()
        mail = self.env["mail.mail"].search([("id", ">", last), ("body_html", "ilike", "Our week")])
        return " ".join(html.fromstring(mail.body_html).text_content().split())

    def test_the_two_figures_are_told_in_the_language_of_the_recipient(self):
        for lang, number, change in (
            ("en_US", "40.5 %", "since 2024 · better"),
            ("fr_FR", "40,5 %", "depuis 2024 · "),
        ):
            text = self._mail(self.board_reader, lang)
            self.assertIn(self.share.name, text)
            self.assertIn(number, text)
            self.assertIn("2025", text)
            self.assertIn(change, text)
        self.assertIn("+9,5 points", text)

    def test_what_is_hidden_or_missing_is_said_in_words(self):
        text = self._mail(self.lead)
        self.assertIn("not released", text)
        self.assertNotIn("4.2", text)
        self.env["impact.result"].search([("indicator_id", "=", self.share.id)]).unlink()
        self.assertIn("not measured", self._mail(self.lead))

    def test_who_may_not_read_the_overview_gets_no_figure(self):
        text = self._mail(self.contributor)
        self.assertNotIn(self.share.name, text)
        self.assertNotIn("40.5", text)

    def test_without_a_choice_the_digest_is_as_before(self):
        self.company.impact_digest_first_id = self.company.impact_digest_second_id = False
        self.assertNotIn("Impact figure", self._mail(self.lead).capitalize())
