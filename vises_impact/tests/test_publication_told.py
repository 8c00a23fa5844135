"""Numbers that people write in findings and conclusions, beside figures that are hidden."""

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .publication_case import PublicationCase


@tagged("post_install", "-at_install", "security")
class TestToldInTexts(PublicationCase):
    """Eight trainers: shown inside, hidden from the public. Three women: hidden inside too."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.trainers = cls._indicator("TRAINERS", name="Trainers", privacy="person", unit="persons")
        cls.rate = cls._indicator(
            "RATE", name="Trainers with a diploma", privacy="person", unit="percent", decimals=1
        )
        cls.assessment._add_indicators(cls.trainers | cls.rate)
        cls._counted(cls.trainers, 8)
        cls._result(cls.rate, 2025, 43.75, numerator=7, denominator=16)
        cls.assessment.audience = "public"

    def _told(self, text, user=None):
        self.assessment.conclusion = f"<p>{text}</p>"
        self.env.invalidate_all()
        return self.assessment.with_user(user or self.lead).told_text or ""

    def test_place_number_and_figure_are_named(self):
        told = self._told("We now have 8 trainers.")
        self.assertEqual(told, "Conclusions · 8 · Trainers, 2025")

    def test_a_number_is_found_as_any_language_writes_it(self):
        for text in (
            "43.8 % hold one.",
            "43,8\N{NO-BREAK SPACE}% en ont un.",
            "43,75% heeft er een.",
        ):
            with self.subTest(text=text):
                self.assertIn("diploma", self._told(text))

    def test_other_numbers_and_other_things_raise_no_alarm(self):
        for text in (
            "We have 12 trainers.",
            "We met 8 times in 2025.",
            "Article 8 of our rules.",
            "Our trainers are patient.",
            "We have 20 persons.",
        ):
            with self.subTest(text=text):
                self.assertFalse(self._told(text))

    def test_what_is_shown_to_the_public_may_be_written(self):
        self.assertFalse(self._told("Income reached 405,160.94 euros."))

    def test_the_warning_is_the_same_whatever_number_is_tried(self):
        """Who may not know how many women there are finds it out by no warning."""
        tried = {
            number: self._told(f"There are {number} women.").replace(f" {number} ", " ")
            for number in (1, 2, 3, 4, 17)
        }
        self.assertEqual(set(tried.values()), {"Conclusions · · Women, 2025"})
        self.assertFalse(self._told("There are women, and 3 of them sing."))

    def test_findings_of_criteria_are_looked_at_too(self):
        self.env["impact.question"].create(
            {
                "assessment_id": self.assessment.id,
                "name": "Do people learn?",
                "criterion_ids": [
                    Command.create({"name": "Learning", "finding": "<p>8 trainers teach.</p>"})
                ],
            }
        )
        self.assertIn("Learning · Findings · 8 · Trainers, 2025", self._told("Nothing."))

    def test_names_that_are_printed_are_looked_at_too(self):
        question = {"assessment_id": self.assessment.id, "name": "Do people learn?"}
        criterion = Command.create({"name": "8 trainers are enough"})
        self.env["impact.question"].create({**question, "criterion_ids": [criterion]})
        self.env["impact.engagement"].create(
            {
                "name": "Coffee with 8 trainers",
                "assessment_id": self.assessment.id,
                "company_id": self.company.id,
                "date": "2025-06-01",
                "method": "workshop",
            }
        )
        self.assertEqual(self._told("Nothing.").count("8 · Trainers, 2025"), 2)

    def test_every_text_of_the_report_is_looked_at(self):
        for name in ("summary", "decisions", "limits"):
            self.assessment[name] = "<p>We have 8 trainers.</p>"
            with self.subTest(name=name):
                self.assertIn("8 · Trainers, 2025", self._told("Nothing."))
            self.assessment[name] = False

    def test_parts_of_a_share_tell_it_too(self):
        self.assertIn("diploma, 2025", self._told("Of them 7 hold a diploma."))

    def test_figures_of_years_before_are_told_too(self):
        self._counted(self.trainers, 9, 2024)
        self.assertIn("9 · Trainers, 2024", self._told("There were 9 trainers."))

    def test_comments_of_the_workbook_are_looked_at_where_it_prints_them(self):
        trainers = self.env["impact.result"].search([("indicator_id", "=", self.trainers.id)])
        self.env["impact.result"].search(
            [("indicator_id", "=", self.income.id)]
        ).comment = "Earned by 8 trainers."
        self.assertEqual(self._told("Nothing.").count("Comment · 8 · Trainers, 2025"), 1)
        trainers.comment = "We are 8 persons."
        self.assertEqual(self._told("Nothing.").count("Comment · 8 · Trainers, 2025"), 2)
        self.assertFalse(self._publication().told_text)

    def test_a_comment_tells_a_figure_that_only_the_workbook_hides(self):
        """A figure of the set *Impact at a glance* that the assessment does not follow."""
        drivers = self._indicator("DRIVERS", name="Drivers", privacy="person", unit="persons")
        self.env.ref("vises_impact.set_impact").indicator_ids |= drivers
        self._counted(drivers, 9, comment="We have 9 drivers.")
        self.assertIn("9 · Drivers, 2025", self._told("Nothing."))

    def test_what_the_publication_says_of_itself_is_printed_too(self):
        draft = self._publication(purpose="To show our 8 trainers")
        self.assertIn("Purpose · 8 · Trainers", draft.told_text)
        draft.write({"purpose": False, "name": "8 trainers"})
        self.assertIn("8 · Trainers", draft.told_text)

    def test_inside_the_enterprise_the_same_words_are_no_matter(self):
        self.assessment.audience = "internal"
        self.assertFalse(self._told("We now have 8 trainers."))

    def test_publishing_all_the_same_needs_a_reason_that_stays_on_record(self):
        self._told("We now have 8 trainers.")
        draft = self._publication()
        self.assertIn("Trainers", draft.told_text)
        with self._refused(UserError, "8.*Trainers"):
            draft.action_freeze()
        draft.told_reason = "Our trainers stand on our web page."
        draft.action_freeze()
        self.assertEqual(draft.state, "frozen")
        self.assertIn("our web page", draft.message_ids[0].body)

    def test_a_publication_inside_asks_for_what_is_hidden_inside_only(self):
        self._told("We now have 8 trainers.")
        self.assertFalse(self._publication(kind="internal").told_text)
        self._told("There are 3 women.")
        self.assertIn("Women", self._publication(kind="internal").told_text)

    def test_the_accompanist_who_writes_is_warned_and_the_contributor_reads_nothing(self):
        self.assertIn("Trainers", self._told("We now have 8 trainers.", self.accompanist))
        self.assertNotIn("told_text", self.assessment.with_user(self.contributor).fields_get())
