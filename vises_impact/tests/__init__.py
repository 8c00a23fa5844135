from . import test_assessment, test_process_rights, test_staff_oracle, test_stakeholder, test_words
