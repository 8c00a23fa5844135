"""Asked inside Odoo, through the ORM and under a reader's own rights."""

import json
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from odoo.addons.vises_impact.engine.period import split

READERS = {
    "auditor": (
        "hr.group_hr_manager",
        "account.group_account_user",
        "survey.group_survey_manager",
        "vises_impact.group_lead",
    ),
    "bookkeeper": ("account.group_account_user", "vises_impact.group_lead"),
    "outsider": ("vises_impact.group_lead",),
    "accountant": ("account.group_account_user", "vises_impact.group_board_reader"),
    "reader": ("vises_impact.group_board_reader",),
}


def compute(env, company: str, first: int, last: int) -> None:
    """All automatic indicators of the library, for a company's scopes and some years."""
    firm = env["res.company"].search([("name", "=", company)])
    indicators = env["impact.indicator"].with_context(active_test=False)
    indicators = indicators.search(
        [("namespace", "=", "library"), ("kind", "in", ("records", "accounts", "formula"))]
    )
    indicators.active = True
    scopes = env["impact.scope"].search([("company_id", "=", firm.id)])
    years = list(split("year", date(first, 1, 1), date(last, 12, 31)))
    env["impact.result"]._refresh(indicators, firm, scopes, years)


def _reader(env, name: str):
    """The environment of a user with the groups of a reader; made when first asked for."""
    login = f"{name}@oracles.example"
    user = env["res.users"].search([("login", "=", login)])
    if not user:
        company = env["impact.scope"].search([("is_default", "=", True)], limit=1).company_id
        groups = [env.ref(group).id for group in ("base.group_user", *READERS[name])]
        user = (
            env["res.users"]
            .with_context(no_reset_password=True)
            .create(
                {
                    "name": name,
                    "login": login,
                    "company_id": company.id,
                    "company_ids": [Command.set(company.ids)],
                    "group_ids": [Command.set(groups)],
                }
            )
        )
    return env(user=user, context={"allowed_company_ids": user.company_id.ids})


def _yearly(env):
    """Computed totals of a year that were counted: from records, accounts or answers."""
    return env["impact.result"].search(
        [
            ("period_type", "=", "year"),
            ("origin", "=", "computed"),
            ("cell_id.key", "=", ""),
            ("version_id.kind", "!=", "formula"),
        ]
    )


def _key(result) -> dict:
    scope = result.scope_id
    return {
        "code": result.indicator_id.code,
        "scope": "" if scope.is_default else scope.name,
        "year": result.date_from.year,
    }


def records_behind(env) -> list[dict]:
    """Of each list that "show the records" opens behind a total: how much is in it.

    Beside the number and the value that the figure's proof says of it.
    """
    answer = []
    for result in _yearly(_reader(env, "auditor")):
        if not _opens(result):
            continue
        told = result.sudo().provenance.get("terms", {})
        measures = {term.name: term.measure for term in result.version_id.term_ids}
        for part in result.env["impact.computation"]._record_parts(result):
            term = part["name"].removesuffix("_base")
            whole = part["name"] != term
            proof = told.get(term, {})
            row = {
                **_key(result),
                "part": part["name"],
                "measure": measures[term],
                "people": part["people"],
                "count": proof.get("base_count" if whole else "count"),
                "value": proof.get("value"),
            }
            answer.append(row | _opened(result.env, part["opened"]))
    return answer


def _opened(env, action: dict) -> dict:
    """What the reader sees in a list: how many records, their sum and largest payer."""
    records = env[action["res_model"]].with_context(**action["context"]).search(action["domain"])
    row = {"model": records._name, "records": len(records)}
    if records._name == "account.move.line":
        row["sum"] = sum(records.mapped("balance"))
        payers = records.grouped(lambda line: line.partner_id.commercial_partner_id)
        sums = [-sum(lines.mapped("balance")) for payer, lines in payers.items() if payer]
        row["largest"] = max(sums, default=0)
    if records._name == "hr.version":
        row["seen"] = len(records.employee_id.work_contact_id)
    return row


def refusals(env, reader: str) -> dict[str, bool]:
    """By indicator: whether a reader is refused the records of a year's total."""
    results = _yearly(_reader(env, reader)).filtered(lambda r: r.scope_id.is_default)
    return {result.indicator_id.code: not _opens(result) for result in results}


def _opens(result) -> bool:
    """Not where there is no right, answers have no names, or the scope has no such figure."""
    try:
        result.action_show_records()
    except UserError:
        return False
    return True


def trial_balance(env) -> list[dict]:
    """Odoo's own sums of posted items by year and kind of account, as an accountant reads them."""
    lines = _reader(env, "bookkeeper")["account.move.line"]
    groups = lines._read_group(
        [("parent_state", "=", "posted")],
        ["date:year", "account_id"],
        ["debit:sum", "credit:sum", "balance:sum"],
    )
    return [
        {
            "year": start.year,
            "code": account.code,
            "group": account.internal_group,
            "debit": debit,
            "credit": credit,
            "balance": balance,
        }
        for start, account, debit, credit, balance in groups
    ]


