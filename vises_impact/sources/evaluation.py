"""From observations to figures: evaluate the formulas, then hide what must be hidden.

Data flows one way: request → observations → exact figures → shown figures.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from itertools import chain
from operator import attrgetter

from ..engine import formula as engine_formula
from ..engine.quantity import Quantity
from . import ledger, records
from .cells import dimensions_of
from .filters import parameters as filter_parameters
from .operands import Operands
from .parameters import with_parameters
from .relations import hidden_figures
from .request import TOTAL, Observation, Observations, Request

SIX_DECIMALS = Decimal("0.000001")
TOO_LARGE = Decimal(10) ** 10  # figures are stored with 16 digits, 6 of them decimals
# Names that every formula may use: how long the period is.
PERIOD_LENGTHS = {"period_days": attrgetter("days"), "period_months": attrgetter("months")}
NOTHING_MEANT = ("nobody", "whole_enterprise_only")


@dataclass(frozen=True)
class ComputedFigure:
    """One computed figure; ``hidden`` says whether inside readers may see it.

    ``settled``: they know it already and go on seeing it. ``provisional``: it is worked
    out from figures that may still change.

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
    provisional: bool = False
    hidden: bool = False
    settled: bool = False
    proof: dict = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class CountedTerm:
    """A term as figures are worked out from it.

    :param used: the formula names it; ``has_base``: it names its base, the whole of a share.
    :param of_people: it counts people; ``of_doers``: those who do the work, in the library.
    :param dimensions: names of the fields that its source is broken down by.
    """

    id: object
    name: str
    used: bool
    has_base: bool
    of_people: bool
    of_doers: bool
    of_values: bool
    dimensions: frozenset[str]
    told: dict

    @classmethod
    def of(cls, term, used: bool, has_base: bool) -> "CountedTerm":
        source = term.source_id
        return cls(
            id=term.id,
            name=term.name,
            used=used,
            has_base=has_base,
            of_people=bool(source.person_field),
            of_doers=(source.doers or term.doers) and term.version_id.namespace == "library",
            of_values=term.measure in records.VALUE_MEASURES,
            dimensions=frozenset(source._breakdown_fields().mapped("name")),
            told={
                "source": source.code,
                "population": term.population,
                "filter": term.filter,
                "basis": term.basis,
            },
        )


@dataclass(frozen=True)
class Definition:
    """A definition version as figures are worked out from it: read once, not for each figure."""

    version: object
    formula: engine_formula.Formula

    @classmethod
    def of(cls, version) -> "Definition":
        return cls(version, version._parsed_formula())

    @cached_property
    def parameters(self) -> frozenset[str]:
        """Codes of the dated parameters in the formula and in the filters."""
        filtered = set().union(*map(filter_parameters, self.version.term_ids))
        return self.formula.names - self.version._term_names() - PERIOD_LENGTHS.keys() | filtered

    @cached_property
    def terms(self) -> tuple[CountedTerm, ...]:
        used = self.version._used_terms()
        return tuple(
            CountedTerm.of(term, term in used, self.has_base(term))
            for term in self.version.term_ids
        )

    @cached_property
    def ratio(self):
        """Numerator and denominator of the formula, if it is a ratio."""
        return engine_formula.ratio(self.formula)

    @cached_property
    def uses_ledger(self) -> bool:
        return any(map(_is_ledger, self.version.term_ids))

    def has_base(self, term) -> bool:
        """Whether the formula uses the base of a term, the whole of a share."""
        return f"{term.name}_base" in self.formula.names


def bases_of(definitions) -> frozenset[int]:
    """Ids of the terms whose base a formula uses."""
    return frozenset(
        term.id
        for definition in definitions
        for term in definition.version.term_ids
        if definition.has_base(term)
    )


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
    for slot in request.slots:
        for position in range(len(request.periods)):
            yield slot.scope_id, position, TOTAL
            found = [cells.get((term_id, slot.scope_id, position), ()) for term_id in term_ids]
            if names and not term_ids:
                found = [operands.cells(definition.formula.codes, slot.scope_id, position)]
            for cell in dict.fromkeys(chain.from_iterable(found)):
                yield slot.scope_id, position, cell


