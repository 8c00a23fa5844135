from . import impact_form_send_back
