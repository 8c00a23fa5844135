"""What the demo enterprise keeps in Odoo's other apps: records of 2024 and 2025.

One file an app or two; each has its description as plain data or a seeded generator, from which
tests count a second time, and a ``build`` that makes the records and maps their words. Nothing
here posts an entry: orders are those of the invoices and bills that the ledger has.
"""

from tools.demo.apps import (
    evaluation,
    events,
    goods,
    orders,
    presence,
    projects,
    training,
    vehicles,
)


def stand(env) -> bool:
    """Whether the apps and the addons that join them to the assessment are installed."""
    return "impact.goods.line" in env


def build(env, firm, crowd, staff) -> None:
    """All records; the indicators that they fill in are followed from now on."""
    presence.build(env, firm, staff)
    training.build(env, staff)
    projects.build(env, firm, staff)
    events.build(env, firm, crowd)
    goods.build(env, firm)
    orders.build(env, firm, crowd)
    vehicles.build(env, firm)
    indicators(env).active = True


def evaluate(env, firm) -> None:
    """The assessment that shows the figures of the apps (computed with all others)."""
    evaluation.build(env, firm, indicators(env))


def indicators(env):
    """The indicators of the library that one of these apps fills in."""
    library = env["impact.indicator"].with_context(active_test=False)
    return library.search([("namespace", "=", "library"), ("needed_app", "!=", False)])
