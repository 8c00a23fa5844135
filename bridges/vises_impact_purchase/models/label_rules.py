"""Which product tags are labels, as ``sources/mapping_rules.py`` reads names."""

from odoo.addons.vises_impact.sources.mapping_rules import Rule

LABEL_RULES = (
    Rule(
        "environmental",
        (
            "bio",
            "agriculture biologique",
            "organic",
            "biologisch",
            "ecolabel*",
            "ecocert",
            "fsc",
            "pefc",
            "nordic swan",
            "blauer engel",
            "biogarantie",
        ),
    ),
    Rule(
        "social",
        (
            "equitable",
            "commerce equitable",
            "fairtrade",
            "fair trade",
            "max havelaar",
            "eerlijke handel",
            "esus",
        ),
    ),
)
