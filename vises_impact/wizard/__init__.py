from . import impact_result_reason
