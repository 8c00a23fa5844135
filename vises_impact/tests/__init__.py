from . import (
    test_assessment,
    test_coverage,
    test_mandate_oracle,
    test_process_rights,
    test_staff_oracle,
    test_stakeholder,
)
