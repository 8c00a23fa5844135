from . import report


def uninstall_hook(env):
    """A company's own definitions on this source are retired; validated figures keep them."""
    env["impact.indicator.version"]._retire_of_bridge("vises_impact_fleet")
