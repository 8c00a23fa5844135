from . import (
    impact_difference,
    impact_finance_table,
    impact_finance_table_figures,
    impact_form_send_back,
    impact_indicator_set_import,
    impact_readiness,
    impact_readiness_figure,
    impact_readiness_line,
    impact_recompute,
    impact_records,
    impact_result_reason,
)
