"""How impact figures are made: periods, formulas, aggregation, disclosure control.

This package imports nothing of Odoo. A figure comes about in this order, and each
step has its module:

1. ``period``: for which stretch of time, and on which days one has to look;
2. ``account_formula``: which accounts of the ledger add up to a financial figure;
3. ``formula``: how an indicator follows from other indicators (``formula_reader``,
   ``_tree``, ``_evaluator`` and ``_writer`` are its parts), with ``quantity`` for what
   is known, unknown, or has no meaning;
4. ``aggregation``: how months make a year and members make a federation;
5. ``suppression``: which counts of people have to be hidden from a reader of one table;
   ``disclosure``: which figures, from a reader of many (``elimination`` solves their sums).

``errors`` holds all that can be said about bad input.
"""
