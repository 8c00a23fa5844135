from . import impact_mapping
