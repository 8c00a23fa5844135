from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .common import ImpactCommon


@tagged("post_install", "-at_install")
class TestStakeholderRegister(ImpactCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.supported = cls.env.ref("vises_impact.stakeholder_category_supported")
        cls.funders = cls.env.ref("vises_impact.stakeholder_category_funders")
        cls.town, cls.mayor = cls.env["res.partner"].create(
            [{"name": "Town of Lens", "is_company": True}, {"name": "Ada Mayor"}]
        )

    def _stakeholder(self, **values):
        return self.env["impact.stakeholder"].create({"category_id": self.funders.id, **values})

    def test_an_organisation_takes_the_name_of_its_contact(self):
        stakeholder = self._stakeholder(partner_id=self.town.id)
        self.assertEqual(stakeholder.name, "Town of Lens")
        self.assertEqual(self.town.impact_stakeholder_count, 1)

    def test_an_organisation_may_differ_from_its_category(self):
        stakeholder = self._stakeholder(partner_id=self.town.id)
        self.assertEqual(stakeholder.influence, self.funders.influence)
        stakeholder.influence = "low"
        self.funders.influence = "medium"
        self.assertEqual(stakeholder.influence, "low")

    def test_a_role_is_not_rated_and_follows_its_category(self):
        stakeholder = self._stakeholder(kind="role", partner_id=self.mayor.id, name="The mayor")
        self.assertEqual(stakeholder.influence, self.funders.influence)
        with self.assertRaisesRegex(ValidationError, "organisations and to categories only"):
            stakeholder.influence = "low"
        self.funders.influence = "low"
        self.assertEqual(stakeholder.influence, "low")

    def test_a_person_is_not_an_organisation(self):
        with self.assertRaisesRegex(ValidationError, "Ada Mayor.*is a person"):
            self._stakeholder(kind="organisation", partner_id=self.mayor.id)

    def test_people_supported_are_never_linked_to_contacts(self):
        for kind, contact in (("role", self.mayor), ("organisation", self.town)):
            with self.assertRaisesRegex(ValidationError, "Remove the contact"):
                self._stakeholder(category_id=self.supported.id, kind=kind, partner_id=contact.id)

    def test_people_supported_are_not_recorded_one_by_one_without_contact_either(self):
        with self.assertRaisesRegex(ValidationError, "never recorded one by one"):
            self._stakeholder(category_id=self.supported.id, kind="role", name="A trainee")

    def test_people_supported_are_groups(self):
        group = self._stakeholder(
            category_id=self.supported.id, kind="group", name="Trainees of the sewing workshop"
        )
        self.assertFalse(group.partner_id)

    def test_a_group_has_no_contact(self):
        with self.assertRaisesRegex(ValidationError, "A group has no contact"):
            self._stakeholder(kind="group", name="Elected people", partner_id=self.mayor.id)

    def test_a_category_in_use_for_persons_cannot_become_people_supported(self):
        self._stakeholder(kind="role", name="The mayor", partner_id=self.mayor.id)
        with self.assertRaisesRegex(ValidationError, "describe them as groups"):
            self.funders.people_supported = True

    def test_the_form_turns_people_supported_into_a_group(self):
        with Form(self.env["impact.stakeholder"].with_user(self.lead)) as form:
            form.partner_id = self.town
            form.category_id = self.supported
            form.name = "Trainees"
        self.assertRecordValues(form.record, [{"kind": "group", "partner_id": False}])

    def test_a_contact_is_once_in_a_category(self):
        self._stakeholder(partner_id=self.town.id)
        other = self.env.ref("vises_impact.stakeholder_category_clients")
        self._stakeholder(partner_id=self.town.id, category_id=other.id)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self._stakeholder(partner_id=self.town.id)


@tagged("post_install", "-at_install")
class TestEngagement(ImpactCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.assessment = cls._assessment()
        cls.workers = cls.env.ref("vises_impact.stakeholder_category_workers")
        cls.supported = cls.env.ref("vises_impact.stakeholder_category_supported")
        cls.engagement = cls.env["impact.engagement"].create(
            {
                "name": "Workshop",
                "assessment_id": cls.assessment.id,
                "date": "2026-01-15",
                "minutes": "<p>Much was said.</p>",
                "synthesis": "<p>We agree on time.</p>",
                "participant_line_ids": [
                    Command.create({"category_id": cls.workers.id, "count": 4}),
                    Command.create({"category_id": cls.supported.id, "count": 9}),
                ],
            }
        )

    def test_participants_are_counted_by_category(self):
        self.assertEqual(self.engagement.participant_count, 13)
        self.assertEqual(self.engagement.category_ids, self.workers | self.supported)

    def test_it_belongs_to_the_company_and_stage_of_its_assessment(self):
        self.assertEqual(self.engagement.company_id, self.company)
        self.assertEqual(self.engagement.stage_id, self.assessment.stage_id)

    def test_the_assessment_of_another_company_is_refused(self):
        other = self._assessment(company_id=self.other_company.id)
        with self.assertRaisesRegex(UserError, "another company"):
            self.engagement.write({"assessment_id": other.id, "company_id": self.company.id})

    def test_nobody_takes_part_less_than_once(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.engagement.participant_line_ids[0].count = 0

    def test_minutes_are_kept_for_24_months(self):
        self.assertEqual(self.engagement.purge_date, fields.Date.to_date("2028-01-15"))

    def test_minutes_need_a_purge_date_on_or_after_the_exchange(self):
        for purge_date in (False, "2026-01-14"):
            with self.assertRaisesRegex(ValidationError, "purge date"):
                self.engagement.purge_date = purge_date

    def test_minutes_stay_until_their_purge_date(self):
        with freeze_time("2028-01-15"):
            self.env["impact.engagement"]._gc_minutes()
        self.assertTrue(self.engagement.minutes)

    def test_after_the_purge_date_minutes_and_files_go_and_the_rest_stays(self):
        photo = self.env["ir.attachment"].create(
            {
                "name": "board.jpg",
                "raw": b"photo",
                "res_model": "impact.engagement",
                "res_id": self.engagement.id,
            }
        )
        with freeze_time("2028-01-16"):
            self.env["impact.engagement"]._gc_minutes()
        self.assertFalse(self.engagement.minutes)
        self.assertFalse(photo.exists())
        self.assertTrue(self.engagement.purged)
        self.assertEqual(self.engagement.synthesis, "<p>We agree on time.</p>")
        self.assertEqual(self.engagement.participant_count, 13)
        self.assertIn("were deleted", self.engagement.message_ids[0].body)

    def test_a_purge_is_noted_once(self):
        with freeze_time("2028-01-16"):
            self.env["impact.engagement"]._gc_minutes()
            notes = len(self.engagement.message_ids)
            self.env["impact.engagement"]._gc_minutes()
        self.assertEqual(len(self.engagement.message_ids), notes)

    def test_minutes_written_after_a_purge_are_purged_too(self):
        with freeze_time("2028-01-16"):
            self.env["impact.engagement"]._gc_minutes()
            self.engagement.minutes = "<p>Found again.</p>"
            self.env["impact.engagement"]._gc_minutes()
        self.assertFalse(self.engagement.minutes)


@tagged("post_install", "-at_install")
class TestMandate(ImpactCommon):
    def _mandate(self, **values):
        return self.env["impact.mandate"].create({"date_from": "2024-06-01", **values})

    def test_a_mandate_needs_neither_contact_nor_sex(self):
        mandate = self._mandate(seat_type="worker")
        self.assertEqual(mandate.name, "Worker")
        mandate.seat_type = "user"
        self.assertEqual(mandate.name, "User or beneficiary")

    def test_a_mandate_takes_the_name_of_its_contact(self):
        ada = self.env["res.partner"].create({"name": "Ada"})
        self.assertEqual(self._mandate(partner_id=ada.id).name, "Ada")

    def test_a_mandate_ends_after_it_begins(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self._mandate(date_to="2024-05-31")

    def test_a_birth_year_has_four_digits(self):
        for year in (75, 2999):
            with self.assertRaisesRegex(ValidationError, "four digits"):
                self._mandate(birth_year=year)

    def test_nobody_sits_twice_in_one_body_at_a_time(self):
        ada = self.env["res.partner"].create({"name": "Ada"})
        self._mandate(partner_id=ada.id, date_to="2025-06-30")
        self._mandate(partner_id=ada.id, body="assembly")
        self._mandate(partner_id=ada.id, date_from="2025-07-01")
        with self.assertRaisesRegex(ValidationError, "counted twice"):
            self._mandate(partner_id=ada.id, date_from="2025-06-30")

    def test_who_is_in_office_depends_on_the_day(self):
        mandate = self._mandate(date_to="2025-06-30")
        domain = [("id", "=", mandate.id), ("is_current", "=", True)]
        for day, in_office in (("2024-05-31", False), ("2025-06-30", True), ("2025-07-01", False)):
            with freeze_time(day):
                mandate.invalidate_recordset()
                self.assertEqual(mandate.is_current, in_office)
                self.assertEqual(bool(mandate.search_count(domain)), in_office)
