"""What the tests against oracles share: figures before they are stored, and wrong definitions."""

import random

from ..sources.hiding import hide
from .chance import Chance
from .common import ImpactCommon

THRESHOLD = 5


def fixed(number: int) -> Chance:
    """The chance of one history that is the same for ever: wrong definitions are tried on it."""
    return Chance(random.Random(number))


class OracleCase(ImpactCommon):
    """Compares the figures of the library with those of an oracle."""

    @classmethod
    def _indicators(cls, *codes):
        """Indicators of the library, archived ones too, and own ones of the company."""
        everything = cls.env["impact.indicator"].sudo().with_context(active_test=False)
        ours = [("company_id", "in", (False, cls.company.id))]
        found = everything.search([("code", "in", codes), *ours])
        assert set(found.mapped("code")) == set(codes), codes
        return found

    def _computed(self, codes, scopes, periods):
        """Figures by code, scope, period and cell, as they would be stored."""
        computation = self.env["impact.computation"].sudo()
        versions = computation._versions(self._indicators(*codes))
        figures = computation._exact_figures(versions, scopes, periods)
        figures = hide(figures, lambda _version, _scope: THRESHOLD)
        return {(f.version.indicator_id.code, f.scope_id, f.position, f.cell): f for f in figures}

    def _finds_each(self, mutations, scope, periods, expected):
        """Each wrong definition gives another figure at least once, and the right one never.

        :param mutations: of each code, term (none: the formula), field, what it says then.
        :param expected: code and period → status, value and coverage (None: not compared).
        """
        for code, name, field, wrong in mutations:
            version = self._indicators(code).current_version_id
            changed = version.term_ids.filtered(lambda term, name=name: term.name == name)
            changed = changed if name else version
            right = changed[field]
            self.assertNotEqual(right, wrong)
            self.assertTrue(self._agrees(code, scope, periods, expected), code)
            changed[field] = wrong
            with self.subTest(code=code, term=name, wrong=wrong):
                self.assertFalse(self._agrees(code, scope, periods, expected))
            changed[field] = right

    def _agrees(self, code, scope, periods, expected) -> bool:
        """Whether all totals of an indicator are those of the oracle."""
        figures = self._computed([code], scope, periods)
        return all(
            self._is_alike(figures[code, scope.id, position, ""], *expected(code, period))
            for position, period in enumerate(periods)
        )

    @staticmethod
    def _is_alike(figure, status, value, coverage) -> bool:
        found = figure.quantity.value
        if figure.quantity.status != status or (found is None) != (value is None):
            return False
        if value is None:
            return True
        near = abs(float(found) - float(value)) < 1e-6
        return near and (coverage is None or abs(float(figure.coverage) - float(coverage)) < 1e-9)
