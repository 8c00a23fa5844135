from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..sources.mapping_rules import INTEGRATION_RULES, propose

MAPPING_KINDS = [
    ("contract_type", "Contract type"),
    ("departure_reason", "Departure reason"),
    ("partner_tag", "Contact tag"),
]
CONTRACT_CLASSES = [
    ("permanent", "Permanent contract"),
    ("temporary", "Fixed-term contract"),
    ("integration", "Integration contract"),
    ("apprentice", "Apprenticeship"),
    ("other", "Other contract"),
]
FIXED_TERM_CLASSES = ("temporary", "integration", "apprentice")
EXIT_CLASSES = [
    ("resignation", "Resignation"),
    ("dismissal", "Dismissal"),
    ("retirement", "Retirement"),
    ("death", "Death in service"),
    ("mutual", "Mutual agreement"),
    ("end_of_contract", "End of contract"),
    ("other", "Other reason"),
]
INTEGRATION_CLASSES = [
    ("lasting", "Lasting job"),
    ("transition", "Transition job"),
    ("positive", "Training or another integration structure"),
    ("other", "Unemployed or inactive"),
    ("unknown", "Situation not known"),
    ("withdrawn", "Not counted as an exit"),
]
PARTNER_CLASSES = [
    ("social_economy", "Social economy"),
    ("conventional", "Conventional enterprise"),
    ("public_body", "Public body"),
    ("private_funder", "Private funder"),
]


class ImpactMapping(models.Model):
    """What a company's own contract types, departure reasons and tags stand for.

    A record that is mapped to nothing is unknown: figures that need it are
    estimated on the others, with their coverage.
    """

    _name = "impact.mapping"
    _description = "Mapping"
    _order = "company_id, kind, id"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        ondelete="cascade",
    )
    kind = fields.Selection(MAPPING_KINDS, required=True)
    contract_type_id = fields.Many2one(
        "hr.contract.type", "Contract type", index="btree_not_null", ondelete="cascade"
    )
    departure_reason_id = fields.Many2one(
        "hr.departure.reason", "Departure reason", index="btree_not_null", ondelete="cascade"
    )
    partner_tag_id = fields.Many2one(
        "res.partner.category", "Contact tag", index="btree_not_null", ondelete="cascade"
    )
    contract_class = fields.Selection(CONTRACT_CLASSES, "Counts as (contract)")
    exit_class = fields.Selection(EXIT_CLASSES, "Counts as (departure)")
    integration_class = fields.Selection(
        INTEGRATION_CLASSES,
        "After integration",
        compute="_compute_integration_class",
        store=True,
        readonly=False,
        help="Where people on an integration contract go who leave for this reason.",
    )
    partner_class = fields.Selection(PARTNER_CLASSES, "Counts as (contact)")

    _contract_type_unique = models.UniqueIndex(
        "(company_id, contract_type_id) WHERE contract_type_id IS NOT NULL",
        "This contract type is mapped already.",
    )
    _departure_reason_unique = models.UniqueIndex(
        "(company_id, departure_reason_id) WHERE departure_reason_id IS NOT NULL",
        "This departure reason is mapped already.",
    )
    _partner_tag_unique = models.UniqueIndex(
        "(company_id, partner_tag_id) WHERE partner_tag_id IS NOT NULL",
        "This tag is mapped already.",
    )
    _integration_class_of_departure = models.Constraint(
        "CHECK(kind = 'departure_reason' OR integration_class IS NULL)",
        "What comes after integration is said of departure reasons.",
    )
    _one_subject = models.Constraint(
        """CHECK(
            kind NOT IN ('contract_type', 'departure_reason', 'partner_tag')
            OR (kind = 'contract_type' AND contract_type_id IS NOT NULL
                AND num_nonnulls(departure_reason_id, partner_tag_id,
                                 exit_class, partner_class) = 0)
            OR (kind = 'departure_reason' AND departure_reason_id IS NOT NULL
                AND num_nonnulls(contract_type_id, partner_tag_id,
                                 contract_class, partner_class) = 0)
            OR (kind = 'partner_tag' AND partner_tag_id IS NOT NULL
                AND num_nonnulls(contract_type_id, departure_reason_id,
                                 contract_class, exit_class) = 0)
        )""",
        "A mapping says what one contract type, departure reason or tag counts as.",
    )

    @api.depends_context("lang")
    @api.depends("kind", "contract_type_id", "departure_reason_id", "partner_tag_id")
    def _compute_display_name(self):
        for mapping in self:
            mapping.display_name = mapping._subject().display_name or ""

    def _subject(self):
        """The contract type, departure reason or tag that is mapped."""
        self.ensure_one()
        # An hr.contract.type carries no personal data, but its access list is for
        # HR officers: sudo shows its name only.
        mapping = self.sudo()
        return mapping.contract_type_id or mapping.departure_reason_id or mapping.partner_tag_id

    @api.depends("departure_reason_id")
    def _compute_integration_class(self):
        """What the name of the reason tells, in any language; the user may change it."""
        languages = [code for code, _name in self.env["res.lang"].get_installed()]
        for mapping in self:
            reason = mapping.departure_reason_id
            names = {reason.with_context(lang=lang).name for lang in languages}
            proposal = propose(INTEGRATION_RULES, names)
            mapping.integration_class = proposal and proposal.result

    def _class_fields(self):
        """Names of the fields that say what a subject counts as; bridges add theirs."""
        return ["contract_class", "exit_class", "partner_class"]

    @api.constrains("kind", "partner_tag_id", "partner_class")
    def _check_class(self):
        for mapping in self:
            if not any(mapping[name] for name in mapping._class_fields()):
                raise ValidationError(
                    self.env._(
                        "Say what “%(name)s” counts as, or delete the line: without "
                        "one it is unknown.",
                        name=mapping.display_name,
                    )
                )
