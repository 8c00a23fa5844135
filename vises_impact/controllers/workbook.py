"""The workbook of an assessment, as a download."""

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
        content = assessment._results_workbook()
        return request.make_response(
            content,
            [
                ("Content-Type", XLSX),
                ("Content-Length", len(content)),
                ("Content-Disposition", content_disposition(f"{assessment.name}.xlsx")),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )
