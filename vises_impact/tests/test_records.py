"""Show the records: each part of a figure opens what was counted, under the reader's own rights."""

from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..engine.period import split
from .common import ImpactCommon
from .staff_histories import Record, StaffWorld, Version

START = date(2022, 1, 1)


@tagged("post_install", "-at_install")
class TestRecords(StaffWorld, ImpactCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_world()
        groups = "hr.group_hr_manager,vises_impact.group_board_reader"
        cls.hr_reader = cls._user("records_hr", groups)
        cls.bookkeeper = cls._user(
            "records_books", "account.group_account_user,vises_impact.group_board_reader"
        )

    def _staff(self):
        """Six women on permanent contracts, five men on fixed terms, one nobody knows how."""
        women = [
            Record(n, [Version(START, START, kind="permanent", sex="female")]) for n in range(6)
        ]
        men = [
            Record(10 + n, [Version(START, START, kind="temporary", sex="male")]) for n in range(5)
        ]
        return self._hire([*women, *men, Record(20, [Version(START, START, kind=None, sex=None)])])

    def _figure(self, code, cell="", scope=None, reader=None):
        scope = scope or self.company._impact_default_scope()
        indicator = self.env["impact.indicator"].with_context(active_test=False)
        indicator = indicator.search([("code", "=", code), ("namespace", "=", "library")])
        indicator.active = True
        year = split("year", date(2025, 1, 1), date(2025, 12, 31))
        results = self.env["impact.result"].sudo()
        results._refresh(indicator, self.company, scope, year)
        place = [("indicator_id", "=", indicator.id), ("scope_id", "=", scope.id)]
        result = results.search([*place, ("cell_id.key", "=", cell)])
        reader = reader or self.hr_reader
        return result.with_user(reader).with_context(allowed_company_ids=self.company.ids)

    def _lines(self, result):
        """Lines of the dialog, by their name in the formula."""
        action = result.action_show_records()
        self.assertEqual((action["res_model"], action["target"]), ("impact.records", "new"))
        dialog = result.env["impact.records"].browse(action["res_id"])
        return {line.name: line for line in dialog.line_ids}

    def _listed(self, line):
        action = line.action_open()
        return (
            self.env[action["res_model"]].with_context(active_test=False).search(action["domain"])
        )

    def test_a_figure_of_one_part_opens_at_once(self):
        employees = self._staff()
        action = self._figure("EMP01").action_show_records()
        self.assertEqual(action["res_model"], "hr.version")
        listed = self.env["hr.version"].search(action["domain"])
        self.assertEqual(listed.employee_id, employees)

    def test_a_share_opens_what_counts_and_the_whole_that_could_be_judged(self):
        """Whose contract nobody classified is in neither: the figure leaves that person out."""
        employees = self._staff()
        lines = self._lines(self._figure("EMP03"))
        self.assertEqual(list(lines), ["permanent", "permanent_base"])
        self.assertEqual([line.people for line in lines.values()], ["6", "11"])
        self.assertEqual(self._listed(lines["permanent"]).employee_id, employees[:6])
        self.assertEqual(self._listed(lines["permanent_base"]).employee_id, employees[:11])
        self.assertIn("Permanent contract", lines["permanent"].description)
        self.assertNotIn("Permanent contract", lines["permanent_base"].description)
        self.assertTrue(lines["permanent_base"].description.startswith("The whole: "))

    def test_a_part_of_a_breakdown_opens_its_own_people(self):
        employees = self._staff()
        listed = {}
        for cell in ("sex=female", "sex=male"):
            action = self._figure("EMP01", cell).action_show_records()
            listed[cell] = self.env["hr.version"].search(action["domain"]).employee_id
        self.assertEqual(listed["sex=female"], employees[:6])
        self.assertEqual(listed["sex=male"], employees[6:11])

    def test_lowest_and_highest_pay_leave_out_whose_pay_is_not_known(self):
        """Both are of the same people: one list."""
        records = [
            Record(n, [Version(START, START, kind="integration", wage=0.0 if n < 2 else 2000.0)])
            for n in range(8)
        ]
        employees = self._hire(records)
        action = self._figure("EMP09").action_show_records()
        listed = self.env["hr.version"].search(action["domain"])
        self.assertEqual(listed.employee_id, employees[2:])

    def test_people_are_listed_by_name_with_what_their_contract_counts_as(self):
        self._staff()
        action = self._figure("EMP01").action_show_records()
        view = self.env.ref("vises_impact.impact_hr_version_view_list")
        self.assertIn((view.id, "list"), action["views"])
        versions = self.env["hr.version"].with_user(self.hr_reader)
        versions = versions.with_context(allowed_company_ids=self.company.ids)
        versions = versions.search(action["domain"])
        classes = versions.mapped("impact_contract_class")
        self.assertEqual(classes.count("permanent"), 6)
        self.assertEqual(classes.count(False), 1)

    def test_each_reader_opens_the_parts_that_he_or_she_may_read(self):
        """Value added over working time: books for one reader, contracts for the other."""
        self._staff()
        for reader, own, other in (
            (self.bookkeeper, "value_added", "working_time"),
            (self.hr_reader, "working_time", "value_added"),
        ):
            with self.subTest(reader=reader.login):
                result = self._figure("ECO07", reader=reader)
                self.assertTrue(result.can_show_records)
                lines = self._lines(result)
                self.assertTrue(lines[own].action_open()["domain"])
                self.assertFalse(lines[other].opened)
                self.assertEqual((lines[other].people, lines[other].records), ("", ""))

    def test_who_may_read_no_part_is_refused(self):
        self._staff()
        result = self._figure("EMP03", reader=self.bookkeeper)
        self.assertFalse(result.can_show_records)
        with self.assertRaises(AccessError):
            result.action_show_records()

    def test_a_dialog_is_its_readers_alone_and_opens_no_other_result(self):
        self._staff()
        line = next(iter(self._lines(self._figure("EMP03")).values()))
        with self.assertRaises(AccessError):
            line.with_user(self.bookkeeper).read(["opened"])
        stranger = self._user("stranger", "vises_impact.group_board_reader", self.other_company)
        records = self.env["impact.records"].with_user(stranger)
        records = records.with_context(allowed_company_ids=self.other_company.ids)
        dialog = records.create({"result_id": line.records_id.result_id.id})
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            dialog.read(["shown"])

    def test_what_says_nothing_of_a_scope_opens_no_record(self):
        seat = {"seat_type": "worker", "date_from": "2020-01-01"}
        self.env["impact.mandate"].create(
            [
                {**seat, "name": name, "sex": sex}
                for name, sex in (("Ana", "female"), ("Luc", "male"))
            ]
        )
        site = self.env["impact.scope"].create(
            {"name": "Site", "kind": "site", "company_id": self.company.id}
        )
        result = self._figure("GOV04", scope=site)
        self.assertEqual(result.reason, "whole_enterprise_only")
        self.assertFalse(result.can_show_records)
        with self._refused(UserError, "whole enterprise"):
            result.action_show_records()
        lines = self._lines(self._figure("GOV04"))
        self.assertEqual([line.records for line in lines.values()], ["1", "2"])
