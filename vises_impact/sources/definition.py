"""Definitions as figures are worked out from them: read once, not for each figure."""

from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from ..engine import formula as engine_formula
from .filters import parameters as filter_parameters
from .judgement import VALUE_MEASURES

# Names that every formula may use: how long the period is.
PERIOD_LENGTHS = {"period_days": attrgetter("days"), "period_months": attrgetter("months")}


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

    @cached_property
    def base_name(self) -> str:
        """What its base is called in formulas."""
        return f"{self.name}_base"

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
            of_values=term.measure in VALUE_MEASURES,
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
    def lengths(self) -> frozenset[str]:
        """Lengths of the period that the formula names."""
        return self.formula.names & PERIOD_LENGTHS.keys()

    @cached_property
    def terms(self) -> tuple[CountedTerm, ...]:
        used = self.version._used_terms()
        return tuple(
            CountedTerm.of(term, term in used, self.has_base(term))
            for term in self.version.term_ids
        )

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Codes of the indicators that it is worked out from, in order."""
        return tuple(sorted(self.formula.codes))

    @cached_property
    def group(self) -> list[CountedTerm]:
        """Those of its terms that tell how many people a figure is about."""
        return of_the_group(self.terms)

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


def _is_ledger(term) -> bool:
    return term.source_id.record_model in ("account.move", "account.move.line")
