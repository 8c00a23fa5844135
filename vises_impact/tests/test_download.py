import io

import openpyxl
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import ImpactCommon


@tagged("post_install", "-at_install", "security")
class TestDownload(ImpactCommon, HttpCase):
    """The workbook leaves the enterprise only with those who may read its results."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        indicator = cls._indicator("DOWNLOAD")
        cls.assessment = cls._assessment(indicator_ids=indicator.ids)
        cls.env["impact.result"].create(
            {
                **cls._figure_key(indicator, 2025),
                "version_id": indicator.version_ids.id,
                "value": 42,
                "status": "measured",
            }
        )

    def _download(self, user, assessment=None):
        self.authenticate(user.login, user.login)
        assessment = assessment or self.assessment
        return self.url_open(assessment.action_download_workbook()["url"])

    def test_board_reader_gets_the_figures(self):
        answer = self._download(self.board_reader)
        self.assertEqual(answer.status_code, 200)
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        figures = [row for row in rows if row[0] == "DOWNLOAD"]
        self.assertEqual([42 in row for row in figures], [True, False])  # this year, the last

    @mute_logger("odoo.http")
    def test_contributor_gets_no_workbook(self):
        self.assertEqual(self._download(self.contributor).status_code, 403)

    @mute_logger("odoo.http")
    def test_workbook_of_another_company_stays_there(self):
        foreign = self._assessment(company_id=self.other_company.id, scope_id=self.other_scope.id)
        self.assertEqual(self._download(self.board_reader, foreign).status_code, 403)

    def test_typed_figure_has_no_records_to_show(self):
        result = self.assessment.with_user(self.lead).indicator_line_ids.result_id
        self.assertTrue(result)
        self.assertFalse(result.can_show_records)