def _evaluate(definition: Definition, seen, coordinates, known, operands) -> ComputedFigure:
    formula = definition.formula
    scope_id, position, cell = coordinates
    values: dict[str, Quantity] = {name: known[name, position] for name in PERIOD_LENGTHS}
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
        proof=_proof(definition, present, values, needed),
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


def of_the_group(terms) -> list[CountedTerm]:
    """Those of some terms that tell how many people a figure is about.

    A small group is one of people: where a term counts people, records of other terms,
    such as entries of the ledger, are not taken for a group. Nor are the two advisers of
    fifty people whom an indicator of the library is about; in one of an enterprise's own,
    people beside them could be named for show.
    """
    terms = list(terms)
    people = [term for term in terms if term.of_people]
    served = [term for term in people if not term.of_doers]
    return served or people or terms


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


def _is_ledger(term) -> bool:
    return term.source_id.record_model in ("account.move", "account.move.line")


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
      zero. Only a measure that is assumed where it is not known (full time without a
      calendar) still gives an estimate.
    """
    if observation is None:
        return Quantity(None, "missing", "no_records")
    value = getattr(observation, name)
    if value is not None and name == "value" and observation.weight is not None:
        value /= observation.weight
    if value is None:
        reason = observation.reason or "no_records"
        return Quantity(None, "not_applicable" if reason in NOTHING_MEANT else "missing", reason)
    if observation.considered and not observation.known and not observation.count:
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
    return value.quantize(SIX_DECIMALS, rounding=ROUND_HALF_UP)


def hide(figures: list[ComputedFigure], threshold_of, periods=(), slots=()) -> list[ComputedFigure]:
    """Mark the figures that readers must not see, for all that they see together.

    A figure that is marked already stays so, and one that is settled is never marked.

    :param threshold_of: version, scope id → smallest group shown.
    :param periods: engine periods by position: months are then protected beside years.
    :param slots: the scopes: sites are then protected beside their enterprise.
    """
    people, hidden = [], set()
    for number, figure in enumerate(figures):
        privacy = figure.version.indicator_id.privacy
        if figure.hidden or (privacy == "disclosive" and not figure.settled):
            hidden.add(number)
        if privacy == "person" and figure.quantity.is_known:
            people.append(number)
    small = hidden_figures([figures[n] for n in people], threshold_of, periods, slots)
    hidden |= {people[place] for place in small}
    hidden = _with_dependents(figures, hidden)
    return [
        replace(figure, hidden=figure.quantity.is_known and number in hidden)
        for number, figure in enumerate(figures)
    ]


def _with_dependents(figures: list[ComputedFigure], hidden: set[int]) -> set[int]:
    """``hidden``, and the figures that are worked out from hidden ones."""
    codes = codes_of(figures)
    later = [n for n, figure in enumerate(figures) if codes[figure.version] and not figure.settled]
    places = places_of(figures[n] for n in hidden if figures[n].quantity.is_known)
    before = None
    while before != len(places):
        before = len(places)
        for number in later:
            if needs(figures[number], codes, places):
                hidden = hidden | {number}
                places |= places_of([figures[number]])
    return hidden


def codes_of(figures) -> dict:
    """Codes that the formula of each version among the figures names: read once for all."""
    versions = {figure.version for figure in figures}
    return {one: one._parsed_formula().codes if one.formula else frozenset() for one in versions}


def places_of(figures) -> set[tuple]:
    """Code, scope, period position and cell of each figure."""
    return {
        (figure.version.indicator_id.code, figure.scope_id, figure.position, figure.cell)
        for figure in figures
    }


def needs(figure: ComputedFigure, codes, places) -> bool:
    """Whether a figure is worked out from one that stands in one of these places."""
    place = (figure.scope_id, figure.position, figure.cell)
    return any((code, *place) in places for code in codes[figure.version])
