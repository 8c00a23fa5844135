"""The addon on the databases that people have."""

from tests.lifecycle.conftest import install
from tools import database, demo_database, odoo_run
from tools.paths import LOGS

INSIDE = "tests.lifecycle.inside"


def test_bare_database(ready, scratch):
    """On an empty database it brings Odoo's apps that it needs, and none that is not free."""
    database.create(ready, scratch)
    install(ready, scratch, "bare")
    log = LOGS / "lifecycle-licences.log"
    licences = odoo_run.call_function(ready, scratch, INSIDE, "licences", log=log)
    assert licences and "OEEL-1" not in licences


def test_odoo_demo_database(ready, scratch):
    """On Odoo's own demo enterprise, with the addon's small demo, figures come at once."""
    sample = demo_database.make_sample(ready)
    assert database.read_mark(ready, sample)["notes"]["complaints"] == []
    database.copy(ready, sample, scratch)
    log = LOGS / "lifecycle-demo-figures.log"
    shown = odoo_run.call_function(ready, scratch, INSIDE, "small_demo", log=log)
    assert shown["assessments"] >= 1
    assert shown["figures"]["EMP01"] > 0


def test_update_keeps_what_users_edited(ready, with_addon):
    """``-u`` changes no row of the addon's tables."""
    call = LOGS / "lifecycle-edit.log"
    odoo_run.call_function(ready, with_addon, INSIDE, "use", log=call)
    assert odoo_run.call_function(ready, with_addon, INSIDE, "edit", log=call) == 7
    before = odoo_run.call_function(ready, with_addon, INSIDE, "contents", log=call)
    options = ["-d", with_addon, "-u", "vises_impact", "--stop-after-init", "--no-http"]
    odoo_run.odoo(ready, LOGS / "lifecycle-update.log", *options)
    after = odoo_run.call_function(ready, with_addon, INSIDE, "contents", log=call)
    assert before["impact_result"]
    for table, rows in before.items():
        assert after[table] == rows, table
    assert set(after) == set(before)
