from . import (
    test_assessment,
    test_chart,
    test_process_rights,
    test_publication,
    test_report,
    test_staff_oracle,
    test_stakeholder,
    test_workbook,
)
