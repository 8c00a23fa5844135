"""What an operation type probably stands for, as ``sources/mapping_rules.py`` reads names."""

from odoo.addons.vises_impact.sources.mapping_rules import Rule

OPERATION_RULES = (
    Rule(
        "collected",
        (
            "collecte",
            "collectes",
            "ramassage*",
            "apport",
            "apports",
            "enlevement*",
            "dons recus",
            "goods collected",
            "collection round*",
            "drop off*",
            "donations received",
            "ophaling*",
            "inzameling*",
            "brengpunt*",
        ),
    ),
    Rule(
        "reused",
        (
            "vente",
            "ventes",
            "magasin",
            "boutique",
            "reemploi",
            "shop",
            "pos orders",
            "reuse",
            "verkoop",
            "winkel*",
            "kringwinkel*",
            "hergebruik*",
        ),
    ),
    Rule("recycled", ("recyclage", "recycling", "recyclage matiere", "recyclers", "recyclage*")),
    Rule(
        "disposed",
        (
            "dechets",
            "dechet ultime",
            "enfouissement",
            "incineration",
            "waste",
            "landfill",
            "afval",
            "restafval",
            "stort",
            "stortplaats",
            "verbranding",
        ),
    ),
    Rule("none", ("internal",)),
)
