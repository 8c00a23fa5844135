"""Crossed tables beside filters on the same traits: a reader tries out all staffs there may be."""

import random
from itertools import product

from odoo.tests import tagged

from .common import ImpactCommon

STAFF = "[('is_staff', '=', True)]"
BANDS = ("0-25", "26-54", "55+")
THRESHOLD = 5


def cell(**traits):
    """Key of a cell, its dimensions in the order of keys."""
    return ";".join(f"{name}={traits[name]}" for name in sorted(traits, reverse=True))


def may_be(bounds, sums) -> bool:
    """Whether whole numbers within the bounds give these sums of groups."""
    bounds = dict(bounds)
    before = None
    while before != bounds:
        before = dict(bounds)
        for group, value in sums:
            for one in group:
                low = value - sum(bounds[other][1] for other in group if other != one)
                high = value - sum(bounds[other][0] for other in group if other != one)
                low, high = max(low, bounds[one][0]), min(high, bounds[one][1])
                if low > high:
                    return False
                bounds[one] = low, high
    open_ = [one for one, (low, high) in bounds.items() if low < high]
    if not open_:
        return all(sum(bounds[one][0] for one in group) == value for group, value in sums)
    one = min(open_, key=lambda one: bounds[one][1] - bounds[one][0])
    low, high = bounds[one]
    return any(may_be({**bounds, one: (n, n)}, sums) for n in range(low, high + 1))


