"""What was published before is known to everybody: together with it nothing may come out."""

import random

from odoo.tests import tagged
from odoo.tools import float_round

from .publication_case import PublicationCase


@tagged("post_install", "-at_install", "security")
class TestPublishedBefore(PublicationCase):
    """Staff by sex and by whether they are women, in two assessments of the same year."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        library = ("EMP01", "EMP06")
        cls.staff, cls.share = (cls.env.ref(f"vises_impact.indicator_{one}") for one in library)
        cls.first = cls._assessment(name="First", indicator_ids=cls.staff.ids)
        cls.second = cls._assessment(name="Second", indicator_ids=cls.share.ids, audience="public")

    def _staff(self, women, men):
        """Whole staff, its women and its men, and the share of women: all shown inside."""
        total = women + men
        self._shown_figure(self.staff, 2025, total, total)
        self._shown_figure(self.staff, 2025, women, women, key="sex=female")
        self._shown_figure(self.staff, 2025, men, men, key="sex=male")
        self._shown_figure(self.share, 2025, 100 * women / total, women, total)

    def _shown(self, assessment):
        (line,) = assessment.with_context(impact_recipient="public")._document().lines
        return {one.result.cell_id.key or "": one.value for one in line.printed()}

    def _publish(self, assessment):
        publication = self._publication(assessment_id=assessment.id)
        publication.action_freeze()
        return publication

    def _small_published_total(self):
        """A total that went out when nobody knew yet that few of its people are women."""
        self._shown_figure(self.staff, 2025, 30, 30)
        self._publish(self.first)
        self._shown_figure(self.staff, 2025, 6, 6, key="sex=female")
        self._shown_figure(self.staff, 2025, 24, 24, key="sex=male")

    def test_by_itself_a_total_may_be_shown_or_give_way(self):
        self._staff(6, 24)
        self.assertEqual(self._shown(self.first), {"": 30, "sex=female": None, "sex=male": None})
        self.assertEqual(self._shown(self.second), {"": None})

    def test_a_part_gives_way_to_the_total_that_is_known(self):
        self._small_published_total()
        shown = self._shown(self.first)
        self.assertEqual(shown, {"": 30, "sex=female": None, "sex=male": None})

    def test_a_published_figure_hides_what_would_reveal_its_rest(self):
        """The men went out alone: with the whole staff, the women would be their difference."""
        self._shown_figure(self.staff, 2025, 24, 24, key="sex=male")
        self._publish(self.first)
        self._shown_figure(self.staff, 2025, 30, 30)
        self._shown_figure(self.staff, 2025, 6, 6, key="sex=female")
        shown = self._shown(self.first)
        self.assertEqual((shown["sex=male"], shown[""], shown["sex=female"]), (None, None, None))

    def test_what_went_out_counts_although_it_was_withdrawn(self):
        self._shown_figure(self.staff, 2025, 24, 24, key="sex=male")
        self._publish(self.first)._withdraw("Not what was meant.")
        self._shown_figure(self.staff, 2025, 30, 30)
        self._shown_figure(self.staff, 2025, 6, 6, key="sex=female")
        self.assertIsNone(self._shown(self.first)[""])

    def test_each_year_that_went_out_is_known(self):
        for year in (2024, 2025):
            self._shown_figure(self.staff, year, 24, 24, key="sex=male")
        self._publish(self.first)
        for year in (2024, 2025):
            self._shown_figure(self.staff, year, 30, 30)
            self._shown_figure(self.staff, year, 6, 6, key="sex=female")
        (line,) = self.first.with_context(impact_recipient="public")._document().lines
        self.assertEqual([one.value for one in (line.now, line.before)], [None, None])

    def test_drafts_and_returns_and_reports_inside_are_not_known_to_the_public(self):
        self._shown_figure(self.staff, 2025, 24, 24, key="sex=male")
        self._publication(assessment_id=self.first.id)
        self._publish_inside()
        self._shown_figure(self.staff, 2025, 30, 30)
        self._shown_figure(self.staff, 2025, 6, 6, key="sex=female")
        self.assertEqual(self._shown(self.first)[""], 30)

    def _publish_inside(self):
        self._publication(assessment_id=self.first.id, kind="internal").action_freeze()

    def test_two_documents_together_give_no_small_group_away(self):
        """Whoever holds both subtracts, one from the other."""
        chance = random.Random(7)
        for _round in range(12):
            women, men = chance.randrange(1, 30), chance.randrange(1, 30)
            with self.subTest(women=women, men=men), self.env.cr.savepoint() as point:
                order = [self.first, self.second]
                chance.shuffle(order)
                self._staff(women, men)
                self.env["impact.disclosure"]._review(
                    self.env["impact.result"].search(
                        [("indicator_id", "in", (self.staff | self.share).ids)]
                    )
                )
                self._publish(order[0])
                self._check(women, men)
                point.rollback()
                self.env.invalidate_all()

    def _percent(self, part, whole):
        return float_round(100 * part / whole, precision_digits=self.share.decimals)

    def _check(self, women, men):
        staff, share = self._shown(self.first), self._shown(self.second)[""]
        possible = {
            (w, total - w)
            for total in range(1, 61)
            for w in range(total + 1)
            if (staff[""] is None or total == staff[""])
            and (staff["sex=female"] is None or w == staff["sex=female"])
            and (staff["sex=male"] is None or total - w == staff["sex=male"])
            and (share is None or self._percent(w, total) == share)
        }
        self.assertIn((women, men), possible)
        for place, number in enumerate((women, men)):
            if 0 < number < 11:
                self.assertGreater(len({one[place] for one in possible}), 1)
