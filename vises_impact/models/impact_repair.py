from odoo import api, models
from odoo.exceptions import UserError

from ..sources import gaps
from ..sources.request import Slot

NAMES_SHOWN = 3
STAFF = "hr.employee"


class ImpactRepair(models.AbstractModel):
    """Which records a figure could not judge, how many there are, and who may open them."""

    _name = "impact.repair"
    _description = "Records to repair"

    @api.model
    def _find(self, versions, scope, period) -> dict[int, gaps.Gap]:
        """Gaps of definition versions in a scope and an engine period, by version id."""
        env = self.env["impact.computation"]._service_env(scope.company_id)
        # sudo: the definition and what the scope narrows are the same for all readers;
        # of the gaps, only what ``_count_text`` shows leaves this model.
        return gaps.find(env, versions.sudo(), Slot.of(scope.sudo()), period)

    @api.model
    def _count_text(self, gap, company) -> str:
        """How many records there are to repair, as this reader may know it."""
        if not gap:
            return ""
        if not gap.personal or (not gap.of_staff and self._may_open(gap.main_model)):
            return str(gap.count)
        return self._people_text(gap.count, company)

    @api.model
    def _people_text(self, count: int, company) -> str:
        """A count of people alone, as this reader may know it."""
        limit = company._impact_smallest_group()
        if count < limit and not self._may_open(STAFF):
            return self.env._("fewer than %(limit)s", limit=limit)
        return str(count)

    @api.model
    def _missing_text(self, gap) -> str:
        """What was not known, in words: the labels of the fields."""
        if not gap:
            return ""
        sources = self.env["impact.source"].browse(set(gap.fields.values()))
        labels = {(field.source_id.id, field.name): field.label for field in sources.field_ids}
        names = dict.fromkeys(
            labels.get((source_id, name), self.env._("Partner"))
            for name, source_id in gap.fields.items()
        )
        return ", ".join(names)

    @api.model
    def _advice(self, gap, company) -> str:
        """What to do about the fields that are not known."""
        if not gap:
            return ""
        texts = self._advice_texts(company)
        return " ".join(dict.fromkeys(texts[name] for name in gap.fields if name in texts))

    @api.model
    def _advice_texts(self, company) -> dict[str, str]:
        """What to do where a field is not known, by its name; a bridge adds its own."""
        wage = self.env._("Type the wage on the contract.")
        birth = self.env._("Type the birth date on the employee.")
        schedule = self.env._("Choose a working schedule on the contract.")
        trial = self.env._("Type the end of the trial period on the contract.")
        place = self.env._("Type the postcode of the contact.")
        home = self.env._("Type the postcode of the home and of the place of work.")
        if not company.impact_territory:
            place = home = self.env._("Say first which postcodes are your territory.")
        return {
            "contract_class": self.env._(
                "Choose a contract type on the contract, and say what the type counts as."
            ),
            "exit_class": self.env._(
                "Choose a departure reason on the employee, and say what it counts as."
            ),
            "integration_class": self.env._(
                "Choose a departure reason on the employee, and say where people go after it."
            ),
            "ended_in_trial": trial,
            "ended_early": trial,
            "lives_locally": home,
            "works_locally": home,
            "wage": wage,
            "full_time_wage": wage,
            "hourly_wage": wage,
            "sex": self.env._("Say whether it is a woman or a man."),
            "age": birth,
            "age_in_year": birth,
            "birth_date": birth,
            "working_time_rate": schedule,
            "weekly_hours": schedule,
            "total_hours": schedule,
            "partner_class": self.env._("Give the contact a tag, and say what the tag counts as."),
            "is_local": place,
            "municipality": self.env._("Type the town of the contact."),
            "partner_id": self.env._("Name the partner on the journal item."),
            "absence_class": self.env._("Say in the mapping what the time-off type counts as."),
            "hours": self.env._("Complete the record: its hours are not known."),
        }

    @api.model
    def _months_without_entry(self, result) -> int:
        """Months of a computed ledger figure in which something should be booked and is not."""
        # sudo: the proof is kept from most readers for the sake of people; months
        # without a journal entry tell of nobody.
        terms = ((result.sudo().provenance or {}).get("terms") or {}).items()
        monthly = set(result.version_id.term_ids.filtered("monthly").mapped("name"))
        return int(
            sum(
                float(term["considered"]) - float(term["known"])
                for name, term in terms
                if name in monthly
            )
        )

    @api.model
    def _may_open(self, model: str) -> bool:
        """Whether the reader may open records of ``model``; those of staff with their pay."""
        if not self.env[model].has_access("read"):
            return False
        return model != STAFF or self._may_read_pay()

    @api.model
    def _may_read_pay(self) -> bool:
        """Whether the reader may read contracts and pay."""
        versions = self.env["hr.version"]
        return versions.has_access("read") and versions._has_field_access(
            versions._fields["wage"], "read"
        )

    @api.model
    def _whom_to_ask(self, model: str, company) -> str:
        """Who may open records of ``model``, for a reader who may not."""
        keepers = self._keepers()
        # sudo: which records a source counts is the same for all.
        sources = self.env["impact.source"].sudo().search([("record_model", "=", model)])
        if any(source._is_of_staff() for source in sources):  # of whichever app
            keepers = {model: keepers[STAFF], **keepers}
        group, role = keepers.get(
            model, ("account.group_account_invoice", self.env._("who keeps the books"))
        )
        # sudo: names of colleagues who have a role in the company, nothing else.
        users = (
            self.env["res.users"]
            .sudo()
            .search(
                [
                    ("all_group_ids", "in", self.env.ref(group).ids),
                    ("company_ids", "in", company.ids),
                    ("share", "=", False),
                ],
                limit=NAMES_SHOWN,
            )
        )
        if not users:
            return self.env._("Ask a person %(role)s in your enterprise.", role=role)
        names = ", ".join(users.mapped("name"))
        return self.env._("Ask a person %(role)s: %(names)s.", role=role, names=names)

    @api.model
    def _keepers(self) -> dict[str, tuple[str, str]]:
        """Group that may open the records of a model, and its role in words."""
        surveys = ("survey.group_survey_user", self.env._("who manages the questionnaires"))
        return {
            STAFF: ("hr.group_hr_manager", self.env._("who manages the staff records")),
            "survey.survey": surveys,
            "survey.user_input": surveys,
        }

    @api.model
    def _action(self, version, scope, period) -> dict:
        """Open what has to be repaired for a definition, under the reader's own rights.

        Where records of several models have to be, they are offered one beside the other.

        :raises UserError: there is nothing to open, or the reader may not: says whom
            to ask.
        """
        gap = self._find(version, scope, period).get(version.id)
        if not gap:
            raise UserError(self.env._("Nothing is left to repair: compute the figure again."))
        company = scope.company_id
        if not any(map(self._may_open, gap.ids)):
            raise UserError(self._whom_to_ask(gap.main_model, company))
        name = self.env._("To repair: %(missing)s", missing=self._missing_text(gap))
        if len(gap.ids) == 1:
            return self._open(gap.main_model, sorted(gap.ids[gap.main_model]), name)
        parts = self.env["impact.repair.part"].create(
            [self._part_values(gap, model, company) for model in gap.ids]
        )
        return {**self._open(parts._name, parts.ids, name), "view_mode": "list", "target": "new"}

    @api.model
    def _open(self, model, ids, name: str) -> dict:
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": "list,form",
            "domain": [("id", "in", ids)],
            "context": {"active_test": False},
        }

    @api.model
    def _part_values(self, gap, model: str, company) -> dict:
        """Records of one model among those to repair, as far as this reader may know them."""
        may_open = self._may_open(model)
        count = len(gap.ids[model])
        return {
            "name": self.env["ir.model"]._get(model).sudo().name,  # sudo: what a model is called
            "count_text": self._people_text(count, company) if gap.personal else str(count),
            "advice": False if may_open else self._whom_to_ask(model, company),
            "model": model,
            "record_ids": sorted(gap.ids[model]) if may_open else [],
            "may_open": may_open,
        }
