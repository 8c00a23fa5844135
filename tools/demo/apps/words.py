"""Saying what the words of an app count as, and indicators of the enterprise's own."""

from odoo.fields import Command

from tools.demo.common import in_french
from tools.demo.definitions import own_indicator


def name_all(records, names):
    """Give records, made under their English names, the French ones beside; returns them."""
    for record, (_english, french) in zip(records, names, strict=True):
        in_french(record, name=french)
    return records


def say(env, firm, kind: str, subject: str, target: str, meaning: dict) -> None:
    """Map each record of ``meaning`` to its class, in place of what Odoo proposed."""
    env["impact.mapping"].create(
        [
            {"company_id": firm.id, "kind": kind, subject: record.id, target: value}
            for record, value in meaning.items()
        ]
    )


def define(env, values: dict, names, definitions, formula: str = "", **terms) -> None:
    """An indicator of the enterprise's own; terms by name, their source by its whole id.

    :param names, definitions: in English, French, Dutch.
    """
    commands = []
    for name, term in terms.items():
        source, *field = term.pop("source"), term.pop("field", None)
        if field[0]:
            term["measure_field_id"] = env.ref(
                f"{source}_{field[0]}".replace("impact_source_", "impact_source_field_")
            ).id
        commands.append(Command.create({"name": name, "source_id": env.ref(source).id, **term}))
    version = {
        "formula": formula,
        "aggregation_time": "none",
        "aggregation_organisation": "recompute" if formula else "sum",
        "term_ids": commands,
    }
    own_indicator(env, values, names, definitions, version)
