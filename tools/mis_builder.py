"""The figures of the ledger as a report of MIS Builder, and what differs. Runs inside Odoo.

MIS Builder is fetched for benchmarks and tests (``tools/peers.py``) and never shipped.
"""

from datetime import date
from decimal import Decimal

from odoo.fields import Command

from odoo.addons.vises_impact.engine import account_formula
from odoo.addons.vises_impact.engine.period import split
from odoo.addons.vises_impact.sources import ledger
from odoo.addons.vises_impact.sources.request import TOTAL, Observations, Request, Slot

# MIS Builder starts accounts of income and costs anew each year; we go on counting results
# that nobody has allocated yet, which it knows as "u".
FORMS = {"flow": "p", "end": "eu", "start": "iu"}
SIDES = {"": "bal", "D": "pbal", "C": "nbal"}
CENT = Decimal("0.005")
SIX_DECIMALS = Decimal("0.0000015")


def report(env, terms, company, periods, versions=()):
    """A report of MIS Builder with a KPI for each term, and for each definition made of them."""
    kpis = [
        (
            f"t{term.id}",
            f"{term.version_id.indicator_id.code} {term.name}",
            _expression(term, company),
        )
        for term in terms
    ]
    kpis += [
        (f"v{version.id}", version.indicator_id.code, _formula(version)) for version in versions
    ]
    names = ("name", "description", "expression", "sequence")
    rows = [
        Command.create(dict(zip(names, (*kpi, number), strict=True)))
        for number, kpi in enumerate(kpis)
    ]
    made = env["mis.report"].create({"name": "The same figures", "kpi_ids": rows})
    columns = [
        Command.create(
            {
                "name": period.key,
                "mode": "fix",
                "manual_date_from": period.start,
                "manual_date_to": period.last,
                "sequence": number,
            }
        )
        for number, period in enumerate(periods)
    ]
    return env["mis.report.instance"].create(
        {
            "name": "The same figures",
            "report_id": made.id,
            "company_id": company.id,
            "target_move": "posted",
            "period_ids": columns,
        }
    )


def _expression(term, company) -> str:
    """The account formula of a term in the language of MIS Builder."""
    texts = []
    for part in account_formula.parse(term._accounts_in(company)).terms:
        if part.types:
            domain = [("account_type", "in", tuple(part.types))]
        else:
            domain = [("code", "=like", f"{part.prefix}%")]
        for prefix in part.excluded:
            domain += ["!", ("code", "=like", f"{prefix}%")]
        sign = "" if part.sign > 0 else "-"
        accounts = ", ".join(map(repr, domain))
        texts += [f"{sign}{SIDES[part.side]}{form}[{accounts}]" for form in FORMS[term.basis]]
    return " + ".join(texts)


def _formula(version) -> str:
    """The formula of a definition, of the KPIs of its terms."""
    formula = version.formula or version.term_ids.name
    for term in version.term_ids.sorted(lambda term: -len(term.name)):
        formula = formula.replace(term.name, f"t{term.id}")
    return formula


def compare(made, terms, scope, periods, versions=()) -> tuple[int, list[str]]:
    """How many cells are alike, and what differs; those that we leave missing are not compared."""
    ours = observed(terms, scope, periods, versions)
    alike, differences = 0, []
    for row in made._compute_matrix().iter_rows():
        name = row.kpi.name
        near = CENT if name.startswith("t") else SIX_DECIMALS
        for position, cell in enumerate(row.iter_cells()):
            value = ours.get((name, position))
            if value is None:
                continue
            theirs = Decimal(str(float(cell.val or 0))) if cell else Decimal(0)
            if abs(theirs - value) > near:
                key = periods[position].key
                what = f"{row.kpi.description}, {key}"
                differences.append(f"{what}: {value} here, {theirs} in MIS Builder")
            else:
                alike += 1
    return alike, differences


def observed(terms, scope, periods, versions=()) -> dict[tuple[str, int], Decimal]:
    """Values of terms and definitions as the service account works them out."""
    env = terms.env["impact.computation"]._service_env(scope.company_id)
    slot = Slot.of(scope)
    request = Request(tuple(terms.with_env(env)), (slot,), tuple(periods))
    seen = Observations()
    ledger.observe(env, terms.source_id.with_env(env), request, seen)
    values = {
        (f"t{term.id}", position): observation.value
        for term in terms
        for position in range(len(periods))
        if (observation := seen.by_term[term.id][slot.scope_id, position].get(TOTAL))
    }
    computation = env["impact.computation"]
    for figure in computation._exact_figures(versions, scope, periods) if versions else ():
        values[f"v{figure.version.id}", figure.position] = figure.quantity.value
    return values


def differences(env, charts: dict[str, list[str]]) -> dict:
    """Every indicator of the library that is counted on the ledger, by company and chart.

    The books stay as they are; only how the company's accounts are read changes. Of each:
    codes compared, cells alike, and what differs.

    :param charts: kinds of charts by name of company.
    """
    answer = {company: _of_company(env, company, kinds) for company, kinds in charts.items()}
    env.cr.rollback()
    return answer


def _of_company(env, company: str, charts: list[str]) -> dict:
    firm = env["res.company"].search([("name", "=", company)])
    scope = firm._impact_default_scope()
    env = env(context={**env.context, "allowed_company_ids": firm.ids})
    years = split("year", date(2023, 1, 1), date(2025, 12, 31))
    periods = [*years, *split("month", date(2025, 1, 1), date(2025, 12, 31))]
    library = env["impact.indicator"].with_context(active_test=False)
    library = library.search([("namespace", "=", "library")])
    answer = {}
    for chart in charts:
        firm.with_env(env).impact_chart = chart
        terms = library.current_version_id.term_ids.filtered(
            lambda term: term.source_id.engine == "accounts" and term._accounts_in(firm)
        )
        versions = terms.version_id.filtered(
            lambda version, terms=terms: version.term_ids <= terms and _is_told(version)
        )
        made = report(env, terms, firm, periods, versions)
        alike, different = compare(made, terms, scope, periods, versions)
        codes = sorted(terms.version_id.indicator_id.mapped("code"))
        answer[chart] = {"codes": codes, "alike": alike, "differences": different}
    return answer


def _is_told(version) -> bool:
    """Whether MIS Builder can say the formula: it knows no length of a period."""
    return "period_" not in (version.formula or "")
