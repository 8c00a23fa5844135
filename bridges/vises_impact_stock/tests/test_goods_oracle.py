"""Goods collected, reused and disposed of against a second count in plain Python."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

from odoo.tests import tagged

from odoo.addons.vises_impact.engine.period import split
from odoo.addons.vises_impact.tests.chance import Chance, tell

from .common import OPERATIONS, GoodsCommon

CODES = ("ENV08", "ENV09", "ENV10", "ENV13")
OWN = ("stock", "shelf", "transit")
PRODUCTS = (
    # weight on the form, unit, kilograms of one unit as the oracle knows them
    (2.5, "uom.product_uom_unit", Decimal("2.5")),
    (0.35, "uom.product_uom_unit", Decimal("0.35")),
    (0, "uom.product_uom_unit", None),
    (7, "uom.product_uom_dozen", Decimal(7)),
    (0, "uom.product_uom_kgm", Decimal(1)),
    (4, "uom.product_uom_kgm", Decimal(1)),
    (0, "uom.product_uom_ton", Decimal(1000)),
    (0, "uom.product_uom_gram", Decimal("0.001")),
)
ROUTES = {
    "round": ("supplier", "stock"),
    "depot": ("customer", "shelf"),
    "shop": ("shelf", "customer"),
    "recycler": ("stock", "customer"),
    "tip": ("stock", "inventory"),
    "supplies": ("supplier", "stock"),
    "new": ("stock", "customer"),
}


@dataclass
class Line:
    """What came in (+) or went out (−) on a day; ``kilograms`` None: nobody knows."""

    day: date
    movement: str | None
    kilograms: Decimal | None


def tonnes(lines: list[Line], movement: str) -> tuple[Decimal, int, int]:
    """Sum of a movement, how many lines could be told, and how many there are."""
    total, known = Decimal(0), 0
    for line in lines:
        if line.movement is None:
            continue
        if line.movement != movement:
            known += 1
        elif line.kilograms is not None:
            known += 1
            total += line.kilograms / 1000
    return total, known, len(lines)


@tagged("post_install", "-at_install")
class TestGoodsOracle(GoodsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.products = [
            (cls._product(weight, unit), kilograms) for weight, unit, kilograms in PRODUCTS
        ]

    def _make(self, company, draw: Chance) -> list[Line]:
        self.draw = draw
        self.zone = ZoneInfo(company.resource_calendar_id.tz)
        lines = []
        for _number in range(draw.randint(0, 15)):
            lines += self._random_move(company)
        tell(f"Goods of {company.name}", lines)
        return lines

    def _moment(self) -> datetime:
        return self.draw.moment(date(2023, 12, 31), date(2025, 12, 31))

    def _line(self, moment, movement, kilograms, sign) -> Line:
        day = moment.replace(tzinfo=timezone.utc).astimezone(self.zone).date()
        return Line(day, movement, None if kilograms is None else sign * kilograms)

    def _random_move(self, company) -> list[Line]:
        """One move, perhaps taken back in part; what the oracle has to count of it."""
        draw = self.draw
        product, weight = draw.choice(self.products)
        quantity = draw.randrange(1, 40)
        kilograms = None if weight is None else weight * quantity
        name = draw.choice(tuple(OPERATIONS))
        source, target = ROUTES[name]
        moment, fate = self._moment(), 1 - draw.random()
        if fate < 0.1:
            move = self._planned(name, product, quantity, source, target, company)
            if draw.random() < 0.5:
                move._action_cancel()
            return []
        if fate < 0.2:
            return self._unseen(company, product, quantity, moment)
        if fate < 0.3:
            return self._scrap(company, product, quantity, kilograms, moment)
        dozen = self.env.ref("uom.product_uom_dozen")
        unit = product.uom_id
        if unit == self.env.ref("uom.product_uom_unit") and draw.random() < 0.4:
            unit, kilograms = dozen, None if kilograms is None else 12 * kilograms
        move = self._move(name, product, quantity, source, target, moment, company, unit=unit)
        movement = OPERATIONS[name][1]
        lines = [self._line(moment, movement, kilograms, 1)]
        if draw.random() < 0.3:
            lines += self._returned(company, move, product, weight, movement, moment)
        return lines

    def _unseen(self, company, product, quantity, moment) -> list[Line]:
        """Moves by which nothing comes in or goes out."""
        routes = (
            ("new", "stock", "shelf"),
            ("round", "transit", "stock"),
            ("shop", "supplier", "customer"),
            ("new", "production", "stock"),
            (None, "inventory", "stock"),
            (None, "stock", "inventory"),
        )
        name, source, target = self.draw.choice(routes)
        self._move(name, product, quantity, source, target, moment, company)
        return []

    def _scrap(self, company, product, quantity, kilograms, moment) -> list[Line]:
        places = self.places[company]
        scrap = self.env["stock.scrap"].create(
            {
                "company_id": company.id,
                "product_id": product.id,
                "product_uom_id": product.uom_id.id,
                "scrap_qty": quantity,
                "location_id": places["stock"].id,
                "scrap_location_id": places["inventory"].id,
            }
        )
        scrap.do_scrap()
        scrap.move_ids.date = moment
        return [self._line(moment, "disposed", kilograms, 1)]

    def _returned(self, company, move, product, weight, movement, moment) -> list[Line]:
        """A return under the operation type of the other way, and sometimes one of that."""
        source, target = ROUTES[move.picking_type_id.name]
        other = "shop" if move.picking_type_id.code == "incoming" else "round"
        lines, sign = [], -1
        for _number in range(self.draw.randint(1, 2)):
            moment += timedelta(days=9)
            source, target = target, source
            move = self._move(
                other, product, 1, source, target, moment, company, origin_returned_move_id=move.id
            )
            lines.append(self._line(moment, movement, weight, sign))
            sign = -sign
        return lines

    def _expected(self, code: str, lines, period):
        """Status, value, coverage."""
        seen = [line for line in lines if line.day <= period.last]
        inside = [line for line in seen if line.day >= period.start]
        if not seen:
            return "missing", None, None
        if code in ("ENV08", "ENV09"):
            part = tonnes(inside, {"ENV08": "collected", "ENV09": "reused"}[code])
            parts, value = [part], part[0]
        else:
            part = tonnes(inside, {"ENV10": "reused", "ENV13": "disposed"}[code])
            whole = tonnes(inside, "collected")
            parts, value = [part, whole], whole[0] and 100 * part[0] / whole[0]
        if len(parts) == 2 and not parts[1][0] and not self._is_unknown(inside, parts[1]):
            return "not_applicable", None, None
        if any(self._is_unknown(inside, part) for part in parts):
            return "missing", None, None
        coverage = min(known / count if count else 1 for _total, known, count in parts)
        return ("measured" if coverage == 1 else "estimated"), value, coverage

    @staticmethod
    def _is_unknown(lines, part) -> bool:
        """Something moved, and of nothing it is known what it counts for."""
        return bool(lines) and not part[1]

    def test_agrees_with_oracle(self):
        periods = (
            *split("year", date(2022, 1, 1), date(2026, 12, 31)),
            *split("quarter", date(2024, 1, 1), date(2025, 12, 31)),
            *split("month", date(2024, 10, 1), date(2025, 3, 31)),
        )
        statuses = set()

        def check(draw):
            for company in self.companies:
                lines = self._make(company, draw)
                figures = self._figures(CODES, company._impact_default_scope(), periods)
                for (code, position), figure in figures.items():
                    period = periods[position]
                    status, value, coverage = self._expected(code, lines, period)
                    statuses.add(status)
                    with self.subTest(code=code, company=company.name, key=period.key):
                        self.assertEqual(figure.quantity.status, status, figure.proof)
                        if value is not None:
                            self.assertAlmostEqual(float(figure.quantity.value), float(value), 6)
                            self.assertAlmostEqual(float(figure.coverage), coverage, 6)

        self._for_histories(check, 12)
        self.assertEqual(statuses, {"measured", "estimated", "missing", "not_applicable"})
