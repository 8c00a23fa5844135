"""Crossed breakdowns of a document as tables: one category down, another across."""

from dataclasses import dataclass

from odoo import models

from ..sources.cells import UNDECLARED, categories_of, cell_key, dimensions_of


@dataclass(frozen=True)
class CrossedTable:
    """A table of one figure: the last column and the last row are its totals.

    :param title: what is crossed, and the unit.
    :param head: labels of the columns, without that of the rows.
    :param rows: label, depth (0: the first category down, 1: one within it), and a figure
        for each column: None where nobody is.
    """

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, int, tuple], ...]


class ImpactAssessment(models.Model):
    # One file for each side of the assessment keeps them short.
    _inherit = "impact.assessment"

    def _document_tables(self, indicator, version, by_place) -> tuple[CrossedTable, ...]:
        """The crossed breakdowns that a definition asks for, in the period of the document."""
        dates = [self.date_from, self.date_to]
        cells = {
            cell: shown
            for (one, cell, *when), shown in by_place.items()
            if one == indicator and when == dates
        }
        return tuple(
            self._crossed_table(indicator, names, cells)
            for names in version._crossings()
            if any(dimensions_of(cell) == frozenset(names) for cell in cells)
        )

    def _crossed_table(self, indicator, names, cells) -> CrossedTable:
        labels = self.env["impact.cell"]._category_labels()
        present = {name: self._present(name, labels, cells) for name in names}
        # The shortest goes across: pages are narrow.
        across = min(names, key=lambda name: len(present[name]))
        down = [name for name in names if name != across]

        def row(found, label, depth):
            keys = [{**found, across: one} for one in present[across]] + [found]
            return label, depth, tuple(cells.get(cell_key(key)) for key in keys)

        rows = []
        for one in present[down[0]]:
            first = {down[0]: one}
            rows.append(row(first, present[down[0]][one], 0))
            for other in present[down[1]] if len(down) > 1 else ():
                found = {**first, down[1]: other}
                if any(set(found.items()) <= set(categories_of(cell)) for cell in cells):
                    rows.append(row(found, present[down[1]][other], 1))
        total = self.env._("Total")
        unit = dict(indicator._fields["unit"]._description_selection(self.env))[indicator.unit]
        if indicator.unit == "currency":
            unit = self.company_id.currency_id.symbol
        return CrossedTable(
            title=f"{' × '.join(labels[name][0] for name in (*down, across))} ({unit.lower()})",
            head=(*present[across].values(), total),
            rows=(*rows, row({}, total, 0)),
        )

    def _present(self, name: str, labels, cells) -> dict[str, str]:
        """Keys and labels of the categories that somebody is in, in their own order."""
        found = {one for cell in cells for of, one in categories_of(cell) if of == name}
        choices = {**labels[name][1], UNDECLARED: self.env._("not declared")}
        return {key: label for key, label in choices.items() if key in found} | {
            key: key for key in sorted(found - choices.keys())
        }

    def _crossed_sheets(self, document):
        """The crossed tables of all indicators, one below the other; no sheet without any."""
        rows = [[self.env._("Code"), self.env._("Indicator"), self.env._("Crossed breakdowns")]]
        for line in document.lines:
            for table in line.tables:
                width = 3 + len(table.head)
                rows[0] += [""] * (width - len(rows[0]))
                rows.append([line.indicator.code, line.indicator.name, table.title, *table.head])
                for label, depth, figures in table.rows:
                    values = [self._crossed_value(line.indicator, one) for one in figures]
                    rows.append(["", "", f"{'   ' * depth}{label}", *values])
        return [(self.env._("Crossed breakdowns"), rows)] if len(rows) > 1 else []

    def _crossed_value(self, indicator, figure):
        """A number of a sheet; the reason where there is a figure without one."""
        if figure is None:
            return None
        return figure.text if figure.value is None else (figure.value, indicator.decimals)
