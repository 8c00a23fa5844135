"""The demo database: read by plain SQL, and asked through Odoo where rights matter."""

import os

import psycopg2
import psycopg2.extras
import pytest

from tests.oracles.three_rivers import NAME
from tools import database as databases
from tools import demo_database, log_scan, odoo_run, setup
from tools.paths import LOGS

RESULTS = """
    SELECT i.code, CASE WHEN s.is_default THEN '' ELSE s.name END AS scope,
           extract(year FROM r.date_from)::int AS year, c.key AS cell,
           r.*, i.privacy
      FROM impact_result r
      JOIN impact_indicator i ON i.id = r.indicator_id
      JOIN impact_scope s ON s.id = r.scope_id
      JOIN impact_cell c ON c.id = r.cell_id
      JOIN res_company company ON company.id = r.company_id
     WHERE r.period_type = 'year' AND r.origin = 'computed' AND company.name = %s
"""


class Database:
    """Reads the demo database; nothing is ever written through it."""

    def __init__(self, name: str):
        self.name = name
        self.connection = psycopg2.connect(dbname=name)
        self.connection.set_session(readonly=True, autocommit=True)

    def rows(self, sql: str, *values) -> list:
        """All rows of a statement, with their columns as attributes."""
        with self.connection.cursor(cursor_factory=psycopg2.extras.NamedTupleCursor) as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall()

    def call(self, function: str, *arguments):
        """What ``inside.function(env, …)`` answers inside Odoo."""
        log = LOGS / f"oracles-{function}.log"
        return odoo_run.call_function(
            setup.prepare(tests=True),
            self.name,
            "tests.oracles.inside",
            function,
            *arguments,
            log=log,
        )

    def results(self, company: str, years: tuple[int, int] = (2024, 2025)) -> dict:
        """Yearly results of a company by indicator, scope, year and cell; all automatic
        indicators are computed first. The name of the whole enterprise is empty.
        """
        self.call("compute", company, *years)
        rows = self.rows(RESULTS, company)
        return {(row.code, row.scope, row.year, row.cell): row for row in rows}


@pytest.fixture(scope="session")
def database():
    name = os.environ.get("VISES_DATABASE")
    assert name, "these tests run on the demo database: ./vises test --suite oracles"
    found = Database(name)
    yield found
    found.connection.close()


@pytest.fixture(scope="session")
def results(database) -> dict:
    """The yearly results of the demo enterprise, those of indicators not in use too."""
    return database.results(NAME)


@pytest.fixture(scope="session")
def behind(database, results) -> dict:
    """What "show the records" opens for each part of a yearly total, to a reader who may see all."""
    answer = database.call("records_behind")
    return {(row["code"], row["scope"], row["year"], row["part"]): row for row in answer}


@pytest.fixture(scope="session")
def belgian_database():
    """Name of a copy of the demo's database with the Belgian company in it as well."""
    ready, name = setup.prepare(tests=True), f"vises_belgium_{os.getpid()}"
    logs = LOGS / "oracles-belgian-chart.log", LOGS / "oracles-belgium.log"
    try:
        databases.copy(ready, demo_database.make_master(ready), name)
        odoo_run.install(ready, name, ["l10n_be"], logs[0])
        odoo_run.call_function(ready, name, "tools.demo.belgium_company", "build", log=logs[1])
        yield name
    finally:
        databases.drop(ready, name)
    assert [line for log in logs for line in log_scan.read_complaints(log)] == []
