from . import test_goods, test_goods_oracle
