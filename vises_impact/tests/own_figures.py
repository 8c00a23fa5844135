"""Own indicators on a source, and their exact figures: shared by the bridges' tests."""

from odoo.fields import Command


class OwnFigures:
    """Mixed into test cases of bridges whose source no indicator of the library uses.

    ``module``: the bridge.
    """

    allow_inherited_tests_method = True
    module = ""

    @classmethod
    def _own(cls, code, source, formula="", privacy="none", **terms):
        """An own indicator on a source, with terms by name.

        ``measure_field`` and ``source`` are named without the beginning of their ids.
        """
        commands = []
        for name, values in terms.items():
            values = {"measure": "records", "basis": "flow", **values}
            if field := values.pop("measure_field", None):
                record = cls._ref(f"impact_source_field_{source}_{field}")
                values["measure_field_id"] = record.id
            source_id = cls._ref(f"impact_source_{source}").id
            commands.append(Command.create({"name": name, "source_id": source_id, **values}))
        version = {"kind": "records", "formula": formula, "term_ids": commands}
        return cls._indicator(code, privacy=privacy, version_ids=[Command.create(version)])

    @classmethod
    def _ref(cls, name):
        return cls.env.ref(f"{cls.module}.{name}")

    def _exact(self, indicators, scopes, periods) -> dict:
        """Exact totals by code, scope and position of the period."""
        computation = self.env["impact.computation"].sudo()
        versions = computation._versions(indicators.sudo())
        figures = computation._exact_figures(versions, scopes, periods)
        return {
            (figure.version.indicator_id.code, figure.scope_id, figure.position): figure
            for figure in figures
            if not figure.cell
        }

    def _agrees(self, figure, value, status="measured", coverage=1):
        """``value`` None: nothing is known, or nothing is meant."""
        self.assertEqual(figure.quantity.status, status, figure.proof)
        if value is not None:
            self.assertAlmostEqual(float(figure.quantity.value), value, 5, figure.proof)
            self.assertAlmostEqual(float(figure.coverage), coverage, 6, figure.proof)
