from . import impact_training_day
