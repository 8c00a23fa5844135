"""Removing the bridges: runs last, on the same database."""

from tools import log_scan
from tools.paths import LOGS

# Without their app they are worked out from figures that are typed; the others are typed.
WORKED_OUT = ("ENV10",)


def test_validated_figures_outlive_their_bridge(call, name, bridges):
    definitions = call(name, "definitions", bridges)
    codes = [definition["code"] for definition in definitions]
    call(name, "fill", codes)
    before = {one["code"]: one for one in call(name, "figures", codes)}
    assert {one["kind"] for one in before.values()} <= {"records", "formula"}
    call(name, "uninstall", bridges)
    assert log_scan.read_complaints(LOGS / "bridges-uninstall.log") == []
    after = call(name, "figures", codes)
    assert sorted(one["code"] for one in after) == sorted(codes)
    for one in after:
        assert one["kind"] == ("formula" if one["code"] in WORKED_OUT else "form"), one
        assert one["states"] == ["locked", "validated"], one
        assert one["definitions"] == before[one["code"]]["definitions"], one
        assert one["are_retired"], one
    assert call(name, "own_kind") == "form"
    assert call(name, "leftovers", bridges) == []
