"""What a tag of events probably stands for, as ``sources/mapping_rules.py`` reads names."""

from odoo.addons.vises_impact.sources.mapping_rules import Rule

EVENT_RULES = (
    Rule(
        "public",
        (
            "tout public",
            "grand public",
            "ouvert a tous",
            "ouvert a toutes et tous",
            "ouvert aux habitants",
            "portes ouvertes",
            "fete de quartier",
            "public event*",
            "open to residents",
            "open to all",
            "open day*",
            "open door*",
            "opendeurdag*",
            "open voor iedereen",
            "open voor bewoners",
            "buurtfeest*",
        ),
    ),
    Rule(
        "collective",
        (
            "activite collective",
            "activites collectives",
            "atelier collectif",
            "ateliers collectifs",
            "collective activit*",
            "collectieve activiteit*",
            "groepsactiviteit*",
        ),
    ),
    Rule(
        "user_body",
        (
            "conseil d usagers",
            "conseil des usagers",
            "comite d usagers",
            "comite des usagers",
            "conseil de la vie sociale",
            "cvs",
            "user council*",
            "users council*",
            "gebruikersraad",
            "bewonersraad",
        ),
    ),
    Rule(
        "other_body",
        (
            "cse",
            "comite social et economique",
            "conseil d entreprise",
            "delegation syndicale",
            "works council*",
            "ondernemingsraad",
            "werknemersraad",
        ),
    ),
    Rule(
        "board",
        (
            "conseil d administration",
            "reunion du conseil d administration",
            "board meeting*",
            "bestuursorgaan",
            "raad van bestuur",
            "bestuursvergadering*",
        ),
    ),
    Rule(
        "volunteer_training",
        (
            "formation benevoles",
            "formation des benevoles",
            "formation de benevoles",
            "volunteer training",
            "training of volunteers",
            "vorming vrijwilligers",
            "vorming van vrijwilligers",
            "opleiding vrijwilligers",
            "vrijwilligersvorming",
        ),
    ),
)
