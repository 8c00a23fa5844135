from odoo import api, fields, models

from ..engine.suppression import TOTAL, Count, suppress
from ..models.impact_mapping import (
    CONTRACT_CLASSES,
    EXIT_CLASSES,
    JOB_CLASSES,
    MAPPING_KINDS,
    PARTNER_CLASSES,
    Kind,
)
from ..models.impact_repair import STAFF


class ImpactReadinessLine(models.TransientModel):
    """One contract type, departure reason, tag or job, and what it counts as."""

    _name = "impact.readiness.line"
    _description = "Readiness: what a term stands for"
    _order = "sequence, id"

    readiness_id = fields.Many2one(
        "impact.readiness", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer()
    kind = fields.Selection(MAPPING_KINDS, required=True, readonly=True)
    contract_type_id = fields.Many2one("hr.contract.type", readonly=True, ondelete="cascade")
    departure_reason_id = fields.Many2one("hr.departure.reason", readonly=True, ondelete="cascade")
    partner_tag_id = fields.Many2one("res.partner.category", readonly=True, ondelete="cascade")
    job_id = fields.Many2one("hr.job", readonly=True, ondelete="cascade")
    name = fields.Text(compute="_compute_name")
    in_use = fields.Boolean("Used", readonly=True)
    usage_text = fields.Char("In use", readonly=True)
    contract_class = fields.Selection(CONTRACT_CLASSES, "Counts as (contract)")
    exit_class = fields.Selection(EXIT_CLASSES, "Counts as (departure)")
    partner_class = fields.Selection(PARTNER_CLASSES, "Counts as (contact)")
    job_class = fields.Selection(JOB_CLASSES, "Counts as (job)")
    mapped_class = fields.Char(
        "Mapping so far", readonly=True, help="What the mapping said when this was filled."
    )
    why = fields.Char(readonly=True)
    state = fields.Selection(
        [("mapped", "Mapped"), ("to_apply", "To apply"), ("open", "Not mapped")],
        compute="_compute_state",
    )

    @api.model
    def _kinds(self) -> dict[str, Kind]:
        return self.env["impact.mapping"]._kinds()

    @api.depends(lambda self: ("kind", *(kind.subject for kind in self._kinds().values())))
    def _compute_name(self):
        for line in self:
            subject = line.kind and line[self._kinds()[line.kind].subject]
            line.name = subject and subject.display_name

    @api.depends(
        lambda self: ("kind", "mapped_class", *(kind.choice for kind in self._kinds().values()))
    )
    def _compute_state(self):
        for line in self:
            choice = line[self._kinds()[line.kind].choice] if line.kind else False
            if choice == line.mapped_class:
                line.state = "mapped" if choice else "open"
            else:
                line.state = "to_apply"

    @api.model
    def _subject_field(self, kind: str) -> str:
        return self._kinds()[kind].subject

    def _apply(self):
        """Make the mapping say what the lines say.

        A mapping that somebody made or changed since the lines were filled stays; one
        whose choice was emptied here is deleted.
        """
        mappings = self.env["impact.mapping"]
        companies = self.readiness_id.company_id
        found = {
            (mapping.company_id, mapping._subject()): mapping
            for mapping in mappings.search([("company_id", "in", companies.ids)])
        }
        for line in self.filtered(lambda line: line.state == "to_apply"):
            kind = self._kinds()[line.kind]
            company, subject = line.readiness_id.company_id, line[kind.subject]
            mapping = found.get((company, subject.sudo(False)), mappings)
            if mapping[kind.choice] != line.mapped_class:
                continue
            if mapping and not line[kind.choice]:
                mapping.unlink()
            elif mapping:
                mapping[kind.choice] = line[kind.choice]
            else:
                mappings.create(
                    {
                        "company_id": company.id,
                        "kind": line.kind,
                        kind.subject: subject.id,
                        kind.choice: line[kind.choice],
                    }
                )

    @api.model
    def _fill(self, readiness):
        """Make the lines anew: what is in use and not mapped stands first."""
        self.search([("readiness_id", "=", readiness.id)]).unlink()
        values = [
            line for kind in self._kinds() for line in self._line_values(kind, readiness.company_id)
        ]
        self.create([{"readiness_id": readiness.id, **line} for line in values])

    def _line_values(self, name: str, company) -> list[dict]:
        kind = self._kinds()[name]
        used = self._usage(name, company)
        mapped = {
            mapping[kind.subject].id: mapping[kind.choice]
            for mapping in self.env["impact.mapping"].search(
                [("company_id", "=", company.id), ("kind", "=", name)]
            )
        }
        subjects = self._subjects(kind, company)
        proposals = self.env["impact.mapping"]._proposals(subjects, kind.rules, kind.records)
        texts = self._usage_texts(name, used, company)
        values = []
        for subject in subjects:
            own, proposal = mapped.get(subject.id), proposals.get(subject)
            count = used.get(subject.id, 0)
            values.append(
                (
                    (not (count and not own), not count, not proposal),
                    -texts[subject.id][0] if count else 0,
                    subject.display_name or "",
                    {
                        "kind": name,
                        kind.subject: subject.id,
                        kind.choice: own or (proposal and proposal.result),
                        "mapped_class": own,
                        "in_use": bool(count),
                        "usage_text": texts[subject.id][1] if count else self.env._("not in use"),
                        "why": self._why(proposal) if proposal and not own else False,
                    },
                )
            )
        values.sort(key=lambda value: value[:3])
        return [{"sequence": n, **value[3]} for n, value in enumerate(values)]

    def _subjects(self, kind: Kind, company):
        """What there is to map, as the company's country goes."""
        subjects = self.env[kind.model]
        own = {"active": (True,), "country_id": (False, company.country_id.id)}
        own["company_id"] = (False, company.id)
        return subjects.search(
            [(name, "in", values) for name, values in own.items() if name in subjects._fields]
        )

    def _why(self, proposal) -> str:
        texts = {
            "record": self.env._("comes with Odoo"),
            "code": self.env._("its code holds “%(word)s”", word=proposal.found),
            "name": self.env._("its name holds “%(word)s”", word=proposal.found),
        }
        return texts[proposal.origin]

    @api.model
    def _usage(self, kind: str, company) -> dict[int, int]:
        """How many people or contacts use each subject, by its id; False: use none."""
        if kind == "partner_tag":
            groups = self.env["res.partner"]._read_group(
                [("category_id", "!=", False), ("company_id", "in", (False, company.id))],
                ["category_id"],
                ["__count"],
            )
            return {tag.id: count for tag, count in groups}
        domain = [("company_id", "=", company.id), ("employee_id", "!=", False)]
        if kind == "departure_reason":
            domain.append(("departure_reason_id", "!=", False))
        # sudo: counts of people by type or reason; ``_usage_texts`` hides the small ones
        # from readers who may not see the staff records.
        groups = (
            self.env["hr.version"]
            .sudo()
            ._read_group(domain, [self._subject_field(kind)], ["employee_id:count_distinct"])
        )
        return {subject.id: count for subject, count in groups}

    def _usage_texts(self, kind: str, used, company) -> dict[int, tuple[int, str]]:
        """By subject: a number to sort by that tells no more than the text, and the text."""
        if not self._kinds()[kind].personal or self.env["impact.repair"]._may_open(STAFF):
            return {subject: (count, str(count)) for subject, count in used.items()}
        limit = company._impact_smallest_group()
        counts = [Count(str(subject), count) for subject, count in used.items()]
        counts.append(Count(TOTAL, sum(used.values())))
        hidden = suppress(counts, limit)
        texts = {}
        for subject, count in used.items():
            if str(subject) not in hidden:
                texts[subject] = (count, str(count))
            elif count < limit:
                texts[subject] = (1, self.env._("fewer than %(limit)s", limit=limit))
            else:
                texts[subject] = (limit, self.env._("%(limit)s or more", limit=limit))
        return texts
