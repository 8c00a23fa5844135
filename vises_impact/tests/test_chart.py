"""What the small charts draw, and what they say in words."""

from lxml import etree
from odoo.tests import BaseCase, tagged

from ..report.chart import Bar, arrow, bars

SVG = "{http://www.w3.org/2000/svg}"


@tagged("post_install", "-at_install")
class TestChart(BaseCase):
    def _bars(self, *values, target=None):
        periods = [Bar(str(2020 + n), value, f"{value} %") for n, value in enumerate(values)]
        return etree.fromstring(bars(periods, target, "Share"))

    def _widths(self, svg):
        return [float(one.get("width")) for one in svg.iter(f"{SVG}rect")]

    def test_bars_are_as_long_as_their_figures(self):
        first, second = self._widths(self._bars(20, 40))
        self.assertAlmostEqual(second, 2 * first, delta=0.2)

    def test_a_missing_period_has_no_bar_but_its_reason(self):
        svg = etree.fromstring(bars([Bar("2024", None, "not measured"), Bar("2025", 3.0, "3")]))
        self.assertEqual(len(self._widths(svg)), 1)
        self.assertIn("not measured", [one.text for one in svg.iter(f"{SVG}text")])

    def test_a_loss_goes_to_the_other_side_of_zero(self):
        svg = self._bars(-10, 10)
        loss, gain = svg.iter(f"{SVG}rect")
        self.assertAlmostEqual(
            float(loss.get("x")) + float(loss.get("width")), float(gain.get("x")), delta=0.2
        )

    def test_target_is_drawn_and_named(self):
        svg = self._bars(20, 30, target=Bar("Target", 40, "40 %"))
        self.assertTrue(svg.findall(f"{SVG}polygon"))
        self.assertEqual(svg.get("aria-label"), "Share: 2020: 20 %; 2021: 30 %; Target: 40 %")

    def test_target_that_is_lower_than_a_figure_stays_inside_the_plot(self):
        svg = self._bars(20, 30, target=Bar("Target", 0, "0 %"))
        x = float(svg.find(f"{SVG}line").get("x1"))
        self.assertTrue(0 <= x <= float(svg.get("width")))

    def test_nothing_but_zeros_is_drawn_without_dividing_by_zero(self):
        self.assertEqual(len(self._widths(self._bars(0, 0))), 2)

    def test_nothing_to_draw_is_no_chart(self):
        self.assertEqual(bars([Bar("2025", None, "small group")]), "")

    def test_words_cannot_break_out_of_the_picture(self):
        text = bars([Bar("<b>", 1.0, 'a "&" b')], title='<script>"')
        etree.fromstring(text)
        self.assertNotIn("<script>", text)

    def test_arrows_differ_in_shape_and_not_only_in_colour(self):
        points = {etree.fromstring(arrow(change))[0].get("points") for change in (1, 0, -1)}
        self.assertEqual(len(points), 3)
