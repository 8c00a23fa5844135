from . import test_attendance_oracle, test_attendance_rights
