from . import (
    test_assessment,
    test_download,
    test_process_rights,
    test_staff_oracle,
    test_stakeholder,
)
