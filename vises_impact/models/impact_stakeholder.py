"""The stakeholder register: who is affected by the enterprise, or acts on it."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

LEVELS = [("low", "Low"), ("medium", "Medium"), ("high", "High")]


class ImpactStakeholderCategory(models.Model):
    _name = "impact.stakeholder.category"
    _description = "Stakeholder category"
    _order = "side desc, sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, copy=False)
    description = fields.Text(translate=True)
    sequence = fields.Integer(default=10)
    side = fields.Selection(
        [("internal", "Inside the enterprise"), ("external", "Outside the enterprise")],
        required=True,
        default="external",
    )
    influence = fields.Selection(
        LEVELS,
        default="medium",
        help="How far they usually can change what the enterprise does.",
    )
    interest = fields.Selection(
        LEVELS,
        default="medium",
        help="How far what the enterprise does usually matters to them.",
    )
    people_supported = fields.Boolean(
        "People supported",
        help="People whom the enterprise supports, trains, cares for or employs under "
        "an integration contract. They are described as groups, and never linked to "
        "contacts.",
    )
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE(code)", "Another stakeholder category has this code.")

    @api.constrains("people_supported")
    def _check_people_supported(self):
        categories = self.filtered("people_supported")
        # sudo: looks into all companies' registers, since the category is common to
        # them; nothing of what is found is shown, only that there is something.
        linked = self.env["impact.stakeholder"].sudo().with_context(active_test=False)
        if linked.search_count(
            [("category_id", "in", categories.ids), ("kind", "!=", "group")], limit=1
        ):
            raise ValidationError(
                self.env._(
                    "Stakeholders of this category are organisations or roles. Give "
                    "them another category, or describe them as groups, before you "
                    "mark the category as people supported."
                )
            )


class ImpactStakeholder(models.Model):
    _name = "impact.stakeholder"
    _description = "Stakeholder"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "category_id, name, id"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    kind = fields.Selection(
        [("organisation", "Organisation"), ("role", "Role"), ("group", "Group")],
        required=True,
        default="organisation",
        help="An organisation is a contact of yours. A role is what a person stands "
        "for (the mayor, the prescriber at the job centre). A group has no names "
        "(trainees, neighbours).",
    )
    name = fields.Char(
        compute="_compute_name", store=True, readonly=False, required=True, precompute=True
    )
    category_id = fields.Many2one(
        "impact.stakeholder.category", required=True, ondelete="restrict", index=True
    )
    people_supported = fields.Boolean("People supported", related="category_id.people_supported")
    side = fields.Selection(related="category_id.side", store=True)
    partner_id = fields.Many2one(
        "res.partner", string="Contact", check_company=True, index="btree_not_null"
    )
    role = fields.Char(
        string="Relation",
        help="What they are to the enterprise: client since 2012, founder, neighbour …",
    )
    influence = fields.Selection(
        LEVELS,
        compute="_compute_influence",
        store=True,
        readonly=False,
        help="How far they can change what the enterprise does. Persons are not rated: "
        "a role or a group has the influence of its category.",
    )
    interest = fields.Selection(
        LEVELS,
        compute="_compute_influence",
        store=True,
        readonly=False,
        help="How far what the enterprise does matters to them. Persons are not rated: "
        "a role or a group has the interest of its category.",
    )
    expectations = fields.Text(help="What they expect from the enterprise.")
    assessment_ids = fields.Many2many("impact.assessment", string="Assessments")
    active = fields.Boolean(default=True)

    _partner_uniq = models.UniqueIndex(
        "(company_id, partner_id, category_id) WHERE partner_id IS NOT NULL",
        "This contact is in the register already, in the same category.",
    )

    @api.depends("partner_id")
    def _compute_name(self):
        for stakeholder in self:
            if stakeholder.partner_id:
                stakeholder.name = stakeholder.partner_id.name
            else:
                stakeholder.name = stakeholder.name or False

    @api.depends("kind", "category_id.influence", "category_id.interest")
    def _compute_influence(self):
        """Organisations may differ from their category; nobody else may."""
        for stakeholder in self:
            category = stakeholder.category_id
            own = stakeholder if stakeholder.kind == "organisation" else category
            stakeholder.influence = own.influence or category.influence
            stakeholder.interest = own.interest or category.interest

    @api.onchange("category_id")
    def _onchange_category_id(self):
        self.influence = self.category_id.influence
        self.interest = self.category_id.interest
        if self.category_id.people_supported:
            self.kind = "group"

    @api.onchange("kind")
    def _onchange_kind(self):
        if self.kind == "group":
            self.partner_id = False

    @api.constrains("kind", "partner_id", "category_id")
    def _check_partner(self):
        """Keep persons who are supported, and ratings of persons, out of the register."""
        for stakeholder in self:
            if stakeholder.category_id.people_supported and stakeholder.kind != "group":
                raise ValidationError(
                    self.env._(
                        "People supported (%(category)s) are never recorded one by one. "
                        "Remove the contact, choose the kind “Group”, and name the group, "
                        "for example “Trainees of the sewing workshop”.",
                        category=stakeholder.category_id.name,
                    )
                )
            if stakeholder.kind == "group" and stakeholder.partner_id:
                raise ValidationError(
                    self.env._(
                        "A group has no contact: remove “%(contact)s”, or choose the kind "
                        "“Organisation” or “Role”.",
                        contact=stakeholder.partner_id.name,
                    )
                )
            if (
                stakeholder.kind == "organisation"
                and stakeholder.partner_id
                and not stakeholder.partner_id.is_company
            ):
                raise ValidationError(
                    self.env._(
                        "“%(contact)s” is a person. Choose the kind “Role” and say which, "
                        "or link the organisation that the person works for.",
                        contact=stakeholder.partner_id.name,
                    )
                )

    @api.constrains("kind", "influence", "interest", "category_id")
    def _check_no_rating_of_persons(self):
        for stakeholder in self:
            category = stakeholder.category_id
            if stakeholder.kind != "organisation" and (
                stakeholder.influence != category.influence
                or stakeholder.interest != category.interest
            ):
                raise ValidationError(
                    self.env._(
                        "Influence and interest are given to organisations and to "
                        "categories only. Change them on the category “%(category)s”.",
                        category=category.name,
                    )
                )
