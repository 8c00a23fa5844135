"""What holds for the source of every bridge that reads what people do at work."""

from datetime import date

from odoo.exceptions import AccessError

from ..engine.period import split
from .employed_oracle import EmployedWorld
from .staff_histories import Record, Version


class PersonalSource(EmployedWorld):
    """Mixed into test cases. ``model``: the bridge's view; ``code``: an indicator of it.

    ``group``: the app's group that reads all its records. ``_work(employees)`` makes a
    record of the app for each employee in 2025 and returns all records.
    """

    allow_inherited_tests_method = True
    model = code = group = ""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_world()

    def _result(self, size: int):
        start = date(2022, 1, 1)
        versions = [Version(start, start, kind="integration", calendar="full")]
        employees = self._hire([Record(n, versions) for n in range(size)])
        records = self._work(employees)
        indicator = self._library(self.code)
        indicator.active = True
        scope = self.company._impact_default_scope()
        results = self.env["impact.result"].sudo()
        periods = split("year", date(2025, 1, 1), date(2025, 12, 31))
        results._refresh(indicator, self.company, scope, periods)
        place = [("indicator_id", "=", indicator.id), ("scope_id", "=", scope.id)]
        result = results.search([*place, ("cell_id", "=", self._total_cell().id)])
        return result.sudo(False), employees, records

    def test_nobody_but_the_service_account_reads_the_source(self):
        people = self.manager + self.lead + self.board_reader + self.contributor
        staff = self._user("staff_manager", f"hr.group_hr_manager,{self.group}")
        for user in (*people, staff):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env[self.model].with_user(user).search_count([])
        self.env[self.model].with_user(self.env.ref("vises_impact.user_service")).search_count([])

    def test_the_figure_of_a_small_group_is_hidden(self):
        small, _employees, _records = self._result(4)
        self.assertEqual(small.sudo().exact_status, "measured")
        self.assertEqual(small.status, "suppressed")

    def test_records_of_archived_employees_count_and_are_opened(self):
        result, employees, records = self._result(6)
        self.assertEqual(result.status, "measured")
        employees[0].active = False
        # As HR reader with the app's rights: the very records.
        reader = self._user(
            "reader", f"hr.group_hr_manager,{self.group},vises_impact.group_board_reader"
        )
        self.assertEqual(sorted(self._records_behind(result, reader).ids), records.ids)

    def test_records_are_closed_to_who_may_not_read_them(self):
        result, _employees, _records = self._result(6)
        self.assertFalse(self._as(self.lead, result).can_show_records)
        with self.assertRaises(AccessError):
            self._as(self.lead, result).action_show_records()

    def _as(self, user, record):
        return record.with_user(user).with_context(allowed_company_ids=self.company.ids)
