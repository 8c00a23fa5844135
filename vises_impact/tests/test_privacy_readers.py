"""Readers without a right to staff records try to learn pay, birth dates and traits."""

import io
from datetime import date

import openpyxl
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..engine.period import Period
from .common import ImpactCommon

WAGE, BIRTH, RATIO = 4321.5, date(1961, 3, 17), 2.7009
REPORT = "vises_impact.action_report_impact_assessment"
SECRETS = ("4321", "1961-03-17", "1961", "2.7009", "7.4139")
STAFF_FIELDS = ("wage", "birthday", "sex")
ERRORS = (AccessError, UserError, ValueError, KeyError)
# What one may neither compare with another type, nor with anything.
OTHERS = {
    "birthday": (BIRTH, date(1950, 1, 1)),
    "sex": ("female", "other"),
    "exact_status": ("measured", "missing"),
    "provenance": ("terms", "nothing"),
}


@tagged("post_install", "-at_install", "security")
class TestCuriousReaders(ImpactCommon):
    """One woman of 64 earns 4,321.50 a month, another 1,600: who can find that out?"""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = cls.env["hr.employee"].create(
            [
                cls._person("Odile", "female", BIRTH, WAGE),
                *(cls._person(f"Man {n}", "male", date(1990, 5, 5), 1600) for n in range(6)),
            ]
        )
        codes = ("EMP01", "EMP06", "EMP08", "EMP09", "EMP19", "EMP23", "EMP30")
        cls.indicators = cls.env["impact.indicator"].union(
            *(cls.env.ref(f"vises_impact.indicator_{code}") for code in codes)
        )
        typed = cls._indicator("TOP_PAY", privacy="disclosive", unit="ratio")
        cls.assessment = cls._assessment(
            indicator_ids=(cls.indicators | typed).ids,
            lead_id=cls.lead.id,
            accompanist_ids=[Command.link(cls.accompanist.id)],
        )
        cls.results = cls.env["impact.result"].sudo()
        cls.period = Period.inclusive("year", date(2025, 1, 1), date(2025, 12, 31))
        cls.results._refresh(cls.indicators, cls.company, cls.scope, [cls.period])
        pay = cls._result(typed, 2025, 7.4139)
        cls.env["impact.proposal"].create(
            {"result_id": pay.id, "status": "suppressed", "exact_value": 7.4139}
        )
        cls.personas = cls.contributor | cls.accompanist | cls.board_reader | cls.lead

    @classmethod
    def _person(cls, name, sex, birthday, wage):
        return {
            "name": name,
            "company_id": cls.company.id,
            "sex": sex,
            "birthday": birthday,
            "wage": wage,
            "date_version": "2020-01-01",
            "contract_date_start": "2020-01-01",
            "employee_type": "employee",
        }

    def _as(self, user, model):
        self.env.invalidate_all()
        return self.env[model].with_user(user).with_context(allowed_company_ids=self.company.ids)

    def _texts_of(self, workbook: bytes) -> list[str]:
        book = openpyxl.load_workbook(io.BytesIO(workbook))
        return [str(value) for sheet in book for row in sheet.values for value in row]

    def _models(self, user):
        """Models of the addon that the user may read."""
        return [
            name
            for name in sorted(self.env.registry)
            if name.startswith("impact.")
            and not self.env[name]._abstract
            and self.env[name].with_user(user).has_access("read")
        ]

    def _result_of(self, code, cell=""):
        return self.results.search(
            [("indicator_id.code", "=", code), ("cell_id.key", "=", cell)], limit=1
        )

    def test_there_is_something_to_learn(self):
        """Without this, the others could not fail."""
        self.assertAlmostEqual(self._result_of("EMP09").exact_value, RATIO, 4)
        self.assertEqual(self._result_of("EMP01", "sex=female").exact_value, 1)
        self.assertEqual(self._result_of("EMP23").exact_numerator, 1)
        self.assertEqual(self._result_of("EMP01").value, 7)

    def test_no_field_of_any_record_tells_a_secret(self):
        for user in self.personas:
            for model in self._models(user):
                records = self._as(user, model).search([], limit=500)
                for name in records.fields_get():
                    with self.subTest(user=user.login, model=model, field=name):
                        self._assert_silent(records, name)

    @mute_logger("odoo.addons.base.models.ir_rule")
    def _assert_silent(self, records, name):
        try:
            told = [str(record[name]) for record in records]
        except ERRORS:
            return
        if records._fields[name].type in ("many2one", "one2many", "many2many", "datetime"):
            return
        for text in told:
            self.assertFalse([secret for secret in SECRETS if secret in text], text)

    def test_small_groups_show_nothing_in_results(self):
        for code, cell in (
            ("EMP01", "sex=female"),
            ("EMP01", "sex=male"),
            ("EMP01", "age_band=55+"),
            ("EMP06", ""),
            ("EMP23", ""),
        ):
            result = self._result_of(code, cell)
            seen = result.with_user(self.board_reader)
            with self.subTest(code=code, cell=cell):
                self.assertEqual(seen.status, "suppressed")
                for name in ("value", "numerator", "denominator", "count", "coverage"):
                    self.assertIsNone(seen[name])

    def test_no_path_of_a_domain_tells_pay_from_another_pay(self):
        for user in self.personas:
            for model in self._models(user):
                for path in self._paths(model):
                    with self.subTest(user=user.login, model=model, path=path):
                        self._assert_undiscerning(user, model, path)

    def _paths(self, model, depth=3):
        """Paths from a model to traits of staff and to exact figures."""
        todo, seen = [(model, "")], set()
        for _step in range(depth):
            following = []
            for name, prefix in todo:
                if name in seen:
                    continue
                seen.add(name)
                fields = self.env[name]._fields
                wanted = [*STAFF_FIELDS, "employee_ids.version_ids.wage"]
                wanted += [one for one in fields if one.startswith("exact_")]
                wanted += ["provenance"]
                yield from (
                    f"{prefix}{one}"
                    for one in wanted
                    if one.split(".")[0] in fields and name.startswith(("hr.", "impact."))
                )
                following += [
                    (field.comodel_name, f"{prefix}{field.name}.")
                    for field in fields.values()
                    if field.relational and (field.store or field.search)
                ]
            todo = [
                one for one in following if one[0].startswith(("hr.", "impact.", "res.partner"))
            ]

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.models")
    def _assert_undiscerning(self, user, model, path):
        right, wrong = OTHERS.get(path.rsplit(".", maxsplit=1)[-1], (WAGE, 1.23))
        records = self._as(user, model)
        for operator in ("=", ">=", "!="):
            try:
                found = records.search([(path, operator, right)])
                other = records.search([(path, operator, wrong)])
            except ERRORS:
                continue
            self.assertEqual(found, other)

    def test_no_group_aggregate_order_or_export_reaches_an_exact_figure(self):
        for user in self.accompanist | self.board_reader | self.lead:
            for model in ("impact.result", "impact.proposal", "impact.result.analysis"):
                records = self._as(user, model)
                if not records.has_access("read"):
                    continue
                found = records.search([])
                for name in ("exact_value", "exact_numerator", "exact_count", "provenance"):
                    path = name if model != "impact.result.analysis" else f"result_id.{name}"
                    for door in (
                        lambda r, n: r._read_group([], [n], ["__count"]),
                        lambda r, n: r._read_group([], [], [f"{n}:max"]),
                        lambda r, n: r._read_group([], ["indicator_id"], [f"{n}:sum"]),
                        lambda r, n: r._read_group(
                            [], ["indicator_id"], [], having=[(f"{n}:max", ">", 1)]
                        ),
                        lambda r, n: r.search([], order=n),
                        lambda r, n: r.search([], order=f"{n} desc"),
                        lambda r, n: r.formatted_read_group([], [n], ["__count"]),
                        lambda r, n: r.filtered_domain([(n, ">", 0)]),
                        lambda r, n: r.mapped(n),
                    ):
                        with self.subTest(user=user.login, model=model, name=name):
                            self._assert_refused(lambda d=door, f=found, p=path: d(f, p))
                    exporter = found.with_user(self._exporter(user))
                    self._assert_refused(
                        lambda e=exporter, p=path: e.export_data([p.replace(".", "/")])
                    )

    def _assert_refused(self, attempt):
        """It is refused, or leads to nothing at all."""
        try:
            told = attempt()
        except ERRORS:
            return
        self.fail(f"told: {told}")

    def _exporter(self, user):
        user.sudo().group_ids |= self.env.ref("base.group_allow_export")
        return user

    def test_aggregates_of_what_is_shown_leave_the_hidden_out(self):
        for user in self.accompanist | self.board_reader | self.lead:
            for model in ("impact.result", "impact.result.analysis"):
                groups = self._as(user, model).formatted_read_group(
                    [("indicator_id.code", "in", ["EMP09", "TOP_PAY", "EMP23"])],
                    ["indicator_id"],
                    ["__count"] + (["value:avg"] if model.endswith("analysis") else []),
                )
                for group in groups:
                    self.assertFalse(group.get("value:avg"))

    def test_sources_and_staff_records_are_closed(self):
        for user in self.personas:
            for model in (
                "impact.employment.spell",
                "impact.employment.stay",
                "hr.version",
            ):
                with self.subTest(user=user.login, model=model), self.assertRaises(AccessError):
                    self._as(user, model).search([("id", ">", 0)]).mapped("wage")
            for name in ("birthday", "sex"):
                with self.subTest(user=user.login, name=name), self.assertRaises(AccessError):
                    self._as(user, "hr.employee").search([]).read([name])

    def test_records_behind_a_figure_stay_closed(self):
        result = self._result_of("EMP09")
        for user in self.accompanist | self.board_reader | self.lead:
            seen = result.with_user(user)
            self.assertFalse(seen.can_show_records)
            with self.assertRaises(AccessError):
                seen.action_show_records()

    def test_repair_tells_few_people_by_no_number_and_opens_nothing(self):
        self.people[0].sudo().birthday = False
        version = self._result_of("EMP23").version_id
        repair = self._as(self.lead, "impact.repair")
        gap = repair._find(version, self.scope, self.period)[version.id]
        self.assertEqual(repair._count_text(gap, self.company), "fewer than 5")
        with self.assertRaises(UserError) as refused:
            repair._action(version, self.scope, self.period)
        self.assertNotIn("Odile", str(refused.exception))

    def test_readiness_names_nobody(self):
        action = self._as(self.lead, "impact.readiness").create(
            {
                "company_id": self.company.id,
                "scope_id": self.scope.id,
                "year": 2025,
            }
        )
        lines = self._as(self.lead, "impact.readiness.figure")
        lines._fill(action)
        for line in lines.search([]):
            text = f"{line.shown} {line.repair_text} {line.missing_text} {line.advice}"
            self.assertFalse([one for one in (*SECRETS, "Odile") if one in text], text)

    def test_a_proposal_and_its_explanation_keep_the_secret(self):
        pay = self._result_of("EMP09")
        pay.with_user(self.lead).action_validate()
        self.people[0].sudo().version_id.wage = 5000
        self.results._refresh(self.indicators, self.company, self.scope, [self.period])
        proposal = self._as(self.lead, "impact.proposal").search([("result_id", "=", pay.id)])
        self.assertEqual((proposal.value, proposal.status), (None, "suppressed"))
        action = proposal.action_explain()
        wizard = self._as(self.lead, action["res_model"]).browse(action["res_id"])
        for line in wizard.line_ids:
            self.assertFalse(line.res_model)
            self.assertFalse([one for one in (*SECRETS, "3.125") if one in line.name], line.name)

    def test_the_report_and_the_workbook_print_no_secret(self):
        for user in self.accompanist | self.board_reader | self.lead:
            assessment = self._as(user, "impact.assessment").browse(self.assessment.id)
            told = self._texts_of(assessment._results_workbook())
            reports = self.env["ir.actions.report"].with_user(user)
            html, _kind = reports._render_qweb_html(REPORT, assessment.ids)
            for text in (*told, str(html)):
                self.assertFalse([secret for secret in SECRETS[:2] if secret in text])
                self.assertNotIn("2.7", text)

    def test_error_messages_repeat_no_figure(self):
        result = self._result_of("EMP09")
        for attempt in (
            lambda: result.with_user(self.lead).write({"value": 1}),
            lambda: result.with_user(self.board_reader)._release("Curious."),
            lambda: result.with_user(self.board_reader).read(["exact_value"]),
            lambda: result.with_user(self.board_reader).search([("exact_value", ">", 2)]),
            lambda: result.with_user(self.lead).write({"exact_value": 1}),
        ):
            with self.assertRaises(UserError) as refused:  # AccessError is one of them
                attempt()
            self.assertFalse([one for one in SECRETS if one in str(refused.exception)])

    def test_contributors_read_no_result_at_all(self):
        for model in ("impact.result", "impact.result.analysis", "impact.proposal"):
            with self.assertRaises(AccessError):
                self._as(self.contributor, model).search([])
        lines = self._as(self.contributor, "impact.assessment.indicator").search([])
        self.assertFalse([line for line in lines if line.shown])
