from . import (
    test_assessment,
    test_form,
    test_form_promotion,
    test_form_rights,
    test_process_rights,
    test_staff_oracle,
    test_stakeholder,
)
