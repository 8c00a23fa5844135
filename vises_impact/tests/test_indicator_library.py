from odoo.tests import tagged

from .common import ImpactCommon


@tagged("post_install", "-at_install")
class TestIndicatorLibrary(ImpactCommon):
    def test_library_is_common_to_all_companies(self):
        """A lead of any company reads the definitions; they belong to none."""
        library = self.env["impact.indicator"].sudo().search([("namespace", "=", "library")])
        self.assertTrue(library)
        self.assertFalse(library.company_id)
        lead = self._user("other_lead", "vises_impact.group_lead", self.other_company)
        indicators = self.env["impact.indicator"].with_user(lead)
        indicators = indicators.with_context(allowed_company_ids=self.other_company.ids)
        found = indicators.search([("namespace", "=", "library")])
        self.assertEqual(len(found), len(library.filtered("active")))

    def test_own_indicator_belongs_to_the_company(self):
        self.assertEqual(
            self._indicator("OWN01", company_id=self.company.id).company_id, self.company
        )
        own = self.env["impact.indicator"].create({"code": "OWN02", "name": "Own"})
        self.assertEqual(own.company_id, self.env.company)
