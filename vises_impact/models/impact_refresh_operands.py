"""Formulas wait to be computed anew when a figure changes that they are worked out from."""

from odoo import api, models

from .impact_result import EXACT, FIGURES, FROZEN_STATES


class ImpactResult(models.Model):
    # One file for each side of the result keeps them short.
    _inherit = "impact.result"

    @api.model_create_multi
    def create(self, vals_list):
        results = super().create(vals_list)
        results._formulas_wait()
        return results

    def write(self, vals):
        typed = self.filtered(lambda result: result.origin != "computed")
        written = super().write(vals)
        if "state" in vals:
            self._formulas_wait()
        elif set(FIGURES) & set(vals) and not set(EXACT) & set(vals):
            typed._formulas_wait()
        return written

    def unlink(self):
        self.filtered(lambda r: r.origin != "computed" or r.state in FROZEN_STATES)._formulas_wait()
        return super().unlink()

    def _formulas_wait(self):
        """Let the formulas wait that need one of these figures.

        They are computed in the background, at once; nothing that a computation writes
        comes back here.
        """
        own = self.filtered(lambda result: result.organisation_id == result.company_id.partner_id)
        formulas = own.indicator_id._dependents()
        if formulas:
            self.env["impact.refresh"]._want_formulas(formulas, own)


class ImpactRefresh(models.Model):
    _inherit = "impact.refresh"

    @api.model
    def _want_formulas(self, formulas, results):
        """Let formulas be computed in the background, where somebody looks at them.

        That is: in the places of these results if their company uses or follows the
        formula, and wherever it was computed before, such as the year of a month.
        """
        # sudo: nobody writes the queue by hand; what is used and followed is no secret.
        places = self.sudo()
        known = places.search(
            [
                ("indicator_id", "in", formulas.ids),
                ("scope_id", "in", results.scope_id.ids),
                ("date_from", "<=", max(results.mapped("date_from"))),
                ("date_to", ">=", min(results.mapped("date_to"))),
            ]
        ).filtered(
            lambda place: results.filtered(
                lambda r: (
                    r.scope_id == place.scope_id
                    and place.date_from <= r.date_from
                    and r.date_to <= place.date_to
                )
            )
        )
        known.waiting = True
        wanted = dict.fromkeys(
            (formula, result.scope_id, result._period())
            for result in results
            for formula in self._looked_at(formulas, result.company_id)
        )
        if wanted:
            self._want(list(wanted))
        if known or wanted:
            self.env.ref("vises_impact.ir_cron_refresh")._trigger()

    def _looked_at(self, formulas, company):
        """Those that a company uses, or follows in an assessment."""
        # sudo: see above.
        settings = self.env["impact.indicator.setting"].sudo()
        lines = self.env["impact.assessment.indicator"].sudo()
        of_company = [("indicator_id", "in", formulas.ids)]
        used = settings.search([*of_company, ("company_id", "=", company.id), ("used", "=", True)])
        followed = lines.search([*of_company, ("assessment_id.company_id", "=", company.id)])
        return (used.indicator_id | followed.indicator_id).filtered(
            lambda one: one.active and one.company_id <= company
        )
