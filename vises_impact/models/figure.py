from odoo import fields
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
        return float_repr(float_round(float(value), precision_digits=scale), scale)

    def convert_to_cache(self, value, record, validate=True):
        if value is None or value is False:
            return None
        scale = self.get_digits(record.env)[1]
        return float_round(float(value), precision_digits=scale)

    def convert_to_record(self, value, record):
        return value

    def convert_to_read(self, value, record, use_display_name=True):
        return False if value is None else value

    def convert_to_export(self, value, record):
        return "" if value is None else value
