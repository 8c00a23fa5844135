"""Evaluative questions: the reason why an enterprise evaluates."""

from odoo import api, fields, models

FAMILIES = [
    ("people", "Effects on people"),
    ("practices", "Effects of practices"),
    ("job_quality", "Quality of jobs"),
    ("governance", "Governance"),
    ("territory", "Territory"),
    ("access", "Access"),
    ("mission", "Faithfulness to the mission"),
    ("environment", "Environment"),
    ("cooperation", "Cooperation"),
    ("other", "Other"),
]

PURPOSES = [
    ("improve", "Improve what we do"),
    ("account", "Account for what we do"),
    ("communicate", "Make it known"),
    ("comply", "Meet an obligation"),
    ("dialogue", "Open a dialogue"),
]


class ImpactQuestion(models.Model):
    _name = "impact.question"
    _description = "Evaluative question"
    _order = "assessment_id, sequence, id"

    assessment_id = fields.Many2one(
        "impact.assessment", required=True, ondelete="cascade", index=True
    )
    name = fields.Text(
        string="Evaluative question",
        required=True,
        help="What the enterprise wants to learn, in one open question. "
        "It sets the aim of the whole evaluation.",
    )
    sequence = fields.Integer(default=10)
    example_id = fields.Many2one(
        "impact.question.example",
        string="Start from an example",
        help="Copies the words of an example, to be made your own.",
    )
    family = fields.Selection(FAMILIES, default="other", required=True)
    purpose = fields.Selection(
        PURPOSES,
        help="What the answer is for. Figures to improve and figures to account for "
        "are seldom the same.",
    )
    stakeholder_category_ids = fields.Many2many(
        "impact.stakeholder.category",
        string="Stakeholders concerned",
    )
    state = fields.Selection(
        [("draft", "To be validated"), ("validated", "Validated")],
        compute="_compute_state",
        store=True,
    )
    validated_date = fields.Date(string="Validated on", readonly=True, copy=False)
    validated_by_id = fields.Many2one("res.users", string="Validated by", readonly=True, copy=False)
    criterion_ids = fields.One2many("impact.criterion", "question_id", string="Criteria", copy=True)
    criteria_text = fields.Text("Criteria in words", compute="_compute_criteria_text")

    @api.depends("validated_date")
    def _compute_state(self):
        for question in self:
            question.state = "validated" if question.validated_date else "draft"

    @api.depends("criterion_ids.name", "criterion_ids.sequence")
    def _compute_criteria_text(self):
        for question in self:
            names = question.criterion_ids.mapped("name")
            question.criteria_text = "\n".join(f"• {name}" for name in names if name)

    @api.onchange("example_id")
    def _onchange_example_id(self):
        if self.example_id:
            self.name = self.example_id.name
            self.family = self.example_id.family

    def action_validate(self):
        """The enterprise settles on the question; collection can be prepared."""
        questions = self.filtered(lambda question: not question.validated_date)
        questions.write(
            {
                "validated_date": fields.Date.context_today(self),
                "validated_by_id": self.env.uid,
            }
        )
        for question in questions:
            question.assessment_id._message_log(
                body=self.env._("Evaluative question validated: %s", question.name)
            )
        return True

    def action_reopen(self):
        """The question is put up for discussion again."""
        return self.write({"validated_date": False, "validated_by_id": False})


class ImpactQuestionExample(models.Model):
    _name = "impact.question.example"
    _description = "Example of an evaluative question"
    _order = "sequence, id"

    name = fields.Text(string="Evaluative question", required=True, translate=True)
    family = fields.Selection(FAMILIES, default="other", required=True)
    sequence = fields.Integer(default=10)
    for_integration = fields.Boolean(string="Work integration")
    for_collective_service = fields.Boolean(string="Collective services")
    for_other_sse = fields.Boolean(string="Other social economy")
    active = fields.Boolean(default=True)