def dashboard_data(env, login: str) -> dict:
    """What the dashboard's pivots read for 2025, as a user sees it.

    By pivot: the figures by indicator, as the Dashboards app asks for them.
    """
    user = env["res.users"].search([("login", "=", login)])
    env = env(user=user, context={"allowed_company_ids": user.company_ids.ids})
    dashboard = env.ref("vises_impact.dashboard_impact")
    pivots = json.loads(dashboard.spreadsheet_data)["pivots"]
    return {key: _pivot_rows(env, pivot) for key, pivot in pivots.items()}


def _pivot_rows(env, pivot: dict) -> dict:
    dates = next(one for one in pivot["fieldMatching"].values() if one["type"] == "date")
    model = env[pivot["model"]].with_context(**pivot["context"])
    names = [measure["fieldName"] for measure in pivot["measures"]]
    told = model.fields_get(names, ["aggregator"])
    specs = {name: f"{name}:{told[name]['aggregator']}" for name in names}
    row = pivot["rows"][0]["fieldName"]  # others, below it, are units and signs
    between = [(dates["chain"], ">=", "2025-01-01"), (dates["chain"], "<=", "2025-12-31")]
    groups = model.formatted_read_group(
        [*pivot["domain"], *between], [row, "period_type"], list(specs.values())
    )
    codes = {indicator.id: indicator.code for indicator in env["impact.indicator"].search([])}
    return {
        (codes[group[row][0]] if row == "indicator_id" else group[row]): {
            name: group[spec] for name, spec in specs.items()
        }
        for group in groups
        if group["period_type"] == "year"
    }


def finance_table(env, login: str) -> dict[str, list]:
    """The table of impact and finance for 2025, as a user reads it: three figures by indicator."""
    user = env["res.users"].search([("login", "=", login)])
    env = env(user=user, context={"allowed_company_ids": user.company_ids.ids})
    table = env["impact.finance.table"].create({"date": "2025-12-31"})
    return {
        row.indicator.code: [row.now.value, row.before.value, row.target.value or None]
        for rows in table._halves().values()
        for row in rows
    }


def quarters_put_together(env, codes: list[str]) -> dict[str, dict[str, float]]:
    """Totals of the quarters of 2025, which are computed for it; nothing of them is kept."""
    scope = env["impact.scope"].search([("is_default", "=", True)], limit=1)
    quarters = split("quarter", date(2025, 1, 1), date(2025, 12, 31))
    indicators = env["impact.indicator"].search([("code", "in", codes)])
    env["impact.result"]._refresh(indicators, scope.company_id, scope, list(quarters))
    totals = _totals_on_screens(env, codes, len(quarters))
    env.cr.rollback()
    return totals


def _totals_on_screens(env, codes: list[str], parts: int) -> dict[str, dict[str, float]]:
    """By screen and indicator: the total of the quarters of 2025, as the screen asks for it."""
    analysis = env["impact.result.analysis"]
    domain = [
        ("code", "in", codes),
        ("period_type", "=", "quarter"),
        ("cell_id.key", "=", ""),
        ("scope_id.is_default", "=", True),
    ]
    value = f"value:{analysis.fields_get(['value'], ['aggregator'])['value']['aggregator']}"

    def read(groups: list[str], keep=lambda group: True) -> dict[str, float]:
        found = analysis.formatted_read_group(domain, groups, [value, "__count"])
        return {
            group["code"]: group[value]
            for group in found
            if group["__count"] == parts and keep(group)
        }

    sets = [[], ["code"], ["code", "date_to:quarter"]]
    pivot = analysis.formatted_read_grouping_sets(domain, sets, [value])
    cells = [["code"], ["code", "period_type"], ["code", "period_type", "symbol"]]
    dashboard = analysis.formatted_read_grouping_sets(domain, cells, [value, "__count"])
    return {
        "pivot": {group["code"]: group[value] for group in pivot[1]},
        "graph": read(["date_to:year", "code"]),
        "table": read(["code"]),
        "dashboard": {
            group["code"]: group[value]
            for group in dashboard[2]
            if group["period_type"] == "quarter" and group["__count"] == parts
        },
    }


def items_behind_cards(env, reader: str) -> dict[str, dict]:
    """By card of the ledger: the items that its figure of 2025 opens, as a reader sees them.

    The way is that of the screens: a row of the analysis, its result, the records. Empty
    where the reader is refused.
    """
    env = _reader(env, reader)
    rows = env["impact.result.analysis"].search(
        [
            ("code", "in", ["ECO01", "EMP30", "ECO28", "ECO03", "ECO20", "ECO21"]),
            ("period_type", "=", "year"),
            ("date_to", "=", "2025-12-31"),
            ("cell_id.key", "=", ""),
            ("scope_id.is_default", "=", True),
        ]
    )
    answer = {}
    for row in rows:
        action = row.action_open_result()
        result = env[action["res_model"]].browse(action["res_id"])
        try:
            opened = result.action_show_records()
        except AccessError:
            answer[row.code] = {}
            continue
        if opened["res_model"] == "impact.records":  # a choice of parts: the first
            opened = env["impact.records"].browse(opened["res_id"]).line_ids[0].action_open()
        items = env[opened["res_model"]].with_context(**opened["context"]).search(opened["domain"])
        answer[row.code] = {"items": len(items), "sum": sum(items.mapped("balance"))}
    return answer
