"""From observations to figures: evaluate the formulas.

Data flows one way: request → observations → exact figures → shown figures.
"""

from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from itertools import chain

from odoo.tools.gc import disabling_gc

from ..engine import formula as engine_formula
from ..engine.quantity import Quantity
from . import ledger, records
from .cells import dimensions_of
from .computed import ComputedFigure
from .definition import PERIOD_LENGTHS, Definition, bases_of, of_the_group
from .operands import Operands
from .parameters import with_parameters
from .request import TOTAL, Observation, Observations, Request

SIX_DECIMALS = Decimal("0.000001")
TOO_LARGE = Decimal(10) ** 10  # figures are stored with 16 digits, 6 of them decimals
NOTHING_MEANT = ("nobody", "whole_enterprise_only")
NO_PARAMETER = Quantity(None, "missing", "no_parameter")
NO_RECORD = Observation(value=Decimal(0), base=Decimal(0))
NOBODY = Observation(reason="nobody")


@disabling_gc()  # nothing here goes round in circles, and looking for that takes its time
def compute(env, versions, slots, periods) -> list[ComputedFigure]:
    """All exact figures of these versions, in the order in which they need each other.

    :param env: that of the service account.
    """
    definitions = {version.indicator_id.code: Definition.of(version) for version in versions}
    request = Request(
        terms=tuple(versions.term_ids),
        slots=tuple(slots),
        periods=tuple(periods),
        bases=bases_of(definitions.values()),
    )
    codes = frozenset().union(*(one.parameters for one in definitions.values()))
    request = with_parameters(env, request, codes)
    seen = _observe(env, request)
    named = frozenset().union(*(one.formula.codes for one in definitions.values()))
    operands = Operands.stored(env, named, request)
    order = engine_formula.order({code: one.formula for code, one in definitions.items()})
    known: dict[tuple, Quantity] = {
        (name, position): Quantity(Decimal(length(period)))
        for name, length in PERIOD_LENGTHS.items()
        for position, period in enumerate(periods)
    } | {key: Quantity(value) for key, value in request.parameters.items()}
    figures = []
    for code in order:
        made = _figures(definitions[code], request, seen, known, operands)
        if code in named:
            operands.put(code, made)
        figures += made
    return figures


def _observe(env, request: Request) -> Observations:
    """One plan for all sources of records, and one for each ledger."""
    answers = Observations()
    sources = list(dict.fromkeys(term.source_id for term in request.terms))
    rows = [source for source in sources if source.engine == "records"]
    records.observe(env, rows, request, answers)
    for source in sources:
        if source.engine == "accounts":
            ledger.observe(env, source, request, answers)
    return answers


def _figures(definition: Definition, request, seen, known, operands) -> list[ComputedFigure]:
    """The figures of a definition, in each scope and period.

    Where the same was seen, the figure is the same: it is worked out once, unless it
    depends on other figures. Most cells of crossed breakdowns are small, and alike.
    """
    made, figures = {}, []
    varies = definition.lengths or definition.parameters
    for slot in request.slots:
        for position in range(len(request.periods)):
            place = slot.scope_id, position
            for cell, observed in _observed(definition, seen, place, operands):
                key = (observed, place if varies else None)
                figure = made.get(key)
                if figure:
                    figures.append(figure.at(*place, cell))
                    continue
                figure = _evaluate(definition, observed, (*place, cell), known, operands)
                figures.append(figure)
                if not definition.codes:
                    made[key] = figure
    return figures


def _observed(definition: Definition, seen, place, operands):
    """The total and the cells in which anybody is concerned, with what each term came to.

    A figure without terms of its own has the cells that all its operands have.
    """
    terms = definition.terms
    by_cell = [seen.by_term[term.id][place] for term in terms]
    whole = tuple([cells.get(TOTAL) for cells in by_cell])
    yield TOTAL, whole
    if not terms:
        wanted = definition.version._dimension_sets()
        common = operands.cells(definition.formula.codes, *place) if wanted else ()
        yield from ((cell, ()) for cell in common if dimensions_of(cell) in wanted)
        return
    for cell in dict.fromkeys(chain.from_iterable(by_cell)):
        found = tuple([cells.get(cell) for cells in by_cell])
        for one in found if cell else ():
            if one and one.considered:
                yield cell, _filled(terms, cell, found, whole) if None in found else found
                break


def _filled(terms, cell: str, found, whole) -> tuple[Observation | None, ...]:
    """What terms came to in a cell, where some of them found no record in it."""
    dimensions = dimensions_of(cell)
    return tuple(
        (NOBODY if term.of_values else NO_RECORD)
        if not one and total and total.present and dimensions <= term.dimensions
        else one
        for one, term, total in zip(found, terms, whole, strict=True)
    )


