from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..sources import mapping_rules as rules

MAPPING_KINDS = [
    ("contract_type", "Contract type"),
    ("departure_reason", "Departure reason"),
    ("partner_tag", "Contact tag"),
    ("job", "Job position"),
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
JOB_CLASSES = [
    ("management", "Management"),
    ("social_support", "Social support"),
    ("workplace_support", "Technical supervision, workplace coaching"),
    ("target_group", "Target-group worker"),
    ("other", "Other job"),
]
PARTNER_CLASSES = [
    ("social_economy", "Social economy"),
    ("conventional", "Conventional enterprise"),
    ("public_body", "Public body"),
    ("private_funder", "Private funder"),
]


class Kind(NamedTuple):
    """What is mapped, and how a class is proposed.

    :param model: of what is mapped; ``subject``: the field that names it.
    :param choice: the field that says what it counts as.
    :param rules, records: see ``sources/mapping_rules.py``.
    :param need: of those in use, "each" needs a class; "any": one does; "some": one does,
        where there are any; "none" does.
    :param personal: people use it, whose small numbers are hidden.
    """

    model: str
    subject: str
    choice: str
    rules: tuple = ()
    records: dict = {}
    need: str = "any"
    personal: bool = False


class ImpactMapping(models.Model):
    """What a company's own contract types, departure reasons, tags and jobs stand for.

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
    job_id = fields.Many2one(
        "hr.job", "Job position", check_company=True, index="btree_not_null", ondelete="cascade"
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
    job_class = fields.Selection(JOB_CLASSES, "Counts as (job)")
    class_label = fields.Char("Counts as", compute="_compute_class_label")

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
    _job_unique = models.UniqueIndex(
        "(company_id, job_id) WHERE job_id IS NOT NULL", "This job position is mapped already."
    )
    _integration_class_of_departure = models.Constraint(
        "CHECK(kind = 'departure_reason' OR integration_class IS NULL)",
        "What comes after integration is said of departure reasons.",
    )
    # One condition for each kind, so that a bridge adds its own beside it.
    _one_subject = models.Constraint(
        """CHECK(
            (kind = 'contract_type') = (contract_type_id IS NOT NULL)
            AND (kind = 'contract_type' OR contract_class IS NULL)
            AND (kind = 'departure_reason') = (departure_reason_id IS NOT NULL)
            AND (kind = 'departure_reason' OR exit_class IS NULL)
            AND (kind = 'partner_tag') = (partner_tag_id IS NOT NULL)
            AND (kind = 'partner_tag' OR partner_class IS NULL)
            AND (kind = 'job') = (job_id IS NOT NULL)
            AND (kind = 'job' OR job_class IS NULL)
        )""",
        "A mapping says what one contract type, departure reason, tag or job counts as.",
    )

    @api.model
    def _kinds(self) -> dict[str, Kind]:
        """What can be mapped, by kind; a bridge adds its own."""
        return {
            "contract_type": Kind(
                "hr.contract.type",
                "contract_type_id",
                "contract_class",
                rules.CONTRACT_RULES,
                rules.CONTRACT_RECORDS,
                need="each",
                personal=True,
            ),
            "departure_reason": Kind(
                "hr.departure.reason",
                "departure_reason_id",
                "exit_class",
                rules.DEPARTURE_RULES,
                rules.DEPARTURE_RECORDS,
                need="each",
                personal=True,
            ),
            "partner_tag": Kind(
                "res.partner.category", "partner_tag_id", "partner_class", rules.TAG_RULES
            ),
            "job": Kind(
                "hr.job", "job_id", "job_class", rules.JOB_RULES, need="some", personal=True
            ),
        }

    @api.depends_context("lang")
    @api.depends(lambda self: ("kind", *(kind.subject for kind in self._kinds().values())))
    def _compute_display_name(self):
        for mapping in self:
            mapping.display_name = mapping._subject().display_name or ""

    @api.depends_context("lang")
    @api.depends(lambda self: ("kind", *(kind.choice for kind in self._kinds().values())))
    def _compute_class_label(self):
        for mapping in self:
            choice = mapping.kind and self._kinds()[mapping.kind].choice
            labels = choice and dict(self._fields[choice]._description_selection(self.env))
            mapping.class_label = labels and labels.get(mapping[choice])

    def _subject(self):
        """The contract type, departure reason, tag, … that is mapped."""
        self.ensure_one()
        # An hr.contract.type carries no personal data, but its access list is for
        # HR officers: sudo shows its name only.
        mapping = self.sudo()
        return mapping[self._kinds()[mapping.kind].subject] if mapping.kind else mapping.browse()

    @api.depends("departure_reason_id")
    def _compute_integration_class(self):
        """What the name of the reason tells, in any language; the user may change it."""
        proposals = self._proposals(self.departure_reason_id, rules.INTEGRATION_RULES, {})
        for mapping in self:
            proposal = proposals.get(mapping.departure_reason_id)
            mapping.integration_class = proposal and proposal.result

    @api.model
    def _proposals(self, subjects, class_rules, records) -> dict:
        """A class for each subject of which names, code and record leave no doubt."""
        known = {
            self.env.ref(xmlid, raise_if_not_found=False): result
            for xmlid, result in records.items()
        }
        # The reader's own language first: the word found is shown to the reader.
        languages = dict.fromkeys(
            [self.env.lang or "en_US", *(code for code, _ in self.env["res.lang"].get_installed())]
        )
        names = [
            dict(zip(subjects.ids, subjects.with_context(lang=lang).mapped("name"), strict=True))
            for lang in languages
        ]
        found = {}
        for subject in subjects:
            proposal = rules.propose(
                class_rules,
                dict.fromkeys(name[subject.id] for name in names),
                subject.code if "code" in subject._fields else "",
                known.get(subject),
            )
            if proposal:
                found[subject] = proposal
        return found

    @api.constrains(
        lambda self: (
            "kind",
            *(name for kind in self._kinds().values() for name in (kind.subject, kind.choice)),
        )
    )
    def _check_class(self):
        for mapping in self:
            if not mapping[self._kinds()[mapping.kind].choice]:
                raise ValidationError(
                    self.env._(
                        "Say what “%(name)s” counts as, or delete the line: without "
                        "one it is unknown.",
                        name=mapping.display_name,
                    )
                )
