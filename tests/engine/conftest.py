"""Settings of the engine's tests. ``pyproject.toml`` puts the engine on the path."""

from hypothesis import settings

# Examples are not kept between runs: a failure is told with what is needed to repeat it.
# No deadline for a single example: test machines stall now and then.
settings.register_profile("engine", database=None, deadline=None, print_blob=True)
settings.load_profile("engine")
