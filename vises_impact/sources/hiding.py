"""What readers inside the enterprise must not see, of all figures that they see together."""

from .computed import ComputedFigure
from .relations import hidden_figures


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
        figure._replace(hidden=figure.quantity.is_known and number in hidden)
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
                hidden.add(number)
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
