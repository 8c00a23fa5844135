"""The small Belgian enterprise, as its own description tells it (``tools.demo.belgium``)."""

from tests.oracles.ledger import BELGIAN, Ledger
from tests.oracles.staff import Staff
from tools.demo import belgium
from tools.demo.common import day

SCOPES = ("", belgium.AGREEMENT)


class TwoTowers(Staff):
    """Its people, at 38 hours; one kind of contract and one reason stand for nothing."""

    classes = {key: name for key, (_name, name) in belgium.CONTRACTS.items()}
    jobs = {key: name for key, (_name, name) in belgium.JOBS.items() if name}
    full_time = belgium.FULL_TIME
    wages = ((day("2024-05-01"), 12.57), (day("2025-02-01"), 12.83))
    territory = belgium.TERRITORY
    seat = belgium.SEAT[0]
    exit_classes = {key: name for key, (_name, name, _after) in belgium.REASONS.items()}
    afterwards = {key: after or None for key, (_name, _class, after) in belgium.REASONS.items()}
    scopes = {"": (None, None), belgium.AGREEMENT: (("bikes",), None)}

    def __init__(self):
        super().__init__(belgium.everyone())


def ledger(database, scope: str = "") -> Ledger:
    """Its books; the territory is the Brussels Region."""
    rows = (*belgium.SUPPLIERS, *belgium.CLIENTS, *belgium.FUNDERS)
    return Ledger(database, belgium.NAME, BELGIAN, rows, belgium.TERRITORY, 4, scope)
