"""Figures of a questionnaire, broken down by what people say of themselves in it."""

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .questionnaire_answers import choices, give
from .test_questionnaire import QuestionnaireCommon

WOMAN, MAN, OTHER, SILENT = range(4)


@tagged("post_install", "-at_install")
class TestQuestionnaireBreakdown(QuestionnaireCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        questions = cls.staff.question_ids.sorted("sequence")
        cls.sex, cls.age = questions[4], questions[5]
        cls.categories = cls.staff.impact_category_ids

    def _cells(self):
        return {row.cell_id.key or "": row for row in self._figure(self.EMP27)}

    def _give(self, *rows):
        """Questionnaires of the staff: how often, the score, what is said of the sex."""
        for times, score, sex in rows:
            for _number in range(times):
                replies = {self.satisfaction: score, self.sex: None if sex is None else [sex]}
                give(self.staff, replies, "2025-05-05 10:00:00")

    def _category(self, question, category, *positions):
        return self.env["impact.survey.category"].create(
            {
                "question_id": question.id,
                "category": category,
                "answer_ids": [choices(question)[n].id for n in positions],
            }
        )

    def test_each_sex_has_its_own_mean(self):
        self._give((6, 8, WOMAN), (5, 6, MAN))
        cells = self._cells()
        self.assertEqual(set(cells), {"", "sex=female", "sex=male"})
        self.assertEqual(cells["sex=female"].value, 8)
        self.assertEqual(cells["sex=male"].value, 6)
        self.assertEqual(cells["sex=female"].count, 6)

    def test_who_does_not_say_is_not_declared(self):
        self._give((6, 8, WOMAN), (5, 6, MAN), (5, 4, SILENT), (1, 4, None))
        cells = self._cells()
        self.assertEqual(set(cells), {"", "sex=female", "sex=male", "sex=undeclared"})
        self.assertEqual(cells["sex=undeclared"].exact_value, 4)
        self.assertEqual(cells["sex=undeclared"].exact_count, 6)

    def test_no_breakdown_where_nobody_was_asked(self):
        self._give((6, 8, None))
        self.assertEqual(set(self._cells()), {""})

    def test_a_small_group_is_hidden_with_another(self):
        """Three men follow from the women and all: both are hidden, in the company itself."""
        self._give((6, 8, WOMAN), (3, 6, MAN))
        cells = self._cells()
        self.assertEqual(cells[""].status, "measured")
        for key in ("sex=female", "sex=male"):
            self.assertEqual(cells[key].status, "suppressed")
            self.assertFalse(cells[key].value)
        self.assertEqual(cells["sex=male"].exact_value, 6)

    def test_municipalities_tell_who_lives_in_the_territory(self):
        self.categories.filtered(lambda one: one.question_id == self.age).unlink()
        self._category(self.age, "is_local=True", 0, 1)
        self._category(self.age, "is_local=False", 2)
        commute = self.staff.question_ids.sorted("sequence")[3]
        for place, way in [(0, 0)] * 6 + [(1, 4)] * 6 + [(2, 4)] * 6:
            give(self.staff, {commute: [way], self.age: [place]}, "2025-05-05 10:00:00")
        rows = self._figure(self.env.ref("vises_impact.indicator_ENV17"))
        exact = {row.cell_id.key or "": row.exact_value for row in rows}
        self.assertEqual(exact["is_local=True"], 50)
        self.assertEqual(exact["is_local=False"], 0)

    def test_a_copy_tells_the_same_by_its_own_answers(self):
        again = self.staff._impact_copies(self.company)
        copied = again.impact_category_ids
        self.assertEqual(copied.mapped("category"), self.categories.mapped("category"))
        self.assertEqual(copied.question_id.survey_id, again)
        self.assertEqual(copied.answer_ids.question_id.survey_id, again)

    def test_categories_are_named_as_in_the_figures(self):
        labels = dict(self.env["impact.survey.category"]._selection_category())
        cell = self.env["impact.cell"].create({"key": "sex=female"})
        self.assertEqual(labels["sex=female"], cell.name)

    def test_a_category_is_one_of_a_choice_and_told_once(self):
        refused = (
            ("needs one choice", lambda: self._category(self.satisfaction, "is_local=True")),
            ("Say which answers", lambda: self._category(self.age, "is_local=True")),
            ("told by one question", lambda: self._split_over_two_questions()),
            ("stands for one category", lambda: self._two_of_one_answer()),
        )
        for message, attempt in refused:
            with self._refused(ValidationError, message):
                attempt()

    def _split_over_two_questions(self):
        self.categories.filtered(lambda one: one.category == "sex=other").unlink()
        self._category(self.age, "sex=other", SILENT)

    def _two_of_one_answer(self):
        self.categories.filtered(lambda one: one.category == "sex=other").unlink()
        self._category(self.sex, "sex=other", WOMAN)

    def test_the_lead_says_it_for_the_own_company_only(self):
        template = self.env.ref("vises_impact.category_staff_sex_female")
        own = self.categories[:1]
        own.with_user(self.lead).unlink()
        with self._refused(AccessError, "not allowed|access"):
            template.with_user(self.lead).write({"category": "sex=other"})
        for user in (self.board_reader, self.contributor):
            with self._refused(AccessError, "not allowed|access"):
                self.env["impact.survey.category"].with_user(user).search([])
