"""Removing the addon."""

from tests.lifecycle.conftest import install
from tests.lifecycle.leftovers import inventory
from tools import database, demo_database, odoo_run
from tools.paths import LOGS

INSIDE = "tests.lifecycle.inside"


def test_uninstall_leaves_nothing(ready, scratch):
    """No table, column, view, record id, file, user … of the addon's stays."""
    database.copy(ready, demo_database.make_base(ready), scratch)
    before = inventory(ready, scratch)
    install(ready, scratch, "uninstall-install")
    log = LOGS / "lifecycle-uninstall.log"
    odoo_run.call_function(ready, scratch, INSIDE, "use", log=log)
    assert len(inventory(ready, scratch) - before) > 500
    odoo_run.call_function(ready, scratch, INSIDE, "uninstall", "vises_impact", log=log)
    left = sorted(inventory(ready, scratch) - before)
    assert not left, "\n".join(left)
    assert sorted(before - inventory(ready, scratch)) == []
