"""Dated parameters, as a batch of scopes and periods needs them."""

from decimal import Decimal

from .request import Request


def parameters_in_force(env, codes, request: Request) -> dict[tuple[str, int, int], Decimal]:
    """What each parameter is worth: (code, scope id, period position) → value.

    The value in force on the last day of the period counts, for the whole of it. What
    has no value there is left out.

    :param env: that of the service account.
    """
    if not codes:
        return {}
    scopes = env["impact.scope"].browse(slot.scope_id for slot in request.slots)
    days = {period.last for period in request.periods}
    found = env["impact.parameter.value"]._in_force(codes, scopes, days)
    return {
        (code, slot.scope_id, position): Decimal(str(found[key].value))
        for code in codes
        for slot in request.slots
        for position, period in enumerate(request.periods)
        if (key := (code, slot.scope_id, period.last)) in found
    }
