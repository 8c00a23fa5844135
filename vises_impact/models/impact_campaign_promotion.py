"""From validated lines to results, by the rule of each indicator's definition."""

from odoo import models
from odoo.exceptions import UserError

from .impact_result import FROZEN_STATES

FIGURE_FIELDS = ("value", "numerator", "denominator")


class ImpactCampaign(models.Model):
    # One file for each side of the campaign keeps them short.
    _inherit = "impact.campaign"

    def _promote(self, indicators):
        """Make results of the validated lines of ``indicators``.

        :raises UserError: where a result is locked and the forms say something else.
        """
        self.ensure_one()
        found = self._results_by_indicator(indicators)
        locked = []
        for indicator in indicators:
            lines = self._counted(self._validated_lines(indicator))
            if not lines:
                continue
            result = found.get(indicator, self.env["impact.result"])
            values = self._figure_of(lines, indicator)
            if result.state == "locked":
                if not self._says_the_same(result, values):
                    locked.append(result)
                continue
            self._store(result, values, lines, indicator)
        if locked:
            raise UserError(
                self.env._(
                    "These results are locked and can no longer change: %(names)s. Send the "
                    "form back, or leave its figures as they are.",
                    names="; ".join(f"{one.display_name} ({one.shown})" for one in locked),
                )
            )

    def _validated_lines(self, indicator):
        return self.line_ids.filtered(
            lambda line: line.indicator_id == indicator and line.form_id.state == "validated"
        )

    def _undecided(self):
        """Indicators that wait for the lead's choice between several answers."""
        indicators = self.env["impact.indicator"]
        for indicator, lines in self.line_ids.grouped("indicator_id").items():
            lines = lines.filtered(lambda line: line.form_id.state == "validated")
            if lines and not self._counted(lines):
                indicators |= indicator
        return indicators

    def _counted(self, lines):
        """The lines that make the result; none while the lead still has to choose.

        A figure that somebody has goes before "not measured" of somebody else.
        """
        answered = lines.filtered(lambda line: line.status == "answered")
        rule = lines.version_id[:1].form_rule
        if rule == "sum":
            return lines
        if rule == "latest":
            return (answered or lines).sorted(lambda line: line.form_id.submitted_date)[-1:]
        chosen = lines.filtered("is_chosen")
        if chosen or len(answered) > 1:
            return chosen[:1]
        return answered or lines.sorted(lambda line: line.status == "not_measured")[-1:]

    def _figure_of(self, lines, indicator) -> dict:
        """One figure from the lines that count: parts are summed, ratios worked out again.

        Lines on which "not measured" stands, or that are not validated yet, make a sum
        incomplete: it is estimated, and its coverage says on how many answers it stands.
        """
        answered = lines.filtered(lambda line: line.status == "answered")
        values = dict.fromkeys((*FIGURE_FIELDS, "coverage"))
        if not answered:
            missing = any(line.status == "not_measured" for line in lines)
            return {**values, "status": "missing" if missing else "not_applicable"}
        if answered[0].form_input == "ratio":
            values["numerator"] = sum(answered.mapped("numerator"))
            values["denominator"] = sum(answered.mapped("denominator"))
            values["value"] = answered[0]._ratio(values["numerator"], values["denominator"])
        else:
            values["value"] = sum(answered.mapped("value"))
        asked = lines
        if lines.version_id[:1].form_rule == "sum":
            asked = self.line_ids.filtered(
                lambda line: line.indicator_id == indicator and line.status != "not_applicable"
            )
        complete = answered >= asked.filtered(lambda line: line.status != "not_applicable")
        if not complete:
            values["coverage"] = len(answered) / len(asked)
        return {**values, "status": "measured" if complete else "estimated"}

    def _store(self, result, values, lines, indicator):
        """Write the figure; one that was validated otherwise stays, and gets a proposal."""
        mine = result.form_line_ids.campaign_id == self
        if result.state in FROZEN_STATES and not mine:
            if not self._says_the_same(result, values):
                self._propose(result, values)
            return
        values = {
            **values,
            "version_id": lines.version_id[:1].id,
            "count": None,
            "reason": False,
            "provisional": False,
            "comment": self._comment_of(lines),
            "state": "validated",
        }
        # sudo: a result's state and origin move by actions only; this one is made from
        # forms that the lead, whose rights were checked, has validated.
        stored = result.sudo()
        if stored:
            # First whose figure it is: exact figures follow those that are typed.
            stored.origin = "declared"
            stored.write(values)
        else:
            stored = stored.create({**self._key_of(indicator), **values, "origin": "declared"})
        self._link(stored.sudo(False))

    def _link(self, result):
        """Note on the lines that they make ``result``, so that it shows their documents."""
        lines = self._counted(self._validated_lines(result.indicator_id))
        (result.form_line_ids - lines).result_id = False
        lines.result_id = result

    def _propose(self, result, values):
        # sudo: proposals are made by the addon only; the lead accepts or dismisses it.
        proposals = self.env["impact.proposal"].sudo()
        proposals.search([("result_id", "=", result.id), ("campaign_id", "!=", False)]).unlink()
        figures = {name: values[name] for name in (*FIGURE_FIELDS, "status")}
        proposal = proposals.create(
            {
                "result_id": result.id,
                "campaign_id": self.id,
                "status": "suppressed",
                **{f"exact_{name}": value for name, value in figures.items()},
            }
        )
        if self.env["impact.disclosure"]._shows(proposal):
            proposal.write(figures)

    def _says_the_same(self, result, values) -> bool:
        # sudo: the exact figure is compared, and nothing of it told: it may be hidden.
        kept = result.sudo()
        figures = {name: values[name] for name in FIGURE_FIELDS}
        return kept.exact_status == values["status"] and all(
            (kept[f"exact_{name}"] is None) == (value is None)
            and (value is None or abs(kept[f"exact_{name}"] - value) < 1e-6)
            for name, value in figures.items()
        )

    def _comment_of(self, lines):
        """What respondents noted; with their names where there are several of them."""
        noted = lines.filtered("comment")
        if len(lines) == 1:
            return noted.comment
        return "\n".join(f"{line.respondent_id.name}: {line.comment}" for line in noted) or False

    def _key_of(self, indicator) -> dict:
        """What makes the result unique: whose it is, of what, and when."""
        return {
            "indicator_id": indicator.id,
            "company_id": self.company_id.id,
            "organisation_id": self.company_id.partner_id.id,
            "scope_id": self.scope_id.id,
            "period_type": self.period_type,
            "date_from": self.date_from,
            "date_to": self.date_to,
            "cell_id": self.env["impact.cell"]._by_key([""])[""],
        }

    def _results_by_indicator(self, indicators) -> dict:
        """The results on these indicators in the campaign's scope and period."""
        key = self._key_of(self.env["impact.indicator"])
        key["indicator_id"] = indicators.ids
        results = self.env["impact.result"].search(
            [(name, "in" if isinstance(value, list) else "=", value) for name, value in key.items()]
        )
        return {result.indicator_id: result for result in results}
