"""Definitions of one's own that are saved and computed: nobody learns more than by trying."""

from datetime import date

from odoo.fields import Command
from odoo.tests import tagged

from ..engine.period import split
from .test_trial import HIDDEN, STAFF, WOMEN, TrialCommon

YEARS = split("year", date(2024, 1, 1), date(2025, 12, 31))
ALL_WOMEN, ALL_YOUNG = 20, 20
YOUNG = "[('birth_date', '>', '1981-12-31')]"
YOUNG_BUT_ONE = "[('birth_date', '>', '1982-12-31')]"


@tagged("post_install", "-at_install", "security")
class TestSavedDefinitions(TrialCommon):
    def _save(self, code, filter_="[]", cells=(), **values):
        """A definition of the lead's own, saved as in the form."""
        version = {
            "kind": "records",
            "term_ids": [Command.create(self._term(filter_, **values))],
            "breakdown_ids": [Command.link(self.fields[name].id) for name in cells],
        }
        return (
            self.env["impact.indicator"]
            .with_user(self.lead)
            .create(
                {
                    "code": code,
                    "name": code,
                    "namespace": "company",
                    "company_id": self.company.id,
                    "unit": "persons",
                    "version_ids": [Command.create(version)],
                }
            )
        )

    def _compute(self, indicators, periods=YEARS[1:]):
        results = self.env["impact.result"].with_user(self.lead)
        results._refresh(indicators, self.company, self.scope, periods)

    def _shown(self, indicator, cell="", year=2025, user=None):
        """What a board reader reads of a figure: its number, or why there is none."""
        self.env.invalidate_all()
        result = self.env["impact.result"].search(
            [
                ("indicator_id", "=", indicator.id),
                ("cell_id.key", "=", cell),
                ("date_to", "=", date(year, 12, 31)),
            ]
        )
        result = result.with_user(user or self.board_reader)
        return result.value if result.value is not None else result.status

    # What goes on as before

    def test_ordinary_definitions_are_saved_computed_and_shown(self):
        women = self._save("OWN_WOMEN", WOMEN)
        young = self._save("OWN_YOUNG", YOUNG, cells=["sex"])
        contracts = self._save("OWN_CDI", "[('contract_class', '=', 'permanent')]")
        self._compute(women | young | contracts, YEARS)
        for year in (2024, 2025):
            figures = [self._shown(one, year=year) for one in (women, young, contracts)]
            self.assertEqual(figures, [ALL_WOMEN, ALL_YOUNG, 30])
            self.assertEqual(self._shown(young, "sex=female", year), 10)

    def test_a_copy_of_the_librarys_definition_shows_what_the_library_shows(self):
        staff = self.env["impact.indicator"].search([("code", "=", "EMP01")])
        everybody = self._save("OWN_STAFF")
        self._compute(staff | everybody)
        self.assertEqual(self._shown(everybody), self._shown(staff))

    def test_a_definition_of_few_may_be_saved_and_is_read_by_readers_of_staff_records(self):
        few = self._save("OWN_OLD", "[('birth_date', '<', '1965-01-01')]")
        self._compute(few)
        self.assertEqual(self._shown(few), "suppressed")
        self.env.invalidate_all()
        result = self.env["impact.result"].search([("indicator_id", "=", few.id)])
        self.assertEqual(result.with_user(self.reader).exact_value, 3)

    # What nobody learns

    def test_all_but_one_person_is_hidden_though_many_are_counted(self):
        women = self._save("OWN_WOMEN", WOMEN)
        but_one = self._save(
            "OWN_ODD",
            f"['&', ('sex', '=', 'female'), ('birth_date', '!=', '{self.staff[3].birthday}')]",
        )
        self._compute(women | but_one)
        self.assertEqual(self._shown(women), ALL_WOMEN)
        self.assertEqual(self._shown(but_one), "suppressed")

    def test_the_second_of_two_nearly_the_same_is_hidden_in_whatever_order_they_come(self):
        young, shifted = self._save("OWN_A", YOUNG), self._save("OWN_B", YOUNG_BUT_ONE)
        self._compute(shifted)
        self.assertEqual(self._shown(shifted), ALL_YOUNG - 1)
        for _round in range(2):
            self._compute(young | shifted)
            self.assertEqual([self._shown(young), self._shown(shifted)], ["suppressed", 19])

    def test_a_figure_that_the_guard_hid_stays_hidden_while_others_are_computed(self):
        young, shifted = self._save("OWN_A", YOUNG), self._save("OWN_B", YOUNG_BUT_ONE)
        self._compute(young | shifted)
        self._compute(young)
        self._compute(self._save("OWN_WOMEN", WOMEN))
        self.assertEqual([self._shown(young), self._shown(shifted)], [ALL_YOUNG, "suppressed"])

    def test_a_validated_figure_keeps_its_say(self):
        young, shifted = self._save("OWN_A", YOUNG), self._save("OWN_B", YOUNG_BUT_ONE)
        self._compute(shifted)
        result = self.env["impact.result"].search([("indicator_id", "=", shifted.id)])
        result.with_user(self.lead).action_validate()
        self._compute(young | shifted)
        self.assertEqual([self._shown(young), self._shown(shifted)], ["suppressed", 19])

    def test_a_person_is_not_found_by_adding_and_subtracting_many_definitions(self):
        person = self.staff[4]  # a man; his contract is to be learnt
        known = f"('birth_date', '=', '{person.birthday}')"
        trait = "('contract_class', '=', 'integration')"
        definitions = [
            self._save(f"OWN_{number}", filter_)
            for number, filter_ in enumerate(
                (
                    WOMEN,
                    f"['|', ('sex', '=', 'female'), '&', {known}, {trait}]",
                    f"['|', ('sex', '=', 'female'), {known}]",
                    f"['|', {trait}, {known}]",
                    f"['|', '!', {trait}, {known}]",
                )
            )
        ]
        answers = []
        for kind in self.kinds:
            person.contract_type_id = kind
            for one in definitions:
                self._compute(one)
            answers.append([self._shown(one) for one in definitions])
        self.assertEqual(answers[0], answers[1])
        self.assertEqual(set(answers[0][1:]), {"suppressed"})

    def test_a_try_and_a_saved_definition_are_not_subtracted(self):
        self.assertEqual(self._figure(YOUNG), "20")
        shifted = self._save("OWN_B", YOUNG_BUT_ONE)
        self._compute(shifted)
        self.assertEqual(self._shown(shifted), "suppressed")

    def test_a_saved_definition_and_a_try_are_not_subtracted(self):
        young = self._save("OWN_A", YOUNG)
        self.assertEqual(self._figure(YOUNG), "20", "nothing was computed yet")
        self._compute(young)
        self.assertEqual(self._shown(young), ALL_YOUNG)
        self.assertEqual(self._figure(YOUNG_BUT_ONE), HIDDEN)

    def test_a_whole_population_may_be_written_as_a_filter(self):
        self.staff[0].employee_type = "trainee"  # staff are all but few of the people here
        staff = self._save("OWN_STAFF", population=STAFF)
        self._compute(staff)
        self.assertEqual(self._shown(staff), 39)
        for filter_ in (
            STAFF,
            "[('is_staff', '!=', False)]",
            "['&', ('is_staff', '=', True), ('is_staff', '=', True)]",
        ):
            with self.subTest(filter_):
                self.assertEqual(self._figure(filter_, population="[]"), "39")
        written = self._save("OWN_WRITTEN", STAFF, population="[]")
        self._compute(written)
        self.assertEqual(self._shown(written), 39)

    def test_what_is_not_that_population_stays_hidden(self):
        self.staff[0].employee_type = "trainee"
        day = self.staff[3].birthday
        for filter_ in (
            "[('is_staff', '=', False)]",
            "['!', ('is_staff', '=', True)]",
            "['|', ('is_staff', '=', True), ('sex', '=', 'male')]",
            f"[('is_staff', '=', True), ('birth_date', '!=', '{day}')]",
            f"[('is_staff', '=', True), ('birth_date', '=', '{day}')]",
        ):
            with self.subTest(filter_):
                self.assertEqual(self._figure(filter_, population="[]"), HIDDEN)

    def test_a_population_is_not_trusted_because_it_was_saved(self):
        but_one = f"[('birth_date', '!=', '{self.staff[3].birthday}')]"
        saved = self._save("OWN_ODD", population=but_one)
        self._compute(saved)
        self.assertEqual(self._shown(saved), "suppressed")
        self.assertEqual(self._figure(population=but_one), HIDDEN)

    # What it costs

    def test_statements_do_not_grow_with_definitions_and_periods(self):
        def statements(indicators, periods):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._compute(indicators, periods)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        some = [
            self._save(f"OWN_{year}", f"[('birth_date', '>', '{year}-12-31')]")
            for year in (1968, 1975, 1982, 1989)
        ]
        both = some[0] | some[1]
        every = both | some[2] | some[3]
        quarters = split("quarter", date(2024, 1, 1), date(2025, 12, 31))
        self._compute(every, quarters)
        self.assertLessEqual(statements(every, quarters), statements(both, quarters[:2]) + 4)
