"""The assessment of 2025 compared with 2024, carried through all stages, and its set-up."""

from odoo.fields import Command

from odoo.addons.vises_impact.engine.period import split

from tools.demo import collection, definitions, directory, names, questionnaires, story, users
from tools.demo.common import YEARS, day

CONTRACT_CLASSES = {
    "CDI": "permanent",
    "CDD": "temporary",
    "CDDI": "integration",
    "APP": "apprentice",
    "STAGE": "other",
}
EXIT_CLASSES = {
    "fired": "dismissal",
    "resigned": "resignation",
    "retired": "retirement",
    "agreed": "mutual",
    "end": "end_of_contract",
    "job": "other",
    "transition": "other",
    "training": "other",
}
# What people on an integration contract go to; the other reasons say nothing of it.
AFTER_INTEGRATION = {"job": "lasting", "transition": "transition", "training": "positive"}
# The other jobs in the offices and workshops lead nobody and support nobody.
JOB_CLASSES = {
    **dict.fromkeys(names.JOBS, "other"),
    **dict.fromkeys(("director", "coordinator"), "management"),
    **dict.fromkeys(("supervisor", "assistant"), "workplace_support"),
    "counsellor": "social_support",
    **{job: "target_group" for jobs in names.INTEGRATION_JOBS.values() for job in jobs},
}
PARTNER_CLASSES = {
    "social": "social_economy",
    "ordinary": "conventional",
    "public_funder": "public_body",
    "public_client": "public_body",
    "private_funder": "private_funder",
}
AGREEMENTS = {"garden": "ACI 059 23 0142", "services": "AI 059 23 0087"}
STRUCTURES = {"garden": "aci", "services": "ai"}


def build(env, firm, crowd, staff, book):
    """Map the company's words, declare figures, compute, and walk through the assessment."""
    accounts = users.build(env, firm, crowd, staff)
    _map(env, firm, crowd, staff)
    scopes = _scopes(env, firm, staff, book)
    _mandates(env, firm, crowd)
    definitions.build(env)
    assessment = _assessment(env, firm, crowd, accounts, scopes["enterprise"])
    _stakeholders(env, firm, crowd, assessment)
    _engagements(env, assessment)
    collection.build(env, accounts, assessment, scopes["enterprise"])
    questionnaires.build(env, firm, accounts["lead"])
    _targets(env, firm, scopes["enterprise"])
    _compute(env, firm, scopes)
    _finish(assessment, accounts)
    collection.come_late(env, accounts, scopes["enterprise"])
    return assessment


def _map(env, firm, crowd, staff) -> None:
    """Say what contract types, departure reasons, tags and jobs stand for; chart and territory."""
    firm.write({"impact_chart": "french_association", "impact_territory": "59, 62"})
    rows = [
        (
            "contract_type",
            "contract_type_id",
            "contract_class",
            staff.contract_types,
            CONTRACT_CLASSES,
        ),
        ("departure_reason", "departure_reason_id", "exit_class", staff.reasons, EXIT_CLASSES),
        ("partner_tag", "partner_tag_id", "partner_class", crowd.tags, PARTNER_CLASSES),
        ("job", "job_id", "job_class", staff.jobs, JOB_CLASSES),
    ]
    env["impact.mapping"].create(
        [
            {"company_id": firm.id, "kind": kind, subject: records[key].id, target: value}
            for kind, subject, target, records, classes in rows
            for key, value in classes.items()
        ]
    )
    for key, value in AFTER_INTEGRATION.items():
        env["impact.mapping"].search(
            [("company_id", "=", firm.id), ("departure_reason_id", "=", staff.reasons[key].id)]
        ).integration_class = value


