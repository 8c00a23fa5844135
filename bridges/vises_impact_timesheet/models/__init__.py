from . import impact_mapping, impact_repair
