from . import (
    test_assessment,
    test_indicator_library,
    test_ledger_oracle,
    test_process_rights,
    test_purchase_oracle,
    test_staff_oracle,
    test_stakeholder,
)
