"""From nothing to figures: proposals, applying them, what to repair, and who sees what."""

from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common import ImpactCommon


class ReadinessCommon(ImpactCommon):
    """An enterprise with contract types of its own and nobody on the staff yet."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.types = {
            name: cls.env["hr.contract.type"].create({"name": name})
            for name in ("CDI test", "Artikel 60 test", "Bepaalde duur test", "Zomaar test")
        }
        cls.lead_hr = cls._user("lead_hr", "vises_impact.group_lead,hr.group_hr_manager")

    @classmethod
    def _hire(cls, count, contract_type=None, company=None, **values):
        company = company or cls.company
        return cls.env["hr.employee"].create(
            [
                {
                    "name": f"Person {number}",
                    "company_id": company.id,
                    "date_version": date(2024, 1, 1),
                    "contract_date_start": date(2024, 1, 1),
                    "contract_type_id": contract_type.id if contract_type else False,
                    "wage": 2000,
                    "sex": "female",
                    **values,
                }
                for number in range(count)
            ]
        )

    @classmethod
    def _open(cls, user=None, **values):
        readiness = cls.env["impact.readiness"].with_user(user or cls.lead)
        opened = readiness.browse(readiness.action_open()["res_id"])
        opened.write({"year": 2025, "every_indicator": True, **values})
        opened._fill()
        return opened

    @classmethod
    def _line(cls, readiness, subject):
        lines = readiness.contract_line_ids | readiness.departure_line_ids | readiness.tag_line_ids
        return lines.filtered(
            lambda line: (
                subject in (line.contract_type_id, line.departure_reason_id, line.partner_tag_id)
            )
        )

    @classmethod
    def _figure(cls, readiness, code):
        return readiness.figure_ids.filtered(lambda line: line.indicator_id.code == code)

    @classmethod
    def _mapping_of(cls, contract_type):
        return cls.env["impact.mapping"].search(
            [("company_id", "=", cls.company.id), ("contract_type_id", "=", contract_type.id)]
        )


@tagged("post_install", "-at_install")
class TestReadinessMapping(ReadinessCommon):
    def test_names_and_records_of_odoo_propose_a_class_and_say_why(self):
        readiness = self._open()
        wanted = {
            self.types["CDI test"]: "permanent",
            self.types["Artikel 60 test"]: "integration",
            self.types["Bepaalde duur test"]: "temporary",
            self.env.ref("hr.contract_type_apprenticeship"): "apprentice",
        }
        for contract_type, contract_class in wanted.items():
            line = self._line(readiness, contract_type)
            self.assertEqual(line.contract_class, contract_class)
            self.assertEqual(line.state, "to_apply")
            self.assertTrue(line.why)
        self.assertIn("Bepaalde duur", self._line(readiness, self.types["Bepaalde duur test"]).why)
        fired = self._line(readiness, self.env.ref("hr.departure_fired"))
        self.assertEqual(fired.exit_class, "dismissal")

    def test_what_is_unsure_stays_unmapped(self):
        readiness = self._open()
        line = self._line(readiness, self.types["Zomaar test"])
        self.assertFalse(line.contract_class)
        self.assertEqual(line.state, "open")
        readiness.action_apply_all()
        self.assertFalse(self._mapping_of(self.types["Zomaar test"]))
        self.assertEqual(self._mapping_of(self.types["CDI test"]).contract_class, "permanent")

    def test_applying_a_step_writes_that_step_only_and_goes_on(self):
        readiness = self._open(step="departure_reason")
        readiness.action_apply()
        self.assertEqual(readiness.step, "partner_tag")
        self.assertFalse(self._mapping_of(self.types["CDI test"]))
        fired = self.env.ref("hr.departure_fired")
        self.assertTrue(
            self.env["impact.mapping"].search(
                [("company_id", "=", self.company.id), ("departure_reason_id", "=", fired.id)]
            )
        )

    def test_a_mapping_made_meanwhile_stays(self):
        readiness = self._open()
        own = self.env["impact.mapping"].create(
            {
                "company_id": self.company.id,
                "kind": "contract_type",
                "contract_type_id": self.types["CDI test"].id,
                "contract_class": "other",
            }
        )
        readiness.action_apply_all()
        self.assertEqual(self._mapping_of(self.types["CDI test"]), own)
        self.assertEqual(own.contract_class, "other")
        self.assertEqual(
            self._line(readiness, self.types["CDI test"]).contract_class,
            "other",
            "The screen shows what the user mapped, not the proposal.",
        )

    def test_a_choice_changed_on_the_screen_changes_the_mapping(self):
        readiness = self._open()
        self._line(readiness, self.types["CDI test"]).contract_class = "integration"
        readiness.action_apply_all()
        self.assertEqual(self._mapping_of(self.types["CDI test"]).contract_class, "integration")
        self._line(readiness, self.types["CDI test"]).contract_class = False
        readiness.step = "contract_type"
        readiness.action_apply()
        self.assertFalse(self._mapping_of(self.types["CDI test"]))

    def test_what_is_in_use_and_not_mapped_stands_first(self):
        self._hire(2, self.types["Zomaar test"])
        self._hire(6, self.types["CDI test"])
        readiness = self._open(self.lead_hr)
        readiness.action_apply_all()
        first, second, *others = readiness.contract_line_ids
        self.assertEqual(first.contract_type_id, self.types["Zomaar test"])
        self.assertEqual(first.usage_text, "2")
        self.assertEqual(second.contract_type_id, self.types["CDI test"])
        self.assertFalse(any(line.in_use for line in others))

    def test_the_territory_is_that_of_the_postcode_until_somebody_says_otherwise(self):
        self.company.write({"country_id": self.env.ref("base.be").id, "zip": "9000"})
        readiness = self._open()
        self.assertEqual(readiness.territory, "9")
        readiness.territory = "9, 8"
        readiness.action_apply_all()
        self.assertEqual(self.company.impact_territory, "9, 8")
        self.assertEqual(self._open().territory, "9, 8")

    def test_association_accounts_propose_the_chart_of_associations(self):
        self.company.country_id = self.env.ref("base.fr")
        self.env["account.account"].create(
            [
                {
                    "code": code,
                    "name": code,
                    "account_type": "income",
                    "company_ids": [Command.set(self.company.ids)],
                }
                for code in ("756100", "789000", "701000")
            ]
        )
        readiness = self._open()
        self.assertEqual(readiness.chart, "french_association")
        self.assertIn("756100", readiness.chart_note)
        self.assertIn("accounts", readiness._open_steps(self.company))
        readiness.action_apply_all()
        self.assertEqual(self.company.impact_chart, "french_association")
        self.assertNotIn("accounts", readiness._open_steps(self.company))

    def test_a_chosen_chart_stays(self):
        """When the country of the taxes changes, or a chart of the same country is loaded."""
        self.company.impact_chart = "french_association"
        self.company.account_fiscal_country_id = self.env.ref("base.be")
        self.assertEqual(self.company.impact_chart, "french_association")
        for template, chart in (("fr", "french_association"), ("be_comp", "belgian_company")):
            self.env.cr.execute(
                "UPDATE res_company SET chart_template = %s WHERE id = %s",
                (template, self.company.id),
            )
            self.company.invalidate_recordset()
            self.company.modified(["chart_template"])
            self.assertEqual(self.company.impact_chart, chart)

    def test_jobs_are_proposed_by_their_names_and_the_rest_at_once(self):
        names = {"Directrice": "management", "Encadrant technique": "workplace_support"}
        names |= {"CIP": "social_support", "Comptable": "other"}
        jobs = self.env["hr.job"].create(
            [{"name": name, "company_id": self.company.id} for name in (*names, "Unused")]
        )
        self.assertNotIn("job", self._open()._open_steps(self.company))
        for job in jobs[:4]:
            self._hire(1, self.types["CDI test"], job_id=job.id)
        self.assertIn("job", self._open()._open_steps(self.company))
        readiness = self._open()
        lines = {line.job_id: line for line in readiness.job_line_ids}
        self.assertFalse(lines[jobs[3]].job_class)
        readiness.action_other_jobs()
        readiness.step = "job"
        readiness.action_apply()
        mappings = self.env["impact.mapping"].search([("job_id", "in", jobs.ids)])
        self.assertEqual({one.job_id.name: one.job_class for one in mappings}, names)
        self.assertNotIn("job", readiness._open_steps(self.company))

    def test_steps_are_done_when_nothing_is_left(self):
        self._hire(1, self.types["CDI test"])
        readiness = self._open()
        self.assertIn("contract_type", readiness._open_steps(self.company))
        before = readiness.done_count
        readiness.step = "contract_type"
        readiness.action_apply()
        self.assertNotIn("contract_type", readiness._open_steps(self.company))
        readiness.invalidate_recordset()
        self.assertGreater(readiness.done_count, before)

    def test_the_assessment_says_what_is_left_to_map(self):
        self._hire(1, self.types["CDI test"])
        assessment = self._assessment().with_user(self.lead)
        self.assertIn("Contract types", assessment.unmapped_text)
        readiness = self.env["impact.readiness"].with_user(self.lead)
        opened = readiness.browse(assessment.action_readiness()["res_id"])
        self.assertEqual(opened.assessment_id, assessment)
        self.assertEqual(opened._period().key, "2025")

    def test_from_the_figures_one_goes_on_to_the_assessment(self):
        opened = self._open()
        action = opened.action_assessment()
        self.assertEqual([kind for _view, kind in action["views"]], ["form"])
        self.assertFalse(action["res_id"], "there is none yet: a new one")
        older = self._assessment(date_from="2024-01-01", date_to="2024-12-31")
        latest = self._assessment()
        self.assertEqual(opened.action_assessment()["res_id"], latest.id)
        opened.assessment_id = older
        self.assertEqual(opened.action_assessment()["res_id"], older.id)


@tagged("post_install", "-at_install")
class TestReadinessRepair(ReadinessCommon):
    def test_contracts_with_no_class_are_those_to_repair(self):
        known = self._hire(4, self.types["CDI test"])
        unknown = self._hire(3, self.types["Zomaar test"]) | self._hire(2)
        readiness = self._open(self.lead_hr)
        readiness.action_apply_all()
        line = self._figure(readiness, "EMP03")
        self.assertEqual(line.repair_text, "5")
        self.assertEqual(line.missing_text, "Contract")
        self.assertTrue(line.may_open)
        action = line.action_repair()
        opened = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(opened, unknown)
        self.assertFalse(opened & known)

    def test_a_wage_of_zero_is_to_repair(self):
        self._hire(6, self.types["CDI test"])
        unpaid = self._hire(1, self.types["CDI test"], wage=0, sex="male")
        readiness = self._open(self.lead_hr)
        action = self._figure(readiness, "EMP09").action_repair()
        self.assertEqual(self.env[action["res_model"]].search(action["domain"]), unpaid)

    def test_leaving_before_the_period_is_nothing_to_repair(self):
        self._hire(2, contract_date_end=date(2024, 6, 30))
        readiness = self._open(self.lead_hr)
        self.assertFalse(self._figure(readiness, "EMP03").repair_text)
        with self.assertRaisesRegex(UserError, "Nothing is left"):
            self._figure(readiness, "EMP03").action_repair()

    def test_suppliers_without_a_class_are_those_to_repair(self):
        tagged_one, bare, unbilled = self._suppliers()
        self.env["impact.mapping"].create(
            {
                "company_id": self.company.id,
                "kind": "partner_tag",
                "partner_tag_id": tagged_one.category_id.id,
                "partner_class": "social_economy",
            }
        )
        readiness = self._open()
        line = self._figure(readiness, "ECO21")
        self.assertEqual(line.repair_text, "1", "One supplier, whatever its number of lines.")
        action = line.action_repair()
        self.assertEqual(action["res_model"], "res.partner")
        found = self.env["res.partner"].search(action["domain"])
        self.assertEqual(found, bare)
        self.assertNotIn(unbilled, found)

    def _suppliers(self):
        """One with a tag and two bills, one without a tag and two, one without a bill."""
        expense, payable = self.env["account.account"].create(
            [
                {
                    "code": code,
                    "name": code,
                    "account_type": kind,
                    "reconcile": kind == "liability_payable",
                    "company_ids": [Command.set(self.company.ids)],
                }
                for code, kind in (("606100", "expense"), ("401100", "liability_payable"))
            ]
        )
        journal = self.env["account.journal"].create(
            {
                "name": "Purchases",
                "code": "PUR",
                "type": "purchase",
                "company_id": self.company.id,
                "default_account_id": expense.id,
            }
        )
        tag = self.env["res.partner.category"].create({"name": "ESS test"})
        partners = self.env["res.partner"].create(
            [
                {
                    "name": name,
                    "category_id": [Command.set(tags)],
                    "property_account_payable_id": payable.id,
                }
                for name, tags in (("Tagged", tag.ids), ("Bare", []), ("No bill", []))
            ]
        )
        moves = self.env["account.move"].create(
            [
                {
                    "move_type": "in_invoice",
                    "partner_id": partner.id,
                    "journal_id": journal.id,
                    "invoice_date": day,
                    "date": day,
                    "invoice_line_ids": [
                        Command.create(
                            {
                                "name": "Wood",
                                "price_unit": 100,
                                "account_id": expense.id,
                                "tax_ids": [],
                            }
                        )
                    ],
                }
                for partner in partners[:2]
                for day in ("2025-03-01", "2025-09-01")
            ]
        )
        moves.action_post()
        return partners

    def test_archived_under_contract_counts_until_the_departure_is_noted(self):
        """Archiving has no date: who has left on which day, the contract or a departure says."""
        here = self._hire(5, self.types["CDI test"])
        gone, left = self._hire(2, self.types["CDI test"])
        ended = self._hire(1, self.types["CDI test"], contract_date_end=date(2025, 3, 31))
        left.version_id.departure_date = date(2025, 6, 30)
        (gone | left | ended).action_archive()
        readiness = self._open(self.lead_hr)
        readiness.action_apply_all()
        self.assertEqual(self._figure(readiness, "EMP01").result_id.value, len(here) + 1)
        self.assertIn("1. They count", readiness.departure_note)
        action = readiness.action_archived_at_work()
        found = self.env[action["res_model"]].with_context(**action["context"])
        self.assertEqual(found.search(action["domain"]), gone)
        plain = self._open(self.lead)
        self.assertIn("fewer than 5", plain.departure_note)
        with self._refused(UserError, "manages the staff records"):
            plain.action_archived_at_work()
        gone.version_id.departure_date = date(2025, 9, 30)
        self.assertFalse(self._open(self.lead_hr).departure_note)

    def test_records_of_two_kinds_to_repair_are_offered_side_by_side(self):
        """Suppliers and contracts of one figure; what a reader may not open has no ids."""
        self._suppliers()
        unknown = self._hire(6)
        indicator = self._indicator("BOTH", kind="records")
        source = self.env.ref("vises_impact.impact_source_purchase")
        self.env["impact.indicator.version"].create(
            {
                "indicator_id": indicator.id,
                "kind": "records",
                "definition": "Both.",
                "formula": "staff + bought",
                "term_ids": [
                    Command.create(
                        {
                            "name": "staff",
                            "source_id": self.env.ref("vises_impact.impact_source_employment").id,
                            "measure": "persons",
                            "basis": "end",
                            "filter": "[('contract_class', '=', 'permanent')]",
                        }
                    ),
                    Command.create(
                        {
                            "name": "bought",
                            "source_id": source.id,
                            "measure": "records",
                            "basis": "flow",
                            "filter": "[('partner_class', '=', 'social_economy')]",
                        }
                    ),
                ],
            }
        )
        version = indicator.current_version_id
        period = self._open()._period()
        for user, opened in (
            (self.lead_hr, {"hr.employee", "res.partner"}),
            (self.lead, {"res.partner"}),
        ):
            repair = self.env["impact.repair"].with_user(user)
            action = repair._action(version.with_user(user), self.scope, period)
            self.assertEqual(action["res_model"], "impact.repair.part")
            parts = self.env["impact.repair.part"].with_user(user).search(action["domain"])
            may_open = {part.model: part for part in parts if part.may_open}
            self.assertEqual(set(may_open), opened)
            self.assertEqual(set(parts.mapped("model")), {"hr.employee", "res.partner"})
            closed = parts - parts.browse([part.id for part in may_open.values()])
            for part in closed:
                self.assertFalse(part.record_ids)
                self.assertIn("staff records", part.advice)
            if user == self.lead_hr:
                found = may_open["hr.employee"].action_open()
                self.assertEqual(found["domain"], [("id", "in", unknown.ids)])

    def test_the_result_tells_how_many_records_could_not_be_judged(self):
        self._hire(4, self.types["CDI test"])
        self._hire(7, self.types["Zomaar test"])
        readiness = self._open(self.lead_hr)
        readiness.action_apply_all()
        result = self._figure(readiness, "EMP03").result_id
        self.assertEqual(result.repair_text, "7")
        self.assertEqual(len(result.action_repair()["domain"][0][2]), 7)

    def test_without_accounts_the_ledger_says_what_is_missing(self):
        readiness = self._open()
        readiness.action_apply_all()
        line = self._figure(readiness, "EMP30")
        self.assertEqual(line.status, "missing")
        self.assertIn("account", line.missing_text)
        self.assertFalse(line.may_open)


@tagged("post_install", "-at_install")
class TestReadinessRights(ReadinessCommon):
    def test_a_lead_without_staff_rights_sees_no_small_number(self):
        self._hire(9, self.types["CDI test"])
        self._hire(6, self.types["Bepaalde duur test"])
        self._hire(2, self.types["Zomaar test"])
        readiness = self._open(self.lead)
        texts = {
            name: self._line(readiness, contract_type).usage_text
            for name, contract_type in self.types.items()
        }
        self.assertEqual(texts["Zomaar test"], "fewer than 5")
        self.assertEqual(texts["CDI test"], "9")
        # A second one is hidden: else the small one is the total less the others.
        self.assertEqual(texts["Bepaalde duur test"], "5 or more")
        readiness.action_apply_all()
        self.assertEqual(self._figure(readiness, "EMP03").repair_text, "fewer than 5")

    def test_a_lead_without_staff_rights_is_told_whom_to_ask(self):
        self._hire(2, self.types["Zomaar test"])
        line = self._figure(self._open(self.lead), "EMP03")
        self.assertFalse(line.may_open)
        self.assertIn(self.lead_hr.name, line.advice)
        with self.assertRaisesRegex(UserError, "Ask a person .*impact_lead_hr") as caught:
            line.action_repair()
        self.assertNotIsInstance(caught.exception, AccessError)

    def test_a_lead_maps_contract_types_without_staff_rights(self):
        mapping = (
            self.env["impact.mapping"]
            .with_user(self.lead)
            .create(
                {
                    "kind": "contract_type",
                    "company_id": self.company.id,
                    "contract_type_id": self.types["CDI test"].id,
                    "contract_class": "permanent",
                }
            )
        )
        self.assertEqual(mapping.contract_type_id.display_name, "CDI test")
        with self.assertRaises(AccessError):
            mapping.contract_type_id.name = "Other"

    def test_those_who_do_not_lead_cannot_open_it(self):
        for persona in (self.contributor, self.board_reader, self.accompanist):
            with self.assertRaises(AccessError):
                self.env["impact.readiness"].with_user(persona).action_open()

    def test_another_company_is_apart(self):
        self._hire(7, self.types["Zomaar test"], company=self.other_company)
        readiness = self._open(self.lead)
        self.assertFalse(self._line(readiness, self.types["Zomaar test"]).in_use)
        readiness.action_apply_all()
        self.assertFalse(
            self.env["impact.mapping"].search_count([("company_id", "=", self.other_company.id)])
        )
        with self.assertRaises(AccessError):
            self.env["impact.readiness"].with_user(self.lead).create(
                {"company_id": self.other_company.id, "scope_id": self.other_scope.id}
            )

    def test_nobody_reads_what_another_one_opened(self):
        readiness = self._open(self.lead_hr)
        with self.assertRaises(AccessError):
            readiness.with_user(self.lead).read(["left_text"])

    def test_whom_to_ask_is_somebody_of_the_same_company(self):
        stranger = new_test_user(
            self.env,
            login="impact_hr_elsewhere",
            groups="hr.group_hr_manager",
            company_id=self.other_company.id,
            company_ids=[Command.set(self.other_company.ids)],
        )
        self._hire(1)
        advice = self._figure(self._open(self.lead), "EMP03").advice
        self.assertNotIn(stranger.name, advice)

    def test_whom_to_ask_keeps_the_records_in_question(self):
        """Absences and attendances, which apps bring, are kept with the staff records."""
        self.env.ref("vises_impact.impact_source_exit").record_model = "hr.employee"
        repair = self.env["impact.repair"].with_user(self.lead)
        for model, words in (
            ("hr.version", "manages the staff records"),
            ("hr.employee", "manages the staff records"),
            ("survey.user_input", "manages the questionnaires"),
            ("account.move.line", "keeps the books"),
        ):
            # In a company of nobody, a role stands in the place of names.
            asked = repair._whom_to_ask(model, self.env["res.company"])
            self.assertIn(words, asked, model)


@tagged("post_install", "-at_install")
class TestReadinessStatements(ReadinessCommon):
    def _statements(self):
        readiness = self._open(self.lead)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        readiness._fill()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_the_number_of_statements_does_not_grow_with_the_records(self):
        self._hire(2, self.types["Zomaar test"])
        self._hire(2)
        few = self._statements()
        self._hire(40, self.types["Zomaar test"])
        self._hire(40)
        self.assertEqual(self._statements(), few)
