"""Dated parameters, as a batch of scopes and periods needs them."""

from dataclasses import replace
from decimal import Decimal

from .filters import parameters
from .request import Request


def with_parameters(env, request: Request, codes=()) -> Request:
    """The request with the parameters that its filters name, and those of ``codes``.

    The value in force on the last day of a period counts for the whole of it. One
    search, whatever is asked; what has no value is left out.

    :param env: that of the service account.
    """
    codes = set(codes).union(*map(parameters, request.of_engine("records")))
    if not codes:
        return request
    scopes = env["impact.scope"].browse(slot.scope_id for slot in request.slots)
    days = {period.last for period in request.periods}
    found = env["impact.parameter.value"]._in_force(codes, scopes, days)
    values = {
        (code, slot.scope_id, position): Decimal(str(found[key].value))
        for code in codes
        for slot in request.slots
        for position, period in enumerate(request.periods)
        if (key := (code, slot.scope_id, period.last)) in found
    }
    return replace(request, parameters=values)
