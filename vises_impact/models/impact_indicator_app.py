from odoo import fields, models

# Module of the app, and what people call the app.
APPS = [
    ("hr_attendance", "Attendances"),
    ("hr_holidays", "Time Off"),
    ("hr_work_entry", "Work Entries"),
    ("hr_timesheet", "Timesheets"),
    ("hr_skills", "Skills"),
    ("event", "Events"),
    ("sale_management", "Sales"),
    ("purchase", "Purchase"),
    ("stock", "Inventory"),
    ("project", "Project"),
    ("fleet", "Fleet"),
]


class ImpactIndicator(models.Model):
    # A bridge (see docs/architecture.md) fills in what is typed without its app.
    _inherit = "impact.indicator"

    needed_app = fields.Selection(
        APPS,
        "Fills in by itself with the app",
        readonly=True,
        copy=False,
        help="Until this app of Odoo is installed, the figure is typed.",
    )
