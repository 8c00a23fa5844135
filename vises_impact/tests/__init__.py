from . import test_assessment, test_process_rights, test_stakeholder
