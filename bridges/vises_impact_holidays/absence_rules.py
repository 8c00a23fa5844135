"""What names of time-off types probably stand for, in three languages."""

from odoo.addons.vises_impact.sources.mapping_rules import Rule

ABSENCE_RULES = (
    Rule(
        "sickness",
        ("maladie*", "arret maladie", "sick*", "illness", "ziek*"),
        unless=("professionnelle*", "occupational", "enfant*", "child*", "kind*"),
    ),
    Rule(
        "work_accident",
        (
            "accident*",
            "maladie professionnelle",
            "occupational*",
            "arbeidsongeval*",
            "beroepsziekte*",
        ),
        beats=("sickness",),
    ),
    Rule(
        "parental",
        (
            "maternit*",
            "paternit*",
            "parental*",
            "naissance*",
            "adoption",
            "ouderschap*",
            "moederschap*",
            "vaderschap*",
            "geboorte*",
            "bevalling*",
        ),
        beats=("holiday",),
    ),
    Rule("training", ("formation*", "training*", "opleiding*", "educat*"), beats=("holiday",)),
    Rule(
        "holiday",
        (
            "conges payes",
            "conge paye",
            "vacances",
            "paid time off",
            "annual leave",
            "holiday*",
            "rtt",
            "recup*",
            "compensat*",
            "vakantie*",
            "verlof",
            "inhaalrust",
        ),
    ),
    Rule(
        "other",
        ("unpaid", "onbetaald*", "strike*", "greve*", "staking*"),
        beats=("holiday",),
    ),
)
# Odoo's own types, by their id in its Time Off app.
ABSENCE_RECORDS = {
    "hr_holidays.leave_type_paid_time_off": "holiday",
    "hr_holidays.leave_type_sick_time_off": "sickness",
    "hr_holidays.leave_type_compensatory_days": "holiday",
    "hr_holidays.leave_type_unpaid": "other",
}
