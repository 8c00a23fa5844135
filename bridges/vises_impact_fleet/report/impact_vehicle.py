from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.fleet.models.fleet_vehicle_model import FUEL_TYPES

KM_OF_A_MILE = 1.609344


class ImpactVehicle(models.Model):
    """One row per vehicle: from which day on, and until when, the company has it.

    From its registration, else from the day on which it was typed in, to its cancellation;
    one that was archived without a date of cancellation counts until its record last
    changed. ``co2`` is in grams per kilometre, as typed today: none is typed as 0, which is
    known of vehicles without exhaust only.
    """

    _name = "impact.vehicle"
    _description = "Vehicle in use"
    _auto = False
    _order = "date_from"
    _depends = {
        "fleet.vehicle": [
            "acquisition_date",
            "active",
            "co2",
            "co2_emission_unit",
            "company_id",
            "create_date",
            "fuel_type",
            "model_id",
            "write_date",
            "write_off_date",
        ],
        "fleet.vehicle.model": ["vehicle_type"],
    }

    vehicle_id = fields.Many2one("fleet.vehicle", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    date_from = fields.Date(readonly=True)
    date_stop = fields.Date("First day without it", readonly=True)
    vehicle_type = fields.Selection(
        lambda self: self.env["fleet.vehicle.model"]._fields["vehicle_type"].selection,
        readonly=True,
    )
    fuel_type = fields.Selection(FUEL_TYPES, readonly=True)
    co2 = fields.Float("CO₂ in g/km", readonly=True)

    @property
    def _table_query(self) -> SQL:
        return SQL(
            """
            SELECT vehicle.id, vehicle.id AS vehicle_id, vehicle.company_id,
                   COALESCE(vehicle.acquisition_date, vehicle.create_date::date) AS date_from,
                   COALESCE(vehicle.write_off_date,
                            CASE WHEN vehicle.active IS NOT TRUE
                                 THEN vehicle.write_date::date END) AS date_stop,
                   model.vehicle_type, vehicle.fuel_type,
                   CASE WHEN vehicle.co2 > 0 AND vehicle.co2_emission_unit = 'g/mi'
                        THEN (vehicle.co2 / %s)::numeric
                        WHEN vehicle.co2 > 0 THEN vehicle.co2::numeric
                        WHEN vehicle.fuel_type IN ('electric', 'hydrogen')
                          OR model.vehicle_type = 'bike' THEN 0 END AS co2
              FROM fleet_vehicle vehicle
              JOIN fleet_vehicle_model model ON model.id = vehicle.model_id
             WHERE vehicle.company_id IS NOT NULL
            """,
            KM_OF_A_MILE,
        )
