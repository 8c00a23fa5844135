from odoo import fields, models
from odoo.tools import SQL


class ImpactTaskEvent(models.Model):
    """One row per task that was created, and one more per task that was closed.

    A task is done in a folded stage or in the state "done", and cancelled in the state
    "cancelled"; it was closed when it last came into a folded stage, else when its stage or
    state last changed. Days are those of the company's calendar. A task, or a project, that
    names no company is of that of the project's manager, else of who made the task. Private
    tasks and templates are left out; archived tasks were made and done all the same.

    ``days``: from creation to closing, with fractions; of closed tasks only.
    """

    _name = "impact.task.event"
    _description = "Task created or closed"
    _auto = False
    _order = "date"
    _depends = {
        "project.project": ["account_id", "company_id", "is_template", "user_id"],
        "project.task": [
            "company_id",
            "create_date",
            "create_uid",
            "date_deadline",
            "date_end",
            "date_last_stage_update",
            "is_template",
            "parent_id",
            "priority",
            "project_id",
            "state",
        ],
        "res.company": ["resource_calendar_id"],
        "res.users": ["company_id"],
        "resource.calendar": ["tz"],
    }

    task_id = fields.Many2one("project.task", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    date = fields.Date(readonly=True)
    event = fields.Selection(
        [("created", "Created"), ("done", "Done"), ("cancelled", "Cancelled")], readonly=True
    )
    days = fields.Float("Days until closing", readonly=True)
    on_time = fields.Boolean("Closed by the deadline", readonly=True)
    is_subtask = fields.Boolean("Subtask", readonly=True)
    priority = fields.Selection(
        lambda self: self.env["project.task"]._fields["priority"].selection, readonly=True
    )
    analytic_distribution = fields.Json("Analytic account of the project", readonly=True)

    @property
    def _table_query(self) -> SQL:
        return SQL(
            """
            SELECT 2 * task.id + happened.number AS id, task.id AS task_id,
                   company.id AS company_id, happened.event,
                   (happened.moment AT TIME ZONE 'UTC'
                       AT TIME ZONE COALESCE(calendar.tz, 'UTC'))::date AS date,
                   CASE WHEN happened.number = 1 AND happened.moment >= task.create_date
                        THEN extract(epoch FROM happened.moment - task.create_date) / 86400
                   END AS days,
                   CASE WHEN happened.number = 1
                        THEN happened.moment <= task.date_deadline END AS on_time,
                   task.parent_id IS NOT NULL AS is_subtask,
                   task.priority,
                   CASE WHEN project.account_id IS NOT NULL
                        THEN jsonb_build_object(project.account_id::text, 100)
                   END AS analytic_distribution
              FROM (SELECT task.*,
                           CASE WHEN task.state = '1_canceled' THEN 'cancelled'
                                WHEN task.state = '1_done' OR task.date_end IS NOT NULL
                                THEN 'done' END AS outcome
                      FROM project_task task) task
              JOIN project_project project ON project.id = task.project_id
              LEFT JOIN res_users manager ON manager.id = project.user_id
              LEFT JOIN res_users maker ON maker.id = task.create_uid
              JOIN res_company company ON company.id = COALESCE(
                   task.company_id, project.company_id, manager.company_id, maker.company_id)
              LEFT JOIN resource_calendar calendar ON calendar.id = company.resource_calendar_id
             CROSS JOIN LATERAL (VALUES
                    (0, 'created', task.create_date),
                    (1, task.outcome, COALESCE(task.date_end, task.date_last_stage_update))
                   ) AS happened(number, event, moment)
             WHERE happened.event IS NOT NULL AND happened.moment IS NOT NULL
               AND task.is_template IS NOT TRUE AND project.is_template IS NOT TRUE
            """
        )
