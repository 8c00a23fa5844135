"""Indicators that the enterprise defined itself."""

from odoo.fields import Command

from tools.demo.common import in_languages
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
    own_indicator(
        env,
        {"code": "FEMMES_30", "theme": "EMP", "unit": "persons", "privacy": "person"},
        ("Women under 30", "Femmes de moins de 30 ans", "Vrouwen onder de 30"),
        (
            "Women under 30 who are employed on the last day of the period.",
            "Femmes de moins de 30 ans présentes au dernier jour de la période.",
            "Vrouwen onder de 30 die op de laatste dag van de periode in dienst zijn.",
        ),
        {
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
    own_indicator(
        env,
        {
            "code": PURCHASES,
            "theme": "ECO",
            "unit": "currency",
            "decimals": 0,
            "direction": "neutral",
            "privacy": "none",
        },
        (
            "Purchases by supplier and territory",
            "Achats, par fournisseur et territoire",
            "Aankopen per leverancier en werkingsgebied",
        ),
        (
            "Purchases of the year, without taxes, by class of supplier and territory.",
            "Achats de l'exercice, hors taxes, selon la catégorie du fournisseur et le territoire.",
            "Aankopen van het jaar, zonder btw, per klasse van leverancier en werkingsgebied.",
        ),
        {
            "aggregation_time": "sum",
            "term_ids": [Command.create(purchases)],
            "crossings": "partner_class * is_local",
        },
    )


def own_indicator(env, values, names, definitions, version) -> None:
    """An indicator that is counted from records; its texts in English, French, Dutch."""
    version = {
        "kind": "records",
        "aggregation_organisation": "sum",
        "definition": definitions[0],
        **version,
    }
    made = env["impact.indicator"].create(
        {**values, "name": names[0], "version_ids": [Command.create(version)]}
    )
    in_languages(made, name=names[1:])
    in_languages(made.version_ids, definition=definitions[1:])
