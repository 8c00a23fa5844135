from . import impact_sale_line
