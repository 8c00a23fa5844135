"""The live test of a definition: what it shows, and what nobody learns by trying again and again."""

from datetime import date, timedelta

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import ImpactCommon

STAFF = "[('is_staff', '=', True)]"
WOMEN = "[('sex', '=', 'female')]"
HIDDEN = "fewer than 5"


class TrialCommon(ImpactCommon):
    """Forty people, a lead who tries definitions, and a reader of staff records."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.source = cls.env.ref("vises_impact.impact_source_employment")
        cls.fields = {field.name: field for field in cls.source.field_ids}
        cls.kinds = cls.env["hr.contract.type"].create(
            [{"name": "CDI test"}, {"name": "CDDI test"}]
        )
        cls.env["impact.mapping"].create(
            [
                {
                    "company_id": cls.company.id,
                    "kind": "contract_type",
                    "contract_type_id": kind.id,
                    "contract_class": contract_class,
                }
                for kind, contract_class in zip(
                    cls.kinds, ("permanent", "integration"), strict=True
                )
            ]
        )
        # Twenty women and twenty men, born a year apart and paid differently.
        cls.staff = cls.env["hr.employee"].create(
            [
                {
                    "name": f"Person {n}",
                    "company_id": cls.company.id,
                    "date_version": "2020-01-01",
                    "contract_date_start": "2020-01-01",
                    "employee_type": "employee",
                    "sex": "female" if n % 2 else "male",
                    "birthday": date(1962 + n, 5, 3),
                    "wage": 1800 + 37 * n,
                    "contract_type_id": cls.kinds[n % 4 == 1].id,
                }
                for n in range(40)
            ]
        )
        cls.place = {
            "scope_id": cls.scope.id,
            "period": cls._period(2025),
        }
        cls.reader = cls._user("pay", "vises_impact.group_lead,hr.group_hr_manager")

    @staticmethod
    def _period(year):
        return f"year {year}-01-01 {year}-12-31"

    def _term(self, filter_="[]", measure="persons", field="", **values):
        return {
            "name": "people",
            "source_id": self.source.id,
            "measure": measure,
            "measure_field_id": self.fields[field].id if field else False,
            "population": STAFF,
            "filter": filter_,
            "basis": "end",
            **values,
        }

    def _try(self, filter_="[]", user=None, year=2025, formula="", cells=(), **values):
        """What the lead is told of one term."""
        versions = self.env["impact.indicator.version"].with_user(user or self.lead)
        definition = {
            "kind": "records",
            "formula": formula,
            "term_ids": [Command.create(self._term(filter_, **values))],
            "breakdown_ids": [Command.link(self.fields[name].id) for name in cells],
        }
        place = self.place | {"period": self._period(year)}
        return versions.try_definition(False, definition, {"unit": "number"}, place)

    def _figure(self, *args, **kwargs):
        told = self._try(*args, **kwargs)
        return told.get("error") or told["figure"]


@tagged("post_install", "-at_install")
class TestTrial(TrialCommon):
    # What is shown

    def test_figure_count_coverage_and_filter_are_shown_before_saving(self):
        versions = self.env["impact.indicator.version"].search_count([])
        told = self._try("['&', ('birth_date', '>', 'period_end -30y'), ('sex', '=', 'male')]")
        self.assertEqual(told["figure"], HIDDEN, "three men are under thirty")
        told = self._try("[('birth_date', '>', 'period_end -44y')]", cells=["sex"])
        self.assertEqual((told["figure"], told["count"], told["coverage"]), ("20", 20, "100 %"))
        self.assertEqual(
            [c["figure"] for c in told["cells"] if c["figure"] != HIDDEN], ["10", "10"]
        )
        self.assertEqual(
            told["filters"][0]["text"],
            "Employment, Number of people: Staff is yes · Birth date is after 12/31/1981",
        )
        self.assertEqual(self.env["impact.indicator.version"].search_count([]), versions)

    def test_records_to_repair_are_counted_as_their_reader_may_know(self):
        self.staff[:2].write({"sex": False})
        told = self._try(WOMEN)
        self.assertEqual(
            (told["estimated"], told["repair"], told["missing"]), (True, HIDDEN, "Sex")
        )
        told = self._try(WOMEN, user=self.reader)
        self.assertEqual(told["repair"], "1" if self.staff[0].sex else "2")

    def test_saved_definition_is_tried_with_what_the_form_changed(self):
        own = self._indicator(
            "OWN_WOMEN",
            version_ids=[
                Command.create({"kind": "records", "term_ids": [Command.create(self._term(WOMEN))]})
            ],
        )
        versions = self.env["impact.indicator.version"].with_user(self.lead)
        version, term = own.current_version_id, own.current_version_id.term_ids
        changed = {"term_ids": [Command.update(term.id, {"filter": "[]"})]}
        for values, figure in (({}, "20"), (changed, "40")):
            told = versions.try_definition(version.id, values, {"id": own.id}, self.place)
            self.assertEqual(told["figure"], figure)
        self.assertEqual(term.filter, WOMEN)

    def test_formula_of_other_indicators_is_tried(self):
        versions = self.env["impact.indicator.version"].with_user(self.lead)
        told = versions.try_definition(
            False, {"kind": "formula", "formula": "2 * EMP01"}, {"unit": "number"}, self.place
        )
        self.assertEqual(told["figure"], "80")

    def test_what_is_wrong_is_said_in_words(self):
        for values, reason in (
            ({"filter_": "[('wage', '>', 1)]"}, "does not offer"),
            ({"filter_": "[('person_id.name', '=', 'x')]"}, "does not offer"),
            ({"filter_": "[('sex', '=', 'lady')]"}, "is not a value"),
            ({"formula": "people +"}, "cannot be read"),
            ({"formula": "folk"}, "folk"),
            ({"formula": "2 * NOWHERE"}, "no such indicator"),
            ({"basis": "flow"}, "cannot be counted"),
            ({"measure": "sum"}, "needs a measured field"),
            ({"name": "People"}, "cannot be the name"),
            ({"source_id": False}, "a name and a source"),
        ):
            with self.subTest(**values):
                self.assertRegex(self._try(**values)["error"], reason)

    # Who may try

    def test_readers_and_contributors_do_not_try(self):
        for user in (self.board_reader, self.contributor, self.accompanist):
            with self.assertRaises(AccessError):
                self._try(user=user)

    def test_scope_of_another_company_is_refused(self):
        versions = self.env["impact.indicator.version"].with_user(self.lead)
        with self.assertRaises(AccessError):
            versions.try_definition(False, {}, {}, self.place | {"scope_id": self.other_scope.id})

    def test_each_try_is_noted_for_the_auditor(self):
        self._try(WOMEN)
        self._try("[('birth_date', '=', '1970-05-03')]")
        notes = self.env["impact.trial"].with_user(self.manager).search([])[:2]
        self.assertEqual(notes.mapped("answer"), ["hidden", "told"])
        self.assertEqual(notes.user_id, self.lead)
        self.assertIn("Birth date is 05/03/1970", notes[0].question)
        for user, operation in ((self.lead, "read"), (self.manager, "write")):
            self.assertFalse(notes.with_user(user).has_access(operation))

    # What nobody learns

    def test_privacy_that_is_wished_away_still_hides_small_groups(self):
        own = self._indicator("OWN_OPEN", privacy="none")
        versions = self.env["impact.indicator.version"].with_user(self.lead)
        values = {"kind": "records", "term_ids": [Command.create(self._term("[('age', '>', 60)]"))]}
        told = versions.try_definition(False, values, {"id": own.id}, self.place)
        self.assertEqual(told["figure"], HIDDEN)
        versions.create({"indicator_id": own.id, **values})
        self.assertEqual(own.privacy, "person")
        with self._refused(UserError, "counts people"):
            own.with_user(self.lead).privacy = "none"

    def test_lowest_and_highest_wages_are_for_readers_of_pay(self):
        for measure, exact in (("minimum", "1,837"), ("maximum", "3,243")):
            values = {"measure": measure, "field": "wage"}
            self.assertEqual(self._figure(WOMEN, **values), "not released")
            self.assertEqual(self._figure(WOMEN, user=self.reader, **values), exact)

    def test_wage_of_one_person_is_not_the_difference_of_two_averages(self):
        average = {"measure": "average", "field": "wage"}
        self.assertNotEqual(self._figure(WOMEN, **average), HIDDEN)
        for without in ("1963-05-03", "1965-05-03"):
            but_one = f"['&', ('sex', '=', 'female'), ('birth_date', '!=', '{without}')]"
            self.assertEqual(self._figure(but_one, **average), HIDDEN)

    def test_birth_dates_are_not_found_by_moving_a_date(self):
        """Day by day, month by month, up and down: shown counts are five people apart."""
        shown = set()
        for step in range(2, 38, 2):
            for days in (1, 370):
                day = date(1962 + step, 5, 3) + timedelta(days=days)
                for operator in ("<", ">="):
                    figure = self._figure(f"[('birth_date', '{operator}', '{day}')]")
                    if figure != HIDDEN:
                        shown.add(int(figure) if operator == "<" else 40 - int(figure))
        self.assertGreater(len(shown), 2)
        ordered = sorted({0, 40} | shown)
        for lower, higher in zip(ordered, ordered[1:], strict=False):
            self.assertGreaterEqual(higher - lower, 5)

    def test_trait_of_a_person_whose_birthday_is_known_stays_unknown(self):
        """The answer is the same, whatever contract that person has."""
        person = self.staff[7]
        known = f"('birth_date', '=', '{person.birthday}')"
        since, until = (known.replace("'='", f"'{operator}'") for operator in (">=", "<="))
        trait = "('contract_class', '=', 'integration')"
        attempts = [
            f"['&', {known}, {trait}]",
            f"['|', ('sex', '=', 'male'), '&', {known}, {trait}]",
            f"['&', ('sex', '=', 'male'), '!', '&', {known}, {trait}]",
            f"['|', '!', {known}, {trait}]",
            f"['&', '&', {since}, {until}, {trait}]",
        ]
        answers = []
        for kind in self.kinds:
            person.contract_type_id = kind
            answers.append([self._figure(attempt) for attempt in attempts])
        self.assertEqual(answers[0], answers[1])
        self.assertEqual(set(answers[0]), {HIDDEN})

    def test_nobody_and_one_person_look_alike(self):
        for day in ("1970-05-03", "1970-05-04"):
            self.assertEqual(self._figure(f"[('birth_date', '=', '{day}')]"), HIDDEN)
            self.assertEqual(self._figure(f"[('birth_date', '!=', '{day}')]"), HIDDEN)

    def test_person_hidden_in_two_groups_is_not_found_by_adding_them(self):
        person = f"('birth_date', '=', '{self.staff[3].birthday}')"
        told = [
            self._figure(WOMEN),
            self._figure(f"['|', ('contract_class', '=', 'integration'), {person}]"),
            self._figure(f"['|', ('contract_class', '!=', 'integration'), {person}]"),
        ]
        self.assertEqual(told[1:], [HIDDEN, HIDDEN])

    def test_another_wording_of_an_earlier_try_in_another_year_is_compared(self):
        first = "[('birth_date', '>', '1985-01-01')]"
        shifted = "[('birth_date', '>', '1986-12-31')]"
        self.assertNotEqual(self._figure(first, year=2024), HIDDEN)
        self.assertNotEqual(self._figure(first, year=2025), HIDDEN, "the same may be asked again")
        self.assertEqual(self._figure(shifted, year=2025), HIDDEN)

    def test_tries_of_colleagues_are_compared_too(self):
        self.assertNotEqual(self._figure("[('birth_date', '>', '1985-01-01')]"), HIDDEN)
        shifted = "[('birth_date', '>', '1986-12-31')]"
        self.assertEqual(self._figure(shifted, user=self.manager), HIDDEN)
        self.assertNotIn(HIDDEN, self._figure(shifted, user=self.reader))

    def test_two_terms_of_one_formula_are_not_subtracted(self):
        versions = self.env["impact.indicator.version"].with_user(self.lead)
        young = "('birth_date', '>', '1985-01-01')"
        terms = [
            self._term(f"[{young}]", name="a"),
            self._term("[('birth_date', '>', '1986-12-31')]", name="b"),
        ]
        told = versions.try_definition(
            False,
            {
                "kind": "records",
                "formula": "a - b",
                "term_ids": [Command.create(term) for term in terms],
            },
            {"unit": "number"},
            self.place,
        )
        self.assertEqual(told["figure"], HIDDEN)
