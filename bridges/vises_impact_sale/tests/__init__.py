from . import test_sale, test_sale_oracle
