"""What the overview's cards show: everything is read with the reader's own rights."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import dropwhile

from markupsafe import Markup
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from ..engine.period import Period, containing
from ..models.impact_place import PLACE, period_label
from ..models.impact_result import FROZEN_STATES
from .chart import Bar, line

PERIODS = 12  # that a card looks back on, its own included
KNOWN = ("measured", "estimated")
# What is read of results; only those of the whole, not broken down.
FIGURE = (*PLACE, "value", "status", "origin", "state", "coverage", "provisional")
INDICATOR = ("name", "unit", "decimals", "direction", "privacy", "company_id")
TOTALS = [("cell_id.key", "=", "")]


@dataclass(frozen=True)
class Card:
    """The records behind one card; those that are not there are empty recordsets."""

    periods: tuple[Period, ...]  # that it looks back on, oldest first, its own last
    results: dict  # by Period
    target: models.Model
    proposal: models.Model
    campaign: models.Model
    deadline: date | bool


class ImpactOverview(models.Model):
    _inherit = "impact.overview"

    result_id = fields.Many2one("impact.result", "Result record", compute="_compute_card")
    shown = fields.Char("Figure", compute="_compute_card")
    since_text = fields.Char("Period before", compute="_compute_card")
    change_text = fields.Char("Change", compute="_compute_card")
    evolution = fields.Selection(
        [
            ("better", "better"),
            ("worse", "worse"),
            ("steady", "steady"),
            ("higher", "higher"),
            ("lower", "lower"),
        ],
        compute="_compute_card",
        help="The figure beside the one before it, in the light of the wished evolution; "
        "higher or lower where the indicator is to be read in context.",
    )
    target_shown = fields.Char("Target", compute="_compute_card")
    target_state = fields.Selection(
        [("reached", "reached"), ("open", "not reached")],
        "Target reached",
        compute="_compute_card",
    )
    history = fields.Html("Past periods", compute="_compute_card", sanitize=False)
    is_missing = fields.Boolean("Missing", compute="_compute_card")
    is_estimated = fields.Boolean("Estimated", compute="_compute_card")
    provisional = fields.Boolean(compute="_compute_card")
    has_gaps = fields.Boolean(
        "Records to repair",
        compute="_compute_card",
        help="Some records could not be judged: the figure is not complete.",
    )
    to_validate = fields.Boolean("To validate", compute="_compute_card")
    proposal_id = fields.Many2one("impact.proposal", "Different figure", compute="_compute_card")
    campaign_id = fields.Many2one("impact.campaign", "Asked in", compute="_compute_card")
    deadline = fields.Date("Due on", compute="_compute_card")
    missing_text = fields.Char("Gap", compute="_compute_card")

    @api.depends_context("lang", "uid")
    @api.depends(*PLACE)
    def _compute_card(self):
        cards = self._cards()
        for row in self:
            row._show(cards[row.id])

    def _show(self, card: Card):
        """Fill the card of this row."""
        before, period = card.periods[-2:]
        nothing = self.env["impact.result"]
        result = card.results.get(period, nothing)
        previous = card.results.get(before, nothing)
        indicator = self.indicator_id
        value = result.value if result else None
        self.result_id = result
        self.shown = result.shown or self.env._("not measured")
        self.since_text = self.env._("since %(period)s", period=self._label(before))
        self.change_text = previous and indicator._change_text(value, previous.value) or False
        self.evolution = self._evolution_word(value, previous.value)
        self.target_shown = card.target.shown
        self.target_state = self._target_state(value, card.target.value)
        self.history = self._history(card)
        self.is_missing = is_missing(result)
        self.is_estimated = result.status == "estimated"
        self.provisional = result.provisional and not self.is_missing
        self.has_gaps = has_gaps(result)
        self.to_validate = to_validate(result)
        self.proposal_id = card.proposal
        self.campaign_id = self.is_missing and card.campaign
        self.deadline = self.is_missing and card.deadline
        self.missing_text = self.is_missing and self._missing_text()

    def _missing_text(self) -> str:
        if not self.deadline:
            return self.env._("Missing")
        return self.env._("Missing, due on %(date)s", date=format_date(self.env, self.deadline))

    def _evolution_word(self, value, before):
        indicator = self.indicator_id
        words = {"wished": "better", "unwished": "worse", "stable": "steady"}
        if evolution := indicator._evolution(value, before):
            return words[evolution]
        change = indicator.unit != "yes_no" and indicator._change(value, before)
        return {1: "higher", 0: "steady", -1: "lower"}[change] if change in (1, 0, -1) else False

    def _target_state(self, value, target):
        """Whether the figure is where it should be; False where no side is the wished one."""
        wished = {"up": (1, 0), "bool": (1, 0), "down": (-1, 0)}.get(self.indicator_id.direction)
        change = self.indicator_id._change(value, target)
        if not wished or change is None:
            return False
        return "reached" if change in wished else "open"

    def _label(self, period: Period) -> str:
        if period.period_type == "quarter":
            number = (period.start.month + 2) // 3
            return self.env._("Q%(number)s %(year)s", number=number, year=period.start.year)
        return period_label(self.env, period.period_type, period.start, period.last)

    @api.depends_context("lang")
    @api.depends("period_type", "date_from", "date_to")
    def _compute_period_label(self):
        for row in self:
            row.period_label = row._label(row._period())

    def _history(self, card: Card):
        """The past periods as a small line, from the first of which there is a result."""
        periods = list(dropwhile(lambda period: period not in card.results, card.periods))
        if len(periods) < 2:
            return False
        marks = [self._mark(period, card.results.get(period)) for period in periods]
        target = card.target.value if card.target else None
        picture = Markup(line(marks, target, self.name))
        return picture and Markup(
            '%s<div class="d-flex justify-content-between"><span>%s</span><span>%s</span></div>'
        ) % (picture, marks[0].label, marks[-1].label)

    def _mark(self, period: Period, result) -> Bar:
        if not result:
            return Bar(self._label(period), None, self.env._("not measured"))
        hidden = result.status == "suppressed"
        return Bar(self._label(period), result.value, result.shown, hidden)

    def _digest_kpi(self) -> dict:
        """What the digest mail says of this card: the figure, what changed, the target."""
        self.ensure_one()
        words = dict(self._fields["evolution"]._description_selection(self.env))
        said = words.get(self.evolution)
        change = {
            "value": self.change_text or said,
            "col_subtitle": " · ".join(filter(None, (self.since_text, self.change_text and said))),
        }
        target = self.env._("Target")
        return {
            "kpi_fullname": self.name,
            "kpi_col1": {"value": self.shown, "col_subtitle": self.period_label},
            "kpi_col2": change if change["value"] else {},
            "kpi_col3": {"value": self.target_shown, "col_subtitle": target}
            if self.target_shown
            else {},
        }

    def _cards(self) -> dict[int, Card]:
        """By row, its records: a statement for each model, however many rows there are."""
        self.indicator_id.fetch(INDICATOR)
        results = defaultdict(dict)
        for result in self._read_places("impact.result", TOTALS, FIGURE, PERIODS):
            results[_place(result)][result._period()] = result
        by_row = {row: results[_place(row)] for row in self}
        nothing = self.env["impact.result"]
        own = {row: by_row[row].get(row._period(), nothing) for row in self}
        missing = self.filtered(lambda row: is_missing(own[row]))
        windows = {last: _looking_back(last, PERIODS) for last in {row._period() for row in self}}
        targets = self._of_own_period("impact.target", [], (*PLACE, "value"))
        proposals = self._proposals()
        campaigns, unasked = missing._campaigns(), (self.env["impact.campaign"], False)
        return {
            row.id: Card(
                windows[row._period()],
                by_row[row],
                targets[row],
                proposals.get(own[row], self.env["impact.proposal"]),
                *campaigns.get(row, unasked),
            )
            for row in self
        }

    def _last_results(self) -> dict:
        """The result of each row's own period, an empty one where there is none."""
        return self._of_own_period("impact.result", TOTALS, FIGURE)

    def _of_own_period(self, model: str, domain, names) -> dict:
        """The record of ``model`` for each row's own period, an empty one if there is none."""
        found = {
            (_place(one), one._period()): one
            for one in self._read_places(model, domain, names, periods=1)
        }
        return {row: found.get((_place(row), row._period()), self.env[model]) for row in self}

    def _read_places(self, model: str, domain, names, periods: int):
        """Records of ``model`` in the places of these rows, in their last ``periods``."""
        if not self:
            return self.env[model]
        windows = []
        for (organisation, scope, period_type), rows in self.grouped(
            lambda row: (row.organisation_id, row.scope_id, row.period_type)
        ).items():
            last = rows[0]._period()
            windows.append(
                [
                    ("company_id", "=", rows[0].company_id.id),
                    ("organisation_id", "=", organisation.id),
                    ("scope_id", "=", scope.id),
                    ("period_type", "=", period_type),
                    ("date_from", ">=", _looking_back(last, periods)[0].start),
                    ("date_to", "<=", last.last),
                ]
            )
        wanted = [("indicator_id", "in", self.indicator_id.ids), *domain]
        return self.env[model].search_fetch(Domain.OR(windows) & Domain(wanted), names, order="id")

    def _proposals(self) -> dict:
        """Proposed figures that differ, by the result beside which they stand."""
        proposals = self.env["impact.proposal"]
        if not proposals.has_access("read"):
            return {}
        wanted = [("indicator_id", "in", self.indicator_id.ids)]
        return {one.result_id: one for one in proposals.search_fetch(wanted, ["result_id"])}

    def _campaigns(self) -> dict:
        """By row, the open campaign that asks for it, the first to be due, and when that is."""
        campaigns = self.env["impact.campaign"]
        if not (self and campaigns.has_access("read")):
            return {}
        # All rows of a company and a kind of period have the same period.
        groups = ["indicator_ids", "company_id", "period_type", "deadline:day"]
        found = campaigns._read_group(self._asked_domain(), groups, ["id:min"])
        found.sort(key=lambda group: group[-2] or date.max, reverse=True)
        asking = {tuple(key): (campaigns.browse(one), day) for *key, day, one in found}
        return {
            row: asking[key]
            for row in self
            if (key := (row.indicator_id, row.company_id, row.period_type)) in asking
        }

    def _asked_domain(self) -> Domain:
        """Open campaigns that ask for any of these rows."""
        periods = [
            [
                ("company_id", "=", company.id),
                ("period_type", "=", period.period_type),
                ("date_from", "=", period.start),
                ("date_to", "=", period.last),
            ]
            for company, period in {(row.company_id, row._period()) for row in self}
        ]
        asked = [("state", "=", "open"), ("indicator_ids", "in", self.indicator_id.ids)]
        return Domain.OR(periods) & Domain(asked)


def is_missing(result) -> bool:
    """Whether there is no figure: none was made, or nothing could be measured."""
    return not result or result.status == "missing"


def has_gaps(result) -> bool:
    """Whether records behind a computed figure could not be judged."""
    if result.origin != "computed" or result.coverage is None:
        return False
    return result.coverage < 1


def to_validate(result) -> bool:
    """Whether there is a figure that nobody has validated."""
    return result.status in KNOWN and result.state not in FROZEN_STATES


def _place(record) -> tuple:
    return record.indicator_id, record.company_id, record.scope_id, record.period_type


def _before(period: Period) -> Period:
    """The period of the same kind that ends the day before."""
    return containing(period.period_type, period.start - timedelta(days=1))


def _looking_back(last: Period, number: int) -> tuple[Period, ...]:
    """So many periods of the same kind, oldest first, up to the ``last``."""
    periods = [last]
    while len(periods) < number:
        periods.append(_before(periods[-1]))
    return tuple(reversed(periods))
