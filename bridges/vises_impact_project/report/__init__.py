from . import impact_task_event