def _evaluate(definition: Definition, observed, coordinates, known, operands) -> ComputedFigure:
    scope_id, position, _cell = coordinates
    parameters = {
        name: known.get((name, scope_id, position), NO_PARAMETER) for name in definition.parameters
    }
    values = {name: known[name, position] for name in definition.lengths} | parameters
    for term, seen in zip(definition.terms, observed, strict=True):
        values[term.name] = _quantity(seen)
        if term.has_base:
            values[term.base_name] = _quantity(seen, of_base=True)
    needed = {code: operands.get(code, *coordinates) for code in definition.codes}
    values |= {code: operand.quantity for code, operand in needed.items()}
    quantity = _stored(engine_formula.evaluate(definition.formula, values))
    used = [seen for term, seen in zip(definition.terms, observed) if seen and term.used]
    coverages = [one.coverage for one in (*used, *needed.values()) if one.coverage is not None]
    figure = ComputedFigure(
        definition.version,
        *coordinates,
        quantity,
        *_parts(definition, values, observed),
        count=max([seen.count for seen in used], default=None),
        counts=_counts(definition, observed, quantity),
        coverage=min(coverages, default=None),
        uses_ledger=definition.uses_ledger,
        prove=partial(_proof, definition, observed, parameters, needed),
    )
    if not needed:
        return figure
    return figure._replace(
        uses_ledger=figure.uses_ledger or any(one.uses_ledger for one in needed.values()),
        provisional=any(one.provisional for one in needed.values()),
        hidden=any(one.hidden for one in needed.values()),
    )


def _counts(definition, observed, quantity) -> tuple[tuple[str, int, int], ...]:
    """People behind each term that tells of them: (term, those who count, those of the base)."""
    pairs = zip(definition.terms, observed, strict=True)
    group = definition.group
    if None in observed:
        pairs = [(term, seen) for term, seen in pairs if seen]
        group = of_the_group(term for term, _seen in pairs)
    counts = []
    for term, seen in pairs:
        if term not in group:
            continue
        count = seen.count
        if not count and not term.used and seen.present and quantity.value:
            count = 1  # an amount, and nobody seen behind it: it may be one person's
        counts.append((term.name, count, seen.base_count if term.has_base else count))
    return tuple(counts)


def _proof(definition, observed, parameters, operands) -> dict:
    """What a reader needs in order to count again: terms, filters, records, gaps."""
    parameters = {
        name: str(quantity.value.normalize())
        for name, quantity in sorted(parameters.items())
        if quantity.is_known
    }
    return {
        "formula": definition.formula.text,
        **({"parameters": parameters} if parameters else {}),
        **({"operands": {code: one.told for code, one in operands.items()}} if operands else {}),
        "terms": {
            term.name: {
                **term.told,
                "value": None if item.value is None else str(_rounded(item.value)),
                "count": item.count,
                **({"base_count": item.base_count} if term.has_base else {}),
                "known": str(_rounded(item.known)),
                "considered": str(_rounded(item.considered)),
            }
            for term, item in zip(definition.terms, observed, strict=True)
            if item
        },
    }


def _quantity(seen: Observation | None, of_base: bool = False) -> Quantity:
    """The value or the base of a term, with what is known of it.

    Coverage is the part of those concerned that could be judged. From it follows:

    - nobody is concerned: a count is 0, ``measured``; an average, a lowest or highest
      value is ``not_applicable``.
    - all could be judged: ``measured``.
    - some could be judged: ``estimated``. A count or sum is what is known to count, a
      lower bound, even if that is 0: 10 exits, 9 of them for another reason and one
      without any, are 0 leavers at a coverage of 0.9.
    - nobody could be judged: ``missing``. One exit in all, without a reason, is no
      zero, and a bill of nothing tells nothing of the others. Only a measure that is
      assumed where it is not known (full time without a calendar) still gives an estimate.
    """
    if seen is None:
        return Quantity(None, "missing", "no_records")
    value = seen.base if of_base else seen.value
    if value is None:
        reason = seen.reason or "no_records"
        return Quantity(None, "not_applicable" if reason in NOTHING_MEANT else "missing", reason)
    if seen.weight is not None and not of_base:
        value /= seen.weight
    if seen.known >= seen.considered:
        return Quantity(value)
    if not seen.known and not (seen.count and value):
        return Quantity(None, "missing", "coverage")
    return Quantity(value, "estimated", "coverage")


def _parts(definition, values, observed):
    """Numerator and denominator of a ratio or an average, for later aggregation."""
    ratio = definition.ratio
    if ratio:
        parts = [
            engine_formula.evaluate(part, values).value
            for part in (ratio.numerator, ratio.denominator)
        ]
    elif len(observed) == 1 and observed[0] and observed[0].weight is not None:
        parts = [observed[0].value, observed[0].weight]
    else:
        return None, None
    return tuple(None if part is None else _rounded(part) for part in parts)


def _stored(quantity: Quantity) -> Quantity:
    """The figure as it is stored; missing where it has more digits than can be."""
    if not quantity.is_known:
        return quantity
    value = _rounded(quantity.value)
    if value is None:
        return Quantity(None, "missing", "arithmetic_error")
    return Quantity(value, quantity.status, quantity.reason)


def _rounded(value: Decimal) -> Decimal | None:
    """The number as it is stored; None where it has more digits than can be."""
    if abs(value) >= TOO_LARGE:
        return None
    rounded = value.quantize(SIX_DECIMALS, rounding=ROUND_HALF_UP)
    return rounded or abs(rounded)  # no figure reads "−0"
