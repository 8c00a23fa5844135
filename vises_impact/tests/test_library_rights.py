from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged
from psycopg2 import IntegrityError

from .common import ImpactCommon


@tagged("post_install", "-at_install", "security")
class TestLibraryRights(ImpactCommon):
    """The library is common to all companies; what is a company's own stays with it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.headcount = cls.env.ref("vises_impact.indicator_EMP01")
        cls.version = cls.headcount.current_version_id
        cls.neighbour = cls._user("neighbour", "vises_impact.group_lead", cls.other_company)

    def _as(self, user, record):
        self.env.invalidate_all()
        return record.with_user(user).with_context(allowed_company_ids=user.sudo().company_ids.ids)

    def test_the_library_belongs_to_no_company(self):
        library = self.env["impact.indicator"].search([("namespace", "=", "library")])
        self.assertGreaterEqual(len(library), 25)
        self.assertFalse(library.company_id)
        for user in (self.contributor, self.board_reader, self.accompanist, self.neighbour):
            for record in (self.headcount, self.version, self.version.term_ids):
                self.assertTrue(self._as(user, record).has_access("read"))

    def test_nobody_changes_what_a_library_indicator_means(self):
        version, term = self.version, self.version.term_ids
        for user in (self.lead, self.manager):
            for change in (
                lambda u=user: self._as(u, self.headcount).write({"name": "People"}),
                lambda u=user: self._as(u, self.headcount).update_field_translations(
                    "name", {"en_US": "People"}
                ),
                lambda u=user: self._as(u, version).write({"definition": "Any people."}),
                lambda u=user: self._as(u, version).write({"aggregation_time": "sum"}),
                lambda u=user: self._as(u, version).write({"breakdown_ids": [Command.clear()]}),
                lambda u=user: self._as(u, version).update_field_translations(
                    "definition", {"en_US": "Any people."}
                ),
                lambda u=user: self._as(u, version).copy({"number": 2}),
                lambda u=user: self._as(u, version).unlink(),
                lambda u=user: self._as(u, term).write({"population": "[]"}),
                lambda u=user: self._as(u, term).copy({"name": "more"}),
                lambda u=user: self._as(u, term).unlink(),
                lambda u=user: self._as(u, self.headcount).unlink(),
            ):
                with self._refused(UserError, "belong to the library"):
                    change()

    def test_only_the_manager_archives_what_all_companies_share(self):
        some_set = self.env["impact.indicator.set"].search([], limit=1)
        for vals in ({"active": False}, {"set_ids": [Command.link(some_set.id)]}):
            with self._refused(AccessError, "Our choices"):
                self._as(self.lead, self.headcount).write(vals)
            self._as(self.manager, self.headcount).write(vals)
        with self.assertRaises(AccessError):
            self._as(self.lead, some_set).write({"indicator_ids": [Command.clear()]})

    def test_leads_do_as_they_like_with_their_own(self):
        own = self._as(self.lead, self.headcount).copy()
        self.assertEqual((own.code, own.company_id), ("EMP01_2", self.company))
        own.write({"name": "People here", "active": False})
        own.current_version_id.write({"definition": "People at our desks."})
        own.current_version_id.term_ids.write({"population": "[]"})
        own.unlink()

    def test_a_definition_with_results_keeps_its_terms(self):
        own = self._as(self.lead, self.headcount).copy()
        self._result(own, 2025, 12)
        self.env.invalidate_all()
        for change in (
            lambda: own.current_version_id.term_ids.write({"population": "[]"}),
            lambda: own.current_version_id.term_ids.unlink(),
            lambda: own.current_version_id.unlink(),
        ):
            with self._refused(UserError, "has results"):
                change()

    def test_choices_are_the_companys_own(self):
        setting = self._as(self.lead, self.headcount)._setting_of(self.company)
        self.assertFalse(self._as(self.neighbour, setting).has_access("read"))
        self.assertFalse(self._as(self.board_reader, setting).has_access("read"))
        self.assertTrue(self._as(self.lead, self.headcount).is_used)
        self.assertFalse(self._as(self.neighbour, self.headcount).is_used)

    def test_own_indicators_are_not_seen_next_door(self):
        own = self._as(self.lead, self.headcount).copy().sudo()
        for record in (own, own.version_ids, own.version_ids.term_ids):
            self.assertTrue(self._as(self.lead, record).has_access("write"), record)
            self.assertFalse(self._as(self.neighbour, record).has_access("read"), record)
            found = self._as(self.neighbour, record.browse()).search([("id", "in", record.ids)])
            self.assertFalse(found, record)
        self.assertFalse(self._as(self.neighbour, own).name_search("EMP01_2"))

    def test_two_companies_may_use_one_code(self):
        ours, theirs = self._indicator("DESKS"), self._indicator_next_door("DESKS")
        self.assertNotEqual(ours, theirs)
        with self._refused(IntegrityError, "is taken", "impact.indicator"):
            self._indicator("DESKS")

    def test_codes_of_the_library_are_reserved(self):
        for code in ("EMP01", "ECO99"):
            with self._refused(ValidationError, "is a code of the library"):
                self._indicator(code)

    def test_a_formula_finds_the_library_and_ones_own(self):
        self._indicator_next_door("DESKS")
        ratio = {"kind": "formula", "formula": "EMP01 / DESKS"}
        with self._refused(ValidationError, "DESKS, but there is no such"):
            self._indicator("CROWD", version_ids=[Command.create(ratio)])
        self._indicator("DESKS")
        crowd = self._indicator("CROWD", version_ids=[Command.create(ratio)])
        versions = self.env["impact.computation"]._versions(crowd.sudo())
        self.assertEqual(versions.indicator_id.mapped("code"), ["CROWD", "EMP01"])

    def test_own_figures_are_computed_for_their_company_only(self):
        double = {"kind": "formula", "formula": "2 * EMP01"}
        triple = {"kind": "formula", "formula": "3 * EMP01"}
        ours = self._indicator("TIMES", version_ids=[Command.create(double)])
        theirs = self._indicator_next_door("TIMES", version_ids=[Command.create(triple)])
        companies = self.company | self.other_company
        period = self._assessment()._period()
        self.env["impact.result"].sudo()._refresh(
            ours | theirs, companies, self.scope | self.other_scope, [period]
        )
        found = self.env["impact.result"].sudo().search([("indicator_id.code", "=", "TIMES")])
        pairs = {(result.indicator_id, result.company_id) for result in found}
        self.assertEqual(pairs, {(ours, self.company), (theirs, self.other_company)})

    def test_the_second_version_gets_the_next_number(self):
        own = self._indicator("DESKS")
        with Form(own.with_user(self.lead)) as form, form.version_ids.new() as line:
            self.assertEqual(line.number, 2)
            line.valid_from = "2026-01-01"
        self.assertEqual(own.version_ids.mapped("number"), [2, 1])
        self.assertEqual(own.current_version_id.number, 2)
        third = self.env["impact.indicator.version"].create({"indicator_id": own.id})
        self.assertEqual(third.number, 3)

    def _indicator_next_door(self, code, **values):
        indicators = self.env["impact.indicator"].with_company(self.other_company)
        return indicators.create(
            {
                "code": code,
                "name": f"Indicator {code}",
                "company_id": self.other_company.id,
                "version_ids": [Command.create({"kind": "form"})],
                **values,
            }
        )