@tagged("post_install", "-at_install", "security")
class TestCrossedPrivacy(ImpactCommon):
    """Headcount by two breakdowns at once, beside shares whose filters cut across them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        codes = ("EMP01", "EMP06", "EMP03")
        indicators = [cls.env.ref(f"vises_impact.indicator_{code}") for code in codes]
        cls.staff, *cls.shares = (one.current_version_id for one in indicators)

    def _define(self, crossings, *filters):
        self.staff.crossings = crossings
        for version, filter_ in zip(self.shares, filters, strict=True):
            version.term_ids.write({"population": STAFF, "filter": filter_, "basis": "end"})

    def _keep(self, version, year, people, base=None, key=""):
        """A figure of so many people, as it is computed."""
        terms = {"count": people} if base is None else {"count": people, "base_count": base}
        value = people if base is None else 100 * people / base
        return self._result(
            version.indicator_id,
            year,
            value,
            cell_id=self._cell(key),
            origin="computed",
            exact_value=value,
            exact_status="measured",
            provenance={"terms": {version.term_ids.name: terms}},
        )

    def _check(self, seed, groups, parts, staffs=25):
        """Random staffs, whose figures are computed and shown as far as they may be.

        :param groups: categories of each of the two dimensions.
        :param parts: for each share, what its filter asks of the two categories.
        """
        chance = random.Random(seed)
        (first, ones), (second, others) = groups.items()
        kinds = list(product(ones, others))
        hidden_small = shown_cells = 0
        for year in range(2000, 2000 + staffs):
            counts = {kind: chance.choice((0, 1, 2, 4, 6, 9, 15)) for kind in kinds}
            counts[kinds[0]] += 1  # else there may be nobody
            tables = {"": kinds}
            for one, other in kinds if self.staff.crossings else ():
                tables.setdefault(cell(**{first: one}), []).append((one, other))
                tables.setdefault(cell(**{second: other}), []).append((one, other))
                tables[cell(**{first: one, second: other})] = [(one, other)]
            kept = []
            for key, group in tables.items():
                people = sum(counts[kind] for kind in group)
                if people:
                    kept.append((self._keep(self.staff, year, people, key=key), [group]))
            total = sum(counts.values())
            for version, asks in zip(self.shares, parts, strict=True):
                part = [kind for kind in kinds if asks(*kind)]
                people = sum(counts[kind] for kind in part)
                is_share = "_base" in version.formula
                base, told = (total, [kinds, part]) if is_share else (None, [part])
                kept.append((self._keep(version, year, people, base), told))
            results = self.env["impact.result"].union(*(one for one, _groups in kept))
            self.env["impact.disclosure"]._review(results)
            shown = [g for one, some in kept if one.status != "suppressed" for g in some]
            told = [set(group) for _one, some in kept for group in some]
            # What a reader could name: each group, and whom one has beyond another.
            named = told + [group - part for group in told for part in told if part < group]
            shown_cells += len(shown)
            with self.subTest(year=year, counts=counts, shown=shown):
                self.assertFalse([g for g in shown if 0 < self._sum(counts, g) < THRESHOLD])
                hidden_small += self._check_hidden(counts, shown, named)
        self.assertTrue(hidden_small and shown_cells)

    def _sum(self, counts, group):
        return sum(counts[kind] for kind in group)

    def _check_hidden(self, counts, shown, named) -> int:
        """Each small count may be another one; how many there are."""
        sums = [(group, self._sum(counts, group)) for group in shown]
        # Where nobody is, there is no cell: that is known.
        bounds = {kind: (1, n + 15) if n else (0, 0) for kind, n in counts.items()}
        small = [group for group in named if 0 < self._sum(counts, group) < THRESHOLD]
        for group in small:
            true = self._sum(counts, group)
            others = (n for n in range(1, true + 15) if n != true)
            self.assertTrue(any(may_be(bounds, [*sums, (group, n)]) for n in others), (group, true))
        return len(small)

    def test_the_reader_finds_what_is_not_protected(self):
        """Else the tests below would prove nothing."""
        counts = {"a": 2, "b": 9}
        with self.assertRaises(AssertionError):
            self._check_hidden(counts, [["a", "b"], ["b"]], [["a"]])

    def test_sex_by_contract_beside_a_filter_on_several_contracts(self):
        self._define(
            "sex * contract_class",
            "[('sex', '=', 'female')]",
            "[('contract_class', 'in', ('temporary', 'integration'))]",
        )
        kinds = {
            "sex": ("female", "male"),
            "contract_class": ("permanent", "temporary", "integration"),
        }
        self._check(
            1,
            kinds,
            [
                lambda sex, _contract: sex == "female",
                lambda _sex, contract: contract in ("temporary", "integration"),
            ],
        )

    def test_sex_by_contract_beside_whoever_is_not_in_one(self):
        self._define(
            "sex * contract_class",
            "[('contract_class', '!=', 'permanent')]",
            "[('sex', '=', 'female'), ('contract_class', 'in', ('permanent', 'integration'))]",
        )
        kinds = {
            "sex": ("female", "male"),
            "contract_class": ("permanent", "temporary", "integration", "apprentice"),
        }
        self._check(
            2,
            kinds,
            [
                # Of the other classes nobody is there.
                lambda _sex, contract: contract != "permanent",
                lambda sex, contract: sex == "female" and contract in ("permanent", "integration"),
            ],
        )

    def test_sex_by_age_beside_filters_on_ages_at_the_edges_of_bands(self):
        self._define("sex * age_band", "[('age', '>=', 55)]", "[('age', '<', 55)]")
        self._check(
            3,
            {"sex": ("female", "male"), "age_band": BANDS},
            [lambda _sex, age: age == "55+", lambda _sex, age: age != "55+"],
        )

    def test_numbers_of_young_and_of_younger_people_without_any_breakdown(self):
        self._define("", "[]", "[]")
        for version, limit in zip(self.shares, (26, 30), strict=True):
            version.formula = version.term_ids.name
            version.term_ids.population = f"[('is_staff', '=', True), ('age', '<', {limit})]"
        self._check(
            5,
            {"sex": ("female",), "age": (20, 28, 40)},
            [lambda _sex, age: age < 26, lambda _sex, age: age < 30],
        )

    def test_women_under_26_by_birth_date_are_a_cell_of_the_crossed_table(self):
        self._define(
            "sex * age_band",
            "[('sex', '=', 'female'), ('birth_date', '>', 'period_end -26y')]",
            "[('age', '>', 25)]",
        )
        self._check(
            4,
            {"sex": ("female", "male"), "age_band": BANDS},
            [lambda sex, age: (sex, age) == ("female", "0-25"), lambda _sex, age: age != "0-25"],
        )

    def test_a_validated_figure_of_a_hidden_cell_stays_hidden_beside_who_is_undeclared(self):
        self._define("sex * contract_class", "[]", "[]")
        small = cell(sex="female", contract_class="temporary")
        undeclared = cell(sex="undeclared", contract_class="permanent")
        people = {"": 40, "contract_class=permanent": 38, small: 2, undeclared: 18}
        kept = {key: self._keep(self.staff, 2020, n, key=key) for key, n in people.items()}
        self.env["impact.disclosure"]._review(self.env["impact.result"].union(*kept.values()))
        kept[small].state = "validated"
        self.env["impact.disclosure"]._review(kept[undeclared])
        self.assertEqual(kept[small].status, "suppressed")
        self.assertEqual(kept[""].status, "measured")
