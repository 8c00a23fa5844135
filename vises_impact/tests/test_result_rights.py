from odoo.exceptions import AccessDenied, AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import ImpactCommon

EXACT = (
    "exact_value",
    "exact_numerator",
    "exact_denominator",
    "exact_count",
    "exact_status",
    "provenance",
)
SOURCE_VIEWS = (
    "impact.employment.spell",
    "impact.employment.stay",
    "impact.purchase.line",
    "impact.payer.line",
)
DEFINITIONS = (
    "impact.indicator",
    "impact.indicator.version",
    "impact.indicator.term",
    "impact.source",
    "impact.scope",
)
READER = {*DEFINITIONS, "impact.cell", "impact.stakeholder"}
FIGURES = {"impact.overview", "impact.result", "impact.result.analysis", "impact.target"}
# Which of these models each kind of user may read at all; what is not listed is closed.
READABLE = {
    "contributor": READER,
    "accompanist": READER | FIGURES,
    "board_reader": READER | FIGURES | {"impact.mandate"},
    "lead": READER
    | FIGURES
    | {"impact.mandate"}
    | {"impact.proposal", "impact.mapping", "impact.indicator.setting"},
    "service": {*DEFINITIONS, "impact.cell", "impact.mandate", "impact.mapping", *SOURCE_VIEWS},
    "hr_manager": set(),
    "employee": set(),
    "portal": set(),
    "public": set(),
}
READABLE["manager"] = READABLE["lead"]


