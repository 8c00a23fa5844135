from . import impact_timesheet_line
