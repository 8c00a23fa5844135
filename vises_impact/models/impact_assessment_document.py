"""What the report and the workbook of an assessment say, as their readers may see it."""

from markupsafe import Markup
from odoo import api, fields, models
from odoo.tools import float_compare, format_date

from ..engine.quantity import STATUSES_WITH_VALUE as KNOWN
from ..engine.recipient import SMALLEST_GROUP, Recipient
from ..report import chart
from ..report.document import Document, Line, Shown
from ..sources.cells import dimensions_of

YEARS = 4  # periods in a chart
WORDED_HERE = ("D", "J")


class ImpactAssessment(models.Model):
    # One file for each side of the assessment keeps them short.
    _inherit = "impact.assessment"

    report_lang = fields.Selection(
        lambda self: self.env["res.lang"].get_installed(),
        "Language of the report",
        default=lambda self: self.env.lang,
        help="Language of the printed report and the workbook. Empty: the language of the "
        "company, else your own.",
    )

    def _document_lang(self) -> str:
        """The language that the report and the workbook are written in."""
        self.ensure_one()
        installed = dict(self.env["res.lang"].get_installed())
        wishes = (self.report_lang, self.company_id.partner_id.lang, self.env.lang)
        return next((lang for lang in wishes if lang in installed), self.env.user.lang)

    def _recipient(self) -> Recipient:
        """Whom a document is written for: the assessment's audience, or that of a publication."""
        self.ensure_one()
        kind = self.env.context.get("impact_recipient")
        view = self.env["impact.publication.view"]
        return view._recipient(kind if kind in SMALLEST_GROUP else self.audience, self.company_id)

    def _recipient_text(self) -> str:
        kinds = self.env["impact.publication"]._fields["kind"]._description_selection(self.env)
        return dict(kinds)[self._recipient().kind]

    def _document(self) -> Document:
        """All that a document prints of the figures, for its recipient.

        :raises AccessError: for those who may not read results: to them every figure
            would look missing.
        """
        self.ensure_one()
        results = self._document_results()
        recipient = self._recipient()
        hidden = self.env["impact.publication.view"]._hidden(results, recipient)
        by_place = {
            (result.indicator_id, result.cell_id.key or "", result.date_from, result.date_to): (
                self._document_figure(result, result in hidden)
            )
            for result in results
        }
        lines = {
            line.indicator_id: self._document_line(line, by_place)
            for line in self.indicator_line_ids
        }
        return Document(
            groups=tuple(
                (group["criterion"], tuple(lines[one["indicator"]] for one in group["indicators"]))
                for group in self._report_lines()
            ),
            lines=tuple(lines.values()),
            threshold=recipient.threshold,
        )

    def _document_results(self):
        """Figures of this period and those before it, breakdowns included."""
        results = self.env["impact.result"]
        results.check_access("read")
        return results.search(
            [
                ("indicator_id", "in", self.indicator_line_ids.indicator_id.ids),
                ("company_id", "=", self.company_id.id),
                ("organisation_id", "=", self.company_id.partner_id.id),
                ("scope_id", "=", self.scope_id.id),
                ("period_type", "=", self.period_type),
                ("date_to", "<=", self.date_to),
            ],
            order="date_to, cell_id, id",
        )

    def _document_figure(self, result, hidden=False) -> Shown:
        recipient = self._recipient()
        value, status = result.value, result.status or "missing"
        if hidden:
            value, status = None, "suppressed"
        elif recipient.is_exact and status == "suppressed" and self.env["impact.result"]._exact():
            value, status = result.exact_value, result.exact_status
        if status not in KNOWN:
            value = None
        if value is not None and recipient.is_public:
            value = result._printed_value()
        status_text = self._document_status(result, status)
        coverage = None if value is None else self._document_coverage(result)
        words = [status_text]
        if coverage is not None:
            words.append(self._document_coverage_text(result, coverage))
        if value is not None and result.provisional:
            words.append(self.env._("provisional"))
        if status in ("missing", "not_applicable") and result.reason_text:
            words.append(result.reason_text)
        text = result._shown(value, status) if result else self.env._("not measured")
        return Shown(
            result=result,
            status=status,
            value=value,
            text=text,
            number=text if value is None else result.indicator_id._number_text(value),
            status_text=status_text,
            coverage=coverage,
            quality=" · ".join(words),
        )

    def _document_status(self, result, status) -> str:
        if status == "suppressed" and result.privacy == "disclosive":
            return self.env._("Not released")
        return dict(result._fields["status"]._description_selection(self.env))[status]

    def _document_coverage(self, result) -> float | None:
        """The part of the records that could be judged.

        For the public it is rounded down to tenths where people are counted: 98 % of 53
        people would say that one of them is unlike the others.
        """
        coverage = result.coverage
        if coverage is None or coverage is False or coverage >= 1:
            return None if coverage is False else coverage
        if self._recipient().is_public and result.privacy == "person":
            return int(coverage * 10) / 10
        return coverage

    def _document_coverage_text(self, result, coverage) -> str:
        share = f"{int(round(coverage * 100, 6))}\N{NO-BREAK SPACE}%"
        if coverage != result.coverage:
            return self.env._("coverage: at least %(share)s", share=share)
        return self.env._("coverage: %(share)s", share=share)

    def _document_line(self, line, by_place) -> Line:
        indicator = line.indicator_id
        nothing = self._document_figure(self.env["impact.result"])
        now = by_place.get((indicator, "", self.date_from, self.date_to), nothing)
        before = None
        if self.compare_date_from:
            compared = (self.compare_date_from, self.compare_date_to)
            before = by_place.get((indicator, "", *compared), nothing)
        past = before.value if before else None
        change = evolution = None
        if now.value is not None and past is not None:
            places = indicator.decimals
            sign = float_compare(now.value, past, precision_digits=places)
            change = {1: "up", -1: "down", 0: "stable"}[sign]
            evolution = line.indicator_id._evolution(now.value, past)
        version = now.result.version_id or indicator.current_version_id
        details = list(self._document_details(indicator, by_place))
        past = self._document_past(indicator, by_place)
        return Line(
            indicator=indicator,
            version=version,
            now=now,
            before=before,
            target=line.target_id,
            change=change,
            evolution=evolution,
            arrow=self._document_arrow(change, evolution),
            chart=self._document_chart(line, past),
            past=past,
            details=tuple(found for size, found in details if size == 1),
            crossed=tuple(found for size, found in details if size > 1),
            tables=self._document_tables(indicator, version, by_place),
        )

    def _document_arrow(self, change, evolution) -> Markup:
        if not change:
            return Markup()
        good = {"wished": True, "unwished": False}.get(evolution)
        # Markup: the chart module escapes what it is given.
        return Markup(chart.arrow({"up": 1, "down": -1, "stable": 0}[change], good))

    def _document_past(self, indicator, by_place) -> tuple[Shown, ...]:
        """The totals of this period and of those before it, as a chart shows them."""
        if indicator.unit == "yes_no":
            return ()
        totals = (
            shown
            for (one, cell, *_dates), shown in by_place.items()
            if one == indicator and not cell
        )
        return tuple(totals)[-YEARS:]

    def _document_chart(self, line, past) -> Markup:
        """The past periods, this one, and the target; empty with fewer than two of them."""
        if not past:
            return Markup()
        periods = [chart.Bar(shown.result.period_label, shown.value, shown.text) for shown in past]
        target = None
        if line.target_id:
            target = chart.Bar(self.env._("Target"), line.target_id.value, line.target_id.shown)
        if sum(bar.value is not None for bar in (*periods, *([target] if target else []))) < 2:
            return Markup()
        # Markup: the chart module escapes what it is given.
        return Markup(chart.bars(periods, target, line.indicator_id.name))

    def _document_details(self, indicator, by_place):
        """Cells of the breakdowns in this period, and the same before where known.

        :return: number of dimensions; name, figure, figure before.
        """
        compared = (self.compare_date_from, self.compare_date_to)
        for (one, cell, *dates), now in by_place.items():
            if one == indicator and cell and dates == [self.date_from, self.date_to]:
                before = by_place.get((indicator, cell, *compared))
                yield len(dimensions_of(cell)), (now.result.cell_id.name, now, before)

    def _document_participants(self, engagement) -> list[str]:
        """Who took part in an exchange: to the public, no number of a small group."""
        recipient = self._recipient()
        return [
            line.category_id.name
            if recipient.is_public and line.count < recipient.threshold
            else self.env._(
                "%(category)s: %(count)d", category=line.category_id.name, count=line.count
            )
            for line in engagement.participant_line_ids
        ]

    def _document_limits(self, document) -> list[tuple[str, list[str]]]:
        """What a reader should bear in mind: a sentence each, and the indicators it is about."""
        lines = document.lines

        def of(status, privacy=None):
            return [
                line
                for line in lines
                if line.now.status == status
                and (privacy is None or (line.indicator.privacy == "disclosive") == privacy)
            ]

        shown = [line for line in lines if line.now.status in KNOWN]
        cells_hidden = [
            line
            for line in lines
            if any(one.status == "suppressed" for _n, one, _b in (*line.details, *line.crossed))
        ]
        limits = [
            (
                self.env._(
                    "Estimated: some records could not be judged, and the figure is that of "
                    "the others."
                ),
                [self._named(line, coverage=True) for line in of("estimated")],
            ),
            (
                self.env._(
                    "Provisional: the period was not over or its books were not closed when "
                    "the figure was computed. It may still change."
                ),
                [self._named(line) for line in shown if line.now.result.provisional],
            ),
            (
                self.env._("Not measured: nothing is known, which is not the same as zero."),
                [self._named(line) for line in of("missing")],
            ),
            (
                self.env._("Not applicable: the figure has no meaning in this period."),
                [self._named(line) for line in of("not_applicable")],
            ),
            (
                self.env._(
                    "Hidden: the figure would tell about fewer than %(number)d people, or give "
                    "away one that does.",
                    number=document.threshold,
                ),
                [self._named(line) for line in of("suppressed", False)],
            ),
            (
                self.env._("Hidden in part: some categories count too few people to be shown."),
                [self._named(line) for line in cells_hidden if line.now.status != "suppressed"],
            ),
            (
                self.env._("Not released: the figure would tell about the pay of single persons."),
                [self._named(line) for line in of("suppressed", True)],
            ),
            (
                self.env._("Wording by this library: check with your funder before you use it."),
                [self._named(line) for line in lines if line.indicator.confidence in WORDED_HERE],
            ),
        ]
        return [(sentence, names) for sentence, names in limits if names]

    def _named(self, line, coverage=False) -> str:
        """An indicator in a list of limits, with its coverage where that matters."""
        name = line.indicator.name
        if not coverage or line.now.coverage is None:
            return name
        return f"{name} ({self._document_coverage_text(line.now.result, line.now.coverage)})"

    @api.model
    def _document_moment(self, result) -> str:
        """The day on which a figure was computed or typed, in the reader's own time."""
        moment = result.computed_at or result.create_date
        if not moment:
            return ""
        return format_date(self.env, fields.Datetime.context_timestamp(self, moment).date())
