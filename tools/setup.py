"""The set-up: everything a command needs, made ready once, under a lock."""

from dataclasses import dataclass

from tools import machine, odoo, odoo_fetch, postgres, print_fetch, python_env
from tools.paths import cache
from tools.steps import Steps, lock


@dataclass(frozen=True)
class Ready:
    """What the set-up yields: an Odoo, a database server, the environment to run in."""

    odoo: odoo.Odoo
    server: postgres.Server
    environment: dict[str, str]


def missing_steps(browser: bool, tests: bool) -> list[str]:
    """Titles of the set-up steps that have work to do."""
    titles = []
    if machine.require(browser):
        titles.append("Debian packages")
    if not print_fetch.is_there():
        titles.append("Printing")
    given = odoo.is_given()
    if not given and not odoo_fetch.unpacked(cache()):
        titles.append("Odoo 19")
    if (tests or not given) and python_env.missing(tests):
        titles.append("Python packages")
    return titles


def prepare(browser: bool = False, tests: bool = False) -> Ready:
    """Make everything ready; silent when it is. Raises StepError naming the step."""
    machine.ensure_proc()
    with lock(cache() / "lock"):
        titles = missing_steps(browser, tests)
        steps = Steps(len(titles))
        for title in titles:
            with steps(f"Set-up: {title}"):
                if title == "Debian packages":
                    machine.install(machine.require(browser))
                elif title == "Printing":
                    print_fetch.provide()
                elif title == "Odoo 19":
                    odoo_fetch.fetch(cache())
                else:
                    python_env.make(tests)
        server = postgres.start()
        found = odoo.find()
        return Ready(found, server, odoo.environment(found, server))
