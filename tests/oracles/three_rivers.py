"""The demo enterprise, as its own description tells it (``tools.demo``)."""

from tests.oracles.ledger import FRENCH, Ledger
from tests.oracles.staff import Staff
from tools.demo import directory, histories
from tools.demo.common import day

NAME = "Atelier des Trois Rivières"
YEARS = (2024, 2025)
SCOPES = ("", "ACI Les Jardins", "AI Services")


class ThreeRivers(Staff):
    """Its people; integration employees work in one of two agreements with the State."""

    classes = {
        "CDI": "permanent",
        "CDD": "temporary",
        "CDDI": "integration",
        "APP": "apprentice",
        "STAGE": "other",
    }
    jobs = {
        "director": "management",
        "coordinator": "management",
        "supervisor": "workplace_support",
        "assistant": "workplace_support",
        "counsellor": "social_support",
        "placement": "other",
        "baskets": "other",
        "accountant": "other",
        "hr": "other",
        "office": "other",
        "upkeep": "other",
        "premises": "other",
        "apprentice": "other",
        "trainee": "other",
        "gardener": "target_group",
        "green": "target_group",
        "packing": "target_group",
        "household": "target_group",
        "cleaning": "target_group",
        "handling": "target_group",
    }
    wages = ((day("2024-01-01"), 11.65), (day("2024-11-01"), 11.88))
    territory = ("59", "62")
    seat = "59100"
    exit_classes = {
        "resigned": "resignation",
        "fired": "dismissal",
        "retired": "retirement",
        "agreed": "mutual",
        "end": "end_of_contract",
        "job": "other",
        "transition": "other",
        "training": "other",
    }
    afterwards = {"job": "lasting", "transition": "transition", "training": "positive"}
    scopes = {
        "": (None, None),
        "ACI Les Jardins": (("garden",), "aci"),
        "AI Services": (("services",), "ai"),
    }

    def __init__(self):
        super().__init__(histories.everyone())


def ledger(database, scope: str = "") -> Ledger:
    """Its books; the territory is the departments of the Nord and the Pas-de-Calais."""
    rows = (*directory.SUPPLIERS, *directory.CLIENTS, *directory.FUNDERS)
    return Ledger(database, NAME, FRENCH, rows, ("59", "62"), 5, scope)
