"""The assessment "What our apps know": a criterion for each room of the house."""

from odoo.fields import Command

from odoo.addons.vises_impact.engine.period import split

from tools.demo.common import MAIL, day

NAME = "Ce que nos applications savent (2025)"
QUESTION = "Que disent de notre action les données que nos équipes saisissent chaque jour ?"
OWN = ("TELETRAVAIL", "TACHES_A_TEMPS", "VEHICULES_PROPRES")
# Name, codes of the library and of the enterprise's own indicators.
CRITERIA = (
    (
        "Le temps de travail et la présence",
        ("EMP29", "INS28", "INS03", "EMP16", "TELETRAVAIL"),
    ),
    (
        "L'accompagnement et la formation",
        ("INS30", "BEN24", "EMP20", "INS35", "INS36", "PRO05"),
    ),
    (
        "La participation et la vie locale",
        ("TER06", "TER07", "WAL13", "GOV05", "GOV12", "BEN15", "VOL06", "TACHES_A_TEMPS"),
    ),
    (
        "Le réemploi et l'environnement",
        ("ENV08", "ENV09", "ENV10", "ENV13", "ECO22", "VEHICULES_PROPRES"),
    ),
    ("Les clients et les prix", ("ESA10", "INS45", "BEN12")),
)
YEARS = (2024, 2025)


def build(env, firm, library) -> None:
    """Compute the enterprise's own figures, validate them, and gather all in an assessment."""
    own = env["impact.indicator"].search([("code", "in", OWN), ("company_id", "!=", False)])
    scope = firm._impact_default_scope()
    years = list(split("year", day(f"{YEARS[0]}-01-01"), day(f"{YEARS[-1]}-12-31")))
    results = env["impact.result"]
    results._refresh(own, firm, scope, years)
    results.search(
        [
            ("indicator_id", "in", own.ids),
            ("state", "=", "draft"),
            ("status", "in", ("measured", "estimated")),
        ]
    ).action_validate()
    by_code = {one.code: one for one in own | library}
    lead = env["res.users"].search([("login", "=", f"lead@{MAIL}")])
    assessment = env["impact.assessment"].create(
        {
            "name": NAME,
            "company_id": firm.id,
            "scope_id": scope.id,
            "report_lang": firm.partner_id.lang,
            "group_kind": "integration",
            "date_from": day("2025-01-01"),
            "date_to": day("2025-12-31"),
            "lead_id": lead.id,
        }
    )
    env["impact.question"].create(
        {
            "assessment_id": assessment.id,
            "name": QUESTION,
            "criterion_ids": [
                Command.create(
                    {
                        "sequence": number,
                        "name": name,
                        "indicator_ids": [Command.set([by_code[code].id for code in codes])],
                    }
                )
                for number, (name, codes) in enumerate(CRITERIA, start=1)
            ],
        }
    )
