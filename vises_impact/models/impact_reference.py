"""Where an indicator is found again in the standards of others."""

import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError

STANDARDS = [
    ("vsme", "VSME"),
    ("be_social_balance", "Belgian social balance sheet"),
    ("sdg", "SDG"),
    ("gri", "GRI"),
    ("iris", "IRIS+"),
]
# How each standard writes one code; figures of which it asks the sum are joined by " + ".
PATTERNS = {
    "vsme": (r"[A-Z][A-Za-z0-9-]+", "NumberOfEmployees"),
    "be_social_balance": (r"\d{3,5}", "1051 + 1052"),
    "sdg": (r"\d{1,2}\.\w{1,2}", "8.5"),
    "gri": (r"\d{1,3}-\d{1,2}", "2-7"),
    "iris": (r"[FOP][DIPS]\d{4}", "OI8864"),
}
ADDRESSES = {
    "sdg": "http://metadata.un.org/sdg/{}",
    "iris": "https://iris.thegiin.org/metric/5.3/{}/",
}


class ImpactReference(models.Model):
    """An indicator's place in a standard: a concept, a number, a target.

    Only codes and numbers of the standards are kept, never their texts: those of GRI and
    IRIS+ may not be copied.
    """

    _name = "impact.reference"
    _description = "Reference to a standard"
    _order = "standard, code, indicator_id"

    indicator_id = fields.Many2one(
        "impact.indicator", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="indicator_id.company_id", store=True, index=True)
    standard = fields.Selection(STANDARDS, required=True, default="vsme")
    code = fields.Char(
        required=True, help="As the standard writes it: NumberOfEmployees, 1051 + 1052, 8.5, 2-7."
    )
    paragraph = fields.Char(help="Where the standard asks for it, such as B8/39/a.")
    edition = fields.Char(help="The edition of the standard in which the code was looked up.")
    closeness = fields.Selection(
        [
            ("same", "The same figure"),
            ("part", "One of its parts"),
            ("near", "Close: the definitions differ"),
            ("theme", "The same subject"),
        ],
        required=True,
        default="near",
        help="How far a figure of this indicator answers what the standard asks.",
    )
    url = fields.Char("Address", compute="_compute_url")

    _unique = models.Constraint(
        "UNIQUE(indicator_id, standard, code)",
        "This indicator has this reference already.",
    )

    @api.depends("standard", "code")
    def _compute_url(self):
        """The page of the code, where the standard gives each code one."""
        for reference in self:
            address = ADDRESSES.get(reference.standard)
            single = reference.code and " " not in reference.code
            reference.url = address and single and address.format(reference.code.lower())

    @api.depends_context("lang")
    @api.depends("standard", "code")
    def _compute_display_name(self):
        labels = dict(self._fields["standard"]._description_selection(self.env))
        for reference in self:
            name = f"{labels.get(reference.standard, '')} {reference.code or ''}"
            reference.display_name = name.strip()

    @api.constrains("standard", "code")
    def _check_code(self):
        for reference in self:
            pattern, example = PATTERNS[reference.standard]
            if not re.fullmatch(rf"{pattern}(?: \+ {pattern})*", reference.code):
                raise ValidationError(
                    self.env._(
                        "“%(code)s” is not a code of this standard. It should look like "
                        "%(example)s.",
                        code=reference.code,
                        example=example,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        references = super().create(vals_list)
        references.indicator_id._library_guard()
        return references

    def write(self, vals):
        self.indicator_id._library_guard()
        result = super().write(vals)
        self.indicator_id._library_guard()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_library(self):
        self.indicator_id._library_guard()


class ImpactIndicator(models.Model):
    _inherit = "impact.indicator"

    # Not copied: one copies an indicator to change what it means.
    reference_ids = fields.One2many("impact.reference", "indicator_id", "References")
