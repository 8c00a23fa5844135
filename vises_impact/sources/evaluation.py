"""From observations to figures: evaluate the formulas.

Data flows one way: request → observations → exact figures → shown figures.
"""

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from itertools import chain

from odoo.tools.gc import disabling_gc

from ..engine import formula as engine_formula
from ..engine.quantity import Quantity
from . import ledger, records
from .cells import dimensions_of
from .computed import ComputedFigure
from .definition import PERIOD_LENGTHS, CountedTerm, Definition, bases_of, of_the_group
from .operands import Operands
from .parameters import with_parameters
from .request import TOTAL, Observation, Observations, Request

SIX_DECIMALS = Decimal("0.000001")
TOO_LARGE = Decimal(10) ** 10  # figures are stored with 16 digits, 6 of them decimals
NOTHING_MEANT = ("nobody", "whole_enterprise_only")


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
    cells = _cells(seen)
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
        definition = definitions[code]
        for coordinates in _coordinates(definition, request, cells, operands):
            figure = _evaluate(definition, seen, coordinates, known, operands)
            operands.put(code, figure)
            figures.append(figure)
    return figures


def _observe(env, request: Request) -> Observations:
    """One plan for all sources of records, and one for each ledger."""
    answers = Observations()
    sources = list(dict.fromkeys(term.source_id for term in request.terms))
    rows = [source for source in sources if source.engine == "records"]
    answers.by_key.update(records.observe(env, rows, request).by_key)
    for source in sources:
        if source.engine == "accounts":
            answers.by_key.update(ledger.observe(env, source, request).by_key)
    return answers


def _cells(seen: Observations) -> dict:
    """The cells in which anybody is concerned, by term, scope and period."""
    cells = defaultdict(list)
    for (term_id, scope_id, position, cell), observation in seen.by_key.items():
        if cell and observation.considered:
            cells[term_id, scope_id, position].append(cell)
    return cells


def _coordinates(definition: Definition, request: Request, cells: dict, operands: Operands):
    """Each scope and period, and their cells in which anybody is concerned.

    A figure without terms of its own has the cells that all its operands have.
    """
    version = definition.version
    # Not ``ids``: those of a definition that is tried before it is saved are not numbers.
    term_ids = [term.id for term in version.term_ids]
    wanted = version._dimension_sets()
    for slot in request.slots:
        for position in range(len(request.periods)):
            yield slot.scope_id, position, TOTAL
            found = [cells.get((term_id, slot.scope_id, position), ()) for term_id in term_ids]
            if wanted and not term_ids:
                common = operands.cells(definition.formula.codes, slot.scope_id, position)
                found = [[cell for cell in common if dimensions_of(cell) in wanted]]
            for cell in dict.fromkeys(chain.from_iterable(found)):
                yield slot.scope_id, position, cell


def _evaluate(definition: Definition, seen, coordinates, known, operands) -> ComputedFigure:
    formula = definition.formula
    scope_id, position, cell = coordinates
    values = {name: known[name, position] for name in definition.lengths}
    for name in definition.parameters:
        values[name] = known.get(
            (name, scope_id, position), Quantity(None, "missing", "no_parameter")
        )
    observed = {}
    for term in definition.terms:
        observation = _observed(seen, term, scope_id, position, cell)
        observed[term] = observation
        values[term.name] = _quantity(observation, "value")
        if term.has_base:
            values[f"{term.name}_base"] = _quantity(observation, "base")
    needed = {code: operands.get(code, *coordinates) for code in sorted(formula.codes)}
    values |= {code: operand.quantity for code, operand in needed.items()}
    quantity = engine_formula.evaluate(formula, values)
    if quantity.is_known:
        value = _rounded(quantity.value)
        quantity = (
            Quantity(None, "missing", "arithmetic_error")
            if value is None
            else Quantity(value, quantity.status, quantity.reason)
        )
    numerator, denominator = _parts(definition, values, observed)
    present = {term: item for term, item in observed.items() if item}
    used = [item for term, item in present.items() if term.used]
    return ComputedFigure(
        version=definition.version,
        scope_id=scope_id,
        position=position,
        cell=cell,
        quantity=quantity,
        numerator=numerator,
        denominator=denominator,
        count=max((item.count for item in used), default=None),
        counts=_counts(present, quantity),
        coverage=min(
            (one.coverage for one in (*used, *needed.values()) if one.coverage is not None),
            default=None,
        ),
        uses_ledger=definition.uses_ledger or any(one.uses_ledger for one in needed.values()),
        provisional=any(one.provisional for one in needed.values()),
        hidden=any(one.hidden for one in needed.values()),
        prove=partial(_proof, definition, present, values, needed),
    )


def _counts(present, quantity) -> tuple[tuple[str, int, int], ...]:
    """People behind each term that tells of them: (term, those who count, those of the base)."""
    counts = []
    for term in of_the_group(present):
        item = present[term]
        count = item.count
        if not term.used and item.present and not count and quantity.value:
            count = 1  # an amount, and nobody seen behind it: it may be one person's
        base = item.base_count if term.has_base else count
        counts.append((term.name, count, base))
    return tuple(counts)


def _observed(
    seen, term: CountedTerm, scope_id: int, position: int, cell: str
) -> Observation | None:
    """What a term came to in a cell; a cell in which it found no record is empty."""
    observation = seen.get(term, scope_id, position, cell)
    if observation or not cell:
        return observation
    whole = seen.get(term, scope_id, position, TOTAL)
    if not (whole and whole.present) or not dimensions_of(cell) <= term.dimensions:
        return None
    if term.of_values:
        return Observation(reason="nobody")
    return Observation(value=Decimal(0), base=Decimal(0))


def _proof(definition, present, values, operands) -> dict:
    """What a reader needs in order to count again: terms, filters, records, gaps."""
    parameters = {
        name: str(values[name].value.normalize())
        for name in sorted(definition.parameters)
        if values[name].is_known
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
            for term, item in present.items()
        },
    }


def _quantity(observation, name: str) -> Quantity:
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
    if observation is None:
        return Quantity(None, "missing", "no_records")
    value = getattr(observation, name)
    if value is not None and name == "value" and observation.weight is not None:
        value /= observation.weight
    if value is None:
        reason = observation.reason or "no_records"
        return Quantity(None, "not_applicable" if reason in NOTHING_MEANT else "missing", reason)
    if observation.considered and not observation.known and not (observation.count and value):
        return Quantity(None, "missing", "coverage")
    if observation.coverage < 1:
        return Quantity(value, "estimated", "coverage")
    return Quantity(value)


def _parts(definition, values, observed):
    """Numerator and denominator of a ratio or an average, for later aggregation."""
    ratio = definition.ratio
    if ratio:
        parts = [
            engine_formula.evaluate(part, values).value
            for part in (ratio.numerator, ratio.denominator)
        ]
    elif len(observed) == 1 and next(iter(observed.values())) is not None:
        only = next(iter(observed.values()))
        parts = [only.value, only.weight] if only.weight is not None else [None, None]
    else:
        parts = [None, None]
    return tuple(None if part is None else _rounded(part) for part in parts)


def _rounded(value: Decimal) -> Decimal | None:
    """The number as it is stored; None where it has more digits than can be."""
    if abs(value) >= TOO_LARGE:
        return None
    rounded = value.quantize(SIX_DECIMALS, rounding=ROUND_HALF_UP)
    return rounded or abs(rounded)  # no figure reads "−0"
