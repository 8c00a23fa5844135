"""The whole enterprise and what narrows it: names, defaults, limits."""

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .common import ImpactCommon


@tagged("post_install", "-at_install")
class TestScope(ImpactCommon):
    def test_whole_enterprise_is_named_in_the_language_of_its_reader(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        company = self.env["res.company"].create({"name": "New enterprise"})
        whole = company._impact_default_scope()
        self.assertEqual(whole.display_name, "Whole enterprise")
        self.assertEqual(whole.with_context(lang="fr_FR").display_name, "Toute l'entreprise")

    def test_a_name_of_ones_own_stands_for_the_whole_enterprise(self):
        self.scope.name = "All three workshops"
        self.assertEqual(self.scope.display_name, "All three workshops")

    def test_a_scope_that_has_no_name_yet_is_not_called_the_whole_enterprise(self):
        site = self.env["impact.scope"].new({"kind": "site"})
        self.assertFalse(site.display_name)
        self.assertIn("agreement", site.name_example)
        self.assertEqual(self.scope.name_example, "Whole enterprise")

    @mute_logger("odoo.sql_db")
    def test_every_other_scope_needs_a_name(self):
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self.env["impact.scope"].create({"kind": "site"})

    def test_whole_enterprise_cannot_be_narrowed_nor_archived(self):
        department = self.env["hr.department"].create({"name": "Workshop"})
        for values in ({"department_ids": department.ids}, {"active": False}, {"kind": "site"}):
            with self.subTest(values=values), self.assertRaises(ValidationError):
                self.scope.write(values)

    def test_company_has_one_default_scope(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.cr.savepoint():
            self.env["impact.scope"].create({"kind": "enterprise", "is_default": True})
