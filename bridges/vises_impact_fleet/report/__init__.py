from . import impact_vehicle
