from . import (
    test_assessment,
    test_bad_input,
    test_coverage,
    test_indicator_library,
    test_ledger_oracle,
    test_library_rights,
    test_mandate_oracle,
    test_process_rights,
    test_purchase_oracle,
    test_result_rights,
    test_staff_oracle,
    test_stakeholder,
)
