"""Indicators that the enterprise defined itself."""

from odoo.fields import Command

from tools.demo.story import PURCHASES


def build(env) -> None:
    """Two indicators of the enterprise's own: a date that moves with the period, a crossed table."""
    women = {
        "name": "femmes",
        "source_id": env.ref("vises_impact.impact_source_employment").id,
        "measure": "persons",
        "population": "[('is_staff', '=', True)]",
        "filter": "['&', ('sex', '=', 'female'), ('birth_date', '>', 'period_end -30y')]",
        "basis": "end",
    }
    breakdown = env.ref("vises_impact.impact_source_field_employment_contract_class")
    _own_indicator(
        env,
        {"code": "FEMMES_30", "name": "Femmes de moins de 30 ans", "theme": "EMP"},
        {"unit": "persons", "privacy": "person"},
        {
            "definition": "Femmes de moins de 30 ans présentes au dernier jour de la période.",
            "aggregation_time": "last",
            "term_ids": [Command.create(women)],
            "breakdown_ids": [Command.link(breakdown.id)],
        },
    )
    purchases = {
        "name": "achats",
        "source_id": env.ref("vises_impact.impact_source_purchase").id,
        "measure": "sum",
        "measure_field_id": env.ref("vises_impact.impact_source_field_purchase_amount").id,
        "basis": "flow",
    }
    _own_indicator(
        env,
        {"code": PURCHASES, "name": "Achats, par fournisseur et territoire", "theme": "ECO"},
        {"unit": "currency", "decimals": 0, "direction": "neutral", "privacy": "none"},
        {
            "definition": "Achats de l'exercice, hors taxes, selon la catégorie du fournisseur et "
            "selon qu'il est établi dans le territoire.",
            "aggregation_time": "sum",
            "term_ids": [Command.create(purchases)],
            "crossings": "partner_class * is_local",
        },
    )


def _own_indicator(env, names, kind, version) -> None:
    """An indicator that is counted from records, in French as its users wrote it."""
    version = {"kind": "records", "aggregation_organisation": "sum", **version}
    env["impact.indicator"].create({**names, **kind, "version_ids": [Command.create(version)]})
