from . import impact_board_attendance, impact_event_registration, impact_event_session
