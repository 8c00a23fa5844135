"""What the tests of this folder do inside Odoo (see ``tools.odoo_run.call_function``)."""

FIGURES = {"draft": 2023, "validated": 2024, "locked": 2025}


def licences(env) -> list[str]:
    """Licences of the installed modules."""
    return env["ir.module.module"].search([("state", "=", "installed")]).mapped("license")


def installs_with(env, names: list[str]) -> list[str]:
    """Which of these modules would be installed by themselves beside ``vises_impact``."""
    modules = env["ir.module.module"]
    modules.update_list()
    modules.search([("name", "=", "vises_impact")]).button_install()
    marked = modules.search([("name", "in", names), ("state", "=", "to install")])
    result = marked.mapped("name")
    env.cr.rollback()
    return result


def definitions(env, bridges: list[str]) -> list[dict]:
    """The definitions that bridges bring: of which indicator, for which app."""
    data = env["ir.model.data"].search(
        [("module", "in", bridges), ("model", "=", "impact.indicator.version")]
    )
    found = []
    for row in data:
        version = env["impact.indicator.version"].browse(row.res_id)
        indicator = version.indicator_id
        depends = env["ir.module.module"].search([("name", "=", row.module)]).dependencies_id
        found.append(
            {
                "bridge": row.module,
                "code": indicator.code,
                "is_current": indicator.current_version_id == version,
                "is_automatic": version.kind != "form",
                "needed_app": indicator.needed_app,
                "depends": depends.mapped("name"),
            }
        )
    return found


def with_needed_app(env) -> list[str]:
    """Codes of the indicators that say that an app fills them in."""
    indicators = env["impact.indicator"].with_context(active_test=False)
    return indicators.search([("needed_app", "!=", False)]).mapped("code")


def fill(env, codes: list[str]) -> None:
    """Give indicators a computed figure of each state, and a definition copied from them."""
    company = env["res.company"].search([], limit=1)
    for indicator in _indicators(env, codes):
        for state, year in FIGURES.items():
            env["impact.result"].create(
                {
                    "indicator_id": indicator.id,
                    "version_id": indicator.current_version_id.id,
                    "company_id": company.id,
                    "organisation_id": company.partner_id.id,
                    "scope_id": company._impact_default_scope().id,
                    "period_type": "year",
                    "date_from": f"{year}-01-01",
                    "date_to": f"{year}-12-31",
                    "cell_id": env.ref("vises_impact.impact_cell_total").id,
                    "origin": "computed",
                    "status": "measured",
                    "value": 7,
                    "state": state,
                }
            )
    indicator.copy().name = "Ours"


def figures(env, codes: list[str]) -> list[dict]:
    """What is left of ``fill``, and how the indicators are counted."""
    found = []
    for indicator in _indicators(env, codes):
        results = env["impact.result"].search([("indicator_id", "=", indicator.id)])
        found.append(
            {
                "code": indicator.code,
                "kind": indicator.kind,
                "states": sorted(results.mapped("state")),
                "definitions": results.version_id.mapped("definition"),
                "are_retired": all(results.version_id.mapped("retired")),
            }
        )
    return found


def _indicators(env, codes):
    indicators = env["impact.indicator"].with_context(active_test=False)
    return indicators.search([("code", "in", codes)])


def own_kind(env) -> str:
    """How the indicator that was copied is counted now."""
    indicators = env["impact.indicator"].with_context(active_test=False)
    return indicators.search([("name", "=", "Ours")]).kind


def uninstall(env, names: list[str]) -> None:
    """Remove modules as the Apps screen does."""
    env["ir.module.module"].search([("name", "in", names)]).button_immediate_uninstall()


def leftovers(env, names: list[str]) -> list[str]:
    """What modules that were removed left behind."""
    data = env["ir.model.data"].search([("module", "in", names)]).mapped("complete_name")
    lost = [
        f"source {source.code}"
        for source in env["impact.source"].search([])
        if source.model not in env
    ]
    return data + lost
