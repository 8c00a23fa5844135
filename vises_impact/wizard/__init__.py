from . import impact_form_send_back, impact_result_reason
