"""What a project probably counts as, as ``sources/mapping_rules.py`` reads names."""

from odoo.addons.vises_impact.sources.mapping_rules import Rule

PROJECT_RULES = (
    Rule(
        "support",
        (
            "accompagnement",
            "accompagnement socioprofessionnel",
            "accompagnement socio professionnel",
            "suivi socioprofessionnel",
            "suivi socio professionnel",
            "social professional support",
            "job coaching",
            "jobcoaching",
            "begeleiding",
            "trajectbegeleiding",
            "jobbegeleiding",
        ),
    ),
    Rule(
        "service",
        (
            "prestation*",
            "services rendus",
            "aide a domicile",
            "service delivery",
            "services delivered",
            "home help",
            "dienstverlening*",
            "thuishulp",
        ),
    ),
    Rule(
        "evaluation",
        (
            "vises",
            "impact social",
            "social impact",
            "evaluation d impact",
            "mesure d impact",
            "impact evaluation",
            "impact assessment",
            "maatschappelijke impact",
            "impactmeting",
            "impactevaluatie",
        ),
        # "Accompagnement VISES" is the evaluation, which somebody supports.
        beats=("support",),
    ),
    Rule(
        "other",
        (
            # The project for internal work that Odoo gives each company.
            "internal",
            "interne",
            "intern",
            "absence*",
            "conges",
            "time off",
            "afwezigheid*",
            "verlof",
        ),
    ),
)
