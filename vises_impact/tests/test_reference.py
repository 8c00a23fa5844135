from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from psycopg2 import IntegrityError

from .common import ImpactCommon


@tagged("post_install", "-at_install")
class TestReference(ImpactCommon):
    """Where an indicator is found again in the standards of others."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.headcount = cls.env.ref("vises_impact.indicator_EMP01")
        cls.own = cls._indicator("DESKS", company_id=cls.company.id)

    def _refer(self, indicator, standard="gri", code="2-7", user=None):
        references = self.env["impact.reference"].with_user(user or self.lead)
        return references.create({"indicator_id": indicator.id, "standard": standard, "code": code})

    def test_headcount_is_known_to_the_standards(self):
        references = self.headcount.with_user(self.board_reader).reference_ids
        found = {(one.standard, one.code): one.closeness for one in references}
        self.assertEqual(found["vsme", "NumberOfEmployees"], "same")
        self.assertEqual(found["be_social_balance", "1051 + 1052"], "same")
        self.assertEqual(found["iris", "OI8869"], "near")
        self.assertEqual(found["sdg", "8.5"], "theme")

    def test_what_the_vsme_asks_for_names_its_paragraph_and_edition(self):
        references = self.env["impact.reference"].search([("standard", "=", "vsme")])
        self.assertGreater(len(references), 10)
        for one in references:
            self.assertRegex(one.paragraph, r"^[BC]\d+/\d+")
            self.assertRegex(one.edition, r"^\d{4}-\d\d-\d\d$")

    def test_a_target_and_a_metric_have_a_page(self):
        for standard, code, url in (
            ("sdg", "8.5", "http://metadata.un.org/sdg/8.5"),
            ("iris", "OI8864", "https://iris.thegiin.org/metric/5.3/oi8864/"),
            ("iris", "OI9677 + OI4202", False),
            ("gri", "2-7", False),
        ):
            with self.subTest(code=code):
                self.assertEqual(self._refer(self.own, standard, code).url, url)

    def test_a_code_of_another_shape_is_refused(self):
        for standard, code in (
            ("vsme", "number of employees"),
            ("be_social_balance", "1051, 1052"),
            ("sdg", "8"),
            ("gri", "Employees"),
            ("iris", "8869"),
        ):
            with self._refused(ValidationError, "is not a code of this standard"):
                self._refer(self.own, standard, code)

    def test_one_reference_is_written_once(self):
        self._refer(self.own)
        with self._refused(IntegrityError, "has this reference already", "impact.reference"):
            self._refer(self.own)

    def test_references_of_the_library_stay_as_they_are(self):
        reference = self.headcount.reference_ids[0].with_user(self.lead)
        for change in (
            lambda: self._refer(self.headcount, code="2-8"),
            lambda: reference.write({"closeness": "theme"}),
            lambda: self._refer(self.own, code="2-8").write({"indicator_id": self.headcount.id}),
            lambda: reference.unlink(),
        ):
            with self._refused(UserError, "belong to the library"):
                change()

    def test_only_a_lead_writes_references_and_only_in_the_own_company(self):
        reference = self._refer(self.own)
        neighbour = self._user("neighbour", "vises_impact.group_lead", self.other_company)
        for user in (self.contributor, self.board_reader, self.accompanist):
            self.assertTrue(reference.with_user(user).has_access("read"))
            with self._refused(AccessError, "not allowed to create"):
                self._refer(self.own, code="2-8", user=user)
        self.env.invalidate_all()
        self.assertFalse(
            reference.with_user(neighbour)
            .with_context(allowed_company_ids=self.other_company.ids)
            .has_access("read")
        )

    def test_a_copy_may_mean_something_else_and_refers_to_nothing(self):
        self.assertFalse(self.headcount.with_user(self.lead).copy().reference_ids)
