from . import test_labelled
