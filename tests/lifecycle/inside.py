"""What the tests of this folder do inside Odoo (see ``tools.odoo_run.call_function``)."""

import json

EDITED = "Edited by a user"


def uninstall(env, name: str) -> None:
    """Remove an addon as the Apps screen does."""
    env["ir.module.module"].search([("name", "=", name)]).button_immediate_uninstall()


def licences(env) -> list[str]:
    """Licences of the installed modules."""
    return env["ir.module.module"].search([("state", "=", "installed")]).mapped("license")


def use(env) -> None:
    """Work as a user would: every kind of record, with messages, files and activities."""
    company = env["res.company"].search([], limit=1)
    company.write({"impact_chart": "french_company", "impact_territory": "59"})
    user = env["res.users"].create(
        {
            "name": "Lead",
            "login": "lead",
            "group_ids": [(4, env.ref("vises_impact.group_manager").id)],
        }
    )
    sets = env["impact.indicator.set"].search([], limit=1)
    assessment = env["impact.assessment"].create(
        {
            "name": "Ours",
            "date_from": "2025-01-01",
            "date_to": "2025-12-31",
            "lead_id": user.id,
            "set_ids": [(6, 0, sets.ids)],
        }
    )
    assessment.message_post(body="A message")
    assessment.activity_schedule("mail.mail_activity_data_todo", user_id=user.id)
    env["ir.attachment"].create(
        {"name": "a.txt", "raw": b"text", "res_model": assessment._name, "res_id": assessment.id}
    )
    env["impact.stakeholder"].create(
        {
            "name": "Neighbours",
            "kind": "group",
            "category_id": env["impact.stakeholder.category"].search([], limit=1).id,
        }
    )
    env["ir.filters"].create({"name": "Mine", "model_id": "impact.result"})
    assessment.action_compute()


def edit(env) -> int:
    """Change what a user may change of the data that the addon brings; how many records."""
    models = (
        "impact.stage",
        "impact.stage.step",
        "impact.portrait.box",
        "impact.question.example",
        "impact.stakeholder.category",
    )
    records = [env[model].search([], limit=1) for model in models]
    for record in records:
        record.write({"name": EDITED})
    indicator = env["impact.indicator"].search([("code", "=", "EMP01")])
    env["impact.indicator.setting"].create(
        {"indicator_id": indicator.id, "company_id": env.company.id, "note": EDITED}
    )
    copy = indicator.copy()
    copy.name = EDITED
    return len(records) + 2


def contents(env) -> dict[str, list[str]]:
    """All rows of the addon's tables, less the stamps of who wrote when."""
    stamps = {"create_uid", "create_date", "write_uid", "write_date"}
    found = {}
    for model in sorted(env.registry):
        table = env[model]._table
        if not model.startswith("impact.") or env[model]._abstract or env[model]._table_query:
            continue
        env.cr.execute(f'SELECT * FROM "{table}" ORDER BY id')  # a name of the registry
        found[table] = [
            json.dumps({k: v for k, v in row.items() if k not in stamps}, default=str)
            for row in env.cr.dictfetchall()
        ]
    return found


def small_demo(env) -> dict:
    """Compute the small demo's assessment; how many there are, and the exact figures."""
    assessments = env["impact.assessment"].search([])
    assessments.action_compute()
    results = assessments.result_ids.filtered(lambda result: result.exact_value is not None)
    return {
        "assessments": len(assessments),
        "figures": {result.indicator_id.code: result.exact_value for result in results},
    }