class ResultRightsCommon(ImpactCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = cls._indicator("PEOPLE", privacy="person")
        cls.pay = cls._indicator("PAY", privacy="disclosive")
        cls.typed = cls._indicator("TYPED")
        cls.declared = cls._result(cls.typed, 2025, 12)
        cls.small = cls._computed(cls.people, 2025, 3)
        cls.ratio = cls._computed(cls.pay, 2025, 4.2)
        cls.employee = cls._user("employee", "base.group_user")
        cls.hr_manager = cls._user("hr", "hr.group_hr_manager")
        cls.hr_reader = cls._user("hr2", "hr.group_hr_manager,vises_impact.group_board_reader")
        cls.portal = cls._user("portal", "base.group_portal")
        cls.public = cls.env.ref("base.public_user")
        cls.service = cls.env.ref("vises_impact.user_service")
        # Exporting is a right of its own in Odoo: here it stops nobody.
        readers = cls.accompanist | cls.board_reader | cls.lead | cls.manager
        readers.write({"group_ids": [Command.link(cls.env.ref("base.group_allow_export").id)]})

    @classmethod
    def _computed(cls, indicator, year, exact, **values):
        """A figure that was computed and is hidden inside the company."""
        return cls._result(
            indicator,
            year,
            None,
            origin="computed",
            **{
                "status": "suppressed",
                "exact_value": exact,
                "exact_status": "measured",
                "provenance": {"terms": {}},
                **values,
            },
        )

    def _as(self, user, record):
        """``record`` as ``user`` meets it, with nothing read before."""
        self.env.invalidate_all()
        return record.with_user(user).with_context(allowed_company_ids=user.sudo().company_ids.ids)


@tagged("post_install", "-at_install", "security")
class TestResultRights(ResultRightsCommon):
    """Who reads which figures, and through which doors."""

    def test_each_group_reads_what_is_listed_for_it(self):
        models = set().union(*READABLE.values())
        for persona, readable in READABLE.items():
            user = getattr(self, persona)
            found = {name for name in models if self.env[name].with_user(user).has_access("read")}
            self.assertEqual(found, readable, persona)

    def test_only_the_service_account_reads_sources(self):
        for user in (
            self.manager,
            self.hr_manager,
            self.hr_reader,
            self.env.ref("base.user_admin"),
        ):
            for name in SOURCE_VIEWS:
                with self.assertRaises(AccessError, msg=f"{user.login} {name}"):
                    self.env[name].with_user(user).search_count([])
        for name in SOURCE_VIEWS:
            for operation in ("write", "create", "unlink"):
                self.assertFalse(self.env[name].with_user(self.service).has_access(operation))

    def test_exact_figures_are_closed_by_every_door(self):
        self._assessment(
            indicator_ids=self.people.ids, accompanist_ids=[Command.link(self.accompanist.id)]
        )
        for user in (self.accompanist, self.board_reader, self.lead, self.manager):
            result = self._as(user, self.small)
            self.assertEqual(result.search([("id", "=", result.id)]), result)
            self.assertFalse(set(EXACT) & set(result.fields_get()))
            for name in EXACT:
                for door in (
                    lambda r, n: r.read([n]),
                    lambda r, n: r[n],
                    lambda r, n: r.mapped(n),
                    lambda r, n: r.export_data([n]),
                    lambda r, n: r.search([(n, "!=", False)]),
                    lambda r, n: r.search([], order=n),
                    lambda r, n: r.formatted_read_group([], [n], ["__count"]),
                    lambda r, n: r.formatted_read_group([], [], [f"{n}:max"]),
                    lambda r, n: r.web_search_read([], {n: {}}),
                ):
                    with self.assertRaises(AccessError, msg=f"{user.login} {name}"):
                        door(result, name)

    def test_proposals_do_not_give_exact_figures_away(self):
        self.env["impact.proposal"].create(
            {"result_id": self.small.id, "status": "suppressed", "exact_value": 4}
        )
        proposals = self._as(self.lead, self.env["impact.proposal"])
        self.assertEqual(proposals.search([]).mapped("value"), [None])
        for domain in ([("exact_value", ">", 0)], [("result_id.exact_value", ">", 0)]):
            with self.assertRaises(AccessError):
                proposals.search(domain)
        with self.assertRaises(AccessError):
            proposals.search([]).export_data(["result_id/exact_value"])

    def test_names_and_messages_of_results_tell_no_figure(self):
        self.ratio.with_user(self.lead)._release("The board wants it known.")
        self.ratio.action_reopen()
        result = self._as(self.board_reader, self.ratio)
        found = result.name_search("PAY")
        self.assertEqual([row[0] for row in found], result.ids)
        self.assertNotIn("4.2", found[0][1])
        texts = result.message_ids.mapped("body") + result.message_ids.mapped("preview")
        self.assertFalse([text for text in texts if "4.2" in (text or "")])
        fields = result._fields.values()
        tracked = [field.name for field in fields if getattr(field, "tracking", None)]
        self.assertEqual(tracked, ["state"])

    def test_human_resources_read_exact_figures_where_they_read_results(self):
        self.assertEqual(self._as(self.hr_reader, self.small).exact_value, 3)
        with self.assertRaises(AccessError):
            self._as(self.hr_manager, self.small).read(["exact_value"])

    def test_a_line_of_an_assessment_shows_contributors_no_figure(self):
        assessment = self._assessment(indicator_ids=self.typed.ids)
        line = self._as(self.contributor, assessment.indicator_line_ids)
        self.assertFalse(line.result_id)
        self.assertFalse(line.shown)
        self.assertIn("12", self._as(self.board_reader, line).shown)
        with self.assertRaises(AccessError):
            self._as(self.contributor, assessment).read(["result_ids"])

    def test_companies_do_not_see_each_others_figures(self):
        neighbour = self._user("neighbour", "vises_impact.group_manager", self.other_company)
        target = self._target(self.typed, 2025, 20)
        proposal = self.env["impact.proposal"].create(
            {"result_id": self.small.id, "status": "suppressed"}
        )
        for record in (self.declared, target, proposal):
            self.assertFalse(self._as(neighbour, record).has_access("read"), record)
            self.assertFalse(self._as(neighbour, record).search([]), record)

    def test_records_behind_a_figure_open_for_those_who_may_read_them(self):
        headcount = self.env.ref("vises_impact.indicator_EMP01")
        result = self._computed(headcount, 2025, 3)
        for user in (self.board_reader, self.lead):
            with self.assertRaises(AccessError):
                self._as(user, result).action_show_records()
        action = self._as(self.hr_reader, result).action_show_records()
        self.assertEqual(action["res_model"], result.version_id.term_ids.source_id.record_model)


@tagged("post_install", "-at_install", "security")
class TestAccompaniedFigures(ResultRightsCommon):
    """An accompanist reads the figures of the assessments that name him or her."""

    def _found(self, model="impact.result"):
        return self._as(self.accompanist, self.env[model]).search([])

    def test_unassigned_reads_nothing(self):
        self._assessment(indicator_ids=self.typed.ids)
        self._target(self.typed, 2025, 20)
        self.assertFalse(self._found())
        self.assertFalse(self._found("impact.target"))
        with self.assertRaises(AccessError):
            self._as(self.accompanist, self.declared).read(["value"])

    def test_assigned_reads_both_periods_of_the_indicators_followed(self):
        before = self._result(self.typed, 2024, 10)
        self._result(self.typed, 2023, 9)
        target = self._target(self.typed, 2025, 20)
        self._target(self.people, 2025, 20)
        self.assertFalse(self._found())
        assessment = self._assessment(
            indicator_ids=self.typed.ids, accompanist_ids=[Command.link(self.accompanist.id)]
        )
        self.assertEqual(self._found(), self.declared + before)
        self.assertEqual(self._found("impact.target"), target)
        self.assertEqual(self._as(self.accompanist, self.declared).value, 12)
        assessment.accompanist_ids = False
        self.assertFalse(self._found())
        self.assertFalse(self._as(self.accompanist, self.declared).has_access("read"))

    def test_months_of_the_period_belong_to_it(self):
        month = self._result(
            self.typed, 2025, 3, period_type="month", date_from="2025-03-01", date_to="2025-03-31"
        )
        self._assessment(
            indicator_ids=self.typed.ids, accompanist_ids=[Command.link(self.accompanist.id)]
        )
        self.assertIn(month, self._found())

    def test_another_scope_stays_closed(self):
        site = self.env["impact.scope"].create({"name": "Site", "kind": "site"})
        elsewhere = self._result(self.typed, 2025, 5, scope_id=site.id)
        self._assessment(
            indicator_ids=self.typed.ids, accompanist_ids=[Command.link(self.accompanist.id)]
        )
        self.assertEqual(self._found(), self.declared)
        self.assertFalse(self._as(self.accompanist, elsewhere).has_access("read"))

    def test_accompanists_change_no_figure(self):
        self._assessment(
            indicator_ids=self.typed.ids, accompanist_ids=[Command.link(self.accompanist.id)]
        )
        result = self._as(self.accompanist, self.declared)
        for change in (
            lambda: result.write({"value": 13}),
            result.action_validate,
            result.action_release,
            result.unlink,
        ):
            with self.assertRaises(AccessError):
                change()

    def test_a_board_reader_who_accompanies_reads_all(self):
        both = self._user("both", "vises_impact.group_accompanist,vises_impact.group_board_reader")
        found = self._as(both, self.env["impact.result"]).search([])
        self.assertEqual(found, self.declared + self.small + self.ratio)


@tagged("post_install", "-at_install", "security")
class TestServiceAccount(ResultRightsCommon):
    """The account in whose name sources are read is no way in."""

    def test_nobody_logs_in_with_it(self):
        for password in ("", "impact_service", "demo", False):
            credential = {"type": "password", "login": "impact_service", "password": password}
            with self.assertRaises(AccessDenied):
                self.env["res.users"].authenticate(credential, {"interactive": False})
        self.env.cr.execute("SELECT password FROM res_users WHERE id = %s", [self.service.id])
        self.assertEqual(self.env.cr.fetchall(), [(None,)])
        self.assertFalse(self.service.active)

    def test_it_has_no_right_in_human_resources(self):
        groups = self.service.all_group_ids
        hr = self.env["ir.model.data"].search([("module", "=", "hr"), ("model", "=", "res.groups")])
        self.assertFalse(set(groups.ids) & set(hr.mapped("res_id")))
        self.assertFalse(self.env["hr.employee"].with_user(self.service).has_access("write"))
        with self.assertRaises(AccessError):
            self.env["hr.version"].with_user(self.service).search([("wage", ">", 0)])

    def test_it_belongs_to_every_company_at_once(self):
        company = self.env["res.company"].create({"name": "New enterprise"})
        self.assertIn(company, self.service.company_ids)
        self.assertEqual(len(self.service.company_ids), self.env["res.company"].search_count([]))

    def test_nobody_else_has_its_group(self):
        group = self.env.ref("vises_impact.group_service").with_context(active_test=False)
        self.assertEqual(group.all_user_ids, self.service)
        self.assertFalse(group.implied_by_ids)


@tagged("post_install", "-at_install", "security")
class TestTypedFigures(ResultRightsCommon):
    """What people may type in a result, and which steps they may take."""

    def test_leads_type_declared_drafts(self):
        result = self._as(self.lead, self.declared)
        result.write({"value": 13, "comment": "Counted again."})
        self.assertEqual((result.value, self.declared.exact_value), (13, 13))

    def test_board_readers_and_contributors_type_nothing(self):
        for user in (self.board_reader, self.contributor):
            result = self._as(user, self.declared)
            for change in (lambda r=result: r.write({"value": 13}), result.action_validate):
                with self.assertRaises(AccessError):
                    change()

    def test_computed_figures_are_not_typed(self):
        for user in (self.lead, self.manager):
            result = self._as(user, self.small)
            for vals in ({"value": 3, "status": "measured"}, {"status": "missing"}, {"count": 1}):
                with self.assertRaisesRegex(UserError, "is computed"):
                    result.write(vals)
            result.comment = "To be explained."

    def test_what_the_software_keeps_is_not_typed(self):
        for vals in (
            {"state": "validated"},
            {"origin": "declared"},
            {"provisional": True},
            {"coverage": 1},
            {"date_to": "2025-12-30"},
            {"indicator_id": self.people.id},
            {"exact_value": 13},
            {"provenance": {}},
        ):
            with self.assertRaises(AccessError, msg=str(vals)):
                self._as(self.manager, self.declared).write(vals)
        both = self._user("both", "hr.group_hr_manager,vises_impact.group_lead")
        with self.assertRaises(AccessError):
            self._as(both, self.small).write({"exact_value": 13})

    def test_validated_figures_are_set_back_before_they_change(self):
        result = self._as(self.lead, self.declared)
        result.action_validate()
        with self.assertRaisesRegex(UserError, "set it back to draft"):
            result.value = 13
        with self.assertRaisesRegex(UserError, "is validated"):
            self.declared.unlink()
        result.action_reopen()
        result.value = 13
        self.assertEqual(result.state, "draft")

    def test_locked_figures_stay_even_for_the_software(self):
        result = self._as(self.lead, self.declared)
        result.action_validate()
        result.action_lock()
        for record in (result, self._as(self.manager, self.declared), self.declared):
            for vals in ({"value": 13}, {"comment": "Late"}):
                with self.assertRaisesRegex(UserError, "is locked"):
                    record.write(vals)
        result.action_reopen()
        self.assertEqual(result.state, "locked")

    def test_the_manager_unlocks_for_a_reason_that_is_logged(self):
        self.declared.action_validate()
        self.declared.action_lock()
        with self.assertRaises(AccessError):
            self._as(self.lead, self.declared).action_unlock()
        self._decide(self.manager, self.declared, "action_unlock", "A typing mistake.")
        self.assertEqual(self.declared.state, "validated")
        self.assertIn("A typing mistake.", self.declared.message_ids[:1].body)

    def test_disclosive_figures_are_released_for_a_reason_that_is_logged(self):
        for user in (self.board_reader, self.contributor):
            with self.assertRaises(AccessError):
                self._as(user, self.ratio).action_release()
        self._decide(self.lead, self.ratio, "action_release", "Published each year.")
        self.assertEqual(self._as(self.board_reader, self.ratio).value, 4.2)
        message = self.ratio.message_ids.filtered(lambda m: "Published each year." in m.body)
        self.assertEqual(message.author_id, self.lead.partner_id)

    def test_human_resources_release_what_they_read(self):
        self._decide(self.hr_reader, self.ratio, "action_release", "Agreed with the staff.")
        self.assertEqual(self.ratio.state, "validated")
        with self.assertRaises(AccessError):
            self._as(self.hr_manager, self.ratio)._release("I am curious.")

    def test_a_figure_set_back_to_draft_is_hidden_again(self):
        self._decide(self.lead, self.ratio, "action_release", "Published each year.")
        self._as(self.lead, self.ratio).action_reopen()
        self.assertEqual((self.ratio.value, self.ratio.status), (None, "suppressed"))
        self.assertEqual(self.ratio.exact_value, 4.2)

    def test_only_disclosive_figures_are_released(self):
        with self.assertRaisesRegex(UserError, "individual pay"):
            self._as(self.lead, self.small).action_release()

    def test_an_accepted_proposal_brings_the_computed_figure(self):
        proposal = self.env["impact.proposal"].create(
            {
                "result_id": self.declared.id,
                "value": 14,
                "status": "measured",
                "exact_value": 14,
                "exact_status": "measured",
            }
        )
        with self.assertRaises(AccessError):
            self._as(self.lead, proposal).write({"value": 99})
        self._as(self.lead, proposal).action_accept()
        self.assertEqual(
            (self.declared.value, self.declared.exact_value, self.declared.state),
            (14, 14, "validated"),
        )
        self.assertEqual(self.declared.origin, "computed")

    def test_an_accepted_proposal_that_was_typed_is_exact_as_it_stands(self):
        proposal = self.env["impact.proposal"].create(
            {"result_id": self.declared.id, "value": 14, "status": "measured"}
        )
        self._as(self.lead, proposal).action_accept()
        self.assertEqual((self.declared.value, self.declared.exact_value), (14, 14))
        self.assertEqual(self.declared.origin, "declared")

    def test_people_make_declared_drafts_only(self):
        results = self._as(self.manager, self.env["impact.result"])
        key = {
            **self._figure_key(self.typed, 2020),
            "version_id": self.typed.current_version_id.id,
            "value": 1,
            "status": "measured",
        }
        for vals in ({"origin": "computed"}, {"state": "locked"}, {"coverage": 1}):
            with self.assertRaises(AccessError):
                results.create({**key, **vals})
        self.assertEqual(results.create(key).origin, "declared")

    def _decide(self, user, result, action, reason):
        """Press the button and answer the question that it asks."""
        result = self._as(user, result)
        asked = getattr(result, action)()
        wizard = self.env[asked["res_model"]].with_user(user).with_context(**asked["context"])
        wizard.create({"reason": reason}).action_confirm()
        self.env.invalidate_all()
