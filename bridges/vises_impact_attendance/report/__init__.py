from . import impact_attendance_day
