"""The figures that people type: a campaign for each year, and what comes in late."""

from odoo.fields import Command

from tools.demo import story
from tools.demo.common import day

OPEN = ("2026-01-01", "2026-12-31", "2027-01-31")
"""First and last day of the year asked about last, and the deadline: answers are awaited."""
LATE = "EMP20"
"""What 2025 still lacks: the training hours, which the training fund sends late."""
CORRECTED = ("EMP11", 7, "Un accident de trajet, reconnu en septembre 2026.")
"""What is declared again after all was validated: the lead decides."""


def build(env, accounts, assessment, scope) -> None:
    """The contributor answers for each year, the lead validates; 2026 is still asked for."""
    # Nobody is told of the rounds of past years.
    env = env(context={**env.context, "mail_activity_quick_update": True})
    library = env["impact.indicator"].with_context(active_test=False)
    library = library.search([("namespace", "=", "library")]).grouped("code")
    indicators = library["EMP11"].union(*(library[code] for code in story.DECLARED))
    indicators.union(*(library[code] for code in story.WORKED_OUT)).active = True
    for year in sorted({year for years in story.DECLARED.values() for year in years}):
        values = {
            "name": f"Chiffres déclarés {year}",
            "period_type": "year",
            "date_from": day(f"{year}-01-01"),
            "date_to": day(f"{year}-12-31"),
            "deadline": day(f"{year + 1}-03-31"),
        }
        if year == assessment.date_to.year:
            values["assessment_id"] = assessment.id
        campaign = _campaign(env, accounts, scope, indicators, values)
        form = campaign.form_ids
        _answer(form.with_user(accounts["contributor"]), year)
        form.with_user(accounts["lead"]).action_validate()
        campaign.action_close()
    first, last, deadline = OPEN
    _campaign(
        env,
        accounts,
        scope,
        indicators,
        {
            "name": "Chiffres déclarés 2026",
            "period_type": "year",
            "date_from": day(first),
            "date_to": day(last),
            "deadline": day(deadline),
        },
    )


def come_late(env, accounts, scope) -> None:
    """After the assessment: a figure of 2025 is declared anew, another is still awaited."""
    env = env(context={**env.context, "mail_activity_quick_update": True, "active_test": False})
    indicators = env["impact.indicator"]
    year = {
        "period_type": "year",
        "date_from": day("2025-01-01"),
        "date_to": day("2025-12-31"),
    }
    code, figure, comment = CORRECTED
    corrected = indicators.search([("namespace", "=", "library"), ("code", "=", code)])
    values = {**year, "name": "Accidents du travail 2025, mise à jour"}
    campaign = _campaign(env, accounts, scope, corrected, values)
    form = campaign.form_ids.with_user(accounts["contributor"])
    form.line_ids.write({"value": figure, "comment": comment})
    form.action_submit()
    form.with_user(accounts["lead"]).action_validate()
    campaign.action_close()
    late = indicators.search([("namespace", "=", "library"), ("code", "=", LATE)])
    late.active = True
    late.with_company(scope.company_id).action_toggle_key()
    if late.kind == "form":  # Odoo's Skills app counts it, where it is there
        values = {**year, "name": "Formation 2025", "deadline": day("2026-12-15")}
        _campaign(env, accounts, scope, late, values)


def _campaign(env, accounts, scope, indicators, values):
    campaign = (
        env["impact.campaign"]
        .with_user(accounts["lead"])
        .create(
            {
                "company_id": scope.company_id.id,
                "scope_id": scope.id,
                "lead_id": accounts["lead"].id,
                "respondent_ids": [Command.set(accounts["contributor"].ids)],
                "indicator_ids": [Command.set(indicators.ids)],
                **values,
            }
        )
    )
    campaign.action_open()
    return campaign


def _answer(form, year: int) -> None:
    """The contributor types the figures of a year, says where they come from, submits."""
    for line in form.line_ids:
        figure = story.DECLARED[line.indicator_id.code][year]
        names = ("numerator", "denominator") if isinstance(figure, tuple) else ("value",)
        figures = figure if isinstance(figure, tuple) else (figure,)
        line.write(
            {
                **dict(zip(names, figures, strict=True)),
                "comment": story.DECLARED_NOTES[line.indicator_id.code],
            }
        )
    form.action_submit()
