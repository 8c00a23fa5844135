from . import impact_goods_line
