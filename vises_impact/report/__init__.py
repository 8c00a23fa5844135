from . import (
    impact_employment_spell,
    impact_employment_stay,
    impact_payer_line,
    impact_purchase_line,
    impact_result_analysis,
    impact_survey_answer,
)
