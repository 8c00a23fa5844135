from . import impact_readiness, impact_readiness_line
