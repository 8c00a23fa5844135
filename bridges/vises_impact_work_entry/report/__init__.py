from . import impact_work_entry