def _scopes(env, firm, staff, book) -> dict:
    """The whole enterprise and the two agreements, by the key of their department."""
    whole = firm._impact_default_scope()
    whole.name = "Ensemble de l'association"
    agreements = env["impact.scope"].create(
        [
            {
                "name": names.DEPARTMENTS[key],
                "company_id": firm.id,
                "kind": "agreement",
                "reference": reference,
                "structure_type": STRUCTURES[key],
                "date_from": day("2023-01-01"),
                "date_to": day("2025-12-31"),
                "department_ids": [Command.set(staff.departments[key].ids)],
                "analytic_account_ids": [Command.set(book.analytic[key].ids)],
            }
            for key, reference in AGREEMENTS.items()
        ]
    )
    return {"enterprise": whole, **dict(zip(AGREEMENTS, agreements, strict=True))}


def _mandates(env, firm, crowd) -> None:
    """Seats on the board, of today's members and of those who left it; members' own."""
    values = [
        {
            "partner_id": partner.id,
            "seat_type": seat,
            "sex": sex,
            "birth_year": born,
            "date_from": day(since),
            "date_to": False,
        }
        for partner, (_name, _role, seat, sex, born, since, _until) in zip(
            crowd.board, directory.BOARD, strict=True
        )
    ]
    values += [
        {
            "name": name,
            "seat_type": seat,
            "sex": sex,
            "birth_year": born,
            "date_from": day(since),
            "date_to": day(until),
        }
        for name, seat, sex, born, since, until in directory.FORMER_BOARD
    ]
    values = [{**one, "body": "board"} for one in values]
    values += [
        {
            "body": "assembly",
            "partner_id": crowd.members[number].id,
            "date_from": day(since),
            "date_to": day(until) if until else False,
        }
        for number, since, until in directory.memberships()
    ]
    env["impact.mandate"].create([{**one, "company_id": firm.id} for one in values])


def _assessment(env, firm, crowd, accounts, scope):
    """The assessment with its portrait, question, criteria and conclusions."""
    assessment = env["impact.assessment"].create(
        {
            "name": story.NAME,
            "company_id": firm.id,
            "scope_id": scope.id,
            "report_lang": firm.partner_id.lang,
            "group_kind": "integration",
            "date_from": day("2025-01-01"),
            "date_to": day("2025-12-31"),
            "lead_id": accounts["lead"].id,
            "accompanist_ids": [Command.set(accounts["accompanist"].ids)],
            "accompanist_partner_id": crowd.suppliers["federation"].id,
            "summary": story.SUMMARY,
            "conclusion": story.CONCLUSION,
            "decisions": story.DECISIONS,
            "limits": story.LIMITS,
        }
    )
    for portrait in assessment.portrait_ids:
        portrait.content = story.PORTRAIT.get(portrait.box_id.code, False)
    _question(env, assessment, accounts)
    return assessment


def _question(env, assessment, accounts) -> None:
    """The evaluative question, validated by the board, with its criteria and findings."""
    indicators = _indicators(env)
    category = _categories(env)
    question = env["impact.question"].create(
        {
            "assessment_id": assessment.id,
            "name": story.QUESTION,
            "family": "job_quality",
            "purpose": "improve",
            "stakeholder_category_ids": [
                Command.set(
                    [category[code].id for code in ("supported", "workers", "clients", "board")]
                )
            ],
            "criterion_ids": [
                Command.create(
                    {
                        "sequence": number * 10,
                        "name": name,
                        "description": description,
                        "judgement": judgement,
                        "finding": finding,
                        "indicator_ids": [Command.set([indicators[code].id for code in codes])],
                    }
                )
                for number, (name, description, judgement, finding, codes) in enumerate(
                    story.CRITERIA, start=1
                )
            ],
        }
    )
    question.write({"validated_date": day("2025-12-18"), "validated_by_id": accounts["lead"].id})


def _indicators(env) -> dict:
    """The indicators of the library and the enterprise's own, by code."""
    return {indicator.code: indicator for indicator in env["impact.indicator"].search([])}


def _categories(env) -> dict:
    """Stakeholder categories by code."""
    return {one.code: one for one in env["impact.stakeholder.category"].search([])}


