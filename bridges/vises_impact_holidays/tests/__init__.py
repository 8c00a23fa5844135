from . import (
    test_absence_mapping,
    test_absence_oracle,
    test_absence_readiness,
    test_absence_rights,
)
