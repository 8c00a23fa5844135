"""Workbooks, as downloads."""

from odoo.http import Controller, content_disposition, request, route

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class WorkbookController(Controller):
    @route(
        "/impact/assessment/<model('impact.assessment'):assessment>/workbook",
        type="http",
        auth="user",
        readonly=True,
    )
    def workbook(self, assessment):
        """Results of the assessment as an xlsx file.

        :raises AccessError: for those who may not read the assessment, or no results.
        """
        assessment.check_access("read")
        request.env["impact.result"].check_access("read")
        return self._download(assessment._results_workbook(), assessment.name)

    @route(
        "/impact/indicator-set/<model('impact.indicator.set'):indicator_set>/workbook",
        type="http",
        auth="user",
        readonly=True,
    )
    def indicator_set(self, indicator_set):
        """An indicator set with its definitions as an xlsx file.

        :raises AccessError: for those who may not read the set.
        """
        indicator_set.check_access("read")
        return self._download(indicator_set._set_workbook(), indicator_set.name)

    def _download(self, content: bytes, name: str):
        return request.make_response(
            content,
            [
                ("Content-Type", XLSX),
                ("Content-Length", len(content)),
                ("Content-Disposition", content_disposition(f"{name}.xlsx")),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )
