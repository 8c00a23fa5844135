from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ImpactSource(models.Model):
    """An allow-listed place in the ERP that figures are counted from.

    Sources are shipped by this addon and its bridges; nobody edits them. A
    definition may use nothing but the fields listed here.
    """

    _name = "impact.source"
    _description = "Source"
    _order = "sequence, name"

    code = fields.Char(required=True, readonly=True)
    name = fields.Char(required=True, readonly=True, translate=True)
    description = fields.Text(readonly=True, translate=True)
    sequence = fields.Integer(default=10, readonly=True)
    model = fields.Char(
        required=True,
        readonly=True,
        help="Technical name of the model that is read.",
    )
    engine = fields.Selection(
        [("records", "Records"), ("accounts", "Accounting balances")],
        required=True,
        readonly=True,
        default="records",
    )
    time_kind = fields.Selection(
        [
            ("stock", "Stretch of time"),
            ("flow", "One date"),
        ],
        required=True,
        readonly=True,
        help="A stock is in force between two dates; a flow happens on one.",
    )
    company_field = fields.Char(default="company_id", readonly=True)
    start_field = fields.Char(readonly=True, help="Date of a flow, or first day of a stock.")
    stop_field = fields.Char(readonly=True, help="Day after the last one of a stock.")
    stop_inclusive = fields.Boolean(readonly=True, help="The stop field is the last day itself.")
    presence_field = fields.Char(
        readonly=True,
        help="Date from which this source is used at all in a company: before the "
        "first one, a figure is missing, not zero.",
    )
    person_field = fields.Char(
        readonly=True, help="What tells one person from another, where people count."
    )
    doers = fields.Boolean(
        "People at work",
        readonly=True,
        help="Its people do the work that is counted: where an indicator of the library also "
        "counts whom it is done for, the group behind its figures is theirs.",
    )
    scope_field = fields.Char(
        readonly=True,
        help="What narrows a record to a scope: department_id, analytic_distribution or "
        "scope_id; empty: whole enterprise only.",
    )
    indicator_field = fields.Char(
        readonly=True,
        help="Field that tells which indicator a record answers, where records are answers "
        "to questions; empty: any definition counts all records.",
    )
    sampled = fields.Boolean(
        readonly=True,
        help="Records are answers: in a period in which nobody was asked, a figure is "
        "missing, not zero.",
    )
    record_field = fields.Char(
        readonly=True, default="id", help="Id of the record that is shown as a proof."
    )
    record_model = fields.Char(readonly=True)
    repair_field = fields.Char(
        "Field of the record to repair",
        readonly=True,
        help="Id of what is opened where a trait is not known; empty: the record itself.",
    )
    repair_model = fields.Char("Model of the record to repair", readonly=True)
    field_ids = fields.One2many("impact.source.field", "source_id", "Fields")

    _code_unique = models.Constraint("UNIQUE(code)", "This source stands already.")

    def _fields_by_name(self) -> dict:
        """Allow-listed fields of this source, by name."""
        self.ensure_one()
        return {field.name: field for field in self.field_ids}

    def _is_of_staff(self) -> bool:
        """Whether its people are staff: who they are is for readers of contracts and pay."""
        return bool(self.person_field) and self.scope_field == "department_id"

    def _breakdown_fields(self):
        return self.field_ids.filtered("breakdown")


class ImpactSourceField(models.Model):
    """A field of a source that definitions may filter, measure or break down by."""

    _name = "impact.source.field"
    _description = "Source field"
    _order = "source_id, sequence, name"

    source_id = fields.Many2one(
        "impact.source", required=True, readonly=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10, readonly=True)
    name = fields.Char("Technical name", required=True, readonly=True)
    label = fields.Char(required=True, readonly=True, translate=True)
    type = fields.Selection(
        [
            ("selection", "Choice"),
            ("number", "Number"),
            ("date", "Date"),
            ("boolean", "Yes or no"),
            ("many2one", "Record"),
            ("text", "Text"),
        ],
        required=True,
        readonly=True,
    )
    filterable = fields.Boolean(readonly=True)
    measure = fields.Boolean(readonly=True)
    breakdown = fields.Boolean(readonly=True)
    known_field = fields.Char(
        readonly=True,
        help="Field that tells whether the value is known or was only assumed.",
    )
    computed = fields.Boolean(
        readonly=True,
        help="Worked out as of the day of the figure, such as an age.",
    )

    _name_unique = models.Constraint("UNIQUE(source_id, name)", "This field is listed already.")

    @api.depends_context("lang")
    @api.depends("label")
    def _compute_display_name(self):
        for field in self:
            field.display_name = field.label

    @api.constrains("name", "source_id")
    def _check_name(self):
        for field in self:
            model = self.env.get(field.source_id.model)
            if model is None or (not field.computed and field.name not in model._fields):
                raise ValidationError(
                    self.env._(
                        "The source “%(source_name)s” has no field “%(field)s”.",
                        source_name=field.source_id.code,
                        field=field.name,
                    )
                )

    def _choices(self) -> dict[str, str]:
        """Keys and labels of a choice or of a yes and no, in the user's language."""
        self.ensure_one()
        if self.type == "boolean":
            return {"True": self.env._("yes"), "False": self.env._("no")}
        model = self.env[self.source_id.model]
        if self.computed:
            return model._impact_choices(self.name)
        return dict(model._fields[self.name]._description_selection(self.env))

    def _editor_definition(self) -> dict:
        """This field as Odoo's filter editor knows fields."""
        self.ensure_one()
        definition = {
            "name": self.name,
            "string": self.label,
            "type": {"number": "float", "date": "impact_date"}.get(self.type, self.type),
            "searchable": True,
        }
        if self.type == "selection":
            definition["selection"] = [list(choice) for choice in self._choices().items()]
        if self.type == "many2one":
            model = self.env[self.source_id.model]
            definition["relation"] = model._fields[self.name].comodel_name
        return definition
