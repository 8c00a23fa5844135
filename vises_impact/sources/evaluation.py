"""From observations to figures: evaluate the formulas, then hide what must be hidden.

Data flows one way: request → observations → exact figures → shown figures.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal

from ..engine import formula as engine_formula
from ..engine.quantity import Quantity
from ..engine.suppression import Count, share_discloses, suppress
from . import ledger, records
from .request import TOTAL, Observations, Request

SIX_DECIMALS = Decimal("0.000001")
KNOWN = ("measured", "estimated")


@dataclass(frozen=True)
class ComputedFigure:
    """One computed figure; ``hidden`` says whether inside readers may see it.

    :param numerator, denominator: the parts of a ratio before its factor.
    :param count: people or records behind the figure.
    :param counts: people behind each term: what a small one would give away.
    """

    version: object
    scope_id: int
    position: int
    cell: str
    quantity: Quantity
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    count: int | None = None
    counts: tuple[tuple[str, int, int], ...] = ()
    coverage: Decimal | None = None
    uses_ledger: bool = False
    hidden: bool = False
    proof: dict = field(default_factory=dict)


def compute(env, versions, slots, periods) -> list[ComputedFigure]:
    """All exact figures of these versions, in the order in which they need each other.

    :param env: that of the service account.
    """
    parsed = {version: version._parsed_formula() for version in versions}
    request = Request(
        terms=tuple(versions.term_ids),
        slots=tuple(slots),
        periods=tuple(periods),
        bases=frozenset(
            term.id
            for version in versions
            for term in version.term_ids
            if f"{term.name}_base" in parsed[version].names
        ),
    )
    seen = _observe(env, request)
    by_code = {version.indicator_id.code: version for version in versions}
    order = engine_formula.order({code: parsed[by_code[code]] for code in by_code})
    known: dict[tuple, Quantity] = {}
    figures = []
    for code in order:
        version = by_code[code]
        for scope_id, position, cell in _coordinates(version, request, seen):
            figure = _evaluate(version, parsed[version], seen, (scope_id, position, cell), known)
            known[code, scope_id, position, cell] = figure.quantity
            figures.append(figure)
    return figures


def _observe(env, request: Request) -> Observations:
    """One plan per source."""
    answers = Observations()
    sources = {term.source_id: None for term in request.terms}
    for source in sources:
        module = ledger if source.engine == "accounts" else records
        answers.by_key.update(module.observe(env, source, request).by_key)
    return answers


def _coordinates(version, request: Request, seen: Observations):
    """Each scope, period and cell in which every term of the version was looked at."""
    term_ids = [term.id for term in version.term_ids]
    names = set(version.breakdown_ids.mapped("name"))
    cells = defaultdict(dict)
    for term_id, scope_id, position, cell in seen.by_key:
        if term_id in term_ids and cell and cell.split("=")[0] in names:
            cells[scope_id, position][cell] = None
    for slot in request.slots:
        for position in range(len(request.periods)):
            yield slot.scope_id, position, TOTAL
            for cell in cells[slot.scope_id, position]:
                yield slot.scope_id, position, cell


def _evaluate(version, formula, seen, coordinates, known) -> ComputedFigure:
    scope_id, position, cell = coordinates
    values: dict[str, Quantity] = {}
    observed = {}
    for term in version.term_ids:
        observation = seen.get(term, scope_id, position, cell)
        observed[term] = observation
        values[term.name] = _quantity(observation, "value")
        values[f"{term.name}_base"] = _quantity(observation, "base")
    for code in formula.codes:
        values[code] = known.get(
            (code, scope_id, position, cell), Quantity(None, "missing", "no_figure")
        )
    quantity = engine_formula.evaluate(formula, values)
    if quantity.is_known:
        quantity = replace(quantity, value=_rounded(quantity.value))
    numerator, denominator = _parts(version, formula, values, observed)
    present = {term: item for term, item in observed.items() if item}
    return ComputedFigure(
        version=version,
        scope_id=scope_id,
        position=position,
        cell=cell,
        quantity=quantity,
        numerator=numerator,
        denominator=denominator,
        count=max((item.count for item in present.values()), default=None),
        counts=tuple(
            (
                term.name,
                item.count,
                item.base_count if f"{term.name}_base" in formula.names else item.count,
            )
            for term, item in present.items()
        ),
        coverage=min((item.coverage for item in present.values()), default=None),
        uses_ledger=any(_is_ledger(term) for term in version.term_ids) or bool(formula.codes),
        proof=_proof(formula, present),
    )


def _is_ledger(term) -> bool:
    return term.source_id.record_model == "account.move.line"


def _proof(formula, present) -> dict:
    """What a reader needs in order to count again: terms, filters, records, gaps."""
    return {
        "formula": formula.text,
        "terms": {
            term.name: {
                "source": term.source_id.code,
                "population": term.population,
                "filter": term.filter,
                "basis": term.basis,
                "value": None if item.value is None else str(_rounded(item.value)),
                "count": item.count,
                **({"base_count": item.base_count} if f"{term.name}_base" in formula.names else {}),
                "known": str(_rounded(item.known)),
                "considered": str(_rounded(item.considered)),
            }
            for term, item in present.items()
        },
    }


def _quantity(observation, name: str) -> Quantity:
    if observation is None:
        return Quantity(None, "missing", "no_records")
    value = getattr(observation, name)
    if value is not None and name == "value" and observation.weight is not None:
        value /= observation.weight
    if value is None:
        return Quantity(None, "missing", observation.reason or "no_records")
    if observation.considered and not observation.known:
        # Nothing of the population could be judged: that is unknown, not zero.
        return Quantity(None, "missing", "coverage")
    if observation.coverage < 1:
        return Quantity(value, "estimated", "coverage")
    return Quantity(value)


def _parts(version, formula, values, observed):
    """Numerator and denominator of a ratio or an average, for later aggregation."""
    ratio = engine_formula.ratio(formula)
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


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(SIX_DECIMALS, rounding=ROUND_HALF_UP)


def hide(figures: list[ComputedFigure], threshold_of) -> list[ComputedFigure]:
    """Mark the figures that inside readers must not see.

    :param threshold_of: version, scope id → smallest group shown.
    """
    tables = defaultdict(list)
    for figure in figures:
        tables[figure.version, figure.scope_id, figure.position].append(figure)
    shown = []
    for (version, scope_id, _position), cells in tables.items():
        privacy = version.indicator_id.privacy
        if privacy == "disclosive":
            shown += [replace(cell, hidden=cell.quantity.is_known) for cell in cells]
        elif privacy == "person":
            hidden = _hidden_cells(cells, threshold_of(version, scope_id))
            shown += [
                replace(cell, hidden=cell.quantity.is_known and cell.cell in hidden)
                for cell in cells
            ]
        else:
            shown += cells
    return shown


def _hidden_cells(cells: list[ComputedFigure], threshold: int) -> set[str]:
    """Cells to hide in a total and its breakdowns, one dimension at a time.

    A dimension whose total has to go with it hides the total, and then every
    dimension is looked at again without it.
    """
    hidden = {cell.cell for cell in cells if _discloses(cell, threshold)}
    dimensions = defaultdict(list)
    for cell in cells:
        if cell.cell:
            dimensions[cell.cell.split("=")[0]].append(cell)
    total = [cell for cell in cells if cell.cell == TOTAL]
    for parts in dimensions.values():
        width = len(cells[0].counts)
        for index in range(width):
            for which in (1, 2):
                hidden |= _hidden_in(parts + total, index, which, threshold)
    return hidden


def _hidden_in(cells, index: int, which: int, threshold: int) -> frozenset[str]:
    counts = [
        Count(cell.cell, cell.counts[index][which]) for cell in cells if len(cell.counts) > index
    ]
    return suppress(counts, threshold)


def _discloses(cell: ComputedFigure, threshold: int) -> bool:
    return any(share_discloses(count, base, threshold) for _name, count, base in cell.counts)
