"""Why a computed figure differs from the one that stands, as its reader may know it."""

from freezegun import freeze_time
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .test_refresh import RefreshCase


@tagged("post_install", "-at_install")
class TestDifference(RefreshCase):
    def setUp(self):
        super().setUp()
        self._run_job()
        self.result = self._total(self.headcount)
        self.result.action_validate()
        # Records are dated by the transaction, which began after the frozen day.
        self.env.cr.execute(
            "UPDATE hr_version SET create_date = '2026-01-01', write_date = '2026-01-01'"
        )
        self.env.invalidate_all()
        self.lead_hr = self._user("lead_hr", "vises_impact.group_lead,hr.group_hr_manager")

    def _proposal(self, day=11):
        with freeze_time(f"2026-03-{day} 01:30:00"):
            self._run_job()
        return self.env["impact.proposal"].search([("result_id", "=", self.result.id)])

    def _explained(self, proposal, user=None):
        context = {"allowed_company_ids": self.company.ids}
        action = proposal.with_user(user or self.lead).with_context(**context).action_explain()
        wizard = self.env[action["res_model"]].browse(action["res_id"])
        return wizard.with_user(user or self.lead).with_context(**context).line_ids

    def _hire(self, number):
        return self.env["hr.employee"].create(
            [
                {
                    "name": f"Newcomer {n}",
                    "company_id": self.company.id,
                    "date_version": "2021-01-01",
                    "contract_date_start": "2021-01-01",
                    "employee_type": "employee",
                }
                for n in range(number)
            ]
        )

    def test_records_entered_late_are_counted_for_the_lead(self):
        self._hire(6)
        lines = self._explained(self._proposal())
        self.assertIn("6 entered since", "".join(lines.mapped("name")))
        self.assertFalse(any(lines.mapped("record_ids")), "the lead reads no staff records")

    def test_the_figure_that_stands_leads_to_the_one_proposed(self):
        self._hire(6)
        proposal = self._proposal()
        result = self.result.with_user(self.lead)
        self.assertEqual(result.proposal_shown, proposal.shown)
        opened = result.action_view_proposals()
        self.assertEqual(self.env[opened["res_model"]].search(opened["domain"]), proposal)
        proposal.with_user(self.lead).action_dismiss()
        self.assertFalse(result.proposal_shown)

    def test_few_people_are_not_told_to_the_lead(self):
        self._hire(1)
        text = "".join(self._explained(self._proposal()).mapped("name"))
        self.assertIn("fewer than 5 entered since", text)

    def test_human_resources_open_the_records_entered_late(self):
        newcomer = self._hire(1)
        lines = self._explained(self._proposal(), self.lead_hr).filtered("record_ids")
        self.assertIn("1 entered since", lines.name)
        action = lines.action_open()
        found = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(found.employee_id, newcomer)

    def test_changed_record_is_told_apart_from_one_entered_late(self):
        self._hire(1)
        self.people[0].version_id.job_title = "Miller"
        self.env.flush_all()
        proposal = self._proposal()
        text = "".join(self._explained(proposal, self.lead_hr).mapped("name"))
        self.assertIn("1 entered since", text)
        self.assertIn("1 changed since", text)

    def test_numbers_then_and_now(self):
        self._hire(2)
        text = "".join(self._explained(self._proposal()).mapped("name"))
        self.assertIn("6 counted then, 8 now", text)

    def test_records_that_count_no_more_are_told(self):
        seats = self.env["impact.mandate"].create(
            [
                {
                    "company_id": self.company.id,
                    "body": "board",
                    "seat_type": "member",
                    "date_from": "2024-01-01",
                    "sex": "female",
                }
                for _number in range(6)
            ]
        )
        self.env.flush_all()
        self.env.cr.execute("UPDATE impact_mandate SET create_date = '2026-01-01'")
        board = self._library("GOV04")
        self._use(board)
        self._run_job()
        self.result = self._total(board)
        self.result.action_validate()
        seats[0].unlink()
        seats[1].body = "assembly"
        seats[2].sex = "male"
        text = "".join(self._explained(self._proposal(12)).mapped("name"))
        self.assertIn("3 that counted then count no more", text)

    def test_numbers_behind_a_hidden_figure_are_told_to_human_resources_only(self):
        for person in self.people[:3]:
            person.contract_date_end = "2025-12-30"
        proposal = self._proposal()
        self.assertEqual(proposal.status, "suppressed")
        text = "".join(self._explained(proposal).mapped("name"))
        self.assertNotRegex(text, "counted then|[34] ")
        text = "".join(self._explained(proposal, self.lead_hr).mapped("name"))
        self.assertIn("6 counted then, 3 now", text)

    def test_new_definition_is_told(self):
        own = self._own("TWICE", "2 * EMP01")
        self._use(own)
        self._run_job()
        self.result = self._total(own)
        self.result.action_validate()
        self._define_anew(own, formula="3 * EMP01")
        lines = self._explained(self._proposal())
        self.assertIn("version 1 then, version 2 now", lines.mapped("name")[0])

    def test_changed_mapping_is_told(self):
        kind = self.env["hr.contract.type"].create({"name": "Odd contract"})
        self._hire(1)
        self.env["impact.mapping"].create(
            {
                "company_id": self.company.id,
                "kind": "contract_type",
                "contract_type_id": kind.id,
                "contract_class": "permanent",
            }
        )
        text = "".join(self._explained(self._proposal()).mapped("name"))
        self.assertIn("Odd contract", text)

    def test_typed_figure_and_a_declared_proposal_are_told(self):
        typed = self._result(self.headcount, 2023, 100)
        proposal = self.env["impact.proposal"].create(
            {"result_id": typed.id, "value": 6, "status": "measured"}
        )
        self.assertIn("typed", self._explained(proposal).mapped("name")[0])

    def test_only_the_lead_asks(self):
        self._hire(6)
        proposal = self._proposal()
        for user in (self.contributor, self.board_reader, self.accompanist):
            with self.assertRaises(AccessError):
                self._explained(proposal, user)

    def test_records_stay_closed_to_who_may_not_read_them(self):
        self._hire(1)
        line = self._explained(self._proposal(), self.lead_hr).filtered("record_ids")
        with self.assertRaises(AccessError):
            line.with_user(self.lead).action_open()
