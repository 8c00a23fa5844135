from . import models, report, wizard


def uninstall_hook(env):
    """Validated figures keep their definitions; the others are typed again."""
    env["impact.indicator.version"]._retire_of_bridge("vises_impact_timesheet")
