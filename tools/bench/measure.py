"""What the benchmarks share: the shortest of a few rounds, and how many statements it took."""

import time

from odoo.addons.vises_impact.sources import evaluation
from odoo.addons.vises_impact.sources.request import Slot

ROUNDS = 3


def best(env, function, rounds: int = ROUNDS) -> tuple[float, int]:
    """Seconds of the shortest round, and the statements of the last."""
    times = []
    for _round in range(rounds):
        env.invalidate_all()
        before, start = env.cr.sql_log_count, time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return min(times), env.cr.sql_log_count - before


def computing(env, indicators, scope, periods):
    """A call that computes indicators, as the service account does, and keeps nothing."""
    computation = env["impact.computation"]
    service = computation._service_env(scope.company_id)
    versions = computation._versions(indicators).with_env(service)
    return lambda: evaluation.compute(service, versions, [Slot.of(scope)], periods)
