from odoo import models

from ..report.workbook import workbook


class ImpactIndicatorSet(models.Model):
    # One file for each side of a set keeps them short.
    _inherit = "impact.indicator.set"

    def action_export(self):
        """Download the set as a file that another database can read."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/impact/indicator-set/{self.id}/workbook",
            "target": "download",
        }

    def _set_workbook(self) -> bytes:
        """The set, its indicators with their current definitions, and a guide, as xlsx.

        Indicators of the library stand by their code only: the other database has them.
        """
        self.ensure_one()
        indicators = self.indicator_ids.sorted("code")
        own = indicators.filtered(lambda one: one.namespace == "company")
        sheets = self.env["impact.indicator.set.sheets"]
        parts = {
            "set": [[(self, sheets._sheets()["set"][0][1])]],
            "indicators": [self._indicator_parts(one) for one in indicators],
            "terms": [
                [(term, sheets._sheets()["terms"][0][1])]
                for term in own.current_version_id.term_ids
            ],
        }
        rows = {name: self._sheet_rows(name, lines) for name, lines in parts.items()}
        for row, lines in zip(rows["terms"][1:], parts["terms"], strict=True):
            row[0] = lines[0][0].version_id.indicator_id.code
        guide = (self.env._("Guide"), sheets._guide_rows())
        return workbook(self.name, self.env.company.name, [*rows.items(), guide])

    def _indicator_parts(self, indicator):
        """(record, fields) of an indicator's line: of the library's, code and name alone."""
        (_model, of_indicator), (_version, of_version) = self.env[
            "impact.indicator.set.sheets"
        ]._sheets()["indicators"]
        if indicator.namespace != "company":
            return [(indicator, ("code", "namespace", "name"))]
        return [(indicator, of_indicator), (indicator.current_version_id, of_version)]

    def _sheet_rows(self, name: str, lines) -> list[list]:
        sheets = self.env["impact.indicator.set.sheets"]
        columns = [
            (model, *column)
            for model, names in sheets._sheets()[name]
            for column in sheets._heads(model, names)
        ]
        rows = [[head for _model, head, _field, _lang in columns]]
        for parts in lines:
            cells = {}
            for record, names in parts:
                for head, field, lang in sheets._heads(record._name, names):
                    cells[record._name, head] = sheets._cell(record, field, lang)
            rows.append([cells.get((model, head)) for model, head, _field, _lang in columns])
        if name == "terms":
            rows = [["indicator" if row is rows[0] else "", *row] for row in rows]
        return rows
