from . import impact_absence_day
