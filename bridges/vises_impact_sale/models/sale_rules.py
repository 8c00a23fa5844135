"""What order tags and price lists stand for, as ``sources/mapping_rules.py`` reads names."""

from odoo.addons.vises_impact.sources.mapping_rules import Rule

ORDER_TAG_RULES = (
    Rule(
        "social_clause",
        (
            "clause sociale",
            "clauses sociales",
            "clause d insertion",
            "clause sociale d insertion",
            "marche clause",
            "social clause*",
            "sociale clausule*",
        ),
    ),
)
PRICELIST_RULES = (
    Rule(
        "solidarity",
        (
            "tarif solidaire",
            "tarifs solidaires",
            "tarif social",
            "tarifs sociaux",
            "prix solidaire*",
            "solidarity price*",
            "social price*",
            "solidarity tariff*",
            "social tariff*",
            "sociaal tarief",
            "sociale tarieven",
            "solidair tarief",
            "solidariteitstarief*",
        ),
    ),
)