def _stakeholders(env, firm, crowd, assessment) -> None:
    """The register; people supported appear as groups only."""
    category = _categories(env)
    roles = {"client": crowd.clients, "supplier": crowd.suppliers, "funder": crowd.funders}
    values = []
    for code, kind, name, relation, expectations, contact in story.STAKEHOLDERS:
        one = {
            "company_id": firm.id,
            "category_id": category[code].id,
            "kind": kind,
            "role": relation,
            "expectations": expectations,
        }
        if contact:
            role, key = contact.split()
            one["partner_id"] = roles[role][key].id
        else:
            one["name"] = name
        values.append(one)
    assessment.stakeholder_ids = env["impact.stakeholder"].create(values)


def _engagements(env, assessment) -> None:
    """Exchanges of each stage, with participants counted by category."""
    category = _categories(env)
    stages = assessment._stages()
    env["impact.engagement"].create(
        [
            {
                "assessment_id": assessment.id,
                "date": day(moment),
                "stage_id": stages[number - 1].id,
                "method": method,
                "name": name,
                "facilitator": facilitator,
                "synthesis": synthesis,
                "participant_line_ids": [
                    Command.create({"category_id": category[code].id, "count": count})
                    for code, count in people.items()
                ],
            }
            for moment, number, method, name, facilitator, people, synthesis in story.ENGAGEMENTS
        ]
    )


def _place(firm, scope, year: int) -> dict:
    """Organisation, scope and period of a yearly figure on the enterprise itself."""
    return {
        "company_id": firm.id,
        "organisation_id": firm.partner_id.id,
        "scope_id": scope.id,
        "period_type": "year",
        "date_from": day(f"{year}-01-01"),
        "date_to": day(f"{year}-12-31"),
    }


def _targets(env, firm, scope) -> None:
    """What the enterprise aims at for 2025 and 2026."""
    indicators = _indicators(env)
    env["impact.target"].create(
        [
            {
                "indicator_id": indicators[code].id,
                **_place(firm, scope, year),
                "value": value,
                "baseline_value": baseline,
                "baseline_date": day("2023-12-31") if baseline is not None else False,
            }
            for code, (first, second, baseline) in story.TARGETS.items()
            for year, value in ((2025, first), (2026, second))
        ]
    )


def _compute(env, firm, scopes) -> None:
    """Compute all automatic figures: three years, the months of the last two, both agreements; validate."""
    automatic = env["impact.indicator"].search(
        [
            ("kind", "not in", ("form", "survey", False)),
            "|",
            ("namespace", "=", "library"),
            ("code", "=", story.PURCHASES),
        ]
    )
    asked = env["impact.indicator"].search([("kind", "=", "survey")])
    years = list(split("year", day(f"{YEARS[0]}-01-01"), day(f"{YEARS[-1]}-12-31")))
    months = list(split("month", day("2024-01-01"), day("2025-12-31")))
    monthly = automatic.filtered(lambda one: one.frequency == "month")
    agreements = scopes["garden"] | scopes["services"]
    results = env["impact.result"]
    results._refresh(automatic, firm, scopes["enterprise"], years)
    results._refresh(automatic, firm, agreements, years[1:])
    results._refresh(asked, firm, scopes["enterprise"], years[-1:])
    results._refresh(monthly, firm, scopes["enterprise"], months)
    results.search(
        [
            ("company_id", "=", firm.id),
            ("state", "=", "draft"),
            ("period_type", "=", "year"),
            ("status", "in", ("measured", "estimated")),
        ]
    ).action_validate()


def _finish(assessment, accounts) -> None:
    """Tick all steps on the days they were done, go to the last stage and close."""
    while not assessment.is_last_stage:
        assessment.action_next_stage()
    lines = assessment.step_line_ids.sorted(
        lambda line: (line.stage_sequence, line.sequence, line.id)
    )
    for line, (moment, note) in zip(lines, story.STEPS, strict=True):
        line.write(
            {
                "done": True,
                "done_date": day(moment),
                "done_by_id": accounts["lead"].id,
                "note": note,
            }
        )
    assessment.write({"state": "closed", "closed_date": day("2026-06-12")})
