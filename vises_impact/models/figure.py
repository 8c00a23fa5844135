from math import isfinite

from odoo import fields
from odoo.exceptions import UserError
from odoo.tools import float_repr, float_round


class Figure(fields.Float):
    """A measured number that may be missing: NULL in the database, None in Python.

    Odoo's own Float reads NULL as 0.0, which would turn "not measured" into a
    zero. Stored as numeric with six decimals; never summed by default, since
    ratios and stocks do not add up.
    """

    falsy_value = None
    aggregator = None

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("digits", (16, 6))
        super().__init__(*args, **kwargs)

    def convert_to_column(self, value, record, values=None, validate=True):
        if value is None or value is False:
            return None
        scale = self.get_digits(record.env)[1]
        return float_repr(self._rounded(value, record.env), scale)

    def convert_to_cache(self, value, record, validate=True):
        if value is None or value is False:
            return None
        return self._rounded(value, record.env)

    def _rounded(self, value, env) -> float:
        """The number with the decimals of the field.

        :raises UserError: for what is not a number.
        """
        try:
            number = float(value)
        except (TypeError, ValueError):
            number = None
        if number is None or not isfinite(number):
            raise UserError(env._("“%(value)s” is not a number.", value=value))
        return float_round(number, precision_digits=self.get_digits(env)[1])

    def convert_to_record(self, value, record):
        return value

    def convert_to_read(self, value, record, use_display_name=True):
        return False if value is None else value

    def convert_to_export(self, value, record):
        return "" if value is None else value
