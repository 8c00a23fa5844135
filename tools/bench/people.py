"""Two thousand people with their contracts, made in SQL; the demo's own step back."""

from tools.bench.measure import columns

PEOPLE = 2_000
VERSIONS = 6  # of each
CLASSES = {"integration": 5, "permanent": 3, "temporary": 1, "apprentice": 1}  # in tenths

# A career is one of four: a permanent contract that changes, fixed-term contracts that follow
# one another, contracts with gaps between them, a contract that ends by a departure. What
# else a version says is drawn from a hash: it is the same on each run.
CAREERS = """
    CREATE TEMP TABLE career ON COMMIT DROP AS
    SELECT *,
           entry + step * days AS since,
           CASE WHEN kind IN (4, 5, 6) THEN entry + step * days ELSE entry END AS start_date,
           entry + step * days + CASE WHEN kind IN (4, 5) THEN 179 WHEN kind = 6 THEN 119 END
               AS end_date,
           CASE WHEN kind = 7 AND step = %(versions)s - 1 THEN entry + step * days + 90
                WHEN kind = 6 AND drawn %% 2 = 0 THEN entry + step * days + 119
           END AS departure
      FROM (SELECT person, step, person %% 8 AS kind, own, drawn,
                   date '2019-01-01' + own %% 1500 AS entry,
                   (ARRAY[200, 200, 200, 200, 180, 180, 240, 150])[1 + person %% 8] AS days
              FROM generate_series(1, %(people)s) person,
                   generate_series(0, %(versions)s - 1) step,
                   LATERAL (SELECT hashtext('p' || person) & 2147483647 AS own,
                                   hashtext(person || '.' || step) & 2147483647 AS drawn) hash) made
"""


def make(env, company) -> None:
    """Give the company these people, and let those it has step back."""
    env.cr.execute("UPDATE hr_version SET active = FALSE WHERE company_id = %s", (company.id,))
    env.cr.execute(CAREERS, {"people": PEOPLE, "versions": VERSIONS})
    name = "'Person ' || made.person"
    resource = _insert(
        env, "resource_resource", "WHERE step = 0", {"name": name, "user_id": "NULL"}
    )
    employee = _insert(
        env,
        "hr_employee",
        "WHERE step = 0",
        {
            "resource_id": f"{resource} + made.person",
            "name": name,
            "birthday": "date '1960-01-01' + made.own / 7 % 16000",
            "active": "TRUE",
            **dict.fromkeys(("barcode", "user_id", "work_contact_id"), "NULL"),
        },
    )
    values = _version_values(env, company)
    _insert(env, "hr_version", "", {"employee_id": f"{employee} + made.person", **values})
    env.cr.execute("ANALYZE hr_employee, hr_version")
    env.invalidate_all()


def _version_values(env, company) -> dict[str, str]:
    own = [("company_id", "=", company.id)]
    mappings = env["impact.mapping"].search(own)
    types = {one.contract_class: one.contract_type_id.id for one in mappings}
    drawn = [types[name] for name, tenths in CLASSES.items() for _one in range(tenths)]
    reasons = [*mappings.departure_reason_id.ids, "NULL"]

    def pick(ids, number: str) -> str:
        return f"(ARRAY[{', '.join(map(str, ids))}])[1 + {number} % {len(ids)}]"

    return {
        "company_id": str(company.id),
        "active": "TRUE",
        "date_version": "made.since",
        "contract_date_start": "made.start_date",
        "contract_date_end": "made.end_date",
        "departure_date": "made.departure",
        "departure_reason_id": f"CASE WHEN made.departure IS NOT NULL "
        f"THEN {pick(reasons, 'made.own')} END",
        "trial_date_end": "made.start_date + 60",
        "contract_type_id": f"CASE WHEN made.own / 3 % 50 > 0 THEN {pick(drawn, 'made.own')} END",
        "resource_calendar_id": pick(env["resource.calendar"].search(own).ids, "made.drawn"),
        "department_id": pick(env["hr.department"].search(own).ids, "made.own"),
        "wage": "CASE WHEN made.drawn % 50 > 0 THEN 1800 + made.drawn % 2000 ELSE 0 END",
        "sex": "CASE WHEN made.own % 41 > 0 THEN (ARRAY['female', 'male'])[1 + made.own % 2] END",
        "employee_type": "CASE WHEN made.own % 31 > 0 THEN 'employee' ELSE 'trainee' END",
        "private_zip": "(ARRAY['59000', '62100', '75001'])[1 + made.own % 3]",
    }


def _insert(env, table: str, where: str, values: dict[str, str]) -> int:
    """Add a row for each of ``career``, the rest as in the latest there is.

    :return: the last id before them: they are numbered in the order of people and steps.
    """
    env.cr.execute(f"SELECT max(id) FROM {table}")
    last = env.cr.fetchone()[0]
    names = [name for name in columns(env, table) if name not in values]
    copied = [f"model.{name}" for name in names]
    env.cr.execute(
        f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {last});"
        f"INSERT INTO {table} ({', '.join([*names, *values])}) "
        f"SELECT {', '.join([*copied, *values.values()])} "
        f"FROM career made, (SELECT * FROM {table} WHERE id = {last}) model {where} "
        "ORDER BY made.person, made.step"
    )
    return last
