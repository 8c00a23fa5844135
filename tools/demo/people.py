"""Employees in Odoo: departments, jobs, contract types, versions and departures."""

from tools.demo import company, histories, names
from tools.demo.common import MAIL, ascii_slug, in_french

# Contract type: code -> English, French.
CONTRACT_TYPES = {
    "CDI": ("Permanent contract (CDI)", "Contrat à durée indéterminée (CDI)"),
    "CDD": ("Fixed-term contract (CDD)", "Contrat à durée déterminée (CDD)"),
    "CDDI": (
        "Fixed-term integration contract (CDDI)",
        "Contrat à durée déterminée d'insertion (CDDI)",
    ),
    "APP": ("Apprenticeship contract", "Contrat d'apprentissage"),
    "STAGE": ("Internship agreement", "Convention de stage"),
}

# Departure reason: our key -> English, French; the first three are Odoo's own.
REASONS = {
    "fired": ("Fired", "Licenciement"),
    "resigned": ("Resigned", "Démission"),
    "retired": ("Retired", "Départ à la retraite"),
    "agreed": ("Mutually agreed termination", "Rupture conventionnelle"),
    "end": ("End of contract", "Fin de contrat"),
    "job": ("Exit to lasting employment", "Sortie vers un emploi durable"),
    "transition": ("Exit to transitional employment", "Sortie vers un emploi de transition"),
    "training": ("Exit to qualifying training", "Sortie vers une formation qualifiante"),
}
MANAGERS = {"office": "Hélène Vasseur", "garden": "Karim Haddad", "services": "Ana Ferreira"}


class Staff:
    """What later rooms need: the histories and the records made from them."""

    def __init__(self, people, employees, made: dict, reasons):
        self.people = people
        self.employees = employees
        self.departments = made["departments"]
        self.contract_types = made["contract_types"]
        self.jobs = made["jobs"]
        self.reasons = reasons

    def named(self, name: str):
        """The employee of that name."""
        return self.employees.filtered(lambda employee: employee.name == name)


def build(env, firm) -> Staff:
    """Create everyone with their whole history."""
    people = histories.everyone()
    contract_types, reasons = _contract_types(env), _reasons(env)
    departments, jobs = make_departments(env, firm, names.DEPARTMENTS), _jobs(env, firm)
    calendars = {hours: company.calendar(env, firm, hours) for hours in company.TIMETABLES}
    made = {
        "contract_types": contract_types,
        "calendars": calendars,
        "departments": departments,
        "jobs": jobs,
    }
    employees = hire(env, firm, people, made)
    staff = Staff(people, employees, made, reasons)
    depart(staff)
    _report_to(staff)
    return staff


def hire(env, firm, people, made: dict):
    """Employees with a version for each step of their histories, in the same order.

    :param made: contract types, calendars, departments and jobs by the names that steps have.
    """
    employees = env["hr.employee"].create(
        [
            {
                **_version_values(firm, made, one, one.steps[0]),
                "name": one.name,
                "birthday": one.born,
                "tz": firm.resource_calendar_id.tz,
                "work_email": _email(one),
            }
            for one in people
        ]
    )
    env["hr.version"].create(
        [
            {**_version_values(firm, made, person, step), "employee_id": employee.id}
            for person, employee in zip(people, employees, strict=True)
            for step in person.steps[1:]
        ]
    )
    return employees


def _version_values(firm, made: dict, person, step) -> dict:
    """A step of someone's history as values of a version."""
    return {
        "date_version": step.since,
        "contract_date_start": step.start,
        "contract_date_end": step.end or False,
        "trial_date_end": step.trial or False,
        "contract_type_id": made["contract_types"][step.kind].id if step.kind else False,
        "resource_calendar_id": made["calendars"][step.hours].id,
        "wage": step.wage,
        "department_id": made["departments"][step.department].id,
        "job_id": made["jobs"][step.job].id,
        "sex": person.sex or False,
        "employee_type": person.employee_type,
        "address_id": firm.partner_id.id,
        "private_zip": person.place[0],
        "private_city": person.place[1],
        "private_country_id": firm.country_id.id,
        "company_id": firm.id,
    }


def _email(person) -> str | bool:
    """Permanent staff has an address at work; integration employees have none."""
    permanent = any(step.kind in ("CDI", "CDD") for step in person.steps)
    return f"{ascii_slug(person.name).replace('-', '.', 1)}@{MAIL}" if permanent else False


def _contract_types(env) -> dict:
    created = {}
    for sequence, (code, (english, french)) in enumerate(CONTRACT_TYPES.items(), start=1):
        created[code] = env["hr.contract.type"].create(
            {
                "name": english,
                "code": code,
                "sequence": sequence,
                "country_id": env.ref("base.fr").id,
            }
        )
        in_french(created[code], name=french)
    return created


def _reasons(env) -> dict:
    reasons = {key: env.ref(f"hr.departure_{key}") for key in ("fired", "resigned", "retired")}
    for sequence, (key, (english, french)) in enumerate(REASONS.items(), start=10):
        if key not in reasons:
            reasons[key] = env["hr.departure.reason"].create(
                {"name": english, "sequence": sequence, "country_id": env.ref("base.fr").id}
            )
        in_french(reasons[key], name=french)
    return reasons


def make_departments(env, firm, departments: dict) -> dict:
    """Departments by their keys."""
    records = env["hr.department"].create(
        [{"name": name, "company_id": firm.id} for name in departments.values()]
    )
    return dict(zip(departments, records, strict=True))


def _jobs(env, firm) -> dict:
    records = env["hr.job"].create(
        [{"name": english, "company_id": firm.id} for english, _french in names.JOBS.values()]
    )
    for job, (_english, french) in zip(records, names.JOBS.values(), strict=True):
        in_french(job, name=french)
    return dict(zip(names.JOBS, records, strict=True))


def depart(staff) -> None:
    """Archive leavers and note departures on the last version before each, as the wizard does.

    The wizard writes on the version of the day it is used; here that day has passed, so the
    version is named. Whoever came back keeps the first departure on the version of the first path.
    """
    gone = staff.employees.browse()
    versions = staff.employees.with_context(active_test=False).version_ids.grouped("employee_id")
    for person, employee in zip(staff.people, staff.employees, strict=True):
        for moment, reason in person.departures:
            last = versions[employee].filtered(lambda one, day=moment: one.date_version <= day)
            last.sorted("date_version")[-1].write(
                {
                    "departure_date": moment,
                    "departure_reason_id": staff.reasons[reason].id if reason else False,
                }
            )
        if person.archived:
            gone |= employee
    gone.action_archive()


def _report_to(staff) -> None:
    """Give each one present a manager, and departments theirs."""
    director = staff.named(MANAGERS["office"])
    for key, name in MANAGERS.items():
        manager, department = staff.named(name), staff.departments[key]
        department.manager_id = manager
        team = staff.employees.filtered(
            lambda one, here=department: one.active and one.department_id == here
        )
        (team - manager - director).parent_id = manager
    heads = staff.employees.browse().union(*(staff.named(name) for name in MANAGERS.values()))
    (heads - director).parent_id = director
