"""Odoo's own demo enterprise: its records as plain SQL gives them, for the oracles."""

from datetime import date

from tests.oracles.ledger import Chart, Ledger
from tests.oracles.staff import Record, Version, oracle

COMPANY = """
    SELECT company.id, company.name, company.impact_territory AS territory
      FROM res_company company ORDER BY company.id LIMIT 1
"""
VERSIONS = """
    SELECT employee.id AS employee, employee.active AS present, employee.birthday,
           COALESCE(employee.work_contact_id, -employee.id) AS person,
           version.date_version, version.contract_date_start AS start,
           version.contract_date_end AS stop, version.employee_type AS type,
           version.departure_date AS departure, version.departure_reason_id AS reason,
           version.company_id AS company, version.department_id AS department, version.sex,
           version.wage, version.active, version.trial_date_end AS trial,
           calendar.hours_per_week AS hours, calendar.full_time_required_hours AS full_time,
           mapping.contract_class AS kind
      FROM hr_version version
      JOIN hr_employee employee ON employee.id = version.employee_id
      LEFT JOIN resource_calendar calendar ON calendar.id = version.resource_calendar_id
      LEFT JOIN impact_mapping mapping ON mapping.company_id = version.company_id
           AND mapping.contract_type_id = version.contract_type_id
     ORDER BY employee.id, version.date_version
"""
REASONS = """
    SELECT departure_reason_id AS id, exit_class, integration_class
      FROM impact_mapping WHERE departure_reason_id IS NOT NULL AND company_id = %s
"""
OTHER = Chart(
    income=("income", "income_other"),
    sales=("income",),
    result=(
        *("income", "income_other"),
        *("expense", "expense_other", "expense_depreciation", "expense_direct_cost"),
    ),
    public=(),
    donations=(),
    value_added=(),
    shared_out=(),
    staff=(),
    taxes=(),
    interest=(),
    no_money=(),
    set_aside=(),
    current_costs=(),
    no_current_costs=(),
    lent=(),
)
"""A chart of whatever country: only the types of the accounts tell."""
OF_TYPES = ("ECO01", "ECO02", "ECO05", "ECO28", "TER01")


class SampleStaff(oracle.StaffOracle):
    """The people of the main company. It declares no territory and no structure type."""

    def __init__(self, database):
        (company,) = database.rows(COMPANY)
        assert not company.territory
        reasons = database.rows(REASONS, company.id)
        self.exit_classes = {row.id: row.exit_class for row in reasons}
        self.afterwards = {row.id: row.integration_class for row in reasons}
        records = {}
        for row in database.rows(VERSIONS):
            known = Record(row.person, [], not row.present, row.birthday)
            records.setdefault(row.employee, known).versions.append(self._version(row))
        super().__init__(list(records.values()), company.id)

    def _version(self, row):
        if row.reason not in self.exit_classes:
            self.exit_classes[row.reason] = None
        return Version(
            row.date_version,
            row.start,
            row.stop,
            row.kind,
            (row.hours or None, row.full_time or None),
            row.type,
            row.departure,
            row.reason,
            row.company,
            row.department,
            row.sex,
            float(row.wage or 0),
            row.active,
            row.trial,
        )

    def figure(self, code: str, year: int):
        """The figure of an indicator for a calendar year."""
        return self.expected(code, date(year, 1, 1), date(year, 12, 31))


class SampleLedger(Ledger):
    """The books of the main company, by the types of its accounts."""

    def __init__(self, database):
        (company,) = database.rows(COMPANY)
        super().__init__(database, company.name, OTHER, (), (), 0)

    def _town(self, item):
        return item.city and (item.country_id, item.city)

    def _takes(self, item, types) -> bool:
        return item.account_type in types

    def figure(self, code: str, year: int):
        """As in any ledger; None in a year in which nothing was posted."""
        if not self.sum(year, self.chart.income):
            return None, 1
        return super().figure(code, year)
