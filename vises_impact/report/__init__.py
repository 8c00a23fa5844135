from . import (
    impact_employed,
    impact_employment_spell,
    impact_employment_stay,
    impact_overview,
    impact_overview_figures,
    impact_overview_head,
    impact_payer_line,
    impact_payment_line,
    impact_purchase_line,
    impact_result_analysis,
    impact_survey_answer,
)
