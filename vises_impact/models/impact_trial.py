import time
from dataclasses import replace

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import formatLang

from ..engine.errors import EngineError
from ..engine.period import Period
from ..engine.quantity import STATUSES_WITH_VALUE as KNOWN
from ..sources import guard
from ..sources.cells import categories_of, dimensions_of
from ..sources.hiding import hide
from ..sources.request import TOTAL, Slot
from .engine_messages import translated
from .impact_place import PERIOD_TYPES, period_label


class ImpactTrial(models.Model):
    """Who tried which definition, on which scope and period, and what was told.

    A live test computes a definition that is not saved yet, as the service account, and
    shows what its reader may see (``sources/guard.py``). The log lets an auditor see who
    asked what, and lets the guard compare a test with those before it. It holds
    definitions, no figures and no people.
    """

    _name = "impact.trial"
    _description = "Live test of a definition"
    _order = "id desc"

    name = fields.Char("Indicator", readonly=True)
    user_id = fields.Many2one("res.users", "Tried by", readonly=True, ondelete="set null")
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade")
    scope_id = fields.Many2one("impact.scope", required=True, readonly=True, ondelete="cascade")
    period_type = fields.Selection(PERIOD_TYPES, required=True, readonly=True)
    date_from = fields.Date("From", required=True, readonly=True)
    date_to = fields.Date("To", required=True, readonly=True)
    formula = fields.Char(readonly=True)
    question = fields.Text("What was counted", readonly=True)
    terms = fields.Json(readonly=True)
    cells = fields.Json(readonly=True)
    answer = fields.Selection(
        [
            ("told", "Shown"),
            ("hidden", "Hidden"),
            ("exact", "Shown to a reader of staff records"),
        ],
        required=True,
        readonly=True,
    )

    @api.model
    def _try(self, version, scope, period) -> dict:
        """Compute an unsaved definition, log that, and tell what the reader may see.

        :param version: a new ``impact.indicator.version``, whose indicator is new too.
        :return: what the screen shows, all in words.
        :raises UserError: whatever is wrong with the definition, in words.
        """
        began = time.perf_counter()
        entitled = self.env["impact.repair"]._may_read_pay()
        try:
            figures = self._figures(version, scope, period, hidden=not entitled)
        except EngineError as error:
            raise UserError(translated(self.env, error)) from error
        if not entitled:
            figures = self._guarded(version, scope, period, figures)
        seconds = time.perf_counter() - began
        total = next(figure for figure in figures if figure.cell == TOTAL)
        told = [f.cell for f in figures if not f.hidden]
        self._log(version, scope, period, "exact" if entitled else "told", told)
        return {
            **self._telling(version, scope, period, total),
            "cells": self._cells(version, scope, figures),
            "filters": self._filters(version, period) + self._operands(version, scope, total),
            "seconds": formatLang(self.env, seconds, digits=2),
        }

    def _figures(self, version, scope, period, hidden: bool) -> list:
        """Figures of the definition alone; those it is worked out from may hide it."""
        computation = self.env["impact.computation"]
        # sudo: definitions and what a scope narrows are the same for all their readers;
        # of the figures, only what is not hidden leaves this model.
        needed = version.indicator_id.sudo()._by_codes(version._parsed_formula().codes)
        needed = needed._with_operands()
        versions = computation._versions(needed) | version.sudo()
        figures = computation._exact_figures(versions, scope.sudo(), [period])
        if hidden:
            figures = hide(figures, computation._threshold_of(scope.sudo()))
        else:
            figures = [f._replace(hidden=False) for f in figures]
        unseen = {f.cell for f in figures if f.hidden}
        if hidden:
            unseen |= self._hidden_cells(needed, scope, period)
        own = [f for f in figures if f.version.id == version.id]
        return [f._replace(hidden=f.hidden or f.cell in unseen) for f in own]

    def _hidden_cells(self, indicators, scope, period) -> set[str]:
        """Cells of which stored figures hide something, for the sake of others beside them."""
        # sudo: whether a figure is hidden, as those who read results see as well.
        results = (
            self.env["impact.result"]
            .sudo()
            .search(
                [
                    ("indicator_id", "in", indicators.ids),
                    ("scope_id", "=", scope.id),
                    ("date_from", "=", period.start),
                    ("date_to", "=", period.last),
                    ("status", "=", "suppressed"),
                ]
            )
        )
        return set(results.mapped(lambda result: result.cell_id.key or TOTAL))

    def _guarded(self, version, scope, period, figures) -> list:
        """Hide what a reader who asks again and again could work out."""
        slot = Slot.of(scope.sudo())  # sudo: what a scope narrows, as for stored figures
        asked = guard.of_version(version, slot, period)
        shown = tuple(f.cell for f in figures if not f.hidden)
        (told,) = guard.told(
            self.env["impact.computation"]._service_env(scope.company_id),
            [replace(asked, cells=shown)],
            self._known([(slot, period)]),
            self._stored(scope.company_id, period),
            self._earlier(scope.company_id),
            scope.company_id._impact_smallest_group(),
        )
        return [f._replace(hidden=f.cell not in told) for f in figures]

    def _known(self, places, dimensions=None) -> list:
        """What the library tells in these scopes and periods.

        :param dimensions: the breakdowns that matter; None: all.
        """
        # sudo: definitions, which are the same for all; figures are not read.
        indicators = (
            self.env["impact.indicator"]
            .sudo()
            .search(
                [
                    ("kind", "=", "records"),
                    ("privacy", "=", "person"),
                    ("company_id", "=", False),
                ],
                order="code",
            )
        )
        return [
            guard.of_version(version, slot, period, dimensions)
            for version in indicators.current_version_id
            for slot, period in places
        ]

    def _stored(self, company, period) -> list:
        """What stored figures of the company's own definitions tell of a period."""
        # sudo: which figures are shown, to all who read results; the figures are not read.
        results = (
            self.env["impact.result"]
            .sudo()
            .search(
                [
                    ("company_id", "=", company.id),
                    ("indicator_id.company_id", "=", company.id),
                    ("status", "in", KNOWN),
                    ("date_from", "=", period.start),
                    ("date_to", "=", period.last),
                ]
            )
        )
        return [
            replace(
                guard.of_version(version, Slot.of(scope), period),
                cells=tuple(some.mapped(lambda result: result.cell_id.key or TOTAL)),
            )
            for (version, scope), some in results.grouped(
                lambda result: (result.version_id, result.scope_id)
            ).items()
        ]

    def _earlier(self, company) -> list:
        """Live tests of the company that were answered, the oldest first."""
        # sudo: the log is compared with, for whomever asks; nothing of it is told.
        trials = self.sudo().search(
            [("company_id", "=", company.id), ("answer", "=", "told")], order="id"
        )
        sources = {source.code: source for source in self.env["impact.source"].sudo().search([])}
        return [
            guard.Asked(
                tuple(
                    (sources[t["source"]], t) for t in trial.terms or [] if t["source"] in sources
                ),
                Slot.of(trial.scope_id),
                Period.inclusive(trial.period_type, trial.date_from, trial.date_to),
                tuple(trial.cells or []),
            )
            for trial in trials
        ]

    def _log(self, version, scope, period, answer: str, cells):
        """Note the test; a figure without people behind it is noted as well."""
        # sudo: nobody writes the log by hand.
        self.sudo().create(
            {
                "name": version.indicator_id.display_name or version.formula,
                "user_id": self.env.uid,
                "company_id": scope.company_id.id,
                "scope_id": scope.id,
                "period_type": period.period_type,
                "date_from": period.start,
                "date_to": period.last,
                "formula": version.formula,
                "question": "\n".join(
                    f"{line['name']} = {line['text']}" for line in self._filters(version, None)
                ),
                "terms": [
                    {"source": term.source_id.code, **guard.term_values(term)}
                    for term in version.term_ids
                ],
                "cells": sorted(cells),
                "answer": answer if cells else "hidden",
            }
        )

    def _telling(self, version, scope, period, total) -> dict:
        """The figure and what stands behind it, in words."""
        company = scope.company_id
        telling = {"period": period_label(self.env, period.period_type, period.start, period.last)}
        if total.hidden:
            return telling | {"figure": self._hidden_text(version, company), "hidden": True}
        result = self._as_result(version, company, total, period)
        gap = self.env["impact.repair"]._find(version, scope, period).get(version.id)
        return telling | {
            "figure": result.shown,
            "reason": result.reason_text,
            "estimated": total.quantity.status == "estimated",
            "count": total.count,
            "coverage": f"{100 * float(total.coverage):.0f} %"
            if total.quantity.is_known and total.coverage is not None
            else "",
            "repair": self.env["impact.repair"]._count_text(gap, company),
            "missing": self.env["impact.repair"]._missing_text(gap),
        }

    def _hidden_text(self, version, company) -> str:
        if version.indicator_id.privacy == "disclosive":
            return self.env._("not released")
        limit = company._impact_smallest_group()
        return self.env._("fewer than %(limit)s", limit=limit)

    def _as_result(self, version, company, figure, period=None):
        """A figure as a result would show it."""
        value = figure.quantity.value
        place = period and {
            "period_type": period.period_type,
            "date_from": period.start,
            "date_to": period.last,
            "provenance": figure.proof,  # names what is missing
        }
        return self.env["impact.result"].new(
            {
                "indicator_id": version.indicator_id,
                "company_id": company.id,
                "value": None if value is None else float(value),
                "status": figure.quantity.status,
                "reason": figure.quantity.reason,
                **(place or {}),
            }
        )

    def _cells(self, version, scope, figures) -> list[dict]:
        """The breakdown in words, in the order of its categories."""
        company = scope.company_id
        labels = self.env["impact.cell"]._category_labels()
        lines = []
        for figure in sorted(
            (f for f in figures if f.cell), key=lambda f: (len(dimensions_of(f.cell)), f.cell)
        ):
            known = [(*labels[name], one) for name, one in categories_of(figure.cell)]
            shown = (
                self._hidden_text(version, company)
                if figure.hidden
                else self._as_result(version, company, figure).shown
            )
            undeclared = self.env._("not declared")
            lines.append(
                {
                    "key": figure.cell,
                    "of": " × ".join(label for label, _choices, _one in known),
                    "name": " × ".join(c.get(one, undeclared) for _label, c, one in known),
                    "figure": shown,
                }
            )
        return lines

    def _filters(self, version, period) -> list[dict]:
        """What each term counts, in words; with a period, relative dates as days."""
        return [{"name": term.name, "text": term._in_words(period)} for term in version.term_ids]

    def _operands(self, version, scope, total) -> list[dict]:
        """The figures that a formula named, in words; none where they may not be told."""
        told = total.proof.get("operands") or {}
        results = self.env["impact.result"]
        lines = []
        for indicator in version.indicator_id._by_codes(told):
            one = told[indicator.code]
            value = None if one["value"] is None else float(one["value"])
            shown = results.new({"indicator_id": indicator.id, "company_id": scope.company_id.id})
            figure = "" if total.hidden else f": {shown._shown(value, one['status'])}"
            lines.append({"name": indicator.code, "text": f"{indicator.name}{figure}"})
        return lines
