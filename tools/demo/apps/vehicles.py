"""The vehicles (Fleet): each with fuel, CO₂, and from when to when the enterprise has it."""

from tools.demo.apps import words
from tools.demo.common import day

# Brand | model | kind | fuel | g/km | registered | cancelled | plate
TABLE = """
Renault | Master | car | diesel | 229 | 2017-04-03 | 2025-03-31 | EK-412-RB
Renault | Kangoo | car | diesel | 131 | 2018-09-10 | | FB-207-LW
Renault | Kangoo E-Tech | car | electric | 0 | 2024-02-12 | | GV-538-MC
Peugeot | Expert | car | diesel | 168 | 2019-05-20 | | FF-914-TN
Citroën | ë-Berlingo | car | electric | 0 | 2025-04-07 | | HA-126-DK
Dacia | Sandero | car | lpg | 108 | 2021-11-15 | | GB-773-PE
Douze Cycles | Vélo-cargo | bike | electric | 0 | 2024-05-06 | | Cargo 1
Douze Cycles | Vélo-cargo | bike | electric | 0 | 2025-05-12 | | Cargo 2
"""
CLEAN = 50
"""Grams of CO₂ per kilometre up to which a vehicle is clean."""


def rows() -> list[list[str]]:
    """The vehicles as the table has them."""
    return [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]


def build(env, firm) -> None:
    """Brands, models, vehicles, and a figure of the enterprise's own."""
    brands, models = {}, {}
    for brand, model, kind, *_rest in rows():
        if brand not in brands:
            brands[brand] = env["fleet.vehicle.model.brand"].create({"name": brand})
        if model not in models:
            models[model] = env["fleet.vehicle.model"].create(
                {"name": model, "brand_id": brands[brand].id, "vehicle_type": kind}
            )
    env["fleet.vehicle"].create(
        [
            {
                "model_id": models[model].id,
                "company_id": firm.id,
                "license_plate": plate,
                "fuel_type": fuel,
                "co2": float(co2),
                "acquisition_date": day(since),
                "write_off_date": day(until) if until else False,
            }
            for _brand, model, _kind, fuel, co2, since, until, plate in rows()
        ]
    )
    words.define(
        env,
        {
            "code": "VEHICULES_PROPRES",
            "theme": "ENV",
            "unit": "percent",
            "frequency": "year",
            "privacy": "none",
            "direction": "up",
        },
        (
            "Share of clean vehicles",
            "Part de véhicules propres",
            "Aandeel schone voertuigen",
        ),
        (
            f"Vehicles of at most {CLEAN} g of CO₂ per km as a share of those on the last day.",
            f"Véhicules à {CLEAN} g de CO₂ par km au plus, en part de ceux du dernier jour.",
            f"Voertuigen van hoogstens {CLEAN} g CO₂ per km als aandeel van die op de laatste dag.",
        ),
        "100 * propres / propres_base",
        propres={
            "source": "vises_impact_fleet.impact_source_vehicle",
            "measure": "records",
            "basis": "end",
            "filter": f"[('co2', '<=', {CLEAN})]",
        },
    )
