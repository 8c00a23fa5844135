from . import test_work_entry_oracle, test_work_entry_rights
