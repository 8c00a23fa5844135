from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import convert_file

from .common import ImpactCommon


@tagged("post_install", "-at_install")
class TestLibraryUpdate(ImpactCommon):
    """What the module manager chose outlives an update of the module."""

    def _update(self):
        path = "data/library/impact.indicator-wal.csv"
        convert_file(self.env, "vises_impact", path, None, mode="update")

    def test_an_update_keeps_indicators_in_use_and_in_the_sets_they_were_added_to(self):
        indicator = self.env.ref("vises_impact.indicator_WAL05")
        shipped = indicator.set_ids
        own = self.env["impact.indicator.set"].create({"code": "own", "name": "Own"})
        indicator.write({"active": True, "set_ids": [Command.link(own.id)]})
        self._update()
        self.assertTrue(indicator.active)
        self.assertEqual(indicator.set_ids, shipped + own)

    def test_an_update_brings_a_definition_back_to_its_file(self):
        indicator = self.env.ref("vises_impact.indicator_WAL05")
        indicator.direction = "down"
        self._update()
        self.assertEqual(indicator.direction, "up")
