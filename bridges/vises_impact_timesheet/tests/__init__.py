from . import test_timesheet_oracle, test_timesheet_readiness, test_timesheet_rights
