"""How computed figures are kept: only what differs is written, what stands is left alone."""

from decimal import Decimal

from odoo import api, models
from odoo.tools import SQL

from ..engine.quantity import Quantity
from ..sources.computed import ComputedFigure
from ..sources.request import TOTAL, columns, values_list
from .impact_place import PLACE
from .impact_result import EXACT, FIGURES, FROZEN_STATES
from .impact_target import PROPOSED
from .tally import Tally

BATCH = 1000
KEY = (*PLACE, "cell_id")
# What a figure says; the rest tells when and by whom it was written.
SAID = (
    "version_id",
    "theme",
    *FIGURES,
    *EXACT,
    "provenance",
    "reason",
    "provisional",
    "coverage",
)
COLUMNS = (
    *KEY,
    *SAID,
    "origin",
    "state",
    "computed_at",
    "create_uid",
    "create_date",
    "write_uid",
    "write_date",
)
WRITTEN_ONCE = {*KEY, "create_uid", "create_date", "state", "origin"}


class ImpactComputation(models.AbstractModel):
    _inherit = "impact.computation"

    @api.model
    def _store(self, rows: list[dict]) -> Tally:
        """Keep figures that were just computed, for all cells of their scopes and periods."""
        proposed = self._propose(rows)
        return Tally(len(rows), self._replace(rows), proposed)

    def _replace(self, rows) -> int:
        """Write the figures that differ and drop the cells that are gone; how many differ."""
        written = self._upsert(rows)
        self.env["impact.result"]._drop_empty_cells({tuple(row[n] for n in KEY) for row in rows})
        return written

    @api.model
    def _store_failure(self, indicator, scopes, periods):
        """Say on the results of an indicator that its definition could not be worked out.

        An older figure would pass for one of today: it gives way, unless it is
        validated or typed.
        """
        figures = [
            ComputedFigure(
                version=indicator.current_version_id,
                scope_id=scope.id,
                position=position,
                cell=TOTAL,
                quantity=Quantity(None, "missing", "failed"),
            )
            for scope in scopes
            for position in range(len(periods))
        ]
        self._replace(self._rows(figures, scopes, periods))

    def _propose(self, rows) -> int:
        """A figure that is validated or typed stays; a different one is proposed.

        A proposal that somebody dismissed comes back only with another figure.
        """
        frozen = self._frozen_by_key(rows)
        # sudo: exact figures are compared, only the shown one is stored.
        proposals = self.env["impact.proposal"].sudo().with_context(active_test=False)
        results = [result.id for result in frozen.values()]
        known = {
            proposal.result_id: proposal
            for proposal in proposals.search(
                [("result_id", "in", results), ("campaign_id", "=", False)]
            )
        }
        made = []
        proposed = 0
        for row in rows:
            result = frozen.get(tuple(row[name] for name in KEY))
            if not result:
                continue
            old = known.get(result, proposals)
            typed = result.origin != "computed"
            if not self._differs(row, result) or (typed and row["exact_value"] is None):
                # A typed figure where the records tell nothing: nothing to propose.
                old.unlink()
                continue
            values = {name: row[name] for name in (*PROPOSED, "version_id")}
            if not old:
                made.append({"result_id": result.id, **values})
            elif self._differs(row, old):
                old.write({**values, "active": True})
                proposed += 1
        proposals.create(made)
        return proposed + len(made)

    def _frozen_by_key(self, rows) -> dict:
        """The results among those of ``rows`` that no computation overwrites."""
        keys = {tuple(row[name] for name in KEY) for row in rows}
        # sudo: exact figures are compared; nothing of them is told here.
        found = (
            self.env["impact.result"]
            .sudo()
            .search(
                [
                    ("indicator_id", "in", list({row["indicator_id"] for row in rows})),
                    ("scope_id", "in", list({row["scope_id"] for row in rows})),
                    ("date_to", "in", list({row["date_to"] for row in rows})),
                    "|",
                    ("state", "in", FROZEN_STATES),
                    ("origin", "!=", "computed"),
                ]
            )
        )
        by_key = {tuple(self._key_of(result)): result for result in found}
        return {key: result for key, result in by_key.items() if key in keys}

    def _key_of(self, result):
        for name in KEY:
            value = result[name]
            yield value.id if isinstance(value, models.BaseModel) else value

    def _differs(self, row, kept) -> bool:
        """Whether a computed figure is another one than a result or a proposal says."""
        new, old = row["exact_value"], kept.exact_value
        if (new is None) or (old is None):
            return (new is None) != (old is None)
        return abs(new - Decimal(str(old))) > Decimal("0.0000005")

    def _upsert(self, rows) -> int:
        """Write the figures that are new or differ from what is kept; return how many.

        Those that are validated, locked or typed stay.
        """
        results = self.env["impact.result"]
        results.flush_model()
        written = 0
        for start in range(0, len(rows), BATCH):
            written += len(self.env.execute_query(self._upsert_sql(rows[start : start + BATCH])))
        if written:
            results.invalidate_model()
        return written

    def _upsert_sql(self, rows) -> SQL:
        """One statement that compares the rows with those kept, and touches no other."""
        updates = SQL(", ").join(
            SQL("%s = EXCLUDED.%s", SQL.identifier(name), SQL.identifier(name))
            for name in COLUMNS
            if name not in WRITTEN_ONCE
        )
        return SQL(
            """
            INSERT INTO impact_result AS kept (%(names)s)
            SELECT %(new)s
              FROM %(values)s AS new(%(names)s)
              LEFT JOIN impact_result old ON %(same_key)s
             WHERE old.id IS NULL
                OR (old.state NOT IN %(frozen)s AND old.origin = 'computed'
                    AND (%(old_said)s) IS DISTINCT FROM (%(new_said)s))
            ON CONFLICT (%(key)s) DO UPDATE SET %(updates)s
             WHERE kept.state NOT IN %(frozen)s AND kept.origin = 'computed'
            RETURNING kept.id
            """,
            names=columns(COLUMNS),
            new=columns(COLUMNS, "new"),
            values=self._values_sql(rows),
            same_key=SQL(" AND ").join(
                SQL("old.%s = new.%s", SQL.identifier(name), SQL.identifier(name)) for name in KEY
            ),
            frozen=FROZEN_STATES,
            old_said=columns(SAID, "old"),
            new_said=columns(SAID, "new"),
            key=columns(KEY),
            updates=updates,
        )

    def _values_sql(self, rows) -> SQL:
        by_name = {name: self.env["impact.result"]._fields[name] for name in COLUMNS}
        return values_list(
            [tuple(self._column(by_name[name], row[name]) for name in COLUMNS) for row in rows],
            tuple(field.column_type[0] for field in by_name.values()),
        )

    def _column(self, field, value):
        if field.type == "json":
            return field.convert_to_column(value, self.env["impact.result"])
        return value
