"""Vehicles in use against a second count in plain Python, vehicle by vehicle."""

from datetime import date, datetime, time, timedelta

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.vises_impact.engine.period import split
from odoo.addons.vises_impact.tests.chance import Chance, tell
from odoo.addons.vises_impact.tests.common import ImpactCommon
from odoo.addons.vises_impact.tests.own_figures import OwnFigures

PERIODS = (
    *split("year", date(2020, 1, 1), date(2025, 12, 31)),
    *split("month", date(2024, 1, 1), date(2024, 12, 31)),
)
MILE = 1.609344


class VehicleCase(OwnFigures, ImpactCommon):
    module = "vises_impact_fleet"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.companies = cls.company + cls.other_company
        brand = cls.env["fleet.vehicle.model.brand"].create({"name": "Oracle"})
        cls.models = {
            kind: cls.env["fleet.vehicle.model"].create(
                {"name": f"Oracle {kind}", "brand_id": brand.id, "vehicle_type": kind}
            )
            for kind in ("car", "bike")
        }
        clean = "[('co2', '<=', 50)]"
        cls.indicators = (
            cls._own("FLEET", "vehicle", vehicles={"basis": "end"})
            | cls._own(
                "CLEAN",
                "vehicle",
                "100 * clean / clean_base",
                clean={"basis": "end", "filter": clean},
            )
            | cls._own(
                "CARBON",
                "vehicle",
                co2={
                    "basis": "end",
                    "measure": "average",
                    "measure_field": "co2",
                    "population": "[('vehicle_type', '=', 'car')]",
                },
            )
        )

    @classmethod
    def _vehicle(cls, kind="car", **values):
        """By SQL: dates that Odoo sets itself, and some that it would refuse."""
        vehicle = cls.env["fleet.vehicle"].create(
            {"model_id": cls.models[kind].id, "company_id": cls.company.id}
        )
        cls.env.flush_all()
        for column, value in values.items():
            cls.env.cr.execute(
                f"UPDATE fleet_vehicle SET {column} = %s WHERE id = %s", (value, vehicle.id)
            )
        cls.env.invalidate_all()
        return vehicle


@tagged("post_install", "-at_install")
class TestVehicleOracle(VehicleCase):
    def _draw(self, drawn: Chance):
        """(company, first day, first day without it, kind, CO₂) of each vehicle."""
        for _number in range(drawn.randint(0, 25)):
            made = datetime.combine(drawn.day(date(2022, 6, 1), date(2025, 9, 10)), time(9))
            start = drawn.choice((made.date() - timedelta(days=drawn.randrange(400)), None))
            end = drawn.choice((None, None, made.date() + timedelta(drawn.randrange(-500, 900))))
            changed = made + timedelta(days=drawn.randrange(700))
            active = drawn.random() >= 0.3
            kind, fuel = drawn.choice(("car", "car", "bike")), drawn.choice(("electric", "diesel"))
            fuel = drawn.choice((fuel, fuel, None))
            co2, unit = drawn.choice((None, 0, 40, 60, 130)), drawn.choice(("g/km", "g/mi"))
            company = drawn.choice((0, 0, 1, None))
            self._vehicle(
                kind,
                create_date=made,
                write_date=changed,
                acquisition_date=start,
                write_off_date=end,
                active=active,
                fuel_type=fuel,
                co2=co2,
                co2_emission_unit=unit,
                company_id=None if company is None else self.companies[company].id,
            )
            if co2:
                known = co2 / MILE if unit == "g/mi" else co2
            else:
                known = 0 if fuel == "electric" or kind == "bike" else None
            gone = end or (date.max if active else changed.date())
            yield company, start or made.date(), gone, kind, known

    def _expected(self, code, there):
        if code == "FLEET":
            return len(there), "measured", 1
        asked = [one for one in there if code == "CLEAN" or one[3] == "car"]
        known = [one[4] for one in asked if one[4] is not None]
        if not asked:
            return None, "not_applicable", 1
        if not known:
            return None, "missing", 0
        values = [100 * (co2 <= 50) for co2 in known] if code == "CLEAN" else known
        status = "measured" if len(known) == len(asked) else "estimated"
        return sum(values) / len(values), status, len(known) / len(asked)

    def test_agrees_with_oracle(self):
        seen = set()
        self._for_histories(lambda draw: self._check(draw, seen), 12)
        self.assertLessEqual({"measured", "estimated", "missing"}, seen)

    def _check(self, draw, seen):
        vehicles = list(self._draw(draw))
        tell("Vehicles (company, first day, first day without it, kind, CO₂)", vehicles)
        scopes = [company._impact_default_scope() for company in self.companies]
        figures = self._exact(self.indicators, scopes[0] + scopes[1], PERIODS)
        for number, scope in enumerate(scopes):
            own = [one for one in vehicles if one[0] == number]
            first = min((one[1] for one in own), default=date.max)
            for position, period in enumerate(PERIODS):
                there = [one for one in own if one[1] <= period.last < one[2]]
                for code in self.indicators.mapped("code"):
                    expected = self._expected(code, there)
                    if first > period.last:
                        expected = (None, "missing", 0)
                    with self.subTest(code=code, company=number, period=period.key):
                        self._agrees(figures[code, scope.id, position], *expected)
                    seen.add(expected[1])


@tagged("post_install", "-at_install", "security")
class TestVehicleRights(VehicleCase):
    def test_nobody_but_the_service_account_reads_the_source(self):
        for user in (self.contributor, self.lead, self.manager):
            with self.assertRaises(AccessError):
                self.env["impact.vehicle"].with_user(user).search([])

    def test_vehicles_are_shown_to_who_manages_the_fleet(self):
        vehicle = self._vehicle(acquisition_date=date(2024, 5, 1))
        self._vehicle(acquisition_date=date(2024, 5, 1), write_off_date=date(2025, 12, 31))
        fleet = self.indicators.filtered(lambda indicator: indicator.code == "FLEET")
        scope = self.company._impact_default_scope()
        self.env["impact.result"].sudo()._refresh(fleet, self.company, scope, PERIODS[5:6])
        result = self.env["impact.result"].search([("indicator_id", "=", fleet.id)])
        self.assertEqual(result.value, 1)
        keeper = self._user("keeper", "vises_impact.group_lead,fleet.fleet_group_manager")
        self.assertEqual(self._records_behind(result, keeper), vehicle)
        with self.assertRaises(AccessError):
            self.env["impact.computation"].with_user(self.lead)._records_action(result)
