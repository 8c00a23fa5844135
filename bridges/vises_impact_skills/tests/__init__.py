from . import test_training_oracle, test_training_rights
